"""R22 and R24, which nobody can dismiss, example by example. T is 1 July 2026."""

from dataclasses import replace

import pytest

from programs.sequencing.audit import NEVER_DISMISSED, audit

from .facts import (
    TRAINING,
    T,
    cancelled,
    consent,
    couples,
    day,
    facilitator,
    group,
    held,
    men,
    plan,
    planned,
    said,
    skill,
    story,
)

NAMES = {"R22": "story_without_consent", "R24": "children_unprotected"}


def found(program, rule, on=T):
    findings = [f for f in audit(program, on) if f.rule == rule]
    assert {f.name for f in findings} <= {NAMES[rule]}
    return findings


def test_nobody_dismisses_them():
    assert {"R22", "R24"} <= NEVER_DISMISSED


# ---------------------------------------------------------------------------------------------- R22


def missing(*stories, on=T):
    """How many consents are missing, by the finding; 0 if it is silent."""
    findings = found(plan(stories=stories), "R22", on)
    assert all((f.subject, f.severity) == ("P", "CRITICAL") for f in findings)
    return next((f.seen["n"] for f in findings if f.reason == "CONSENT"), 0)


CHILD = {"child": True, "guardian": "1 May", "assent": "2 May"}


@pytest.mark.parametrize(
    ("tale", "expected"),
    [
        pytest.param(story(consent(), people=2), 1, id="husband consented, wife not"),
        pytest.param(story(consent(), consent(given=None)), 1, id="her paper is empty"),
        pytest.param(story(consent(child=True, assent="1 May")), 1, id="age 16, no guardian consent"),
        pytest.param(story(consent(child=True, guardian="1 May")), 1, id="guardian's alone"),
        pytest.param(story(consent(**CHILD)), 0, id="both words"),
        pytest.param(story(consent(**{**CHILD, "guardian": "2 Jul"})), 1, id="guardian's word of tomorrow"),
        pytest.param(story(consent(**{**CHILD, "assent": "2 Jul"})), 1, id="own word of tomorrow"),
        pytest.param(story(consent(given=None, **CHILD)), 1, id="the paper of a child is empty"),
        pytest.param(story(consent(), consent()), 0, id="both valid"),
        pytest.param(story(consent(), people=2, state="DRAFT"), 0, id="still a draft"),
        pytest.param(story(consent(), people=2, state="WITHDRAWN"), 0, id="withdrawn"),
        pytest.param(story(consent(), people=2, state="CONSENT_CHECKED"), 1, id="checked"),
        pytest.param(story(consent(), people=2, state="PUBLISHED"), 1, id="published"),
        pytest.param(story(consent(), people=2, since="2 Jul"), 0, id="scheduled tomorrow"),
        pytest.param(story(people=0), 0, id="nobody is shown"),
        pytest.param(story(people=3), 3, id="nobody was asked"),
        pytest.param(story(consent(), consent(given=None), people=1), 1, id="one more than was said"),
        pytest.param(story(consent(given=T)), 0, id="given today"),
        pytest.param(story(consent(given=-1)), 1, id="given tomorrow"),
        pytest.param(story(consent(withdrawn=T)), 1, id="withdrawn today"),
        pytest.param(story(consent(withdrawn=-1)), 0, id="withdrawn tomorrow"),
        pytest.param(story(consent(expires="10 Jul")), 0, id="in force until it is shown"),
        pytest.param(story(consent(expires="9 Jul")), 1, id="ends the day before"),
        pytest.param(story(consent(expires=T), shown_on=day(9), state="PUBLISHED"), 0, id="ends today"),
        pytest.param(story(consent(expires=1), shown_on=day(9), state="PUBLISHED"), 1, id="ended yesterday"),
        pytest.param(story(consent(expires=T), shown_on=None), 0, id="without a day"),
        pytest.param(story(consent(reach=1), reach=2), 1, id="agreed to less"),
        pytest.param(story(consent(reach=3), reach=2), 0, id="agreed to more"),
    ],
)
def test_everybody_shown_has_agreed(tale, expected):
    assert missing(tale) == expected


def test_the_story_that_lacks_most_is_told():
    tales = (
        story(consent(), people=2, title="A"),
        story(people=2, title="B"),
        story(consent(), title="C"),
        story(people=1, title="Z"),
    )
    (finding,) = found(plan(stories=tales), "R22")
    assert (finding.seen["n"], finding.seen["story"], finding.seen["stories"]) == (2, "B", 3)


@pytest.mark.parametrize(
    ("tales", "expected"),
    [
        pytest.param([story(consent())], [], id="checked"),
        pytest.param(
            [story(consent(), no_harm_shown=False)], [("HARM", "Two who share", 1)], id="not checked"
        ),
        pytest.param([story(consent(), no_harm_shown=False, state="DRAFT")], [], id="a draft"),
        pytest.param(
            [story(consent(), no_harm_shown=False, title=name) for name in "BA"], [("HARM", "A", 2)], id="two"
        ),
    ],
)
def test_nobody_is_shown_as_harmed(tales, expected):
    findings = found(plan(stories=tuple(tales)), "R22")
    assert [(f.reason, f.seen["story"], f.seen["stories"]) for f in findings] == expected
    assert all((f.subject, f.severity) == ("P", "CRITICAL") for f in findings)


# ---------------------------------------------------------------------------------------------- R24

SAFE = (*TRAINING, "CHILD_SAFEGUARDING")
ADA, BO = facilitator("Ada", skills=SAFE), facilitator("Bo", skills=SAFE)
CY = facilitator("Cy")
AGREED = {"guardian_consent_on": day("1 Mar"), "child_assent_on": day("2 Mar")}
BOYS = group("B", "BOYS", min_age=12, max_age=15, **AGREED)
GROWN = group("G", "MEN", min_age=18)
TOLD = held("5 Jun", "T21")


def boys(*sessions, space="BOYS", **more):
    return men(*(sessions or (TOLD,)), space=space, **{"group_keys": ("B",), **more})


def lacks(activity, *, groups=(BOYS, GROWN), people=(ADA, BO)):
    """What is said of work that these people lead, unless it names others."""
    led = replace(activity, facilitators=activity.facilitators or tuple(one.key for one in people))
    return said(plan(led, groups=groups, facilitators=people), "R24")


def why(activity, **more):
    said_of_it = lacks(activity, **more)
    assert all(topic == "" for _subject, reason, topic in said_of_it if reason != "TOPIC")
    return sorted(reason for _subject, reason, _topic in said_of_it)


@pytest.mark.parametrize(
    ("activity", "people", "expected"),
    [
        pytest.param(boys(), (CY, BO), [], id="one of two is trained"),
        pytest.param(boys(), (CY, facilitator("Di")), ["SKILL"], id="boys 12-15 on T21, untrained"),
        pytest.param(boys(), (ADA,), ["TEAM"], id="alone"),
        pytest.param(boys(), (CY,), ["SKILL", "TEAM"], id="alone and untrained"),
        pytest.param(boys(), (), ["SKILL", "TEAM"], id="nobody"),
        pytest.param(
            couples(TOLD, space="HOUSEHOLD", group_keys=("B",)),
            (ADA,),
            ["TEAM"],
            id="household, one facilitator",
        ),
        pytest.param(boys(), (ADA, BO), [], id="two trained, consent and assent"),
        pytest.param(men(TOLD, group_keys=("G",)), (CY,), [], id="adults only"),
    ],
)
def test_two_adults_lead_and_one_is_trained(activity, people, expected):
    assert why(activity, people=people) == expected


@pytest.mark.parametrize(
    ("trained", "session", "expected"),
    [
        pytest.param(skill("CHILD_SAFEGUARDING", "5 Jun"), TOLD, [], id="trained on the day"),
        pytest.param(skill("CHILD_SAFEGUARDING", "6 Jun"), TOLD, ["SKILL"], id="trained the day after"),
        pytest.param(skill("CHILD_SAFEGUARDING", "1 May", "5 Jun"), TOLD, [], id="ran out that day"),
        pytest.param(skill("CHILD_SAFEGUARDING", "1 May", "4 Jun"), TOLD, ["SKILL"], id="ran out before"),
        pytest.param(skill("CHILD_SAFEGUARDING", T), planned("9 Jul", "T21"), [], id="trained today"),
        pytest.param(skill("CHILD_SAFEGUARDING", -1), planned("9 Jul", "T21"), ["SKILL"], id="not known yet"),
        pytest.param(
            skill("CHILD_SAFEGUARDING", "1 May", "8 Jul"),
            planned("9 Jul", "T21"),
            ["SKILL"],
            id="will run out",
        ),
    ],
)
def test_training_holds_on_the_day(trained, session, expected):
    assert why(boys(session), people=(CY, facilitator("Di", skills=(trained,)))) == expected


@pytest.mark.parametrize(
    ("session", "expected"),
    [
        pytest.param(TOLD._replace(team=("Cy",)), ["SKILL", "TEAM"], id="led by another one alone"),
        pytest.param(TOLD._replace(team=("Ada", "Cy")), [], id="led by others"),
        pytest.param(planned("9 Jul", "T21")._replace(team=("Cy",)), [], id="of a plan those named count"),
        pytest.param(planned("9 Jul", "T21"), [], id="planned"),
    ],
)
def test_the_team_is_that_of_the_day(session, expected):
    named = boys(session, facilitators=("Ada", "Bo"))
    assert why(named, people=(ADA, BO, CY)) == expected


def test_of_a_plan_that_names_nobody_the_team_of_the_session_counts():
    ahead = planned("9 Jul", "T21")._replace(team=("Ada", "Bo"))
    program = plan(boys(ahead), groups=(BOYS,), facilitators=(ADA, BO))
    assert said(program, "R24") == []


def test_whoever_has_left_does_not_lead():
    gone = facilitator("Bo", skills=SAFE, left_on=day("4 Jun"))
    assert why(boys(), people=(ADA, gone)) == ["TEAM"]
    assert why(boys(), people=(ADA, facilitator("Bo", left_on=day("5 Jun")))) == []


ALONE = {"people": (ADA,)}


@pytest.mark.parametrize(
    ("activity", "looked_at"),
    [
        pytest.param(boys(held("5 Jun", "T05")), False, id="an entry topic"),
        pytest.param(boys(held("5 Jun", "T05"), element="STEPPING_OUT"), True, id="in public"),
        pytest.param(
            boys(held("5 Jun", "T05"), also_elements=("STEPPING_OUT",)), False, id="in public besides"
        ),
        pytest.param(boys(held("5 Jun", "T05", "T24")), True, id="sensitive among others"),
        pytest.param(boys(held(365, "T21")), True, id="a year ago"),
        pytest.param(boys(held(366, "T21")), False, id="more than a year ago"),
        pytest.param(boys(planned(-300, "T21")), True, id="planned far ahead"),
        pytest.param(boys(planned(366, "T21")), True, id="planned long ago, and nobody has said"),
        pytest.param(boys(cancelled(9, "T21")), False, id="called off"),
        pytest.param(boys(held(-1, "T21")), False, id="nobody knows of tomorrow"),
        pytest.param(boys(status="DRAFT"), False, id="a draft"),
        pytest.param(boys(group_keys=()), True, id="a space of boys"),
        pytest.param(men(TOLD), False, id="men without a group"),
        pytest.param(men(held("5 Jun", "T21", boys=1, men=9)), True, id="a boy was counted"),
        pytest.param(men(held("5 Jun", "T21", girls=1, men=9)), True, id="a girl was counted"),
        pytest.param(men(held("5 Jun", "T05", girls=1, men=9), TOLD), False, id="counted elsewhere"),
        pytest.param(men(TOLD, group_keys=("S",)), True, id="from 17 on"),
        pytest.param(men(TOLD, group_keys=("G",)), False, id="from 18 on"),
        pytest.param(men(TOLD, group_keys=("N",)), False, id="nobody knows the ages"),
        pytest.param(men(TOLD, group_keys=("G", "S")), True, id="one of two groups"),
    ],
)
def test_who_is_looked_at(activity, looked_at):
    groups = (BOYS, GROWN, group("S", min_age=17, **AGREED), group("N"))
    assert ("TEAM" in why(activity, groups=groups, **ALONE)) == looked_at


def test_without_a_word_on_facilitators_nothing_is_said():
    assert said(plan(boys(), groups=(BOYS,), facilitators=None), "R24") == []


@pytest.mark.parametrize(
    ("consents", "expected"),
    [
        pytest.param(AGREED, [], id="both"),
        pytest.param({"guardian_consent_on": day("1 Mar")}, ["CONSENT"], id="guardians alone"),
        pytest.param({"child_assent_on": day("1 Mar")}, ["CONSENT"], id="children alone"),
        pytest.param({}, ["CONSENT"], id="neither"),
        pytest.param({"guardian_consent_on": T, "child_assent_on": T}, [], id="today"),
        pytest.param({**AGREED, "child_assent_on": day(-1)}, ["CONSENT"], id="children tomorrow"),
        pytest.param({**AGREED, "guardian_consent_on": day(-1)}, ["CONSENT"], id="guardians tomorrow"),
    ],
)
def test_guardians_and_children_have_agreed(consents, expected):
    young = group("B", "BOYS", min_age=15, max_age=17, **consents)
    assert why(boys(), groups=(young,)) == expected


def test_adults_among_them_need_no_guardian():
    mixed = men(TOLD, group_keys=("G", "B"))
    assert why(mixed, groups=(group("B", min_age=16, **AGREED), GROWN)) == []
    assert why(mixed, groups=(group("B", min_age=16), GROWN)) == ["CONSENT"]
    counted = men(held("5 Jun", "T21", boys=2), group_keys=("G",))
    assert why(counted) == ["CONSENT"]
    assert why(men(held("5 Jun", "T21", boys=2))) == []
    in_public = men(held("5 Jun", "T21", boys=2), group_keys=("G",), space="COMMUNITY")
    assert why(in_public) == []
    assert why(in_public, people=(ADA,)) == ["TEAM"]
    of_boys = men(held("5 Jun", "T21"), group_keys=("B",), space="COMMUNITY")
    assert why(of_boys, groups=(group("B", min_age=16),)) == ["CONSENT"]


@pytest.mark.parametrize(
    ("activity", "groups", "expected"),
    [
        pytest.param(boys(), (BOYS,), [], id="12 to 15 among themselves"),
        pytest.param(boys(), (group("B", min_age=14, max_age=18, **AGREED),), ["AGES"], id="14 to 18"),
        pytest.param(boys(), (group("B", min_age=14, max_age=17, **AGREED),), [], id="14 to 17"),
        pytest.param(boys(), (group("B", min_age=15, max_age=18, **AGREED),), [], id="15 to 18"),
        pytest.param(boys(), (group("B", min_age=12, **AGREED),), [], id="no upper age, only boys counted"),
        pytest.param(
            boys(held("5 Jun", "T21", boys=9, men=1)), (BOYS,), ["AGES"], id="a man was counted among them"
        ),
        pytest.param(
            boys(held("5 Jun", "T21", boys=9, women=1)),
            (BOYS,),
            ["AGES"],
            id="a woman was counted among them",
        ),
        pytest.param(boys(group_keys=("B", "G")), (BOYS, GROWN), ["AGES"], id="with a group of adults"),
        pytest.param(
            couples(held("5 Jun", "T21", boys=3, men=3), space="HOUSEHOLD", group_keys=("B",)),
            (BOYS,),
            [],
            id="in households",
        ),
        pytest.param(
            boys(held("5 Jun", "T21", space="HOUSEHOLD", boys=3, men=3)),
            (BOYS,),
            [],
            id="in a household session",
        ),
        pytest.param(
            boys(held("5 Jun", "T21", boys=3, men=3)),
            (group("B", min_age=15, **AGREED),),
            [],
            id="from 15 on",
        ),
        pytest.param(
            boys(held("5 Jun", "T21", boys=3, men=3)), (group("B", **AGREED),), [], id="ages unknown"
        ),
    ],
)
def test_the_youngest_do_not_meet_with_adults(activity, groups, expected):
    assert why(activity, groups=groups) == expected


MOTHERS = group("W", "WOMEN", min_age=25, max_age=60)


@pytest.mark.parametrize(
    ("session", "space", "expected"),
    [
        pytest.param(held("5 Jun", "T21", space="BOYS"), "HOUSEHOLD", [], id="boys apart"),
        pytest.param(
            held("5 Jun", "T21", space="BOYS", boys=9, women=1),
            "HOUSEHOLD",
            ["AGES"],
            id="a woman counted among boys apart",
        ),
        pytest.param(held("5 Jun", "T21"), "MIXED_ADULT", ["AGES"], id="all together"),
        pytest.param(held("5 Jun", "T21"), "BOYS", ["AGES"], id="all in a space of boys"),
        pytest.param(
            held("5 Jun", "T21", space="WOMEN", women=9, boys=1),
            "HOUSEHOLD",
            ["AGES"],
            id="a boy counted among mothers apart",
        ),
    ],
)
def test_boys_who_meet_apart_do_not_meet_with_adults(session, space, expected):
    work = couples(session, space=space, group_keys=("B", "W"))
    assert why(work, groups=(BOYS, MOTHERS)) == expected


@pytest.mark.parametrize(
    ("session", "space", "expected"),
    [
        pytest.param(held("5 Jun", "T21", space="WOMEN"), "HOUSEHOLD", [], id="mothers of households"),
        pytest.param(held("5 Jun", "T21", space="WOMEN"), "BOYS", [], id="mothers of boys"),
        pytest.param(held("5 Jun", "T21", space="BOYS"), "HOUSEHOLD", ["TEAM"], id="boys"),
        pytest.param(held("5 Jun", "T21", space="MEN"), "HOUSEHOLD", ["TEAM"], id="nobody's space"),
        pytest.param(held("5 Jun", "T21", space="MEN"), "BOYS", ["TEAM"], id="nobody's space, of boys' work"),
    ],
)
def test_adults_who_meet_apart_are_not_children(session, space, expected):
    work = couples(session, space=space, group_keys=("B", "W"))
    assert [reason for reason in why(work, groups=(BOYS, MOTHERS), **ALONE) if reason == "TEAM"] == expected


def test_a_space_of_children_is_theirs_whatever_their_ages():
    work = couples(held("5 Jun", "T21", space="GIRLS"), space="HOUSEHOLD", group_keys=("N", "W"))
    assert "TEAM" in why(work, groups=(group("N", "GIRLS"), MOTHERS), **ALONE)
    guests = boys(held("5 Jun", "T21", space="MEN"), group_keys=("N",))
    assert "TEAM" in why(guests, groups=(group("N", "BOYS"),), **ALONE)


@pytest.mark.parametrize(
    ("space", "topics", "expected"),
    [
        ("MIXED_YOUTH", ("T26",), ["T26"]),
        ("MIXED_YOUTH", ("T27",), ["T27"]),
        ("MIXED_YOUTH", ("T26", "T27"), ["T26", "T27"]),
        ("HOUSEHOLD", ("T26",), ["T26"]),
        ("COUPLES", ("T27",), ["T27"]),
        ("BOYS", ("T27",), []),
        ("MIXED_YOUTH", ("T24",), []),
        ("COMMUNITY", ("T26",), []),
    ],
)
def test_some_topics_do_not_belong_before_others(space, topics, expected):
    program = plan(
        boys(planned("9 Jul", *topics, space=space), facilitators=("Ada", "Bo")),
        groups=(BOYS,),
        facilitators=(ADA, BO),
    )
    assert sorted(topic for _s, reason, topic in said(program, "R24") if reason == "TOPIC") == expected
    assert {reason for _s, reason, _t in said(program, "R24")} <= {"TOPIC"}


def test_each_finding_is_critical_and_tells_of_the_first_session():
    sessions = (held("9 Jun", "T21"), held("5 Jun", "T21"), planned("5 Jun", "T21"), planned("9 Jul", "T21"))
    program = plan(boys(*sessions, facilitators=("Ada",)), groups=(BOYS,), facilitators=(ADA,))
    (finding,) = found(program, "R24")
    assert (finding.subject, finding.severity, finding.reason) == ("M1", "CRITICAL", "TEAM")
    assert finding.seen["on"] == day("5 Jun")
    assert (finding.seen["planned"], finding.seen["n"]) == (False, 4)
    overdue = boys(held("5 Jun", "T21"), planned("1 Jun", "T21"), facilitators=("Ada",))
    (finding,) = found(plan(overdue, groups=(BOYS,), facilitators=(ADA,)), "R24")
    assert (finding.seen["on"], finding.seen["planned"]) == (day("1 Jun"), True)
