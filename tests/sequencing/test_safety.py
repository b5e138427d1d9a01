"""R10 and R11, example by example. T is 1 July 2026; a number is that many days before it."""

from dataclasses import replace

import pytest

from programs.sequencing.audit import NEVER_DISMISSED, audit
from programs.sequencing.limits import Limits
from programs.sequencing.plan import Site
from programs.sequencing.rules.safety import by_name

from .facts import (
    PROTOCOLS,
    SECTORS,
    SITE,
    TRAINING,
    T,
    couples,
    day,
    facilitator,
    group,
    held,
    led,
    men,
    observed,
    pathway,
    plan,
    planned,
    reasons,
    said,
    service,
    skill,
    trained,
    women,
)
from .facts import activity as work

ADA = facilitator()
PLACE = {"places": (SITE,)}
GUIDE = pathway(kind="POCKET_GUIDE", elsewhere=True)
CHILD = pathway(service("CHILD_PROTECTION"), kind="CHILD_PROTECTION")
NONE = ["NO_PATHWAY"]


READY = (pathway(),)


def safe(*activities, pathways=READY, people=(ADA,), protocols=PROTOCOLS, **more):
    return plan(*activities, pathways=pathways, facilitators=people, protocols=protocols, **more)


def ten(*activities, **more):
    return reasons(safe(*activities, **more), "R10")


def without(*sectors):
    return pathway(*(service(one) for one in SECTORS if one not in sectors))


# ---------------------------------------------------------------------------------------------- R10


@pytest.mark.parametrize(
    ("activity", "expected"),
    [
        pytest.param(couples(**PLACE), NONE, id="couples in a district with no pathway"),
        pytest.param(couples(space="HOUSEHOLD", **PLACE), NONE, id="households"),
        pytest.param(men(element="INTIMATE_DIALOGUES", **PLACE), NONE, id="an intimate dialogue"),
        pytest.param(men(also_elements=("INTIMATE_DIALOGUES",), **PLACE), NONE, id="one besides"),
        pytest.param(men(planned("20 Jul", "T24"), **PLACE), NONE, id="a sensitive session planned"),
        pytest.param(men(held("1 Jun", "T24"), **PLACE), NONE, id="a sensitive session held"),
        pytest.param(men(held(365, "T24"), **PLACE), NONE, id="held a year ago"),
        pytest.param(men(held(366, "T24"), **PLACE), [], id="held more than a year ago"),
        pytest.param(work("S", "STAFF", "1 Mar", None, held(9, "T24"), **PLACE), NONE, id="among staff too"),
        pytest.param(
            work("C", "COMMUNITY", "1 Mar", None, held(9, "T24"), **PLACE), NONE, id="in public too"
        ),
        pytest.param(
            men(held("1 Jun", "T05"), planned("20 Jul", "T11"), **PLACE), [], id="entry topics only"
        ),
        pytest.param(
            men(held(9, "T05", space="COUPLES"), **PLACE), NONE, id="a couples' session among men's"
        ),
        pytest.param(
            men(planned(-9, "T05", space="HOUSEHOLD"), **PLACE), NONE, id="a household session planned"
        ),
        pytest.param(men(held(366, "T05", space="COUPLES"), **PLACE), [], id="a couples' session long ago"),
        pytest.param(work("X", "MIXED_ADULT", "1 Mar", None, **PLACE), [], id="other mixed work"),
        pytest.param(couples(status="DRAFT", **PLACE), [], id="a draft"),
        pytest.param(couples(status="PLANNED", starts=-90, ends=None, **PLACE), NONE, id="planned soon"),
        pytest.param(couples(status="PLANNED", starts=-91, ends=None, **PLACE), [], id="planned far ahead"),
        pytest.param(couples(), [], id="nobody knows where"),
    ],
)
def test_who_needs_a_pathway(activity, expected):
    assert ten(activity, pathways=()) == expected


@pytest.mark.parametrize(
    ("pathways", "expected"),
    [
        pytest.param([pathway()], [], id="verified 1 March, all services"),
        pytest.param([pathway(verified="1 Dec 2025")], ["EXPIRED"], id="last verified 212 days ago"),
        pytest.param([pathway(verified=180)], [], id="180 days ago"),
        pytest.param([pathway(verified=181)], ["EXPIRED"], id="181 days ago"),
        pytest.param([pathway(verified=T)], [], id="verified today"),
        pytest.param([pathway(verified=-1)], ["EXPIRED"], id="verified tomorrow"),
        pytest.param([pathway(verified=None)], ["EXPIRED"], id="never verified"),
        pytest.param([pathway(review=T)], [], id="review due today"),
        pytest.param([pathway(review=1)], ["EXPIRED"], id="review was due yesterday"),
        pytest.param([pathway(status="NEEDS_REVIEW")], ["EXPIRED"], id="needs review"),
        pytest.param([pathway(status="VERIFIED")], NONE, id="verified but not in use"),
        pytest.param([pathway(status="SUSPENDED")], NONE, id="suspended as unsafe"),
        pytest.param([pathway(places=(1,))], [], id="of the country: an ancestor"),
        pytest.param([pathway(places=(4,))], NONE, id="of another district"),
        pytest.param([pathway(places=(9, 3))], [], id="of several places"),
        pytest.param([pathway(kind="MALE_SURVIVOR")], NONE, id="of another kind"),
        pytest.param([pathway(verified=999), pathway()], [], id="one of two is ready"),
        pytest.param([pathway(), pathway(verified=999)], [], id="the other is ready"),
    ],
)
def test_what_a_ready_pathway_is(pathways, expected):
    assert ten(couples(**PLACE), pathways=pathways) == expected


@pytest.mark.parametrize(
    ("sector", "status"),
    [
        (sector, status)
        for sector in SECTORS
        for status in ("LIMITED", "TEMPORARILY_CLOSED", "CLOSED", "UNVERIFIED")
    ],
)
def test_every_service_is_available(sector, status):
    others = [service(one) for one in SECTORS if one != sector]
    assert ten(couples(**PLACE), pathways=[pathway(*others, service(sector, status))]) == [
        f"MISSING_{sector}"
    ]
    assert ten(couples(**PLACE), pathways=[without(sector)]) == [f"MISSING_{sector}"]


@pytest.mark.parametrize(
    ("until", "expected"), [(T, []), (1, ["MISSING_HEALTH"]), (None, ["MISSING_HEALTH"])]
)
def test_a_service_counts_while_somebody_called_it_in_time(until, expected):
    others = [service(one) for one in SECTORS[1:]]
    assert ten(couples(**PLACE), pathways=[pathway(*others, service("HEALTH", until=until))]) == expected


def test_one_pathway_leads_to_all_and_the_best_of_several_is_told_of():
    two = [without("HEALTH", "SAFETY"), without("HEALTH")]
    assert ten(couples(**PLACE), pathways=two) == ["MISSING_HEALTH"]
    assert ten(couples(**PLACE), pathways=two[::-1]) == ["MISSING_HEALTH"]
    assert ten(couples(**PLACE), pathways=[without(*SECTORS[:2])]) == [
        f"MISSING_{one}" for one in SECTORS[:2]
    ]


@pytest.mark.parametrize(
    ("activity", "groups", "expected"),
    [
        pytest.param(couples(space="HOUSEHOLD", **PLACE), (), 1, id="households"),
        pytest.param(men(planned(-9, space="HOUSEHOLD"), **PLACE), (), 1, id="a household session"),
        pytest.param(couples(group_keys=("G",), **PLACE), (group("G", min_age=17),), 1, id="from 17"),
        pytest.param(couples(group_keys=("G",), **PLACE), (group("G", min_age=18),), 0, id="from 18"),
        pytest.param(couples(group_keys=("G",), **PLACE), (group("G"),), 0, id="age not known"),
        pytest.param(men(held(9, "T24"), space="BOYS", **PLACE), (), 1, id="a space of boys"),
        pytest.param(men(held(9, "T24"), **PLACE), (), 0, id="men"),
    ],
)
def test_where_children_may_be_there_is_child_protection(activity, groups, expected):
    assert ten(activity, groups=groups) == ["MISSING_CHILD_PROTECTION"] * expected
    assert ten(activity, groups=groups, pathways=[pathway(), CHILD]) == []
    own = pathway(*map(service, SECTORS), service("CHILD_PROTECTION"))
    assert ten(activity, groups=groups, pathways=[own]) == []
    for unusable in (replace(CHILD, status="DRAFT"), replace(CHILD, verified_on=day(181))):
        assert ten(activity, groups=groups, pathways=[pathway(), unusable]) == (
            ["MISSING_CHILD_PROTECTION"] * expected
        )


def test_child_protection_comes_on_top_of_what_else_is_missing():
    found = ten(couples(space="HOUSEHOLD", **PLACE), pathways=[without("SAFETY")])
    assert found == ["MISSING_CHILD_PROTECTION", "MISSING_SAFETY"]


def levels(program, rule="R10"):
    return [(f.reason, f.severity) for f in audit(program, T) if f.rule == rule]


@pytest.mark.parametrize(
    ("activity", "pathways", "expected"),
    [
        pytest.param(men(held(9, "T24"), **PLACE), [GUIDE], [("NO_PATHWAY", "WARNING")], id="men"),
        pytest.param(
            men(held(9, "T24"), **PLACE),
            [GUIDE, pathway(verified=181)],
            [("EXPIRED", "WARNING")],
            id="an expired pathway besides",
        ),
        pytest.param(
            men(held(9, "T24"), **PLACE),
            [GUIDE, without("SAFETY")],
            [("MISSING_SAFETY", "WARNING")],
            id="a gap",
        ),
        pytest.param(couples(**PLACE), [GUIDE], [("NO_PATHWAY", "CRITICAL")], id="not for couples"),
        pytest.param(
            men(element="INTIMATE_DIALOGUES", **PLACE),
            [GUIDE],
            [("NO_PATHWAY", "CRITICAL")],
            id="nor dialogues",
        ),
        pytest.param(
            men(held(9, "T24"), **PLACE),
            [replace(GUIDE, help_elsewhere=False)],
            [("NO_PATHWAY", "CRITICAL")],
            id="a guide that names nobody",
        ),
        pytest.param(
            men(held(9, "T24"), **PLACE),
            [replace(GUIDE, verified_on=day(181))],
            [("NO_PATHWAY", "CRITICAL")],
            id="an old guide",
        ),
        pytest.param(
            men(held(9, "T24"), **PLACE),
            [replace(GUIDE, places=frozenset({4}))],
            [("NO_PATHWAY", "CRITICAL")],
            id="a guide for elsewhere",
        ),
    ],
)
def test_a_pocket_guide_lowers_it_except_for_couples_and_families(activity, pathways, expected):
    assert levels(safe(activity, pathways=pathways)) == expected


ELSEWHERE = Site("Gatore", frozenset({1, 4}))


def test_every_place_where_it_meets_is_covered():
    both = couples(places=(SITE, ELSEWHERE))
    (finding,) = [f for f in audit(safe(both), T) if f.rule == "R10"]
    assert (finding.reason, finding.seen["place"], finding.seen["last"]) == ("NO_PATHWAY", "Gatore", None)
    assert ten(both, pathways=[pathway(), pathway(places=(4,))]) == []
    (first,) = [f for f in audit(safe(both, pathways=()), T) if f.rule == "R10"]
    assert first.seen["place"] == "Gatore"
    (first,) = [f for f in audit(safe(both, pathways=[pathway(verified=T)]), T) if f.rule == "R10"]
    assert (first.seen["place"], first.seen["last"]) == ("Gatore", None)


def test_of_two_places_of_one_name_always_the_same_is_told_of():
    here, there = Site("Gatore", frozenset({1, 3})), Site("Gatore", frozenset({1, 4}))
    old = [pathway(verified=200), pathway(verified=300, places=(4,))]
    for places in ((here, there), (there, here)):
        (finding,) = [f for f in audit(safe(couples(places=places), pathways=old), T) if f.rule == "R10"]
        assert finding.seen["last"] == day(200)


def test_places_are_told_of_in_the_order_of_their_ids_as_words():
    """However a set happens to lay out its members: sorted, or two runs might differ."""
    one, two = Site("A", frozenset({40, 2})), Site("A", frozenset({40, 1}))
    assert by_name(one) == ("A", ["2", "40"])
    assert by_name(two) < by_name(one)


def test_a_guide_in_one_of_two_places_lowers_nothing():
    both = men(held(9, "T24"), places=(SITE, ELSEWHERE))
    assert levels(safe(both, pathways=[GUIDE])) == [("NO_PATHWAY", "CRITICAL")]
    everywhere = replace(GUIDE, places=frozenset({3, 4}))
    assert levels(safe(both, pathways=[everywhere])) == [("NO_PATHWAY", "WARNING")]


@pytest.mark.parametrize(
    ("pathways", "last"),
    [
        ([pathway(verified=181), pathway(verified=200)], day(181)),
        (
            [pathway(verified=200), pathway(verified=181), pathway(verified=None), pathway(verified=-5)],
            day(181),
        ),
        ([pathway(verified=None)], None),
        ([pathway(verified=0, status="NEEDS_REVIEW")], T),
    ],
)
def test_it_says_when_a_pathway_was_last_verified(pathways, last):
    (finding,) = [f for f in audit(safe(couples(**PLACE), pathways=pathways), T) if f.rule == "R10"]
    assert finding.seen["last"] == last


@pytest.mark.parametrize(
    ("who", "protocols", "expected"),
    [
        pytest.param(ADA, PROTOCOLS, [], id="read"),
        pytest.param(facilitator(acknowledged=()), PROTOCOLS, ["PROTOCOL"], id="not read"),
        pytest.param(facilitator(acknowledged=((1, T),)), PROTOCOLS, [], id="read today"),
        pytest.param(facilitator(acknowledged=((1, day(-1)),)), PROTOCOLS, ["PROTOCOL"], id="read tomorrow"),
        pytest.param(ADA, (*PROTOCOLS, (2, day(1))), ["PROTOCOL"], id="a new version since yesterday"),
        pytest.param(ADA, (*PROTOCOLS, (2, day(-1))), [], id="a new version tomorrow"),
        pytest.param(ADA, (*PROTOCOLS, (2, T)), ["PROTOCOL"], id="a new version today"),
        pytest.param(ADA, (), ["PROTOCOL"], id="no protocol in force"),
        pytest.param(facilitator(acknowledged=(), left_on=day(1)), PROTOCOLS, [], id="left yesterday"),
        pytest.param(facilitator(acknowledged=(), left_on=T), PROTOCOLS, ["PROTOCOL"], id="leaves today"),
    ],
)
def test_everybody_assigned_has_read_the_protocol_in_force(who, protocols, expected):
    assert ten(couples(**led(who)), people=(who,), protocols=protocols) == expected


def test_it_names_all_who_have_not_read_it():
    zoe, bo = facilitator("Zoe", acknowledged=()), facilitator("Bo", acknowledged=())
    program = safe(couples(**led(zoe, ADA, bo)), people=(zoe, ADA, bo))
    (finding,) = [f for f in audit(program, T) if f.rule == "R10"]
    assert (finding.reason, finding.seen["who"], finding.severity) == ("PROTOCOL", ("Bo", "Zoe"), "CRITICAL")
    assert finding.seen["protocol"] == PROTOCOLS[0]
    assert finding.name == "pathway_not_ready"
    lowered = men(held(9, "T24"), **led(bo))
    found = levels(safe(lowered, people=(bo,), pathways=[GUIDE]))
    assert sorted(found) == [("NO_PATHWAY", "WARNING"), ("PROTOCOL", "CRITICAL")]


def test_what_nobody_told_of_is_not_held_against_a_program():
    assert ten(couples(**led(ADA)), pathways=None, people=None, protocols=()) == []
    assert ten(couples(**led(ADA)), pathways=None, people=(ADA,), protocols=()) == ["PROTOCOL"]
    assert ten(couples(**led(ADA)), pathways=(), people=None, protocols=()) == NONE


def test_an_office_may_ask_for_fresher_verification():
    program = safe(couples(**PLACE))
    assert reasons(program, "R10", limits=Limits(pathway_valid=121)) == ["EXPIRED"]
    assert reasons(program, "R10", limits=Limits(pathway_valid=122)) == []


def test_nobody_can_dismiss_them():
    assert {"R10", "R11", "R22", "R24"} == NEVER_DISMISSED


# ---------------------------------------------------------------------------------------------- R11

BO = trained()
SENSITIVE = planned("10 Jul", "T24")


def eleven(*sessions, people=(BO,), limits=None, who=None, make=men, **more):
    program = safe(make(*sessions, **led(*people, who=who), **more), people=people)
    return [(reason, topic) for _subject, reason, topic in said(program, "R11", limits=limits)]


UNREADY = [("NOT_READY", "T24")]


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        pytest.param((BO,), UNREADY, id="T24 on 10 July, the one who leads is only trained"),
        pytest.param((BO, ADA), [], id="one of two is ready"),
        pytest.param((ADA,), [], id="ready"),
        pytest.param((), UNREADY, id="nobody is assigned"),
        pytest.param((facilitator(left_on=day("9 Jul")),), UNREADY, id="leaves the day before"),
        pytest.param((facilitator(left_on=day("10 Jul")),), [], id="leaves on the day"),
        pytest.param((facilitator(suspended=((day(3), None),)),), UNREADY, id="suspended"),
        pytest.param(
            (facilitator(skills=(*TRAINING, skill("PSEA", 99, "9 Jul"))),),
            UNREADY,
            id="expires the day before",
        ),
        pytest.param(
            (facilitator(skills=(*TRAINING, skill("PSEA", 99, "10 Jul"))),), [], id="expires on the day"
        ),
    ],
)
def test_somebody_who_leads_a_sensitive_session_is_ready(people, expected):
    assert eleven(SENSITIVE, people=people) == expected


@pytest.mark.parametrize(
    ("session", "expected"),
    [
        pytest.param(planned(T, "T24"), UNREADY, id="planned today"),
        pytest.param(planned(-30, "T24"), UNREADY, id="in 30 days"),
        pytest.param(planned(-31, "T24"), [], id="in 31 days"),
        pytest.param(planned(1, "T24"), [], id="planned for yesterday and not logged"),
        pytest.param(held(90, "T24"), UNREADY, id="held 90 days ago"),
        pytest.param(held(91, "T24"), [], id="held 91 days ago"),
        pytest.param(held(T, "T24"), UNREADY, id="held today"),
        pytest.param(planned(-9, "T05"), [], id="an entry topic"),
        pytest.param(planned(-9, "T11"), [], id="an intermediate topic"),
        pytest.param(planned(-9, "T99"), [], id="an unknown topic"),
        pytest.param(planned(-9), [], id="no topic"),
        pytest.param(planned(-9, "T05", space="COUPLES"), [("NOT_READY", "")], id="couples"),
        pytest.param(planned(-9, "T05", space="HOUSEHOLD"), [("NOT_READY", "")], id="households"),
        pytest.param(planned(-9, "T24", space="STAFF"), UNREADY, id="staff too"),
        pytest.param(planned(-9, "T24", "T26", "T05"), [*UNREADY, ("NOT_READY", "T26")], id="two topics"),
    ],
)
def test_which_sessions_are_looked_at(session, expected):
    assert eleven(session) == expected


@pytest.mark.parametrize(("element", "also"), [("INTIMATE_DIALOGUES", ()), ("WGE", ("INTIMATE_DIALOGUES",))])
def test_every_session_of_an_intimate_dialogue_is(element, also):
    field = {"element": element, "also_elements": also}
    assert eleven(planned(-9, "T05"), **field) == [("NOT_READY", "")]
    assert eleven(planned(-9, "T05"), people=(ADA,), **field) == []


@pytest.mark.parametrize("status", ["DRAFT", "CANCELLED"])
def test_work_that_is_off_is_not_looked_at(status):
    assert eleven(held(9, "T24"), status=status) == []


def test_a_held_session_is_judged_by_who_led_it_on_that_day():
    late = facilitator("Cy", observations=(observed(50), observed(40)))
    assert eleven(held(39, "T24"), people=(late,)) == []
    assert eleven(held(41, "T24"), people=(late,)) == UNREADY
    by_ada = held(9, "T24")._replace(team=("Ada",))
    assert eleven(by_ada, people=(BO, ADA), who=("Bo",)) == []
    by_bo = held(9, "T24")._replace(team=("Bo",))
    assert eleven(by_bo, people=(BO, ADA), who=("Ada",)) == UNREADY


def test_the_day_is_that_on_which_it_was_held_not_planned():
    late = held(9, "T24")._replace(planned_on=day(60))
    fresh = facilitator(observations=(observed(50), observed(40)))
    assert eleven(late, people=(fresh,)) == []
    (finding,) = [f for f in audit(safe(men(late, **led(BO)), people=(BO,)), T) if f.rule == "R11"]
    assert finding.seen["on"] == day(9)


def test_a_planned_session_is_judged_by_who_is_named_on_the_intervention():
    for_bo = SENSITIVE._replace(team=("Bo",))
    assert eleven(for_bo, people=(BO, ADA), who=("Ada",)) == []
    assert eleven(for_bo, people=(BO, ADA), who=()) == UNREADY
    assert eleven(SENSITIVE._replace(team=("Ada",)), people=(BO, ADA), who=()) == []


@pytest.mark.parametrize(
    ("skills", "expected"),
    [
        (("CONFLICT_RESOLUTION", "PSYCHOSOCIAL", "COUNSELLING"), ()),
        (("CONFLICT_RESOLUTION", "PSYCHOSOCIAL"), ("COUNSELLING",)),
        (("CONFLICT_RESOLUTION", "COUNSELLING"), ("PSYCHOSOCIAL",)),
        (("PSYCHOSOCIAL", "COUNSELLING"), ("CONFLICT_RESOLUTION",)),
        ((), ("CONFLICT_RESOLUTION", "PSYCHOSOCIAL", "COUNSELLING")),
        (("CONFLICT_RESOLUTION", "PSYCHOSOCIAL", skill("COUNSELLING", 99, "9 Jul")), ("COUNSELLING",)),
        (("CONFLICT_RESOLUTION", "PSYCHOSOCIAL", skill("COUNSELLING", 99, "10 Jul")), ()),
        (("CONFLICT_RESOLUTION", "PSYCHOSOCIAL", skill("COUNSELLING", -1)), ("COUNSELLING",)),
    ],
)
def test_a_couples_team_has_three_skills_between_them(skills, expected):
    who = facilitator(skills=(*TRAINING, "PSEA", *skills))
    program = safe(couples(planned("10 Jul", "T05"), **led(who)), people=(who,))
    found = [f for f in audit(program, T) if f.rule == "R11"]
    assert [(f.reason, f.topic, f.seen["skills"], f.severity) for f in found] == (
        [("SKILLS", "", expected, "CRITICAL")] if expected else []
    )


def test_the_skills_are_the_teams_and_for_couples_and_dialogues_only():
    bare = facilitator("Cy", skills=(*TRAINING, "PSEA"))
    assert eleven(planned(-9), make=couples, people=(bare,)) == [("SKILLS", "")]
    assert eleven(planned(-9), make=couples, people=(bare, facilitator("Di", observations=()))) == []
    assert eleven(SENSITIVE, people=(bare,)) == []
    assert eleven(planned(-9), people=(bare,), element="INTIMATE_DIALOGUES") == [("SKILLS", "")]
    assert eleven(planned(-9), make=couples, people=()) == [("NOT_READY", "")]
    counsel = facilitator("Ed", skills=(*TRAINING, "PSEA", *(skill(c, 10) for c in ("PSYCHOSOCIAL",))))
    assert eleven(held(20), make=couples, people=(counsel,)) == [("SKILLS", "")]


def test_a_skill_counts_from_the_day_of_its_training():
    fresh = facilitator(
        skills=(
            *TRAINING,
            "PSEA",
            *(skill(c, 10) for c in ("CONFLICT_RESOLUTION", "PSYCHOSOCIAL", "COUNSELLING")),
        )
    )
    assert eleven(held(10), make=couples, people=(fresh,)) == []
    assert eleven(held(11), make=couples, people=(fresh,)) == [("SKILLS", "")]


@pytest.mark.parametrize(
    ("space", "genders", "expected"),
    [
        ("MEN", ["man"], ""),
        ("MEN", ["boy"], ""),
        ("MEN", ["woman"], "MALE"),
        ("MEN", ["woman", "man"], ""),
        ("MEN", ["woman", ""], ""),
        ("BOYS", ["woman"], "MALE"),
        ("BOYS", ["man"], ""),
        ("WOMEN", ["man"], "FEMALE"),
        ("WOMEN", ["woman"], ""),
        ("GIRLS", ["girl"], ""),
        ("GIRLS", ["another_or_unstated"], "FEMALE"),
        ("COUPLES", ["woman"], "MALE"),
        ("COUPLES", ["man"], "FEMALE"),
        ("COUPLES", ["man", "woman"], ""),
        ("MIXED_ADULT", ["woman", "woman"], "MALE"),
        ("MIXED_YOUTH", ["man"], "FEMALE"),
        ("HOUSEHOLD", ["man"], "FEMALE"),
        ("COMMUNITY", ["woman"], ""),
        ("COUPLES", [], ""),
    ],
)
def test_a_warning_where_everybody_stated_a_gender_and_none_fits(space, genders, expected):
    people = [facilitator(f"P{n}", gender=gender) for n, gender in enumerate(genders)]
    program = safe(men(planned(-9, "T24", space=space), **led(*people)), people=people)
    found = [f for f in audit(program, T) if f.rule == "R11" and f.reason == "GENDER"]
    assert [(f.severity, f.seen["side"], f.seen["session_space"], f.topic) for f in found] == (
        [("WARNING", expected, space, "")] if expected else []
    )


def test_it_says_when_who_and_what_lacks():
    bo, cy = trained("Bo"), facilitator("Cy", acknowledged=())
    program = safe(
        men(planned("20 Jul", "T24"), held("1 Jun", "T24"), planned("10 Jul", "T24"), **led(cy, bo)),
        people=(cy, bo),
    )
    (finding,) = [f for f in audit(program, T) if f.rule == "R11"]
    assert finding.severity == "CRITICAL"
    assert {name: finding.seen[name] for name in ("on", "planned", "n", "who", "missing")} == {
        "on": day("1 Jun"),
        "planned": False,
        "n": 3,
        "who": ("Bo", "Cy"),
        "missing": ("PROTOCOL",),
    }


def test_many_names_come_in_the_order_of_the_alphabet():
    team = [facilitator(name, acknowledged=()) for name in "HGFEDCBA"]
    found = audit(safe(men(SENSITIVE, **led(*team)), people=team), T)
    assert [f.seen["who"] for f in found if f.rule in NEVER_DISMISSED] == [tuple("ABCDEFGH")] * 2


def test_the_nearest_to_ready_is_told_of():
    far = facilitator("Far", reflections=())
    two = facilitator("Two", acknowledged=(), skills=TRAINING)
    one = facilitator("One", acknowledged=())
    for people in ((far, two, one), (one, two, far)):
        program = safe(men(SENSITIVE, **led(*people)), people=people)
        (finding,) = [f for f in audit(program, T) if f.rule == "R11"]
        assert finding.seen["missing"] == ("PROTOCOL",)
    program = safe(men(SENSITIVE, **led()), people=())
    (finding,) = [f for f in audit(program, T) if f.rule == "R11"]
    assert (finding.seen["who"], finding.seen["missing"], finding.seen["planned"]) == ((), (), True)


def by(session, who):
    return session._replace(team=(who,))


ANNA, ZOE = trained("Anna"), trained("Zoe")


@pytest.mark.parametrize(
    ("sessions", "who"),
    [
        pytest.param([by(held(9, "T24"), "Zoe"), by(held(5, "T24"), "Anna")], "Zoe", id="the earlier"),
        pytest.param([by(held(T, "T24"), "Zoe"), planned(T, "T24")], "Zoe", id="the one held"),
        pytest.param([by(held(9, "T24"), "Zoe"), by(held(9, "T24"), "Anna")], "Anna", id="by name"),
        pytest.param(
            [by(held(9, "T24"), "Zoe"), by(held(9, "T24", space="STAFF"), "Anna")], "Anna", id="not by space"
        ),
    ],
)
def test_of_several_sessions_always_the_same_is_told_of(sessions, who):
    for rows in (sessions, sessions[::-1]):
        program = safe(men(*rows, **led(who=("Anna",))), people=(ANNA, ZOE))
        (finding,) = [f for f in audit(program, T) if f.rule == "R11"]
        assert finding.seen["who"] == (who,)


def test_of_two_equally_near_always_the_same_is_told_of():
    two = (facilitator("A", acknowledged=()), facilitator("B", skills=TRAINING))
    for people in (two, two[::-1]):
        for team in (people, people[::-1]):
            program = safe(men(SENSITIVE, **led(*team)), people=people)
            (finding,) = [f for f in audit(program, T) if f.rule == "R11"]
            assert finding.seen["missing"] == ("PSEA",)


def test_held_comes_before_planned_on_the_same_day():
    program = safe(men(planned(T, "T24"), held(T, "T24"), **led(BO)), people=(BO,))
    (finding,) = [f for f in audit(program, T) if f.rule == "R11"]
    assert finding.seen["planned"] is False


def test_facilitators_nobody_told_of_are_not_judged():
    program = plan(women(SENSITIVE, **led(BO)), facilitators=None)
    assert said(program, "R11") == []
    assert said(replace(program, facilitators=()), "R11") == [("W1", "NOT_READY", "T24")]


@pytest.mark.parametrize(
    ("limits", "session", "expected"),
    [
        (Limits(ready_ahead=31), planned(-31, "T24"), UNREADY),
        (Limits(ready_ahead=8), planned(-9, "T24"), []),
        (Limits(ready_back=91), held(91, "T24"), UNREADY),
        (Limits(ready_back=8), held(9, "T24"), []),
    ],
)
def test_an_office_may_look_farther(limits, session, expected):
    assert eleven(session, limits=limits) == expected


def test_r10_is_already_heard_in_design_and_r11_is_not():
    program = replace(safe(men(SENSITIVE, **led(BO)), people=(BO,), pathways=()), status="DESIGN")
    assert {f.rule for f in audit(program, T)} == {"R1", "R10"}
