"""From the facts of a plan to what its picture shows: who is in which lane, with which marks. Pure.

Protected (LGBTQ) and staff spaces are never drawn, cancelled sessions and interventions are left out.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from .picture import LANES, Activity, Mark, Meeting, Tie
from .sequencing.plan import External, Intervention, Key, Plan, Session
from .sequencing.spaces import FEMALE, MALE, MIXED

HIDDEN_LINKS = frozenset({"LAPSED", "WITHDRAWN"})
OPEN_END = timedelta(days=30)
"""How far beyond its last day an activity without an end is drawn."""

AROUND = timedelta(days=10)
"""How wide a bar is drawn around the sessions on one topic, so that a single one can be seen."""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link as the page tells of it. `a` and `b` are keys of the plan."""

    key: int
    a: Key
    b: Key
    status: str
    ordered: bool
    title_a: str
    title_b: str
    kind: str
    state: str
    rationale: str


def lane_of(space: str, element: str = "") -> str:
    """The lane in which a space is drawn, or nothing where it never is."""
    if space in ("LGBTQ", "STAFF"):
        return ""
    if element == "ALLIANCES" or space == "COMMUNITY":
        return "COMMUNITY"
    if space in FEMALE:
        return "FEMALE"
    if space in MIXED:
        return "MIXED"
    return "MALE" if space in MALE else ""


def meetings(sessions: Iterable[Session], element: str) -> tuple[Meeting, ...]:
    """What is held or planned; postponed and cancelled sessions have no day."""
    return tuple(
        Meeting(session.held_on or session.planned_on, bool(session.held_on), lane_of(session.space, element))
        for session in sessions
        if (session.held_on or session.status == "PLANNED") and lane_of(session.space, element)
    )


def last_day(activity: Intervention | External, its_meetings: Collection[Meeting], on: date) -> date:
    if activity.ends_on:
        return activity.ends_on
    return max([activity.starts_on, on, *(meeting.on for meeting in its_meetings)]) + OPEN_END


def own_bar(one: Intervention, names: Mapping[Key, str], marks, lonely, on, owner="") -> Activity:
    held = meetings(one.sessions, one.element)
    group = next((names[key] for key in one.group_keys if key in names), "")
    return Activity(
        key=one.key,
        title=one.title,
        lane=lane_of(one.space, one.element),
        row=owner or group,
        starts_on=min([one.starts_on, *(meeting.on for meeting in held)]),
        ends_on=max([last_day(one, held, on), *(meeting.on for meeting in held)]),
        meetings=held,
        owner=owner,
        lonely=one.key in lonely,
        marks=tuple(marks.get(one.key, ())),
        state=one.status,
    )


def external_bar(one: External, owner: str, on: date) -> Activity:
    lane = lane_of(one.space)
    held = tuple(Meeting(day, True, lane) for day in sorted(one.held_on))
    return Activity(
        key=one.key,
        title=one.description,
        lane=lane,
        row=owner,
        starts_on=min([one.starts_on, *(meeting.on for meeting in held)]),
        ends_on=max([last_day(one, held, on), *(meeting.on for meeting in held)]),
        meetings=held,
        owner=owner,
        state=one.status,
    )


def activities(
    plan: Plan,
    links: Iterable[LinkRow],
    *,
    names: Mapping[Key, str],
    owners: Mapping[Key, str],
    marks: Mapping[Key, list[Mark]],
    lonely: Collection[Key],
    on: date,
) -> list[Activity]:
    """The program's own bars, and those of others that a standing link reaches, with their owner."""
    touched = {end for link in links if link.status not in HIDDEN_LINKS for end in (link.a, link.b)}
    bars = [own_bar(one, names, marks, lonely, on) for one in plan.own if one.status != "CANCELLED"]
    bars += [
        own_bar(one, names, {}, (), on, owners.get(one.key, ""))
        for one in plan.others
        if one.key in touched and one.status != "CANCELLED"
    ]
    bars += [
        external_bar(one, owners.get(one.key, ""), on)
        for one in plan.externals
        if one.key in touched and one.status != "CANCELLED"
    ]
    return [bar for bar in bars if bar.lane]


def ties(links: Iterable[LinkRow], bars: Iterable[Activity]) -> list[Tie]:
    """Standing links between drawn bars; dashed until both ends have met (C0)."""
    by_key = {bar.key: bar for bar in bars}
    found = []
    for link in links:
        if link.status in HIDDEN_LINKS or link.a not in by_key or link.b not in by_key:
            continue
        met = by_key[link.a].held and by_key[link.b].held
        style = "proposed" if link.status == "PROPOSED" else "met" if met else "agreed"
        found.append(Tie(link.a, link.b, style, link.ordered, f"{link.title_a} – {link.title_b}"))
    return found


def by_topic(plan: Plan, topic: str, bars: Iterable[Activity]) -> list[Activity]:
    """The same lanes for one topic: a bar per activity and lane in which the topic comes up (F)."""
    facts = {one.key: one for one in (*plan.own, *plan.others)}
    found = []
    for bar in bars:
        if bar.key not in facts:
            continue
        one = facts[bar.key]
        with_topic = meetings((s for s in one.sessions if topic in s.topics), one.element)
        for lane in LANES:
            its = tuple(meeting for meeting in with_topic if meeting.lane == lane)
            if its:
                found.append(
                    Activity(
                        key=bar.key if lane == bar.lane else f"{bar.key} {lane}",
                        title=bar.title,
                        lane=lane,
                        row=bar.row,
                        starts_on=min(meeting.on for meeting in its) - AROUND,
                        ends_on=max(meeting.on for meeting in its) + AROUND,
                        meetings=its,
                        owner=bar.owner,
                        marks=tuple(mark for mark in bar.marks if mark.topic == topic),
                        state=bar.state,
                    )
                )
    return found
