"""Page or fragment, solved once."""

from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def render_page(request, template, context=None, *, fragments=(), status=None):
    """Render a whole page, or only the fragment that htmx asked for.

    `fragments` names the ids that may be replaced alone: the id `findings` of `programs/sequence.html`
    stands in `programs/_findings.html`, whose root element carries that id.
    """
    target = request.htmx.target if request.htmx and not request.htmx.boosted else None
    if target in fragments:
        folder = template.rpartition("/")[0]
        template = f"{folder}/_{target.replace('-', '_')}.html"
    response = render(request, template, context or {}, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
