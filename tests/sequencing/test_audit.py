"""Which rules run when, and in what order findings come."""

from dataclasses import replace

import pytest

from programs.sequencing.audit import RULES, audit
from programs.sequencing.finding import SEVERITIES
from programs.sequencing.limits import Limits

from .facts import (
    SITE,
    T,
    agent,
    appears,
    concern,
    couples,
    facilitator,
    group,
    held,
    link,
    men,
    plan,
    planned,
    reasons,
    story,
    women,
)
from .facts import activity as work

EVERYTHING = plan(
    men(
        *(held("1 Feb", "T18", "T24", women=1, men=9) for _ in range(8)),
        held("10 Jun", "T24"),
        code="M1",
        group_keys=("G",),
        purpose=("RISK_MITIGATION",),
    ),
    men(*(held(day, "T24") for day in ("1 Feb", "20 Jun")), code="M2", facilitators=("Bo",)),
    women(code="W2", starts="1 Mar"),
    men(held("20 Jun"), code="M3", starts="15 May"),
    women(held("20 Jan"), code="W3", starts="1 Jan", ends="31 Jan", status="COMPLETED"),
    couples(held("1 May 2025", "T26"), held("10 Jun", "T26"), code="X1", places=(SITE,)),
    work("S", "COMMUNITY", "1 Jun", None, held("1 Jun", girls=5), element="STEPPING_OUT", group_keys=("G",)),
    women(held("1 Jan", "T24"), code="W4"),
    links=[link("M2", "W2"), link("M3", "W3"), link("W2", "W3")],
    groups=[group("G")],
    facilitators=(facilitator("Bo", reflections=(), skills=()),),
    change_agents=(agent("NOMINATED 1 May"),),
    appearances=(appears("1 Jun", work="S"),),
    concerns=(concern("HIGH", "1 Jun"),),
    stories=(story(people=1),),
    pathways=(),
    gbv_plan=(),
    inclusion=(),
)


ALL = {f"R{number}" for number in range(1, 26)}


def rules(program, **more):
    return {finding.rule for finding in audit(program, T, **more)}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("CONCEPT", set()),
        ("DESIGN", {"R1", "R5", "R8", "R10", "R16"}),
        ("ACTIVE", ALL),
        ("SUSPENDED", set()),
        ("CLOSING", ALL - {"R23", "R25"}),
        ("CLOSED", set()),
    ],
)
def test_which_rules_run_is_up_to_the_program(status, expected):
    assert rules(replace(EVERYTHING, status=status)) == expected


def test_every_rule_speaks_under_its_own_name():
    names = {finding.name for finding in audit(EVERYTHING, T)}
    assert names == {rule.__name__ for rule in RULES}
    assert len(RULES) == 25


def test_findings_come_worst_first():
    found = audit(EVERYTHING, T)
    assert [f.severity for f in found] == sorted((f.severity for f in found), key=SEVERITIES.index)
    for severity in SEVERITIES:
        of_it = [f for f in found if f.severity == severity]
        keys = [(int(f.rule[1:]), f.subject, f.topic, f.reason) for f in of_it]
        assert keys == sorted(keys)


def test_findings_are_values():
    first, again = audit(EVERYTHING, T), audit(EVERYTHING, T)
    assert first == again
    assert len({*first, *again}) == len(first)
    assert {f.kind for f in first} == {"intervention", "group", "program"}
    assert all(f.seen["title"] for f in first)


def test_a_finding_about_an_intervention_says_its_space_and_title():
    finding = audit(EVERYTHING, T)[0]
    assert (finding.subject, finding.subject_key) == ("M1", "M1")
    assert (finding.seen["title"], finding.seen["space"]) == ("Work M1", "MEN")


@pytest.mark.parametrize(
    ("program", "rule", "stricter"),
    [
        pytest.param(plan(men(starts=-100, status="PLANNED")), "R1", Limits(due_within=100), id="due_within"),
        pytest.param(plan(men(status="COMPLETED", ends=400)), "R1", Limits(fresh_for=400), id="fresh_for"),
        pytest.param(
            plan(men(), women(starts="1 Nov", ends=None), links=[link("M1", "W1")]),
            "R3",
            Limits(link_gap_ok=20),
            id="link_gap_ok",
        ),
        pytest.param(
            plan(men(*(planned(-9, space="COUPLES") for _ in "12"))),
            "R1",
            Limits(builtin_min=3),
            id="builtin_min",
        ),
    ],
)
def test_an_office_may_set_its_own_limits(program, rule, stricter):
    assert not reasons(program, rule)
    assert reasons(program, rule, limits=stricter)


@pytest.mark.parametrize("status", ["DELIVERED", "LOCKED"])
def test_a_session_is_held_when_somebody_came(status):
    came = held(91, women=1)._replace(status=status)
    assert reasons(plan(women(came)), "R19") == [""]
    assert reasons(plan(women(came._replace(women=0))), "R19") == []
    assert reasons(plan(women(came._replace(held_on=None))), "R19") == []


@pytest.mark.parametrize("column", ["women", "men", "girls", "boys", "another_or_unstated"])
def test_anybody_counts_as_somebody(column):
    assert reasons(plan(women(held(91, **{column: 1}))), "R19") == [""]
