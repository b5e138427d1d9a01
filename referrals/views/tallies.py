"""Referrals counted (D5): entered by the GBV focal point; managers and MEL see no small numbers."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from care_engage.kit.confidential import confidential
from care_engage.kit.editing import form_page, posted, removal_page
from care_engage.kit.pages import render_page
from care_engage.kit.paging import page_by_key
from care_engage.trail.record import Act, record

from ..forms.tallies import TallyForm
from ..models import ReferralTally
from ..tallies import summary
from .access import SUMMARIZED, TALLIED, office_trusting, tabs


@require_safe
@confidential
def referral_numbers(request, pk):
    office = office_trusting(request, pk, SUMMARIZED)
    record(Act.READ, request.user, "referral numbers", office=office.pk)
    context = tabs(request.user, office) | {"tables": summary(office, office.today())}
    return render_page(request, "referrals/numbers.html", context)


@require_safe
@confidential
def referral_tallies(request, pk):
    office = office_trusting(request, pk, TALLIED)
    record(Act.READ, request.user, "tally sheet", office=office.pk)
    rows = ReferralTally.objects.visible_to(request.user).filter(office=office).select_related("place")
    page = page_by_key(rows, ("-month", "-pk"), request.GET.get("after", ""))
    context = tabs(request.user, office) | {"page": page}
    return render_page(request, "referrals/tallies.html", context)


def _edit(request, tally, **context):
    back = reverse("referral_tallies", args=[tally.office_id])
    form = TallyForm(posted(request), instance=tally, user=request.user, today=tally.office.today())

    def save(form):
        act = Act.CHANGED if form.instance.pk else Act.CREATED
        record(act, request.user, form.save())
        messages.success(request, _("Saved."))
        return back

    return form_page(
        request,
        form,
        save,
        lead=_("From the anonymous tally sheet. Nothing else is asked, and more is never better."),
        action=_("Save"),
        cancel=back,
        **context,
    )


@require_http_methods(["GET", "POST"])
@confidential
def referral_tally_new(request, pk):
    office = office_trusting(request, pk, TALLIED)
    return _edit(request, ReferralTally(office=office), title=_("Add a line of the tally sheet"))


def _tally(request, pk):
    rows = ReferralTally.objects.editable_by(request.user).select_related("office", "place")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
@confidential
def referral_tally(request, pk):
    tally = _tally(request, pk)
    record(Act.READ, request.user, tally)
    return _edit(request, tally, title=str(tally))


@require_http_methods(["GET", "POST"])
@confidential
def referral_tally_remove(request, pk):
    tally = _tally(request, pk)
    back = reverse("referral_tallies", args=[tally.office_id])
    return removal_page(request, tally, lambda tally: record(Act.REMOVED, request.user, tally), back=back)
