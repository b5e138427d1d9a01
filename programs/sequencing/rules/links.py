"""How work with men is linked to work with women: R1, R2, R3, R19."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from ..course import Occasion
from ..finding import Finding, about
from ..limits import Limits
from ..people import PREPARED, state_on
from ..plan import Intervention, Link
from ..reading import COUNTED, Activity, Reading, gap, has_rationale, is_live
from ..spaces import FEMALE, MALE, MIXED

Seen = dict[str, Any]


def men_stand_alone(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R1. Men-only work is linked, directly and by agreement, to women's or mixed work (S19, S21).

    Joint sessions inside it do as well. While it is only planned, this is a warning.
    """
    for men in view.men_only:
        if stands_alone(view, men):
            reason, seen = why_alone(view, men)
            severity = "WARNING" if men.status == "PLANNED" else "CRITICAL"
            yield about(men, "R1", "men_stand_alone", severity, reason, seen=seen)


def stands_alone(view: Reading, men: Intervention) -> bool:
    return not view.counterparts(men) and not view.joint(men)


Passes = Callable[[Reading, Link, Activity | None], bool]
SIEVE: tuple[tuple[str, Passes], ...] = (
    ("NO_LINK", lambda view, link, other: True),
    ("LINK_NOT_AGREED", lambda view, link, other: link.status in COUNTED),
    ("NO_RATIONALE", lambda view, link, other: has_rationale(link)),
    ("EXTERNAL_UNCONFIRMED", lambda view, link, other: view.is_confirmed(link)),
    ("COUNTERPART_NOT_WOMEN_OR_MIXED", lambda view, link, other: view.is_joint(other)),
    ("COUNTERPART_DRAFT_OR_CANCELLED", lambda view, link, other: is_live(other)),
)
"""What a link must pass to count, in order; what passes all of these is too far away in time."""


def why_alone(view: Reading, men: Intervention) -> tuple[str, Seen]:
    """The first step of the sieve that leaves no link, and where the links that were left until then led."""
    links = view.links(men)
    hint = two_hops(view, men)
    for reason, passes in SIEVE:
        left = [(link, other) for link, other in links if passes(view, link, other)]
        if not left:
            return reason, where_to(men, links) | hint
        links = left
    return "GAP_OVER_180", where_to(men, links) | hint


def two_hops(view: Reading, men: Intervention) -> Seen:
    """Women's or mixed work that is tied to it only through other work, by title: a hint, no credit (C0)."""
    ways = [
        (name_of(between), name_of(far))
        for between in view.linked(men)
        for far in view.linked(between)
        if view.is_joint(far) and not view.is_joint(between)
    ]
    if not ways:
        return {}
    through, far = min(ways)
    return {"through": through, "far": far}


def name_of(activity: Activity) -> str:
    return activity.title if isinstance(activity, Intervention) else activity.description


def where_to(men: Intervention, links: list[tuple[Link, Activity | None]]) -> Seen:
    """How many links, the nearest of their other ends, and how many days away it is."""
    ends = [(gap(men, other), other) for _, other in links if other]
    if not ends:
        return {"links": len(links)}
    days, nearest = min(ends, key=lambda end: (end[0], end[1].code, str(end[1].key)))
    return {"links": len(links), "gap": days, **other_end(nearest)}


def linked_on_paper(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R2. What men's work is linked to meets as well (S9, S14, S21).

    Every counterpart, and the joint sessions inside the intervention if there are enough to count, is one
    way in which the link may be kept: NEVER_HELD needs all of them to be overdue, and one session in any
    of them is a session of the counterpart. A planned joint session within 60 days counts like a
    counterpart that is planned to start by then. "Within" looks ahead: a start that has passed excuses
    nothing.
    """
    for men in view.men_only:
        met = view.course(men).dates
        ways = view.counterparts(men)
        joint = view.joint(men)
        if men.status == "PLANNED" or not met or not (ways or joint):
            continue
        seen: Seen = {"n": len(met)}
        last = last_met(view, ways, joint)
        if last is None:
            due = max([max(met[0], other.starts_on) for other in ways] + [o.on for o in joint[:1]])
            if due < view.ago(limits.stale_after):
                seen |= other_end(ways[0]) if ways else {}
                yield about(men, "R2", "linked_on_paper", "HIGH", "NEVER_HELD", seen=seen)
        elif last[0] < view.ago(limits.lapse_after) <= met[-1] and not resumes(view, ways, joint):
            seen |= {"last": last[0], **(other_end(last[1]) if last[1] else {})}
            yield about(men, "R2", "linked_on_paper", "HIGH", "LAPSED", seen=seen)


def last_met(
    view: Reading, ways: list[Activity], joint: list[Occasion]
) -> tuple[date, Activity | None] | None:
    """The last session of any counterpart, and whose it was; None: a joint one inside the intervention."""
    last: tuple[date, Activity | None] | None = None
    for way in ways:
        dates = view.dates(way)
        if dates and (last is None or dates[-1] > last[0]):
            last = dates[-1], way
    held = [session.on for session in joint if not session.planned]
    if held and (last is None or held[-1] > last[0]):
        last = held[-1], None
    return last


def resumes(view: Reading, ways: list[Activity], joint: list[Occasion]) -> bool:
    """Whether a counterpart is planned to start, or a joint session to be held, within 60 days."""
    starts = [way.starts_on for way in ways if way.status == "PLANNED"]
    starts += [session.on for session in joint]  # one held by now has not lapsed
    return any(view.on <= start <= view.ahead(view.limits.lapse_after) for start in starts)


def long_gap(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R3. No more than 60 days lie between men's work and the nearest work it is linked to (S9, S14)."""
    for men in view.men_only:
        ways = view.counterparts(men)
        if ways and not view.joint(men):
            days, nearest = min(((gap(men, other), other) for other in ways), key=lambda way: way[0])
            if days > limits.link_gap_ok:
                yield about(men, "R3", "long_gap", "MEDIUM", seen={"gap": days, **other_end(nearest)})


def one_part_of_puzzle(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R19. Around women's work, husbands or people of influence are engaged too (S16 to S18, S93).

    Influential people are links of the kind INFLUENCER_SUPPORT, to a space of any kind, and change agents
    who are TRAINED or ACTIVE where the women meet; someone of whom nothing is said is taken for absent.
    Women's work may stand alone by design.
    """
    for women in view.in_scope:
        met = view.course(women).dates
        if women.space not in FEMALE or women.stands_alone_by_design or not met:
            continue
        if met[0] < view.ago(limits.puzzle_grace) and not (
            any(other.space in MALE | MIXED for other in view.linked(women))
            or view.linked(women, "INFLUENCER_SUPPORT")
            or has_agent(view, women)
        ):
            yield about(women, "R19", "one_part_of_puzzle", "MEDIUM", seen={"first": met[0]})


def has_agent(view: Reading, women: Intervention) -> bool:
    """Whether somebody who stands for the program lives where the women meet."""
    standing = [one for one in view.plan.change_agents or () if state_on(one.states, view.on) in PREPARED]
    return any(site.lineage <= one.lineage for one in standing for site in women.places)


def other_end(activity: Activity) -> Seen:
    """The other end of a link as sentences and pages need it."""
    return {
        "other": name_of(activity),
        "other_key": activity.key,
        "other_code": activity.code,
        "other_external": not isinstance(activity, Intervention),
    }
