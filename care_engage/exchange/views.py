from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from care_engage.kit.pages import render_page
from programs.notices import tell_safeguarding

from .columns import SHEETS
from .faults import Refused, shown
from .forms import WorkbookForm, held, hold
from .importing import import_plan as bring_in
from .template import empty_workbook

SHOWN_FAULTS = 300
SHOWN_DIFFERENCES = 200
OWED_LABELS = 4
MESSAGE = 1_000
"""Characters of what is still to be completed: messages travel in a cookie."""


def for_managers(view):
    """Plans are brought in by managers, into their own offices, and by superusers."""

    @wraps(view)
    def guarded(request):
        if not request.user.scope.manages:
            raise PermissionDenied
        return view(request)

    return guarded


@require_http_methods(["GET", "POST"])
@for_managers
def import_plan(request):
    """Choose a workbook; see what it would change and what is wrong with it; confirm."""
    if "held" in request.POST:
        return confirmed(request)
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    if form.is_valid():
        data = form.cleaned_data["workbook"]
        try:
            report = bring_in(data=data, user=request.user, dry_run=True)
        except Refused as refused:
            form.add_error("workbook", str(refused))
        else:
            return preview(request, data, report)
    return render_page(request, "exchange/import_plan.html", {"form": form, "sheets": SHEETS})


def preview(request, data, report):
    context = {
        "report": report,
        "faults": report.faults[:SHOWN_FAULTS],
        "differences": report.differences[:SHOWN_DIFFERENCES],
        "form": WorkbookForm(),
        "held": hold(data, request.user) if report.sound and not report.changes_nothing else "",
    }
    return render_page(request, "exchange/preview.html", context)


def confirmed(request):
    data = held(request.POST["held"], request.user)
    if data is None:
        messages.error(request, _("That was too long ago. Choose the workbook again."))
        return redirect("import_plan")
    try:
        report = bring_in(data=data, user=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("import_plan")
    if report.faults:
        return preview(request, data, report)
    for concern in report.critical:
        tell_safeguarding(concern, request)
    tell(request, report)
    return redirect("sequence", report.programs[0].pk)


def tell(request, report):
    new = sum(tally.new for tally in report.tallies.values())
    changed = sum(tally.changed for tally in report.tallies.values())
    names = ", ".join(str(program) for program in report.programs[:OWED_LABELS])
    said = _("%(programs)s: the plan is in. %(new)s new, %(changed)s changed.")
    messages.success(request, said % {"programs": names, "new": new, "changed": changed})
    if report.owed:
        rows = format_html_join("", "<li>{} ({})</li>", briefly(report.owed))
        messages.warning(request, format_html("{}<ul>{}</ul>", _("Still to be completed:"), rows))


def briefly(owed):
    """As many of the sentences, with a few of their labels each, as a cookie holds beside the rest."""
    left = MESSAGE
    for sentence, labels in owed.items():
        said = some([shown(label) for label in labels])
        left -= len(sentence) + len(said)
        if left < 0:
            return
        yield sentence, said


def some(labels):
    """The first few of many labels."""
    more = len(labels) - OWED_LABELS
    few = ", ".join(labels[:OWED_LABELS])
    return few if more <= 0 else few + ngettext(" and %s more", " and %s more", more) % more


@require_safe
@for_managers
def import_template(request):
    """An empty workbook with every sheet and column of the format."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(empty_workbook(), content_type=kind)
    response["Content-Disposition"] = 'attachment; filename="plan.xlsx"'
    return response
