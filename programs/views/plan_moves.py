"""Moving a record to its next state, removing it, and taking either back: one mechanism for all kinds."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import modelform_factory
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from care_engage.kit.editing import form_page, posted, removal_page
from care_engage.kit.forms import RecordForm
from care_engage.kit.undo import offer_undo, take_back, values_of
from groups.models import ChangeAgent, Group, Observation, Outreach, Skill, Suspension
from groups.models.change_agent import OF_VETTING
from programs.models import (
    AccountabilityFeedback,
    ActionCommitment,
    AlliancePartner,
    Appearance,
    Barrier,
    Concern,
    ConcernAction,
    ConsentRecord,
    ExternalActivity,
    GbvReview,
    InclusionDecision,
    Intervention,
    LearningNote,
    OrgCommitment,
    PartnerWorry,
    Program,
    Session,
    Story,
    SyncLink,
    TargetNorm,
    TrustEvent,
)
from referrals.models import PathwayStep, Service

from .plan_access import program_of, writable
from .plan_audit import audited

KINDS = {
    "program": Program,
    "intervention": Intervention,
    "session": Session,
    "link": SyncLink,
    "partner": AlliancePartner,
    "external": ExternalActivity,
    "feedback": AccountabilityFeedback,
    "gbv": GbvReview,
    "inclusion": InclusionDecision,
    "norm": TargetNorm,
    "barrier": Barrier,
    "trust": TrustEvent,
    "worry": PartnerWorry,
    "commitment": ActionCommitment,
    "learning": LearningNote,
    "promise": OrgCommitment,
    "agent": ChangeAgent,
    "appearance": Appearance,
    "story": Story,
    "consent": ConsentRecord,
}
KIND_OF = {model: kind for kind, model in KINDS.items()}

ASKS = {
    ("intervention", "PAUSED"): ["status_reason"],
    ("intervention", "CANCELLED"): ["status_reason"],
    ("intervention", "COMPLETED"): ["actual_ended_on"],
    ("link", "AGREED"): ["contact_from", "contact_to", "confirmed_on"],
    ("link", "WITHDRAWN"): ["status_reason"],
    ("partner", "FORMAL"): ["role"],
    ("agent", "TRAINED"): ["trained_on", "code_of_conduct_on"],
    ("story", "SCHEDULED"): ["shown_on"],
    ("session", "POSTPONED"): ["not_held_reason"],
    ("session", "CANCELLED"): ["not_held_reason"],
}
"""What a move asks for on its own page, so that its guard can be satisfied there."""

LOGGED_ELSEWHERE = {("session", "DELIVERED"), *(("agent", state) for state in OF_VETTING)}
"""Moves that pages of their own make."""


@dataclass(frozen=True)
class NextMove:
    """A move that the page offers, or the sentence that says what it waits for."""

    label: str
    url: str
    refusal: str


def next_moves(record):
    """The moves of this record, in the order of its table."""
    kind = KIND_OF[type(record)]
    return [
        NextMove(
            label=record.moves.states(state).label,
            url=reverse("plan_move", args=[kind, record.pk]) + f"?to={state}",
            refusal="" if (kind, state) in ASKS else refusal,
        )
        for state, refusal in record.moves.onward(record)
        if (kind, state) not in LOGGED_ELSEWHERE
    ]


@require_http_methods(["GET", "POST"])
def plan_move(request, kind, pk):
    """Confirm a move, ask for what its guard wants, make it, and offer to take it back."""
    record = writable(_model(kind), request.user, pk)
    state = request.GET.get("to", "")
    moves = getattr(record, "moves", None)
    if moves is None or state not in moves.states.values or (kind, state) in LOGGED_ELSEWHERE:
        raise Http404
    if kind == "agent" and record.status in OF_VETTING and not knows_outcome(record, request.user):
        raise Http404  # or which moves open would tell how vetting went
    if request.method == "GET" and state not in dict(moves.onward(record)):
        raise Http404
    asked = ASKS.get((kind, state), [])
    was = values_of(record, ["status", *asked])
    form_class = modelform_factory(type(record), form=RecordForm, fields=asked)
    form = form_class(posted(request), user=request.user, instance=record)
    label = record.moves.states(state).label

    def save(_form):
        record.moves.make(record, state)
        audited(record)
        said = _("“%(record)s” is now: %(state)s.") % {"record": record, "state": label}
        offer_undo(request, said, record, was=was)
        return home_of(record)

    return form_page(
        request,
        form,
        save,
        template="programs/plan/move.html",
        title=_("%(record)s: %(state)s?") % {"record": record, "state": label},
        refusal="" if asked else record.moves.refusal(record, state),
        record=record,
        present=record.get_status_display(),
        next=label,
        action=_("Yes, %(state)s") % {"state": str(label).lower()},
        cancel=home_of(record),
    )


def knows_outcome(agent, user):
    return ChangeAgent.objects.outcome_visible_to(user).filter(pk=agent.pk).exists()


@require_http_methods(["GET", "POST"])
def plan_remove(request, kind, pk):
    """Take a record off the plan; its rows stay, so that it can come back."""
    record = writable(_model(kind), request.user, pk)
    if kind == "session" and record.held:
        raise Http404  # what took place is corrected, never removed
    back = reverse("programs") if kind == "program" else home_of(record, parent=True)
    return removal_page(request, record, audited, back=back, lost=lost_with(record))


@require_POST
def undo(request):
    """Take back what the same person did within the hour."""
    try:
        with transaction.atomic():
            record = take_back(request.POST.get("note", ""), request.user)
            audited(record)
        messages.success(request, _("“%(record)s” is back as it was.") % {"record": record})
        target = home_of(record)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        target = reverse("programs")
    return redirect(target)


def home_of(record, parent=False):
    """The page on which a record is seen, or with `parent` the one above it."""
    match record:
        case Group():
            return reverse("group", args=[record.pk])
        case PathwayStep():
            return reverse("referral_pathway", args=[record.pathway_id])
        case Service():
            return reverse("referral_service", args=[record.pk])
        case Skill() | Observation() | Suspension():
            return reverse("facilitator", args=[record.facilitator_id])
        case Session():
            return reverse("sessions_schedule", args=[record.intervention_id])
        case Appearance():
            return reverse("session", args=[record.session_id])
        case ChangeAgent():
            return reverse("change_agents") if parent else reverse("change_agent", args=[record.pk])
        case Story():
            up = reverse("stories", args=[record.program_id])
            return up if parent else reverse("story", args=[record.pk])
        case ConsentRecord():
            return reverse("story", args=[record.story_id])
        case Concern() | ConcernAction():
            return reverse("concern", args=[getattr(record, "concern_id", record.pk)])
        case Outreach():
            return reverse("group", args=[record.group_id])
        case TrustEvent() | PartnerWorry():
            return reverse("partner", args=[record.partner_id])
        case ActionCommitment():
            return reverse("session", args=[record.session_id])
        case LearningNote():
            return reverse("learning")
        case OrgCommitment():
            return reverse("promises", args=[record.office_id])
        case Intervention() | SyncLink() if not parent:
            return reverse(KIND_OF[type(record)], args=[record.pk])
        case AlliancePartner() | ExternalActivity() | AccountabilityFeedback() if not parent:
            return reverse(KIND_OF[type(record)], args=[record.pk])
    program = program_of(record)
    return reverse("program_plan", args=[program.pk]) if program else reverse("programs")


def lost_with(record):
    """What goes out of sight together with a record, as sentences."""
    match record:
        case Program():
            count = record.interventions.filter(deleted_at=None).count()
            said = ngettext(
                "%(count)d intervention goes with it.", "%(count)d interventions go with it.", count
            )
            return [said % {"count": count}] if count else []
        case Intervention():
            return _lost_with_intervention(record)
        case ExternalActivity():
            return _sentences(links=record.links.filter(deleted_at=None).count())
    return []


def _lost_with_intervention(intervention):
    sessions = intervention.sessions.filter(deleted_at=None)
    return _sentences(
        held=sessions.filter(status="DELIVERED").count(),
        planned=sessions.exclude(status="DELIVERED").count(),
        links=SyncLink.objects.of([intervention.pk]).count(),
    )


def _sentences(held=0, planned=0, links=0):
    texts = [
        (held, ngettext("%(n)d session that was held", "%(n)d sessions that were held", held)),
        (planned, ngettext("%(n)d session that was not held", "%(n)d sessions that were not held", planned)),
        (links, ngettext("%(n)d link", "%(n)d links", links)),
    ]
    return [text % {"n": count} for count, text in texts if count]


def _model(kind):
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]
