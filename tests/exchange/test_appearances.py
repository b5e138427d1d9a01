"""The sheet on who appears in which session: what it brings in, and refuses."""

import copy
import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from care_engage.exchange.importing import import_plan
from programs.auditing import audit_program
from programs.models import Appearance
from tests.factories import OfficeFactory, person

from .books import PEOPLE, book, plan
from .bringing import bring_in
from .rows import counted, stamps
from .staff import APPEARANCES as ROWS

pytestmark = pytest.mark.django_db
D = dt.date


def full(rows=ROWS, **sheets):
    """The plan, in which the men's work steps out."""
    made = plan(**copy.deepcopy(PEOPLE) | {"appearances": copy.deepcopy(rows)} | sheets)
    made["interventions"][0]["element"] = "STEPPING_OUT"
    return made


def test_appearances_arrive_once_and_change():
    report = bring_in(full())
    assert report.tallies["appearances"].new == 2
    spoke, came = Appearance.objects.order_by("session__number")
    assert (spoke.agent.code, spoke.session.intervention.code, spoke.session.number) == ("A8", "M", 1)
    assert (spoke.role, came.agent.code, came.role) == ("SPEAKER", "A7", "PARTICIPANT")
    assert spoke.history.count() == 1

    rows, moments = counted(), stamps()
    assert bring_in(full()).changes_nothing
    assert (counted(), stamps()) == (rows, moments)

    report = bring_in(full([ROWS[0] | {"role": "COHOST"}]))
    assert [sheet for sheet, tally in report.tallies.items() if tally.changed] == ["appearances"]
    assert [str(each.field) for each in report.differences] == ["role"]
    spoke.refresh_from_db()
    assert (spoke.role, spoke.history.count(), Appearance.objects.count()) == ("COHOST", 2, 2)


def unprepared(program):
    found = audit_program(program.pk, D(2026, 3, 1))
    return [finding for finding in found if (finding.rule, finding.reason) == ("R13", "ON_STAGE")]


def test_the_rules_hear_who_was_on_stage():
    program = bring_in(full([])).programs[0]
    assert unprepared(program) == []
    bring_in(full())
    (finding,) = unprepared(program)
    assert finding.seen["who"] == ("A8",), "nominated only; who takes part as others do is not on stage"


@pytest.mark.parametrize(("cells", "column", "expected"), [
    pytest.param({"number": 7}, "number", "no such session", id="unknown session"),
    pytest.param({"intervention": "W", "number": 2}, "number", "no such session", id="of other work"),
    pytest.param({"agent": "A9"}, "agent", "has no A9 of this program", id="unknown agent"),
    pytest.param({"role": "GUEST"}, "role", "SPEAKER, COHOST, PARTICIPANT", id="bad role"),
    pytest.param({"role": None}, "role", "A value is missing", id="no role"),
    pytest.param({"agent": "A8", "number": 1}, "agent", "Row 2 says this already", id="twice"),
])  # fmt: skip
def test_a_bad_cell_is_named(cells, column, expected):
    rows, moments = counted(), stamps()
    (fault,) = import_plan(data=book(full([ROWS[0], ROWS[1] | cells]))).faults
    assert (counted(), stamps()) == (rows, moments)
    assert (fault.sheet, fault.row, fault.column) == ("appearances", 3, column)
    assert expected in fault.expected


def test_every_rows_fault_is_named_at_once():
    sheets = full([row | {"agent": "B1", "number": 9} for row in ROWS])
    sheets["appearances"][1]["agent"] = "B2"
    faults = import_plan(data=book(sheets)).faults
    assert [(fault.row, fault.column) for fault in faults] == [
        *((2, "number"), (2, "agent")),
        *((3, "number"), (3, "agent")),
    ]


def test_a_name_for_a_code_is_repeated_nowhere():
    (fault,) = import_plan(data=book(full([ROWS[0] | {"agent": "Jean Bosco Habimana"}]))).faults
    assert (fault.column, fault.value) == ("agent", "")
    assert "Bosco" not in fault.expected


def test_an_agent_of_another_office_is_as_unknown_as_none():
    sheets = full([ROWS[0] | {"agent": "N1"}])
    sheets["programs"].append(sheets["programs"][0] | {"program": "KN", "office": "NP", "place": None})
    sheets["groups"] = sheets["feedback"] = sheets["links"] = sheets["external_activities"] = []
    sheets["outreach"] = []
    for work in sheets["interventions"]:
        work["groups"] = None
    unknown = [fault.expected for fault in import_plan(data=book(sheets)).faults]
    sheets["change_agents"].append(sheets["change_agents"][1] | {"agent": "N1", "office": "NP"})
    assert [fault.expected for fault in import_plan(data=book(sheets)).faults] == unknown
    assert len(unknown) == 1


def test_only_who_manages_the_office_brings_them_in():
    office = OfficeFactory()
    manager, colleague = person("MANAGER", office), person("FACILITATOR", office)
    report = import_plan(data=book(full()), user=colleague)
    assert ("programs", "office") in {(fault.sheet, fault.column) for fault in report.faults}
    assert Appearance.objects.count() == 0
    bring_in(full(), user=manager)
    assert {each.history.get().history_user for each in Appearance.objects.all()} == {manager}


def many(n):
    sheets = full([])
    for at in range(n):
        sheets["change_agents"].append(sheets["change_agents"][1] | {"agent": f"B{at}"})
        sheets["appearances"].append(ROWS[0] | {"agent": f"B{at}"})
    return book(sheets)


def test_more_rows_cost_no_more_queries():
    costs = []
    for n in (1, 30, 60):
        with CaptureQueriesContext(connection) as told:
            assert import_plan(data=many(n)).faults == []
        costs.append(len(told))
    assert costs[1] == costs[2] <= 50
