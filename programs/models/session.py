import datetime as dt

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import JSONArray
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.accounts.models import RoleKind
from care_engage.kit.models import ALIVE, Record, RecordManager
from care_engage.kit.sql import JSONList
from care_engage.kit.states import Moves, free
from groups.models import FEWEST_SHOWN, Facilitator, Member
from groups.spaces import COUNTS, UNPROTECTED, GenderSpace

from .intervention import Intervention
from .link import LinkStatus, SyncLink
from .topic import Topic

CORRECTABLE = dt.timedelta(days=7)
"""How long the facilitator may correct a logged session; later a manager (B4: LOCKED)."""


LATELY = 6
"""So many of the last sessions say what is usual."""


class SessionStatus(models.TextChoices):
    PLANNED = "PLANNED", _("Planned")
    DELIVERED = "DELIVERED", _("Held")
    POSTPONED = "POSTPONED", _("Postponed")
    CANCELLED = "CANCELLED", _("Cancelled")


class BacklashCheck(models.TextChoices):
    """ "Not asked" and "none" are different facts (S73)."""

    NOT_ASKED = "NOT_ASKED", _("Not asked")
    NONE = "NONE", _("Asked, none")
    YES_LOGGED = "YES_LOGGED", _("Yes")


class WhoSpoke(models.TextChoices):
    BALANCED = "BALANCED", _("All sides")
    SOME_DOMINATED = "SOME_DOMINATED", _("Some dominated")
    ONE_SIDE_SILENT = "ONE_SIDE_SILENT", _("One side was silent")


class NotHeldReason(models.TextChoices):
    """Why a session did not take place. A list, so that nobody writes about a person."""

    FEW_CAME = "FEW_CAME", _("Too few came")
    FACILITATOR_AWAY = "FACILITATOR_AWAY", _("Facilitator could not come")
    WEATHER_ROAD = "WEATHER_ROAD", _("Weather or road")
    MARKET_WORK = "MARKET_WORK", _("Market day or field work")
    HOLIDAY_EVENT = "HOLIDAY_EVENT", _("Holiday or community event")
    PLACE_CLOSED = "PLACE_CLOSED", _("Meeting place not available")
    NOT_SAFE = "NOT_SAFE", _("Not safe to meet")
    GROUP_ASKED = "GROUP_ASKED", _("The group asked to")
    OTHER = "OTHER", _("Another reason")


SESSION_MOVES = Moves(
    SessionStatus,
    {
        SessionStatus.PLANNED: {
            SessionStatus.DELIVERED: free,
            SessionStatus.POSTPONED: free,
            SessionStatus.CANCELLED: free,
        },
        SessionStatus.POSTPONED: {SessionStatus.PLANNED: free, SessionStatus.CANCELLED: free},
        SessionStatus.DELIVERED: {SessionStatus.DELIVERED: free},
    },
)
"""What a held session needs is held by the database (`held_sessions_are_complete`)."""


CHECKLIST = {
    "safe_space_set": _("A safe space was set up"),
    "ground_rules_read": _("Ground rules were read"),
    "confidentiality_limits_said": _("Limits of confidentiality were said"),
    "active_listening_agreed": _("Active listening was agreed"),
    "non_judgmental": _("Nobody was judged"),
    "power_attention": _("Power between people was looked after"),
    "power_reflection_done": _("The group reflected on power"),
}


def rows_of(queryset, *columns):
    return JSONList(queryset.annotate(item=JSONArray(*columns)).values("item"))


def ripe_links(intervention):
    """Agreed links of an intervention whose other end has met: with its first session they are active."""
    met = Session.objects.filter(status=SessionStatus.DELIVERED)
    partner_met = Q(to_external__isnull=False) & ~Q(to_external__held_on=[])
    to_met = Exists(met.filter(intervention=OuterRef("to_intervention"))) | partner_met
    from_met = Exists(met.filter(intervention=OuterRef("from_intervention")))
    return SyncLink.objects.filter(
        Q(from_intervention=intervention) & to_met | Q(to_intervention=intervention) & from_met,
        status=LinkStatus.AGREED,
    )


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(intervention__in=Intervention.objects.visible_to(user).values("pk"))

    def loggable_by(self, user):
        """Sessions that the person may log: their own, or any of an office they manage."""
        mine = Q(intervention__in=Intervention.objects.led_by(user).values("pk"))
        managed = Q(intervention__program__office__in=user.scope.offices_as(RoleKind.MANAGER))
        return self.visible_to(user).filter(Q() if user.scope.superuser else mine | managed)

    def for_logging(self, user):
        """Sessions that the person may log, each with all that logging asks for; one query in all.

        Besides program and office: `members` of its groups that are numbered, as `[group id, number,
        column, pair, joined on, left on]`; `people` who may have facilitated, `[id, name]`, of the office;
        `all_topics`, `[code, label, level]`; `ripe_links`, the ids of agreed links whose other end has met;
        `lately`, `[people]` who came to each of the last sessions held.
        """
        return self.loggable_by(user).filter(intervention__program__deleted_at=None).with_sheet()

    def with_sheet(self):
        members = Member.objects.filter(
            group__interventions=OuterRef("intervention"),
            group__head_count_only=False,
            group__deleted_at=None,
        ).order_by("group", "number")
        people = Facilitator.objects.filter(
            office=OuterRef("intervention__program__office"), left_on=None
        ).order_by("user__name", "pk")
        before = Session.objects.filter(
            intervention=OuterRef("intervention"), status=SessionStatus.DELIVERED
        ).exclude(pk=OuterRef("pk"))
        came = sum((F(field) for field in COUNTS.values()), start=Value(0))
        return self.select_related("intervention__program__office").annotate(
            members=rows_of(members, "group", "number", "column", "pair_no", "joined_on", "left_on"),
            people=rows_of(people, "pk", "user__name"),
            all_topics=rows_of(Topic.objects.order_by("code"), "code", "label", "level"),
            ripe_links=rows_of(ripe_links(OuterRef("intervention")), "pk"),
            lately=rows_of(before.annotate(people=came).order_by("-held_on", "-pk")[:LATELY], "people"),
        )

    def editable_by(self, user):
        """Sessions whose plan (date, topics, space) the person may change."""
        return self.visible_to(user).filter(
            Q(intervention__in=Intervention.objects.editable_by(user).values("pk"))
            | Q(intervention__in=Intervention.objects.led_by(user).values("pk"))
        )


class Session(Record):
    """One meeting. Attendance lives on this row: numbers that came, never a row per person.

    `present` is a list of `[group id, member number]`; `register` the register as it stood when the
    session was logged, a list of `[group id, number, column, pair number or null]`; `others` counts of
    people without a number, by count field. The five count columns are derived from the three.
    """

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField(_("number"))
    planned_on = models.DateField(_("planned on"))
    held_on = models.DateField(_("held on"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=SessionStatus, default=SessionStatus.PLANNED
    )
    space = models.CharField(_("space, if other than usual"), max_length=12, choices=GenderSpace, blank=True)
    topics = models.JSONField(_("topics"), default=list, blank=True)
    methods = models.JSONField(_("methods"), default=list, blank=True)
    facilitators = models.JSONField(_("facilitators"), default=list, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=120)

    present = models.JSONField(default=list, blank=True)
    register = models.JSONField(default=list, blank=True)
    others = models.JSONField(default=dict, blank=True)
    women = models.PositiveIntegerField(_("women"), default=0)
    men = models.PositiveIntegerField(_("men"), default=0)
    girls = models.PositiveIntegerField(_("girls"), default=0)
    boys = models.PositiveIntegerField(_("boys"), default=0)
    another_or_unstated = models.PositiveIntegerField(_("another gender or not stated"), default=0)

    checklist = models.JSONField(_("checklist"), default=dict, blank=True)
    who_spoke = models.CharField(_("who spoke"), max_length=16, choices=WhoSpoke, blank=True)
    backlash_check = models.CharField(
        _("backlash heard about"), max_length=10, choices=BacklashCheck, default=BacklashCheck.NOT_ASKED
    )
    not_held_reason = models.CharField(
        _("why it did not happen"), max_length=18, choices=NotHeldReason, blank=True
    )
    makes_up_for = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="made_up_by",
        verbose_name=_("makes up for"),
        help_text=_("The session that was called off and whose topics this one takes up."),
    )
    logged_at = models.DateTimeField(_("logged at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RecordManager.from_queryset(SessionQuerySet)()
    history = HistoricalRecords()
    moves = SESSION_MOVES

    class Meta:
        ordering = ["planned_on", "number"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        indexes = [
            models.Index(fields=["planned_on", "id"], name="session_by_day"),
            # The board counts a quarter's sessions by space from this index alone.
            models.Index(
                fields=["intervention", "held_on", "space"], condition=ALIVE, name="session_by_day_held"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "number"],
                condition=ALIVE,
                name="session_number_once_per_intervention",
                violation_error_message=_("Another session of this intervention has this number."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=SessionStatus.values),
                name="session_status_is_a_status",
                violation_error_message=_("Choose one of the states on the list."),
            ),
            models.CheckConstraint(
                condition=Q(space="") | Q(space__in=UNPROTECTED),
                name="session_space_is_a_space",
                violation_error_message=_("Choose one of the spaces on the list."),
            ),
            models.CheckConstraint(
                condition=(~Q(status="DELIVERED") & Q(held_on=None))
                | Q(status="DELIVERED", held_on__isnull=False),
                name="only_held_sessions_have_a_day_held",
                violation_error_message=_("A session that was held needs the day on which it was held."),
            ),
            models.CheckConstraint(
                condition=~Q(status="DELIVERED")
                | models.lookups.GreaterThan(
                    F("women") + F("men") + F("girls") + F("boys") + F("another_or_unstated"), 0
                ),
                name="held_sessions_have_somebody_present",
                violation_error_message=_(
                    "Nobody is marked as present. Mark who came, or say that it did not happen."
                ),
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, 1440)),
                name="session_minutes_within_a_day",
                violation_error_message=_("A session lasts between 1 minute and 24 hours."),
            ),
            models.CheckConstraint(
                condition=Q(number__range=(1, 9999)),
                name="session_number_1_to_9999",
                violation_error_message=_("A session number lies between 1 and 9999."),
            ),
            models.UniqueConstraint(
                fields=["makes_up_for"],
                condition=ALIVE,
                name="session_made_up_for_once",
                violation_error_message=_("Another session makes up for this one already."),
            ),
        ]

    def __str__(self):
        return f"{self.intervention} {self.number}"

    @property
    def held(self):
        """Planned, postponed and cancelled sessions are never evidence (C0)."""
        return self.status == SessionStatus.DELIVERED

    @property
    def on(self):
        """The day held, or else the day planned."""
        return self.held_on or self.planned_on

    @property
    def attendance(self):
        return sum(getattr(self, field) for field in COUNTS.values())

    @property
    def people_shown(self):
        """How many came to a protected group: one number, and none below ten (D7)."""
        if self.attendance < FEWEST_SHOWN:
            return _now("fewer than %(least)d") % {"least": FEWEST_SHOWN}
        return self.attendance

    def locked(self, now):
        """Logged more than seven days ago: only a manager corrects it. An imported session always is."""
        return self.held and (self.logged_at is None or now - self.logged_at > CORRECTABLE)

    def count_people(self):
        """Derive the five count columns from the numbers present, the register and the others."""
        columns = {(group, number): column for group, number, column, _pair in self.register}
        totals = {field: int(self.others.get(field, 0)) for field in COUNTS.values()}
        for group, number in self.present:
            totals[COUNTS[columns[group, number]]] += 1
        for field, total in totals.items():
            setattr(self, field, total)
