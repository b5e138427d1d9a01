"""What the log page shows beside the form: topics as chips, who may have facilitated, the roll of numbers."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q
from django.utils.translation import gettext as _

from groups.models import Facilitator
from groups.spaces import COUNTS, Column

from .auditing import audit_program
from .logging import register_of
from .messages import sentence
from .models import Level, Session, SessionStatus, TopicLevel

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


@dataclass(frozen=True)
class Block:
    """Numbers that stand together: one alone, or those of a couple or household (`pair` is its number)."""

    pair: int | None
    tiles: tuple


@dataclass(frozen=True)
class Grid:
    """The numbers of one group."""

    name: str
    blocks: tuple
    size: int
    came: int


def initial(session):
    """What the form starts with: what was logged, or else what saves time."""
    today = session.intervention.program.office.today()
    return counts_without_number(session) | {
        "version": session.version,
        "held_on": session.held_on or min(session.planned_on, today),
        "topics": session.topics,
        "came": [f"{group}:{number}" for group, number in session.present],
        "facilitators": session.facilitators or facilitators_last_time(session.intervention),
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


def facilitators_last_time(intervention):
    """Ids of those who led the last session held, or else of those named on the intervention."""
    held = Session.objects.filter(intervention=intervention, status=SessionStatus.DELIVERED)
    last = held.order_by("-held_on", "-pk").values_list("facilitators", flat=True).first()
    return last or list(intervention.facilitators.values_list("pk", flat=True))


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
    sessions = Session.objects.filter(intervention=session.intervention).values_list("number", "topics")
    nearest = sorted(sessions, key=lambda row: abs(row[0] - session.number))
    return list(dict.fromkeys([*session.topics, *(code for _number, codes in nearest for code in codes)]))


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


def forebodings(session):
    """What the rules say of this very session while it is still planned (R5, R8); nothing forbids logging it.

    One query and an audit of the program.
    """
    if session.held:
        return []
    keys = {("intervention", session.intervention_id)}
    keys |= {("group", group.pk) for group in session.intervention.groups.all()}
    return [
        sentence(finding)
        for finding in audit_program(session.intervention.program_id)
        if finding.rule in ("R5", "R8")
        and finding.topic in session.topics
        and (finding.kind, finding.subject_key) in keys
    ]


def roll(session, day, came):
    """The register as grids, one per group, as of a day; `came` are the values that are marked."""
    names = {group.pk: group.name for group in session.intervention.groups.all()}
    register = sorted(register_of(session, day), key=lambda row: row[:2])
    return [
        _grid(names.get(group, _("Group")), list(rows), came)
        for group, rows in groupby(register, key=lambda row: row[0])
    ]


def _grid(name, rows, came):
    tiles = {row[1]: _tile(row, came) for row in rows}
    together = {}
    for _group, number, _column, pair in rows:
        together.setdefault(pair or f"alone {number}", []).append(tiles[number])
    blocks = tuple(
        Block(pair if isinstance(pair, int) else None, tuple(found)) for pair, found in together.items()
    )
    return Grid(name, blocks, len(tiles), sum(tile.came for tile in tiles.values()))


def _tile(row, came):
    group, number, column, pair = row
    value = f"{group}:{number}"
    label = _("Number %(number)d") % {"number": number}
    if pair:
        label = f"{label}, {Column(column).label.lower()}"
    return Tile(value, number, label, value in came)
