"""All that the page of one program shows, read in a fixed number of queries and judged once."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from care_engage.accounts.models import Place
from groups.models import Group

from .finding_items import Item, flags_standing, items_of, set_aside
from .flag_sight import Sight, sight_of
from .flagging import key_of
from .lanes import HIDDEN_LINKS, Activity, LinkRow, activities
from .loading import load_block
from .models import Intervention, SyncLink, Timing
from .picture import Mark
from .sequencing.audit import audit
from .sequencing.finding import SEVERITIES
from .sequencing.limits import Limits
from .sequencing.plan import Plan
from .sequencing.standing import link_status
from .suggestions import suggest

LANE_NAMES = {
    "FEMALE": _("Women and girls"),
    "MIXED": _("Mixed, couples, households"),
    "MALE": _("Men and boys"),
    "COMMUNITY": _("Community and alliances"),
}
ELEMENTS = frozenset(
    {
        "CONSCIENTIZATION",
        "INTIMATE_DIALOGUES",
        "BUILDING_BASE",
        "STEPPING_OUT",
        "ALLIANCES",
        "SYNCHRONIZATION",
    }
)
SHOWN = 3
"""Suggestions shown as buttons; the page of the repair lists more."""


@dataclass(frozen=True)
class SequencePage:
    program: object
    on: date
    plan: Plan
    limits: Limits
    items: list[Item]
    bars: list[Activity]
    links: list[SyncLink]
    link_rows: list[LinkRow]
    places: list[Place] = field(default_factory=list)
    sight: Sight = Sight(all=True, counts=True)
    counts: Counter = field(default_factory=Counter)  # findings by severity, told or only counted

    @property
    def severities(self):
        """`[(severity, count)]`, worst first."""
        return [(severity, self.counts[severity]) for severity in SEVERITIES if self.counts[severity]]

    @property
    def oldest(self):
        return max((item.open_for for item in self.to_repair if item.since), default=None)

    @property
    def to_repair(self):
        return [item for item in self.items if not item.set_aside]

    @property
    def aside(self):
        return [item for item in self.items if item.set_aside]

    @property
    def men_only(self):
        """(linked and delivered, all that are due) of the men-only interventions (C0)."""
        due = [one for one in link_status(self.plan, self.on, self.limits).values() if one != "NOT_DUE"]
        return due.count("LINKED_DELIVERED"), len(due)

    @property
    def sessions(self):
        """(held, held or planned) of the program's own sessions."""
        own = [session for one in self.plan.own if one.status != "CANCELLED" for session in one.sessions]
        held = sum(session.held_on is not None for session in own)
        return held, held + sum(session.status == "PLANNED" for session in own)

    @property
    def elements(self):
        """How many of the six elements are in use."""
        at_work = [one for one in self.plan.own if one.status not in ("DRAFT", "CANCELLED")]
        return len(ELEMENTS & {code for one in at_work for code in (one.element, *one.also_elements)})

    @property
    def group_count(self):
        return len({key for one in self.plan.own for key in one.group_keys})

    @property
    def partner_names(self):
        return list(dict.fromkeys(partner.organization for partner in self.plan.partners or ()))

    @property
    def topics(self):
        """Codes of the topics that come up, those that are first for separate spaces leading."""
        used = {topic for one in self.plan.own for session in one.sessions for topic in session.topics}
        facts = self.plan.topics
        return sorted(used & facts.keys(), key=lambda code: (facts[code].separate_first == "NO", code))


def read_page(program, user, *, editable, on=None):
    """Read the plan and judge it on `on` (the office's today). Some fifteen queries, whatever there is."""
    block = load_block([program.pk], kept=True)
    plan = block.plans[0]
    on = on or program.office.today()
    limits = block.limits(plan, on)
    links = list(links_of(plan, user))
    rows = [row_of(link) for link in links]
    sight = sight_of(user, program)
    counted = [finding for finding in audit(plan, on, limits) if may_be_told(finding, plan, user)]
    findings = [finding for finding in counted if sight.tells(finding)]
    flags = flags_standing(block, plan)
    counts = Counter(
        finding.severity
        for finding in (counted if sight.counts else findings)
        if not set_aside(flags.get(key_of(finding)))
    )
    taken = defaultdict(set)
    for row in rows:
        if row.status not in HIDDEN_LINKS:
            taken[row.a].add(str(row.b))
            taken[row.b].add(str(row.a))
    alone = [one.subject_key for one in findings if one.name == "men_stand_alone"] if editable else []
    found = suggest(plan, alone, office=program.office_id, user=user, taken=taken, limits=limits, size=SHOWN)
    names = names_of(plan)
    items = list(items_of(findings, flags, on, found, links, names))
    bars = activities(
        visible_part(plan, user),
        rows,
        names=names,
        owners=owners_of(links, plan),
        marks=marks_of(items, plan),
        lonely={one.subject_key for one in findings if one.name == "men_stand_alone"},
        on=on,
    )
    places = list(Place.objects.filter(pk__in=program.place.lineage).order_by("path"))
    return SequencePage(program, on, plan, limits, items, bars, links, rows, places, sight, counts)


def links_of(plan, user):
    """The program's links that the person may see, with both ends. One query."""
    return (
        SyncLink.objects.visible_to(user)
        .of([one.key for one in plan.own])
        .select_related(
            "from_intervention__program",
            "to_intervention__program",
            "to_external__organization",
        )
        .order_by("pk")
    )


def row_of(link):
    other = link.to_intervention or link.to_external
    return LinkRow(
        key=link.pk,
        a=link.from_intervention_id,
        b=link.to_intervention_id or f"x{link.to_external_id}",
        status=link.status,
        ordered=link.timing == Timing.SEQUENTIAL,
        title_a=str(link.from_intervention),
        title_b=str(other),
        kind=link.get_kind_display(),
        state=link.get_status_display(),
        rationale=link.rationale,
    )


def may_be_told(finding, plan, user):
    """What a rule says of a protected group is for those who work with it (D7)."""
    if finding.kind != "group":
        return True
    spaces = {group.key: group.space for group in plan.groups}
    if spaces.get(finding.subject_key) != "LGBTQ":
        return True
    return Group.objects.visible_to(user).filter(pk=finding.subject_key).exists()


def marks_of(items, plan):
    """Flags by the key of the bar that carries them: a group's on its first bar, a program's on none."""
    marks = defaultdict(list)
    first_of_group = {}
    for one in sorted(plan.own, key=lambda one: one.starts_on):
        for group in one.group_keys:
            first_of_group.setdefault(group, one.key)
    for item in items:
        key = item.finding.subject_key
        if item.finding.kind == "group":
            key = first_of_group.get(key)
        if item.finding.kind != "program":
            finding, text = item.finding, f"{item.finding.rule}: {item.title}"
            marks[key].append(Mark(finding.severity, item.anchor, text, finding.topic))
    return marks


def visible_part(plan, user):
    """The plan without the interventions that partner staff do not work with. At most one query."""
    if user.scope.everything or not user.scope.partner_offices:
        return plan
    own = [one.key for one in plan.own]
    seen = set(Intervention.objects.visible_to(user).filter(pk__in=own).values_list("pk", flat=True))
    return Plan(
        key=plan.key,
        code=plan.code,
        status=plan.status,
        starts_on=plan.starts_on,
        own=tuple(one for one in plan.own if one.key in seen),
        others=plan.others,
        externals=plan.externals,
        groups=plan.groups,
        links=plan.links,
        topics=plan.topics,
    )


def names_of(plan):
    """Names of the groups whose bars may be drawn, by key. One query."""
    keys = [group.key for group in plan.groups if group.space != "LGBTQ"]
    return dict(Group.objects.filter(pk__in=keys).values_list("pk", "name"))


def owners_of(links, plan):
    """Who owns what is linked from outside: another program, or an organization, by key."""
    owners = {}
    for link in links:
        for end in filter(None, (link.from_intervention, link.to_intervention)):
            if end.program_id != plan.key:
                owners[end.pk] = end.program.name
        if link.to_external:
            owners[f"x{link.to_external_id}"] = str(link.to_external.organization)
    return owners
