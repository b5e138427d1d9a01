"""R9 and R21: to whom work with men answers."""

import pytest

from programs.sequencing.audit import audit

from .facts import T, cancelled, day, feedback, held, men, partner, plan, planned, reasons, women

MARCH = men(held("1 Mar"))


@pytest.mark.parametrize(
    ("program", "fires"),
    [
        pytest.param(plan(MARCH), True, id="no partner"),
        pytest.param(plan(MARCH, partners=[partner(last="1 Feb")]), True, id="last contact in February"),
        pytest.param(
            plan(MARCH, partners=[partner(stage="ACTIVE_ACCOUNTABILITY")]),
            False,
            id="active, contact in June",
        ),
        pytest.param(plan(men(held("20 May"))), False, id="men began on 20 May"),
        pytest.param(plan(men(held(60))), False, id="60 days after the first session"),
        pytest.param(plan(men(held(61))), True, id="61 days after it"),
        pytest.param(plan(MARCH, partners=[partner(last=120)]), False, id="contact 120 days ago"),
        pytest.param(plan(MARCH, partners=[partner(last=121)]), True, id="contact 121 days ago"),
        pytest.param(plan(MARCH, partners=[partner(last=0)]), False, id="contact today"),
        pytest.param(plan(MARCH, partners=[partner(last=-1)]), False, id="the last of several tomorrow"),
        pytest.param(
            plan(MARCH, partners=[partner(last=-1, first=200)]), False, id="and the first 200 days ago"
        ),
        pytest.param(plan(MARCH, partners=[partner(last=-1, first=0)]), False, id="and the first today"),
        pytest.param(plan(MARCH, partners=[partner(last=-1, first=-1)]), True, id="no contact yet"),
        pytest.param(plan(MARCH, partners=[partner(last=None, first=120)]), False, id="only a first one"),
        pytest.param(plan(MARCH, partners=[partner(last=None, first=121)]), True, id="and long ago"),
        pytest.param(plan(MARCH, partners=[partner(last=None, first=None)]), True, id="no contact on record"),
        pytest.param(
            plan(MARCH, partners=[partner("MENS_ORG"), partner(last=121)]),
            True,
            id="men's organization instead",
        ),
        pytest.param(
            plan(MARCH, partners=[partner("MENS_ORG"), partner()]), False, id="one of two is enough"
        ),
        pytest.param(plan(MARCH, partners=None), False, id="nobody said who the partners are"),
        pytest.param(plan(women(held("1 Mar"))), False, id="no work with men"),
        pytest.param(plan(women(held("1 Mar", space="BOYS"))), True, id="boys' sessions inside women's work"),
        pytest.param(
            plan(men(held("1 Mar", space="COUPLES"))), False, id="only joint sessions inside men's work"
        ),
        pytest.param(plan(men(planned("1 Mar"))), False, id="only planned"),
        pytest.param(plan(men(cancelled("1 Mar"))), False, id="cancelled"),
        pytest.param(plan(men(held("1 Mar"), program=2)), False, id="another program's men"),
        pytest.param(plan(men(held("1 Mar"), status="CANCELLED")), True, id="what was held was held"),
        pytest.param(plan(men(held(10)), men(held(61), code="M2")), True, id="the first of all counts"),
    ],
)
def test_no_feminist_partner(program, fires):
    found = [(f.kind, f.subject, f.severity) for f in audit(program, T) if f.rule == "R9"]
    assert found == [("program", "P", "HIGH")] * fires


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        ("WRO", True),
        ("FEMINIST", True),
        ("GIRL_LED", True),
        ("MENS_ORG", False),
        ("FAITH", False),
        ("GOVERNMENT", False),
        ("LGBTQ_ORG", False),
        ("IMPLEMENTING_PARTNER", False),
    ],
)
def test_only_feminist_partners_are_answered_to(kind, answers):
    assert bool(reasons(plan(MARCH, partners=[partner(kind)]), "R9")) is not answers


@pytest.mark.parametrize(
    ("stage", "answers"),
    [
        ("IDENTIFIED", False),
        ("CONTACTED", False),
        ("IN_DIALOGUE", False),
        ("TRUST_BUILDING", False),
        ("FORMAL", True),
        ("ACTIVE_ACCOUNTABILITY", True),
        ("PAUSED", False),
        ("ENDED", False),
    ],
)
def test_only_a_formal_partner_is_answered_to(stage, answers):
    assert bool(reasons(plan(MARCH, partners=[partner(stage=stage)]), "R9")) is not answers


def test_what_was_seen_of_partners():
    partners = [partner(last="1 Feb"), partner("FEMINIST", last="2 Feb"), partner("MENS_ORG", last="1 Jun")]
    (finding,) = [f for f in audit(plan(MARCH, partners=partners), T) if f.rule == "R9"]
    seen = finding.seen
    assert (seen["first"], seen["days"], seen["last"]) == (day("1 Mar"), 122, day("2 Feb"))
    partners.append(partner(last=None, first=None))
    assert [f.seen for f in audit(plan(MARCH, partners=partners), T) if f.rule == "R9"] == [seen]
    (finding,) = [f for f in audit(plan(MARCH), T) if f.rule == "R9"]
    assert finding.seen["last"] is None
    for last, told in ((0, T), (-1, None)):
        dialogue = [partner(stage="IN_DIALOGUE", last=last)]
        (finding,) = (f for f in audit(plan(MARCH, partners=dialogue), T) if f.rule == "R9")
        assert finding.seen["last"] == told


MEETING = men(held("1 Mar"), held("20 Jun"))


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        pytest.param(plan(MEETING, feedback=[feedback("1 Apr")]), ["OVERDUE"], id="last one in April"),
        pytest.param(
            plan(MEETING, feedback=[feedback("1 Jun", changes_asked=True)]),
            ["UNANSWERED"],
            id="June: no answer",
        ),
        pytest.param(plan(MEETING, feedback=[feedback("25 May")]), [], id="last one on 25 May"),
        pytest.param(plan(men(held("10 Jun"))), [], id="men began on 10 June"),
        pytest.param(plan(MEETING), ["OVERDUE"], id="never"),
        pytest.param(plan(men(held(45))), [], id="45 days after the first session"),
        pytest.param(plan(men(held(46))), ["OVERDUE"], id="46 days after it"),
        pytest.param(plan(MEETING, feedback=[feedback(60)]), [], id="60 days ago"),
        pytest.param(plan(MEETING, feedback=[feedback(61)]), ["OVERDUE"], id="61 days ago"),
        pytest.param(plan(MEETING, feedback=[feedback(0)]), [], id="today"),
        pytest.param(plan(MEETING, feedback=[feedback(-1)]), ["OVERDUE"], id="tomorrow"),
        pytest.param(plan(MEETING, feedback=[feedback(61), feedback(10)]), [], id="the latest counts"),
        pytest.param(plan(MEETING, feedback=[feedback(10), feedback(61)]), [], id="in any order"),
        pytest.param(plan(MEETING, feedback=[feedback(10, about="M2")]), ["OVERDUE"], id="about other work"),
        pytest.param(plan(MEETING, feedback=None), [], id="nobody said whether there is any"),
        pytest.param(plan(MEETING, feedback=[feedback(14, True)]), [], id="14 days without an answer"),
        pytest.param(plan(MEETING, feedback=[feedback(15, True)]), ["UNANSWERED"], id="15 days without one"),
        pytest.param(plan(MEETING, feedback=[feedback(15, True, answered=1)]), [], id="answered yesterday"),
        pytest.param(plan(MEETING, feedback=[feedback(15, True, answered=0)]), [], id="answered today"),
        pytest.param(
            plan(MEETING, feedback=[feedback(15, True, answered=-1)]),
            ["UNANSWERED"],
            id="tomorrow, so not yet",
        ),
        pytest.param(plan(MEETING, feedback=[feedback(15)]), [], id="nothing was asked"),
        pytest.param(
            plan(MEETING, feedback=[feedback(70, True)]), ["OVERDUE", "UNANSWERED"], id="both at once"
        ),
        pytest.param(
            plan(MEETING, feedback=[feedback(70, True), feedback(10)]),
            ["UNANSWERED"],
            id="an old request waits",
        ),
        pytest.param(plan(men(held("1 Mar"), held(60))), ["OVERDUE"], id="met 60 days ago"),
        pytest.param(plan(men(held("1 Mar"), held(61))), [], id="met 61 days ago"),
        pytest.param(plan(men(held("1 Mar"), held(-1))), [], id="meets tomorrow"),
        pytest.param(plan(men(planned("1 Mar"), planned(10))), [], id="only planned"),
        pytest.param(plan(men(held("1 Mar"), held(5), space="BOYS")), ["OVERDUE"], id="boys"),
        pytest.param(plan(women(held("1 Mar"), held(5))), [], id="women"),
        pytest.param(plan(men(held("1 Mar"), held(5), status="PAUSED")), [], id="paused"),
        pytest.param(plan(men(held("1 Mar"), held(5), status="COMPLETED")), [], id="completed"),
        pytest.param(plan(men(held("1 Mar"), held(5), status="PLANNED")), [], id="planned"),
    ],
)
def test_women_not_asked(program, expected):
    found = [f for f in audit(program, T) if f.rule == "R21"]
    assert [f.reason for f in found] == expected
    assert {f.severity for f in found} <= {"HIGH"}


def test_what_was_seen_of_feedback():
    given = [feedback(90, True), feedback(70, True), feedback(80, True, answered=75)]
    overdue, unanswered = (f.seen for f in audit(plan(MEETING, feedback=given), T) if f.rule == "R21")
    assert (overdue["last"], overdue["first"], overdue["days"]) == (day(70), day("1 Mar"), 70)
    assert (unanswered["n"], unanswered["first"], unanswered["days"]) == (2, day(90), 90)
    (never,) = [f.seen for f in audit(plan(MEETING), T) if f.rule == "R21"]
    assert (never["last"], never["days"]) == (None, 122)
