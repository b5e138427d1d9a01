"""Days of a series of sessions: repeating, and moving what was planned. Dates in, dates out; no database."""

import datetime as dt
from dataclasses import dataclass

LONGEST = 200
"""Sessions in one series: more is a slip of the finger."""


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


def days(series):
    """The days of a series in order, at most `LONGEST`; a series without an end has as many."""
    wanted = sorted(series.weekdays or {series.first.weekday()})
    most = min(series.count or LONGEST, LONGEST)
    found = []
    for day in _candidates(monday_of(series.first), series.every, wanted):
        if len(found) == most or (series.until and day > series.until):
            break
        if day >= series.first:
            found.append(day)
    return found


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
