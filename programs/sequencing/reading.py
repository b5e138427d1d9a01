"""A plan, read as of a day: the shared definitions of C0, each worked out once and kept."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property

from .course import Course, Occasion
from .limits import Limits
from .plan import External, Group, Intervention, Key, Link, Plan
from .spaces import FEMALE, MALE, MIXED

Activity = Intervention | External
"""What the other end of a link may be."""

LIVE = frozenset({"PLANNED", "ACTIVE", "PAUSED", "COMPLETED"})
COUNTED = frozenset({"AGREED", "ACTIVE", "FULFILLED"})


class Reading:
    """One program on one day under one set of limits. Nothing in it changes the plan."""

    def __init__(self, plan: Plan, on: date, limits: Limits) -> None:
        self.plan = plan
        self.on = on
        self.limits = limits
        activities: list[Activity] = [*plan.externals, *plan.others, *plan.own]
        self.activities = {activity.key: activity for activity in activities}
        self._courses: dict[Key, Course] = {}
        self._counterparts: dict[Key, list[Activity]] = {}

    def ago(self, days: int) -> date:
        """The day so many days before the evaluation date."""
        return self.on - timedelta(days=days)

    def ahead(self, days: int) -> date:
        return self.on + timedelta(days=days)

    # ------------------------------------------------------------------ interventions

    @cached_property
    def in_scope(self) -> list[Intervention]:
        """The program's own interventions that rules look at (C0)."""
        return [intervention for intervention in self.plan.own if self.is_in_scope(intervention)]

    @cached_property
    def men_only(self) -> list[Intervention]:
        """Those in scope that are open to men or boys only."""
        return [intervention for intervention in self.in_scope if intervention.space in MALE]

    def is_in_scope(self, intervention: Intervention) -> bool:
        if intervention.status in ("ACTIVE", "PAUSED"):
            return True
        if intervention.status == "PLANNED":
            return intervention.starts_on <= self.ahead(self.limits.due_within)
        if intervention.status == "COMPLETED":
            ended = intervention.ends_on
            return ended is None or ended >= self.ago(self.limits.fresh_for)
        return False

    def course(self, intervention: Intervention) -> Course:
        """The intervention's sessions as they stand."""
        course = self._courses.get(intervention.key)
        if course is None:
            course = Course(intervention.sessions, is_live(intervention), self.on, self.plan.topics)
            self._courses[intervention.key] = course
        return course

    def dates(self, activity: Activity) -> list[date]:
        """When it met, oldest first; a partner's activity: the dates that the partner confirmed."""
        if isinstance(activity, Intervention):
            return self.course(activity).dates
        return sorted(day for day in activity.held_on if day <= self.on)

    def is_fresh(self, occasion: Occasion) -> bool:
        """Planned, or held within a year: what is past a year can no longer be repaired."""
        return occasion.planned or occasion.on >= self.ago(self.limits.fresh_for)

    # ------------------------------------------------------------------ links

    @cached_property
    def _links(self) -> dict[Key, list[tuple[Link, Activity | None]]]:
        links = defaultdict(list)
        for link in self.plan.links:
            if link.a != link.b:
                links[link.a].append((link, self.activities.get(link.b)))
                links[link.b].append((link, self.activities.get(link.a)))
        return links

    def links(self, activity: Activity) -> list[tuple[Link, Activity | None]]:
        """Its links of any status, each with its other end (None: not in this plan)."""
        return self._links.get(activity.key, [])

    def is_confirmed(self, link: Link) -> bool:
        """Another organization's part counts for a year after it said so; what is our own needs no word.

        Only the last word is kept: one that came after T says nothing against an earlier one (C0).
        """
        if link.coordination != "OTHER_ORGANIZATION":
            return True
        said = link.confirmed_on
        return said is not None and said >= self.ago(self.limits.confirmed_for)

    def is_valid(self, link: Link) -> bool:
        return link.status in COUNTED and has_rationale(link) and self.is_confirmed(link)

    def linked(self, activity: Activity, kind: str = "") -> list[Activity]:
        """The live other ends of its valid links (of one kind), one hop and each once.

        Drafts and what was called off never count as the other end of a link (C0), for any rule.
        """
        ends = {
            other.key: other
            for link, other in self.links(activity)
            if other is not None
            and is_live(other)
            and (not kind or link.kind == kind)
            and self.is_valid(link)
        }
        return list(ends.values())

    @cached_property
    def joint_spaces(self) -> frozenset[str]:
        """Spaces that keep men's work from standing alone."""
        return FEMALE | MIXED | ({"COMMUNITY"} if self.limits.count_community else frozenset())

    def is_joint(self, activity: Activity | None) -> bool:
        return activity is not None and activity.space in self.joint_spaces

    def counterparts(self, intervention: Intervention) -> list[Activity]:
        """`cp(i)`: linked women's, girls' or mixed activities at most 180 days away, in order of start."""
        found = self._counterparts.get(intervention.key)
        if found is None:
            found = [
                other
                for other in self.linked(intervention)
                if self.is_joint(other) and gap(intervention, other) <= self.limits.link_gap_max
            ]
            found.sort(key=lambda other: (other.starts_on, other.code, str(other.key)))
            self._counterparts[intervention.key] = found
        return found

    def joint(self, intervention: Intervention) -> list[Occasion]:
        """Joint sessions inside the intervention, if there are enough of them to count (`builtin(i)`)."""
        occasions = self.course(intervention).joint(self.joint_spaces)
        return occasions if len(occasions) >= self.limits.builtin_min else []

    # ------------------------------------------------------------------ groups

    @cached_property
    def groups(self) -> dict[Key, Group]:
        return {group.key: group for group in self.plan.groups}

    @cached_property
    def _meeting(self) -> dict[Key, list[Intervention]]:
        meeting = defaultdict(list)
        for intervention in {i.key: i for i in (*self.plan.others, *self.plan.own)}.values():
            for key in set(intervention.group_keys):
                meeting[key].append(intervention)
        return meeting

    def groups_of(self, intervention: Intervention) -> list[Group]:
        return [self.groups[key] for key in dict.fromkeys(intervention.group_keys) if key in self.groups]

    def interventions_of(self, group_keys: Iterable[Key]) -> list[Intervention]:
        """All interventions of any program in which one of these groups takes part, each once."""
        found = {i.key: i for key in group_keys for i in self._meeting.get(key, ())}
        return list(found.values())


def is_live(activity: Activity | None) -> bool:
    return activity is not None and activity.status in LIVE


def has_rationale(link: Link) -> bool:
    return bool(link.rationale.strip())


def gap(one: Activity, other: Activity) -> int:
    """Days between the end of the earlier and the start of the later; 0 if they overlap or touch."""
    return max(0, days_until(one, other), days_until(other, one))


def days_until(earlier: Activity, later: Activity) -> int:
    """From the end of one to the start of the other; 0 or less while the first is still running."""
    return 0 if earlier.ends_on is None else (later.starts_on - earlier.ends_on).days
