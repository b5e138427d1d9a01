"""Nobody opens a wound without knowing where a person can go, and who can hold the room: R10, R11."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from ..finding import Finding, about
from ..limits import Limits
from ..plan import Facilitator, Intervention, Key, Pathway, Session, Site
from ..readiness import INTIMATE_SKILLS, Readiness, Records, in_force, readiness
from ..reading import Reading
from ..spaces import CLOSE, FEMALE, MALE, MIXED, YOUTH

Seen = dict[str, Any]
IN_USE = frozenset({"ACTIVE", "NEEDS_REVIEW"})
MANDATORY = ("HEALTH", "PSYCHOSOCIAL_OR_CASE_MANAGEMENT", "SAFETY")
CHILDREN = "CHILD_PROTECTION"
SIDE_OF = {"woman": FEMALE, "girl": FEMALE, "man": MALE, "boy": MALE}


def pathway_not_ready(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R10. Where people may tell of harm, the way to help is known and open (S63 to S65, S58, S114).

    Asked of intimate dialogues, of work with couples and households, and of any sensitive session. Each
    place in which an intervention meets is covered by one pathway for violence that leads to all the
    services; child protection may stand in a pathway of its own. Where there is none, a pocket guide that
    names help elsewhere lowers this to a warning, except for work with couples and families. Everybody
    assigned has read the protocol in force. One finding for each reason, with the first place it holds of.
    """
    for work in view.in_scope:
        close = is_close(view, work)
        if not (close or any(view.is_fresh(session) for session in view.course(work).touched.sensitive)):
            continue
        lacking: dict[str, list[Site]] = {}
        for site in sorted(work.places, key=by_name):
            for reason in gaps(view, site, children=has_children(view, work)):
                lacking.setdefault(reason, []).append(site)
        for reason, sites in lacking.items():
            lowered = not close and all(has_pocket_guide(view, site) for site in sites)
            seen: Seen = {"place": sites[0].name, "last": last_verified(view, sites[0])}
            severity = "WARNING" if lowered else "CRITICAL"
            yield about(work, "R10", "pathway_not_ready", severity, reason, seen=seen)
        unread = [who.name for who in assigned(view, work.facilitators, on) if not has_read(view, who)]
        if unread:
            seen = {"who": tuple(sorted(unread)), "protocol": in_force(view.plan.protocols, on)}
            yield about(work, "R10", "pathway_not_ready", "CRITICAL", "PROTOCOL", seen=seen)


def by_name(site: Site) -> tuple[str, list[str]]:
    return site.name, sorted(map(str, site.lineage))


def is_close(view: Reading, work: Intervention) -> bool:
    """Whether couples or families are worked with: by element, or in a session's space, planned or fresh."""
    if is_dialogue(work) or work.space in CLOSE:
        return True
    return any(view.is_fresh(session) for session in view.course(work).touched.close)


def is_dialogue(work: Intervention) -> bool:
    return "INTIMATE_DIALOGUES" in (work.element, *work.also_elements)


def has_children(view: Reading, work: Intervention) -> bool:
    """Whether children may be there: by the ages of its groups, or because the space is theirs too."""
    ages = [group.min_age for group in view.groups_of(work)]
    if any(age is not None and age < 18 for age in ages) or work.space in YOUTH:
        return True
    met = [session.space for session in view.course(work).touched.close]
    return "HOUSEHOLD" in (work.space, *met)


def gaps(view: Reading, site: Site, *, children: bool) -> list[str]:
    """What keeps the pathways of a place from being ready: sub-reasons, none if they are."""
    if view.plan.pathways is None:
        return []
    ours = covering(view, site, "GBV")
    ready = [pathway for pathway in ours if is_verified(view, pathway)]
    if not ready:
        return ["EXPIRED" if ours else "NO_PATHWAY"]
    least = min(
        ([sector for sector in MANDATORY if sector not in open_sectors(view, one)] for one in ready), key=len
    )
    if children:
        theirs = [one for one in covering(view, site, CHILDREN) if is_verified(view, one)]
        if not any(CHILDREN in open_sectors(view, one) for one in ready + theirs):
            least = [*least, CHILDREN]
    return [f"MISSING_{sector}" for sector in least]


def covering(view: Reading, site: Site, kind: str) -> list[Pathway]:
    """Pathways of a kind that are in use and cover the place or one that it lies in."""
    return [
        one
        for one in view.plan.pathways or ()
        if one.kind == kind and one.status in IN_USE and one.places & site.lineage
    ]


def is_verified(view: Reading, pathway: Pathway) -> bool:
    """In use, verified within 180 days, and not past the day that was set for its review."""
    last = pathway.verified_on
    return (
        pathway.status == "ACTIVE"
        and last is not None
        and view.ago(view.limits.pathway_valid) <= last <= view.on
        and (pathway.review_on is None or pathway.review_on >= view.on)
    )


def open_sectors(view: Reading, pathway: Pathway) -> set[str]:
    """Kinds of services that can be relied on: available, and called in time."""
    return {
        service.sector
        for service in pathway.services
        if service.status == "AVAILABLE"
        and service.trusted_until is not None
        and service.trusted_until >= view.on
    }


def has_pocket_guide(view: Reading, site: Site) -> bool:
    return any(one.help_elsewhere and is_verified(view, one) for one in covering(view, site, "POCKET_GUIDE"))


def last_verified(view: Reading, site: Site) -> date | None:
    """When a pathway for violence was last verified here, as far as was known by then."""
    days = [one.verified_on for one in covering(view, site, "GBV")]
    return max((day for day in days if day and day <= view.on), default=None)


def has_read(view: Reading, who: Facilitator) -> bool:
    """Whether the person has read the protocol in force; where there is none, nobody has."""
    newest = in_force(view.plan.protocols, view.on)
    return newest is not None and any(
        version == newest[0] and read <= view.on for version, read in who.acknowledged
    )


def assigned(view: Reading, keys: Iterable[Key], day: date) -> list[Facilitator]:
    """These facilitators as far as they are still there on the day."""
    wanted = set(keys)
    return [
        who
        for who in view.plan.facilitators or ()
        if who.key in wanted and (who.left_on is None or who.left_on >= day)
    ]


# ---------------------------------------------------------------------------------------------- R11


class Led(NamedTuple):
    """A session that asks for readiness, with the team that leads it."""

    on: date
    planned: bool
    space: str
    topics: tuple[str, ...]  # sensitive ones
    close: bool
    team: list[Facilitator]


def facilitator_not_ready(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R11. Sensitive sessions and intimate dialogues are led by somebody who is ready (S40, S41, S43, S58).

    Looked at are sessions planned within 30 days or held within 90, each with the team of its day: who led
    it, or who is named on the intervention. NOT_READY: nobody on the team is, one finding for each topic.
    SKILLS: for couples, families and intimate dialogues the team lacks one of three skills. GENDER, a
    warning: a separate space without anybody of that gender, or a mixed one without a woman and a man, as
    far as everybody on the team chose to state it. Each with the first session to which it applies.
    """
    if view.plan.facilitators is None:
        return
    for work in view.in_scope:
        found: dict[tuple[str, str], list[tuple[Led, Seen]]] = {}
        for session in sessions_to_lead(view, work):
            for reason, topic, seen in shortcomings(view, session):
                found.setdefault((reason, topic), []).append((session, seen))
        for (reason, topic), cases in found.items():
            first, seen = min(cases, key=lambda case: (case[0].on, case[0].planned, str(case[1])))
            seen = {"on": first.on, "planned": first.planned, "n": len(cases), **seen}
            severity = "WARNING" if reason == "GENDER" else "CRITICAL"
            yield about(work, "R11", "facilitator_not_ready", severity, reason, topic, seen=seen)


def sessions_to_lead(view: Reading, work: Intervention) -> Iterator[Led]:
    """Its sessions of the last 90 and next 30 days on sensitive topics, or with couples or families."""
    ahead, course = view.ahead(view.limits.ready_ahead), view.course(work)
    held = course.held_since(view.ago(view.limits.ready_back))
    planned = [session for session in course.planned if view.on <= session.planned_on <= ahead]
    dialogue = is_dialogue(work)
    for session in held + planned:
        topics = sensitive(view, session)
        close = dialogue or session.space in CLOSE
        if topics or close:
            day = session.held_on or session.planned_on
            own, named = session.team, work.facilitators
            team = own or named if session.held_on else named or own
            yield Led(day, not session.held_on, session.space, topics, close, assigned(view, team, day))


def sensitive(view: Reading, session: Session) -> tuple[str, ...]:
    topics = view.plan.topics
    return tuple(code for code in set(session.topics) if code in topics and topics[code].level == "SENSITIVE")


def shortcomings(view: Reading, session: Led) -> Iterator[tuple[str, str, Seen]]:
    """What the team of a session lacks: reason, topic and what the sentence needs."""
    standings = [(who, standing(view, who, session.on)) for who in session.team]
    if not any(ready.ready for _who, ready in standings):
        names = tuple(sorted(who.name for who in session.team))
        nearest = max((ready for _who, ready in standings), key=nearness, default=None)
        missing = nearest.missing if nearest else ()
        for topic in session.topics or ("",):
            yield "NOT_READY", topic, {"who": names, "missing": missing}
    skills = missing_skills(view, session) if session.close and session.team else ()
    if skills:
        yield "SKILLS", "", {"skills": skills}
    side = missing_gender(session)
    if side:
        yield "GENDER", "", {"side": side, "session_space": session.space}


def nearness(ready: Readiness) -> tuple[int, int, tuple[str, ...]]:
    return ready.rung, -len(ready.missing), ready.missing


def standing(view: Reading, who: Facilitator, day: date) -> Readiness:
    return readiness(who, view.plan.protocols, view.on, day, view.limits)


def missing_skills(view: Reading, session: Led) -> tuple[str, ...]:
    """Of the three skills for intimate dialogues, those that nobody on the team has in date."""
    team = [
        Records(who, view.plan.protocols, min(view.on, session.on), session.on, view.limits)
        for who in session.team
    ]
    return tuple(code for code in INTIMATE_SKILLS if not any(code in who.skills for who in team))


def missing_gender(session: Led) -> str:
    """The side that nobody on the team is of: FEMALE or MALE; none if anybody kept it to themselves."""
    if not session.team or not all(who.gender for who in session.team):
        return ""
    sides = [SIDE_OF.get(who.gender, frozenset()) for who in session.team]
    for name, side in (("FEMALE", FEMALE), ("MALE", MALE)):
        if session.space in side | MIXED and side not in sides:
            return name
    return ""
