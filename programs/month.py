"""Weeks and months as a calendar shows them. Weeks begin on Monday. Dates in, dates out; no database."""

import datetime as dt
from dataclasses import dataclass

EARLIEST, LATEST = dt.date(1990, 1, 1), dt.date(2200, 12, 31)
"""Beyond these nobody plans, and the calendar would end."""


@dataclass(frozen=True)
class Span:
    """What a calendar shows: whole weeks, the days that are meant, and where the pages beside it begin."""

    weeks: tuple
    first: dt.date
    last: dt.date
    before: dt.date
    after: dt.date

    @property
    def days(self):
        return [day for week in self.weeks for day in week]

    def outside(self, day):
        """Whether a day only fills up the first or the last week."""
        return not self.first <= day <= self.last


def month_of(day):
    first = day.replace(day=1)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    monday = first - dt.timedelta(days=first.weekday())
    count = (last - monday).days // 7 + 1
    before = (first - dt.timedelta(days=1)).replace(day=1)
    return Span(_weeks(monday, count), first, last, before, last + dt.timedelta(days=1))


def week_of(day):
    monday = day - dt.timedelta(days=day.weekday())
    week = dt.timedelta(days=7)
    return Span(_weeks(monday, 1), monday, monday + dt.timedelta(days=6), monday - week, monday + week)


def _weeks(monday, count):
    return tuple(
        tuple(monday + dt.timedelta(days=7 * week + day) for day in range(7)) for week in range(count)
    )


def day_meant(text, today):
    """The day that an address names, "2026-11-24" or "2026-11"; today if it names none that can be shown."""
    try:
        day = dt.date.fromisoformat(text if len(text) != 7 else f"{text}-01")
    except ValueError:
        return today
    return day if EARLIEST <= day <= LATEST else today
