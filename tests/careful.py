"""An office in which a careful team does what the rules ask for besides the plan itself, each on its day."""

import datetime as dt

from django.utils import timezone

from programs.models import Program, SyncLink
from programs.shapes import SHAPES
from programs.starting import new_group, start_program
from tests.factories import (
    AccountabilityFeedbackFactory,
    AlliancePartnerFactory,
    AppearanceFactory,
    ChangeAgentFactory,
    ConcernActionFactory,
    ConcernFactory,
    ConsentFactory,
    FacilitatorFactory,
    InclusionDecisionFactory,
    OfficeFactory,
    PlaceFactory,
    ProtocolFactory,
    SkillFactory,
    StaffReflectionFactory,
    StoryFactory,
    gbv_plan,
    pathway,
    ready,
)

CAME = {
    "WOMEN": {"women": 18},
    "MEN": {"men": 17},
    "GIRLS": {"girls": 16},
    "BOYS": {"boys": 15},
    "COUPLES": {"women": 10, "men": 9},
    "HOUSEHOLD": {"women": 6, "men": 5, "girls": 4, "boys": 4},
    "COMMUNITY": {"women": 31, "men": 27},
}
"""Counts that fit each space."""


def days_from(day, number):
    return day + dt.timedelta(days=number)


class CarefulOffice:
    """An office with a clock of its own: `program_from(key)` starts a program, `lives(program)` holds it."""

    def __init__(self, monkeypatch, start):
        self.start = start
        self.now = None
        monkeypatch.setattr(timezone, "now", lambda: self.now)
        self.turn(days_from(start, -60))
        self.office = OfficeFactory()
        self.place = PlaceFactory(office=self.office)
        self.protocol = ProtocolFactory(office=self.office, checked_on=self.today, published_on=self.today)
        self.pathway = pathway(self.office, place=self.place, on=self.today)
        self.for_children = pathway(self.office, place=self.place, on=self.today, kind="CHILD_PROTECTION")
        self.team = [self.facilitator(gender) for gender in ("woman", "man")]
        self.agents = [self.agent(side) for side in ("WOMEN", "MEN")]

    def turn(self, day):
        self.today = day
        self.now = dt.datetime.combine(day, dt.time(9), dt.UTC)

    def facilitator(self, gender):
        who = FacilitatorFactory(office=self.office, gender=gender)
        SkillFactory(facilitator=who, code="CHILD_SAFEGUARDING", obtained_on=self.today)
        return ready(who, self.today, protocol=self.protocol)

    def agent(self, side):
        """Named by a women's group, vetted and trained."""
        asked = ("consulted_women_on", "conduct_check_on", "trained_on", "code_of_conduct_on")
        agent = ChangeAgentFactory(
            office=self.office,
            place=self.place,
            influences=side,
            vetting_outcome="SUITABLE",
            supporter=self.team[0],
            last_support_on=self.today,
            **dict.fromkeys(asked, self.today),
        )
        for status in ("VETTING", "VETTED", "TRAINED", "ACTIVE"):
            agent.moves.make(agent, status)
        return agent

    def program_from(self, key):
        """Started as the page of shapes does, 30 days ahead; then all is made ready for the first day."""
        self.turn(days_from(self.start, -30))
        program = started(key, self.office, self.start)
        program.moves.make(program, "DESIGN")
        self.partner = AlliancePartnerFactory(
            program=program, first_contact_on=self.today, last_contact_on=self.today
        )
        gbv_plan(program, self.today)
        InclusionDecisionFactory(program=program, decided_on=self.today)
        for link in SyncLink.objects.filter(from_intervention__program=program):
            link.contact_from, link.contact_to = "A. Uwase", "J. Habimana"
            link.moves.make(link, "AGREED")
        self.works = list(program.interventions.order_by("code"))
        for work in self.works:
            work.facilitators.set(self.team)
            for group in work.groups.exclude(status="ACTIVE"):
                self.consents(group)
        self.sessions = [session for work in self.works for session in work.sessions.all()]
        for session in self.sessions:
            if session.intervention.space == "COMMUNITY":
                AppearanceFactory(agent=self.agents[session.number % 2], session=session)
        return program

    def consents(self, group):
        group.consent_adult_verbal = True
        if group.min_age < 18:
            group.guardian_consent_on = group.child_assent_on = self.today
        group.moves.make(group, "ACTIVE")

    def lives(self, program, after=0):
        """Yield each day from today to the end of the work, and so many days after it, once all is done."""
        last = max([work.ends_on for work in self.works] + [one.planned_on for one in self.sessions])
        while self.today < days_from(last, after):
            self.turn(days_from(self.today, 1))
            if self.today == program.starts_on:
                self.begins(program)
            if self.today >= program.starts_on:
                self.meets()
            if self.today == days_from(program.starts_on, 40):
                self.hears_of_mockery(program)
            if self.today == days_from(program.starts_on, 90):
                self.tells_a_story(program)
            if (self.today - program.starts_on).days % 28 == 0:
                self.looks_after_everything(program)
            if self.today == last:
                program.moves.make(program, "CLOSING")
            yield self.today

    def begins(self, program):
        program.theory_of_change = program.strategy = "Women and men reflect apart first, then together."
        program.learning_system = "The team meets each month."
        program.change_targets = ["Couples decide together on spending."]
        program.moves.make(program, "ACTIVE")

    def meets(self):
        """What was planned for today is held as planned; work begins and ends on its days."""
        for work in self.works:
            if work.starts_on == self.today:
                work.moves.make(work, "ACTIVE")
            if work.ends_on == days_from(self.today, -1):
                work.actual_ended_on = work.ends_on
                work.moves.make(work, "COMPLETED")
        for session in self.sessions:
            if session.planned_on == self.today:
                space = session.space or session.intervention.space
                session.held_on, session.backlash_check = self.today, "NONE"
                session.logged_at = self.now
                for column, count in CAME[space].items():
                    setattr(session, column, count)
                session.moves.make(session, "DELIVERED")

    def looks_after_everything(self, program):
        """Each month: everybody is met, asked, answered, called and looked at again."""
        StaffReflectionFactory(office=self.office, held_on=self.today, attendees=self.team)
        for way in (self.pathway, self.for_children):
            way.last_verified_on, way.next_review_on = self.today, days_from(self.today, 180)
            way.save()
            for step in way.steps.all():
                step.service.last_checked_on = self.today
                step.service.next_check_on = days_from(self.today, 90)
                step.service.save()
        self.partner.last_contact_on = self.today
        self.partner.save()
        for agent in self.agents:
            agent.last_support_on = self.today
            agent.save()
        gbv_plan(program, self.today)
        for work in self.works:
            if work.space in ("MEN", "BOYS") and work.status == "ACTIVE":
                AccountabilityFeedbackFactory(
                    intervention=work,
                    from_organization=self.partner.organization,
                    given_on=self.today,
                    changes_asked="Meet after the market.",
                    response="We moved the hour.",
                    responded_on=self.today,
                )

    def hears_of_mockery(self, program):
        """A pattern is written down, acted on the same day, and kept an eye on."""
        concern = ConcernFactory(program=program, opened_on=self.today, severity="HIGH")
        ConcernActionFactory(concern=concern, agreed_on=self.today)
        for status in ("ACKNOWLEDGED", "ACTION_AGREED", "MONITORING"):
            concern.moves.make(concern, status)

    def tells_a_story(self, program):
        story = StoryFactory(program=program, shown_on=days_from(self.today, 7), people=2)
        story.agents.set(self.agents)
        for _person in range(2):
            ConsentFactory(story=story, given_on=self.today)
        for status in ("CONSENT_CHECKED", "SCHEDULED"):
            story.moves.make(story, status)


def started(key, office, starts_on):
    """A program from a shape with new groups, as the page of shapes starts it; nothing else is done."""
    shape = SHAPES[key]
    place = PlaceFactory(office=office)
    program = Program(office=office, code="NEW", name="A new program", place=place, starts_on=starts_on)
    groups = {
        circle.code: new_group(circle, program, str(circle.name), f"NEW-{circle.code}")
        for circle in shape.circles
    }
    return start_program(shape=shape, program=program, groups=groups)
