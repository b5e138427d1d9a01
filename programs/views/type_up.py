from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from care_engage.kit.pages import render_page
from groups.models import Group
from programs.forms.logging import COUNT_LABELS
from programs.models import Session, Topic
from programs.type_up import ABREAST, gone, save_sheets, sheets_of


@require_http_methods(["GET", "POST"])
def type_up(request, pk):
    """Type up a group's paper sheets: sessions abreast, numbers below each other, saved in one request."""
    group = get_object_or_404(Group.objects.visible_to(request.user).select_related("office"), pk=pk)
    if not Session.objects.loggable_by(request.user).filter(intervention__groups=group).exists():
        raise Http404
    if request.method == "GET":
        return page(request, group, sheets_of(request.user, group))
    sheets = sheets_of(request.user, group, request.POST)
    outcomes = save_sheets(sheets, by=request.user, at=timezone.now())
    outcomes += gone(request.user, request.POST, sheets)
    if outcomes and all(outcome.saved and len(outcome.sentences) == 1 for outcome in outcomes):
        said = ngettext("%(count)d session saved.", "%(count)d sessions saved.", len(outcomes))
        messages.success(request, said % {"count": len(outcomes)})
        return redirect("group_type_up", pk)
    saved = {outcome.session.pk for outcome in outcomes if outcome.saved}
    return page(request, group, [sheet for sheet in sheets if sheet.session.pk not in saved], outcomes)


def page(request, group, sheets, outcomes=()):
    numbers = sorted(set().union(*(sheet.numbers | sheet.marks for sheet in sheets)))
    context = {
        "group": group,
        "sheets": sheets,
        "rows": [(number, [cell(group, sheet, number) for sheet in sheets]) for number in numbers],
        "counts": [
            (label, [sheet.form[name] for sheet in sheets if name in sheet.form.fields])
            for name, label in COUNT_LABELS.items()
            if all(name in sheet.form.fields for sheet in sheets)
        ],
        "topics": Topic.objects.order_by("code"),
        "outcomes": outcomes,
        "sent": request.method == "POST",
        "most": ABREAST,
    }
    return render_page(request, "programs/sessions/type_up.html", context)


def cell(group, sheet, number):
    """What the box of a number sends, and whether it is ticked; None where it is not on the register."""
    if number not in sheet.numbers and number not in sheet.marks:
        return None
    name = sheet.form.add_prefix("came")
    return {"name": name, "value": f"{group.pk}:{number}", "came": number in sheet.marks}
