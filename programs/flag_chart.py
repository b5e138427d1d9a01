"""How many flags of each severity stood at the end of each day: the figures, and where to draw them.

What was set aside stands as well, so that a day's figures are what the rules said on that day.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from .sequencing.finding import SEVERITIES

WIDTH, HEIGHT, BASE, TOP, START = 720, 200, 172, 12, 34
DAYS = 182
"""Half a year."""


def standing_by_day(stories, first, last):
    """`[(day, Counter of severities)]` for each day from first to last, from the stories of flags."""
    changes = {}
    for story in stories:
        was = ""
        for day, _what, severity in sorted(story, key=lambda line: line[0]):
            at = changes.setdefault(max(dt.date.fromisoformat(day), first), Counter())
            at[was] -= 1
            at[severity] += 1
            was = severity
    rows, now = [], Counter()
    for number in range((last - first).days + 1):
        day = first + dt.timedelta(days=number)
        for severity, step in changes.get(day, {}).items():
            now[severity] += step
        rows.append((day, Counter({name: now[name] for name in SEVERITIES if now[name]})))
    return rows


@dataclass(frozen=True)
class Band:
    severity: str
    path: str


@dataclass(frozen=True)
class Tick:
    at: int
    label: object  # a number on the left, a day below


@dataclass(frozen=True)
class Chart:
    """Areas on top of each other, the worst at the bottom; in whole units of an SVG."""

    bands: list
    numbers: list
    months: list
    rows: list  # [(day, [count of each severity], sum)], where something changed, newest first
    first: dt.date
    last: dt.date

    width, height, base, start = WIDTH, HEIGHT, BASE, START


def chart_of(stories, today):
    """The chart of the last half-year."""
    days = standing_by_day(stories, today - dt.timedelta(days=DAYS - 1), today)
    most = max(max(sum(counts.values()) for _day, counts in days), 4)
    step = (most + 3) // 4
    top = step * 4

    def x(number):
        return START + round((WIDTH - START - 6) * number / (len(days) - 1))

    def y(count):
        return BASE - round((BASE - TOP) * count / top)

    bands, below = [], [0] * len(days)
    for severity in SEVERITIES:
        above = [low + counts[severity] for low, (_day, counts) in zip(below, days, strict=True)]
        if above != below:
            bands.append(Band(severity, outline(above, below, x, y)))
        below = above
    return Chart(
        bands=bands,
        numbers=[Tick(y(count), count) for count in range(0, top + 1, step)],
        months=[Tick(x(number), day) for number, (day, _counts) in enumerate(days) if day.day == 1],
        rows=changed(days),
        first=days[0][0],
        last=days[-1][0],
    )


def outline(above, below, x, y):
    """Steps along the upper edge, and back along the lower one: a day's figure holds until the next day."""
    there = [f"M{x(0)} {y(above[0])}"]
    there += [f"H{x(at)}V{y(count)}" for at, count in steps(above)]
    back = [f"H{x(at)}V{y(below[at - 1])}" for at, _count in reversed(steps(below))]
    end = len(above) - 1
    return "".join([*there, f"H{x(end)}V{y(below[end])}", *back, f"H{x(0)}Z"])


def steps(counts):
    """`[(index, count)]` where a count differs from the one before."""
    return [(at, new) for at, (old, new) in enumerate(pairwise(counts), start=1) if old != new]


def changed(days):
    rows = [days[0], *(new for old, new in pairwise(days) if old[1] != new[1])]
    return [
        (day, [counts[name] for name in SEVERITIES], sum(counts.values())) for day, counts in reversed(rows)
    ]
