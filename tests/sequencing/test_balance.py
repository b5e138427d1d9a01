"""R4, R18 and R20: how much of what, and with whom."""

from dataclasses import replace

import pytest

from programs.sequencing.audit import audit

from .facts import T, cancelled, couples, day, external, held, link, men, plan, planned, reasons, said, women
from .facts import activity as work


def hours(count, on="1 Jun", minutes=120, space=""):
    return [held(on, space=space)._replace(minutes=minutes) for _ in range(count)]


LINK = [link("M1", "W1")]


@pytest.mark.parametrize(
    ("program", "share"),
    [
        pytest.param(plan(men(*hours(10)), women(*hours(3))), 0.77, id="20 h with men, 6 h with women"),
        pytest.param(plan(men(*hours(8))), 1.0, id="only men"),
        pytest.param(plan(men(*hours(6)), women(*hours(5))), None, id="12 h and 10 h"),
        pytest.param(plan(men(*hours(3))), None, id="only three sessions"),
        pytest.param(plan(men(*hours(5))), None, id="five sessions"),
        pytest.param(plan(men(*hours(6))), 1.0, id="six sessions"),
        pytest.param(plan(men(*hours(7)), women(*hours(3))), None, id="70 % exactly"),
        pytest.param(plan(men(*hours(7)), women(*hours(3, minutes=119))), 0.70, id="a little more"),
        pytest.param(plan(men(*hours(6, on=180))), 1.0, id="180 days ago"),
        pytest.param(plan(men(*hours(5), *hours(1, on=181))), None, id="181 days ago"),
        pytest.param(plan(men(*hours(5), *hours(1, on=-1))), None, id="tomorrow"),
        pytest.param(plan(men(*hours(5), planned("1 Jun"))), None, id="planned"),
        pytest.param(plan(men(*hours(5), cancelled("1 Jun"))), None, id="cancelled"),
        pytest.param(plan(men(*hours(6)), work("S", "STAFF", "1 Mar", None, *hours(9))), 1.0, id="staff"),
        pytest.param(
            plan(men(*hours(6)), work("C", "COMMUNITY", "1 Mar", None, *hours(9))), 1.0, id="community"
        ),
        pytest.param(plan(men(*hours(6)), work("L", "LGBTQ", "1 Mar", None, *hours(9))), 1.0, id="LGBTQ"),
        pytest.param(
            plan(men(*hours(5)), work("S", "STAFF", "1 Mar", None, *hours(1))),
            None,
            id="staff: not the sixth",
        ),
        pytest.param(plan(men(*hours(4)), couples(*hours(2))), None, id="couples count"),
        pytest.param(
            plan(men(*hours(4), *hours(2, space="COUPLES"))), None, id="joint sessions inside count"
        ),
        pytest.param(plan(men(*hours(6, minutes=0))), None, id="no time on record"),
        pytest.param(plan(men(*hours(6, minutes=1))), 1.0, id="six minutes"),
        pytest.param(
            plan(men(*hours(6)), women(*hours(6), program=2), links=LINK), None, id="another program's women"
        ),
        pytest.param(plan(men(*hours(6)), women(*hours(6), program=2)), 1.0, id="not linked"),
        pytest.param(
            plan(men(*hours(6)), women(*hours(6), program=2), links=[link("M1", "W1", status="LAPSED")]),
            1.0,
            id="no longer linked",
        ),
        pytest.param(
            plan(men(*hours(6)), women(*hours(6), program=2, starts="1 Jan 2028"), links=LINK),
            1.0,
            id="too far away",
        ),
        pytest.param(
            plan(men(*hours(3)), women(*hours(3), program=2, space="BOYS"), links=LINK),
            None,
            id="another program's boys are no counterpart",
        ),
        pytest.param(
            plan(men(*hours(8)), women(*hours(3)), links=LINK), 0.73, id="our own counterpart counts once"
        ),
        pytest.param(
            plan(
                men(*hours(8)), women(*hours(3), program=2), men(code="M2"), links=[*LINK, link("M2", "W1")]
            ),
            0.73,
            id="a shared counterpart counts once",
        ),
        pytest.param(
            plan(
                men(*hours(6)),
                men(code="M2", status="DRAFT"),
                women(*hours(6), program=2),
                links=[link("M2", "W1")],
            ),
            1.0,
            id="a draft brings no counterpart",
        ),
        pytest.param(plan(men(*hours(6), status="CANCELLED")), 1.0, id="what was held was held"),
        pytest.param(
            plan(men(*hours(6)), external(*["1 Jun"] * 9), links=[link("M1", "E1")]), 1.0, id="partner's"
        ),
    ],
)
def test_leans_to_men(program, share):
    found = [f for f in audit(program, T) if f.rule == "R4"]
    assert [round(f.seen["share"], 2) for f in found] == ([] if share is None else [share])
    assert {(f.kind, f.subject, f.severity) for f in found} <= {("program", "P", "MEDIUM")}


def test_what_was_seen_of_the_hours():
    (finding,) = [f for f in audit(plan(men(*hours(10)), women(*hours(3))), T) if f.rule == "R4"]
    assert (finding.seen["hours_men"], finding.seen["hours"], finding.seen["n"]) == (20, 26, 13)


def curriculum(*topics, on="1 Jun", **more):
    return men(*(held(on, *words.split()) for words in topics), **more)


@pytest.mark.parametrize(
    ("intervention", "expected"),
    [
        pytest.param(curriculum(*["T06"] * 6, *["T24"] * 2), ["DRIFT"], id="6 of 8 dwell on costs"),
        pytest.param(curriculum(*["T24"] * 7), ["PROBLEMATIZING"], id="all on violence"),
        pytest.param(curriculum(*["T06"] * 4, *["T24"] * 4), [], id="4 and 4"),
        pytest.param(curriculum(*["T06"] * 4), [], id="only 4 sessions"),
        pytest.param(curriculum(*["T06"] * 5), [], id="only 5 sessions"),
        pytest.param(curriculum(*["T06"] * 6), ["DRIFT"], id="6 sessions"),
        pytest.param(curriculum(*["T06"] * 6, *["T24"] * 4), [], id="60 % exactly"),
        pytest.param(curriculum(*["T06"] * 7, *["T24"] * 4), ["DRIFT"], id="64 %"),
        pytest.param(curriculum(*["T06"] * 17, *["T24"] * 11), ["DRIFT"], id="60.7 %"),
        pytest.param(curriculum(*["T18"] * 7, *["T24"] * 3), ["DRIFT", "PROBLEMATIZING"], id="neither"),
        pytest.param(curriculum(*["T06 T24"] * 6), [], id="both in each session"),
        pytest.param(curriculum(*["T24"] * 6, "T24 T02"), [], id="one on hopes is enough"),
        pytest.param(curriculum(*["T06"] * 5, "", "", ""), [], id="sessions without a topic are no evidence"),
        pytest.param(curriculum(*["T06"] * 5, "T99"), [], id="a topic nobody knows is no evidence"),
        pytest.param(curriculum(*["T06"] * 6, on=180), ["DRIFT"], id="180 days ago"),
        pytest.param(curriculum(*["T06"] * 6, on=181), [], id="181 days ago"),
        pytest.param(curriculum(*["T06"] * 6, on=-1), [], id="tomorrow"),
        pytest.param(curriculum(*["T06"] * 6, space="BOYS"), ["DRIFT"], id="boys"),
        pytest.param(curriculum(*["T06"] * 6, space="WOMEN"), [], id="women"),
        pytest.param(curriculum(*["T06"] * 6, space="COUPLES"), [], id="couples"),
        pytest.param(curriculum(*["T06"] * 6, status="CANCELLED"), [], id="out of scope"),
        pytest.param(curriculum(purpose=("RISK_MITIGATION",)), ["RISK_ONLY"], id="only to lower risks"),
        pytest.param(
            curriculum(purpose=("RISK_MITIGATION", "OWN_CHANGE")), [], id="for their own change too"
        ),
        pytest.param(curriculum(purpose=("OWN_CHANGE",)), [], id="for their own change"),
        pytest.param(curriculum(purpose=()), [], id="nobody said what for"),
        pytest.param(men(*(planned("1 Jun", "T06") for _ in "123456")), [], id="only planned"),
    ],
)
def test_out_of_balance(intervention, expected):
    assert reasons(plan(intervention), "R18") == expected


def test_drift_weighs_more_than_the_others():
    program = plan(curriculum(*["T18"] * 7, *["T24"] * 3, purpose=("RISK_MITIGATION",)))
    found = {f.reason: f.severity for f in audit(program, T) if f.rule == "R18"}
    assert found == {"DRIFT": "MEDIUM", "PROBLEMATIZING": "LOW", "RISK_ONLY": "LOW"}


def present(*pairs, on="1 Jun", space=""):
    """Sessions with so many women and men, a week apart from one to the next."""
    first = day(on)
    return [
        held(first.replace(day=first.day + i), space=space, women=w, men=m) for i, (w, m) in enumerate(pairs)
    ]


UNEVEN = [(1, 19), (2, 16), (5, 15), (2, 17)]


@pytest.mark.parametrize(
    ("intervention", "expected"),
    [
        pytest.param(couples(*present(*UNEVEN)), ["ONE_SIDED"], id="3 of 4 sessions"),
        pytest.param(women(held("1 Jun", women=9, men=2)), ["SPACE_BREACH"], id="two men among women"),
        pytest.param(couples(*present((8, 12), (9, 11), (6, 14), (4, 16))), [], id="2 of 4 at the least"),
        pytest.param(couples(*present((0, 19), (0, 16))), [], id="only 2 held"),
        pytest.param(couples(*present((1, 19), (2, 16), (2, 17))), ["ONE_SIDED"], id="3 of 3"),
        pytest.param(couples(*present((19, 1), (16, 2), (17, 2))), ["ONE_SIDED"], id="hardly any men"),
        pytest.param(couples(*present((5, 15), (5, 15), (5, 15))), [], id="a quarter exactly"),
        pytest.param(couples(*present((6, 19), (6, 19), (6, 19))), ["ONE_SIDED"], id="24 %"),
        pytest.param(couples(*present((1, 9), (9, 9), (9, 9), *UNEVEN[:2])), [], id="the fifth last is out"),
        pytest.param(
            couples(*present((9, 9), (1, 9), (9, 9), *UNEVEN[:2])), ["ONE_SIDED"], id="the fourth is in"
        ),
        pytest.param(
            couples(*present(*UNEVEN, space="MEN")),
            ["SPACE_BREACH"],
            id="breakouts of men, with women in them",
        ),
        pytest.param(couples(*present((0, 9), (0, 9), (0, 9), space="MEN")), [], id="breakouts of men"),
        pytest.param(couples(*present((0, 0), (0, 0), (1, 9), (1, 9))), [], id="sessions nobody came to"),
        pytest.param(
            couples(*(held("1 Jun", another_or_unstated=9) for _ in "1234")), [], id="nobody said: no telling"
        ),
        pytest.param(
            couples(*(held("1 Jun", girls=1, boys=9) for _ in "123"), space="MIXED_YOUTH"),
            ["ONE_SIDED"],
            id="boys",
        ),
        pytest.param(
            couples(*(held("1 Jun", women=9, boys=9) for _ in "123"), space="HOUSEHOLD"),
            [],
            id="mothers and sons",
        ),
        pytest.param(
            couples(*(held("1 Jun", girls=9, men=9) for _ in "123"), space="HOUSEHOLD"),
            [],
            id="fathers, daughters",
        ),
        pytest.param(couples(*present(*UNEVEN), status="CANCELLED"), [], id="out of scope"),
        pytest.param(
            couples(*present(*UNEVEN), held("1 Jun", space="WOMEN", men=1)),
            ["ONE_SIDED"],
            id="one-sided wins",
        ),
        pytest.param(men(*present((0, 9), (0, 9), (0, 9))), [], id="men among men"),
        pytest.param(
            men(*present((1, 9), (1, 9), (1, 9), space="COUPLES")), [], id="joint sessions of men's work"
        ),
        pytest.param(men(held("1 Jun", women=1, men=9)), ["SPACE_BREACH"], id="a woman among men"),
        pytest.param(men(held("1 Jun", girls=1, men=9)), ["SPACE_BREACH"], id="a girl among men"),
        pytest.param(women(held("1 Jun", women=9, boys=1)), ["SPACE_BREACH"], id="a boy among women"),
        pytest.param(women(held("1 Jun", women=9, girls=1)), [], id="a girl among women"),
        pytest.param(men(held("1 Jun", men=9, boys=1)), [], id="a boy among men"),
        pytest.param(men(held("1 Jun", men=9, another_or_unstated=3)), [], id="nobody asks who they are"),
        pytest.param(men(held("1 Jun", women=9, men=9, space="COUPLES")), [], id="a joint session inside"),
        pytest.param(
            couples(held("1 Jun", women=9, men=1, space="WOMEN")), ["SPACE_BREACH"], id="a breakout"
        ),
        pytest.param(work("C", "COMMUNITY", "1 Mar", None, held("1 Jun", men=9)), [], id="community"),
        pytest.param(women(held(180, women=9, men=1)), ["SPACE_BREACH"], id="180 days ago"),
        pytest.param(women(held(181, women=9, men=1)), [], id="181 days ago"),
        pytest.param(women(held(-1, women=9, men=1)), [], id="tomorrow"),
        pytest.param(women(cancelled("1 Jun")), [], id="cancelled"),
        pytest.param(women(held(10, women=9, men=1), status="CANCELLED"), [], id="called off"),
    ],
)
def test_mixed_in_name_only(intervention, expected):
    found = [f for f in audit(plan(intervention), T) if f.rule == "R20"]
    assert [f.reason for f in found] == expected
    assert {f.severity for f in found} <= ({"HIGH"} if expected == ["SPACE_BREACH"] else {"MEDIUM"})


def test_the_last_four_of_one_day_are_those_with_the_highest_numbers():
    sessions = [held("1 Jun", women=w, men=m) for w, m in [(9, 9), (9, 9), (1, 9), (1, 9), (1, 9)]]
    numbered = [session._replace(number=n) for n, session in enumerate(sessions)]
    assert reasons(plan(couples(*numbered[::-1])), "R20") == ["ONE_SIDED"]
    reversed_numbers = [session._replace(number=9 - n) for n, session in enumerate(sessions)]
    assert reasons(plan(couples(*reversed_numbers)), "R20") == []


@pytest.mark.parametrize("order", [1, -1])
def test_of_one_day_and_number_those_with_most_women_and_then_men_come_last(order):
    sessions = [held("1 Jun", women=w, men=m) for w, m in [(9, 9), (9, 9), (9, 1), (9, 1), (9, 1)]]
    assert reasons(plan(couples(*sessions[::order])), "R20") == []
    sessions = [held("1 Jun", women=w, men=m) for w, m in [(1, 9), (1, 9), (1, 9), (9, 9), (9, 9)]]
    assert reasons(plan(couples(*sessions[::order])), "R20") == []


def test_the_last_four_are_those_held_last_whenever_they_were_planned():
    days = ["1 Jun", "2 Jun", "3 Jun", "4 Jun", "5 Jun"]
    counts = [(9, 9), (9, 9), (1, 9), (1, 9), (1, 9)]
    sessions = [held(on, women=w, men=m) for on, (w, m) in zip(days, counts, strict=True)]
    planned_otherwise = [s._replace(planned_on=day(on)) for s, on in zip(sessions, days[::-1], strict=True)]
    assert reasons(plan(couples(*planned_otherwise)), "R20") == ["ONE_SIDED"]


def test_where_each_side_was_few_in_turn_it_is_men_who_are_named():
    (finding,) = [f for f in audit(plan(couples(*present(*[(1, 9), (9, 1)] * 2))), T) if f.rule == "R20"]
    assert (finding.seen["few"], finding.seen["share"]) == ("men", 0.5)


def test_what_was_seen_of_a_one_sided_space():
    (finding,) = [f for f in audit(plan(couples(*present(*UNEVEN))), T) if f.rule == "R20"]
    seen = finding.seen
    assert (seen["few"], round(seen["share"], 3), seen["n"], seen["uneven"]) == ("women", 0.130, 4, 3)
    turned = [(m, w) for w, m in UNEVEN]
    (finding,) = [f for f in audit(plan(couples(*present(*turned))), T) if f.rule == "R20"]
    assert finding.seen["few"] == "men"


def test_what_was_seen_of_a_breach():
    sessions = [held("1 Jun", women=9, men=2), held("8 Jun", women=9, men=3, boys=1), held("9 Jun", women=9)]
    (finding,) = [f for f in audit(plan(women(*sessions)), T) if f.rule == "R20"]
    seen = finding.seen
    assert (seen["n"], seen["on"], seen["others"], seen["session_space"]) == (2, day("8 Jun"), 4, "WOMEN")
    (finding,) = [f for f in audit(plan(men(held("8 Jun", women=1, girls=1, men=9))), T) if f.rule == "R20"]
    assert finding.seen["others"] == 2


def test_the_program_is_named_by_its_code():
    program = replace(plan(men(*hours(6))), code="KIG")
    assert said(program, "R4") == [("KIG", "", "")]
