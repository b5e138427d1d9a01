"""What the log page shows beside the form: topics as chips, who may have facilitated, the roll of numbers."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.db.models import Q
from django.utils.translation import gettext as _

from groups.models import Facilitator
from groups.spaces import COUNTS, Column

from .logging import register_of
from .models import Level, Session, SessionStatus, TopicLevel
from .models.session import LATELY

COLUMN_OF = {field: column for column, field in COUNTS.items()}
AT_HAND = 6
"""Topics shown without opening the list of all: on a phone, more would hide the numbers."""


@dataclass(frozen=True)
class Chip:
    """A choice to tap. `sensitive`: a topic before which the limits of confidentiality are said."""

    value: object
    label: str
    chosen: bool
    sensitive: bool = False


@dataclass(frozen=True)
class Tile:
    """One number: `value` is what the form sends, "12:7" for number 7 of group 12."""

    value: str
    number: int
    label: str
    came: bool
    counts_as: str = ""  # the count field, such as "women"
    joined: bool = False  # was not on the register last time


@dataclass(frozen=True)
class Block:
    """Numbers that stand together: one alone, or those of a couple or household (`pair` is its number)."""

    pair: int | None
    tiles: tuple

    @property
    def couple(self):
        return self.pair is not None and len(self.tiles) == 2

    @property
    def words(self):
        """What a pair's button says in each state: who alone came, by column where that tells them apart."""
        first, second = (str(COLUMN_OF[tile.counts_as].label).lower() for tile in self.tiles)
        if first == second:
            first, second = (str(tile.number) for tile in self.tiles)
        only = _("only %(who)s")
        return {
            "both": _("both"),
            "first": only % {"who": first},
            "second": only % {"who": second},
            "neither": _("neither"),
        }


@dataclass(frozen=True)
class Grid:
    """The numbers of one group. `joined` so many were not on the register on the day `since`."""

    name: str
    blocks: tuple
    size: int
    came: int
    joined: int = 0
    since: dt.date | None = None


class Before:
    """The last sessions of an intervention that were held, which say what is usual. One query."""

    def __init__(self, session):
        self.session = session

    @cached_property
    def sessions(self):
        held = Session.objects.filter(intervention=self.session.intervention, status=SessionStatus.DELIVERED)
        rows = held.exclude(pk=self.session.pk).order_by("-held_on", "-pk")
        return list(rows.only("held_on", "facilitators", "register", *COUNTS.values())[:LATELY])

    @cached_property
    def facilitators(self):
        """Ids of those who led the last session held, or else of those named on the intervention."""
        last = next((session.facilitators for session in self.sessions if session.facilitators), None)
        return last or list(self.session.intervention.facilitators.values_list("pk", flat=True))

    @cached_property
    def register(self):
        """The numbers on the register last time, and when that was; None: never with a register."""
        last = next((session for session in self.sessions if session.register), None)
        return ({(row[0], row[1]) for row in last.register}, last.held_on) if last else None


def initial(session, before):
    """What the form starts with: what was logged, or else what saves time."""
    today = session.intervention.program.office.today()
    return counts_without_number(session) | {
        "version": session.version,
        "held_on": session.held_on or min(session.planned_on, today),
        "topics": session.topics or next_topic(session),
        "came": [f"{group}:{number}" for group, number in session.present],
        "facilitators": session.facilitators or before.facilitators,
        "backlash_check": session.backlash_check,
        "checklist": [name for name, done in session.checklist.items() if done],
        "who_spoke": session.who_spoke,
        "minutes": session.minutes,
        "space": session.space,
    }


def counts_without_number(session):
    """Others in the room; a session imported with its counts alone has nobody but those."""
    if session.held and not session.register and not session.others:
        return {name: getattr(session, name) or None for name in COUNTS.values()}
    return dict(session.others)


def next_topic(session):
    """Of the topics of this intervention's plan, in order, the first that no session has taken up yet."""
    rows = sorted(curriculum(session))
    held = {code for _number, topics, status in rows if status == SessionStatus.DELIVERED for code in topics}
    ahead = (code for _number, topics, _status in rows for code in topics if code not in held)
    return [code for code in [next(ahead, "")] if code]


def curriculum(session):
    """`(number, topics, status)` of every session of the intervention; asked for once a page."""
    if not hasattr(session, "curriculum"):
        rows = Session.objects.filter(intervention=session.intervention)
        session.curriculum = list(rows.values_list("number", "topics", "status"))
    return session.curriculum


def topic_chips(session, chosen):
    """Topics in the order in which they are likely: of this session, of those around it, all others.

    Returns `(near, far)`: a few chips, and `[(heading, chips)]`. Two queries.
    """
    raised = raised_levels(session.intervention.program)
    levels = {code: raised.get(code, level) for code, _label, level in session.all_topics}
    chips = {
        code: Chip(code, _(label), code in chosen, sensitive=levels[code] == Level.SENSITIVE)
        for code, label, _level in session.all_topics
    }
    planned = [code for code in topics_around(session) if code in chips and code not in chosen]
    near = [*sorted(code for code in chips if code in chosen), *planned]
    first, beyond = near[: max(AT_HAND, len(chosen))], near[max(AT_HAND, len(chosen)) :]
    far = [(_("Also in this plan"), [chips[code] for code in beyond])]
    for level, label in Level.choices:
        far.append(
            (label, [chip for code, chip in chips.items() if levels[code] == level and code not in near])
        )
    return [chips[code] for code in first], [(heading, found) for heading, found in far if found]


def topics_around(session):
    """Codes of the topics of an intervention's plan: this session's first, then those of the nearest."""
    nearest = sorted(curriculum(session), key=lambda row: abs(row[0] - session.number))
    return list(dict.fromkeys([*session.topics, *(code for row in nearest for code in row[1])]))


def raised_levels(program):
    """Levels by topic code where this office, or more so this program, sets its own."""
    rows = TopicLevel.objects.filter(Q(program=None) | Q(program=program), office=program.office_id)
    found = rows.values_list("program_id", "topic_id", "level")
    return {code: level for _program, code, level in sorted(found, key=lambda row: row[0] or 0)}


def facilitator_chips(session, chosen):
    """`(near, others)`: who leads this intervention or works with its groups, and the rest of the office.

    One query.
    """
    posts = Facilitator.objects.filter(
        Q(interventions=session.intervention) | Q(groups__interventions=session.intervention)
    )
    at_hand = {*posts.values_list("pk", flat=True), *chosen}
    chips = [Chip(key, name, key in chosen) for key, name in session.people]
    return (
        [chip for chip in chips if chip.value in at_hand],
        [chip for chip in chips if chip.value not in at_hand],
    )


def roll(session, day, came, before=None):
    """The register as grids, one per group, as of a day; `came` are the values that are marked."""
    names = {group.pk: group.name for group in session.intervention.groups.all()}
    register = sorted(register_of(session, day), key=lambda row: row[:2])
    known, since = before.register if before and before.register and not session.held else (None, None)
    return [
        _grid(names.get(group, _("Group")), list(rows), came, known, since)
        for group, rows in groupby(register, key=lambda row: row[0])
    ]


def _grid(name, rows, came, known, since):
    compared = known is not None and any((row[0], row[1]) in known for row in rows)
    tiles = {row[1]: _tile(row, came, compared and (row[0], row[1]) not in known) for row in rows}
    together = {}
    for _group, number, _column, pair in rows:
        together.setdefault(pair or f"alone {number}", []).append(tiles[number])
    blocks = tuple(
        Block(pair if isinstance(pair, int) else None, tuple(found)) for pair, found in together.items()
    )
    every = tiles.values()
    joined = sum(tile.joined for tile in every)
    return Grid(name, blocks, len(tiles), sum(tile.came for tile in every), joined, since)


def _tile(row, came, joined):
    group, number, column, pair = row
    value = f"{group}:{number}"
    label = _("Number %(number)d") % {"number": number}
    if pair:
        label = f"{label}, {Column(column).label.lower()}"
    return Tile(value, number, label, value in came, COUNTS[column], joined)
