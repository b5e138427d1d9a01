"""R1: men-only work stands alone."""

from dataclasses import replace

import pytest

from programs.sequencing.audit import audit
from programs.sequencing.limits import Limits

from .facts import T, couples, day, external, held, link, men, plan, planned, reasons, women
from .facts import activity as work

JOINT = [planned(on, space="COUPLES") for on in ("8 Jul", "15 Jul", "22 Jul")]
OTHERS = {"coordination": "OTHER_ORGANIZATION"}


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        pytest.param(plan(men()), ["NO_LINK"], id="no links"),
        pytest.param(
            plan(
                men(),
                men(code="B1", space="BOYS"),
                women(status="CANCELLED"),
                links=[link("M1", "B1"), link("M1", "W1"), link("B1", "W2")],
            ),
            ["COUNTERPART_DRAFT_OR_CANCELLED", "COUNTERPART_NOT_WOMEN_OR_MIXED"],
            id="boys, and women whose work was called off",
        ),
        pytest.param(plan(men(), women(), links=[link("M1", "W1")]), [], id="linked to women"),
        pytest.param(plan(men(*JOINT)), [], id="three joint sessions inside"),
        pytest.param(plan(men(*JOINT[:2])), [], id="two joint sessions are enough"),
        pytest.param(plan(men(JOINT[0])), ["NO_LINK"], id="one joint session is not"),
        pytest.param(plan(men(JOINT[0], held("1 Jun", space="COUPLES"))), [], id="one held and one planned"),
        pytest.param(
            plan(men(JOINT[0], held("2 Jul", space="COUPLES"))), ["NO_LINK"], id="one held after the day"
        ),
        pytest.param(
            plan(men(*(held("1 Jun", space="WOMEN") for _ in "12"))), [], id="women's sessions inside"
        ),
        pytest.param(
            plan(men(*(held("1 Jun", space="COMMUNITY") for _ in "12"))),
            ["NO_LINK"],
            id="community days inside",
        ),
        pytest.param(plan(women()), [], id="women-only work may stand alone here"),
        pytest.param(plan(work("S1", "STAFF")), [], id="staff"),
        pytest.param(plan(work("L1", "LGBTQ")), [], id="LGBTQ"),
        pytest.param(plan(work("C1", "COMMUNITY")), [], id="community"),
        pytest.param(
            plan(men(), men(code="B1", space="BOYS"), women(), links=[link("M1", "B1"), link("B1", "W1")]),
            ["COUNTERPART_NOT_WOMEN_OR_MIXED"],
            id="two hops are one too many",
        ),
        pytest.param(plan(men(), women(), links=[link("W1", "M1")]), [], id="a link has no direction"),
        pytest.param(plan(men(), links=[link("M1", "M1")]), ["NO_LINK"], id="a link to itself is none"),
        pytest.param(
            plan(men(), links=[link("M1", "gone")]),
            ["COUNTERPART_NOT_WOMEN_OR_MIXED"],
            id="end not in the plan",
        ),
        pytest.param(
            plan(men(), women(program=2), links=[link("M1", "W1")]), [], id="another program's women's work"
        ),
    ],
)
def test_men_only_work_is_linked_directly(program, expected):
    assert sorted(reasons(program, "R1")) == expected


@pytest.mark.parametrize(
    ("space", "alone"),
    [
        *(
            (space, False)
            for space in ("WOMEN", "GIRLS", "MIXED_ADULT", "MIXED_YOUTH", "COUPLES", "HOUSEHOLD")
        ),
        *((space, True) for space in ("MEN", "BOYS", "COMMUNITY", "STAFF", "LGBTQ")),
    ],
)
def test_the_other_end_must_be_open_to_women_or_girls(space, alone):
    program = plan(men(), work("O1", space), links=[link("M1", "O1")])
    assert ("M1", "COUNTERPART_NOT_WOMEN_OR_MIXED") in findings(program) if alone else findings(program) == []


def findings(program):
    return [(f.subject, f.reason) for f in audit(program, T) if f.rule == "R1"]


def test_an_office_may_count_community_work():
    program = plan(men(), work("C1", "COMMUNITY"), links=[link("M1", "C1")])
    assert reasons(program, "R1", limits=Limits(count_community=True)) == []
    days = plan(men(*(held("1 Jun", space="COMMUNITY") for _ in "12")))
    assert reasons(days, "R1", limits=Limits(count_community=True)) == []


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        ("PROPOSED", False),
        ("AGREED", True),
        ("ACTIVE", True),
        ("FULFILLED", True),
        ("LAPSED", False),
        ("WITHDRAWN", False),
    ],
)
def test_only_an_agreed_link_counts(status, counts):
    program = plan(men(), women(), links=[link("M1", "W1", status=status)])
    assert reasons(program, "R1") == ([] if counts else ["LINK_NOT_AGREED"])


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        ("DRAFT", False),
        ("PLANNED", True),
        ("ACTIVE", True),
        ("PAUSED", True),
        ("COMPLETED", True),
        ("CANCELLED", False),
    ],
)
def test_only_a_live_counterpart_counts(status, counts):
    program = plan(men(), women(status=status), links=[link("M1", "W1")])
    assert reasons(program, "R1") == ([] if counts else ["COUNTERPART_DRAFT_OR_CANCELLED"])


@pytest.mark.parametrize("rationale", ["", "   "])
def test_a_link_needs_a_rationale(rationale):
    program = plan(men(), women(), links=[link("M1", "W1", rationale=rationale)])
    assert reasons(program, "R1") == ["NO_RATIONALE"]


@pytest.mark.parametrize(
    ("confirmed", "counts"),
    [
        pytest.param(None, False, id="never"),
        pytest.param(0, True, id="today"),
        pytest.param(365, True, id="a year ago"),
        pytest.param(366, False, id="over a year ago"),
        pytest.param(-1, True, id="for the last time tomorrow"),
    ],
)
def test_another_organization_confirms_its_part_every_year(confirmed, counts):
    on = None if confirmed is None else day(confirmed)
    for other in (external(), women(code="E1")):
        program = plan(men(), other, links=[link("M1", "E1", confirmed_on=on, **OTHERS)])
        assert reasons(program, "R1") == ([] if counts else ["EXTERNAL_UNCONFIRMED"])


@pytest.mark.parametrize("coordination", ["SAME_PROGRAM", "OTHER_CARE_PROGRAM"])
def test_care_needs_no_confirmation(coordination):
    program = plan(men(), women(program=2), links=[link("M1", "W1", coordination=coordination)])
    assert reasons(program, "R1") == []


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("PLANNED", []),
        ("ACTIVE", []),
        ("COMPLETED", []),
        ("CANCELLED", ["COUNTERPART_DRAFT_OR_CANCELLED"]),
    ],
)
def test_a_partners_activity_counts_while_it_is_live(status, expected):
    confirmed = link("M1", "E1", confirmed_on=day("1 Jun"), **OTHERS)
    assert reasons(plan(men(), external(status=status), links=[confirmed]), "R1") == expected


@pytest.mark.parametrize(
    ("starts", "ends", "counts"),
    [
        pytest.param("1 Jan", "31 Jan", True, id="before, close"),
        pytest.param("1 Jan 2025", "2 Sep 2025", True, id="180 days before"),
        pytest.param("1 Jan 2025", "1 Sep 2025", False, id="181 days before"),
        pytest.param("29 Mar 2027", None, True, id="180 days after"),
        pytest.param("30 Mar 2027", None, False, id="181 days after"),
        pytest.param("1 Jan 2025", None, True, id="long begun, open-ended"),
    ],
)
def test_linked_work_is_at_most_180_days_away(starts, ends, counts):
    program = plan(men(), women(starts=starts, ends=ends, status="COMPLETED"), links=[link("M1", "W1")])
    assert reasons(program, "R1") == ([] if counts else ["GAP_OVER_180"])


def test_men_who_go_on_without_end_come_after_nothing():
    program = plan(men(ends=None), women(starts="1 Jan 2028", ends="1 Feb 2028"), links=[link("M1", "W1")])
    assert reasons(program, "R1") == []


@pytest.mark.parametrize(
    ("status", "starts", "ends", "severity"),
    [
        pytest.param("DRAFT", "1 Mar", "30 Sep", None, id="draft"),
        pytest.param("PLANNED", "29 Sep", None, "WARNING", id="planned in 90 days"),
        pytest.param("PLANNED", "30 Sep", None, None, id="planned in 91 days"),
        pytest.param("ACTIVE", "1 Mar", "30 Sep", "CRITICAL", id="active"),
        pytest.param("PAUSED", "1 Mar", "30 Sep", "CRITICAL", id="paused"),
        pytest.param("COMPLETED", "1 Mar 2025", "1 Jul 2025", "CRITICAL", id="completed 365 days ago"),
        pytest.param("COMPLETED", "1 Mar 2025", "30 Jun 2025", None, id="completed 366 days ago"),
        pytest.param("COMPLETED", "1 Mar 2025", None, "CRITICAL", id="completed, nobody knows when"),
        pytest.param("CANCELLED", "1 Mar", "30 Sep", None, id="cancelled"),
    ],
)
def test_only_work_in_scope_is_looked_at(status, starts, ends, severity):
    found = audit(plan(men(status=status, starts=starts, ends=ends)), T)
    assert [f.severity for f in found if f.rule == "R1"] == ([severity] if severity else [])


def test_the_sieve_names_the_first_step_that_leaves_no_link():
    """One link more passes one step more, and the reason moves on to the next step."""
    activities = [men(), men(code="B1"), women(code="W0", status="DRAFT")]
    activities += [women(code="W9", starts="1 Jan 2030", ends=None), couples()]
    links = [
        (link("M1", "X1", status="PROPOSED"), "LINK_NOT_AGREED"),
        (link("M1", "X1", kind="BRIDGES_TO_MIXED", rationale=""), "NO_RATIONALE"),
        (link("M1", "X1", kind="HOUSEHOLD_FOLLOW_UP", **OTHERS), "EXTERNAL_UNCONFIRMED"),
        (link("M1", "B1"), "COUNTERPART_NOT_WOMEN_OR_MIXED"),
        (link("M1", "W0"), "COUNTERPART_DRAFT_OR_CANCELLED"),
        (link("M1", "W9"), "GAP_OVER_180"),
        (link("M1", "X1"), None),
    ]
    for count in range(1, len(links) + 1):
        present = [one for one, _ in links[:count]]
        expected = links[count - 1][1]
        found = findings(plan(*activities, links=present[::-1]))
        assert [reason for code, reason in found if code == "M1"] == ([expected] if expected else [])


def seen_of(program):
    (finding,) = [f for f in audit(program, T) if f.rule == "R1"]
    return finding.seen


FAR, FARTHER = ({"starts": start, "ends": None} for start in ("1 Jan 2029", "1 Jan 2030"))


def test_what_was_seen_names_the_nearest_end():
    both = [link("M1", "W8"), link("M1", "W9")]
    seen = seen_of(plan(men(), women(code="W8", **FARTHER), women(code="W9", **FAR), links=both))
    assert (seen["links"], seen["gap"]) == (2, 824)
    assert (seen["other"], seen["other_key"], seen["other_code"]) == ("Work W9", "W9", "W9")
    assert seen["other_external"] is False


def test_of_two_ends_at_the_same_distance_the_first_by_code_is_named():
    both = [link("M1", "W9"), link("M1", "W8")]
    same = [women(code="W9", **FAR), women(code="W8", **FAR)]
    assert seen_of(plan(men(), *same, links=both))["other_key"] == "W8"
    crossed = [replace(same[0], code="A"), replace(same[1], code="B")]
    assert seen_of(plan(men(), *crossed, links=both))["other_key"] == "W9"
    as_like = [replace(one, code="W") for one in same]
    assert seen_of(plan(men(), *as_like, links=both))["other_key"] == "W8"


def test_an_end_that_nobody_knows_has_no_name():
    seen = seen_of(plan(men(), links=[link("M1", "gone")]))
    assert seen["links"] == 1
    assert "other" not in seen


@pytest.mark.parametrize("ends", ["31 Aug", None])
def test_work_that_overlaps_is_no_day_away(ends):
    assert seen_of(plan(men(), women(status="DRAFT", ends=ends), links=[link("M1", "W1")]))["gap"] == 0
    assert seen_of(plan(men(ends=ends), women(status="DRAFT"), links=[link("M1", "W1")]))["gap"] == 0


BOYS = men(code="B1", space="BOYS")
TWO_HOPS = [link("M1", "B1"), link("B1", "W1")]


@pytest.mark.parametrize(
    ("program", "hint"),
    [
        pytest.param(plan(men(), BOYS, women(), links=TWO_HOPS), True, id="yes"),
        pytest.param(
            plan(men(), BOYS, women(status="DRAFT"), links=TWO_HOPS), False, id="its end is a draft"
        ),
        pytest.param(plan(men(), BOYS, men(code="W1"), links=TWO_HOPS), False, id="more men at its end"),
        pytest.param(plan(men(), BOYS, women(), links=TWO_HOPS[:1]), False, id="one hop only"),
        pytest.param(
            plan(
                men(),
                women(starts="1 Jan 2025", ends="1 Mar 2025"),
                couples(),
                links=[link("M1", "W1"), link("W1", "X1")],
            ),
            False,
            id="through women's work that is too far away, of which the sentence tells already",
        ),
    ],
)
def test_what_is_two_hops_away_is_a_hint_and_no_credit(program, hint):
    [finding] = [one for one in audit(program, day("1 Jul")) if (one.rule, one.subject) == ("R1", "M1")]
    assert ("through" in finding.seen) is hint
    assert not hint or (finding.seen["through"], finding.seen["far"]) == ("Work B1", "Work W1")


def test_of_several_ways_the_first_by_title_is_named():
    other = [men(code="A1", space="BOYS"), women(code="W2")]
    program = plan(men(), BOYS, women(), *other, links=[*TWO_HOPS, link("M1", "A1"), link("A1", "W2")])
    [finding] = [one for one in audit(program, day("1 Jul")) if (one.rule, one.subject) == ("R1", "M1")]
    assert (finding.seen["through"], finding.seen["far"]) == ("Work A1", "Work W2")
