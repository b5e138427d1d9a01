"""The mini sequence of a row: four lanes and a line for today.

In whole units of an SVG: a decimal comma, as French writes it, would break the drawing.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.spaces import GenderSpace
from programs.sequencing.spaces import FEMALE, MALE, MIXED

WIDTH, LANE, BAR = 400, 22, 14
LANES = ("FEMALE", "MIXED", "MALE", "COMMUNITY")
HEIGHT = LANE * len(LANES)
NEVER_DRAWN = (GenderSpace.LGBTQ, GenderSpace.STAFF)
SMALLEST = 6  # a bar of a single day must still be seen


@dataclass(frozen=True)
class Window:
    """The stretch of time that is drawn; the same for all rows of a page, so that they compare."""

    first: date
    last: date

    def x(self, day):
        """Units from the start, kept inside the picture."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(WIDTH * min(max(share, 0), 1))

    def shows(self, first, last):
        return first <= self.last and (last is None or last >= self.first)


def window_around(on, period=None):
    """The period asked for, or else a year back and half a year ahead."""
    if period:
        return Window(period.first, period.last)
    return Window(on - timedelta(days=365), on + timedelta(days=183))


@dataclass(frozen=True)
class Bar:
    lane: str
    x: int
    y: int
    width: int
    alone: bool  # R1 speaks of it


@dataclass(frozen=True)
class Mini:
    bars: list
    today: int | None  # where today is, if it is in the picture
    words: str  # the same in one sentence

    width, height, bar = WIDTH, HEIGHT, BAR


def lane_of(space):
    for lane, spaces in (("FEMALE", FEMALE), ("MIXED", MIXED), ("MALE", MALE)):
        if space in spaces:
            return lane
    return "COMMUNITY"


def draw(rows, alone, on, window):
    """Bars of one program: `rows` with space, code, first, last; `alone` the codes that R1 speaks of."""
    bars = []
    for row in rows:
        if not window.shows(row["first"], row["last"]):
            continue
        lane = lane_of(row["space"])
        start, end = window.x(row["first"]), window.x(row["last"] or window.last)
        width = max(end - start, SMALLEST)
        start = min(start, WIDTH - width)
        y = LANES.index(lane) * LANE + (LANE - BAR) // 2
        bars.append(Bar(lane, start, y, width, row["code"] in alone))
    bars.sort(key=lambda bar: bar.alone)  # outlines are drawn last
    today = window.x(on) if window.shows(on, on) else None
    return Mini(bars, today, in_words(bars))


def in_words(bars):
    """How many activities each lane has, and how many of the men's stand alone."""
    if not bars:
        return _("No activity in this stretch of time.")
    counts = {lane: sum(bar.lane == lane for bar in bars) for lane in LANES}
    words = _(
        "Women and girls %(female)d, mixed %(mixed)d, men and boys %(male)d, community %(community)d."
    ) % {lane.lower(): count for lane, count in counts.items()}
    alone = sum(bar.alone for bar in bars)
    if alone:
        words += " " + ngettext(
            "%(count)d of the men's or boys' stands alone.",
            "%(count)d of the men's or boys' stand alone.",
            alone,
        ) % {"count": alone}
    return words
