"""Days of a series of sessions: repeating, and moving what was planned. Dates in, dates out; no database."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

LONGEST = 200
"""Sessions in one series: more is a slip of the finger."""
FARTHEST = 20 * LONGEST
"""Days that are looked at: where every one of them is off, nobody would ever meet."""

KEEP, SKIP, LATER = "KEEP", "SKIP", "LATER"
"""What becomes of a meeting on a day off: it stays, it is left out, or it moves to the next free day."""


def never(day):
    return False


@dataclass(frozen=True)
class Series:
    """Meetings on certain days of every n-th week.

    `weekdays` are 0 (Monday) to 6; none means the weekday of `first`. Weeks start on Monday and are
    counted from the week of `first`. Either `count` or `until` (inclusive) ends it, whichever comes first.
    """

    first: dt.date
    every: int = 1
    weekdays: frozenset[int] = frozenset()
    count: int | None = None
    until: dt.date | None = None
    is_off: Callable[[dt.date], bool] = never
    if_off: str = KEEP


def days(series):
    """The days of a series in order, at most `LONGEST`; a series without an end has as many.

    Where days off are left out the series goes on until it has its count. Where they move, a day that
    would fall on or behind the next meeting is left out.
    """
    wanted = sorted(series.weekdays or {series.first.weekday()})
    most = min(series.count or LONGEST, LONGEST)
    found = []
    for day in islice(_candidates(monday_of(series.first), series.every, wanted), FARTHEST):
        if len(found) == most or (series.until and day > series.until):
            break
        if day < series.first or (series.if_off == SKIP and series.is_off(day)):
            continue
        if series.if_off == LATER:
            day = next_free(day, series.is_off)
            if day is None or (found and day <= found[-1]) or (series.until and day > series.until):
                continue
        found.append(day)
    return found


def next_free(day, is_off):
    """This day, or the first after it within a week on which people meet; None if there is none."""
    for _step in range(7):
        if not is_off(day):
            return day
        try:
            day += dt.timedelta(days=1)
        except OverflowError:
            return None
    return None


def _candidates(monday, every, weekdays):
    """Every chosen weekday of every n-th week; stops where the calendar does."""
    while True:
        for weekday in weekdays:
            try:
                yield monday + dt.timedelta(days=weekday)
            except OverflowError:
                return
        try:
            monday += dt.timedelta(weeks=every)
        except OverflowError:
            return


def monday_of(day):
    return dt.date.fromordinal(max(day.toordinal() - day.weekday(), 1))


def shifted(planned, by):
    """The same days, `by` days later (negative: earlier). The distances between them stay."""
    return [day + dt.timedelta(days=by) for day in planned]


def on_weekday(planned, weekday):
    """Each day moved to `weekday` (0 is Monday) of its own week, so that the rhythm stays."""
    return [day + dt.timedelta(days=weekday - day.weekday()) for day in planned]
