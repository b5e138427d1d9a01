"""Allowed moves stand in one table per model; everything else is refused with a sentence (B4)."""

import datetime as dt
import itertools

import pytest
from django.core.exceptions import ValidationError

from groups.models import GROUP_MOVES, ChangeAgent, Group
from programs.models import (
    Concern,
    ExternalActivity,
    Intervention,
    Program,
    Session,
    Story,
    SyncLink,
)
from programs.models.partner import AlliancePartner
from tests.factories import (
    AccountabilityFeedbackFactory,
    AlliancePartnerFactory,
    ChangeAgentFactory,
    ConcernActionFactory,
    ConcernFactory,
    ConsentFactory,
    ExternalActivityFactory,
    FacilitatorFactory,
    GroupFactory,
    InterventionFactory,
    ProgramFactory,
    ProtocolFactory,
    SessionFactory,
    StoryFactory,
    SyncLinkFactory,
    TrustEventFactory,
    gbv_plan,
    trained_agent,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 5, 1)


def a_link(**fields):
    return SyncLinkFactory(to_intervention=InterventionFactory(space="WOMEN"), **fields)


def with_group(**fields):
    intervention = InterventionFactory(**fields)
    intervention.groups.add(GroupFactory())
    return intervention


# What each guard asks for is fulfilled here, so that only the table decides.
READY = {
    Program: lambda **fields: with_protocol(with_gbv_plan(ProgramFactory(**fields))),
    Group: GroupFactory,
    Intervention: lambda **fields: with_group(status_reason="Harvest", actual_ended_on=DAY, **fields),
    Session: lambda **fields: SessionFactory(
        **fields | ({"held_on": DAY, "men": 3} if fields["status"] == "DELIVERED" else {})
    ),
    SyncLink: lambda **fields: a_link(status_reason="The women asked for it", **fields),
    AlliancePartner: lambda **fields: trusted(AlliancePartnerFactory(**fields)),
    ExternalActivity: ExternalActivityFactory,
    ChangeAgent: lambda **fields: accompanied(trained_agent(**fields)),
    Concern: lambda **fields: acted_on(ConcernFactory(outcome="EASED", summary="", **fields)),
    Story: lambda **fields: StoryFactory(people=0, **fields),
}


def accompanied(agent):
    agent.supporter = FacilitatorFactory(office=agent.office)
    return agent


def acted_on(concern):
    ConcernActionFactory(concern=concern)
    return concern


def asked_only(partner):
    """One offer, and any number of requests, are too little."""
    for kind in ("OFFER", "ASK", "ASK"):
        TrustEventFactory(partner=partner, kind=kind)
    return partner


def with_gbv_plan(program):
    gbv_plan(program)
    return program


def with_protocol(program):
    ProtocolFactory(office=program.office)
    return program


def trusted(partner):
    """Two offers came before, and feedback was answered."""
    TrustEventFactory(partner=partner)
    TrustEventFactory(partner=partner)
    AccountabilityFeedbackFactory(
        intervention=InterventionFactory(program=partner.program),
        from_organization=partner.organization,
        responded_on=dt.date(2026, 6, 1),
    )
    return partner


def steps():
    for model in READY:
        for here, there in itertools.product(model.moves.states.values, repeat=2):
            yield pytest.param(model, here, there, id=f"{model.__name__} {here}>{there}")


@pytest.mark.parametrize(("model", "here", "there"), list(steps()))
def test_only_the_moves_of_the_table_are_made(model, here, there):
    record = READY[model](status=here)
    if there in model.moves.table.get(here, {}):
        if (model, there) == (ChangeAgent, "DECLINED"):
            record.vetting_outcome = "NOT_SUITABLE"
        if (model, there) == (Session, "DELIVERED"):
            record.held_on, record.men = DAY, 3
        model.moves.make(record, there)
        assert model.objects.get(pk=record.pk).status == there
    else:
        with pytest.raises(ValidationError):
            model.moves.make(record, there)
        assert model.objects.get(pk=record.pk).status == here


GUARDED = {
    "a program without a theory of change": (
        lambda: ProgramFactory(status="DESIGN", theory_of_change=" "),
        "ACTIVE",
        "theory of change",
    ),
    "a program without a target": (
        lambda: ProgramFactory(status="DESIGN", change_targets=[]),
        "ACTIVE",
        "change",
    ),
    "a program without a strategy": (
        lambda: ProgramFactory(status="DESIGN", strategy=""),
        "ACTIVE",
        "strategy",
    ),
    "a program that does not say how it learns": (
        lambda: ProgramFactory(status="SUSPENDED", learning_system=" "),
        "ACTIVE",
        "learn",
    ),
    "a program whose plan against violence nobody owns": (
        lambda: gbv_plan(ProgramFactory(status="DESIGN"), owner="")[0].program,
        "ACTIVE",
        "GBV plan",
    ),
    "a program of whose plan one part is missing": (
        lambda: gbv_plan(ProgramFactory(status="DESIGN"), gone=("RESPOND",))[0].program,
        "ACTIVE",
        "GBV plan",
    ),
    "a program of an office without a protocol": (
        lambda: with_gbv_plan(ProgramFactory(status="DESIGN")),
        "ACTIVE",
        "protocol",
    ),
    "a partner whom nothing was offered yet": (
        lambda: asked_only(AlliancePartnerFactory(status="IN_DIALOGUE")),
        "TRUST_BUILDING",
        "twice",
    ),
    "a group without consent": (
        lambda: GroupFactory(status="FORMING", consent_adult_verbal=False),
        "ACTIVE",
        "consent",
    ),
    "children whose guardians agreed and who did not": (
        lambda: GroupFactory(status="FORMING", consent_adult_verbal=False, guardian_consent_on=DAY),
        "ACTIVE",
        "consent",
    ),
    "an intervention without a group": (lambda: InterventionFactory(status="DRAFT"), "PLANNED", "group"),
    "a cancellation without a reason": (lambda: InterventionFactory(), "CANCELLED", "why"),
    "a completion without its day": (lambda: InterventionFactory(), "COMPLETED", "day"),
    "a link that the other side has not agreed to": (
        lambda: a_link(status="PROPOSED", contact_to=""),
        "AGREED",
        "each side",
    ),
    "a link that another organization has not confirmed": (
        lambda: SyncLinkFactory(
            to_external=ExternalActivityFactory(), coordination="OTHER_ORGANIZATION", status="PROPOSED"
        ),
        "AGREED",
        "confirmed",
    ),
    "a withdrawal without a reason": (lambda: a_link(), "WITHDRAWN", "why"),
    "a partner without a role": (
        lambda: AlliancePartnerFactory(status="TRUST_BUILDING", role=""),
        "FORMAL",
        "role",
    ),
    "a change agent about whom no woman was asked": (lambda: ChangeAgentFactory(), "VETTING", "women"),
    "a change agent whose conduct nobody looked at": (
        lambda: trained_agent(status="VETTING", conduct_check_on=None),
        "VETTED",
        "life",
    ),
    "a change agent without an outcome": (
        lambda: trained_agent(status="VETTING", vetting_outcome=""),
        "VETTED",
        "outcome",
    ),
    "a change agent who was found suitable": (lambda: trained_agent(status="VETTING"), "DECLINED", "outcome"),
    "a change agent who signed nothing": (
        lambda: trained_agent(status="VETTED", code_of_conduct_on=None),
        "TRAINED",
        "code of conduct",
    ),
    "a change agent whom nobody accompanies": (lambda: trained_agent(), "ACTIVE", "accompanies"),
    "a concern about which nothing was agreed": (
        lambda: ConcernFactory(status="ACKNOWLEDGED"),
        "ACTION_AGREED",
        "agreed",
    ),
    "a concern of which nobody knows what came": (
        lambda: ConcernFactory(status="MONITORING"),
        "CLOSED",
        "came of it",
    ),
    "a story without consents": (lambda: StoryFactory(people=2), "CONSENT_CHECKED", "2 consents"),
    "a story with one consent too few": (
        lambda: ConsentFactory(story=StoryFactory(people=2)).story,
        "CONSENT_CHECKED",
        "1 consent",
    ),
    "a story that nobody looked at": (
        lambda: StoryFactory(people=0, no_harm_shown=False),
        "CONSENT_CHECKED",
        "survivor",
    ),
    "a story without a day": (
        lambda: StoryFactory(people=0, status="CONSENT_CHECKED", shown_on=None),
        "SCHEDULED",
        "day",
    ),
    "a partner whose feedback nobody answered": (
        lambda: AlliancePartnerFactory(),
        "ACTIVE_ACCOUNTABILITY",
        "answer",
    ),
}


@pytest.mark.parametrize("case", GUARDED)
def test_a_guard_refuses_with_a_sentence(case):
    make, state, word = GUARDED[case]
    record = make()
    with pytest.raises(ValidationError, match=word):
        record.moves.make(record, state)
    assert (state, record.moves.refusal(record, state)) in record.moves.onward(record)


def test_an_open_community_event_needs_no_group():
    event = InterventionFactory(status="DRAFT", space="COMMUNITY")
    event.moves.make(event, "PLANNED")


def test_what_an_import_skipped_is_still_owed():
    program = ProgramFactory(status="ACTIVE", theory_of_change="")
    assert program.moves.owed(program) == [
        "Write down the theory of change, the strategy, one change you aim for at least, and how you learn."
    ]
    assert GROUP_MOVES.owed(GroupFactory()) == []
