"""One small office with one of everything, and the whole cast: what the access tests walk through."""

import datetime as dt

from care_engage.accounts.models import RoleKind
from programs.deciding import values
from programs.models import JointWaiver, MarketDay, OfficeHoliday, RuleLimits, TargetNorm
from programs.models.draft import PlanDraft
from referrals.models import ProtocolDiscussion
from tests.factories import (
    TODAY,
    AccountabilityFeedbackFactory,
    AlliancePartnerFactory,
    ChangeAgentFactory,
    ConcernActionFactory,
    ConcernFactory,
    ConsentFactory,
    ExternalActivityFactory,
    GroupFactory,
    InterventionFactory,
    LearningNoteFactory,
    OfficeFactory,
    OutreachFactory,
    PlaceFactory,
    ProgramFactory,
    ProtocolFactory,
    ReferralTallyFactory,
    SessionFactory,
    SkillFactory,
    StoryFactory,
    SuspensionFactory,
    SyncLinkFactory,
    UserFactory,
    flag,
    held,
    pathway,
    person,
    protected,
    register,
)

CAST = (
    "facilitator",
    "partner",
    "other_partner",
    "manager",
    "mel",
    "gbv",
    "safeguarding",
    "admin",
    "global",
    "stranger",
    "superuser",
)
"""`partner` leads the intervention, `other_partner` works elsewhere; `stranger` manages another office."""


class World:
    def __init__(self):
        self.office, self.elsewhere = OfficeFactory(), OfficeFactory(iso2="NP", name="CARE Nepal")
        self.country = PlaceFactory(office=self.office)
        self.program = ProgramFactory(office=self.office, place=self.country)
        self.group = GroupFactory(office=self.office, place=self.country)
        self.member = register(self.group, 3)[0]
        self.women = GroupFactory(office=self.office, place=self.country, kind="WOMENS_GROUP", space="WOMEN")
        self.intervention = InterventionFactory(
            program=self.program, groups=[self.group], starts_on=TODAY - dt.timedelta(days=40), ends_on=None
        )
        self.counterpart = InterventionFactory(
            program=self.program,
            groups=[self.women],
            space="WOMEN",
            starts_on=TODAY - dt.timedelta(days=40),
            ends_on=None,
        )
        self.session = SessionFactory(intervention=self.intervention, number=1, planned_on=TODAY)
        self.held = held(self.intervention, TODAY - dt.timedelta(days=3), number=2)
        self.external = ExternalActivityFactory(
            office=self.office, place=self.country, starts_on=TODAY - dt.timedelta(days=40), ends_on=None
        )
        self.link = SyncLinkFactory(from_intervention=self.intervention, to_intervention=self.counterpart)
        self.partner_row = AlliancePartnerFactory(program=self.program)
        self.feedback = AccountabilityFeedbackFactory(intervention=self.intervention)
        self.norm = TargetNorm.objects.create(
            program=self.program, statement="A man who cooks is laughed at."
        )
        self.note = LearningNoteFactory(office=self.office)
        self.plan_draft = PlanDraft.objects.create(program=self.program, base="")
        self.waiver = JointWaiver.objects.create(
            intervention=self.intervention,
            topic_id="T24",
            recorded_on=TODAY,
            reason="Women advise against it.",
        )
        self.pathway = pathway(self.office, place=self.country, on=TODAY)
        self.step = self.pathway.steps.first()
        self.service = self.step.service
        self.provider = self.service.organization
        self.protocol = ProtocolFactory(office=self.office)
        self.draft = ProtocolFactory(office=self.office, version=2, published_on=None)
        self.discussion = ProtocolDiscussion.objects.create(
            protocol=self.protocol, team="Kirehe team", held_on=TODAY, ground_rules=["We ask before we help."]
        )
        self.rule_limits = RuleLimits.objects.create(
            office=self.office, version=1, in_force_from=TODAY, note="As usual, written down once."
        )
        self.tally = ReferralTallyFactory(office=self.office, place=self.country)
        self.holiday = OfficeHoliday.objects.create(office=self.office, day=TODAY, name="Heroes' Day")
        self.market_day = MarketDay.objects.create(place=self.country, weekday=1)
        self.people = self.make_people()
        self.flag = flag(self.program, self.intervention.code, TODAY)
        self.decision = self.flag.events.create(
            what="ASSIGNED", by=self.people["manager"], happened_on=TODAY, before=values(self.flag)
        )
        self.role = person("MEL", self.office).roles.get()
        self.protected = protected(self.office, self.people["facilitator"], self.people["manager"])
        self.naming = self.protected.named.first()
        self.post = self.people["partner"].facilitating.get()
        self.skill = SkillFactory(facilitator=self.post)
        self.agent = ChangeAgentFactory(office=self.office, place=self.country)
        self.outreach = OutreachFactory(group=self.group)
        self.story = StoryFactory(program=self.program)
        self.consent = ConsentFactory(story=self.story)
        self.concern = ConcernFactory(program=self.program, opened_by=self.people["facilitator"])
        self.action = ConcernActionFactory(concern=self.concern)
        self.suspension = SuspensionFactory(facilitator=self.post, ends_on=dt.date(2026, 3, 20))

    def make_people(self):
        kinds = RoleKind
        people = {
            "facilitator": person(kinds.FACILITATOR, self.office),
            "partner": person(kinds.FACILITATOR, self.office, partner_staff=True),
            "other_partner": person(kinds.FACILITATOR, self.office, partner_staff=True),
            "manager": person(kinds.MANAGER, self.office),
            "mel": person(kinds.MEL, self.office),
            "gbv": person(kinds.GBV_FOCAL_POINT, self.office),
            "safeguarding": person(kinds.SAFEGUARDING_FOCAL_POINT, self.office),
            "admin": person(kinds.OFFICE_ADMIN, self.office),
            "global": person(kinds.GLOBAL_VIEWER),
            "stranger": person(kinds.MANAGER, self.elsewhere),
            "superuser": UserFactory(is_superuser=True, is_staff=True),
        }
        for key in ("facilitator", "partner"):
            self.intervention.facilitators.add(people[key].facilitating.get())
            self.group.facilitators.add(people[key].facilitating.get())
        return people
