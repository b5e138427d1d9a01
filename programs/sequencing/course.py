"""What one intervention's sessions amount to on a day. Each session is looked at once, whoever asks."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from .plan import Session, Topic
from .spaces import CLOSE, SIDE

HELD = frozenset({"DELIVERED", "LOCKED"})
EXPOSED = frozenset({"STAFF", "COMMUNITY"})
"""Spaces in which a hard topic needs no entry point (R8)."""


class Occasion(NamedTuple):
    """A date on which something came up, and whether that is still only planned."""

    on: date
    planned: bool
    space: str
    topic: str = ""


class Touched(NamedTuple):
    """The occasions on which topics came up."""

    hard: Mapping[
        tuple[str, str], list[Occasion]
    ]  # by side and topic that is to come separately first, by date
    entry: list[Occasion]  # one for each session with an entry topic
    sensitive: list[Occasion]  # one for each sensitive topic of each session
    close: list[Occasion]  # one for each session with couples or households


class Course:
    """The sessions of one intervention as they stand on a day (C0).

    `held` took place by that day with somebody present, oldest first, and `dates` are their dates.
    `planned` is the plan as it stands, and empty where the intervention itself is a draft or called off.
    A session held after that day is in neither: nobody could have known of it. Postponed and cancelled
    sessions are in neither.
    """

    def __init__(
        self, sessions: Iterable[Session], live: bool, on: date, topics: Mapping[str, Topic]
    ) -> None:
        self.held: list[Session] = []
        self.planned: list[Session] = []
        self.dates: list[date] = []
        for session in sessions:
            status = session.status
            if status in HELD:
                day = session.held_on
                if day is not None and day <= on and anyone_came(session):
                    self.held.append(session)
                    self.dates.append(day)
            elif live and status == "PLANNED":
                self.planned.append(session)
        self.held.sort(key=attrgetter("held_on"))
        self.dates.sort()
        self.planned.sort(key=attrgetter("planned_on"))
        self.topics = topics

    def held_since(self, day: date) -> list[Session]:
        """Sessions held on that day or later."""
        return self.held[bisect_left(self.dates, day) :]

    @cached_property
    def first_date(self) -> date | None:
        """The date of the first session, held or planned."""
        return min((day for day, _, _ in self.occasions()), default=None)

    def occasions(self) -> Iterator[tuple[date, bool, Session]]:
        """Every session, those held and then those planned: its date, and whether it is only planned."""
        for day, session in zip(self.dates, self.held, strict=True):
            yield day, False, session
        for session in self.planned:
            yield session.planned_on, True, session

    def joint(self, spaces: frozenset[str]) -> list[Occasion]:
        """Sessions in one of these spaces: those held, then those planned, each in order."""
        return [
            Occasion(day, planned, session.space)
            for day, planned, session in self.occasions()
            if session.space in spaces
        ]

    @cached_property
    def touched(self) -> Touched:
        """What came up when. Topics that are not known in this program are no evidence."""
        hard = defaultdict(list)
        entry = []
        sensitive = []
        close = []
        known = self.topics
        for day, planned, session in self.occasions():
            space = session.space
            enters = False
            for code in set(session.topics):
                if topic := known.get(code):
                    enters |= topic.level == "ENTRY"
                    if topic.separate_first != "NO" and space in SIDE:
                        hard[SIDE[space], code].append(Occasion(day, planned, space, code))
                    if topic.level == "SENSITIVE":
                        sensitive.append(Occasion(day, planned, space, code))
            if space in CLOSE:
                close.append(Occasion(day, planned, space))
            if enters:
                entry.append(Occasion(day, planned, space))
        for occasions in hard.values():
            occasions.sort()
        return Touched(hard, entry, sensitive, close)


def anyone_came(session: Session) -> bool:
    return (session.women + session.men + session.girls + session.boys + session.another_or_unstated) > 0
