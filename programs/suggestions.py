"""Counterparts for men's work that stands alone: women's or mixed activities near it that could be linked.

Sharing a village or a month is never a link (S4): this only ranks what a person may then propose, after
the women's group was asked (R1). Nothing here opens a women's space, and protected, staff and public
spaces are left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Q
from django.db.models.functions import Coalesce

from care_engage.accounts.models import Place
from groups.models import Group

from .models import ExternalActivity, ExternalStatus, Intervention, InterventionStatus, Session, SessionStatus
from .sequencing.spaces import FEMALE, MIXED

LIVE = [
    InterventionStatus.PLANNED,
    InterventionStatus.ACTIVE,
    InterventionStatus.PAUSED,
    InterventionStatus.COMPLETED,
]
SPACES = sorted(FEMALE | MIXED)
READ_AT_MOST = 400
SHORTLIST = 12
FAR = date.max


@dataclass(frozen=True, slots=True)
class Candidate:
    """What can be linked. `key` is an intervention's id, or "x" and a partner's activity's id."""

    key: str
    title: str
    owner: str
    space: str
    path: str  # of its place: /country/province/district/community/
    starts_on: date
    ends_on: date | None
    program: int | None = None
    topics: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate as seen from one intervention: how near, how long together, about what."""

    candidate: Candidate
    nearness: str  # COMMUNITY, ADMIN2, ADMIN1, COUNTRY or nothing
    overlap: int  # days
    gap: int  # days
    shared: tuple[str, ...]

    @property
    def weeks(self):
        return self.overlap // 7


NEARNESS = ("", "COUNTRY", "ADMIN1", "ADMIN2", "COMMUNITY")


def parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part]


def nearness(path: str, other: str) -> str:
    """The smallest place in which both lie."""
    shared = 0
    for one, two in zip(parts(path), parts(other), strict=False):
        if one != two:
            break
        shared += 1
    return NEARNESS[min(shared, 4)]


def overlap_and_gap(one: Candidate, other: Candidate) -> tuple[int, int]:
    """Days together and days between, dates inclusive (C0); one of the two is 0."""
    start = max(one.starts_on, other.starts_on)
    end = min(one.ends_on or FAR, other.ends_on or FAR)
    days = (end - start).days
    return (min(days, 3650) + 1, 0) if days >= 0 else (0, -days)


def rank(subject: Candidate, candidates: Iterable[Candidate], most_days_between: int) -> list[Suggestion]:
    """The nearest place first, then the longest time together, then the topics in common, then own work."""
    found = []
    for candidate in candidates:
        overlap, gap = overlap_and_gap(subject, candidate)
        if candidate.space in SPACES and candidate.key != subject.key and gap <= most_days_between:
            shared = tuple(sorted(subject.topics & candidate.topics))
            found.append(Suggestion(candidate, nearness(subject.path, candidate.path), overlap, gap, shared))
    return sorted(
        found,
        key=lambda one: (
            -NEARNESS.index(one.nearness),
            one.gap,
            -one.overlap // 7,
            -len(one.shared),
            one.candidate.program != subject.program,
            one.candidate.title,
        ),
    )


def suggest(plan, keys, *, office, user, taken, limits, size=SHORTLIST) -> dict[int, list[Suggestion]]:
    """For each of these interventions of the plan its best counterparts among what the person sees.

    `taken` are keys that it is linked with already, by intervention. At most six queries, whatever the
    portfolio: the district is read first, the province only for those that found nothing there.
    """
    subjects = subjects_of(plan, keys)
    found: dict[int, list[Suggestion]] = {}
    for width in (3, 2):
        missing = [subject for subject in subjects if not found.get(int(subject.key))]
        pool = candidates_near(missing, width, office, user, limits) if missing else []
        for subject in missing:
            free = (one for one in pool if one.key not in taken.get(int(subject.key), ()))
            found[int(subject.key)] = rank(subject, free, limits.link_gap_max)[:SHORTLIST]
    return with_topics(subjects, found, limits, size) if any(found.values()) else found


def subjects_of(plan, keys) -> list[Candidate]:
    """The interventions of the plan that look for a counterpart, at their places. One query."""
    facts = {one.key: one for one in plan.own if one.key in keys}
    rows = described(Intervention.objects.filter(pk__in=list(facts))) if facts else []
    topics = {
        key: {topic for session in one.sessions for topic in session.topics} for key, one in facts.items()
    }
    return [replace(row, topics=frozenset(topics[int(row.key)])) for row in rows]


def with_topics(subjects, found, limits, size):
    """Ranked again now that topics are known: they are read for the shortlist alone."""
    shortlist = {one.candidate.key for ones in found.values() for one in ones}
    topics = topics_of([int(key) for key in shortlist if not key.startswith("x")])
    result = {}
    for subject in subjects:
        pool = [
            replace(one.candidate, topics=topics.get(one.candidate.key, one.candidate.topics))
            for one in found[int(subject.key)]
        ]
        result[int(subject.key)] = rank(subject, pool, limits.link_gap_max)[:size]
    return result


def candidates_near(subjects, width, office, user, limits) -> list[Candidate]:
    """Live women's and mixed work in the same parts of the country and about the same time."""
    prefixes = {"/" + "/".join(parts(subject.path)[:width]) + "/" for subject in subjects}
    places = Place.objects.filter(office=office).filter(under(prefixes)).values("pk")
    reach = timedelta(days=limits.link_gap_max)
    first = min(subject.starts_on for subject in subjects) - reach
    last = max(subject.ends_on or FAR - reach for subject in subjects) + reach
    through = Intervention.groups.through.objects.filter(
        group__in=Group.objects.filter(place__in=places, space__in=SPACES).values("pk")
    )
    rows = (
        Intervention.objects.visible_to(user)
        .filter(program__office=office, program__deleted_at=None, space__in=SPACES, status__in=LIVE)
        .filter(Q(place__in=places) | Q(pk__in=through.values("intervention")))
        .filter(starts_on__lte=last)
        .annotate(last_day=Coalesce("actual_ended_on", "ends_on"))
        .filter(Q(last_day=None) | Q(last_day__gte=first))
    )
    external = (
        ExternalActivity.objects.visible_to(user)
        .filter(office=office, place__in=places, space__in=SPACES, starts_on__lte=last)
        .filter(Q(ends_on=None) | Q(ends_on__gte=first))
        .exclude(status=ExternalStatus.CANCELLED)
        .select_related("place", "organization")
    )
    return described(rows.order_by("-starts_on")) + [
        Candidate(
            key=f"x{one.pk}",
            title=one.description,
            owner=str(one.organization),
            space=one.space,
            path=one.place.path,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            topics=frozenset(one.topics),
        )
        for one in external.order_by("-starts_on")[:READ_AT_MOST]
    ]


def under(prefixes) -> Q:
    """Places below any of these, as ranges of the index: "0" is what follows "/"."""
    condition = Q(pk__in=[])
    for prefix in prefixes:
        condition |= Q(path__gte=prefix, path__lt=prefix[:-1] + "0")
    return condition


def described(rows) -> list[Candidate]:
    """Interventions as candidates at their own place, else a group's, else the program's. One query."""
    columns = rows.values_list(
        "pk",
        "title",
        "program__name",
        "space",
        Coalesce("place__path", "groups__place__path", "program__place__path"),
        Coalesce("actual_started_on", "starts_on"),
        Coalesce("actual_ended_on", "ends_on"),
        "program_id",
    )[:READ_AT_MOST]
    found = {}
    for key, *rest in columns:
        found.setdefault(key, Candidate(str(key), *rest))
    return list(found.values())


def topics_of(interventions) -> dict[str, frozenset[str]]:
    """Topics planned or held, by the intervention's key."""
    found: dict[str, set[str]] = {}
    rows = Session.objects.filter(intervention__in=interventions).exclude(status=SessionStatus.CANCELLED)
    for intervention, topics in rows.values_list("intervention_id", "topics"):
        found.setdefault(str(intervention), set()).update(topics)
    return {key: frozenset(topics) for key, topics in found.items()}
