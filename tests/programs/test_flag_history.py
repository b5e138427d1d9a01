"""The chart of flags says for each day of a generated half-year what replaying that day says."""

import datetime as dt
from bisect import bisect
from collections import Counter

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programs import deciding
from programs.auditing import MOST_MISSED, programs_touched, reaudit, reaudit_around
from programs.flag_chart import DAYS, chart_of, standing_by_day
from programs.loading import load_block
from programs.models import Flag, LinkStatus, Session, SessionStatus, SyncLink
from programs.replaying import replay
from tests.factories import (
    AlliancePartnerFactory,
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    ProgramFactory,
    SessionFactory,
    SyncLinkFactory,
    held,
    person,
)

pytestmark = pytest.mark.django_db
FIRST = dt.date(2026, 1, 5)
LAST = FIRST + dt.timedelta(days=DAYS - 1)
WHY = "The savings circle starts in the dry season."


class HalfYear:
    """Two programs of one office whose men's and women's work may be linked, and a clock of its own."""

    def __init__(self, monkeypatch):
        self.now = None
        monkeypatch.setattr(timezone, "now", lambda: self.now)
        self.turn(FIRST, 1)
        self.office = OfficeFactory()
        self.manager = person("MANAGER", self.office)
        self.programs = [ProgramFactory(office=self.office, starts_on=FIRST) for _ in range(2)]
        self.works = [
            InterventionFactory(
                program=program,
                code=f"{space[0]}{number}",
                space=space,
                groups=[GroupFactory(office=self.office, space=space)],
                starts_on=FIRST + dt.timedelta(days=20 * number),
                ends_on=None,
            )
            for number, program in enumerate(self.programs)
            for space in ("MEN", "WOMEN", "COUPLES")
        ]
        self.numbers = 0
        self.recorded = [self.now]  # the moments at which something was

    def turn(self, day, hour):
        self.today = day
        self.now = dt.datetime.combine(day, dt.time(hour), dt.UTC)

    def does(self, what, a, b):
        """One act at noon, as a view would write it, and the audit that follows."""
        work, other = self.works[a % 6], self.works[b % 6]
        touched = getattr(self, what)(work, other) or [work.pk]
        self.recorded.append(self.now)
        reaudit_around(touched)

    def meets(self, work, _other):
        self.numbers += 1
        held(work, self.today, number=self.numbers, topics=["T05"])

    def plans(self, work, other):
        self.numbers += 1
        ahead = self.today + dt.timedelta(days=7 + other.pk % 5)
        SessionFactory(intervention=work, number=self.numbers, planned_on=ahead, topics=["T24"])

    def calls_off(self, work, _other):
        session = Session.objects.filter(intervention=work, status=SessionStatus.PLANNED).first()
        if session:
            session.moves.make(session, SessionStatus.CANCELLED)

    def strikes_out(self, work, _other):
        session = Session.objects.filter(intervention=work).last()
        if session:
            session.remove()

    def links(self, work, other):
        if work != other and not SyncLink.objects.of([work.pk]).of([other.pk]).exists():
            SyncLinkFactory(from_intervention=work, to_intervention=other)
            return [work.pk, other.pk]
        return None

    def unlinks(self, work, _other):
        link = SyncLink.objects.of([work.pk]).first()
        if link:
            if self.today.day % 2:
                link.remove()
            else:
                link.status, link.status_reason = LinkStatus.WITHDRAWN, "The group moved away."
                link.save()
            return [link.from_intervention_id, link.to_intervention_id]
        return None

    def relinks(self, _work, _other):
        link = SyncLink.with_deleted.exclude(deleted_at=None).first()
        if link and not SyncLink.objects.of([link.from_intervention_id]).exists():
            link.restore()
            return [link.from_intervention_id, link.to_intervention_id]
        return None

    def pauses(self, work, _other):
        work.refresh_from_db()
        work.status = "ACTIVE" if work.status == "PAUSED" else "PAUSED"
        work.status_reason = "Harvest"
        work.save()

    def regroups(self, work, other):
        before = programs_touched([work.pk])
        work.groups.set(other.groups.all())
        reaudit(before)  # also those with which it now has no group in common
        return [work.pk, other.pk]

    def finds_a_partner(self, work, _other):
        AlliancePartnerFactory(program=work.program, first_contact_on=self.today, last_contact_on=self.today)

    def suspends(self, work, _other):
        program = work.program
        program.refresh_from_db()
        program.status = "ACTIVE" if program.status == "SUSPENDED" else "SUSPENDED"
        program.save()

    def decides(self, work, other):
        flag = Flag.objects.open().filter(program=work.program_id).first()
        if flag and other.pk % 2 and flag.rule not in ("R10", "R11"):
            until = self.today + dt.timedelta(days=10)
            deciding.dismiss(flag, by=self.manager, reason=WHY, until=until)
        elif flag:
            deciding.acknowledge(flag, by=self.manager, plan="Ask the circle.", due_on=self.today)


ACTS = [name for name in vars(HalfYear) if not name.startswith("_") and name not in ("turn", "does")]
acts = st.lists(
    st.tuples(st.integers(0, DAYS - 1), st.sampled_from(ACTS), st.integers(0, 5), st.integers(0, 5)),
    min_size=15,
    max_size=30,
)


def severity_of(_code, finding):
    return finding.severity


nights_down = st.lists(st.tuples(st.integers(0, DAYS - 1), st.integers(1, 40)), max_size=6)
"""From which day on the nightly audit did not run, and for how many days."""


EXAMPLES = 15 if connection.vendor == "sqlite" else 4
"""Some 20 seconds; PostgreSQL plans each of these long statements anew, and takes six times as long."""


def read_once(monkeypatch, recorded):
    """Read the past once for all days between two moments at which something was recorded: it is the same."""
    read = {}

    def load(ids, *, moment):
        key = *ids, bisect(recorded, moment)
        if key not in read:
            read[key] = load_block(ids, moment=moment)
        return read[key]

    monkeypatch.setattr("programs.portfolio.load_block", load)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts, nights_down)
def test_the_chart_of_a_day_is_the_replay_of_that_day(monkeypatch, acts, down):
    silent = {first + number for first, days in down for number in range(days)}
    with transaction.atomic():
        half_year = HalfYear(monkeypatch)
        ids = [program.pk for program in half_year.programs]
        reaudit(ids)  # as the pages do that make a program
        for number in range(DAYS):
            day = FIRST + dt.timedelta(days=number)
            half_year.turn(day, 2)
            if number not in silent:
                reaudit(ids)
            half_year.turn(day, 12)
            for _day, what, a, b in sorted(act for act in acts if act[0] == number):
                half_year.does(what, a, b)
        half_year.turn(LAST + dt.timedelta(days=1), 2)
        reaudit(ids)

        read_once(monkeypatch, half_year.recorded)
        charted = {pk: dict(standing_by_day(stories_of(pk), FIRST, LAST)) for pk in ids}
        for number in range(DAYS):
            day = FIRST + dt.timedelta(days=number)
            told, unrecorded = replay(ids, day, tell=severity_of)
            assert unrecorded == []
            for pk, severities in told:
                assert Counter(severities) == charted[pk][day], (pk, day)
        assert any(sum(counts.values()) for counts in charted[ids[0]].values())
        transaction.set_rollback(True)


def stories_of(program):
    return list(Flag.objects.filter(program=program).values_list("story", flat=True))


def day(number):
    return FIRST + dt.timedelta(days=number)


def test_figures_by_hand():
    story = [
        [day(2).isoformat(), "OPENED", "WARNING"],
        [day(4).isoformat(), "CHANGED", "CRITICAL"],
        [day(6).isoformat(), "RESOLVED", ""],
        [day(6).isoformat(), "REOPENED", "HIGH"],
        [day(7).isoformat(), "RESOLVED", ""],
    ]
    rows = dict(standing_by_day([story, story[:1]], day(0), day(8)))
    assert [rows[day(number)] for number in range(9)] == [
        {},
        {},
        {"WARNING": 2},
        {"WARNING": 2},
        {"CRITICAL": 1, "WARNING": 1},
        {"CRITICAL": 1, "WARNING": 1},
        {"HIGH": 1, "WARNING": 1},
        {"WARNING": 1},
        {"WARNING": 1},
    ]


def test_what_opened_before_the_picture_stands_at_its_beginning():
    story = [["2020-01-01", "OPENED", "HIGH"]]
    assert standing_by_day([story], day(0), day(1)) == [(day(0), {"HIGH": 1}), (day(1), {"HIGH": 1})]


def test_the_drawing_and_its_table_say_the_same():
    story = [[day(10).isoformat(), "OPENED", "HIGH"], [day(20).isoformat(), "RESOLVED", ""]]
    chart = chart_of([story], LAST)
    assert [(row[0], row[1], row[2]) for row in chart.rows] == [
        (day(20), [0, 0, 0, 0, 0], 0),
        (day(10), [0, 1, 0, 0, 0], 1),
        (day(0), [0, 0, 0, 0, 0], 0),
    ]
    (band,) = chart.bands
    assert band.severity == "HIGH"
    assert band.path == "M34 172H72V132H109V172H714V172H34Z"  # up, down, and back along the ground
    assert chart.numbers[-1].label == 4
    assert chart_of([], LAST).bands == []


def test_days_on_which_no_audit_ran_are_judged_afterwards(monkeypatch):
    """A partner's first 60 days of grace pass (R9) while the nightly audit is down."""
    half_year = HalfYear(monkeypatch)
    men = half_year.works[0]
    half_year.turn(day(30), 12)
    held(men, day(30), topics=["T05"])
    reaudit_around([men.pk])
    half_year.turn(day(120), 12)
    reaudit_around([men.pk])  # any audit will do
    flag = Flag.objects.get(program=men.program, rule="R9")
    assert flag.story == [[day(91).isoformat(), "OPENED", "HIGH"]]
    assert (flag.opened_on, flag.last_seen_on) == (day(91), day(120))


def test_what_was_changed_by_then_is_what_missed_days_hear(monkeypatch):
    half_year = HalfYear(monkeypatch)
    men = half_year.works[0]
    half_year.turn(day(30), 12)
    held(men, day(30), topics=["T05"])
    reaudit_around([men.pk])
    half_year.turn(day(120), 12)
    AlliancePartnerFactory(program=men.program, first_contact_on=day(10), last_contact_on=day(119))
    reaudit_around([men.pk])
    flag = Flag.objects.get(program=men.program, rule="R9")
    assert [line[:2] for line in flag.story] == [
        [day(91).isoformat(), "OPENED"],
        [day(120).isoformat(), "RESOLVED"],
    ], "nobody had told of the partner before"


def test_longer_than_half_a_year_is_not_caught_up(monkeypatch):
    half_year = HalfYear(monkeypatch)
    men = half_year.works[0]
    held(men, day(0), topics=["T05"])
    reaudit_around([men.pk])
    half_year.turn(day(400), 12)
    reaudit_around([men.pk])
    assert Flag.objects.get(program=men.program, rule="R9").opened_on == day(400 - MOST_MISSED + 1)
