"""The few shapes that the demo's programs are written in. Times are weeks from today; 0 is this week."""

from dataclasses import dataclass


@dataclass(frozen=True)
class People:
    """A group with `size` numbers on its register, two to a pair with `pairs`; none if only `counted`."""

    code: str
    name: str
    kind: str
    space: str
    place: str
    size: int = 20
    pairs: bool = False
    counted: bool = False
    draws_from: tuple[str, ...] = ()
    ages: tuple[int | None, int | None] = (18, None)
    origin: str = "NEW"


@dataclass(frozen=True)
class Work:
    """An intervention and its sessions, one every `every` weeks from `start` to `end`.

    Sessions before today are held, except the positions in `missed` and the last `unlogged` ones. `came`
    says who came, as counts, position by position (the last one repeats); without it the register decides.
    """

    code: str
    title: str
    element: str
    space: str
    group: str
    start: int
    end: int
    topics: tuple[str, ...]
    every: int = 1
    day: int = 0
    status: str = "ACTIVE"
    also: tuple[str, ...] = ()
    purpose: tuple[str, ...] = ("OWN_CHANGE", "ALLY_ACTION")
    minutes: int = 120
    lead: str = "mukamana"
    also_leads: str = ""
    missed: frozenset[int] = frozenset()
    unlogged: int = 0
    came: tuple[dict[str, int], ...] = ()
    feedback: int | None = -3  # week in which women last gave feedback; None: never
    asked: bool = False  # whether that feedback asked for changes and waits for an answer
    stand_alone: str = ""
    waived: str = ""


@dataclass(frozen=True)
class Tie:
    """A link. `confirmed` is a week, for links with another organization."""

    a: str
    b: str
    kind: str = "PARALLEL_SEPARATE"
    why: str = (
        "The two groups take up the same topics in the same villages, and hear each other's conclusions."
    )
    status: str = "AGREED"
    sequential: bool = False
    confirmed: int | None = None


@dataclass(frozen=True)
class Ally:
    """A partner of a program; contacts are weeks."""

    organization: str
    role: str = "ACCOUNTABILITY"
    stage: str = "FORMAL"
    first: int = -45
    last: int = -2


@dataclass(frozen=True)
class Elsewhere:
    """Another organization's activity, with the weeks in which it confirmed a meeting."""

    code: str
    organization: str
    place: str
    space: str
    what: str
    start: int
    end: int
    status: str = "ACTIVE"
    held: tuple[int, ...] = ()
    confirmed: int | None = -4


@dataclass(frozen=True)
class Story:
    """One program. `shows` names all that the rules find in it: `{"R1 NO_LINK", ...}`; a test holds it."""

    office: str
    code: str
    name: str
    summary: str
    place: str
    manager: str
    start: int
    end: int
    groups: tuple[People, ...]
    works: tuple[Work, ...]
    ties: tuple[Tie, ...] = ()
    allies: tuple[Ally, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    status: str = "ACTIVE"
    shows: frozenset[str] = frozenset()


def topics(text):
    """`"T01 T06+T02 T08"` -> one tuple of codes for each session; the last four repeat for longer series."""
    return tuple(tuple(part.split("+")) if part != "-" else () for part in text.split())
