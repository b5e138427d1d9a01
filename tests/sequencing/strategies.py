"""Whole plans for hypothesis: small, but with every kind of fact in every state.

Sessions and interventions are drawn from a stock made beforehand: hypothesis pays for every choice it
makes, and a plan has hundreds.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from programs.sequencing.people import Appearance, ChangeAgent, Concern, Consent, Story
from programs.sequencing.plan import (
    External,
    Facilitator,
    Feedback,
    GbvPart,
    Group,
    Inclusion,
    Intervention,
    Link,
    Observation,
    Partner,
    Pathway,
    Plan,
    Service,
    Session,
    Site,
    Skill,
    Waiver,
)

from .facts import INTIMATE, RATIONALE, SECTORS, TOPICS, TRAINING, T

SPACES = [
    "MEN",
    "BOYS",
    "WOMEN",
    "GIRLS",
    "MIXED_ADULT",
    "MIXED_YOUTH",
    "COUPLES",
    "HOUSEHOLD",
    "LGBTQ",
    "STAFF",
    "COMMUNITY",
]
ELEMENTS = [
    "CONSCIENTIZATION",
    "INTIMATE_DIALOGUES",
    "BUILDING_BASE",
    "STEPPING_OUT",
    "ALLIANCES",
    "SYNCHRONIZATION",
    "WGE",
]
STATUSES = ["DRAFT", "PLANNED", "ACTIVE", "ACTIVE", "PAUSED", "COMPLETED", "CANCELLED"]
LINK_STATUSES = ["PROPOSED", "AGREED", "AGREED", "ACTIVE", "FULFILLED", "LAPSED", "WITHDRAWN"]
KEYS = ["A", "B", "C", "D", "E"]
OTHERS = ["Y", "Z"]
EXTERNALS = ["x1", "x2"]
GROUPS = ["G1", "G2", "G3"]
PEOPLE = ["P", "Q"]
SITES = [Site("East", frozenset({1, 2})), Site("West", frozenset({1, 3})), Site("West", frozenset({4}))]
DEEP = ["T24", "T26", "T22", "T05", "T06", "T13", "T99"]

# Days around T, with the boundaries of the rules drawn more often than chance would have it.
EDGES = [0, 14, 15, 45, 46, 59, 60, 61, 90, 91, 120, 121, 180, 181, 365, 366, -1, -60, -90, -91]
days = st.one_of(st.sampled_from(EDGES), st.integers(-200, 500)).map(lambda ago: T - timedelta(days=ago))
maybe_days = st.none() | days


def a_session(random):
    """Any session."""
    status = random.choice(["PLANNED", "DELIVERED", "DELIVERED", "DELIVERED", "POSTPONED", "CANCELLED"])
    on = T - timedelta(random.choice(EDGES) if random.random() < 0.4 else random.randint(-200, 500))
    counts = [random.randint(0, 3) * (status == "DELIVERED") for _ in range(5)]
    return Session(
        status,
        on,
        on if status == "DELIVERED" else None,
        random.choice(["", "", "", "COUPLES", "MEN", "WOMEN", "COMMUNITY"]),
        tuple(random.sample(DEEP, random.choice([0, 1, 1, 2]))),
        random.choice([60, 120]),
        *counts,
        random.randint(0, 20),
        tuple(random.sample(PEOPLE, random.choice([0, 0, 1]))),
        random.choice(["", "NOT_ASKED", "NOT_ASKED", "NOT_ASKED", "NONE"]),
    )


def an_intervention(random):
    """Any intervention, without key and sessions."""
    starts_on = T - timedelta(random.choice(EDGES) if random.random() < 0.4 else random.randint(-200, 500))
    return Intervention(
        key="",
        code="",
        title="",
        program=1,
        element=random.choice(ELEMENTS),
        space=random.choice(SPACES),
        status=random.choice(STATUSES),
        starts_on=starts_on,
        ends_on=random.choice([None, starts_on + timedelta(random.randint(0, 400))]),
        group_keys=tuple(random.sample(GROUPS, random.randint(0, 2))),
        also_elements=tuple(random.sample(ELEMENTS, random.randint(0, 1))),
        purpose=random.choice([(), ("RISK_MITIGATION",), ("OWN_CHANGE", "RISK_MITIGATION")]),
        stands_alone_by_design=random.random() < 0.2,
        waivers=tuple(
            Waiver(random.choice(DEEP), T - timedelta(random.randint(-99, 400)))
            for _ in range(random.randint(0, 1))
        ),
        facilitators=tuple(random.sample(PEOPLE, random.randint(0, 2))),
        places=tuple(random.sample(SITES, random.randint(0, 2))),
    )


def a_day(random, least=-40, most=400):
    return T - timedelta(random.choice(EDGES) if random.random() < 0.4 else random.randint(least, most))


def some(random, rows):
    """Most of these rows."""
    return tuple(row for row in rows if random.random() < 0.85)


def a_facilitator(random):
    """Anybody, without key: often ready, because only few of what is drawn at random would be."""
    return Facilitator(
        key="",
        name="",
        gender=random.choice(["", "woman", "man"]),
        left_on=random.choice([None, None, a_day(random)]),
        skills=tuple(
            Skill(code, day, random.choice([None, day + timedelta(random.randint(0, 800))]))
            for code in some(random, (*TRAINING, *TRAINING, "PSEA", *INTIMATE, "CHILD_SAFEGUARDING"))
            for day in [a_day(random, most=900)]
        ),
        reflections=tuple(a_day(random) for _ in range(random.randint(1, 3))),
        observations=tuple(
            Observation(a_day(random), random.choice([2, 3, 3, 4]), random.random() < 0.8)
            for _ in range(random.randint(1, 4))
        ),
        acknowledged=some(random, [(1, a_day(random)), (2, a_day(random))]),
        suspended=tuple(
            (day, random.choice([None, day + timedelta(random.randint(0, 90))]))
            for day in [a_day(random)]
            if random.random() < 0.1
        ),
    )


def a_pathway(random):
    return Pathway(
        kind=random.choice(["GBV", "GBV", "CHILD_PROTECTION", "POCKET_GUIDE"]),
        status=random.choice(["DRAFT", "ACTIVE", "ACTIVE", "ACTIVE", "NEEDS_REVIEW"]),
        places=frozenset(random.sample([1, 2, 3, 4], random.randint(1, 2))),
        verified_on=random.choice([None, a_day(random), a_day(random)]),
        review_on=random.choice([None, None, a_day(random)]),
        services=tuple(
            Service(
                sector,
                random.choice(["AVAILABLE"] * 4 + ["LIMITED"]),
                random.choice([None, a_day(random, -200)]),
            )
            for sector in some(random, (*SECTORS, *SECTORS, "CHILD_PROTECTION"))
        ),
        help_elsewhere=random.random() < 0.7,
    )


def some_states(random, states):
    """Up to three of them, in the order of their days."""
    drawn = random.sample(states, random.randint(0, min(3, len(states))))
    return tuple(zip(drawn, sorted(a_day(random) for _ in drawn), strict=True))


AGENT_STATES = ["NOMINATED", "VETTED", "DECLINED", "TRAINED", "ACTIVE", "ACTIVE", "ENDED", "SUSPENDED"]
STORY_STATES = ["DRAFT", "CONSENT_CHECKED", "SCHEDULED", "PUBLISHED", "WITHDRAWN"]
AGENTS = ["A1", "A2", "A3"]


def an_agent(random):
    """Any change agent, without key."""
    return ChangeAgent(
        "",
        "",
        random.choice(["WOMEN", "MEN", "BOTH", "YOUTH"]),
        random.choice([frozenset({1, 2}), frozenset({1, 2, 5}), frozenset({1}), frozenset()]),
        some_states(random, AGENT_STATES),
        random.choice([None, a_day(random), a_day(random)]),
    )


def an_appearance(random):
    planned = random.random() < 0.3
    return Appearance(
        random.choice(AGENTS),
        random.choice(KEYS),
        random.choice(["SPEAKER", "COHOST", "PARTICIPANT"]),
        random.choice(["MEN", "COMMUNITY"]),
        a_day(random),
        planned,
    )


def a_concern(random):
    return Concern(
        random.choice(["BACKLASH", "DATA"]),
        random.choice(["", "HOME", "FAITH"]),
        random.choice(["CRITICAL", "HIGH", "MEDIUM", "LOW"]),
        a_day(random),
        some_states(random, ["OPEN", "OPEN", "ACKNOWLEDGED", "MONITORING", "CLOSED", "ESCALATED"]),
        tuple(a_day(random) for _ in range(random.randint(0, 2))),
    )


def a_consent(random):
    day = a_day(random)
    return Consent(
        random.choice([None, day, day, day]),
        random.choice([None, None, a_day(random)]),
        random.choice([None, None, None, a_day(random)]),
        random.choice([1, 2, 3]),
        random.random() < 0.3,
        random.choice([None, day]),
        random.choice([None, day]),
    )


def a_story(random):
    return Story(
        random.choice(["Two who share", "A father speaks"]),
        some_states(random, STORY_STATES),
        random.choice([None, a_day(random), a_day(random)]),
        random.choice([1, 2]),
        random.randint(0, 2),
        random.random() < 0.8,
        tuple(a_consent(random) for _ in range(random.randint(0, 2))),
        tuple(random.sample(AGENTS, random.randint(0, 1))),
    )


RANDOM = Random(2026)
SESSIONS = st.sampled_from([a_session(RANDOM) for _ in range(2000)])
FACILITATORS = st.sampled_from([a_facilitator(RANDOM) for _ in range(500)])
AN_AGENT = st.sampled_from([an_agent(RANDOM) for _ in range(500)])
APPEARANCES = st.sampled_from([an_appearance(RANDOM) for _ in range(500)])
CONCERNS = st.sampled_from([a_concern(RANDOM) for _ in range(500)])
STORIES = st.sampled_from([a_story(RANDOM) for _ in range(500)])
PATHWAYS = st.sampled_from([a_pathway(RANDOM) for _ in range(500)])
INTERVENTIONS = st.sampled_from([an_intervention(RANDOM) for _ in range(2000)])


@st.composite
def interventions(draw, key, program):
    drawn = draw(INTERVENTIONS)
    return replace(
        drawn,
        key=key,
        code=key,
        title=f"Work {key}",
        program=program,
        sessions=tuple(
            session if session.space else session._replace(space=drawn.space)
            for session in draw(st.lists(SESSIONS, max_size=9))
        ),
    )


@st.composite
def externals(draw, key):
    return External(
        key=key,
        code=key,
        description=f"Partner's {key}",
        space=draw(st.sampled_from(SPACES)),
        status=draw(st.sampled_from(["PLANNED", "ACTIVE", "COMPLETED", "CANCELLED"])),
        starts_on=draw(days),
        ends_on=draw(maybe_days),
        held_on=tuple(draw(st.lists(days, max_size=3))),
    )


@st.composite
def links(draw):
    a = draw(st.sampled_from(KEYS))
    b = draw(st.sampled_from([*KEYS, *OTHERS, *EXTERNALS]))
    return Link(
        a,
        b,
        draw(st.sampled_from(["PARALLEL_SEPARATE", "INFLUENCER_SUPPORT", "ADVOCACY_CONTINUATION"])),
        draw(st.sampled_from(LINK_STATUSES)),
        draw(st.sampled_from([RATIONALE, RATIONALE, RATIONALE, ""])),
        draw(st.sampled_from(["SAME_PROGRAM", "OTHER_ORGANIZATION"])),
        draw(maybe_days),
        b in EXTERNALS,
    )


partners = st.builds(
    Partner,
    st.just("A partner"),
    st.sampled_from(["WRO", "FEMINIST", "GIRL_LED", "MENS_ORG"]),
    st.sampled_from(["ACCOUNTABILITY", "ADVOCACY"]),
    st.sampled_from(["IN_DIALOGUE", "FORMAL", "ACTIVE_ACCOUNTABILITY"]),
    maybe_days,
    maybe_days,
)
feedback = st.builds(Feedback, st.sampled_from(KEYS), days, st.booleans(), maybe_days)

gbv_parts = st.builds(
    GbvPart, days, st.sampled_from(["MONITOR", "PREVENT", "MITIGATE", "RESPOND"]), st.booleans()
)
decisions = st.builds(Inclusion, days, st.sampled_from(["EXPLICIT", "NOT_SAFE_NOW", "UNDECIDED"]))


@st.composite
def plans(draw):
    return Plan(
        key=1,
        code="P",
        status=draw(st.sampled_from(["ACTIVE", "ACTIVE", "ACTIVE", "CLOSING", "DESIGN"])),
        starts_on=date(2026, 1, 1),
        own=tuple(draw(interventions(key, 1)) for key in KEYS[: draw(st.integers(1, 5))]),
        others=tuple(draw(interventions(key, 2)) for key in OTHERS[: draw(st.integers(0, 2))]),
        externals=tuple(draw(externals(key)) for key in EXTERNALS[: draw(st.integers(0, 2))]),
        groups=tuple(
            Group(
                key,
                key,
                "MEN",
                draw(st.sampled_from([None, 13, 17, 18])),
                tuple(draw(st.lists(st.sampled_from(GROUPS), max_size=1))),
                draw(st.booleans()),
                draw(st.sampled_from([None, 17, 30])),
                draw(st.sampled_from([None, T - timedelta(9), T + timedelta(9)])),
                draw(st.sampled_from([None, T - timedelta(9)])),
            )
            for key in GROUPS
        ),
        links=tuple(draw(st.lists(links(), max_size=6))),
        partners=draw(st.none() | st.lists(partners, max_size=2).map(tuple)),
        feedback=draw(st.none() | st.lists(feedback, max_size=4).map(tuple)),
        topics=TOPICS,
        pathways=draw(st.none() | st.lists(PATHWAYS, max_size=3).map(tuple)),
        facilitators=draw(
            st.none()
            | st.lists(FACILITATORS, min_size=2, max_size=2).map(
                lambda drawn: tuple(replace(who, key=k, name=k) for who, k in zip(drawn, PEOPLE, strict=True))
            )
        ),
        protocols=tuple((version, draw(days)) for version in range(1, draw(st.integers(1, 3)))),
        place=draw(st.none() | st.sampled_from(SITES)),
        change_agents=draw(
            st.none()
            | st.lists(AN_AGENT, max_size=3).map(
                lambda drawn: tuple(
                    who._replace(key=key, code=key) for who, key in zip(drawn, AGENTS, strict=False)
                )
            )
        ),
        appearances=tuple(draw(st.lists(APPEARANCES, max_size=3))),
        concerns=tuple(draw(st.lists(CONCERNS, max_size=3))),
        stories=tuple(draw(st.lists(STORIES, max_size=3))),
        gbv_plan=draw(st.none() | st.lists(gbv_parts, max_size=6).map(tuple)),
        inclusion=draw(st.none() | st.lists(decisions, max_size=3).map(tuple)),
    )
