"""People of influence: who speaks for the program, and whom we know: R13, R14."""

from collections.abc import Iterator
from datetime import date

from ..finding import Finding, about
from ..limits import Limits
from ..people import PREPARED, Appearance, ChangeAgent, Story, state_on
from ..plan import Intervention, Key
from ..reading import Reading, is_live

ON_STAGE = frozenset({"SPEAKER", "COHOST"})
SHOWN = frozenset({"SCHEDULED", "PUBLISHED"})
GONE = frozenset({"", "DECLINED", "ENDED", "SUSPENDED"})


def influencer_unprepared(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R13. Who speaks for the program was vetted and trained before, and is supported (S85, S87).

    ON_STAGE: a public session, planned or held within a year, has a speaker or host who was not prepared on
    its day; IN_MEDIA: a story that is scheduled, or was shown within a year, has. What is still ahead is
    judged by how they stand today. UNSUPPORTED: somebody active, who appears here or lives where the
    program steps out, has had no support for 90 days.
    """
    agents = {agent.key: agent for agent in view.plan.change_agents or ()}
    speaking: set[Key] = set()
    for work in view.in_scope:
        stage = [one for one in on_stage(view, work) if one.agent in agents]
        speaking.update(one.agent for one in stage)
        unready = [one for one in stage if not is_prepared(view, agents[one.agent], one.on)]
        if unready:
            first = min(unready, key=lambda one: (one.on, one.planned))
            who = codes(agents, {one.agent for one in unready})
            seen = {"who": who, "on": first.on, "planned": first.planned}
            yield about(work, "R13", "influencer_unprepared", "HIGH", "ON_STAGE", seen=seen)
    shown = [(story, key) for story in shown_stories(view) for key in story.agents if key in agents]
    unready_there = {(s.title, key) for s, key in shown if not is_prepared(view, agents[key], s.shown_on)}
    if unready_there:
        seen = {"who": codes(agents, {key for _, key in unready_there}), "story": min(unready_there)[0]}
        yield about(view.plan, "R13", "influencer_unprepared", "HIGH", "IN_MEDIA", seen=seen)
    speaking.update(key for _story, key in shown)
    alone = {
        key
        for key, one in agents.items()
        if is_unsupported(view, one) and (key in speaking or is_ours(view, one))
    }
    if alone:
        seen = {"who": codes(agents, alone)}
        yield about(view.plan, "R13", "influencer_unprepared", "HIGH", "UNSUPPORTED", seen=seen)


def codes(agents: dict[Key, ChangeAgent], keys: set[Key]) -> tuple[str, ...]:
    return tuple(sorted(agents[key].code for key in keys))


def on_stage(view: Reading, work: Intervention) -> list[Appearance]:
    """Who speaks or hosts in a public session that is planned, or was held within a year."""
    return [
        one
        for one in view.plan.appearances
        if one.intervention == work.key
        and one.role in ON_STAGE
        and (work.element == "STEPPING_OUT" or one.space == "COMMUNITY")
        and (one.planned or view.ago(view.limits.fresh_for) <= one.on <= view.on)
    ]


def shown_stories(view: Reading) -> list[Story]:
    """Stories that are to be shown, or were within a year."""
    return [
        story
        for story in view.plan.stories
        if state_on(story.states, view.on) in SHOWN
        and (story.shown_on is None or story.shown_on >= view.ago(view.limits.fresh_for))
    ]


def is_prepared(view: Reading, agent: ChangeAgent, day: date | None) -> bool:
    """Whether they could stand for the program on the day, as far as is known by now."""
    return state_on(agent.states, min(day or view.on, view.on)) in PREPARED


def is_unsupported(view: Reading, agent: ChangeAgent) -> bool:
    """Active, without support for 90 days; who was never supported, since they are active."""
    if state_on(agent.states, view.on) != "ACTIVE":
        return False
    last = agent.supported_on
    if last is None or last > view.on:
        last = max(since for _state, since in agent.states if since <= view.on)
    return last < view.ago(view.limits.influencer_support)


def is_ours(view: Reading, agent: ChangeAgent) -> bool:
    """Whether they live where the program works, and it steps out."""
    place = view.plan.place
    return place is not None and place.lineage <= agent.lineage and steps_out(view)


def steps_out(view: Reading) -> bool:
    return any(work.element == "STEPPING_OUT" and is_live(work) for work in view.plan.own)


def influencers_one_sided(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R14. A program that steps out knows who influences women and who influences men (S93).

    Known is who was nominated and did not leave, whatever became of vetting so far.
    """
    if view.plan.change_agents is None or not steps_out(view):
        return
    known = {one.influences for one in view.plan.change_agents if state_on(one.states, on) not in GONE}
    missing = [side for side in ("WOMEN", "MEN") if not known & {side, "BOTH"}]
    if missing:
        side, *other = missing
        yield about(view.plan, "R14", "influencers_one_sided", "LOW", f"{'BOTH' if other else side}_UNKNOWN")
