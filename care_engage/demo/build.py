"""Writes the stories into the database, dated from the day given."""

import datetime as dt
import random

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from care_engage.accounts.models import CountryOffice, Place, PlaceLevel, Role, User
from groups.models import Facilitator, Group, Member, Organization
from groups.spaces import COLUMN_OF_SPACE, Column
from programs.auditing import reaudit
from programs.models import (
    AccountabilityFeedback,
    AlliancePartner,
    Coordination,
    ExternalActivity,
    Intervention,
    JointWaiver,
    Program,
    SyncLink,
)

from . import cast, stories_advocacy, stories_bi, stories_np, stories_people, stories_rw, stories_safety
from .days_off import lay_days_off
from .decisions import lay_decisions
from .directory import lay_referrals
from .meetings import has_met, write_sessions
from .past import decide_some, lay_past
from .readiness import lay_readiness
from .voices import lay_voices

STORIES = (
    *stories_rw.STORIES,
    *stories_bi.STORIES,
    *stories_np.STORIES,
    *stories_safety.STORIES,
    *stories_advocacy.STORIES,
    *stories_people.STORIES,
)
FOCUS = {"COUPLES": ["INTIMATE_PARTNERS"], "HOUSEHOLD": ["WIVES_INLAWS", "ADOLESCENTS_PARENTS"]}
STRATEGY = "Men and women reflect apart, then couples and families together, then whoever wants to in public."
LEARNING = "Teams look at flags and feedback every quarter, and write down what they changed."
THEORY = "When men reflect among themselves and answer to women's groups, care and decisions are shared."


def is_loaded():
    return User.objects.filter(email=cast.email(cast.PRINTED["manager"])).exists()


@transaction.atomic
def load(today, say=lambda _text: None):
    """Write the whole demo, once. Returns the number of sessions written."""
    world, began = World(today), timezone.now()
    world.lay_offices()
    lay_days_off(world)
    lay_referrals(world)
    lay_readiness(world)
    for story in STORIES:
        say(story.name)
        world.tell(story)
    lay_decisions(world)
    lay_voices(world)
    say("checking every program against the rules")
    programs = [program.pk for program in world.programs]
    lay_past(world, began)
    reaudit(programs, on=today)
    decide_some(world)
    return world.sessions_written


class World:
    """Looks up what was written before by the short keys of the stories."""

    def __init__(self, today):
        self.today = today
        self.chance = random.Random(20260101)
        self.offices, self.places, self.people, self.organizations = {}, {}, {}, {}
        self.facilitators, self.programs, self.sessions_written = {}, [], 0

    def day(self, week, weekday=0):
        """`weekday` days after the same weekday as today, `week` weeks from now."""
        return self.today + dt.timedelta(weeks=week, days=weekday)

    def lay_offices(self):
        for iso2, (name, zone, languages) in cast.OFFICES.items():
            office = CountryOffice.objects.filter(iso2=iso2).first() or CountryOffice.objects.create(
                iso2=iso2, name=name, time_zone=zone, languages=languages
            )
            self.offices[iso2] = office
            self.lay_places(office, cast.PLACES[iso2], None, list(PlaceLevel))
            for name, kind in cast.ORGANIZATIONS[iso2].items():
                self.organizations[name] = Organization.objects.create(
                    office=office, name=name, kind=kind, women_led=kind in ("WRO", "FEMINIST", "GIRL_LED")
                )
        password = make_password(cast.PASSWORD)
        for key, (name, iso2, kind, partner) in cast.STAFF.items():
            user = User.objects.create(email=cast.email(key), name=name, password=password)
            office = self.offices.get(iso2)
            Role.objects.create(user=user, office=office, kind=kind, partner_staff=partner)
            self.people[key] = user
            if kind == "FACILITATOR":
                self.facilitators[key] = Facilitator.objects.create(office=office, user=user)

    def works_in(self, key, iso2):
        return cast.STAFF[key][1] == iso2

    def is_focal_point(self, key, iso2):
        return self.works_in(key, iso2) and cast.STAFF[key][2] == "GBV_FOCAL_POINT"

    def manages(self, key, iso2):
        return self.works_in(key, iso2) and cast.STAFF[key][2] == "MANAGER"

    def lay_places(self, office, tree, parent, levels):
        for name, parts in tree.items():
            code = office.iso2 if parent is None else f"{office.iso2}-{name.split()[0].upper()}"
            if parent and Place.objects.filter(office=office, code=code).exists():
                code += f"-{levels[0].value}"
            place, _new = Place.objects.get_or_create(
                office=office, name=name, level=levels[0], defaults={"code": code, "parent": parent}
            )
            self.places[office.iso2, name] = place
            self.lay_places(office, parts, place, levels[1:])

    def tell(self, story):
        office = self.offices[story.office]
        program = Program.objects.create(
            office=office,
            code=story.code,
            name=story.name,
            summary=story.summary,
            place=self.places[story.office, story.place],
            manager=self.people[story.manager],
            starts_on=self.day(story.start),
            ends_on=self.day(story.end),
            theory_of_change=THEORY,
            strategy=STRATEGY,
            learning_system=LEARNING,
            change_targets=[
                "Couples decide together on spending.",
                "Men speak up against violence in public.",
            ],
            status=story.status,
        )
        self.programs.append(program)
        groups = self.write_groups(story, office, program)
        works = {work.code: self.write_work(story, work, program, groups) for work in story.works}
        externals = {each.code: self.write_external(each, office, story) for each in story.elsewhere}
        for tie in story.ties:
            self.write_tie(tie, works, externals)
        for ally in story.allies:
            AlliancePartner.objects.create(
                program=program,
                organization=self.organizations[ally.organization],
                role=ally.role,
                status=ally.stage,
                first_contact_on=self.day(ally.first),
                last_contact_on=self.day(ally.last),
            )

    def write_groups(self, story, office, program):
        groups = {}
        for people in story.groups:
            group = groups[people.code] = Group.objects.create(
                office=office,
                code=f"{story.code}-{people.code}",
                name=people.name,
                kind=people.kind,
                space=people.space,
                origin=people.origin,
                place=self.places[story.office, people.place],
                min_age=people.ages[0],
                max_age=people.ages[1],
                head_count_only=people.counted,
                enrolled=people.size if people.counted else 0,
                consent_adult_verbal=people.ages[0] >= 18,
                guardian_consent_on=program.starts_on if people.ages[0] < 18 else None,
                child_assent_on=program.starts_on if people.ages[0] < 18 else None,
                status="ACTIVE",
            )
            if not people.counted:
                self.write_register(group, people, program.starts_on)
        for people in story.groups:
            groups[people.code].draws_from.set(groups[code] for code in people.draws_from)
        return groups

    def write_register(self, group, people, joined_on):
        column = COLUMN_OF_SPACE.get(people.space)
        bulk_create_with_history(
            [
                Member(
                    group=group,
                    number=number,
                    column=(Column.WOMAN, Column.MAN)[(number - 1) % 2] if people.pairs else column,
                    pair_no=(number + 1) // 2 if people.pairs else None,
                    joined_on=joined_on,
                )
                for number in range(1, people.size + 1)
            ],
            Member,
        )

    def write_work(self, story, work, program, groups):
        group = groups.get(work.group)
        team = [self.facilitators[key] for key in (work.lead, work.also_leads) if key]
        ended = work.end < 0
        status = work.status
        if status == "ACTIVE":
            status = "COMPLETED" if ended else "PLANNED" if work.start > 0 else "ACTIVE"
        intervention = Intervention.objects.create(
            program=program,
            code=work.code,
            title=work.title,
            element=work.element,
            also_elements=list(work.also),
            space=work.space,
            relationship_focus=FOCUS.get(work.space, []) if work.element == "INTIMATE_DIALOGUES" else [],
            advocacy_level="SUB_NATIONAL" if work.element == "ALLIANCES" else "",
            purpose=list(work.purpose) if work.space in ("MEN", "BOYS") else [],
            starts_on=self.day(work.start, work.day),
            ends_on=self.day(work.end, work.day),
            actual_ended_on=self.day(work.end, work.day) if status == "COMPLETED" else None,
            place=None if group else program.place,
            stand_alone_by_design=bool(work.stand_alone),
            stand_alone_reason=work.stand_alone,
            status=status,
            status_reason="The group dissolved after the school year." if status == "CANCELLED" else "",
        )
        if group:
            intervention.groups.set([group])
            group.facilitators.add(*team)
        intervention.facilitators.set(team)
        self.sessions_written += write_sessions(self, work, intervention, group, team)
        self.write_feedback(story, work, intervention)
        if work.waived:
            JointWaiver.objects.create(
                intervention=intervention,
                topic_id=work.waived,
                recorded_on=self.day(-8),
                reason="The women's circle advises against a joint space for now.",
            )
        return intervention

    def write_feedback(self, story, work, intervention):
        male = work.space in ("MEN", "BOYS")
        women_led = [ally for ally in story.allies if ally.role == "ACCOUNTABILITY"]
        if not (male and women_led and work.feedback is not None and work.start < work.feedback):
            return
        AccountabilityFeedback.objects.create(
            intervention=intervention,
            given_on=self.day(work.feedback),
            from_organization=self.organizations[women_led[0].organization],
            safe_method="GROUP_DISCUSSION",
            changes_asked="Meet on another day than the market." if work.asked else "",
        )

    def write_external(self, each, office, story):
        return ExternalActivity.objects.create(
            office=office,
            code=each.code,
            organization=self.organizations[each.organization],
            place=self.places[story.office, each.place],
            space=each.space,
            description=each.what,
            starts_on=self.day(each.start),
            ends_on=self.day(each.end),
            status=each.status,
            last_confirmed_on=None if each.confirmed is None else self.day(each.confirmed),
            held_on=[self.day(week).isoformat() for week in each.held],
        )

    def write_tie(self, tie, works, externals):
        agreed = tie.status != "PROPOSED"
        ends = [works[tie.a], works.get(tie.b) or externals[tie.b]]
        SyncLink.objects.create(
            from_intervention=works[tie.a],
            to_intervention=works.get(tie.b),
            to_external=externals.get(tie.b),
            kind=tie.kind,
            timing="SEQUENTIAL" if tie.sequential else "SIMULTANEOUS",
            coordination=Coordination.OTHER_ORGANIZATION if tie.b in externals else Coordination.SAME_PROGRAM,
            rationale=tie.why,
            contact_from="Program team" if agreed else "",
            contact_to="Women's group committee" if agreed else "",
            confirmed_on=None if tie.confirmed is None else self.day(tie.confirmed),
            status="ACTIVE" if agreed and all(map(has_met, ends)) else tie.status,
        )
