"""The card of a place: where a person can go, put together when it is looked at. Nothing is stored.

It names no program, no group and no colleague, so that it can lie on a table or be seen over a shoulder.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .hours import in_words, open_now
from .models import PathwayKind, PathwayStatus, PathwayStep, Protocol, ReferralLimits, ReferralPathway, Sector

ON_PAPER = 7
"""Services that a printed A6 holds; the phone page has all of them."""

HEADINGS = {
    PathwayKind.GBV: gettext_lazy("For adults"),
    PathwayKind.CHILD_PROTECTION: gettext_lazy("For children"),
    PathwayKind.SEA_COMPLAINT: gettext_lazy("About the conduct of our own people"),
    PathwayKind.MALE_SURVIVOR: gettext_lazy("For men and boys"),
    PathwayKind.LGBTQ_SAFE: gettext_lazy("Safe for everybody"),
    PathwayKind.POCKET_GUIDE: gettext_lazy("When no specialist is near"),
}
"""What the card says instead of the kind's own name, which gives too much away."""

ORDER = tuple(HEADINGS)

SAY = (
    gettext_lazy("Thank you for telling me. I believe you."),
    gettext_lazy("It is not your fault."),
    gettext_lazy("Are you safe right now?"),
    gettext_lazy("There are people who can help. Would you like to know where?"),
    gettext_lazy("You choose. I respect what you decide."),
)
SAY_NOT = (
    gettext_lazy("No questions about details, and no “why”."),
    gettext_lazy("No promise that everything stays secret: a child in danger, or a life at risk, is told."),
    gettext_lazy("No advice on what to do, no judging, no mediating between the people concerned."),
    gettext_lazy("Nothing written down: no names, no story, not here and not on paper."),
)


@dataclass(frozen=True)
class Line:
    """A service as the card names it. `open` is None where nobody knows the hours."""

    service: object
    hours: str
    open: bool | None
    amber: bool

    @property
    def sector(self):
        return Sector(self.service.sector).label


@dataclass(frozen=True)
class Step:
    say: str
    note: str
    line: Line | None


@dataclass(frozen=True)
class Section:
    """A pathway on the card. `dated` is the day of its verification when it is due for review."""

    heading: str
    pathway: object
    steps: tuple
    duty: str
    overdue: bool

    @property
    def lines(self):
        return tuple(step.line for step in self.steps if step.line)


@dataclass(frozen=True)
class Card:
    place: object
    at: object
    sections: tuple
    say: tuple = SAY
    say_not: tuple = SAY_NOT

    @property
    def first_step(self):
        return self.sections[0].pathway.entry_point if self.sections else ""

    @property
    def hotlines(self):
        return tuple(dict.fromkeys(one.pathway.hotline for one in self.sections if one.pathway.hotline))

    @property
    def on_paper(self):
        """The services for the printed card, each once, those that every pathway needs first."""
        lines = {line.service.pk: line for section in self.sections for line in section.lines}
        return sorted(lines.values(), key=lambda line: Sector.values.index(line.service.sector))[:ON_PAPER]


def card_of(place, at):
    """The card of this place at this moment (aware). Six queries, however many services."""
    office = place.office
    limits, on = ReferralLimits.of(office.pk), office.today()
    protocol = Protocol.objects.current(office)
    pathways = list(ReferralPathway.objects.covering(place).shown())
    steps = _steps_of(pathways)
    sections = []
    for pathway in nearest_first(pathways, place):
        own = tuple(_step(step, on, limits, at) for step in steps.get(pathway.pk, ()))
        duty = protocol.note_for(pathway.kind) if protocol else ""
        in_time = pathway.verified_in_time(on, limits)
        overdue = pathway.status == PathwayStatus.NEEDS_REVIEW or not in_time
        heading = HEADINGS[pathway.kind]
        sections.append(Section(heading, pathway, tuple(filter(None, own)), duty, overdue))
    return Card(place, at, tuple(sections))


def nearest_first(pathways, place):
    """By kind, and within a kind the pathway of the smallest place first."""
    depth = {part: at for at, part in enumerate(place.lineage)}
    through = ReferralPathway.places.through.objects.filter(referralpathway__in=pathways)
    near = {}
    for pathway, part in through.values_list("referralpathway", "place"):
        near[pathway] = max(near.get(pathway, -1), depth.get(part, -1))
    return sorted(pathways, key=lambda one: (ORDER.index(one.kind), -near.get(one.pk, -1), one.pk))


def _steps_of(pathways):
    rows = (
        PathwayStep.objects.filter(pathway__in=pathways)
        .select_related("service__organization__office")
        .prefetch_related("service__schedules")
        .order_by("order", "pk")
    )
    steps = {}
    for row in rows:
        steps.setdefault(row.pathway_id, []).append(row)
    return steps


def _step(step, on, limits, at):
    """The step as the card shows it; None where its service is closed or was not checked in time."""
    service = step.service
    if service is None:
        return Step(step.say, step.note, None)
    standing = service.standing(on, limits)
    if standing == "dropped" or service.deleted_at or service.status not in ("AVAILABLE", "LIMITED"):
        return None
    line = Line(service, in_words(service), open_now(service, at), standing == "amber")
    return Step(step.say, step.note, line)


def title():
    """The neutral title of page, window and file."""
    return _("Places that help")
