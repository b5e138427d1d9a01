"""Which topics come when, and in which company: R5, R6, R8."""

from collections.abc import Iterator
from datetime import date, timedelta

from ..course import EXPOSED, Occasion
from ..finding import Finding, about
from ..limits import Limits
from ..plan import Group, Intervention
from ..reading import Reading, is_live
from ..spaces import FEMALE, MALE, YOUTH

SIDES = (("FEMALE", "WOMEN_NOT_YET"), ("MALE", "MEN_NOT_YET"))


def mixed_before_separate(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R5. On a hard topic, women and men each talk among themselves before they do together (S26 to S28).

    Earlier means on an earlier day. The pool is this intervention, the live other ends of its valid
    links (whatever the gap), and the interventions of the groups that its groups draw from, one step
    back. Each session counts by its own space, so single-sex breakouts do. One finding for each topic
    and missing side, with the first session to which it applies.
    """
    for mixed in view.in_scope:
        hard = view.course(mixed).touched.hard
        for topic in [topic for side, topic in hard if side == "MIXED"]:
            sessions = [
                session
                for session in hard["MIXED", topic]
                if view.is_fresh(session) and needs_separate(view, mixed, session)
            ]
            for side, reason in SIDES:
                earlier = [o for i in pool(view, mixed) for o in occasions(view, i, side, topic)]
                missing = [session for session in sessions if not prepared(session, earlier)]
                if missing:
                    seen = {"on": missing[0].on, "planned": missing[0].planned, "n": len(missing)}
                    yield about(mixed, "R5", "mixed_before_separate", "HIGH", reason, topic, seen=seen)


def pool(view: Reading, mixed: Intervention) -> list[Intervention]:
    """Where women and men may have had a topic to themselves. Partners' activities record no topics."""
    sources = [key for group in view.groups_of(mixed) for key in group.draws_from]
    linked = [other for other in view.linked(mixed) if isinstance(other, Intervention)]
    return list({i.key: i for i in (mixed, *linked, *view.interventions_of(sources))}.values())


def prepared(session: Occasion, earlier: list[Occasion]) -> bool:
    """Whether one came before: one that was held, or for a planned session a planned one as well."""
    return any(other.on < session.on and (session.planned or not other.planned) for other in earlier)


def occasions(view: Reading, intervention: Intervention, side: str, topic: str) -> list[Occasion]:
    return view.course(intervention).touched.hard.get((side, topic), [])


def needs_separate(view: Reading, intervention: Intervention, session: Occasion) -> bool:
    """Some topics are to come separately first among young people only (F: T22)."""
    if view.plan.topics[session.topic].separate_first == "YES" or session.space in YOUTH:
        return True
    ages = [group.min_age for group in view.groups_of(intervention)]
    return any(age is not None and age < 18 for age in ages)


def never_brought_together(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R6. What was discussed separately is then discussed together (S30, S31), unless women advise against.

    Counted from the last time the intervention had the topic in a space of men or of women.
    """
    for separate in view.in_scope:
        if separate.space not in MALE | FEMALE:
            continue
        hard = view.course(separate).touched.hard
        waived = {waiver.topic for waiver in separate.waivers if waiver.recorded_on <= on}
        for topic in {topic for _, topic in hard} - waived:
            dates = [
                session.on
                for side in ("MALE", "FEMALE")
                for session in hard.get((side, topic), [])
                if not session.planned and needs_separate(view, separate, session)
            ]
            last = max(dates, default=None)
            if last is None or not view.ago(limits.fresh_for) <= last < view.ago(limits.mixed_followup):
                continue
            around = [separate, *(i for i in view.linked(separate) if isinstance(i, Intervention))]
            together = [o.on for i in around for o in occasions(view, i, "MIXED", topic)]
            if not any(day > last for day in together):
                seen = {"last": last, "days": (on - last).days}
                yield about(separate, "R6", "never_brought_together", "LOW", topic=topic, seen=seen)


def hard_topic_too_early(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R8. A group has had two entry-point sessions, the first two weeks ago, before its first hard topic.

    (S42, S59 to S61.) Looked at is the group's first sensitive session ever, in whichever program, other
    than in a STAFF or COMMUNITY space (the session's own); if one held and one planned fall on the same
    day, the held one. Entry points on that same day do not come before it. Groups are those of the
    program's own live interventions.
    """
    own = [group for i in view.plan.own if is_live(i) for group in view.groups_of(i)]
    for group in {group.key: group for group in own}.values():
        first = first_sensitive(view, group)
        if first is None or not view.is_fresh(first):
            continue
        entries = [
            entry.on
            for intervention in view.interventions_of([group.key, *group.draws_from])
            for entry in view.course(intervention).touched.entry
            if prepared(first, [entry])
        ]
        latest = first.on - timedelta(days=limits.entry_min_days)
        began = min(entries, default=None)
        if len(entries) < limits.entry_min_sessions or (began is not None and began > latest):
            seen = {"on": first.on, "n": len(entries), "first": began}
            yield about(group, "R8", "hard_topic_too_early", "HIGH", topic=first.topic, seen=seen)


def first_sensitive(view: Reading, group: Group) -> Occasion | None:
    occasions = [
        occasion
        for intervention in view.interventions_of([group.key])
        for occasion in view.course(intervention).touched.sensitive
        if occasion.space not in EXPOSED
    ]
    return min(occasions, key=lambda first: (first.on, first.planned, first.topic), default=None)
