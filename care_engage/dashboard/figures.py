"""The figures above the board, for the programs that fit the filters: counts and days, never a score."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, CharField, Count, F, Min, Q, When

from programs.models import Flag, Session
from programs.sequencing.spaces import FEMALE, MALE, MIXED

from .periods import Period, quarter_of


@dataclass(frozen=True)
class Figures:
    programs: int
    offices: int
    in_sync: int
    not_checked: int
    critical: int
    critical_new: int  # first seen in the last seven days
    critical_days: int | None  # median age in days of the open critical flags
    checked_at: datetime | None  # every checked program was checked then or later
    quarter: Period
    sessions: dict  # held this quarter, by set of spaces


def figures_of(programs, counted, on):
    """Four queries (five with critical flags), whatever the number of programs.

    Flags are counted in the programs of which the person may count them (`counted`).
    """
    every, programs = programs, programs.filter(counted)
    sums = programs.aggregate(
        programs=Count("pk"),
        offices=Count("office", distinct=True),
        in_sync=Count("pk", filter=Q(verdict__rank=0)),
        not_checked=Count("pk", filter=Q(verdict=None)),
        checked_at=Min("verdict__audited_at"),
    )
    flags = Flag.objects.open().filter(severity="CRITICAL", program__in=programs.values("pk"))
    counts = flags.aggregate(
        critical=Count("pk"), critical_new=Count("pk", filter=Q(opened_on__gt=on - timedelta(days=7)))
    )
    quarter = quarter_of(on)
    return Figures(
        **sums,
        **counts,
        critical_days=median_days(flags, counts["critical"], on),
        quarter=quarter,
        sessions=sessions_held(every, quarter, on),
    )


def median_days(flags, count, on):
    """The middle age of `count` flags in days; of two middle ones, the mean rounded down."""
    if not count:
        return None
    start, end = (count - 1) // 2, count // 2 + 1
    middle = list(flags.order_by("opened_on").values_list("opened_on", flat=True)[start:end])
    return sum((on - day).days for day in middle) // len(middle)


def sessions_held(programs, quarter, on):
    """`{"MALE": n, "FEMALE": n, "MIXED": n}`: sessions held since the quarter began, by their own space."""
    # A day held is what makes a session held (`only_held_sessions_have_a_day_held`).
    space = Case(When(space="", then=F("intervention__space")), default=F("space"), output_field=CharField())
    held = Session.objects.filter(
        held_on__range=(quarter.first, on),
        intervention__deleted_at=None,
        intervention__program__in=programs.values("pk"),
    )
    counts = dict(held.annotate(own_space=space).order_by().values_list("own_space").annotate(Count("pk")))
    sets = {"MALE": MALE, "FEMALE": FEMALE, "MIXED": MIXED}
    return {name: sum(counts.get(space, 0) for space in spaces) for name, spaces in sets.items()}
