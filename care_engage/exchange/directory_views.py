"""Bringing in the directory of services: choose a workbook, see what it would do, confirm."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from care_engage.kit.pages import render_page
from referrals.views.access import writable

from .directory import column_rows, empty_directory
from .directory import import_services as bring_in
from .faults import Refused
from .forms import WorkbookForm, held, hold

SHOWN = 300


@require_http_methods(["GET", "POST"])
def import_services(request, pk):
    office = writable(request, pk)
    if "held" in request.POST:
        return confirmed(request, office)
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    form.fields["workbook"].label = _("Workbook of services")
    context = {"form": form, "office": office, "columns": column_rows()}
    if form.is_valid():
        data = form.cleaned_data["workbook"]
        try:
            report = bring_in(data=data, office=office, user=request.user, dry_run=True)
        except Refused as refused:
            form.add_error("workbook", str(refused))
        else:
            context |= looked_at(report, data, request.user)
    return render_page(request, "exchange/import_services.html", context)


def looked_at(report, data, user):
    useful = not report.faults and (report.new or report.changed)
    return {
        "report": report,
        "faults": report.faults[:SHOWN],
        "held": hold(data, user) if useful else "",
    }


def confirmed(request, office):
    data = held(request.POST["held"], request.user)
    if data is None:
        messages.error(request, _("That was too long ago. Choose the workbook again."))
        return redirect("import_services", office.pk)
    try:
        report = bring_in(data=data, office=office, user=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("import_services", office.pk)
    if report.faults:
        messages.error(request, _("Something has changed meanwhile. Choose the workbook again."))
        return redirect("import_services", office.pk)
    said = _("%(new)d services are new, %(changed)d changed. New ones are on no card until they are called.")
    messages.success(request, said % {"new": len(report.new), "changed": len(report.changed)})
    return redirect("referral_calls", office.pk)


@require_safe
def import_services_empty(request, pk):
    writable(request, pk)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(empty_directory(), content_type=kind)
    response["Content-Disposition"] = 'attachment; filename="directory.xlsx"'
    return response
