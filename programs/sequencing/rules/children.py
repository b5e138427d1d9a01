"""Where children are, two trained adults are, and nobody who should not be: R24."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ..finding import Finding, about
from ..limits import Limits
from ..plan import Facilitator, Group, Intervention, Session
from ..readiness import Records
from ..reading import Reading
from ..spaces import MIXED, YOUTH
from .safety import assigned, sensitive

GROWN_UP = 18
YOUNGEST_APART = 15
"""Younger ones do not meet with adults who are not their family."""
NOT_AMONG_OTHERS = ("T26", "T27")
"""Sexual violence, and one's own use of violence."""


class Meeting(NamedTuple):
    """A session in which children are."""

    on: date
    planned: bool
    session: Session
    team: list[Facilitator]


def children_unprotected(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R24. Children in sensitive or public sessions are looked after (S32, S57, S63, S88).

    Looked at are sensitive sessions, and those of work that steps out, planned or held within a year, of a
    group with somebody under 18, of a youth space, or with girls or boys counted; where groups meet apart,
    only those of that space count. TEAM: fewer than two adults lead it, as far as they are there on its day.
    SKILL: none of them is trained in child safeguarding on that day. CONSENT: guardians' and children's own
    agreement are not both on record; who only comes by where all may come is not asked. AGES: somebody under
    15 meets with adults who are not of the household. TOPIC: what does not belong before others.
    Facilitators are adults. A program of whose facilitators nobody has told is not judged.
    """
    if view.plan.facilitators is None:
        return
    for work in view.in_scope:
        found: dict[tuple[str, str], list[Meeting]] = {}
        for meeting in with_children(view, work):
            for reason, topic in shortfalls(view, work, meeting):
                found.setdefault((reason, topic), []).append(meeting)
        for (reason, topic), met in found.items():
            first = min(met, key=lambda one: one.on)
            seen = {"on": first.on, "planned": first.planned, "n": len(met)}
            yield about(work, "R24", "children_unprotected", "CRITICAL", reason, topic, seen=seen)


def with_children(view: Reading, work: Intervention) -> Iterator[Meeting]:
    course, public = view.course(work), work.element == "STEPPING_OUT"
    if not public and not course.touched.sensitive:
        return
    groups = view.groups_of(work)
    for day, planned, session in course.occasions():
        asked = public or sensitive(view, session)
        fresh = planned or day >= view.ago(view.limits.fresh_for)
        if asked and fresh and (for_young(work, groups, session) or session.girls or session.boys):
            own, named = session.team, work.facilitators
            team = named or own if planned else own or named
            yield Meeting(day, planned, session, assigned(view, team, day))


def for_young(work: Intervention, groups: list[Group], session: Session) -> bool:
    """Whether it is children's by its space, or by the ages of the groups that meet."""
    apart = groups_apart(work, groups, session)
    space = session.space if apart else work.space
    return space in YOUTH or any(map(is_young, apart or groups))


def groups_apart(work: Intervention, groups: list[Group], session: Session) -> list[Group]:
    """The groups whose own space the session has, while the work has another; none if all meet."""
    return [group for group in groups if work.space != session.space == group.space]


def is_young(group: Group) -> bool:
    return group.min_age is not None and group.min_age < GROWN_UP


def shortfalls(view: Reading, work: Intervention, meeting: Meeting) -> Iterator[tuple[str, str]]:
    """What a session lacks: reason and topic."""
    if len(meeting.team) < 2:
        yield "TEAM", ""
    if not any(is_trained(view, who, meeting.on) for who in meeting.team):
        yield "SKILL", ""
    groups = view.groups_of(work)
    asked = list(filter(is_young, groups)) or ([] if meeting.session.space == "COMMUNITY" else groups)
    if not all(has_consent(view, group) for group in asked):
        yield "CONSENT", ""
    apart = groups_apart(work, groups, meeting.session)
    if meets_adults(apart if any(map(is_young, apart)) else groups, meeting.session):
        yield "AGES", ""
    if meeting.session.space in MIXED:
        for topic in set(NOT_AMONG_OTHERS).intersection(meeting.session.topics):
            yield "TOPIC", topic


def is_trained(view: Reading, who: Facilitator, day: date) -> bool:
    known = min(view.on, day)
    return "CHILD_SAFEGUARDING" in Records(who, view.plan.protocols, known, day, view.limits).skills


def has_consent(view: Reading, group: Group) -> bool:
    """Guardians and children have both said yes by now."""
    words = (group.guardian_consent_on, group.child_assent_on)
    return all(said is not None and said <= view.on for said in words)


def meets_adults(groups: list[Group], session: Session) -> bool:
    """Whether somebody under 15 meets with adults, by the ages of the groups or as people were counted."""
    youngest = min((group.min_age for group in groups if group.min_age is not None), default=GROWN_UP)
    if session.space == "HOUSEHOLD" or youngest >= YOUNGEST_APART:
        return False
    ages = [age for group in groups for age in (group.min_age, group.max_age) if age is not None]
    return max(ages) >= GROWN_UP or bool(session.women or session.men)
