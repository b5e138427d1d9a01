"""The audit trail, for those who watch over administrators. D9 names no reader, so this is a decision.

Safeguarding focal points read that of their offices, because administrators are among those it is about;
superusers read all. What concerns a protected group is for whoever verifies the chain alone, or the trail
would tell that there is one.
"""

from django.apps import apps
from django.http import Http404
from django.views.decorators.http import require_safe

from care_engage.accounts.models import RoleKind, User
from care_engage.kit.confidential import confidential
from care_engage.kit.pages import render_page
from care_engage.kit.paging import page_by_key
from care_engage.trail.models import Entry

UNTOLD = ("groups.Group", "groups.Named", "programs.Intervention")
"""Kinds of things that are in the trail only when they are protected."""


@confidential
@require_safe
def trail(request):
    """Newest first, by key: two queries. The cursor holds no entry's number, which would tell of gaps."""
    scope = request.user.scope
    offices = scope.offices_as(RoleKind.SAFEGUARDING_FOCAL_POINT)
    if not offices and not scope.superuser:
        raise Http404
    entries = Entry.objects.exclude(kind__in=UNTOLD)
    if not scope.superuser:
        entries = entries.filter(office__in=offices)
    page = page_by_key(entries, ("-at", "-uuid"), request.GET.get("after", ""), size=50)
    ids = {key for entry in page.rows for key in (entry.actor, entry.viewing_as) if key}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
    rows = [
        (entry, names.get(entry.actor, ""), names.get(entry.viewing_as, ""), in_words(entry.kind))
        for entry in page.rows
    ]
    return render_page(request, "office/trail.html", {"rows": rows, "page": page})


def in_words(kind):
    """What the model calls its rows; kinds without a model are words already."""
    if "." not in kind:
        return kind
    app, name = kind.split(".")
    model = apps.all_models[app].get(name.lower())
    return model._meta.verbose_name if model else kind
