"""The cast and the rows of the tests. Believable, small, and with no date of its own: tests give dates."""

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from care_engage.accounts.models import CountryOffice, Place, Role, User
from groups.models import (
    ChangeAgent,
    Facilitator,
    Group,
    Member,
    Named,
    Observation,
    Organization,
    Outreach,
    Skill,
    StaffReflection,
    Suspension,
)
from programs import models as programs
from referrals import models as referrals

KIGALI = ZoneInfo("Africa/Kigali")
TODAY = dt.datetime.now(KIGALI).date()
"""As the office's calendar has it, which is a day ahead of UTC's for two hours of the night."""


class OfficeFactory(DjangoModelFactory):
    class Meta:
        model = CountryOffice
        django_get_or_create = ("iso2",)

    name = "CARE Rwanda"
    iso2 = "RW"
    time_zone = KIGALI.key
    protected_spaces = True


class PlaceFactory(DjangoModelFactory):
    """A country, unless told otherwise: `PlaceFactory(parent=province, level="ADMIN2")`."""

    class Meta:
        model = Place
        django_get_or_create = ("office", "code")

    office = factory.SubFactory(OfficeFactory)
    level = "COUNTRY"
    code = factory.LazyAttribute(lambda place: place.office.iso2)
    name = factory.LazyAttribute(lambda place: place.office.name.removeprefix("CARE "))


class UserFactory(DjangoModelFactory):
    """Somebody with an account and no role yet; `person()` gives one."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@care.example")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = "!"  # unusable, and the same in the row as in the object, or a log-in would not last


def person(kind, office=None, *, partner_staff=False, **fields):
    """A user with one role; facilitators also get their Facilitator row."""
    if kind == "GLOBAL_VIEWER":
        office = None
    user = UserFactory(**fields)
    Role.objects.create(user=user, kind=kind, office=office, partner_staff=partner_staff)
    if kind == "FACILITATOR":
        Facilitator.objects.create(office=office, user=user)
    return user


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = Organization
        django_get_or_create = ("office", "name")

    office = factory.SubFactory(OfficeFactory)
    name = factory.Sequence(lambda n: f"Women's Network {n}")
    kind = "WRO"


class FacilitatorFactory(DjangoModelFactory):
    class Meta:
        model = Facilitator

    office = factory.SubFactory(OfficeFactory)
    user = factory.SubFactory(UserFactory)


class SkillFactory(DjangoModelFactory):
    class Meta:
        model = Skill

    facilitator = factory.SubFactory(FacilitatorFactory)
    code = "FACILITATION"
    obtained_on = dt.date(2026, 1, 10)


class ObservationFactory(DjangoModelFactory):
    class Meta:
        model = Observation

    facilitator = factory.SubFactory(FacilitatorFactory)
    observer = factory.SubFactory(UserFactory)
    observed_on = dt.date(2026, 3, 10)
    score = 3
    safe_for_sensitive = True


class SuspensionFactory(DjangoModelFactory):
    class Meta:
        model = Suspension

    facilitator = factory.SubFactory(FacilitatorFactory)
    starts_on = dt.date(2026, 3, 10)


class StaffReflectionFactory(DjangoModelFactory):
    class Meta:
        model = StaffReflection
        skip_postgeneration_save = True

    office = factory.SubFactory(OfficeFactory)
    held_on = dt.date(2026, 1, 5)

    @factory.post_generation
    def attendees(self, create, attendees, **kwargs):
        self.attendees.set(attendees or [])


READY = ("FACILITATION", "GENDER_REFLECTION", "GBV_DISCLOSURE", "PSEA")
INTIMATE = ("CONFLICT_RESOLUTION", "PSYCHOSOCIAL", "COUNSELLING")


def ready(facilitator, on=dt.date(2026, 6, 1), *, skills=READY + INTIMATE, protocol=None):
    """Everything on record that makes this facilitator ready for sensitive topics since this day.

    Pass the protocol that is in force; without one nobody is ready.
    """
    for code in skills:
        SkillFactory(facilitator=facilitator, code=code, obtained_on=on)
    for day in (on - dt.timedelta(days=1), on):
        StaffReflectionFactory(office=facilitator.office, held_on=day, attendees=[facilitator])
        ObservationFactory(facilitator=facilitator, observed_on=day)
    if protocol:
        referrals.ProtocolAck.objects.create(protocol=protocol, user=facilitator.user, acknowledged_on=on)
    return facilitator


class GroupFactory(DjangoModelFactory):
    """A men's group without a register; `register(group, 25)` gives it one."""

    class Meta:
        model = Group
        skip_postgeneration_save = True

    office = factory.SubFactory(OfficeFactory)
    code = factory.Sequence(lambda n: f"G{n}")
    name = factory.Sequence(lambda n: f"Savings circle {n}")
    kind = "MENS_GROUP"
    space = "MEN"
    place = factory.SubFactory(PlaceFactory, office=factory.SelfAttribute("..office"))
    status = "ACTIVE"
    consent_adult_verbal = True


def protected(office, *people, **fields):
    """A protected group that names these people."""
    fields = {"name": "River", "code": "R1", "kind": "LGBTQ_GROUP", "place": None} | fields
    group = GroupFactory(office=office, space="LGBTQ", head_count_only=True, **fields)
    for user in people:
        Named.objects.create(group=group, user=user)
    return group


def register(group, size, column="man", start=1, pairs=False):
    """Numbers `start` to `start + size - 1` on the group's register; with `pairs`, two to a pair."""
    return [
        Member.objects.create(
            group=group,
            number=number,
            column=("woman", "man")[(number - start) % 2] if pairs else column,
            pair_no=(number - start) // 2 + 1 if pairs else None,
        )
        for number in range(start, start + size)
    ]


class ProgramFactory(DjangoModelFactory):
    """An active program of whose safety and decisions nobody has told; `unsaid=[]`: all is told."""

    class Meta:
        model = programs.Program

    office = factory.SubFactory(OfficeFactory)
    code = factory.Sequence(lambda n: f"P{n}")
    name = factory.Sequence(lambda n: f"Kirehe Together {n}")
    place = factory.SubFactory(PlaceFactory, office=factory.SelfAttribute("..office"))
    starts_on = dt.date(2026, 1, 1)
    theory_of_change = "When men reflect with, and answer to, women's groups, care work is shared."
    strategy = "Men and women reflect apart first, then plan together."
    learning_system = "The team meets every quarter and writes down what it changed."
    change_targets = ["Couples decide together on spending."]
    status = "ACTIVE"
    unsaid = ["pathways", "facilitators", "gbv_plan", "inclusion", "change_agents"]


class GbvReviewFactory(DjangoModelFactory):
    class Meta:
        model = programs.GbvReview

    program = factory.SubFactory(ProgramFactory)
    part = "MONITOR"
    text = "Facilitators ask about backlash at every session."
    owner = "GBV focal point"
    reviewed_on = dt.date(2026, 3, 10)


def gbv_plan(program, on=dt.date(2026, 3, 10), gone=(), **fields):
    """The four parts of a program's plan against violence, but for those `gone`, reviewed on this day."""
    return [
        GbvReviewFactory(program=program, part=part, reviewed_on=on, **fields)
        for part in programs.GbvPart.values
        if part not in gone
    ]


class InclusionDecisionFactory(DjangoModelFactory):
    class Meta:
        model = programs.InclusionDecision

    program = factory.SubFactory(ProgramFactory)
    decision = "QUIET"
    advised_by = "A local organization"
    decided_on = dt.date(2026, 2, 1)


class InterventionFactory(DjangoModelFactory):
    """Men's conscientization, 1 Mar to 30 Sep 2026 (M1 of section C), unless told otherwise."""

    class Meta:
        model = programs.Intervention
        skip_postgeneration_save = True

    program = factory.SubFactory(ProgramFactory)
    code = factory.Sequence(lambda n: f"M{n}")
    title = factory.Sequence(lambda n: f"Man box dialogues {n}")
    element = "CONSCIENTIZATION"
    space = "MEN"
    starts_on = dt.date(2026, 3, 1)
    ends_on = dt.date(2026, 9, 30)
    status = "ACTIVE"

    @factory.post_generation
    def groups(self, create, groups, **kwargs):
        if groups:
            self.groups.set(groups)

    @factory.post_generation
    def facilitators(self, create, facilitators, **kwargs):
        if facilitators:
            self.facilitators.set(facilitators)


class SessionFactory(DjangoModelFactory):
    """A planned session; `held(intervention, day)` makes one that took place."""

    class Meta:
        model = programs.Session

    intervention = factory.SubFactory(InterventionFactory)
    number = factory.Sequence(lambda n: n % 9000 + 1)
    planned_on = dt.date(2026, 7, 1)


COUNT_OF_SPACE = {"MEN": "men", "WOMEN": "women", "BOYS": "boys", "GIRLS": "girls"}


def held(intervention, day, **fields):
    """A session held on this day, with 18 people of the intervention's space unless counts are given."""
    space = fields.get("space") or intervention.space
    if not any(name in fields for name in ("women", "men", "girls", "boys", "another_or_unstated")):
        if space in COUNT_OF_SPACE:
            fields[COUNT_OF_SPACE[space]] = 18
        else:
            fields |= {"women": 9, "men": 9}
    return SessionFactory(
        intervention=intervention, planned_on=day, held_on=day, status="DELIVERED", **fields
    )


class OutboxEntryFactory(DjangoModelFactory):
    class Meta:
        model = programs.OutboxEntry

    client_id = factory.LazyFunction(uuid.uuid4)
    user = factory.SubFactory(UserFactory)
    session = factory.SubFactory(SessionFactory)
    hash = "0" * 64
    outcome = "LOGGED"
    stored_at = factory.LazyFunction(timezone.now)


class ExternalActivityFactory(DjangoModelFactory):
    class Meta:
        model = programs.ExternalActivity

    office = factory.SubFactory(OfficeFactory)
    code = factory.Sequence(lambda n: f"X{n}")
    organization = factory.SubFactory(OrganizationFactory, office=factory.SelfAttribute("..office"))
    place = factory.SubFactory(PlaceFactory, office=factory.SelfAttribute("..office"))
    space = "WOMEN"
    description = "Legal literacy circle"
    starts_on = dt.date(2026, 4, 1)
    ends_on = dt.date(2026, 8, 31)
    status = "ACTIVE"


class SyncLinkFactory(DjangoModelFactory):
    """An agreed link with its rationale."""

    class Meta:
        model = programs.SyncLink

    from_intervention = factory.SubFactory(InterventionFactory)
    kind = "PARALLEL_SEPARATE"
    rationale = "Both groups take up the same topics in the same village."
    contact_from = "A. Uwase"
    contact_to = "J. Habimana"
    status = "AGREED"


class AlliancePartnerFactory(DjangoModelFactory):
    class Meta:
        model = programs.AlliancePartner

    program = factory.SubFactory(ProgramFactory)
    organization = factory.SubFactory(OrganizationFactory, office=factory.SelfAttribute("..program.office"))
    role = "ACCOUNTABILITY"
    status = "FORMAL"
    first_contact_on = dt.date(2026, 1, 10)
    last_contact_on = dt.date(2026, 6, 10)


class TrustEventFactory(DjangoModelFactory):
    class Meta:
        model = programs.TrustEvent

    partner = factory.SubFactory(AlliancePartnerFactory)
    happened_on = dt.date(2026, 2, 1)
    kind = "OFFER"
    note = "We lent the hall for their meeting."


class PartnerWorryFactory(DjangoModelFactory):
    class Meta:
        model = programs.PartnerWorry

    partner = factory.SubFactory(AlliancePartnerFactory)
    worry = "RESOURCES"
    words = "Money for women goes to men."


class ActionCommitmentFactory(DjangoModelFactory):
    """Of a couples' session."""

    class Meta:
        model = programs.ActionCommitment

    session = factory.SubFactory(SessionFactory, space="COUPLES")
    kind = "AT_HOME"
    text = "Each couple shares the cooking for a month."
    due_on = dt.date(2026, 8, 1)


class LearningNoteFactory(DjangoModelFactory):
    class Meta:
        model = programs.LearningNote

    office = factory.SubFactory(OfficeFactory)
    noted_on = dt.date(2026, 6, 1)
    source_kind = "DISCUSSION"
    title = "Market days decide who comes"
    text = "Sessions on market days lose half of the women."


class OrgCommitmentFactory(DjangoModelFactory):
    class Meta:
        model = programs.OrgCommitment

    office = factory.SubFactory(OfficeFactory)
    promise = "SPONSOR"
    standing = "YES"
    looked_at_on = dt.date(2026, 6, 1)


class AccountabilityFeedbackFactory(DjangoModelFactory):
    class Meta:
        model = programs.AccountabilityFeedback

    intervention = factory.SubFactory(InterventionFactory)
    given_on = dt.date(2026, 5, 25)
    from_organization = factory.SubFactory(
        OrganizationFactory, office=factory.SelfAttribute("..intervention.program.office")
    )
    safe_method = "GROUP_DISCUSSION"


class ServiceOrganizationFactory(DjangoModelFactory):
    """An organization that runs services (`referrals`), not one of the program's partners."""

    class Meta:
        model = referrals.Organization
        django_get_or_create = ("office", "name")

    office = factory.SubFactory(OfficeFactory)
    name = factory.Sequence(lambda n: f"Hope Center {n}")


class ServiceFactory(DjangoModelFactory):
    """A clinic that was called on 1 Jun 2026 and serves the whole country, unless told otherwise."""

    class Meta:
        model = referrals.Service
        skip_postgeneration_save = True

    organization = factory.SubFactory(ServiceOrganizationFactory)
    name = factory.Sequence(lambda n: f"Clinic {n}")
    sector = "HEALTH"
    phone = "1000"
    languages = ["Kinyarwanda", "English"]
    cost = "FREE"
    serves = ["ALL"]
    status = "AVAILABLE"
    last_checked_on = dt.date(2026, 6, 1)
    next_check_on = dt.date(2026, 8, 30)

    @factory.post_generation
    def areas(self, create, areas, **kwargs):
        self.service_areas.set(areas or [PlaceFactory(office=self.organization.office)])


class ProtocolFactory(DjangoModelFactory):
    """Version 1, published; `published_on=None` makes a draft."""

    class Meta:
        model = referrals.Protocol

    office = factory.SubFactory(OfficeFactory)
    version = 1
    child_abuse = "The law asks everybody to protect children."
    child_who_reports = "Everybody who hears of it"
    child_report_to = "the district child protection officer"
    child_time_limit = "24 hours"
    adult_gbv = "Adults decide themselves; staff report nothing without consent."
    duty_to_warn = "Call the focal point when a life is at risk."
    sea = "Staff always report misconduct of aid workers."
    sea_time_limit = "24 hours"
    call_now = ["GBV focal point"]
    checked_by = "GBV specialist; lawyer of the bar"
    checked_on = dt.date(2026, 1, 10)
    published_on = dt.date(2026, 1, 15)


def pathway(office=None, *, place=None, kind="GBV", on=dt.date(2026, 6, 1), sectors=None, **fields):
    """A pathway in use, verified `on` this day, with a service checked on it for each sector it must have.

    `sectors` names other ones: `pathway(office, sectors=["HEALTH"])` lacks the rest.
    """
    office = office or OfficeFactory()
    place = place or PlaceFactory(office=office)
    organization = ServiceOrganizationFactory(office=office)
    made = referrals.ReferralPathway.objects.create(
        office=office,
        kind=kind,
        **{
            "entry_point": "Call the one-stop center together.",
            "consent_words": "Would you like me to call them with you?",
            "hotline": "1000",
            "verified_by": "GBV specialist",
            "verified_by_organization": "District hospital",
            "last_verified_on": on,
            "next_review_on": on + dt.timedelta(days=180),
            "status": "ACTIVE",
        }
        | fields,
    )
    made.places.add(place)
    for order, sector in enumerate(referrals.MANDATORY[kind] if sectors is None else sectors, start=1):
        service = ServiceFactory(
            organization=organization,
            sector=sector,
            areas=[place],
            last_checked_on=on,
            next_check_on=on + dt.timedelta(days=90),
        )
        referrals.PathwayStep.objects.create(
            pathway=made, order=order, service=service, say="They can help you."
        )
    return made


class ReferralTallyFactory(DjangoModelFactory):
    class Meta:
        model = referrals.ReferralTally

    office = factory.SubFactory(OfficeFactory)
    place = factory.SubFactory(PlaceFactory, office=factory.SelfAttribute("..office"))
    month = dt.date(2026, 6, 1)
    kind = "GBV"
    sector = "HEALTH"
    information_given = 12


def flag(program, subject, day, rule="R1", reason="NO_LINK", severity="CRITICAL", **fields):
    """A flag that has stood since that day."""
    told = {"rule": rule, "subject": subject, "reason": reason, "severity": severity, "last_seen_on": day}
    seen = {"first_seen_on": day, "opened_on": day, "story": [[day.isoformat(), "OPENED", severity]]}
    return programs.Flag.objects.create(program=program, **told | seen | fields)


class ChangeAgentFactory(DjangoModelFactory):
    """Nominated by a women's group, known by a code."""

    class Meta:
        model = ChangeAgent

    office = factory.SubFactory(OfficeFactory)
    code = factory.Sequence(lambda n: f"A{n}")
    kind = "RELIGIOUS"
    influences = "MEN"
    nominated_via = "WOMENS_GROUP"
    place = factory.SubFactory(PlaceFactory, office=factory.SelfAttribute("..office"))


def trained_agent(**fields):
    """Vetted and trained on 1 May 2026, supported since."""
    day = dt.date(2026, 5, 1)
    prepared = dict.fromkeys(
        ("consulted_women_on", "conduct_check_on", "trained_on", "code_of_conduct_on"), day
    )
    prepared |= {"vetting_outcome": "SUITABLE", "status": "TRAINED", "last_support_on": day}
    return ChangeAgentFactory(**prepared | fields)


class OutreachFactory(DjangoModelFactory):
    class Meta:
        model = Outreach

    group = factory.SubFactory(GroupFactory)
    month = dt.date(2026, 6, 1)
    contacts = 7
    purpose = "PEER"


class AppearanceFactory(DjangoModelFactory):
    class Meta:
        model = programs.Appearance

    agent = factory.SubFactory(ChangeAgentFactory)
    session = factory.SubFactory(SessionFactory)
    role = "SPEAKER"


class ConcernFactory(DjangoModelFactory):
    """Mocking of men in the community; nothing that could lead to somebody."""

    class Meta:
        model = programs.Concern

    office = factory.SelfAttribute("program.office")
    program = factory.SubFactory(ProgramFactory)
    kind = "BACKLASH"
    form = "RIDICULE"
    toward = "MEN_ALLIES"
    setting = "COMMUNITY"
    severity = "MEDIUM"
    opened_on = dt.date(2026, 6, 20)
    summary = "At the market they laugh about the work."


class ConcernActionFactory(DjangoModelFactory):
    class Meta:
        model = programs.ConcernAction

    concern = factory.SubFactory(ConcernFactory)
    agreed_on = dt.date(2026, 6, 22)
    what = "ALLY_SUPPORT"


class StoryFactory(DjangoModelFactory):
    """A draft that shows one person."""

    class Meta:
        model = programs.Story
        skip_postgeneration_save = True

    program = factory.SubFactory(ProgramFactory)
    title = factory.Sequence(lambda n: f"Fathers who cook {n}")
    kind = "CELEBRATION"
    reach = 1
    people = 1
    no_harm_shown = True
    shown_on = dt.date(2026, 7, 10)


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = programs.ConsentRecord

    story = factory.SubFactory(StoryFactory)
    person_ref = factory.Sequence(lambda n: f"C-{n}")
    given_on = dt.date(2026, 5, 1)
    reach = 2
