"""What all 25 rules say of programs from shapes: nothing of ours, and of others only what they deserve."""

import datetime as dt

import pytest

from programs.auditing import audit_program
from programs.foresight import as_planned, settle
from programs.models import Program
from programs.shapes import SHAPES
from programs.shapes.own import OWN
from tests.careful import CarefulOffice, started
from tests.factories import OfficeFactory

pytestmark = pytest.mark.django_db
START = dt.date(2025, 1, 6)
A_YEAR_ON = 250
"""Days after the last session: a year from the first mixed session on a sensitive topic has passed too."""


def said(findings):
    return {(one.rule, one.subject, one.reason, one.topic) for one in findings}


def heard(careful, program, *, after):
    """`{finding: the first day of it}`, asked on each day of the program's life and on so many after it."""
    found = {}
    for day in careful.lives(program, after=after):
        for key in said(audit_program(program.pk)):
            found.setdefault(key, day)
    return found


@pytest.mark.parametrize("shape", OWN, ids=lambda shape: shape.key)
def test_ours_break_no_rule_on_any_day_where_a_team_is_careful(monkeypatch, shape):
    careful = CarefulOffice(monkeypatch, START)
    program = careful.program_from(shape.key)
    assert heard(careful, program, after=A_YEAR_ON) == {}
    program.refresh_from_db()
    assert program.status == "CLOSING"
    assert {session.status for session in careful.sessions} == {"DELIVERED"}
    assert {work.status for work in careful.works} == {"COMPLETED"}


@pytest.mark.parametrize("shape", OWN, ids=lambda shape: shape.key)
def test_a_team_that_looks_after_nothing_hears_of_it(monkeypatch, shape):
    monkeypatch.setattr(CarefulOffice, "looks_after_everything", lambda self, program: None)
    careful = CarefulOffice(monkeypatch, START)
    found = heard(careful, careful.program_from(shape.key), after=0)
    later = {"R23"} if shape.weeks > 26 else set()  # the plan against violence is looked at each half-year
    assert {rule for rule, *_rest in found} == {"R9", "R10", "R12", "R13", "R21", *later}


def lacks(rule, works, *reasons, topics=("",)):
    return {(rule, work, reason, topic) for work in works.split() for reason in reasons for topic in topics}


PATHWAY = {
    "stepping-stones": "SM SW SX",
    "bandebereho": "BD",
    "indashyikirwa": "CP",
    "side-by-side": "W1 M1 C1",
    "two-generations": "F1",
}
"""Work on sensitive topics, or with couples and families, that begins within 90 days."""

APART_FIRST = {
    "bandebereho": lacks("R5", "BD", "WOMEN_NOT_YET", topics=["T24"]),
    "indashyikirwa": lacks("R5", "CP", "WOMEN_NOT_YET", "MEN_NOT_YET", topics=["T24"]),
}
"""Fathers and couples on violence, without a women's space before; couples, and neither side apart before."""

ONCE_ACTIVE = {
    "stepping-stones": lacks("R11", "SM SW", "NOT_READY", topics=["T21", "T24"])
    | lacks("R24", "SM SW SX", "TEAM", "SKILL", "CONSENT"),
    "bandebereho": lacks("R11", "BD", "NOT_READY"),
    "indashyikirwa": lacks("R11", "CP", "NOT_READY") | lacks("R14", "NEW", "BOTH_UNKNOWN"),
}
"""Nobody is named to lead what comes in 30 days, or where 16-year-olds are; no influencer is known."""

UNDECIDED = lacks("R23", "NEW", "MONITOR", "PREVENT", "MITIGATE", "RESPOND") | lacks(
    "R25", "NEW", "UNDECIDED"
)


def as_a_plan(key):
    return lacks("R10", PATHWAY.get(key, ""), "NO_PATHWAY") | APART_FIRST.get(key, set())


@pytest.mark.parametrize("key", SHAPES)
def test_a_fresh_plan_raises_what_its_shape_deserves(key):
    program = started(key, OfficeFactory(), START)
    assert audit_program(program.pk, START) == [], "nobody is told anything of a program that is a concept"
    assert said(as_planned(program.pk, START)) == as_a_plan(key)


@pytest.mark.parametrize("key", SHAPES)
def test_begun_with_nothing_else_done_it_raises_what_its_shape_deserves(key):
    program = started(key, OfficeFactory(), START)
    settle(program.pk)
    Program.objects.update(status="ACTIVE")
    deserved = as_a_plan(key) | ONCE_ACTIVE.get(key, set()) | UNDECIDED
    assert said(audit_program(program.pk, START)) == deserved
