"""`audit --on DATE` hears a past day as it was: whatever was changed after it changes nothing it says."""

import datetime as dt

import pytest
from django.utils import timezone

from groups.models import Skill
from programs.loading import load_block
from programs.models import RuleLimits, TopicLevel
from programs.replaying import replay
from programs.sequencing.audit import audit
from referrals.models import ProtocolAck
from tests.factories import (
    AlliancePartnerFactory,
    FacilitatorFactory,
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    PlaceFactory,
    ProgramFactory,
    ProtocolFactory,
    SessionFactory,
    SyncLinkFactory,
    held,
    pathway,
    ready,
    trained_agent,
)

pytestmark = pytest.mark.django_db
MAY, JUN, JUL = (dt.datetime(2026, month, 20, 12, tzinfo=dt.UTC) for month in (5, 6, 7))
DAY = JUN.date()


class Kirehe:
    """Couples and men of a village, with pathway, people and an influencer, as recorded in May."""

    def __init__(self):
        self.office = OfficeFactory()
        country = PlaceFactory(office=self.office)
        self.east, self.west = (
            PlaceFactory(office=self.office, parent=country, level="ADMIN1", code=code) for code in "EW"
        )
        self.village = PlaceFactory(office=self.office, parent=self.east, level="COMMUNITY", code="V")
        self.protocol = ProtocolFactory(office=self.office)
        self.pathway = pathway(self.office, place=self.east, on=dt.date(2026, 5, 1))
        self.leader = ready(
            FacilitatorFactory(office=self.office), dt.date(2026, 5, 1), protocol=self.protocol
        )
        self.agent = trained_agent(office=self.office, place=self.east)
        self.program = ProgramFactory(office=self.office, place=self.village, unsaid=[])
        self.men, self.women, self.couples = (self.work(space) for space in ("MEN", "WOMEN", "COUPLES"))
        self.link = SyncLinkFactory(from_intervention=self.men, to_intervention=self.couples)
        self.partner = AlliancePartnerFactory(program=self.program, first_contact_on=None)

    def work(self, space):
        group = GroupFactory(office=self.office, place=self.village, space=space)
        start = dt.date(2026, 3, 1)
        work = InterventionFactory(
            program=self.program, code=space[0], space=space, starts_on=start, ends_on=None, groups=[group]
        )
        work.facilitators.add(self.leader)
        held(work, start, number=1, topics=["T05"])
        held(work, dt.date(2026, 5, 12), number=2, topics=["T11"])
        SessionFactory(intervention=work, number=3, planned_on=dt.date(2026, 6, 25), topics=["T24"])
        return work

    def village_moves(self):
        self.village.parent = self.west
        self.village.save()

    def district_moves(self):
        self.pathway.places.set([self.west])

    def village_gets_a_name(self):
        self.village.name = "Nyamugari"
        self.village.save()

    def influencer_moves(self):
        self.agent.place = self.west
        self.agent.save()

    def topic_counts_as_sensitive(self):
        TopicLevel.objects.create(office=self.office, topic_id="T11", level="SENSITIVE")

    def limits_change(self):
        values = {"partner_grace": 5, "pathway_valid": 20, "link_gap_ok": 1}
        RuleLimits.objects.create(
            office=self.office, version=1, in_force_from=dt.date(2026, 1, 1), values=values, note="Tighter."
        )

    def pathway_is_suspended(self):
        self.pathway.status = "SUSPENDED"
        self.pathway.save()

    def pathway_is_verified_later(self):
        self.pathway.last_verified_on = JUL.date()
        self.pathway.save()

    def service_closes(self):
        service = self.pathway.steps.first().service
        service.status = "CLOSED"
        service.save()

    def step_is_removed(self):
        self.pathway.steps.first().remove()

    def protocol_is_replaced(self):
        self.protocol.remove()
        ProtocolFactory(office=self.office, version=2, published_on=dt.date(2026, 6, 1))

    def reading_is_struck_out(self):
        ProtocolAck.objects.get().remove()

    def skills_are_struck_out(self):
        for skill in Skill.objects.all():
            skill.remove()

    def leader_leaves(self):
        self.leader.left_on = dt.date(2026, 6, 1)
        self.leader.save()

    def leader_leads_no_more(self):
        self.couples.facilitators.clear()

    def reflections_are_struck_out(self):
        for reflection in self.leader.reflections.all():
            reflection.attendees.clear()

    def partner_is_renamed_and_another_kind(self):
        organization = self.partner.organization
        organization.name, organization.kind = "Men's Forum", "MENS_ORG"
        organization.save()

    def group_is_young(self):
        group = self.couples.groups.get()
        group.min_age = 13
        group.save()

    def link_is_removed(self):
        self.link.remove()


CHANGES = [name for name, what in vars(Kirehe).items() if callable(what) and name not in ("__init__", "work")]
NEVER_HEARD = {"village_gets_a_name", "pathway_is_verified_later", "influencer_moves"}
"""Changes that alter facts, and no finding of that day even when they are made in time."""


def what_was_said(program):
    told, unrecorded = replay([program.pk], DAY)
    assert unrecorded == []
    return dict(told)[program.pk]


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_changed_after_the_day_changes_nothing_it_says(monkeypatch, change):
    monkeypatch.setattr(timezone, "now", lambda: MAY)
    kirehe = Kirehe()
    monkeypatch.setattr(timezone, "now", lambda: JUL)
    before = what_was_said(kirehe.program)
    assert before, "a day on which there is nothing to say shows little"

    getattr(kirehe, change)()

    assert what_was_said(kirehe.program) == before
    assert facts(kirehe.program) != facts(kirehe.program, moment=MAY + dt.timedelta(days=1))


def facts(program, moment=None):
    """All that the rules read."""
    block = load_block([program.pk], moment=moment)
    return block.plans[0], block.limits(block.plans[0], DAY)


@pytest.mark.parametrize("change", [name for name in CHANGES if name not in NEVER_HEARD])
def test_the_same_change_made_by_then_is_heard(monkeypatch, change):
    monkeypatch.setattr(timezone, "now", lambda: MAY)
    kirehe = Kirehe()
    monkeypatch.setattr(timezone, "now", lambda: JUN)
    plan, limits = facts(kirehe.program)
    before = audit(plan, DAY, limits)
    getattr(kirehe, change)()
    monkeypatch.setattr(timezone, "now", lambda: JUL)
    told, _unrecorded = replay([kirehe.program.pk], DAY, tell=as_it_is)
    assert dict(told)[kirehe.program.pk] != before


def as_it_is(_code, finding):
    return finding
