"""The facts that the rules read: frozen, plain, complete. Nothing here queries, decides or formats.

A `Plan` is one program as its rules see it: its own interventions, and every other intervention and
partner's activity that one of its links or groups touches, whichever program owns it.

Keys (`key`, `a`, `b`, `group_keys` ...) are unique over all programs; codes are what people read, and are
unique in their program (interventions) or office (groups, partners' activities) only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from .people import Appearance, ChangeAgent, Concern, Story

Key = int | str


class Session(NamedTuple):
    """One meeting. `space` is the effective one: the session's own, or else the intervention's.

    A named tuple, not a dataclass: a portfolio has a million of them, and `Session._make(row)` costs a
    fifth of what a frozen dataclass does.
    """

    status: str  # PLANNED, DELIVERED (or LOCKED), POSTPONED, CANCELLED
    planned_on: date
    held_on: date | None
    space: str
    topics: tuple[str, ...] = ()
    minutes: int = 120
    women: int = 0
    men: int = 0
    girls: int = 0
    boys: int = 0
    another_or_unstated: int = 0
    number: int = 0
    team: tuple[Key, ...] = ()  # facilitators who led it, or will; empty: those of the intervention
    backlash: str = ""  # NOT_ASKED, NONE, YES_LOGGED; empty: nobody logged it here


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as it counts in this program: an office or a program may have set its own level."""

    code: str
    level: str  # ENTRY, INTERMEDIATE, SENSITIVE
    separate_first: str  # NO, YES, YOUTH (in youth spaces and groups only)
    lens: str  # OWN_EXPERIENCE, POWER_AND_EQUITY, RELATIONSHIPS, PRACTICAL


@dataclass(frozen=True, slots=True)
class Group:
    key: Key
    code: str
    space: str
    min_age: int | None = None
    draws_from: tuple[Key, ...] = ()
    experienced: bool = False  # earlier experience is on record (R16)
    max_age: int | None = None
    guardian_consent_on: date | None = None
    child_assent_on: date | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """Women or girls advise against a joint space on this topic (R6)."""

    topic: str
    recorded_on: date


@dataclass(frozen=True, slots=True)
class Intervention:
    key: Key
    code: str
    title: str
    program: Key  # key of the program that owns it
    element: str
    space: str
    status: str  # DRAFT, PLANNED, ACTIVE, PAUSED, COMPLETED, CANCELLED
    starts_on: date  # actual, or else planned
    ends_on: date | None  # actual, or else planned; None: open-ended
    group_keys: tuple[Key, ...] = ()
    also_elements: tuple[str, ...] = ()
    purpose: tuple[str, ...] = ()
    stands_alone_by_design: bool = False
    waivers: tuple[Waiver, ...] = ()
    sessions: tuple[Session, ...] = ()
    facilitators: tuple[Key, ...] = ()  # named on it, or else those who work with its groups
    places: tuple["Site", ...] = ()  # where it meets: its own place, else its groups', else the program's


@dataclass(frozen=True, slots=True)
class External:
    """Another organization's activity; each date it confirmed counts as one held session."""

    key: Key
    code: str
    description: str
    space: str
    status: str  # PLANNED, ACTIVE, COMPLETED, CANCELLED
    starts_on: date
    ends_on: date | None
    held_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """`a` and `b` are keys of interventions; a partner's activity is `b`, with `external` True."""

    a: Key
    b: Key
    kind: str
    status: str  # PROPOSED, AGREED, ACTIVE, FULFILLED, LAPSED, WITHDRAWN
    rationale: str
    coordination: str = "SAME_PROGRAM"  # OTHER_CARE_PROGRAM, OTHER_ORGANIZATION
    confirmed_on: date | None = None
    external: bool = False


@dataclass(frozen=True, slots=True)
class Partner:
    organization: str
    kind: str  # WRO, FEMINIST, GIRL_LED, MENS_ORG ...
    role: str
    stage: str
    first_contact_on: date | None
    last_contact_on: date | None


@dataclass(frozen=True, slots=True)
class Feedback:
    intervention: Key
    given_on: date
    changes_asked: bool
    responded_on: date | None


class GbvPart(NamedTuple):
    """One of the four parts of a plan against gender-based violence, as it was reviewed on a day (R23)."""

    reviewed_on: date
    part: str  # MONITOR, PREVENT, MITIGATE, RESPOND
    owned: bool  # somebody sees to it


class Inclusion(NamedTuple):
    """What was decided on the safe inclusion of LGBTQ+ people, and when (R25)."""

    decided_on: date
    decision: str  # EXPLICIT, QUIET, NOT_SAFE_NOW, UNDECIDED


@dataclass(frozen=True, slots=True)
class Site:
    """A place, with the ids of itself and all places that it lies in."""

    name: str
    lineage: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Service:
    """A service that a pathway leads to."""

    sector: str  # HEALTH, PSYCHOSOCIAL_OR_CASE_MANAGEMENT, SAFETY, CHILD_PROTECTION ...
    status: str  # AVAILABLE, LIMITED, TEMPORARILY_CLOSED, CLOSED, UNVERIFIED
    trusted_until: date | None  # from then on somebody has to call it again; None: nobody ever called


@dataclass(frozen=True, slots=True)
class Pathway:
    """The way from hearing of harm to help, for the places that it covers (R10)."""

    kind: str  # GBV, CHILD_PROTECTION, POCKET_GUIDE ...
    status: str  # DRAFT, VERIFIED, ACTIVE, NEEDS_REVIEW, SUSPENDED, RETIRED
    places: frozenset[Key]
    verified_on: date | None
    review_on: date | None
    services: tuple[Service, ...] = ()
    help_elsewhere: bool = False  # a hotline or a specialist elsewhere is named


@dataclass(frozen=True, slots=True)
class Skill:
    code: str
    obtained_on: date
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    on: date
    score: int  # 1 to 4
    safe_for_sensitive: bool


@dataclass(frozen=True, slots=True)
class Facilitator:
    """The dated records that a facilitator's readiness rests on (B4)."""

    key: Key
    name: str
    gender: str = ""  # woman, man, another_or_unstated; empty: not stated
    left_on: date | None = None
    skills: tuple[Skill, ...] = ()
    reflections: tuple[date, ...] = ()
    observations: tuple[Observation, ...] = ()
    acknowledged: tuple[tuple[int, date], ...] = ()  # versions of the protocol, and when
    suspended: tuple[tuple[date, date | None], ...] = ()  # from, and the last day


@dataclass(frozen=True)
class Plan:
    """One program. `None` instead of a tuple means: nobody has said, so the rules that ask stay silent."""

    key: Key
    code: str
    status: str  # CONCEPT, DESIGN, ACTIVE, SUSPENDED, CLOSING, CLOSED
    starts_on: date
    own: tuple[Intervention, ...] = ()
    others: tuple[Intervention, ...] = ()  # of other programs, reached by a link or through a group
    externals: tuple[External, ...] = ()
    groups: tuple[Group, ...] = ()
    links: tuple[Link, ...] = ()
    partners: tuple[Partner, ...] | None = ()
    feedback: tuple[Feedback, ...] | None = ()
    topics: Mapping[str, Topic] = field(default_factory=dict)
    pathways: tuple[Pathway, ...] | None = None  # of the office
    facilitators: tuple[Facilitator, ...] | None = None  # of the program's own interventions
    protocols: tuple[tuple[int, date], ...] = ()  # the office's versions, and when each came into force
    place: Site | None = None  # of the program
    change_agents: tuple[ChangeAgent, ...] | None = None  # near its places, or who appear in it
    appearances: tuple[Appearance, ...] = ()
    concerns: tuple[Concern, ...] = ()
    stories: tuple[Story, ...] = ()
    gbv_plan: tuple[GbvPart, ...] | None = None
    inclusion: tuple[Inclusion, ...] | None = None
