"""Where everything of a sequence stands: whole numbers for the template that draws it. Pure, no Django.

Time runs with the reading direction: `mirrored` turns the finished picture for right-to-left pages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from .picture import (
    LANES,
    Activity,
    Bar,
    Curve,
    Dots,
    Flag,
    Lane,
    Layout,
    Meeting,
    Picture,
    Text,
    Tie,
    View,
)
from .timescale import across, ticks

CROWDED = 8
"""More groups than this in one lane, and they share lines."""
FLAG = 22
"""Width of a flag with the air beside it."""
MOST_FLAGS = 4
"""On one bar; the list below the picture has all."""
ARROW = 22
"""What a title in front of its bar leaves free for the arrow that may arrive there."""


def dots(meetings: Iterable[Meeting], view: View, layout: Layout, y: int) -> tuple[Dots, ...]:
    """One dot per meeting in the view, thinned out where they would touch; kinds apart from each other."""
    places: dict[tuple[str, bool], list[int]] = {}
    last = None
    for meeting in sorted(meetings, key=lambda meeting: meeting.on):
        if not view.first <= meeting.on <= view.last:
            continue
        x = (across(meeting.on, view, layout) + across(meeting.on, view, layout, end=True)) // 2
        if last is None or x - last >= layout.dot:
            places.setdefault((meeting.lane, meeting.held), []).append(x)
            last = x
    return tuple(Dots(lane, held, y, tuple(xs)) for (lane, held), xs in places.items())


def flags_of(activity: Activity) -> int:
    return min(len(activity.marks), MOST_FLAGS)


def words_that_fit(words: str, room: float, layout: Layout) -> str:
    """The words, cut with an ellipsis where they are longer than the room; nothing if next to none fit."""
    letters = int(room / layout.letter)
    if len(words) <= letters:
        return words
    return words[: letters - 1].rstrip() + "…" if letters >= 4 else ""


def lay_title(activity: Activity, left: int, right: int, layout: Layout) -> Text:
    """Inside the bar, or behind it, or before it, whichever has room; y is relative to the row.

    Where a title has a line of its own it starts with the bar, or earlier if it would leave the picture.
    """
    length = len(activity.title) * layout.letter
    left, right = max(left, layout.start), min(right, layout.end)
    if layout.title_above:
        room = layout.end - layout.start - FLAG * flags_of(activity)
        words = words_that_fit(activity.title, room, layout)
        rest = layout.end - FLAG * flags_of(activity) - min(length, room)
        return Text(max(layout.start, min(left, round(rest))), 12, words)
    room = right - left - 14 - FLAG * flags_of(activity)
    if length <= room:
        return Text(left + 8, 14, activity.title)
    beside = 8 + FLAG // 2 * min(1, len(activity.marks))
    if right + beside + length <= layout.end:
        return Text(right + beside, 20, activity.title)
    if left - ARROW - length >= layout.start:
        return Text(left - ARROW, 20, activity.title, "end")
    return Text(left + 8, 14, words_that_fit(activity.title, room, layout))


def footprint(activity: Activity, view: View, layout: Layout) -> tuple[int, int]:
    """From where to where a bar takes its row, title and flags included."""
    left, right = across(activity.starts_on, view, layout), across(activity.ends_on, view, layout, end=True)
    title = lay_title(activity, left, right, layout)
    length = round(len(title.words) * layout.letter)
    begin = title.x - length if title.anchor == "end" else title.x
    flags = FLAG * flags_of(activity) if layout.title_above else 0
    return min(left, begin), max(right, begin + length + flags) + 8


def pack(activities: Iterable[Activity], view: View, layout: Layout) -> list[list[Activity]]:
    """Lines in which no two bars touch: each bar takes the first line that is free for it."""
    lines: list[tuple[int, list[Activity]]] = []
    for activity in sorted(activities, key=lambda activity: (activity.starts_on, activity.title)):
        begin, end = footprint(activity, view, layout)
        for number, (taken, line) in enumerate(lines):
            if taken <= begin:
                line.append(activity)
                lines[number] = (end, line)
                break
        else:
            lines.append((end, [activity]))
    return [line for _, line in lines]


def lines_of(
    activities: Sequence[Activity], view: View, layout: Layout
) -> list[tuple[str | None, list[Activity]]]:
    """The lines of one lane with the name of who takes part; in a crowded lane groups share a line."""
    groups: dict[str, list[Activity]] = {}
    for activity in sorted(activities, key=lambda activity: activity.starts_on):
        groups.setdefault(activity.row, []).append(activity)
    if layout.lane_head or len(groups) > CROWDED:
        return [(None, line) for line in pack(activities, view, layout)]
    return [
        (name if number == 0 else None, line)
        for name, members in groups.items()
        for number, line in enumerate(pack(members, view, layout))
    ]


def lay_bar(activity: Activity, y: int, view: View, layout: Layout) -> Bar:
    """One bar in the line that begins at y."""
    left, right = across(activity.starts_on, view, layout), across(activity.ends_on, view, layout, end=True)
    right = max(right, left + 6)
    top = y + layout.title_above
    title = lay_title(activity, left, right, layout)
    held = [meeting.on for meeting in activity.meetings if meeting.held]
    solid = across(max(held), view, layout, end=True) if held else left
    return Bar(
        activity=activity,
        x=left,
        y=top,
        width=right - left,
        height=layout.bar,
        solid=left,
        solid_width=max(0, min(solid, right) - left),
        title=replace(title, y=title.y + y),
        dots=dots(activity.meetings, view, layout, top + (layout.bar // 2 if layout.title_above else 23)),
        flags=lay_flags(activity, title, min(right, layout.end), y, layout),
    )


def lay_flags(activity: Activity, title: Text, corner: int, y: int, layout: Layout) -> tuple[Flag, ...]:
    """Behind the title where that has its own line, or else on the bar's corner, the worst outermost."""
    marks = activity.marks[:MOST_FLAGS]
    if layout.title_above:
        first = title.x + round(len(title.words) * layout.letter) + FLAG // 2
        return tuple(Flag(first + FLAG * n, y + 7, mark) for n, mark in enumerate(marks))
    return tuple(Flag(corner - 2 - FLAG * n, y + 1, mark) for n, mark in enumerate(marks))


def lay_lane(code: str, words: str, activities: Sequence[Activity], y: int, view: View, layout: Layout):
    """A lane that begins at y, with its bars. An empty lane is drawn too: that nothing is there is news."""
    lines = lines_of(activities, view, layout)
    top = y + layout.lane_head
    bars, names = [], []
    for number, (name, line) in enumerate(lines):
        at = top + 5 + number * layout.row
        bars += [lay_bar(activity, at, view, layout) for activity in line]
        if name is not None:
            names.append(Text(14, at + 14, words_that_fit(name, layout.label - 22, layout)))
    height = layout.lane_head + max(layout.row if lines else 34, len(lines) * layout.row)
    lane = Lane(
        code=code,
        words=words,
        y=y,
        height=height,
        heading=None if names else Text(14, y + (17 if layout.lane_head else 21), words),
        rows=tuple(names),
        empty=None if lines else Text(layout.start + 10, top + (14 if layout.lane_head else 21), ""),
    )
    return lane, bars


def bend(x1: int, y1: int, x2: int, y2: int) -> tuple[tuple[int, int], ...]:
    """A curve that leaves and arrives level, as far apart as the ends allow."""
    handle = max(12, min(60, abs(x2 - x1) // 2))
    return ((x1, y1), (x1 + handle, y1), (x2 - handle, y2), (x2, y2))


def connect(tie: Tie, a: Bar, b: Bar, nth: int, layout: Layout) -> Curve:
    """From end to start where one follows the other; from edge to edge where both run at the same time."""
    if a.x > b.x and not tie.ordered:
        a, b = b, a
    if a.right <= b.x or tie.ordered:
        reach = max(a.x + 4, b.x - 30)
        if a.right <= b.x:
            return Curve(tie, bend(min(a.right, layout.end), a.middle, max(b.x, layout.start), b.middle))
        edge = a.y + a.height if a.y < b.y else a.y
        x = max(layout.start, min(reach, a.right))
        return Curve(tie, ((x, edge), (x, b.middle), (b.x - 20, b.middle), (b.x, b.middle)))
    upper, lower = sorted((a, b), key=lambda bar: bar.y)
    left, right = max(b.x, layout.start), min(a.right, b.right, layout.end)
    x = left + (right - left) * (2 + nth % 5) // 8
    y1, y2 = upper.y + upper.height, lower.y
    return Curve(tie, ((x, y1), (x + 14, y1 + (y2 - y1) // 3), (x + 14, y2 - (y2 - y1) // 3), (x, y2)))


def picture(
    activities: Sequence[Activity],
    ties: Iterable[Tie],
    view: View,
    layout: Layout,
    today: date,
    words: Mapping[str, str],
) -> Picture:
    """Everything in its place, left to right. `words` are the names of the lanes, for the reader."""
    seen = [a for a in activities if a.starts_on <= view.last and a.ends_on >= view.first]
    lanes, bars, y = [], [], layout.head
    for code in LANES:
        its = [a for a in seen if a.lane == code]
        lane, its_bars = lay_lane(code, words[code], its, y, view, layout)
        lanes.append(lane)
        bars += its_bars
        y += lane.height + layout.gap
    by_key = {bar.activity.key: bar for bar in bars}
    drawn = [tie for tie in ties if tie.a in by_key and tie.b in by_key]
    return Picture(
        layout=layout,
        view=view,
        height=y,
        today=across(today, view, layout) if view.first <= today <= view.last else None,
        ticks=ticks(view, layout),
        lanes=tuple(lanes),
        bars=tuple(bars),
        curves=tuple(connect(tie, by_key[tie.a], by_key[tie.b], n, layout) for n, tie in enumerate(drawn)),
        outside=len(activities) - len(seen),
        plot=layout.start,
        plot_width=layout.end - layout.start,
        strip=0,
    )


def mirrored(image: Picture) -> Picture:
    """The same picture for a page that is read from right to left: time runs to the left."""
    width = image.layout.width

    def text(one: Text) -> Text:
        return replace(one, x=width - one.x)  # "start" is the right edge there

    def bar(one: Bar) -> Bar:
        return replace(
            one,
            x=width - one.x - one.width,
            solid=width - one.solid - one.solid_width,
            title=text(one.title),
            dots=tuple(replace(row, xs=tuple(width - x for x in row.xs)) for row in one.dots),
            flags=tuple(replace(flag, x=width - flag.x) for flag in one.flags),
        )

    def lane(one: Lane) -> Lane:
        return replace(
            one,
            heading=one.heading and text(one.heading),
            rows=tuple(map(text, one.rows)),
            empty=one.empty and text(one.empty),
        )

    return replace(
        image,
        rtl=True,
        today=None if image.today is None else width - image.today,
        ticks=tuple(replace(tick, x=width - tick.x) for tick in image.ticks),
        lanes=tuple(map(lane, image.lanes)),
        bars=tuple(map(bar, image.bars)),
        curves=tuple(
            replace(curve, points=tuple((width - x, y) for x, y in curve.points)) for curve in image.curves
        ),
        plot=width - image.plot - image.plot_width,
        strip=width - 4,
    )
