"""Who leads a session, by address: from then on rules speak of who is ready (R11, R12, R24)."""

import datetime as dt

import pytest

from programs.auditing import audit_program
from programs.loading import load_plan
from programs.models import Flag, Program, Session
from tests.factories import InterventionFactory, OfficeFactory, ProgramFactory, ProtocolFactory, held

from .bringing import bring_in, faults_of
from .staff import SHEETS, STAFF, colleagues, full, led

pytestmark = pytest.mark.django_db
D = dt.date
JULY = D(2026, 7, 1)
NONE = dict.fromkeys(SHEETS, [])


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture(autouse=True)
def team(office):
    return colleagues(office)


def test_who_leads_is_kept_and_an_empty_cell_says_nothing(team):
    bring_in(led("eric@care.example; claudine@care.example"))
    session = Session.objects.get(intervention__code="M", number=1)
    assert session.facilitators == sorted([team["eric"].pk, team["claudine"].pk])
    assert bring_in(led("claudine@care.example;eric@care.example")).changes_nothing
    assert bring_in(led()).changes_nothing
    report = bring_in(led("eric@care.example"))
    told = [(each.field, each.before, each.after) for each in report.differences]
    assert told == [("facilitators", "Claudine Mukamana; Eric Niyonzima", "Eric Niyonzima")]
    session.refresh_from_db()
    assert session.facilitators == [team["eric"].pk]


def test_a_session_that_was_logged_here_keeps_who_led_it(team):
    bring_in(led("eric@care.example"))
    session = Session.objects.get(intervention__code="M", number=1)
    session.logged_at = session.created_at
    session.save()
    assert bring_in(led("eric@care.example")).changes_nothing
    (fault,) = faults_of(led("claudine@care.example"))
    assert (fault.sheet, fault.column) == ("sessions", "facilitators")
    assert "was logged here" in fault.expected


def sensitive(*teams, **sheets):
    """The plan, whose men's work takes up partner violence, in the session held and in the one planned."""
    made = led(*teams, **sheets)
    for row in made["sessions"][:2]:
        row["topics"] = "T24"
    made["sessions"][1] |= {"planned_on": D(2026, 7, 10), "space": None}
    made["sessions"][0] |= {"held_on": D(2026, 5, 5)}
    return made


def said(program, *rules, on=JULY):
    return {(each.rule, each.reason) for each in audit_program(program.pk, on) if each.rule in rules}


def test_rules_are_silent_until_a_workbook_tells_who_leads(office):
    program = bring_in(sensitive()).programs[0]
    assert "facilitators" in program.unsaid
    assert load_plan(program.pk).facilitators is None
    assert said(program, "R11", "R12", "R24") == set(), "whatever is on record of people"

    bring_in(sensitive("eric@care.example", "eric@care.example"))
    assert "facilitators" not in Program.objects.get().unsaid
    assert said(program, "R11", "R12") == {("R11", "NOT_READY")}, "who led has not read a protocol"
    bring_in(sensitive())
    assert "facilitators" not in Program.objects.get().unsaid, "what was told stays told"


def test_another_program_of_the_workbook_stays_unknown():
    sheets = led("eric@care.example")
    sheets["programs"].append(sheets["programs"][0] | {"program": "K2"})
    bring_in(sheets)
    told, silent = Program.objects.order_by("-code")
    assert ("facilitators" in told.unsaid, "facilitators" in silent.unsaid) == (False, True)


def test_reflections_trainings_and_observations_are_heard(team, office):
    both = ("eric@care.example", "eric@care.example")
    program = bring_in(sensitive(*both, **NONE)).programs[0]
    protocol = ProtocolFactory(office=office, published_on=D(2026, 1, 2))
    team["eric"].user.protocol_acknowledgements.create(protocol=protocol, acknowledged_on=D(2026, 1, 2))
    assert said(program, "R11", "R12") == {("R11", "NOT_READY"), ("R12", "")}

    again = STAFF["observations"][0] | {"observed_on": D(2026, 1, 9)}
    bring_in(sensitive(*both, observations=[*STAFF["observations"], again]))
    assert said(program, "R11", "R12") == set(), "the last reflection was on 2 April, 90 days ago"
    assert said(program, "R11", "R12", on=JULY + dt.timedelta(days=1)) == {("R12", "")}


def test_children_are_looked_after_by_somebody_trained():
    both = "eric@care.example;claudine@care.example"
    sheets = sensitive(both, both)
    sheets["groups"][0] |= {"min_age": 15, "max_age": 17}
    program = bring_in(sheets).programs[0]
    assert said(program, "R24") >= {("R24", "SKILL")}
    sheets["trainings"].append(
        {"office": "RW", "facilitator": "eric@care.example", "skill": "CHILD_SAFEGUARDING"}
        | {"trained_on": D(2026, 1, 2)}
    )
    bring_in(sheets)
    assert ("R24", "SKILL") not in said(program, "R24")


def test_programs_led_elsewhere_in_the_office_are_audited_too(office, team):
    other = ProgramFactory(office=office, unsaid=[])
    work = InterventionFactory(program=other, facilitators=[team["eric"]])
    today = office.today()
    held(work, today - dt.timedelta(days=60), facilitators=[team["eric"].pk])
    bring_in(full(**NONE))
    bring_in(full(trainings=[], observations=[]))
    flag = Flag.objects.get(program=other, rule="R12", resolved_on=None)
    yesterday = STAFF["reflections"][1] | {"held_on": today - dt.timedelta(days=1)}
    bring_in(full(reflections=[yesterday]))
    flag.refresh_from_db()
    assert flag.resolved_on is not None
