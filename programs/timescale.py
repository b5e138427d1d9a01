"""Which days a picture of a sequence shows, and where each of them stands. Pure, no Django."""

from collections.abc import Sequence
from datetime import date, timedelta

from .picture import Activity, Layout, Tick, View


def month_start(day: date, months: int = 0) -> date:
    """The first of the month that lies so many months later."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def read_month(text: str) -> date | None:
    """`2026-07` as a date; nothing for anything else: it is an address that somebody typed."""
    try:
        year, month = (int(part) for part in text.split("-"))
        return date(year, month, 1) if 1980 <= year <= 2120 else None
    except ValueError:
        return None


def view_of(zoom: str, begin: date | None, today: date, activities: Sequence[Activity]) -> View:
    """A quarter or a year from `begin` (or the one that today lies in), or all there is."""
    months = {"quarter": 3, "year": 12}.get(zoom)
    if months:
        at = begin or month_start(today, -((today.month - 1) % months))
        last = month_start(at, months) - timedelta(days=1)
        steps = (month_start(at, -months), month_start(at, months))
        earlier, later = (f"{step.year}-{step.month:02}" for step in steps)
        return View(zoom, at, last, earlier, later)
    first = min((activity.starts_on for activity in activities), default=today)
    last = max((activity.ends_on for activity in activities), default=month_start(today, 11))
    return View("all", month_start(first), month_start(max(first, last), 1) - timedelta(days=1))


def across(day: date, view: View, layout: Layout, end: bool = False) -> int:
    """The x of the beginning (or the end) of a day, which may lie outside the picture."""
    days = (day - view.first).days + (1 if end else 0)
    return round(layout.start + days * (layout.end - layout.start) / view.days)


def ticks(view: View, layout: Layout) -> tuple[Tick, ...]:
    """The first of each month, named as often as there is room; in a quarter also the Mondays, unnamed."""
    starts, at = [], view.first
    while at <= view.last:
        starts.append(at)
        at = month_start(at, 1)
    width = (layout.end - layout.start) / max(1, len(starts))
    step = next((step for step in (1, 2, 3, 6) if width * step >= layout.month), 12)
    named = [start for start in starts if (start.month - 1) % step == 0] or starts[:1]
    lines = [
        Tick(
            across(start, view, layout),
            start,
            named=start in named,
            dated=start in named and (start == named[0] or start.month == 1),
        )
        for start in starts
    ]
    if view.zoom == "quarter":
        mondays = (view.first + timedelta(days=day) for day in range(view.days))
        lines += [
            Tick(across(day, view, layout), day, False)
            for day in mondays
            if day.weekday() == 0 and day.day != 1
        ]
    return tuple(lines)
