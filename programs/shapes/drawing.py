"""What a shape is drawn with: plain data, whose words are translated when they are read."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Circle:
    """A group, which gets its own name when a program starts."""

    code: str
    name: str
    kind: str
    space: str
    min_age: int | None = 18
    max_age: int | None = None
    draws_from: tuple[str, ...] = ()
    origin: str = "NEW"


@dataclass(frozen=True)
class Meeting:
    """A session on a day from the start; an empty space is that of the work."""

    day: int
    topics: tuple[str, ...] = ()
    space: str = ""


@dataclass(frozen=True)
class Work:
    code: str
    title: str
    element: str
    space: str
    circles: tuple[str, ...]
    first: int
    last: int | None
    meetings: tuple[Meeting, ...]
    also: tuple[str, ...] = ()
    purpose: tuple[str, ...] = ()

    @property
    def week(self):
        """The week in which it begins, counted from 1."""
        return self.first // 7 + 1


@dataclass(frozen=True)
class Tie:
    a: str
    b: str
    kind: str
    why: str
    sequential: bool = False


@dataclass(frozen=True)
class Shape:
    """`source` is empty for shapes of this project's own."""

    key: str
    title: str
    about: str
    circles: tuple[Circle, ...]
    works: tuple[Work, ...]
    ties: tuple[Tie, ...] = ()
    source: str = ""

    @property
    def weeks(self):
        """How long the work runs, as far as the shape says."""
        ends = [work.last or work.meetings[-1].day for work in self.works]
        return max(ends) // 7 + 1


def meetings(first, count, told=None, *, every=7):
    """So many meetings, one every so many days. `told` says of some, by number, what is theirs.

    `{3: "T24", 6: "T11+T05 COUPLES", 7: "COUPLES"}`: topics, and the space where it differs.
    """
    found = []
    for number in range(1, count + 1):
        topics, space = (), ""
        for word in (told or {}).get(number, "").split():
            if re.match(r"T\d\d", word):
                topics = tuple(word.split("+"))
            else:
                space = word
        found.append(Meeting(first + (number - 1) * every, topics, space))
    return tuple(found)
