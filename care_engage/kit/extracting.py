"""What is to be translated, found by Babel where it does not look itself: templates and the retention policy.

`python -m babel.messages.frontend extract -F pyproject.toml -k gettext_lazy -k ngettext_lazy:1,2 -k
pgettext_lazy:1c,2 -o django.pot .` writes them all down.
"""

import io
import tomllib

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

SENTENCES = ("what", "why", "until", "after")


def policy(source, keywords, comment_tags, options):
    """Every sentence of `retention/policy.toml` that its page shows; the file is short, all on line 1."""
    for part in tomllib.load(source)["part"]:
        yield 1, "gettext", part["name"], []
        for entry in part["entry"]:
            yield from ((1, "gettext", entry[key], [part["name"]]) for key in SENTENCES if key in entry)


def templates(source, keywords, comment_tags, options):
    """Django turns a template into calls of gettext, as for its own `makemessages`; Python minds indents."""
    code = "\n".join(map(str.strip, templatize(source.read().decode()).splitlines()))
    yield from extract_python(io.BytesIO(code.encode()), keywords, comment_tags, options)
