"""The rows behind each measure: a table whose lines lead to what they are about."""

from collections import Counter, defaultdict

from django.db.models import Case, Count, F, IntegerField, Min, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from care_engage.kit.paging import page_by_key
from care_engage.kit.templatetags.kit import day_year
from programs.flag_sight import told_for
from programs.guide.rules import rule_choices
from programs.models import Flag, Topic
from programs.models.flag import Severity
from programs.people import STATE_NAMES, standings
from programs.sequence_page import LANE_NAMES
from programs.sequencing.spaces import MALE

from .listing import Line, Rows, paged
from .measures import (
    alliances,
    change_agents,
    days_between,
    linked_steps,
    office_pathways,
    our_facilitators,
    requests,
    topic_lanes,
    turnover,
)
from .review import mix_of

UNTOLD = "R0"
"""What a rule says of one piece of work is not for those who only count (D9)."""
LINK_WORDS = {
    UNTOLD: "",
    "R1": gettext_lazy("stands alone"),
    "R2": gettext_lazy("linked on paper, not in practice"),
    "R3": gettext_lazy("too long between linked steps"),
}


def rows_of(code, asked, cursor):
    """The table behind one measure: a fixed number of queries."""
    return ROWS[code](asked, cursor)


def links(asked, cursor):
    said = Flag.objects.open().filter(
        program=OuterRef("program"), subject=OuterRef("code"), rule__in=LINK_WORDS
    )
    first = said.order_by().values("program").annotate(rule=Min("rule")).values("rule")
    rows = asked.work.filter(space__in=MALE, program__in=asked.flagged_programs.values("pk"))
    rows = rows.exclude(status__in=["DRAFT", "CANCELLED"]).select_related("program")
    told = When(
        program__in=asked.programs.filter(told_for(asked.user)).values("pk"),
        then=Coalesce(Subquery(first), Value("R9")),
    )
    rows = rows.annotate(rule=Case(told, default=Value(UNTOLD)))
    return paged(
        rows,
        ("rule", "starts_on", "pk"),
        cursor,
        (_("Work"), _("Program"), _("Links")),
        lambda one: Line(
            (one.title, one.program.name, LINK_WORDS.get(one.rule, _("no flag on its links"))),
            reverse("intervention", args=[one.pk]),
        ),
    )


def flags(asked, _cursor):
    rows = (
        Flag.objects.open()
        .filter(program__in=asked.flagged_programs.values("pk"))
        .order_by()
        .values("rule", "severity")
        .annotate(count=Count("pk"), oldest=Min("first_seen_on"))
    )
    counts, oldest = defaultdict(Counter), {}
    for row in rows:
        counts[row["rule"]][row["severity"]] += row["count"]
        oldest[row["rule"]] = min(oldest.get(row["rule"], row["oldest"]), row["oldest"])
    lines = [
        Line(
            (label, *(counts[rule][severity] or "" for severity in Severity), (asked.on - oldest[rule]).days),
            f"{reverse('board')}?rule={rule}",
        )
        for rule, label in rule_choices()
        if rule in counts
    ]
    heads = (_("Rule"), *(severity.label for severity in Severity), _("Oldest, days"))
    return Rows(heads, lines, numbers=frozenset(range(1, len(heads))))


def mix(asked, _cursor):
    """Sessions and hours by element and space (S103)."""
    spaces, table = mix_of(asked.held)
    lines = [Line((label, *map(cell, cells))) for label, cells in table]
    heads = (_("Element"), *(space.label for space in spaces))
    note = _("Sessions held, and their hours. How many people came stands on the page of people reached.")
    return Rows(heads, lines, numbers=frozenset(range(1, len(heads))), note=note)


def cell(sums):
    return _("%(count)d (%(hours)d h)") % {"count": sums[0], "hours": sums[1]} if sums else ""


def topics(asked, _cursor):
    found = topic_lanes(asked)
    lines = [
        Line((str(topic), *(found.get(topic.code, {}).get(lane) or "" for lane in LANE_NAMES)))
        for topic in Topic.objects.order_by("code")
        if topic.code in found
    ]
    heads = (_("Topic"), *(str(name) for name in LANE_NAMES.values()))
    return Rows(heads, lines, numbers=frozenset(range(1, 5)))


def gaps(asked, cursor):
    """Every standing link; on each page the widest gap first."""
    rows = linked_steps(asked).select_related("from_intervention__program", "to_intervention", "to_external")
    page = page_by_key(rows, ("pk",), cursor)
    lines = [
        Line(
            (
                str(link),
                link.from_intervention.program.name,
                days_between(link.a, link.a_end, link.b, link.b_end),
            ),
            reverse("link", args=[link.pk]),
        )
        for link in page.rows
    ]
    lines.sort(key=lambda line: -line.cells[2])
    return Rows((_("Link"), _("Program"), _("Days between")), lines, page, frozenset([2]))


def sessions_shown(rows, order, cursor, last, told):
    """Sessions by day, each with its group's work and one more fact."""
    rows = rows.select_related("intervention__program")
    return paged(
        rows,
        order,
        cursor,
        (_("Session"), _("Program"), _("Day"), last),
        lambda one: Line(
            (
                f"{one.intervention.title} {one.number}",
                one.intervention.program.name,
                day_year(one.on),
                told(one),
            ),
            reverse("session", args=[one.pk]),
        ),
    )


def unheld(asked, cursor):
    rows = asked.due.exclude(status="DELIVERED")
    return sessions_shown(
        rows, ("planned_on", "pk"), cursor, _("Status"), lambda one: one.get_status_display()
    )


def voices(asked, cursor):
    rows = asked.held.exclude(who_spoke__in=["", "BALANCED"])
    return sessions_shown(
        rows, ("-held_on", "-pk"), cursor, _("Who spoke"), lambda one: one.get_who_spoke_display()
    )


def backlash(asked, cursor):
    rows = asked.held.filter(backlash_check="NOT_ASKED")
    return sessions_shown(
        rows, ("-held_on", "-pk"), cursor, _("Backlash"), lambda one: one.get_backlash_check_display()
    )


def feedback(asked, cursor):
    rows = requests(asked).select_related("intervention__program", "from_group", "from_organization")
    rows = rows.annotate(
        waits=Case(When(responded_on=None, then=Value(0)), default=Value(1), output_field=IntegerField())
    )
    return paged(
        rows,
        ("waits", "given_on", "pk"),
        cursor,
        (_("About"), _("Program"), _("Asked on"), _("Answered on")),
        lambda one: Line(
            (
                one.intervention.title,
                one.intervention.program.name,
                day_year(one.given_on),
                day_year(one.responded_on) or _("not yet"),
            ),
            reverse("feedback", args=[one.pk]),
        ),
    )


def partners(asked, cursor):
    rows = alliances(asked).select_related("organization", "program")
    rows = rows.annotate(last=Coalesce("last_contact_on", F("program__starts_on")))
    return paged(
        rows,
        ("last", "pk"),
        cursor,
        (_("Partner"), _("Program"), _("Stage of trust"), _("Last contact")),
        lambda one: Line(
            (
                str(one.organization),
                one.program.name,
                one.get_status_display(),
                day_year(one.last_contact_on) or _("never"),
            ),
            reverse("partner", args=[one.pk]),
        ),
    )


def allies(asked, cursor):
    rows = change_agents(asked).select_related("place")
    return paged(
        rows,
        ("nominated_via", "pk"),
        cursor,
        (_("Who"), _("Kind"), _("Place"), _("Named by")),
        lambda one: Line(
            (str(one), one.get_kind_display(), one.place.name, one.get_nominated_via_display()),
            reverse("change_agent", args=[one.pk]),
        ),
    )


def team(asked, _cursor):
    """Facilitators by readiness, office by office: who stands where is on the page of facilitators."""
    people = defaultdict(list)
    for one in our_facilitators(asked).filter(left_on=None).select_related("office"):
        people[one.office].append(one)
    lines = []
    for office, team_of_office in people.items():
        states = Counter(one.state for one in standings(team_of_office, office, asked.on).values())
        lines.append(
            Line((office.name, *(states[state] or "" for state in STATE_NAMES)), reverse("facilitators"))
        )
    left, average = turnover(asked)
    note = _("In the last twelve months %(left)d left, of %(average)d on average.")
    heads = (_("Country office"), *(str(name) for name in STATE_NAMES.values()))
    return Rows(
        heads,
        lines,
        numbers=frozenset(range(1, len(heads))),
        note=note % {"left": left, "average": average},
    )


def pathways(asked, cursor):
    rows = office_pathways(asked).select_related("office").prefetch_related("places")
    rows = rows.annotate(due=Coalesce("next_review_on", Value(asked.on)))
    return paged(
        rows,
        ("due", "pk"),
        cursor,
        (_("Pathway"), _("Places"), _("Country office"), _("Status"), _("Next review")),
        lambda one: Line(
            (
                one.get_kind_display(),
                ", ".join(place.name for place in one.places.all()),
                one.office.name,
                one.get_status_display(),
                day_year(one.next_review_on),
            ),
            reverse("referral_pathway", args=[one.pk]),
        ),
    )


ROWS = {
    "links": links,
    "flags": flags,
    "mix": mix,
    "topics": topics,
    "gaps": gaps,
    "unheld": unheld,
    "voices": voices,
    "backlash": backlash,
    "feedback": feedback,
    "partners": partners,
    "allies": allies,
    "team": team,
    "pathways": pathways,
}
