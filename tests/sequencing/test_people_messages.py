"""R12 to R15, R22 and R24 in words: what was seen, with its figures, and never a change agent's name."""

import pytest

from programs.messages import remedies, sentence
from programs.sequencing.audit import audit

from .facts import (
    SITE,
    T,
    agent,
    appears,
    concern,
    consent,
    facilitator,
    group,
    held,
    men,
    plan,
    planned,
    story,
)
from .test_children_and_consent import ADA, BOYS, boys
from .test_people import NEVER, NOMINATED, PUBLIC, checked, reflecting

WORK = men(held("10 Mar"), facilitators=("Ada", "Bo"))


@pytest.mark.parametrize(
    ("program", "rule", "expected"),
    [
        pytest.param(
            plan(WORK, facilitators=(reflecting("1 Mar"),)),
            "R12",
            "1 facilitator has not had a space to reflect since 1 March 2026: Ada.",
            id="R12 one",
        ),
        pytest.param(
            plan(WORK, facilitators=(reflecting("1 Mar"), reflecting(key="Bo"))),
            "R12",
            "2 facilitators have not had a space to reflect, the first since 1 March 2026: Ada, Bo.",
            id="R12 two",
        ),
        pytest.param(
            plan(WORK, facilitators=(reflecting(key="Bo"),)),
            "R12",
            "1 facilitator has never had a space to reflect: Bo.",
            id="R12 never",
        ),
        pytest.param(
            plan(men(**PUBLIC), change_agents=(NOMINATED,), appearances=(appears("5 Jun"),)),
            "R13",
            "A1 spoke for the program in “Work M1” on 5 June 2026, without vetting and training.",
            id="R13 spoke",
        ),
        pytest.param(
            plan(men(**PUBLIC), change_agents=(NOMINATED,), appearances=(appears("5 Jul", planned=True),)),
            "R13",
            "A1 is to speak for the program in “Work M1” on 5 July 2026, without vetting and training.",
            id="R13 is to speak",
        ),
        pytest.param(
            plan(change_agents=(NOMINATED,), stories=(story(agents=("A1",)),)),
            "R13",
            "In the story “Two who share” A1 speaks for the program without vetting and training.",
            id="R13 in a story",
        ),
        pytest.param(
            plan(men(**PUBLIC), change_agents=(agent("ACTIVE 1 Feb", supported="1 Mar"),), place=SITE),
            "R13",
            "Nobody has supported these change agents for 90 days: A1.",
            id="R13 alone",
        ),
        pytest.param(
            plan(men(**PUBLIC), change_agents=(NOMINATED,)),
            "R14",
            "We know who influences men here, not who influences women.",
            id="R14 men",
        ),
        pytest.param(
            plan(men(**PUBLIC), change_agents=(agent("NOMINATED 1 Feb", influences="WOMEN"),)),
            "R14",
            "We know who influences women here, not who influences men.",
            id="R14 women",
        ),
        pytest.param(
            plan(men(**PUBLIC), change_agents=()),
            "R14",
            "Nobody is on record who influences women or men here.",
            id="R14 nobody",
        ),
        pytest.param(
            plan(concerns=(concern("HIGH", "20 Jun", setting="HOME"),)),
            "R15",
            "1 concern waits for an action (Backlash, at home), open 11 days.",
            id="R15 one",
        ),
        pytest.param(
            plan(concerns=(concern("HIGH", "20 Jun", setting=""), concern("LOW", "1 May"))),
            "R15",
            "2 concerns wait for an action; the gravest (Backlash) is open 11 days.",
            id="R15 two",
        ),
        pytest.param(
            plan(concerns=(concern("HIGH", "10 Jun", acted=("11 Jun",)),)),
            "R15",
            "1 grave concern (Backlash, in the community) is open 21 days, and nobody monitors it.",
            id="R15 not monitored",
        ),
        pytest.param(
            plan(men(checked(20, NEVER), checked(13, NEVER), element="BUILDING_BASE")),
            "R15",
            "In “Work M1” nobody asked about backlash in any of the last 2 sessions.",
            id="R15 not asked",
        ),
        pytest.param(
            plan(stories=(story(consent(), people=2),)),
            "R22",
            "“Two who share” cannot be shown: 1 consent is missing or has ended.",
            id="R22 one",
        ),
        pytest.param(
            plan(stories=(story(people=2),)),
            "R22",
            "“Two who share” cannot be shown: 2 consents are missing or have ended.",
            id="R22 two",
        ),
        pytest.param(
            plan(stories=(story(no_harm_shown=False),)),
            "R22",
            "Nobody has checked that “Two who share” shows no one as a survivor of violence.",
            id="R22 harm",
        ),
        pytest.param(
            plan(boys(facilitators=("Ada",)), groups=(BOYS,), facilitators=(ADA,)),
            "R24",
            "Children in “Work M1” on 5 June 2026: fewer than two adults lead.",
            id="R24 alone",
        ),
        pytest.param(
            plan(boys(), groups=(BOYS,), facilitators=()),
            "R24",
            "Children in “Work M1” on 5 June 2026: nobody who leads is trained in child safeguarding.",
            id="R24 untrained",
        ),
        pytest.param(
            plan(boys(), groups=(group("B", min_age=12),), facilitators=()),
            "R24",
            "Children in “Work M1” on 5 June 2026: guardians' and children's agreement is not on record.",
            id="R24 consent",
        ),
        pytest.param(
            plan(boys(), groups=(group("B", min_age=12, max_age=30),), facilitators=()),
            "R24",
            "Children in “Work M1” on 5 June 2026: children under 15 are among adults who are not their"
            " family.",
            id="R24 ages",
        ),
        pytest.param(
            plan(boys(planned("9 Jul", "T26", space="HOUSEHOLD")), groups=(BOYS,), facilitators=()),
            "R24",
            "Children in “Work M1” on 9 July 2026: “Sexual violence and harassment” does not belong before"
            " others.",
            id="R24 topic",
        ),
    ],
)
def test_a_finding_says_what_was_seen(program, rule, expected):
    found = [f for f in audit(program, T) if f.rule == rule]
    assert expected in [sentence(f) for f in found]
    assert all(remedies(f) for f in found)


def test_facilitators_are_staff_and_may_be_named():
    (finding,) = [
        f for f in audit(plan(WORK, facilitators=(facilitator("Bo", reflections=()),)), T) if f.rule == "R12"
    ]
    assert "Bo" in sentence(finding)
