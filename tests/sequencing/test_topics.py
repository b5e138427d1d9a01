"""R5, R6 and R8: hard topics, in which company and when."""

import pytest

from programs.sequencing.audit import audit
from programs.sequencing.limits import Limits

from .facts import (
    T,
    cancelled,
    couples,
    day,
    external,
    group,
    held,
    link,
    men,
    plan,
    planned,
    said,
    waiver,
    women,
)
from .facts import activity as work

MEN, WOMEN = "MEN_NOT_YET", "WOMEN_NOT_YET"
LINKS = [link("X1", "M1"), link("W1", "X1", "BRIDGES_TO_MIXED")]
JUNE = held("10 Jun", "T24")


def around(*activities, links=LINKS, **more):
    return plan(*activities, links=links, **more)


@pytest.mark.parametrize(
    ("program", "missing"),
    [
        pytest.param(
            around(couples(JUNE), men(held("1 May", "T24")), women()), [WOMEN], id="men had it, women never"
        ),
        pytest.param(
            around(couples(planned("20 Jul", "T24")), men(), women()),
            [MEN, WOMEN],
            id="planned, and no side has",
        ),
        pytest.param(
            around(couples(JUNE), men(held("1 May", "T24")), women(held("2 May", "T24"))),
            [],
            id="both had it",
        ),
        pytest.param(around(couples(held("10 Jun", "T05"))), [], id="a topic of no concern"),
        pytest.param(around(couples(held("10 Jun", "T99"))), [], id="a topic nobody knows"),
        pytest.param(around(couples(held("10 Jun"))), [], id="no topic on record"),
        # when
        pytest.param(
            around(couples(JUNE), men(held("10 Jun", "T24")), women(held("9 Jun", "T24"))),
            [MEN],
            id="on the same day is not before",
        ),
        pytest.param(
            around(couples(JUNE), men(planned("1 May", "T24")), women(cancelled("1 May", "T24"))),
            [MEN, WOMEN],
            id="for a held session only held ones count",
        ),
        pytest.param(
            around(
                couples(planned("20 Jul", "T24")), men(planned("19 Jul", "T24")), women(held("1 Jun", "T24"))
            ),
            [],
            id="for a planned session planned ones do too",
        ),
        pytest.param(
            around(
                couples(planned("20 Jul", "T24")),
                men(planned("20 Jul", "T24")),
                women(planned("21 Jul", "T24")),
            ),
            [MEN, WOMEN],
            id="planned too late",
        ),
        pytest.param(around(couples(held(365, "T24"))), [MEN, WOMEN], id="held 365 days ago"),
        pytest.param(around(couples(held(366, "T24"))), [], id="held 366 days ago"),
        pytest.param(around(couples(planned(366, "T24"))), [MEN, WOMEN], id="still planned for a year ago"),
        pytest.param(around(couples(held(-1, "T24"))), [], id="held tomorrow"),
        pytest.param(around(couples(cancelled("1 Jun", "T24"))), [], id="cancelled"),
        pytest.param(around(couples(cancelled("1 Jun", "T24", status="POSTPONED"))), [], id="postponed"),
        # where
        pytest.param(
            around(couples(JUNE, held("1 May", "T24", space="MEN"), held("1 May", "T24", space="WOMEN"))),
            [],
            id="breakouts inside",
        ),
        pytest.param(
            around(men(held("1 May", "T24"), held("8 May", "T24", space="COUPLES"))),
            [WOMEN],
            id="joint session inside men's work",
        ),
        pytest.param(
            around(couples(JUNE), work("C1", "COMMUNITY", "1 Mar", None, held("1 May", "T24")), links=[]),
            [MEN, WOMEN],
            id="a community day is neither",
        ),
        pytest.param(
            around(couples(JUNE), men(held("1 May", "T24")), women(held("1 May", "T24")), links=[]),
            [MEN, WOMEN],
            id="not linked: no credit",
        ),
        pytest.param(
            around(
                couples(JUNE),
                men(held("1 May", "T24"), space="BOYS"),
                women(held("1 May", "T24"), space="GIRLS"),
            ),
            [],
            id="boys and girls",
        ),
        pytest.param(
            around(
                couples(JUNE),
                men(held("1 May", "T24")),
                women(held("1 May", "T24")),
                links=[link("X1", "M1"), link("X1", "W1", status="PROPOSED")],
            ),
            [WOMEN],
            id="only proposed",
        ),
        pytest.param(
            around(couples(JUNE), men(held("1 May", "T24"), status="CANCELLED"), women(held("1 May", "T24"))),
            [MEN],
            id="called off: not the end of a link",
        ),
        pytest.param(
            around(
                couples(JUNE),
                men(held("1 May 2024", "T24"), starts="1 Jan 2024", ends="1 Jun 2024", status="COMPLETED"),
                women(held("1 May", "T24")),
            ),
            [],
            id="years ago, over 180 days away",
        ),
        pytest.param(
            around(couples(JUNE), men(held("1 May", "T24")), women(held("1 May", "T24"), program=2)),
            [],
            id="another program's women",
        ),
        pytest.param(
            around(
                couples(JUNE),
                men(held("1 May", "T24")),
                women(held("1 May", "T24")),
                links=[link("X1", "M1"), link("M1", "W1")],
            ),
            [WOMEN],
            id="two hops",
        ),
        pytest.param(
            around(couples(JUNE), external("1 May"), links=[link("X1", "E1")]),
            [MEN, WOMEN],
            id="a partner's dates have no topic",
        ),
        # scope
        pytest.param(around(couples(JUNE, status="CANCELLED")), [], id="called off"),
        pytest.param(around(couples(JUNE, program=2)), [], id="not ours to repair"),
        pytest.param(around(couples(planned("20 Jul", "T24"), status="DRAFT")), [], id="a draft"),
    ],
)
def test_mixed_before_separate(program, missing):
    assert said(program, "R5") == [
        ("M1" if program.own[0].space == "MEN" else "X1", reason, "T24") for reason in missing
    ]
    assert {f.severity for f in audit(program, T) if f.rule == "R5"} <= {"HIGH"}


DRAWN = [group("COUPLES", "COUPLES", draws_from=("HIS", "HERS")), group("HIS"), group("HERS", "WOMEN")]


@pytest.mark.parametrize(
    ("activities", "missing"),
    [
        pytest.param(
            [
                men(held("1 May", "T24"), group_keys=("HIS",)),
                women(held("1 May", "T24"), group_keys=("HERS",)),
            ],
            [],
            id="both groups had it",
        ),
        pytest.param(
            [
                men(held("1 May", "T24"), group_keys=("HIS",)),
                women(held("1 May", "T24"), group_keys=("HERS",), program=2),
            ],
            [],
            id="one in another program",
        ),
        pytest.param(
            [men(held("1 May", "T24"), group_keys=("HIS",), status="CANCELLED")],
            [WOMEN],
            id="what was held stays held when the rest is called off",
        ),
        pytest.param([men(held("1 May", "T24"))], [MEN, WOMEN], id="without that group"),
        pytest.param(
            [men(held("1 May", "T24"), group_keys=("COUPLES",))],
            [MEN, WOMEN],
            id="its own other work is not in it",
        ),
        pytest.param(
            [men(held("1 May", "T24"), group_keys=("BEFORE",))], [MEN, WOMEN], id="groups two steps back"
        ),
    ],
)
def test_groups_bring_what_they_discussed(activities, missing):
    groups = [DRAWN[0], group("HIS", draws_from=("BEFORE",)), DRAWN[2]]
    program = plan(couples(JUNE, group_keys=("COUPLES",)), *activities, groups=groups)
    assert [reason for _, reason, _ in said(program, "R5")] == missing


def test_a_draft_prepares_nothing():
    mixed = couples(planned("20 Jul", "T24"), group_keys=("COUPLES",))
    draft = men(planned("10 Jul", "T24"), group_keys=("HIS",), status="DRAFT")
    other = women(planned("10 Jul", "T24"), group_keys=("HERS",), status="PLANNED", starts="10 Jul")
    assert said(plan(mixed, draft, other, groups=DRAWN), "R5") == [("X1", MEN, "T24")]


def test_each_topic_and_side_is_named_once_with_its_first_session():
    program = plan(couples(held("20 Jun", "T24", "T26"), held("10 Jun", "T24"), planned("20 Jul", "T24")))
    assert said(program, "R5") == [("X1", side, topic) for topic in ("T24", "T26") for side in (MEN, WOMEN)]
    first = audit(program, T)[0]
    assert first.rule == "R5"
    assert (first.seen["on"], first.seen["n"], first.seen["planned"]) == (day("10 Jun"), 3, False)


@pytest.mark.parametrize(
    ("space", "min_age", "asked"),
    [
        pytest.param("MIXED_ADULT", None, False, id="age unknown"),
        pytest.param("MIXED_ADULT", 18, False, id="adults"),
        pytest.param("HOUSEHOLD", 17, True, id="young people among them"),
        pytest.param("MIXED_YOUTH", 18, True, id="youth space"),
    ],
)
def test_some_topics_come_separately_first_among_young_people_only(space, min_age, asked):
    sessions = held("10 Jun", "T22")
    mixed = couples(sessions, space=space, group_keys=("G",))
    program = plan(mixed, groups=[group("G", space, min_age=min_age)])
    assert bool(said(program, "R5")) is asked


def test_not_every_topic_comes_separately_first_among_young_people():
    assert said(plan(couples(held("10 Jun", "T05"), space="MIXED_YOUTH")), "R5") == []
    assert said(plan(men(held("1 Feb", "T05"), space="BOYS")), "R6") == []


FEBRUARY = held("1 Feb", "T24")
BRIDGE = [link("M1", "X1", "BRIDGES_TO_MIXED")]


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        pytest.param(plan(men(FEBRUARY)), ["M1"], id="nothing mixed"),
        pytest.param(
            plan(men(FEBRUARY), couples(cancelled("1 Jun", "T24")), links=BRIDGE), ["M1"], id="cancelled"
        ),
        pytest.param(
            plan(men(FEBRUARY), couples(planned("15 Jul", "T24")), links=BRIDGE), [], id="planned in July"
        ),
        pytest.param(plan(men(FEBRUARY, waivers=(waiver("T24", "3 Apr"),))), [], id="women advise against"),
        pytest.param(plan(men(FEBRUARY, waivers=(waiver("T24", "1 Jul"),))), [], id="since today"),
        pytest.param(plan(men(FEBRUARY, waivers=(waiver("T24", "2 Jul"),))), ["M1"], id="from tomorrow on"),
        pytest.param(
            plan(men(FEBRUARY, waivers=(waiver("T26", "3 Apr"),))), ["M1"], id="another topic waived"
        ),
        pytest.param(plan(women(FEBRUARY)), ["W1"], id="women too"),
        pytest.param(plan(couples(held("1 Feb", "T24", space="MEN"))), [], id="a breakout of mixed work"),
        pytest.param(plan(men(FEBRUARY, program=2)), [], id="not ours"),
        pytest.param(plan(men(held("1 Feb", "T05"))), [], id="a topic of no concern"),
        pytest.param(plan(men(planned("1 Feb", "T24"))), [], id="only planned"),
        pytest.param(plan(men(held(120, "T24"))), [], id="120 days ago"),
        pytest.param(plan(men(held(121, "T24"))), ["M1"], id="121 days ago"),
        pytest.param(plan(men(held(365, "T24"))), ["M1"], id="365 days ago"),
        pytest.param(plan(men(held(366, "T24"))), [], id="366 days ago"),
        pytest.param(plan(men(FEBRUARY, held(100, "T24"))), [], id="and again since"),
        pytest.param(
            plan(men(FEBRUARY, held("1 Feb", "T24", space="COUPLES"))), ["M1"], id="together on the same day"
        ),
        pytest.param(
            plan(men(FEBRUARY, held("2 Feb", "T24", space="COUPLES"))), [], id="together on the next day"
        ),
        pytest.param(
            plan(men(FEBRUARY, held("2 Feb", "T26", space="COUPLES"))),
            ["M1"],
            id="together on something else",
        ),
        pytest.param(
            plan(men(FEBRUARY), couples(held("1 Mar", "T24"))), ["M1"], id="together elsewhere, not linked"
        ),
        pytest.param(
            plan(men(FEBRUARY), couples(held("1 Mar", "T24"), status="CANCELLED"), links=BRIDGE),
            ["M1"],
            id="the linked work was called off",
        ),
        pytest.param(
            plan(men(FEBRUARY), external("1 Mar", space="COUPLES"), links=[link("M1", "E1")]),
            ["M1"],
            id="a partner's dates have no topic",
        ),
        pytest.param(
            plan(men(held("1 Feb", "T24", space="WOMEN"))), ["M1"], id="a breakout of women in men's work"
        ),
        pytest.param(plan(men(held("1 Feb", "T24", space="COMMUNITY"))), [], id="a community day"),
        pytest.param(plan(men(held("1 Feb", "T22"))), [], id="a topic for young people"),
        pytest.param(plan(men(held("1 Feb", "T22"), space="BOYS")), ["M1"], id="among boys"),
        pytest.param(plan(women(held("1 Feb", "T22"), space="GIRLS")), ["W1"], id="among girls"),
        pytest.param(plan(men(FEBRUARY, status="CANCELLED")), [], id="out of scope"),
    ],
)
def test_never_brought_together(program, expected):
    found = [f for f in audit(program, T) if f.rule == "R6"]
    assert [f.subject for f in found] == expected
    assert {f.severity for f in found} <= {"LOW"}


def test_what_was_seen_of_what_was_never_brought_together():
    (finding,) = [f for f in audit(plan(men(FEBRUARY, held("8 Feb", "T24"))), T) if f.rule == "R6"]
    assert (finding.topic, finding.seen["last"], finding.seen["days"]) == ("T24", day("8 Feb"), 143)


def meeting(*sessions, space="MEN", groups=("G",), code="M1", **more):
    return work(code, space, "1 Mar", None, *sessions, group_keys=groups, **more)


ENTRY = [held("1 May", "T05"), held("8 May", "T06")]


@pytest.mark.parametrize(
    ("activities", "topics"),
    [
        pytest.param([meeting(held("1 May", "T24"))], ["T24"], id="first session ever"),
        pytest.param(
            [meeting(held("1 Jun", "T05"), held("8 Jun", "T26"))],
            ["T26"],
            id="one entry point, a week before",
        ),
        pytest.param([meeting(*ENTRY, held("22 May", "T24"))], [], id="two, three weeks before"),
        pytest.param([meeting(held("1 May", "T24"), space="STAFF")], [], id="staff"),
        pytest.param([meeting(held("1 May", "T24"), space="COMMUNITY")], [], id="community"),
        pytest.param([meeting(*ENTRY, held("15 May", "T24"))], [], id="14 days after the first"),
        pytest.param([meeting(*ENTRY, held("14 May", "T24"))], ["T24"], id="13 days after the first"),
        pytest.param([meeting(ENTRY[0], held("22 May", "T24"))], ["T24"], id="one, three weeks before"),
        pytest.param(
            [meeting(ENTRY[0], held("22 May", "T05"), held("22 May", "T24"))],
            ["T24"],
            id="one on the same day",
        ),
        pytest.param(
            [meeting(ENTRY[0], held("22 May", "T24", "T05"))], ["T24"], id="one in the same session"
        ),
        pytest.param(
            [meeting(held("1 May", "T05", "T06"), held("22 May", "T24"))], ["T24"], id="two in one session"
        ),
        pytest.param([meeting(*ENTRY, held("22 May", "T13"))], [], id="nothing sensitive"),
        pytest.param(
            [meeting(held("1 May", "T13"), held("8 May", "T12"), held("22 May", "T24"))],
            ["T24"],
            id="intermediate topics are no entry points",
        ),
        pytest.param([meeting(held("1 May", "T99"))], [], id="a topic nobody knows"),
        pytest.param([meeting(held("1 May"))], [], id="no topic on record"),
        pytest.param(
            [meeting(planned("1 May", "T05"), planned("8 May", "T06"), held("22 May", "T24"))],
            ["T24"],
            id="for a held session only held ones count",
        ),
        pytest.param(
            [meeting(planned("1 May", "T05"), held("8 May", "T06"), planned("22 Jul", "T24"))],
            [],
            id="for a planned session planned ones do too",
        ),
        pytest.param([meeting(planned("22 Jul", "T24"))], ["T24"], id="planned"),
        pytest.param([meeting(cancelled("1 May", "T24"))], [], id="cancelled"),
        pytest.param(
            [meeting(cancelled("1 May", "T05"), cancelled("8 May", "T05"), held("22 May", "T24"))],
            ["T24"],
            id="entry points cancelled",
        ),
        pytest.param([meeting(held(365, "T24"))], ["T24"], id="365 days ago"),
        pytest.param([meeting(held(366, "T24"))], [], id="366 days ago"),
        pytest.param(
            [meeting(held(366, "T24"), held(10, "T26"))],
            [],
            id="the first one is too long ago, the next is not",
        ),
        pytest.param([meeting(held(-1, "T24"))], [], id="held tomorrow"),
        # one held and one planned on the same day: only held entry points count for it
        pytest.param(
            [
                meeting(
                    planned("1 May", "T05"),
                    planned("2 May", "T05"),
                    planned("22 May", "T24"),
                    held("22 May", "T26"),
                )
            ],
            ["T26"],
            id="held before planned on one day",
        ),
        pytest.param(
            [meeting(*ENTRY, groups=("SOURCE",)), meeting(held("22 May", "T24"), code="M2")],
            [],
            id="entry points of the group it draws from",
        ),
        pytest.param(
            [meeting(*ENTRY, groups=("BEFORE",)), meeting(held("22 May", "T24"), code="M2")],
            ["T24"],
            id="entry points two steps back",
        ),
        pytest.param(
            [meeting(*ENTRY, program=2), meeting(held("22 May", "T24"), code="M2")],
            [],
            id="entry points in another program",
        ),
        pytest.param(
            [meeting(held("1 Apr", "T26"), program=2), meeting(*ENTRY, held("22 May", "T24"), code="M2")],
            ["T26"],
            id="the first one was in another program",
        ),
        pytest.param(
            [meeting(*ENTRY, space="COMMUNITY"), meeting(held("22 May", "T24"), code="M2")],
            [],
            id="entry points of any space",
        ),
        pytest.param([meeting(held("1 May", "T24"), status="CANCELLED")], [], id="called off altogether"),
        pytest.param(
            [meeting(held("1 May", "T24"), status="CANCELLED"), meeting(*ENTRY, code="M2")],
            ["T24"],
            id="called off after it was held",
        ),
        pytest.param(
            [meeting(planned("1 Aug", "T24"), status="DRAFT"), meeting(*ENTRY, code="M2")],
            [],
            id="in a draft",
        ),
        pytest.param([meeting(held("1 May", "T24"), program=2)], [], id="another program's group"),
        pytest.param([meeting(held("1 May", "T26", "T24"))], ["T24"], id="two at once: the first by code"),
        pytest.param(
            [meeting(held("1 May", "T26")), meeting(held("1 May", "T24"), code="M2")],
            ["T24"],
            id="two on one day, in different work: the first by code",
        ),
        pytest.param(
            [meeting(planned("1 May", "T24")), meeting(held("1 May", "T26"), code="M2")],
            ["T26"],
            id="two on one day, in different work: the one that was held",
        ),
        pytest.param(
            [meeting(ENTRY[1], ENTRY[0], held("15 May", "T24"))], [], id="entry points in any order of rows"
        ),
        pytest.param(
            [meeting(held("8 May", "T24", space="STAFF"), *ENTRY, held("1 Jun", "T26"))],
            [],
            id="what staff discussed is not the group's first",
        ),
        pytest.param([meeting(held("1 May", "T24"), groups=())], [], id="no group"),
        pytest.param([meeting(held("1 May", "T24"), groups=("unknown",))], [], id="a group nobody knows"),
    ],
)
def test_hard_topic_too_early(activities, topics):
    groups = [group("G", draws_from=("SOURCE",)), group("SOURCE", draws_from=("BEFORE",)), group("BEFORE")]
    found = [f for f in audit(plan(*activities, groups=groups), T) if f.rule == "R8" and f.subject == "G"]
    assert [f.topic for f in found] == topics
    assert {(f.kind, f.severity) for f in found} <= {("group", "HIGH")}


def test_what_was_seen_of_a_hard_topic_too_early():
    program = plan(meeting(ENTRY[1], held("12 May", "T24")), groups=[group("G")])
    (finding,) = [f for f in audit(program, T) if f.rule == "R8"]
    seen = finding.seen
    assert (seen["n"], seen["on"], seen["first"]) == (1, day("12 May"), day("8 May"))


def test_an_office_may_ask_for_no_entry_point():
    program = plan(meeting(held("1 May", "T24")), groups=[group("G")])
    assert said(program, "R8", limits=Limits(entry_min_sessions=0)) == []


def test_a_group_is_named_once_however_often_it_meets():
    program = plan(
        meeting(held("1 May", "T24")), meeting(held("2 May", "T24"), code="M2"), groups=[group("G")]
    )
    assert said(program, "R8") == [("G", "", "T24")]
