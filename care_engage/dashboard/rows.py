"""The board's rows: programs worst first, with all that a row shows, in three queries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, DateField, F, IntegerField, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from care_engage.kit.paging import page_by_key
from programs.flag_sight import counted_for
from programs.models import Flag, Intervention, InterventionStatus

from .filters import SEVERITY_FIELDS
from .minis import NEVER_DRAWN, draw

LATER_THAN_ANY_FLAG = date(9999, 12, 31)
NOT_CHECKED = 1
"""Where a program without a verdict stands: after every flag, before those with nothing to repair."""

WORST_FIRST = ("-worst", "oldest", "pk")


def worst_first(programs, counted):
    """Annotate the keys of `WORST_FIRST`; none of them is null, so paging stays stable under ties.

    Programs whose flags the person may not even count (`counted` is the condition of the others) stand as
    if they had not been checked: their place would tell.
    """
    worst = Coalesce(F("verdict__rank") * 2, Value(NOT_CHECKED), output_field=IntegerField())
    oldest = Coalesce("verdict__oldest_flag_on", Value(LATER_THAN_ANY_FLAG), output_field=DateField())
    tells = Value(True)
    if counted:
        worst = Case(When(counted, then=worst), default=Value(NOT_CHECKED))
        oldest = Case(When(counted, then=oldest), default=Value(LATER_THAN_ANY_FLAG, DateField()))
        tells = Case(When(counted, then=Value(True)), default=Value(False))
    rows = programs.annotate(worst=worst, oldest=oldest, tells=tells)
    return rows.select_related("verdict", "office", "place", "manager")


@dataclass(frozen=True)
class Row:
    program: object
    verdict: object  # None: never checked
    badges: list
    oldest_days: int | None
    mini: object
    tells: bool = True  # whether the person may count its flags (D9)

    @property
    def url(self):
        return reverse("sequence", args=[self.program.pk])


def board_page(programs, user, on, window, cursor=""):
    """One page of rows, worst first: three queries (programs, their interventions, their R1 flags)."""
    page = page_by_key(worst_first(programs, counted_for(user)), WORST_FIRST, cursor)
    bars = bars_by_program(page.rows, user)
    alone = alone_by_program([program for program in page.rows if program.tells])
    rows = [
        as_row(program, draw(bars.get(program.pk, ()), alone.get(program.pk, ()), on, window), on)
        for program in page.rows
    ]
    return rows, page


def as_row(program, mini, on):
    verdict = getattr(program, "verdict", None)
    if verdict is None or not program.tells:
        return Row(program, verdict, [], None, mini, program.tells)
    badges = [(severity, count) for severity, field in SEVERITY_FIELDS if (count := getattr(verdict, field))]
    oldest = verdict.oldest_flag_on
    return Row(program, verdict, badges, (on - oldest).days if oldest else None, mini)


def bars_by_program(programs, user):
    """Interventions to draw, by program: those the person sees, never protected or staff spaces."""
    rows = (
        Intervention.objects.visible_to(user)
        .filter(program__in=[program.pk for program in programs])
        .exclude(status__in=[InterventionStatus.DRAFT, InterventionStatus.CANCELLED])
        .exclude(space__in=NEVER_DRAWN)
        .annotate(
            first=Coalesce("actual_started_on", "starts_on"), last=Coalesce("actual_ended_on", "ends_on")
        )
        .values("program_id", "code", "title", "space", "element", "first", "last")
        .order_by("first", "code")
    )
    return grouped(rows, lambda row: row["program_id"], lambda row: row)


def alone_by_program(programs):
    """Codes of the interventions that R1 speaks of, by program."""
    rows = Flag.objects.standing().filter(program__in=[program.pk for program in programs], rule="R1")
    return grouped(rows.values_list("program_id", "subject"), lambda row: row[0], lambda row: row[1])


def grouped(rows, key, value):
    groups = {}
    for row in rows:
        groups.setdefault(key(row), []).append(value(row))
    return groups
