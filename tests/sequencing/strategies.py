"""Whole plans for hypothesis: small, but with every kind of fact in every state.

Sessions and interventions are drawn from a stock made beforehand: hypothesis pays for every choice it
makes, and a plan has hundreds.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from programs.sequencing.plan import (
    External,
    Feedback,
    Group,
    Intervention,
    Link,
    Partner,
    Plan,
    Session,
    Waiver,
)

from .facts import RATIONALE, TOPICS, T

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
ELEMENTS = ["CONSCIENTIZATION", "BUILDING_BASE", "STEPPING_OUT", "SYNCHRONIZATION", "WGE"]
STATUSES = ["DRAFT", "PLANNED", "ACTIVE", "ACTIVE", "PAUSED", "COMPLETED", "CANCELLED"]
LINK_STATUSES = ["PROPOSED", "AGREED", "AGREED", "ACTIVE", "FULFILLED", "LAPSED", "WITHDRAWN"]
KEYS = ["A", "B", "C", "D", "E"]
OTHERS = ["Y", "Z"]
EXTERNALS = ["x1", "x2"]
GROUPS = ["G1", "G2", "G3"]
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
    )


RANDOM = Random(2026)
SESSIONS = st.sampled_from([a_session(RANDOM) for _ in range(2000)])
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
        draw(st.sampled_from(["PARALLEL_SEPARATE", "INFLUENCER_SUPPORT"])),
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
    st.just("ACCOUNTABILITY"),
    st.sampled_from(["IN_DIALOGUE", "FORMAL", "ACTIVE_ACCOUNTABILITY"]),
    maybe_days,
    maybe_days,
)
feedback = st.builds(Feedback, st.sampled_from(KEYS), days, st.booleans(), maybe_days)


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
                draw(st.sampled_from([None, 17, 18])),
                tuple(draw(st.lists(st.sampled_from(GROUPS), max_size=1))),
                draw(st.booleans()),
            )
            for key in GROUPS
        ),
        links=tuple(draw(st.lists(links(), max_size=6))),
        partners=draw(st.none() | st.lists(partners, max_size=2).map(tuple)),
        feedback=draw(st.none() | st.lists(feedback, max_size=4).map(tuple)),
        topics=TOPICS,
    )
