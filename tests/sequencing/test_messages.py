"""The words of the rules: each finding has its sentence, with its figures in it."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from programs.messages import RULE_TEXTS, SENTENCES, remedies, sentence, title, why
from programs.sequencing.audit import RULES, audit
from programs.sequencing.finding import SEVERITIES
from programs.topic_names import TOPIC_NAMES, topic_name

from .facts import (
    TOPICS,
    T,
    couples,
    decided,
    external,
    feedback,
    group,
    held,
    link,
    men,
    partner,
    plan,
    planned,
    reviewed,
    women,
)
from .facts import activity as work
from .test_audit import EVERYTHING

PUBLIC = work("S", "COMMUNITY", "1 Jun", None, held("1 Jun"), element="STEPPING_OUT", group_keys=("G",))
MEETING = men(held("1 Mar"), held("20 Jun"))
SIX = [held(day, "T24") for day in ("1 Jun", "2 Jun", "3 Jun", "4 Jun", "5 Jun", "6 Jun")]


@pytest.mark.parametrize(
    ("program", "rule", "expected"),
    [
        pytest.param(
            plan(men()),
            "R1",
            "“Work M1” works only with men, and it is not linked to any women's, girls' or mixed activity.",
            id="R1",
        ),
        pytest.param(
            plan(men(space="BOYS", status="PLANNED"), women(status="DRAFT"), links=[link("M1", "W1")]),
            "R1",
            "“Work M1” is planned for boys only, and its linked activity “Work W1” is a draft or was"
            " called off.",
            id="R1 planned",
        ),
        pytest.param(
            plan(men(), women(starts="1 Jan 2028", ends=None), links=[link("M1", "W1")]),
            "R1",
            "“Work M1” works only with men, and its linked activity “Work W1” is 458 days away.",
            id="R1 gap",
        ),
        pytest.param(
            plan(men(held(90), held(80)), women(), links=[link("M1", "W1")]),
            "R2",
            "“Work M1” has met 2 times; its linked activity “Work W1” has never met.",
            id="R2 never",
        ),
        pytest.param(
            plan(men(held("20 Jun")), external("1 Apr"), links=[link("M1", "E1")]),
            "R2",
            "“Work M1” has met 1 time; its linked activity “Partner's E1” has not met since 1 April 2026.",
            id="R2 lapsed",
        ),
        pytest.param(
            plan(men(held(90), planned(60, space="COUPLES"), planned(50, space="COUPLES"))),
            "R2",
            "“Work M1” has met 1 time; none of its joint sessions was held.",
            id="R2 joint, never",
        ),
        pytest.param(
            plan(men(held(0), held("1 Apr", space="COUPLES"), held("2 Apr", space="COUPLES"))),
            "R2",
            "“Work M1” has met 3 times; it has had no joint session since 2 April 2026.",
            id="R2 joint, lapsed",
        ),
        pytest.param(
            plan(men(starts="15 May"), women(starts="1 Jan", ends="31 Jan"), links=[link("M1", "W1")]),
            "R3",
            "104 days lie between “Work M1” and “Work W1”; people may lose the thread.",
            id="R3",
        ),
        pytest.param(
            plan(men(*SIX, held("7 Jun")), women(held("7 Jun"))),
            "R4",
            "88 % of the dialogue hours of six months were men-only: 14 of 16 hours in 8 sessions.",
            id="R4",
        ),
        pytest.param(
            plan(couples(held("10 Jun", "T24"), held("1 May", "T24", space="MEN"))),
            "R5",
            "“Domestic and intimate partner violence” was discussed in a mixed space in “Work X1” on"
            " 10 June 2026 before women or girls had discussed it among themselves.",
            id="R5 held, women",
        ),
        pytest.param(
            plan(couples(held("10 Jun", "T24"), held("1 May", "T24", space="WOMEN"))),
            "R5",
            "“Domestic and intimate partner violence” was discussed in a mixed space in “Work X1” on"
            " 10 June 2026 before men or boys had discussed it among themselves.",
            id="R5 held, men",
        ),
        pytest.param(
            plan(couples(planned("20 Jul", "T24"), held("1 May", "T24", space="MEN"))),
            "R5",
            "“Domestic and intimate partner violence” is set for a mixed space in “Work X1” on 20 July 2026,"
            " but women or girls have not yet discussed it among themselves, nor is that planned before.",
            id="R5 planned, women",
        ),
        pytest.param(
            plan(couples(planned("20 Jul", "T24"), held("1 May", "T24", space="WOMEN"))),
            "R5",
            "“Domestic and intimate partner violence” is set for a mixed space in “Work X1” on 20 July 2026,"
            " but men or boys have not yet discussed it among themselves, nor is that planned before.",
            id="R5 planned, men",
        ),
        pytest.param(
            plan(men(held("1 Feb", "T24"))),
            "R6",
            "In “Work M1”, “Domestic and intimate partner violence” was last discussed separately 150"
            " days ago, on 1 February 2026, and no joint session on it followed or is planned.",
            id="R6",
        ),
        pytest.param(
            plan(couples(held("1 May 2025", "T24"))),
            "R7",
            "Women and men have worked together on “Domestic and intimate partner violence” since"
            " 1 May 2025, without a link to community or national advocacy.",
            id="R7",
        ),
        pytest.param(
            plan(men(held("1 May", "T24"), group_keys=("G-7",)), groups=[group("G-7")]),
            "R8",
            "Group G-7 comes to “Domestic and intimate partner violence” on 1 May 2026 without any"
            " session on an entry point before.",
            id="R8 none",
        ),
        pytest.param(
            plan(men(held("1 May", "T05"), held("8 May", "T24"), group_keys=("G-7",)), groups=[group("G-7")]),
            "R8",
            "Group G-7 comes to “Domestic and intimate partner violence” on 8 May 2026 after only 1"
            " session on an entry point, on 1 May 2026.",
            id="R8 one",
        ),
        pytest.param(
            plan(
                men(held("1 May", "T05"), held("2 May", "T05"), held("8 May", "T24"), group_keys=("G-7",)),
                groups=[group("G-7")],
            ),
            "R8",
            "Group G-7 comes to “Domestic and intimate partner violence” on 8 May 2026 after 2 sessions on"
            " entry points, the first only on 1 May 2026.",
            id="R8 two",
        ),
        pytest.param(
            plan(men(held("1 Mar"))),
            "R9",
            "Work with men has run since 1 March 2026 without a women's-rights, feminist or girl-led partner"
            " that actively holds it to account.",
            id="R9",
        ),
        pytest.param(
            plan(men(held("1 Mar")), partners=[partner(last="1 Feb")]),
            "R9",
            "Work with men has run since 1 March 2026 without a women's-rights, feminist or girl-led partner"
            " that actively holds it to account. The last contact with one was on 1 February 2026.",
            id="R9 contact",
        ),
        pytest.param(
            plan(PUBLIC, partners=[partner(first="1 May")]),
            "R17",
            "Women's-rights, feminist or girl-led partners were first contacted 120 days after the"
            " program's start, on 1 May 2026.",
            id="R17 late",
        ),
        pytest.param(
            plan(PUBLIC),
            "R17",
            "The program works in public, and 181 days after its start no women's-rights, feminist or"
            " girl-led organization has been contacted.",
            id="R17 never",
        ),
        pytest.param(
            plan(gbv_plan=[]),
            "R23",
            "GBV plan: nothing is written on responding when people tell of violence.",
            id="R23 missing",
        ),
        pytest.param(
            plan(gbv_plan=[reviewed("PREVENT", owned=False)]),
            "R23",
            "GBV plan: nobody is responsible for preventing violence.",
            id="R23 no owner",
        ),
        pytest.param(
            plan(gbv_plan=[reviewed("MITIGATE", "1 Nov 2025")]),
            "R23",
            "GBV plan: the part on mitigating risks has not been reviewed since 1 November 2025.",
            id="R23 not reviewed",
        ),
        pytest.param(
            plan(inclusion=[]), "R25", "No current decision on safe LGBTQ+ inclusion.", id="R25 undecided"
        ),
        pytest.param(
            plan(inclusion=[decided("QUIET", "1 May 2025")]),
            "R25",
            "The decision on safe LGBTQ+ inclusion is of 1 May 2025; look at it again.",
            id="R25 outdated",
        ),
        pytest.param(
            plan(men(*SIX)),
            "R18",
            "None of the last 6 sessions of “Work M1” is about men's own pressures and hopes; they may feel"
            " talked about as the problem.",
            id="R18 problematizing",
        ),
        pytest.param(
            plan(men(*(held("1 Jun", "T06") for _ in range(7)))),
            "R18",
            "In “Work M1”, 7 of the last 7 sessions dwell on other things than power and equity with"
            " women and girls.",
            id="R18 drift",
        ),
        pytest.param(
            plan(men(purpose=("RISK_MITIGATION",))),
            "R18",
            "Lowering risks to women is the only purpose of “Work M1”; it offers men little to own.",
            id="R18 risk only",
        ),
        pytest.param(
            plan(women(held("10 Jan"))),
            "R19",
            "“Work W1” has supported women or girls since 10 January 2026, while no men, household or"
            " person of influence around them is engaged.",
            id="R19",
        ),
        pytest.param(
            plan(couples(*(held(5, women=1, men=9) for _ in "123"))),
            "R20",
            "“Work X1” is called mixed, but 10 % of those who came to the last 3 sessions were women.",
            id="R20 women",
        ),
        pytest.param(
            plan(couples(*(held(5, women=9, men=1) for _ in "123"))),
            "R20",
            "“Work X1” is called mixed, but 10 % of those who came to the last 3 sessions were men.",
            id="R20 men",
        ),
        pytest.param(
            plan(women(held("8 Jun", women=9, men=2))),
            "R20",
            "2 men or boys were counted in a session for women or girls only in “Work W1” on 8 June 2026.",
            id="R20 breach",
        ),
        pytest.param(
            plan(men(held("8 Jun", women=1, men=9))),
            "R20",
            "1 woman or girl was counted in a session for men or boys only in “Work M1” on 8 June 2026.",
            id="R20 breach of men's space",
        ),
        pytest.param(
            plan(MEETING, feedback=[feedback("1 Apr")]),
            "R21",
            "No feedback from women or girls on “Work M1” since 1 April 2026.",
            id="R21 overdue",
        ),
        pytest.param(
            plan(MEETING),
            "R21",
            "No feedback from women or girls on “Work M1” yet, and it first met on 1 March 2026.",
            id="R21 never",
        ),
        pytest.param(
            plan(MEETING, feedback=[feedback(20, True), feedback(30, True)]),
            "R21",
            "2 changes that women or girls asked for in “Work M1” have had no answer, the first for 30 days.",
            id="R21 unanswered",
        ),
    ],
)
def test_a_finding_says_what_was_seen(program, rule, expected):
    said = [sentence(f) for f in audit(program, T) if f.rule == rule]
    assert expected in said


BASE = work("B", "MEN", "1 May", None, held("10 May"), element="BUILDING_BASE", group_keys=("G",))


@pytest.mark.parametrize(
    ("activities", "expected"),
    [
        pytest.param(
            [PUBLIC, BASE],
            [
                "Group G goes public in “Work S” on 1 June 2026 without a base: 1 meeting of allies came"
                " before. The first was on 10 May 2026.",
                "Group G goes public in “Work S” on 1 June 2026 with 0 sessions of reflection before it.",
            ],
            id="some base",
        ),
        pytest.param(
            [PUBLIC],
            [
                "Group G goes public in “Work S” on 1 June 2026 without a base: 0 meetings of allies came"
                " before.",
                "Group G goes public in “Work S” on 1 June 2026 with 0 sessions of reflection before it.",
            ],
            id="nothing",
        ),
    ],
)
def test_stepping_out_says_what_came_before(activities, expected):
    found = audit(plan(*activities, groups=[group("G")]), T)
    assert [sentence(f) for f in found if f.rule == "R16"] == expected


@pytest.mark.parametrize(
    "reason",
    [
        "NO_LINK",
        "LINK_NOT_AGREED",
        "NO_RATIONALE",
        "EXTERNAL_UNCONFIRMED",
        "COUNTERPART_NOT_WOMEN_OR_MIXED",
        "COUNTERPART_DRAFT_OR_CANCELLED",
        "GAP_OVER_180",
    ],
)
def test_each_reason_for_standing_alone_has_its_words_and_remedies(reason):
    (finding,) = [f for f in audit(plan(men()), T) if f.rule == "R1"]
    told = replace(finding, reason=reason)
    assert sentence(told).startswith("“Work M1” works only with men, and ")
    assert remedies(told)


def test_each_rule_has_its_words():
    assert [*RULE_TEXTS] == [*SENTENCES] == [rule.__name__ for rule in RULES]
    for finding in audit(EVERYTHING, T):
        text = RULE_TEXTS[finding.name]
        assert text.number == finding.rule
        assert SEVERITIES.index(text.severity) <= SEVERITIES.index(finding.severity)
        assert title(finding) == str(text.title)
        reasons, sources = why(finding.name)
        assert reasons
        assert all(source.startswith("S") for source in sources)
        assert remedies(finding)
        assert "%(" not in sentence(finding)


def test_topics_have_the_names_that_the_database_was_given():
    seeds = import_module("programs.migrations.0002_seed_topics")
    assert topic_name("T24") == "Domestic and intimate partner violence"
    assert topic_name("T99") == "T99"
    assert {*TOPIC_NAMES} == {*TOPICS}
    assert all(label in Path(seeds.__file__).read_text() for label in map(str, TOPIC_NAMES.values()))
