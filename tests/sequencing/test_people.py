"""R12 to R15, example by example. T is 1 July 2026; a number is that many days before it."""

from dataclasses import replace

import pytest

from programs.sequencing.audit import audit
from programs.sequencing.limits import Limits
from programs.sequencing.plan import Site

from .facts import (
    SITE,
    T,
    agent,
    appears,
    cancelled,
    concern,
    day,
    facilitator,
    held,
    men,
    plan,
    planned,
    reasons,
    said,
    story,
    women,
)

NAMES = {
    "R12": "staff_reflection_lapsed",
    "R13": "influencer_unprepared",
    "R14": "influencers_one_sided",
    "R15": "backlash_unattended",
}


def found(program, rule, on=T, limits=None):
    findings = [f for f in audit(program, on, limits or Limits()) if f.rule == rule]
    assert {f.name for f in findings} <= {NAMES[rule]}
    return findings


# ---------------------------------------------------------------------------------------------- R12


def reflecting(*days, key="Ada", **more):
    return facilitator(key, reflections=tuple(map(day, days)), **more)


def lapsed(*people, met=("10 Mar",), who=None, on=T, **more):
    sessions = tuple(one if not isinstance(one, str | int) else held(one) for one in met)
    named = tuple(p.key for p in people) if who is None else who
    program = plan(men(*sessions, facilitators=named, **more), facilitators=people)
    return [(f.subject, f.severity, f.seen["who"], f.seen["since"]) for f in found(program, "R12", on)]


@pytest.mark.parametrize(
    ("person", "met", "speaks"),
    [
        pytest.param(reflecting("1 Mar"), ("10 Mar",), True, id="last on 1 March"),
        pytest.param(reflecting("20 May"), ("10 Mar",), False, id="last on 20 May"),
        pytest.param(reflecting(90), ("10 Mar",), False, id="90 days ago"),
        pytest.param(reflecting(91), ("10 Mar",), True, id="91 days ago"),
        pytest.param(reflecting(200, 10), ("10 Mar",), False, id="the last one counts"),
        pytest.param(reflecting(10, 200), ("10 Mar",), False, id="in whatever order"),
        pytest.param(reflecting(200, -1), ("10 Mar",), True, id="one to come does not count"),
        pytest.param(reflecting(0), ("10 Mar",), False, id="today counts"),
        pytest.param(reflecting(200), (3,), True, id="however new the work"),
        pytest.param(reflecting(), ("1 May",), True, id="never, first session 1 May"),
        pytest.param(reflecting(), (30,), False, id="never, first session 30 days ago"),
        pytest.param(reflecting(), (31,), True, id="never, first session 31 days ago"),
        pytest.param(reflecting(), (31, 3), True, id="the first session counts"),
        pytest.param(reflecting(200), (), False, id="nothing was held yet"),
        pytest.param(reflecting(200), (planned(-3), cancelled(9)), False, id="nothing took place"),
        pytest.param(reflecting(200, left_on=day(1)), ("10 Mar",), False, id="left yesterday"),
        pytest.param(reflecting(200, left_on=T), ("10 Mar",), True, id="leaves today"),
    ],
)
def test_whoever_leads_reflects(person, met, speaks):
    assert bool(lapsed(person, met=met)) == speaks


def test_whoever_is_not_named_on_work_in_scope_is_not_looked_at():
    assert lapsed(reflecting(200), who=()) == []
    assert lapsed(reflecting(200), status="DRAFT") == []
    assert lapsed(reflecting(200), status="COMPLETED", ends="1 Jan 2025") == []


def test_somebody_new_has_thirty_days_from_the_first_session_they_led():
    by_another = held("10 Mar")._replace(team=("Bo",))
    by_her = held(30)._replace(team=("Bo", "Ada"))
    assert lapsed(reflecting(), met=(by_another, by_her)) == []
    assert lapsed(reflecting(), met=(by_another, by_her._replace(held_on=day(31)))) != []
    assert lapsed(reflecting(), met=(by_another,)) == []


def test_one_finding_names_all_and_the_first_day():
    people = (
        reflecting(200, key="Cy"),
        reflecting(key="Bo"),
        reflecting(120, key="Ada"),
        reflecting(9, key="Di"),
    )
    assert lapsed(*people) == [("P", "MEDIUM", ("Ada", "Bo", "Cy"), day(200))]
    assert lapsed(reflecting(key="Bo")) == [("P", "MEDIUM", ("Bo",), None)]
    assert (
        found(plan(men(held(90), facilitators=("Bo",)), facilitators=(reflecting(key="Bo"),)), "R12")[0].seen[
            "n"
        ]
        == 1
    )


def test_where_nobody_is_named_those_who_led_are_looked_at():
    by_her = held("10 Mar")._replace(team=("Ada",))
    assert lapsed(reflecting(200), reflecting(9, key="Bo"), met=(by_her,), who=()) == [
        ("P", "MEDIUM", ("Ada",), day(200))
    ]
    assert lapsed(reflecting(200), reflecting(9, key="Bo"), met=(by_her,), who=("Bo",)) == []
    assert lapsed(reflecting(200), met=(planned(-3)._replace(team=("Ada",)),), who=()) == []


def test_two_of_one_name_are_two():
    people = (reflecting(200), replace(reflecting(120, key="Bo"), name="Ada"))
    assert lapsed(*people) == [("P", "MEDIUM", ("Ada", "Ada"), day(200))]


def test_without_a_word_on_facilitators_nothing_is_said_of_reflection():
    assert found(plan(men(held("10 Mar"), facilitators=("Ada",)), facilitators=None), "R12") == []


def test_the_days_of_reflection_are_limits():
    program = plan(men(held(60), facilitators=("Ada",)), facilitators=(reflecting(50),))
    assert reasons(program, "R12", limits=Limits(reflection_every=49)) == [""]
    assert reasons(program, "R12", limits=Limits(reflection_every=50)) == []
    never = plan(men(held(60), facilitators=("Ada",)), facilitators=(reflecting(),))
    assert reasons(never, "R12", limits=Limits(reflection_grace=60)) == []


# ---------------------------------------------------------------------------------------------- R13

PUBLIC = {"element": "STEPPING_OUT"}
NOMINATED = agent("NOMINATED 1 Feb")
TRAINED = agent("NOMINATED 1 Feb", "VETTED 1 Apr", "TRAINED 1 May")
ACTIVE = agent("TRAINED 1 Feb", "ACTIVE 1 Mar")


def thirteen(*activities, agents=(NOMINATED,), on=T, limits=None, **more):
    return said(plan(*activities, change_agents=agents, **more), "R13", on, limits)


STAGE = [("M1", "ON_STAGE", "")]


@pytest.mark.parametrize(
    ("who", "appearance", "expected"),
    [
        pytest.param(NOMINATED, appears("5 Jun"), STAGE, id="a nominated leader speaks"),
        pytest.param(TRAINED, appears("5 Jun"), [], id="trained on 1 May"),
        pytest.param(TRAINED, appears("1 May"), [], id="on the day of the training"),
        pytest.param(TRAINED, appears("30 Apr"), STAGE, id="the day before it"),
        pytest.param(ACTIVE, appears("5 Jun"), [], id="active"),
        pytest.param(NOMINATED, appears("5 Jun", role="PARTICIPANT"), [], id="attends as participant"),
        pytest.param(NOMINATED, appears("5 Jun", role="COHOST"), STAGE, id="hosts"),
        pytest.param(agent("TRAINED 1 Feb", "SUSPENDED 4 Jun"), appears("5 Jun"), STAGE, id="suspended"),
        pytest.param(agent("TRAINED 1 Feb", "SUSPENDED 6 Jun"), appears("5 Jun"), [], id="suspended since"),
        pytest.param(agent("ACTIVE 1 Feb", "PAUSED 1 Mar"), appears("5 Jun"), STAGE, id="paused"),
        pytest.param(agent("VETTED 1 Feb"), appears("5 Jun"), STAGE, id="vetted, not trained"),
        pytest.param(agent(), appears("5 Jun"), STAGE, id="nothing on record"),
        pytest.param(NOMINATED, appears("10 Jul", planned=True), STAGE, id="is to speak"),
        pytest.param(TRAINED, appears("10 Jul", planned=True), [], id="is to speak, trained"),
        pytest.param(
            agent("NOMINATED 1 Feb", "TRAINED 2 Jul"),
            appears("10 Jul", planned=True),
            STAGE,
            id="as of today",
        ),
        pytest.param(NOMINATED, appears(365), STAGE, id="a year ago"),
        pytest.param(NOMINATED, appears(366), [], id="more than a year ago"),
        pytest.param(NOMINATED, appears(T), STAGE, id="today"),
        pytest.param(NOMINATED, appears(-1), [], id="nobody knows of tomorrow"),
        pytest.param(NOMINATED, appears("5 Jun", who="A9"), [], id="somebody who is not there"),
        pytest.param(NOMINATED, appears("5 Jun", work="M9"), [], id="elsewhere"),
    ],
)
def test_who_speaks_in_public_was_prepared(who, appearance, expected):
    assert thirteen(men(**PUBLIC), agents=(who,), appearances=(appearance,)) == expected


@pytest.mark.parametrize(
    ("activity", "space", "expected"),
    [
        pytest.param(men(), "MEN", [], id="a closed session"),
        pytest.param(men(), "COMMUNITY", STAGE, id="open to the community"),
        pytest.param(men(**PUBLIC), "MEN", STAGE, id="stepping out"),
        pytest.param(men(also_elements=("STEPPING_OUT",)), "MEN", [], id="stepping out besides"),
        pytest.param(men(status="CANCELLED", **PUBLIC), "MEN", [], id="called off"),
    ],
)
def test_public_is_what_steps_out_or_is_open_to_all(activity, space, expected):
    assert thirteen(activity, appearances=(appears("5 Jun", space=space),)) == expected


def test_a_finding_names_the_first_day_and_everybody_by_code():
    others = (NOMINATED, agent(code="A0"), agent("TRAINED 1 Feb", code="A2"))
    stage = (
        appears("9 Jun"),
        appears("5 Jun", who="A0", planned=True),
        appears("5 Jun", who="A0"),
        appears("1 Jun", who="A2"),
    )
    (finding,) = found(plan(men(**PUBLIC), change_agents=others, appearances=stage), "R13")
    assert finding.severity == "HIGH"
    assert finding.seen["who"] == ("A0", "A1")
    assert (finding.seen["on"], finding.seen["planned"]) == (day("5 Jun"), False)


def test_codes_come_in_order():
    crowd = tuple(agent("NOMINATED 1 Feb", code=f"A{n}") for n in range(9))
    stage = tuple(appears("5 Jun", who=f"A{n}") for n in range(9))
    (finding,) = found(plan(men(**PUBLIC), change_agents=crowd, appearances=stage), "R13")
    assert finding.seen["who"] == tuple(f"A{n}" for n in range(9))


@pytest.mark.parametrize(
    ("who", "tale", "expected"),
    [
        pytest.param(NOMINATED, story(agents=("A1",)), ["IN_MEDIA"], id="scheduled"),
        pytest.param(
            NOMINATED, story(agents=("A1",), state="PUBLISHED", shown_on=day(9)), ["IN_MEDIA"], id="shown"
        ),
        pytest.param(NOMINATED, story(agents=("A1",), state="CONSENT_CHECKED"), [], id="not scheduled"),
        pytest.param(NOMINATED, story(agents=("A1",), state="WITHDRAWN"), [], id="withdrawn"),
        pytest.param(NOMINATED, story(agents=("A9",)), [], id="somebody else"),
        pytest.param(TRAINED, story(agents=("A1",)), [], id="trained"),
        pytest.param(
            TRAINED, story(agents=("A1",), shown_on=day("30 Apr")), ["IN_MEDIA"], id="before the training"
        ),
        pytest.param(NOMINATED, story(agents=("A1",), shown_on=day(365)), ["IN_MEDIA"], id="a year ago"),
        pytest.param(NOMINATED, story(agents=("A1",), shown_on=day(366)), [], id="more than a year ago"),
        pytest.param(NOMINATED, story(agents=("A1",), shown_on=None), ["IN_MEDIA"], id="without a day"),
        pytest.param(TRAINED, story(agents=("A1",), shown_on=None), [], id="without a day, trained"),
    ],
)
def test_who_speaks_in_a_story_was_prepared(who, tale, expected):
    program = plan(men(), change_agents=(who,), stories=(tale,))
    assert [reason for reason in reasons(program, "R13") if reason == "IN_MEDIA"] == expected


def test_of_several_stories_the_first_by_title_is_named():
    tales = (
        story(agents=("A1",), title="Zoe"),
        story(agents=("A0",), title="Abe"),
        story(agents=("A2",), title="A"),
    )
    program = plan(
        men(), change_agents=(NOMINATED, agent(code="A0"), agent("TRAINED 1 Feb", code="A2")), stories=tales
    )
    (finding,) = found(program, "R13")
    assert (finding.subject, finding.severity) == ("P", "HIGH")
    assert (finding.seen["who"], finding.seen["story"]) == (("A0", "A1"), "Abe")


ALONE = ["UNSUPPORTED"]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        pytest.param(agent("ACTIVE 1 Feb", supported="1 Mar"), ALONE, id="last support 1 March"),
        pytest.param(agent("ACTIVE 1 Feb", supported=90), [], id="90 days ago"),
        pytest.param(agent("ACTIVE 1 Feb", supported=91), ALONE, id="91 days ago"),
        pytest.param(agent("ACTIVE 1 Feb", supported=-1), ALONE, id="what is to come does not count"),
        pytest.param(agent("ACTIVE 1 Feb", supported=T), [], id="today"),
        pytest.param(agent("TRAINED 1 Feb", supported="1 Mar"), [], id="trained, not active"),
        pytest.param(agent("ACTIVE 1 Feb", "ENDED 1 Jun", supported="1 Mar"), [], id="ended"),
        pytest.param(agent("ACTIVE 1 Feb", supported=None), ALONE, id="never, active since February"),
        pytest.param(
            agent("TRAINED 1 Feb", "ACTIVE 2 Apr", supported=None), [], id="never, active for 90 days"
        ),
        pytest.param(agent("TRAINED 1 Feb", "ACTIVE 1 Apr", supported=None), ALONE, id="never, for 91"),
        pytest.param(agent("ACTIVE 1 Jul", supported=None), [], id="active since today"),
        pytest.param(
            agent("ACTIVE 1 Feb", "PAUSED 1 Mar", "ACTIVE 1 Jun", supported=None),
            [],
            id="active again of late",
        ),
        pytest.param(
            agent("ACTIVE 1 Feb", "PAUSED 2 Jul", "ACTIVE 3 Jul", supported=None),
            ALONE,
            id="as known by today",
        ),
    ],
)
def test_whoever_is_active_has_support(who, expected):
    spoke = (appears("5 Jun"),)
    program = plan(men(**PUBLIC), change_agents=(who,), appearances=spoke)
    assert [reason for reason in reasons(program, "R13") if reason == "UNSUPPORTED"] == expected
    assert found(plan(men(), change_agents=(who,), appearances=()), "R13") == []
    told = plan(men(), change_agents=(who,), stories=(story(agents=("A1",)),))
    assert ("UNSUPPORTED" in reasons(told, "R13")) == bool(expected)


@pytest.mark.parametrize(
    ("lineage", "activity", "expected"),
    [
        pytest.param((1, 3), men(**PUBLIC), ALONE, id="in the district"),
        pytest.param((1, 3, 7), men(**PUBLIC), ALONE, id="in a village of it"),
        pytest.param((1,), men(**PUBLIC), [], id="in the country"),
        pytest.param((1, 4), men(**PUBLIC), [], id="in another district"),
        pytest.param((), men(**PUBLIC), [], id="nobody knows where"),
        pytest.param((1, 3), men(), [], id="of a program that does not step out"),
        pytest.param((1, 3), men(status="DRAFT", **PUBLIC), [], id="that drafts it"),
        pytest.param((1, 3), men(status="COMPLETED", ends="1 Jan 2020", **PUBLIC), ALONE, id="that did once"),
    ],
)
def test_who_lives_where_the_program_steps_out_is_ours(lineage, activity, expected):
    who = agent("ACTIVE 1 Feb", supported="1 Mar", lineage=lineage)
    program = plan(activity, change_agents=(who,), place=SITE)
    assert reasons(program, "R13") == expected
    assert reasons(plan(activity, change_agents=(who,)), "R13") == []


def test_a_register_of_which_nothing_is_said_is_not_judged():
    program = plan(men(**PUBLIC), change_agents=None, appearances=(appears("5 Jun"),), place=SITE)
    assert found(program, "R13") == found(program, "R14") == []


def test_the_days_of_support_are_a_limit():
    who = agent("ACTIVE 1 Feb", supported=50)
    program = plan(men(**PUBLIC), change_agents=(who,), place=SITE)
    assert reasons(program, "R13", limits=Limits(influencer_support=49)) == ALONE
    assert reasons(program, "R13", limits=Limits(influencer_support=50)) == []
    assert found(program, "R13", limits=Limits(influencer_support=49))[0].seen["who"] == ("A1",)


# ---------------------------------------------------------------------------------------------- R14


def known(*influences, state="NOMINATED"):
    return tuple(agent(f"{state} 1 Feb", code=f"A{n}", influences=one) for n, one in enumerate(influences))


@pytest.mark.parametrize(
    ("agents", "expected"),
    [
        pytest.param(known("MEN", "MEN", "MEN", "MEN"), ["WOMEN_UNKNOWN"], id="four, all men"),
        pytest.param((), ["BOTH_UNKNOWN"], id="the register is empty"),
        pytest.param(known("MEN", "MEN", "WOMEN"), [], id="two and one"),
        pytest.param(known("WOMEN"), ["MEN_UNKNOWN"], id="only women"),
        pytest.param(known("BOTH"), [], id="one who influences both"),
        pytest.param(known("YOUTH"), ["BOTH_UNKNOWN"], id="youth alone"),
        *(
            pytest.param(known("MEN") + known("WOMEN", state=state), ["WOMEN_UNKNOWN"], id=state)
            for state in ("DECLINED", "ENDED", "SUSPENDED")
        ),
        *(
            pytest.param(known("MEN") + known("WOMEN", state=state), [], id=state)
            for state in ("VETTING", "VETTED", "TRAINED", "ACTIVE", "PAUSED")
        ),
        pytest.param(
            known("MEN") + (agent("NOMINATED 2 Jul", influences="WOMEN"),),
            ["WOMEN_UNKNOWN"],
            id="from tomorrow",
        ),
    ],
)
def test_the_map_has_two_sides(agents, expected):
    (stands, *_) = [plan(men(**PUBLIC), change_agents=agents)]
    assert reasons(stands, "R14") == expected
    assert reasons(plan(men(), change_agents=agents), "R14") == []
    assert all((f.subject, f.severity) == ("P", "LOW") for f in found(stands, "R14"))


@pytest.mark.parametrize(
    ("status", "speaks"),
    [("DRAFT", False), ("PLANNED", True), ("PAUSED", True), ("COMPLETED", True), ("CANCELLED", False)],
)
def test_only_live_public_work_asks_for_the_map(status, speaks):
    assert bool(reasons(plan(men(status=status, **PUBLIC), change_agents=()), "R14")) == speaks


# ---------------------------------------------------------------------------------------------- R15


def fifteen(*concerns, **more):
    return [(f.reason, f.severity) for f in found(plan(concerns=concerns), "R15", **more)]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(concern("HIGH", "20 Jun"), [("NO_ACTION", "HIGH")], id="high, 20 June, no action"),
        pytest.param(concern("LOW", "10 Jun"), [], id="low, 10 June"),
        pytest.param(
            concern("HIGH", "1 Jun", "MONITORING 5 Jun", acted=("3 Jun",)), [], id="acted on, monitored"
        ),
        *(
            pytest.param(concern(severity, days), [], id=f"{severity} {days}")
            for severity, days in (("CRITICAL", 1), ("HIGH", 3), ("MEDIUM", 14), ("LOW", 30))
        ),
        *(
            pytest.param(concern(severity, days), [("NO_ACTION", severity)], id=f"{severity} {days}")
            for severity, days in (("CRITICAL", 2), ("HIGH", 4), ("MEDIUM", 15), ("LOW", 31))
        ),
        pytest.param(concern("HIGH", 14, acted=(9,)), [], id="acted on, 14 days"),
        pytest.param(concern("HIGH", 15, acted=(9,)), [("NOT_MONITORED", "HIGH")], id="acted on, 15 days"),
        pytest.param(concern("CRITICAL", 15, acted=(9,)), [("NOT_MONITORED", "CRITICAL")], id="critical too"),
        pytest.param(concern("MEDIUM", 40, acted=(9,)), [], id="less grave ones need no monitoring"),
        pytest.param(
            concern("HIGH", 15, "MONITORING 2 Jul", acted=(9,)),
            [("NOT_MONITORED", "HIGH")],
            id="from tomorrow",
        ),
        pytest.param(
            concern("HIGH", 15, "MONITORING 20 Jun"), [("NO_ACTION", "HIGH")], id="monitored without action"
        ),
        pytest.param(concern("HIGH", 9, acted=(-1,)), [("NO_ACTION", "HIGH")], id="an action of tomorrow"),
        pytest.param(concern("HIGH", 9, acted=(0,)), [], id="an action of today"),
        pytest.param(concern("HIGH", 9, acted=(-1, 5)), [], id="one of two is enough"),
        pytest.param(concern("HIGH", 99, "CLOSED 20 Jun"), [], id="closed"),
        pytest.param(concern("CRITICAL", 99, "ESCALATED 20 Jun"), [], id="handed over"),
        pytest.param(concern("HIGH", 99, "CLOSED 2 Jul"), [("NO_ACTION", "HIGH")], id="closed tomorrow"),
        pytest.param(
            concern("HIGH", 99, "ACKNOWLEDGED 20 Jun"), [("NO_ACTION", "HIGH")], id="acknowledged only"
        ),
        pytest.param(concern("CRITICAL", -1), [], id="not known yet"),
        pytest.param(concern("HIGH", 9)._replace(states=(("OPEN", day(-1)),)), [], id="entered tomorrow"),
    ],
)
def test_a_concern_is_met_in_time(one, expected):
    assert fifteen(one) == expected


def test_one_finding_as_grave_as_the_gravest():
    concerns = (
        concern("LOW", 90, setting="FAITH"),
        concern("HIGH", 9, kind="GROUP_SAFETY", setting="HOME"),
        concern("HIGH", 8, kind="DATA"),
    )
    (finding,) = found(plan(concerns=concerns), "R15")
    assert (finding.subject, finding.severity, finding.reason) == ("P", "HIGH", "NO_ACTION")
    assert {name: finding.seen[name] for name in ("n", "kind", "setting", "days")} == {
        "n": 3,
        "kind": "GROUP_SAFETY",
        "setting": "HOME",
        "days": 9,
    }


def test_of_equals_the_one_first_in_the_alphabet_is_told():
    same = [
        concern("HIGH", 9, kind=kind, setting=place)
        for kind, place in (("DATA", "WORK"), ("DATA", "ONLINE"), ("GROUP_SAFETY", "FAITH"))
    ]
    for concerns in (same, same[::-1]):
        (finding,) = found(plan(concerns=tuple(concerns)), "R15")
        assert (finding.seen["kind"], finding.seen["setting"]) == ("DATA", "ONLINE")


def test_the_days_for_concerns_are_limits():
    limits = Limits(concern_critical=5, concern_high=6, concern_medium=7, concern_low=8)
    for severity, days in (("CRITICAL", 5), ("HIGH", 6), ("MEDIUM", 7), ("LOW", 8)):
        assert fifteen(concern(severity, days), limits=limits) == []
        assert fifteen(concern(severity, days + 1), limits=limits) == [("NO_ACTION", severity)]
    assert fifteen(concern("HIGH", 9, acted=(9,)), limits=Limits(concern_monitored=8)) == [
        ("NOT_MONITORED", "HIGH")
    ]


def checked(on, word):
    return held(on)._replace(backlash=word)


NEVER = "NOT_ASKED"


@pytest.mark.parametrize(
    ("sessions", "speaks"),
    [
        pytest.param(
            [checked(20, NEVER), checked(13, NEVER), checked(6, NEVER)], True, id="three, never asked"
        ),
        pytest.param([checked(20, NEVER), checked(13, NEVER)], True, id="two"),
        pytest.param([checked(20, NEVER)], False, id="one"),
        pytest.param([checked(20, NEVER), checked(13, "NONE")], False, id="none is an answer"),
        pytest.param([checked(20, NEVER), checked(13, "YES_LOGGED")], False, id="so is yes"),
        pytest.param([checked(20, "NONE"), checked(13, "NONE")], False, id="asked each time"),
        pytest.param([checked(60, NEVER), checked(13, NEVER)], True, id="within 60 days"),
        pytest.param([checked(61, NEVER), checked(13, NEVER)], False, id="one is older"),
        pytest.param(
            [checked(61, "NONE"), checked(20, NEVER), checked(13, NEVER)], True, id="not asked of late"
        ),
        pytest.param([held(20), held(13), held(6)], False, id="of a workbook: unknown"),
        pytest.param([held(20), checked(13, NEVER)], False, id="one known"),
        pytest.param([held(27), checked(20, NEVER), checked(13, NEVER)], True, id="two known"),
        pytest.param([checked(20, NEVER), checked(-1, NEVER)], False, id="one is still to come"),
    ],
)
def test_backlash_is_asked_about(sessions, speaks):
    base = plan(men(*sessions, element="BUILDING_BASE"))
    assert said(base, "R15") == ([("M1", "NO_CHECK", "")] if speaks else [])
    assert bool(reasons(plan(men(*sessions, **PUBLIC)), "R15")) == speaks
    assert reasons(plan(men(*sessions)), "R15") == []
    assert reasons(plan(men(*sessions, element="BUILDING_BASE", status="CANCELLED")), "R15") == []
    assert all(f.severity == "MEDIUM" for f in found(base, "R15"))


def test_how_many_sessions_were_not_asked_about_is_told_and_a_limit():
    program = plan(men(held(27), checked(20, NEVER), checked(13, NEVER), element="BUILDING_BASE"))
    assert found(program, "R15")[0].seen["n"] == 2
    assert reasons(program, "R15", limits=Limits(backlash_min=3)) == []
    assert reasons(program, "R15", limits=Limits(backlash_days=19)) == []


# ---------------------------------------------------------------------------------------------- R19

VILLAGE = Site("Nyamugari", frozenset({1, 3, 7}))


@pytest.mark.parametrize(
    ("who", "silent"),
    [
        pytest.param(agent("TRAINED 1 May", lineage=(1, 3, 7)), True, id="trained, in the village"),
        pytest.param(agent("ACTIVE 1 May", lineage=(1, 3, 7)), True, id="active"),
        pytest.param(agent("ACTIVE 1 May", lineage=(1, 3, 7, 9)), True, id="in a part of it"),
        pytest.param(agent("VETTED 1 May", lineage=(1, 3, 7)), False, id="vetted only"),
        pytest.param(agent("ACTIVE 2 Jul", lineage=(1, 3, 7)), False, id="from tomorrow"),
        pytest.param(agent("ACTIVE 1 May", lineage=(1, 3)), False, id="of the district"),
        pytest.param(agent("ACTIVE 1 May", lineage=(1, 3, 8)), False, id="in another village"),
    ],
)
def test_somebody_of_influence_in_the_same_community_is_a_piece_of_the_puzzle(who, silent):
    program = plan(women(held("1 Mar"), starts="1 Mar", places=(VILLAGE,)), change_agents=(who,))
    assert (reasons(program, "R19") == []) == silent


def test_without_a_register_nobody_of_influence_is_there():
    program = plan(women(held("1 Mar"), starts="1 Mar", places=(VILLAGE,)), change_agents=None)
    assert reasons(program, "R19") == [""]
