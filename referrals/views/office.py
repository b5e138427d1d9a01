"""The first page of an office's referral pathways: what it lacks, its pathways, its limits, its export."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from care_engage.accounts.models import CountryOffice, Role, RoleKind
from care_engage.kit.consequences import facts_changed
from care_engage.kit.editing import form_page, posted
from care_engage.kit.pages import render_page
from care_engage.trail.record import Act, record

from ..checklist import gaps
from ..forms.directory import LimitsForm
from ..models import ReferralLimits, ReferralPathway
from ..models.access import READERS
from ..publishing import directory_zip
from .access import EXPORTING, SUMMARIZED, office_trusting, readable, tabs, trusted_offices, writable


@require_safe
def referrals(request):
    """The office, or the offices to choose from; whoever only counts goes to the numbers."""
    scope = request.user.scope
    offices = list(scope.limit(CountryOffice.objects.all(), "pk", *READERS))
    counted = list(trusted_offices(request.user, SUMMARIZED))
    if len(offices) == 1:
        return redirect("referral_office", offices[0].pk)
    if not offices and len(counted) == 1:
        return redirect("referral_numbers", counted[0].pk)
    return render_page(request, "referrals/offices.html", {"offices": offices, "counted": counted})


@require_safe
def referral_office(request, pk):
    office = readable(request, pk)
    on, limits = office.today(), ReferralLimits.of(office.pk)
    pathways = (
        ReferralPathway.objects.filter(office=office)
        .select_related("office")
        .prefetch_related("places", "steps__service")
    )
    context = tabs(request.user, office) | {
        "gaps": gaps(office, on),
        "pathways": [(one, one.standing(on, limits)) for one in pathways],
    }
    return render_page(request, "referrals/office.html", context)


@require_http_methods(["GET", "POST"])
def referral_limits(request, pk):
    office = writable(request, pk)
    form = LimitsForm(posted(request), instance=ReferralLimits.of(office.pk), user=request.user)
    back = reverse("referral_office", args=[office.pk])

    def save(form):
        form.save()
        facts_changed(office=office.pk)
        messages.success(request, _("Saved. The cards follow the new limits at once."))
        return back

    return form_page(
        request,
        form,
        save,
        title=_("How long a checked service is trusted"),
        lead=_("Services close and numbers change. What nobody has checked lately is marked, then left out."),
        action=_("Save"),
        cancel=back,
    )


@require_safe
def referral_focal_points(request, pk):
    """Who is named, and who can name somebody: roles are given on the office's own pages."""
    office = readable(request, pk)
    roles = Role.objects.filter(
        office=office,
        user__is_active=True,
        kind__in=[
            RoleKind.GBV_FOCAL_POINT,
            RoleKind.SAFEGUARDING_FOCAL_POINT,
            RoleKind.OFFICE_ADMIN,
        ],
    ).select_related("user")
    context = tabs(request.user, office) | {
        "roles": roles.order_by("kind", "user__name"),
        "administers": request.user.scope.has(RoleKind.OFFICE_ADMIN, office.pk),
    }
    return render_page(request, "referrals/focal_points.html", context)


@require_safe
def referral_export(request, pk):
    """The directory as HSDS files. The name of the file says nothing of what it is about."""
    office = office_trusting(request, pk, EXPORTING)
    record(Act.EXPORTED, request.user, "directory", office=office.pk)
    response = HttpResponse(directory_zip(office), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="directory-{office.iso2.lower()}.zip"'
    response["Cache-Control"] = "no-store, private"
    return response
