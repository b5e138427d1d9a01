"""R2, R3 and R19: linked on paper, long gaps, one part of the puzzle."""

import pytest

from programs.sequencing.audit import audit

from .facts import T, couples, day, external, held, link, men, plan, planned, reasons, said, women
from .facts import activity as work


def linked(men_sessions, *others, **fields):
    return plan(men(*men_sessions, **fields), *others, links=[link("M1", other.code) for other in others])


HELD_COUPLES = [held("1 Apr", space="COUPLES"), held("8 Apr", space="COUPLES"), held("20 Jun")]


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        pytest.param(linked([held("1 Mar")], women(starts="1 Mar")), ["NEVER_HELD"], id="women never met"),
        pytest.param(linked([held("20 Jun")], women(held("1 Apr"))), ["LAPSED"], id="women not since April"),
        pytest.param(
            linked([held("1 Mar")], women(starts="15 Jul", ends=None, status="PLANNED")),
            [],
            id="women start in two weeks",
        ),
        pytest.param(linked([held("20 Jun")], women(held("20 May"))), [], id="women met 42 days ago"),
        # NEVER_HELD
        pytest.param(linked([held(45)], women()), [], id="45 days after the men's first session"),
        pytest.param(linked([held(46)], women()), ["NEVER_HELD"], id="46 days after it"),
        pytest.param(linked([held(90)], women(starts=45)), [], id="45 days after the women's start"),
        pytest.param(linked([held(90)], women(starts=46)), ["NEVER_HELD"], id="46 days after that"),
        pytest.param(
            linked([held(90)], women(), couples(starts=10)), [], id="one of two counterparts is not due yet"
        ),
        pytest.param(
            linked([held(90)], women(), couples()), ["NEVER_HELD"], id="both of two counterparts are overdue"
        ),
        pytest.param(
            linked([held(90)], women(), couples(held(10))), [], id="one of two counterparts has met"
        ),
        pytest.param(linked([], women(starts="1 Mar")), [], id="the men have not met either"),
        pytest.param(linked([held(-1)], women(starts="1 Mar")), [], id="the men meet tomorrow"),
        pytest.param(plan(men(held("1 Mar"))), [], id="no counterpart: R1, not R2"),
        pytest.param(plan(women(held("1 Mar")), couples(), links=[link("W1", "X1")]), [], id="women: not R2"),
        pytest.param(linked([held("1 Mar")], women(), status="PLANNED"), [], id="still planned"),
        pytest.param(linked([held("1 Mar")], women(), status="PAUSED"), ["NEVER_HELD"], id="paused"),
        pytest.param(linked([held("1 Mar")], women(), status="COMPLETED"), ["NEVER_HELD"], id="completed"),
        pytest.param(linked([held("1 Mar")], women(held(-1))), ["NEVER_HELD"], id="women meet tomorrow"),
        pytest.param(linked([held("1 Mar")], women(planned(10))), ["NEVER_HELD"], id="women only planned to"),
        pytest.param(
            plan(men(held(90), planned(46, space="COUPLES"), planned(-9, space="COUPLES"))),
            ["NEVER_HELD"],
            id="joint sessions: 46 days after the first was planned",
        ),
        pytest.param(
            plan(men(held(90), planned(45, space="COUPLES"), planned(-9, space="COUPLES"))),
            [],
            id="joint sessions: 45 days after it",
        ),
        pytest.param(
            linked([held(90), planned(45, space="COUPLES"), planned(-9, space="COUPLES")], women()),
            [],
            id="joint sessions not due yet make up for a counterpart that is",
        ),
        pytest.param(
            linked([held(90), planned(60, space="COUPLES"), planned(-9, space="COUPLES")], women(starts=45)),
            [],
            id="a counterpart not due yet makes up for joint sessions that are",
        ),
        pytest.param(
            linked([held(90), planned(9, space="COUPLES")], women()),
            ["NEVER_HELD"],
            id="a single joint session makes up for nothing",
        ),
        # LAPSED
        pytest.param(linked([held(0)], women(held(60))), [], id="women met 60 days ago"),
        pytest.param(linked([held(0)], women(held(61))), ["LAPSED"], id="women met 61 days ago"),
        pytest.param(linked([held(60)], women(held(61))), ["LAPSED"], id="men met 60 days ago"),
        pytest.param(linked([held(61)], women(held(61))), [], id="men met 61 days ago: both pause"),
        pytest.param(
            linked([held(0)], women(held(61)), couples(starts=-60, ends=None, status="PLANNED")),
            [],
            id="a counterpart starts in 60 days",
        ),
        pytest.param(
            linked([held(0)], women(held(61)), couples(starts=-61, ends=None, status="PLANNED")),
            ["LAPSED"],
            id="a counterpart starts in 61 days",
        ),
        pytest.param(
            linked([held(0)], women(held(61)), couples(starts=0, ends=None, status="PLANNED")),
            [],
            id="a counterpart is to start today",
        ),
        pytest.param(
            linked([held(0)], women(held(61)), couples(starts=1, ends=None, status="PLANNED")),
            ["LAPSED"],
            id="a counterpart was to start yesterday",
        ),
        pytest.param(
            linked([held(0)], women(held(61)), couples(starts=-10, ends=None)),
            ["LAPSED"],
            id="a start counts while it is planned only",
        ),
        pytest.param(linked([held(0)], women(held(61)), couples(held(9))), [], id="the other one met"),
        pytest.param(plan(men(*HELD_COUPLES)), ["LAPSED"], id="joint sessions not since April"),
        pytest.param(
            plan(men(*HELD_COUPLES, planned(-60, space="COUPLES"))), [], id="a joint session in 60 days"
        ),
        pytest.param(
            plan(men(*HELD_COUPLES, planned(-61, space="COUPLES"))),
            ["LAPSED"],
            id="a joint session in 61 days",
        ),
        pytest.param(plan(men(*HELD_COUPLES, planned(0, space="COUPLES"))), [], id="a joint session today"),
        pytest.param(
            plan(men(*HELD_COUPLES, planned(1, space="COUPLES"))), ["LAPSED"], id="one missed yesterday"
        ),
        pytest.param(linked(HELD_COUPLES, women(held(9))), [], id="joint sessions lapsed, women met"),
        pytest.param(
            linked([held(9, space="COUPLES"), held(2, space="COUPLES")], women(held(90))),
            [],
            id="women lapsed, joint sessions held",
        ),
        pytest.param(
            linked([held(0)], women(held(9), starts="1 Mar"), couples(held(90))),
            [],
            id="the first of two met last",
        ),
        pytest.param(
            linked([held(0)], women(held(80)), couples(held(100), held(9))),
            [],
            id="the last date of each counts",
        ),
        pytest.param(
            linked([held(0), held(100, space="COUPLES"), held(9, space="COUPLES")], women(held(80))),
            [],
            id="the last joint session counts",
        ),
        pytest.param(
            linked([held(90), held(0)], women(starts=90)), ["NEVER_HELD"], id="the men's first session counts"
        ),
        # Partners' activities
        pytest.param(
            linked([held(90)], external(starts="1 Mar")), ["NEVER_HELD"], id="partner never confirmed"
        ),
        pytest.param(linked([held(0)], external(61)), ["LAPSED"], id="partner's dates lapsed"),
        pytest.param(linked([held(0)], external(60)), [], id="a date is a session"),
        pytest.param(linked([held(90)], external(0, starts="1 Mar")), [], id="a date today is one, too"),
        pytest.param(linked([held(0)], external(5, 90, -1)), [], id="dates in any order"),
        pytest.param(linked([held(0)], external(61, -1)), ["LAPSED"], id="a date to come is none yet"),
    ],
)
def test_linked_on_paper(program, expected):
    assert reasons(program, "R2") == expected


def test_what_was_seen_of_a_paper_link():
    program = linked([held(90), held(0)], couples(held(70)), women(held(80)))
    (finding,) = [f for f in audit(program, T) if f.rule == "R2"]
    assert finding.severity == "HIGH"
    assert (finding.seen["n"], finding.seen["last"], finding.seen["other"]) == (2, day(70), "Work X1")


def test_of_two_that_met_last_on_one_day_the_first_to_start_is_named():
    joint = [held(70, space="COUPLES"), held(70, space="COUPLES")]
    program = linked([held(0), *joint], couples(held(70)), women(held(70)))
    (finding,) = [f for f in audit(program, T) if f.rule == "R2"]
    assert finding.seen["other"] == "Work W1"


def test_of_two_that_never_met_the_first_to_start_is_named():
    (finding,) = [f for f in audit(linked([held(90)], couples(), women()), T) if f.rule == "R2"]
    assert finding.seen["other"] == "Work W1"


@pytest.mark.parametrize(
    ("program", "gaps"),
    [
        pytest.param(
            linked([], women(starts="1 Jan", ends="31 Jan"), starts="15 May"), [104], id="104 days after"
        ),
        pytest.param(
            linked([], couples(starts="1 Oct", ends=None, status="PLANNED"), ends="30 Jun"),
            [93],
            id="93 before",
        ),
        pytest.param(linked([], women(starts="1 Jan", ends="31 Mar"), starts="15 May"), [], id="45 days"),
        pytest.param(linked([], women()), [], id="overlapping"),
        pytest.param(linked([], women(starts="1 Jan", ends="16 Mar"), starts="15 May"), [], id="60 days"),
        pytest.param(linked([], women(starts="1 Jan", ends="15 Mar"), starts="15 May"), [61], id="61 days"),
        pytest.param(
            linked([], women(starts="1 Jan", ends="31 Jan"), couples(starts="15 May"), starts="15 May"),
            [],
            id="the nearest counts",
        ),
        pytest.param(
            linked([], women(starts="1 Jan", ends="31 Jan"), external(starts="15 May"), starts="15 May"),
            [],
            id="a partner's may be the nearest",
        ),
        pytest.param(
            linked(
                [planned(-9, space="COUPLES"), planned(-8, space="COUPLES")],
                women(starts="1 Jan", ends="31 Jan"),
                starts="15 May",
            ),
            [],
            id="joint sessions fill the gap",
        ),
        pytest.param(plan(men()), [], id="no counterpart: R1"),
        pytest.param(
            plan(
                women(code="M1", starts="15 May"),
                women(starts="1 Jan", ends="31 Jan"),
                links=[link("M1", "W1")],
            ),
            [],
            id="between women's steps: not R3",
        ),
    ],
)
def test_long_gap(program, gaps):
    found = [f for f in audit(program, T) if f.rule == "R3"]
    assert [f.seen["gap"] for f in found] == gaps
    assert {f.severity for f in found} <= {"MEDIUM"}


VSLA = women(held("10 Jan"), code="V1", starts="1 Jan", element="WGE")


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        pytest.param(plan(VSLA), ["V1"], id="savings group since January, no links"),
        pytest.param(plan(VSLA, women(), links=[link("V1", "W1")]), ["V1"], id="linked to women only"),
        pytest.param(plan(VSLA, men(), links=[link("V1", "M1")]), [], id="husbands' group"),
        pytest.param(
            plan(women(held("10 Jan"), code="V1", stands_alone_by_design=True)), [], id="alone by design"
        ),
        pytest.param(plan(VSLA, couples(), links=[link("X1", "V1")]), [], id="couples"),
        pytest.param(plan(VSLA, men(status="DRAFT"), links=[link("V1", "M1")]), ["V1"], id="only a draft"),
        pytest.param(
            plan(VSLA, men(status="COMPLETED", ends="1 Feb"), links=[link("V1", "M1")]),
            [],
            id="it is over: live",
        ),
        pytest.param(
            plan(VSLA, men(), links=[link("V1", "M1", status="PROPOSED")]), ["V1"], id="only proposed"
        ),
        pytest.param(
            plan(VSLA, external(space="MEN"), links=[link("V1", "E1")]), [], id="a partner's work with men"
        ),
        pytest.param(
            plan(VSLA, work("C1", "COMMUNITY"), links=[link("V1", "C1", "INFLUENCER_SUPPORT")]),
            [],
            id="leaders back it",
        ),
        pytest.param(
            plan(VSLA, work("C1", "COMMUNITY"), links=[link("V1", "C1")]), ["V1"], id="a community day"
        ),
        pytest.param(
            plan(VSLA, work("C1", "COMMUNITY"), links=[link("V1", "C1", "INFLUENCER_SUPPORT", "LAPSED")]),
            ["V1"],
            id="leaders no longer back it",
        ),
        pytest.param(plan(women(held(90), code="V1")), [], id="first met 90 days ago"),
        pytest.param(plan(women(held(91), code="V1")), ["V1"], id="first met 91 days ago"),
        pytest.param(
            plan(women(held(91), held(5), code="V1")), ["V1"], id="first met 91 days ago, and again"
        ),
        pytest.param(plan(women(code="V1", starts="1 Jan")), [], id="never met"),
        pytest.param(plan(women(planned(91), code="V1")), [], id="only planned"),
        pytest.param(plan(women(held(91), code="V1", space="GIRLS")), ["V1"], id="girls"),
        pytest.param(plan(couples(held(91), code="V1")), [], id="couples themselves"),
        pytest.param(
            plan(women(held(500), code="V1", status="COMPLETED", ends=366)), [], id="out of scope by now"
        ),
    ],
)
def test_one_part_of_the_puzzle(program, expected):
    assert [code for code, _, _ in said(program, "R19")] == expected
    assert {f.severity for f in audit(program, T) if f.rule == "R19"} <= {"MEDIUM"}


def test_what_was_seen_of_womens_work_that_stands_alone():
    (finding,) = [f for f in audit(plan(women(held("10 Jan"), held("20 Jun"))), T) if f.rule == "R19"]
    assert finding.seen["first"] == day("10 Jan")
