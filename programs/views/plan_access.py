"""Looking up what a plan page is about: strangers get 404, and so does whoever may read but not write."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from care_engage.trail.record import Act
from care_engage.trail.record import record as note
from groups.models import ChangeAgent
from programs.models import (
    AccountabilityFeedback,
    ActionCommitment,
    AlliancePartner,
    Appearance,
    Barrier,
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

READERS = {
    Program: ("office", "place", "manager"),
    Intervention: ("program__office", "place", "implementing_organization"),
    SyncLink: ("from_intervention__program__office", "to_intervention__program", "to_external__organization"),
    AlliancePartner: ("program__office", "organization"),
    ExternalActivity: ("office", "organization", "place"),
    AccountabilityFeedback: ("intervention__program__office", "from_group", "from_organization"),
    Session: ("intervention__program__office",),
    ActionCommitment: ("session__intervention__program__office",),
    LearningNote: ("office",),
    ChangeAgent: ("office", "place"),
    Appearance: ("agent", "session__intervention__program__office"),
    Story: ("program__office",),
    ConsentRecord: ("story__program__office",),
    OrgCommitment: ("office",),
    **dict.fromkeys((GbvReview, InclusionDecision, TargetNorm, Barrier), ("program__office",)),
    **dict.fromkeys((TrustEvent, PartnerWorry), ("partner__program__office", "partner__organization")),
}
"""What each page reads with its record, in the same query."""

STANDS_ON = {
    Intervention: ("program",),
    SyncLink: ("from_intervention", "from_intervention__program"),
    AlliancePartner: ("program",),
    AccountabilityFeedback: ("intervention", "intervention__program"),
    Session: ("intervention", "intervention__program"),
    **dict.fromkeys(
        (ActionCommitment, Appearance), ("session", "session__intervention", "session__intervention__program")
    ),
    Story: ("program",),
    ConsentRecord: ("story", "story__program"),
    **dict.fromkeys((GbvReview, InclusionDecision, TargetNorm, Barrier), ("program",)),
    **dict.fromkeys((TrustEvent, PartnerWorry), ("partner", "partner__program")),
}
"""What must not have been removed for a record to be on a plan."""


def readable(model, user, pk):
    return noted(get_object_or_404(_rows(model).visible_to(user), pk=pk), user)


def writable(model, user, pk):
    return noted(get_object_or_404(_rows(model).editable_by(user), pk=pk), user)


def noted(record, user):
    if isinstance(record, Intervention):
        note_reading(record, user)
    return record


def note_reading(intervention, user):
    """Every look at the work of a protected group is in the audit trail (D9)."""
    if intervention.protected:
        note(Act.READ, user, intervention, office=intervention.program.office_id)


def may_write(record, user):
    return type(record).objects.editable_by(user).filter(pk=record.pk).exists()


def _rows(model):
    rows = model.objects.select_related(*READERS[model])
    return rows.filter(**{f"{above}__deleted_at": None for above in STANDS_ON.get(model, ())})


def program_of(record):
    """The program on whose plan a record stands; None for what belongs to an office."""
    match record:
        case Program():
            return record
        case SyncLink():
            return record.from_intervention.program
        case AccountabilityFeedback() | Session():
            return record.intervention.program
        case TrustEvent() | PartnerWorry():
            return record.partner.program
        case ActionCommitment() | Appearance():
            return record.session.intervention.program
        case ConsentRecord():
            return record.story.program
        case ExternalActivity() | LearningNote() | OrgCommitment() | ChangeAgent():
            return None
    return getattr(record, "program", None)


def or_inbox(request, home):
    """Where a page leads when it is done: home, or to the inbox if one came from there (`?from=inbox`)."""
    return reverse("inbox") if request.GET.get("from") == "inbox" else home
