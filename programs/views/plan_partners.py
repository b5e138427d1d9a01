"""Partners of a program, activities of other organizations, and what women say of work with men."""

from datetime import date

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from care_engage.kit.editing import form_page, posted
from care_engage.kit.pages import render_page
from care_engage.kit.templatetags.kit import day_year
from care_engage.kit.undo import offer_undo, values_of
from programs.forms.partners import ExternalForm, FeedbackForm, MeetingsForm, PartnerForm
from programs.models import AccountabilityFeedback, AlliancePartner, ExternalActivity, Program

from .plan_access import may_write, or_inbox, program_of, readable, writable
from .plan_audit import audited
from .plan_facts import facts
from .plan_moves import KIND_OF, next_moves

SHOWN = {
    AlliancePartner: [
        "role",
        "first_contact_on",
        "last_contact_on",
        "shared_goals",
        "support_given",
        "budget_shared",
    ],
    ExternalActivity: ["organization", "place", "space", "starts_on", "ends_on", "last_confirmed_on"],
    AccountabilityFeedback: [
        "intervention",
        "given_on",
        "from_group",
        "from_organization",
        "safe_method",
        "changes_asked",
        "response",
        "responded_on",
    ],
}


def _record_page(request, record, **context):
    """A record's facts, its next moves, and the ways to change it."""
    kind = KIND_OF[type(record)]
    writes = may_write(record, request.user)
    moves = getattr(record, "moves", None)
    context |= {
        "record": record,
        "kind": kind,
        "program": program_of(record),
        "writes": writes,
        "facts": facts(record, SHOWN[type(record)]),
        "moves": next_moves(record) if writes and moves else [],
        "owed": moves.owed(record) if moves else [],
        "edit": reverse(f"{kind}_edit", args=[record.pk]),
    }
    return render_page(request, f"programs/plan/{kind}.html", context)


def _form_page(request, form, cancel, title):
    def save(form):
        record = form.save()
        audited(record)
        messages.success(request, _("Saved."))
        return or_inbox(request, reverse(KIND_OF[type(record)], args=[record.pk]))

    return form_page(request, form, save, title=title, action=_("Save"), cancel=cancel)


@require_safe
def partner(request, pk):
    record = readable(AlliancePartner, request.user, pk)
    return _record_page(
        request,
        record,
        trust_events=record.trust_events.filter(deleted_at=None),
        worries=record.worries.filter(deleted_at=None),
    )


@require_http_methods(["GET", "POST"])
def partner_new(request, pk):
    program = writable(Program, request.user, pk)
    form = PartnerForm(
        posted(request),
        user=request.user,
        office=program.office,
        instance=AlliancePartner(program=program),
    )
    return _form_page(request, form, reverse("program_plan", args=[pk]), _("New partner"))


@require_http_methods(["GET", "POST"])
def partner_edit(request, pk):
    record = writable(AlliancePartner, request.user, pk)
    form = PartnerForm(posted(request), user=request.user, office=record.program.office, instance=record)
    title = _("Edit %(record)s") % {"record": record}
    return _form_page(request, form, reverse("partner", args=[pk]), title)


@require_POST
def partner_contacted(request, pk):
    """Record a contact today; the first one counts as first contact too."""
    record = writable(AlliancePartner, request.user, pk)
    was = values_of(record, ["first_contact_on", "last_contact_on"])
    today = record.program.office.today()
    with transaction.atomic():
        record.first_contact_on = record.first_contact_on or today
        record.last_contact_on = today
        record.save()
        audited(record)
    offer_undo(
        request, _("Contact today with “%(record)s” is on record.") % {"record": record}, record, was=was
    )
    return redirect("partner", pk)


@require_safe
def external(request, pk):
    record = readable(ExternalActivity, request.user, pk)
    met = [day_year(date.fromisoformat(day)) for day in sorted(record.held_on, reverse=True)]
    return _record_page(request, record, met=met, meeting=MeetingsForm())


@require_http_methods(["GET", "POST"])
def external_new(request, pk):
    program = writable(Program, request.user, pk)
    form = ExternalForm(
        posted(request),
        user=request.user,
        office=program.office,
        instance=ExternalActivity(office=program.office),
        initial={"place": program.place_id},
    )
    title = _("New activity of another organization")
    return _form_page(request, form, reverse("program_plan", args=[pk]), title)


@require_http_methods(["GET", "POST"])
def external_edit(request, pk):
    record = writable(ExternalActivity, request.user, pk)
    form = ExternalForm(posted(request), user=request.user, office=record.office, instance=record)
    title = _("Edit %(record)s") % {"record": record}
    return _form_page(request, form, reverse("external", args=[pk]), title)


@require_POST
def external_confirmed(request, pk):
    """They still meet: confirmed today, on the activity and on the links that wait for it."""
    record = writable(ExternalActivity, request.user, pk)
    was = values_of(record, ["last_confirmed_on"])
    with transaction.atomic():
        record.last_confirmed_on = record.office.today()
        record.save()
        audited(record)
    said = _("“%(record)s” is confirmed as of today.") % {"record": record}
    offer_undo(request, said, record, was=was)
    return redirect("external", pk)


@require_POST
def external_met(request, pk):
    """Add a day on which the other organization says that it met; each counts as one held session."""
    record = writable(ExternalActivity, request.user, pk)
    form = MeetingsForm(request.POST)
    today = record.office.today()
    if not form.is_valid() or form.cleaned_data["met_on"] > today:
        messages.error(request, _("Enter the day on which they met: today or earlier."))
        return redirect("external", pk)
    was = values_of(record, ["held_on"])
    day = form.cleaned_data["met_on"]
    with transaction.atomic():
        record.held_on = sorted({*record.held_on, day.isoformat()})
        record.save()
        audited(record)
    said = _("They met on %(day)s: this is on record.") % {"day": day_year(day)}
    offer_undo(request, said, record, was=was)
    return redirect("external", pk)


@require_safe
def feedback(request, pk):
    return _record_page(request, readable(AccountabilityFeedback, request.user, pk))


@require_http_methods(["GET", "POST"])
def feedback_new(request, pk):
    program = writable(Program, request.user, pk)
    form = FeedbackForm(
        posted(request),
        user=request.user,
        program=program,
        instance=AccountabilityFeedback(),
        initial={"given_on": program.office.today(), "intervention": request.GET.get("about")},
    )
    return _form_page(request, form, reverse("program_plan", args=[pk]), _("New feedback"))


@require_http_methods(["GET", "POST"])
def feedback_edit(request, pk):
    record = writable(AccountabilityFeedback, request.user, pk)
    program = record.intervention.program
    form = FeedbackForm(posted(request), user=request.user, program=program, instance=record)
    back = or_inbox(request, reverse("feedback", args=[pk]))
    return _form_page(request, form, back, _("Edit feedback"))
