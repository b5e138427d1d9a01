"""The attendance sheet of one session on paper: numbers to tick, blank lines, one A4 page."""

from dataclasses import dataclass
from math import ceil

from django.conf import settings

from groups.spaces import Column

from .feed import code_of
from .logging import register_of

BLANK = 20
"""Lines for people without a number."""
LINES = 27
"""Lines that fit under each other on A4 below the head of the sheet."""
MOST_ABREAST = 5
"""Columns abreast at most: narrower ones cannot be read. It is enough for 115 numbers on one page."""


@dataclass(frozen=True)
class Sheet:
    """What is printed. `abreast` columns of lines; `groups` are codes: paper gets lost."""

    code: str
    groups: tuple
    lines: list
    blank: range
    abreast: int
    columns: list


def sheet_of(session):
    """The sheet of a session from `Session.objects.with_sheet`, with the register of its planned day."""
    groups = {group.pk: group.code for group in session.intervention.groups.all()}
    register = sorted(register_of(session, session.planned_on), key=lambda row: row[:2])
    several = len({row[0] for row in register}) > 1
    lines = [
        (groups[group] if several else "", number, Column(column).label, pair)
        for group, number, column, pair in register
    ]
    abreast = min(max(2, ceil((len(lines) + BLANK) / LINES)), MOST_ABREAST)
    columns = [label for column, label in Column.choices if column != Column.ANOTHER]
    return Sheet(code_of(session), tuple(groups.values()), lines, range(BLANK), abreast, columns)


def language_of(session, reader):
    """The language of the group's paper: its own, else one of its office's, else the reader's."""
    spoken = dict(settings.LANGUAGES)
    groups = [group.language for group in session.intervention.groups.all()]
    wanted = [*groups, *session.intervention.program.office.languages, reader.language]
    return next(language for language in wanted if language in spoken)
