"""The measures above the board (B5): each one figure and the way to its rows. None of them is a target.

None counts people: that is `people`, where small numbers are hidden.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from statistics import median

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from groups.models import ChangeAgent, Facilitator, NominatedVia, StaffReflection
from groups.models.readiness import LOOKED_AFTER_BY
from programs.models import AccountabilityFeedback, AlliancePartner, Flag, SyncLink
from programs.sequencing.limits import Limits
from referrals.models import ReferralPathway

from .asked import LANES, SPACE, SPOKEN, lane_of

STANDING = ("AGREED", "ACTIVE", "FULFILLED")
YEAR = timedelta(days=365)
SOON = timedelta(days=30)
TITLES = {
    "links": gettext_lazy("Men-only work and its links"),
    "flags": gettext_lazy("Open flags"),
    "mix": gettext_lazy("Mix of elements and spaces"),
    "topics": gettext_lazy("Topics by lane"),
    "gaps": gettext_lazy("Days between linked steps"),
    "unheld": gettext_lazy("Sessions not held"),
    "voices": gettext_lazy("Who spoke"),
    "backlash": gettext_lazy("Backlash asked about"),
    "feedback": gettext_lazy("What women and girls asked for"),
    "partners": gettext_lazy("Partners"),
    "allies": gettext_lazy("Allies and who named them"),
    "team": gettext_lazy("Facilitators"),
    "pathways": gettext_lazy("Referral pathways"),
}


@dataclass(frozen=True)
class Tile:
    code: str
    value: str
    words: str
    url: str


def tiles(asked, query):
    """The tiles for whoever asks: at most fourteen queries, whatever the number of programs."""
    for code, found in figures(asked):
        if found:
            value, words = found
            yield Tile(code, value, words, f"{reverse('measure', args=[code])}?{query}")


def figures(asked):
    yield "links", links(asked)
    yield "flags", flags(asked)
    sessions = SessionSums(asked)
    yield "unheld", sessions.kept
    yield "mix", sessions.hours
    yield "topics", topics(asked)
    yield "voices", sessions.voices
    yield "backlash", sessions.backlash
    yield "gaps", gaps(asked)
    yield "feedback", feedback(asked)
    yield "partners", partners(asked)
    if asked.may("change agents"):
        yield "allies", allies(asked)
    if asked.may("readiness") and asked.user.scope.offices_as(*LOOKED_AFTER_BY):
        yield "team", team(asked)
    if asked.may("pathways"):
        yield "pathways", pathways(asked)


def of(part, whole):
    return _("%(part)d of %(whole)d") % {"part": part, "whole": whole}


def links(asked):
    found = asked.flagged_programs.aggregate(
        all=Sum("verdict__men_only"), done=Sum("verdict__men_only_delivered")
    )
    if found["all"]:
        return of(found["done"], found["all"]), _("men-only interventions linked and delivered")
    return None


def flags(asked):
    found = Flag.objects.open().filter(program__in=asked.flagged_programs.values("pk"))
    found = found.aggregate(count=Count("pk"), oldest=Min("first_seen_on"))
    if not found["count"]:
        return None
    days = (asked.on - found["oldest"]).days
    words = ngettext(
        "flag open, the oldest for %(days)d days", "flags open, the oldest for %(days)d days", found["count"]
    )
    return str(found["count"]), words % {"days": days}


class SessionSums:
    """What is counted over sessions, in two queries."""

    def __init__(self, asked):
        self.due = asked.due.aggregate(all=Count("pk"), held=Count("pk", Q(status="DELIVERED")))
        self.minutes = Counter()
        rows = (
            asked.held.order_by()
            .values(where=SPACE)
            .annotate(
                minutes=Sum("minutes"),
                spoken=Count("pk", SPOKEN),
                balanced=Count("pk", Q(who_spoke="BALANCED")),
                asked=Count("pk", ~Q(backlash_check="NOT_ASKED")),
                heard=Count("pk", Q(backlash_check="YES_LOGGED")),
                held=Count("pk"),
            )
        )
        self.sums = Counter()
        for row in rows:
            self.minutes[lane_of(row.pop("where"))] += row["minutes"]
            self.sums.update(row)

    @property
    def kept(self):
        return self.due["all"] and (
            of(self.due["held"], self.due["all"]),
            _("sessions that were due are held"),
        )

    @property
    def hours(self):
        hours = [round(self.minutes[lane] / 60) for lane in LANES]
        return any(hours) and (
            " : ".join(map(str, hours)),
            _("hours among women and girls : together : among men and boys"),
        )

    @property
    def voices(self):
        spoken = self.sums["spoken"]
        return spoken and (
            f"{round(100 * self.sums['balanced'] / spoken)}%",
            _("of sessions in which all sides spoke"),
        )

    @property
    def backlash(self):
        held = self.sums["held"]
        return held and (
            of(self.sums["asked"], held),
            _("sessions asked about backlash; in %(heard)d some was heard of")
            % {"heard": self.sums["heard"]},
        )


def topic_lanes(asked):
    """`{topic: {lane: sessions held}}`; one query, a row for each distinct set of topics."""
    found = {}
    rows = asked.held.order_by().values("topics", where=SPACE).annotate(count=Count("pk"))
    for row in rows:
        lane = lane_of(row["where"]) or "COMMUNITY"
        for topic in row["topics"]:
            found.setdefault(topic, Counter())[lane] += row["count"]
    return found


def topics(asked):
    found = topic_lanes(asked)
    joint = sum(all(lanes[lane] for lane in LANES) for lanes in found.values())
    return found and (of(joint, len(found)), _("topics taken up by women, by men, and together"))


def linked_steps(asked):
    """Standing links of the work asked for, with `days` between their ends. One query."""
    ends = {
        "a": ("from_intervention__actual_started_on", "from_intervention__starts_on"),
        "a_end": ("from_intervention__actual_ended_on", "from_intervention__ends_on"),
        "b": ("to_intervention__actual_started_on", "to_intervention__starts_on", "to_external__starts_on"),
        "b_end": ("to_intervention__actual_ended_on", "to_intervention__ends_on", "to_external__ends_on"),
    }
    found = SyncLink.objects.visible_to(asked.user).filter(
        from_intervention__in=asked.work.values("pk"), status__in=STANDING
    )
    return found.annotate(**{name: Coalesce(*fields) for name, fields in ends.items()})


def days_between(a, a_end, b, b_end):
    """0 where the two overlap (C0)."""
    return max((b - (a_end or date.max)).days, (a - (b_end or date.max)).days, 0)


def gaps(asked):
    days = [days_between(*row) for row in linked_steps(asked).values_list("a", "a_end", "b", "b_end")]
    return days and (str(round(median(days))), _("days between linked steps (median)"))


def requests(asked):
    """What women, girls or their organizations asked for about this work with men."""
    rows = AccountabilityFeedback.objects.filter(intervention__in=asked.work.values("pk"))
    return rows.exclude(changes_asked="")


def feedback(asked):
    found = requests(asked).aggregate(
        all=Count("pk"), answered=Count("pk", ~Q(responded_on=None)), last=Max("given_on")
    )
    if not found["all"]:
        return None
    days = (asked.on - found["last"]).days
    words = _("requests of women and girls answered; the last one %(days)d days ago")
    return of(found["answered"], found["all"]), words % {"days": days}


def alliances(asked):
    rows = AlliancePartner.objects.filter(program__in=asked.programs.values("pk"))
    return rows.exclude(status="ENDED")


def partners(asked):
    days = [
        (asked.on - last).days
        for last in alliances(asked).exclude(last_contact_on=None).values_list("last_contact_on", flat=True)
    ]
    return days and (str(round(median(days))), _("days since we spoke with a partner (median)"))


def change_agents(asked):
    """Whoever lends their influence, whatever became of it: who was declined must not show here (D9)."""
    rows = ChangeAgent.objects.visible_to(asked.user)
    office = asked.filters.asked.get("office")
    return rows.filter(office=office) if office else rows


def allies(asked):
    found = change_agents(asked).aggregate(
        all=Count("pk"), women=Count("pk", Q(nominated_via=NominatedVia.WOMENS_GROUP))
    )
    return found["all"] and (
        of(found["women"], found["all"]),
        _("allies and leaders named by women's groups"),
    )


def our_facilitators(asked):
    office = asked.filters.asked.get("office")
    rows = Facilitator.objects.filter(office__in=asked.user.scope.offices_as(*LOOKED_AFTER_BY))
    return rows.filter(office=office) if office else rows


def turnover(asked):
    """(who left in the last twelve months, how many there were on average); two queries (S110)."""
    before = asked.on - YEAR
    rows = our_facilitators(asked).aggregate(
        now=Count("pk", Q(left_on=None) | Q(left_on__gt=asked.on)),
        then=Count("pk", (Q(left_on=None) | Q(left_on__gt=before)) & Q(created_at__date__lte=before)),
        left=Count("pk", Q(left_on__gt=before, left_on__lte=asked.on)),
    )
    return rows["left"], ceil((rows["now"] + rows["then"]) / 2)


def reflected(asked):
    """(facilitators who took part in a reflection lately, all who are there); two queries (S36)."""
    here = our_facilitators(asked).filter(Q(left_on=None) | Q(left_on__gt=asked.on))
    since = asked.on - timedelta(days=Limits().reflection_every)
    lately = StaffReflection.objects.filter(
        held_on__gt=since, held_on__lte=asked.on, attendees=OuterRef("pk")
    )
    return here.filter(Exists(lately)).count(), here.count()


def team(asked):
    left, average = turnover(asked)
    words = _("facilitators reflected together lately; %(left)d left in twelve months, of %(average)d")
    return average and (of(*reflected(asked)), words % {"left": left, "average": average})


def office_pathways(asked):
    rows = ReferralPathway.objects.visible_to(asked.user)
    office = asked.filters.asked.get("office")
    return rows.filter(office=office) if office else rows


def pathways(asked):
    found = office_pathways(asked).aggregate(
        active=Count("pk", Q(status="ACTIVE")),
        soon=Count("pk", Q(status="ACTIVE", next_review_on__lte=asked.on + SOON)),
    )
    words = _("referral pathways in use; %(soon)d to be reviewed within 30 days")
    return str(found["active"]), words % {"soon": found["soon"]}
