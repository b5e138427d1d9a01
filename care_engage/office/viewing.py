"""View as: an administrator looks at the pages as a colleague finds them, to help without their password."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from care_engage.accounts.gate import start_viewing, viewable_by
from care_engage.kit.confidential import confidential
from care_engage.kit.pages import render_page

from .views import administered


@confidential
@require_http_methods(["GET", "POST"])
def view_as(request, pk, user):
    office = administered(request, pk)
    people = viewable_by(request.user).filter(roles__office=office, roles__deleted_at=None)
    person = get_object_or_404(people.distinct(), pk=user)
    if request.method == "POST":
        start_viewing(request, person, office)
        return redirect("home")
    context = {
        "title": _("View as %(name)s?") % {"name": person.name},
        "happens": [
            _("You will see the pages as they do, and change nothing. What is confidential stays closed."),
            _("That you looked, and until when, is written down in the audit trail."),
        ],
        "action": _("View as %(name)s") % {"name": person.name},
        "cancel": reverse("office_people", args=[office.pk]),
    }
    return render_page(request, "confirm.html", context)


@require_POST
def view_as_stop(request):
    """The gate has stopped it, and written it down, before this is reached."""
    return redirect("home")
