"""What a rule says, kept over time: a flag, what was decided about it, and all that happened to it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from care_engage.accounts.models import RoleKind
from care_engage.kit.guard.fields import guarded
from care_engage.kit.sql import DaysBetween
from care_engage.kit.states import Moves, free

from ..sequencing.audit import NEVER_DISMISSED
from .program import Program

LONGEST_DISMISSAL = 90  # days
SHORTEST_REASON = 20  # characters


class Severity(models.TextChoices):
    """In the order in which they are shown, worst first."""

    CRITICAL = "CRITICAL", _("critical")
    HIGH = "HIGH", _("high")
    MEDIUM = "MEDIUM", _("medium")
    LOW = "LOW", _("low")
    WARNING = "WARNING", _("warning")


class FlagStatus(models.TextChoices):
    OPEN = "OPEN", _("Open")
    ACKNOWLEDGED = "ACKNOWLEDGED", _("Acknowledged")
    DISMISSED = "DISMISSED", _("Set aside")
    RESOLVED = "RESOLVED", _("Resolved")


STANDS = (FlagStatus.OPEN, FlagStatus.ACKNOWLEDGED)
"""To be acted on. What was set aside still holds, but is counted apart."""

SAY_WHAT = _("Write what will be done, and by when.")
SAY_WHY = _("Write in at least 20 characters why this flag is set aside.")
NOT_SO_LONG = _("A flag is set aside until a day at most 90 days ahead.")
NEVER = _("This flag is never set aside: harm could come of it.")
BY_ITSELF = _("A flag is resolved by itself, once the rule finds nothing more to repair.")


def action_planned(flag):
    return "" if flag.plan.strip() and flag.due_on else _now(str(SAY_WHAT))


def may_be_set_aside(flag):
    if flag.rule in NEVER_DISMISSED:
        return str(NEVER)
    if len(flag.dismissal.strip()) < SHORTEST_REASON:
        return str(SAY_WHY)
    first, last = flag.dismissed_on, flag.dismissed_until
    if not (first and last and first <= last <= first + timedelta(days=LONGEST_DISMISSAL)):
        return str(NOT_SO_LONG)
    return ""


def found_no_more(flag):
    return "" if flag.resolved_on else str(BY_ITSELF)


DECIDED = {FlagStatus.ACKNOWLEDGED: action_planned, FlagStatus.DISMISSED: may_be_set_aside}
FLAG_MOVES = Moves(
    FlagStatus,
    {
        FlagStatus.OPEN: {**DECIDED, FlagStatus.RESOLVED: found_no_more},
        FlagStatus.ACKNOWLEDGED: {FlagStatus.OPEN: free, **DECIDED, FlagStatus.RESOLVED: found_no_more},
        FlagStatus.DISMISSED: {FlagStatus.OPEN: free, **DECIDED, FlagStatus.RESOLVED: found_no_more},
        FlagStatus.RESOLVED: {FlagStatus.OPEN: free},
    },
)
"""Acknowledged and set-aside flags may be so anew: with another plan, or for longer."""


class FlagQuerySet(models.QuerySet):
    def decidable_by(self, user):
        """Managers decide on the flags of their office (D9)."""
        rows = self.filter(program__deleted_at=None)
        return user.scope.limit(rows, "program__office", RoleKind.MANAGER)

    def standing(self):
        """All that the rules say now, set aside or not."""
        return self.exclude(status=FlagStatus.RESOLVED)

    def open(self):
        return self.filter(status__in=STANDS)


class Flag(models.Model):
    """A finding kept over time: since when a rule has said this of a subject, and what was decided.

    One row for each finding that there ever was: one that returns opens the same row again. Written by
    `programs.auditing`, decided on in `programs.deciding`. `subject`, `reason` and `topic` are the
    finding's own; empty text, not null, where absent, so that the database can hold one row for each.
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="flags")
    rule = models.CharField(max_length=3)
    subject = models.CharField(max_length=40)
    reason = models.CharField(max_length=40, blank=True)
    topic = models.CharField(max_length=3, blank=True)
    severity = models.CharField(max_length=8, choices=Severity)
    first_seen_on = models.DateField(help_text="The very first time.")
    opened_on = models.DateField(help_text="The last time that it opened; the same day if it never closed.")
    last_seen_on = models.DateField()
    resolved_on = models.DateField(null=True, blank=True)
    story = models.JSONField(
        default=list, help_text="What the rules did to it: [[day, what, severity or empty if resolved], ...]"
    )
    status = models.CharField(_("status"), max_length=12, choices=FlagStatus, default=FlagStatus.OPEN)
    plan = models.CharField(_("what will be done"), max_length=300, blank=True, validators=[guarded])
    due_on = models.DateField(_("by when"), null=True, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="flags",
        verbose_name=_("who does it"),
    )
    dismissal = models.CharField(_("why it is set aside"), max_length=300, blank=True, validators=[guarded])
    dismissed_on = models.DateField(null=True, blank=True)
    dismissed_until = models.DateField(_("until"), null=True, blank=True)

    objects = FlagQuerySet.as_manager()
    moves = FLAG_MOVES

    class Meta:
        ordering = ["program", "rule", "subject"]
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        indexes = [
            models.Index(fields=["program", "status"], name="flag_by_program"),
            models.Index(fields=["status", "opened_on"], name="flag_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "rule", "subject", "reason", "topic"],
                name="one_flag_per_finding",
                violation_error_message=_("There is a flag of this already."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=FlagStatus.values),
                name="flag_status_is_a_status",
                violation_error_message=_("Choose one of the states on the list."),
            ),
            models.CheckConstraint(
                condition=Q(status="RESOLVED", resolved_on__isnull=False)
                | (~Q(status="RESOLVED") & Q(resolved_on=None)),
                name="only_resolved_flags_have_a_day",
                violation_error_message=BY_ITSELF,
            ),
            models.CheckConstraint(
                condition=~Q(status="ACKNOWLEDGED")
                | Q(GreaterThanOrEqual(Length(Trim("plan")), 1), due_on__isnull=False),
                name="acknowledged_flags_have_a_plan",
                violation_error_message=SAY_WHAT,
            ),
            models.CheckConstraint(
                condition=~Q(status="DISMISSED") | Q(GreaterThanOrEqual(Length(Trim("dismissal")), 20)),
                name="dismissal_20_characters",
                violation_error_message=SAY_WHY,
            ),
            models.CheckConstraint(
                condition=~Q(status="DISMISSED")
                | Q(
                    GreaterThanOrEqual(DaysBetween("dismissed_on", "dismissed_until"), 0),
                    LessThanOrEqual(DaysBetween("dismissed_on", "dismissed_until"), LONGEST_DISMISSAL),
                    dismissed_on__isnull=False,
                    dismissed_until__isnull=False,
                ),
                name="dismissal_at_most_90_days",
                violation_error_message=NOT_SO_LONG,
            ),
            models.CheckConstraint(
                condition=~Q(status="DISMISSED", rule__in=sorted(NEVER_DISMISSED)),
                name="some_flags_are_never_dismissed",
                violation_error_message=NEVER,
            ),
        ]

    def __str__(self):
        return f"{self.rule} {self.subject}"

    def overdue(self, on):
        return self.status == FlagStatus.ACKNOWLEDGED and self.due_on < on


class Happening(models.TextChoices):
    """What the rules do to a flag: kept in its `story`."""

    OPENED = "OPENED", _("Opened")
    REOPENED = "REOPENED", _("Came back")
    CHANGED = "CHANGED", _("Severity changed")
    LAPSED = "LAPSED", _("No longer set aside: its day has passed")
    RESOLVED = "RESOLVED", _("Resolved")


class Decision(models.TextChoices):
    """What people do with a flag: each is a `FlagEvent`."""

    ACKNOWLEDGED = "ACKNOWLEDGED", _("Acknowledged")
    ASSIGNED = "ASSIGNED", _("Handed to somebody")
    DISMISSED = "DISMISSED", _("Set aside")
    TAKEN_UP = "TAKEN_UP", _("Taken up again")
    UNDONE = "UNDONE", _("Taken back")


class FlagEvent(models.Model):
    """A decision about a flag. Rows are added, never changed."""

    flag = models.ForeignKey(Flag, on_delete=models.CASCADE, related_name="events")
    what = models.CharField(max_length=12, choices=Decision)
    happened_on = models.DateField(help_text="The office's own day.")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.CharField(max_length=300, blank=True, validators=[guarded])
    until = models.DateField(null=True)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    before = models.JSONField(default=dict, help_text="What was decided before, so that it can be undone.")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("decision about a flag")
        verbose_name_plural = _("decisions about flags")

    def __str__(self):
        return f"{self.flag_id} {self.what} {self.happened_on}"
