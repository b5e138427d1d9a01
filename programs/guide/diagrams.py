"""State diagrams, computed from the tables of moves: nothing here knows a state by name.

States stand in one column. A step to the state just below is a straight arrow; every other way down runs
along the far side, every way up along the near side, one rail per state that it leads to.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from care_engage.kit.states import free
from groups.models.change_agent import (
    ChangeAgent,
    accompanied,
    code_signed,
    found_suitable,
    found_unsuitable,
    women_asked,
)
from programs.models import Concern, Intervention, Program, Session, Story, SyncLink
from programs.models.concern import outcome_known, something_agreed
from programs.models.flag import Flag, action_planned, found_no_more, may_be_set_aside
from programs.models.intervention import end_recorded, planned_in_full, reason_given
from programs.models.link import both_sides_agreed, withdrawal_explained
from programs.models.partner import AlliancePartner, feedback_answered, role_agreed, two_offers_made
from programs.models.program import ready_to_start
from programs.models.story import all_agreed, all_agreed_for_the_day

BOX_WIDTH, BOX_HEIGHT, STEP = 168, 34, 62
RAIL, MARGIN, HEAD = 16, 22, 8

ASKED = {
    ready_to_start: _(
        "theory, strategy, changes aimed for and learning are written; the GBV plan has owners"
    ),
    planned_in_full: _("the group that takes part is chosen, or it is open to the community"),
    reason_given: _("a reason is given"),
    end_recorded: _("the day on which it ended is entered"),
    both_sides_agreed: _("a colleague on each side agreed; another organization confirmed, with the day"),
    withdrawal_explained: _("a reason is given"),
    role_agreed: _("the partner's role is agreed and entered"),
    two_offers_made: _("we offered something at least twice before"),
    feedback_answered: _("feedback from this partner was received and answered"),
    women_asked: _("a women's group was asked"),
    found_suitable: _("conduct was looked at, and the outcome is “suitable”"),
    found_unsuitable: _("conduct was looked at, and the outcome is “not suitable”"),
    code_signed: _("they were trained, and signed the code of conduct"),
    accompanied: _("somebody accompanies them"),
    something_agreed: _("something was agreed"),
    outcome_known: _("it is said what came of it"),
    all_agreed: _("everybody shown has agreed, and nobody is shown as a survivor"),
    all_agreed_for_the_day: _("everybody shown has agreed, for the day on which it is shown"),
    action_planned: _("what will be done and by when is written"),
    may_be_set_aside: _("a reason of 20 characters, a day at most 90 days ahead; never R10, R11, R22, R24"),
    found_no_more: _("by itself, once the rule finds nothing more"),
    free: "",
}
"""What each guard asks for, in a few words; a test holds that no guard is missing."""

MACHINES = (
    ("program", _("Program"), Program),
    ("intervention", _("Intervention"), Intervention),
    ("session", _("Session"), Session),
    ("link", _("Link"), SyncLink),
    ("partner", _("Partner"), AlliancePartner),
    ("agent", _("Change agent"), ChangeAgent),
    ("concern", _("Concern"), Concern),
    ("story", _("Story"), Story),
    ("flag", _("Flag"), Flag),
)


@dataclass(frozen=True)
class Box:
    label: str
    x: int
    y: int
    text_x: int
    text_y: int


@dataclass(frozen=True)
class Rail:
    """One line with its arrow: `path` is SVG path data, `head` the points of a triangle."""

    path: str
    head: str
    joints: list  # where states join the rail


@dataclass(frozen=True)
class Diagram:
    slug: str
    title: str
    width: int
    height: int
    boxes: list
    rails: list
    rows: list  # the same as a table: (state, [(next state, what is asked)])

    box_width, box_height = BOX_WIDTH, BOX_HEIGHT


def diagrams():
    return [diagram(slug, title, model.moves) for slug, title, model in MACHINES]


def diagram(slug, title, moves):
    states = list(moves.states)
    index = {state: at for at, state in enumerate(states)}
    steps = [(index[a], index[b]) for a, onward in moves.table.items() for b in onward if a != b]
    down = by_target((a, b) for a, b in steps if b > a + 1)
    up = by_target((a, b) for a, b in steps if b < a)
    left = MARGIN + RAIL * len(up)
    boxes = [
        Box(state.label, left, top(at), left + BOX_WIDTH // 2, middle(at)) for at, state in enumerate(states)
    ]
    rails = [straight(left + BOX_WIDTH // 2, a, b) for a, b in steps if b == a + 1]
    rails += [rail(sources, b, left + BOX_WIDTH, RAIL * (at + 1)) for at, (b, sources) in enumerate(down)]
    rails += [rail(sources, b, left, -RAIL * (at + 1)) for at, (b, sources) in enumerate(up)]
    rows = [
        (state, [(next_state, ASKED[guard]) for next_state, guard in moves.table.get(state, {}).items()])
        for state in states
    ]
    width = left + BOX_WIDTH + RAIL * len(down) + MARGIN
    return Diagram(slug, title, width, top(len(states) - 1) + BOX_HEIGHT + 4, boxes, rails, rows)


def top(at):
    return 4 + STEP * at


def middle(at):
    return top(at) + BOX_HEIGHT // 2


def by_target(steps):
    """`[(target, [sources])]`, the shortest rail first, so that it runs innermost."""
    rails = {}
    for source, target in steps:
        rails.setdefault(target, []).append(source)
    return sorted(rails.items(), key=lambda item: max(abs(source - item[0]) for source in item[1]))


def straight(x, a, b):
    start, end = top(a) + BOX_HEIGHT, top(b)
    return Rail(f"M{x} {start}V{end - HEAD}", arrow(x, end, 0, 1), [])


def rail(sources, target, side, offset):
    """A rail at `offset` from that side of the boxes; it leaves low and arrives high: ends never meet."""
    x = side + offset
    out = 1 if offset > 0 else -1
    arrives = middle(target) - 7
    leaves = [middle(source) + 7 for source in sources]
    stubs = "".join(f"M{side} {y}H{x}" for y in leaves)
    far = max(leaves, key=lambda y: abs(y - arrives))
    path = f"{stubs}M{x} {far}V{arrives}H{side + out * HEAD}"
    return Rail(path, arrow(side, arrives, -out, 0), [(x, y) for y in leaves])


def arrow(x, y, right, down):
    """A triangle whose tip is at x, y and that points right (1), left (-1) or down (1)."""
    back_x, back_y = x - right * HEAD, y - down * HEAD
    wide = HEAD // 2
    return (
        f"{x},{y} {back_x - down * wide},{back_y - right * wide} "
        f"{back_x + down * wide},{back_y + right * wide}"
    )
