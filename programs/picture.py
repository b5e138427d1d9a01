"""What a picture of a sequence is made of. Pure, no Django; `programs.geometry` computes it.

`Activity` and `Tie` go in (what is to be seen), a `Picture` of whole numbers comes out (where it stands),
seen through a `View` (which days) on a `Layout` (which paper).
"""

from dataclasses import dataclass
from datetime import date

LANES = ("FEMALE", "MIXED", "MALE", "COMMUNITY")


@dataclass(frozen=True, slots=True)
class Meeting:
    on: date
    held: bool
    lane: str  # of its own space: a couples session inside a men's curriculum is drawn as one


@dataclass(frozen=True, slots=True)
class Mark:
    """A flag on a bar: it leads to the finding of that anchor."""

    severity: str
    anchor: str
    text: str
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """One bar to be. `row` names who takes part: bars of one group share a line."""

    key: int | str
    title: str
    lane: str
    row: str
    starts_on: date
    ends_on: date
    meetings: tuple[Meeting, ...] = ()
    owner: str = ""  # another program or organization: drawn as an outline
    lonely: bool = False  # R1: hatched
    marks: tuple[Mark, ...] = ()
    state: str = ""

    @property
    def held(self) -> int:
        return sum(meeting.held for meeting in self.meetings)

    @property
    def planned(self) -> int:
        return len(self.meetings) - self.held


@dataclass(frozen=True, slots=True)
class Tie:
    """A link between two activities. `ordered`: the first before the second, drawn as an arrow."""

    a: int | str
    b: int | str
    style: str  # "met", "agreed" (both ends have not met yet) or "proposed"
    ordered: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """The days looked at, both inclusive; `earlier` and `later` are the months to step to, or empty."""

    zoom: str
    first: date
    last: date
    earlier: str = ""
    later: str = ""

    @property
    def days(self):
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Layout:
    """Lengths in the units of the picture's view box; `label` is the width of the column of names."""

    name: str
    width: int
    label: int
    head: int  # height of months and today
    bar: int
    row: int
    title_above: int  # height of a title's own line above the bar; 0: the title stands inside
    lane_head: int  # height of a lane's own heading; 0: it stands in the column of names
    dot: int  # least distance between two dots
    letter: float  # mean width of a letter of a title
    month: int  # least distance between two names of months
    pad: int = 8
    gap: int = 10  # between lanes

    @property
    def start(self):
        return self.label

    @property
    def end(self):
        return self.width - self.pad


WIDE = Layout("wide", 1000, 204, 54, 32, 42, 0, 0, dot=8, letter=7.0, month=46)
NARROW = Layout("narrow", 360, 8, 54, 18, 44, 17, 24, dot=8, letter=7.0, month=30)


@dataclass(frozen=True, slots=True)
class Text:
    x: int
    y: int
    words: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Tick:
    x: int
    on: date
    named: bool
    dated: bool = False  # says its year too


@dataclass(frozen=True, slots=True)
class Dots:
    """Centers of dots of one kind, on one line."""

    lane: str
    held: bool
    y: int
    xs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    x: int
    y: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Bar:
    """`x` and `width` reach beyond the picture where the activity does; the template clips them."""

    activity: Activity
    x: int
    y: int
    width: int
    height: int
    solid: int  # x of the solid part, up to the last session held
    solid_width: int
    title: Text
    dots: tuple[Dots, ...]
    flags: tuple[Flag, ...]

    @property
    def middle(self):
        return self.y + self.height // 2

    @property
    def right(self):
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Lane:
    """`heading` where the lane is named itself; otherwise each of its `rows` is, with the lane's `words`."""

    code: str
    words: str
    y: int
    height: int
    heading: Text | None
    rows: tuple[Text, ...] = ()
    empty: Text | None = None  # where to say that nothing is there


@dataclass(frozen=True, slots=True)
class Curve:
    """A cubic curve: both ends and their handles."""

    tie: Tie
    points: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    layout: Layout
    view: View
    height: int
    today: int | None
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    bars: tuple[Bar, ...]
    curves: tuple[Curve, ...]
    outside: int  # activities with no day in the view
    plot: int  # x and width of the part where time runs
    plot_width: int
    strip: int  # x of the colored edge of the lanes
    rtl: bool = False
