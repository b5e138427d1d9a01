"""Backlash and risk as patterns, never as incidents (B3, D3b). What could lead to a person is not stored."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.accounts.models import CountryOffice, Place, RoleKind
from care_engage.kit.crypto import EncryptedCharField
from care_engage.kit.guard.fields import guarded
from care_engage.kit.models import Record, RecordManager
from care_engage.kit.states import DatedStates, Moves, free

from ..concern_words import (
    OF_VIOLENCE,
    TOO_CLOSE,
    ActionKind,
    BacklashForm,
    ConcernKind,
    ConcernSeverity,
    Outcome,
    Pattern,
    Setting,
    Toward,
)
from .intervention import Intervention
from .program import Program

NOTICE = ConcernKind.SAFEGUARDING_NOTICE


class ConcernStatus(models.TextChoices):
    OPEN = "OPEN", _("Open")
    ACKNOWLEDGED = "ACKNOWLEDGED", _("Acknowledged")
    ACTION_AGREED = "ACTION_AGREED", _("Action agreed")
    MONITORING = "MONITORING", _("Being monitored")
    CLOSED = "CLOSED", _("Closed")
    ESCALATED = "ESCALATED", _("Handed over")


def something_agreed(concern):
    if concern.pk and concern.actions.filter(deleted_at=None).exists():
        return ""
    return _now("Enter first what was agreed.")


def outcome_known(concern):
    return "" if concern.outcome else _now("Say first what came of it.")


HAND_OVER = {ConcernStatus.ESCALATED: free}
CONCERN_MOVES = Moves(
    ConcernStatus,
    {
        ConcernStatus.OPEN: {ConcernStatus.ACKNOWLEDGED: free, **HAND_OVER},
        ConcernStatus.ACKNOWLEDGED: {ConcernStatus.ACTION_AGREED: something_agreed, **HAND_OVER},
        ConcernStatus.ACTION_AGREED: {ConcernStatus.MONITORING: something_agreed, **HAND_OVER},
        ConcernStatus.MONITORING: {ConcernStatus.CLOSED: outcome_known, **HAND_OVER},
        ConcernStatus.CLOSED: {**HAND_OVER},
    },
)


def any_of(words):
    """The condition of a concern of which one of these fields has one of these values."""
    condition = Q()
    for name, values in words.items():
        condition |= Q(**{f"{name}__in": sorted(values)})
    return condition


class ConcernQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Field staff's own; managers', safeguarding's, and of violence the GBV focal point's (D9).

        Nobody sees any in somebody else's place, and superusers see none.
        """
        scope = user.scope
        if not scope.confidential:
            return self.none()
        staff = scope.offices_as(RoleKind.FACILITATOR) | scope.partner_offices
        return self.filter(Q(office__in=staff, opened_by=user) | self._whole(scope))

    def editable_by(self, user):
        """One's own until somebody has taken it over."""
        own = Q(opened_by=user, status=ConcernStatus.OPEN)
        return self.visible_to(user).filter(own | self._whole(user.scope))

    def _whole(self, scope):
        offices = scope.offices_as(RoleKind.MANAGER, RoleKind.SAFEGUARDING_FOCAL_POINT)
        of_violence = Q(office__in=scope.offices_as(RoleKind.GBV_FOCAL_POINT)) & any_of(OF_VIOLENCE)
        return Q(office__in=offices) | of_violence

    def handled_by(self, user):
        """Those that the person can act on: acknowledge, agree, close, hand over."""
        return self.filter(self._whole(user.scope)) if user.scope.confidential else self.none()


class Concern(DatedStates, Record):
    """A pattern that somebody has to see to. It never describes what one person lived through.

    Where a text, a place or a day could lead to somebody (`too_close`), only program, province and month
    are kept, and a choice from a list; of a notice to safeguarding only that and when it was received.
    Whatever way a concern comes, saving it drops the rest (D3b).
    """

    office = models.ForeignKey(CountryOffice, on_delete=models.PROTECT, related_name="concerns")
    program = models.ForeignKey(
        Program,
        on_delete=models.CASCADE,
        null=True,
        related_name="concerns",
        verbose_name=_("program"),
    )
    kind = models.CharField(_("what it is"), max_length=20, choices=ConcernKind)
    form = models.CharField(_("form"), max_length=14, choices=BacklashForm, blank=True)
    toward = models.CharField(_("toward"), max_length=10, choices=Toward, blank=True)
    setting = models.CharField(_("where it shows"), max_length=10, choices=Setting, blank=True)
    severity = models.CharField(_("how grave"), max_length=8, choices=ConcernSeverity)
    opened_on = models.DateField(_("since"))
    intervention = models.ForeignKey(
        Intervention,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="concerns",
        verbose_name=_("in which work"),
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place")
    )
    summary = EncryptedCharField(
        _("in one or two sentences"), max_length=300, blank=True, validators=[guarded]
    )
    pattern = models.CharField(_("what it looks like"), max_length=20, choices=Pattern, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who sees to it"),
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    outcome = models.CharField(_("what came of it"), max_length=14, choices=Outcome, blank=True)
    closed_on = models.DateField(_("closed or handed over on"), null=True, blank=True, editable=False)
    status = models.CharField(_("status"), max_length=14, choices=ConcernStatus, default=ConcernStatus.OPEN)

    objects = RecordManager.from_queryset(ConcernQuerySet)()
    history = HistoricalRecords()
    moves = CONCERN_MOVES

    class Meta:
        ordering = ["-opened_on", "-pk"]
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")
        indexes = [models.Index(fields=["office", "-opened_on", "-id"], name="concern_of_office")]
        constraints = [
            models.CheckConstraint(
                condition=~any_of(TOO_CLOSE) | Q(summary="", intervention=None, opened_on__day=1),
                name="concern_close_to_people_says_less",
                violation_error_message=_(
                    "Of threats, violence, homes, girls, boys and LGBTQ+ people only program, province and"
                    " month are kept, and a choice from the list."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(kind=NOTICE)
                | Q(form="", toward="", setting="", summary="", pattern="", intervention=None, place=None),
                name="safeguarding_notice_says_nothing",
                violation_error_message=_(
                    "Of a notice to safeguarding only the day it was received is kept, and that it was handed"
                    " over."
                ),
            ),
            models.CheckConstraint(
                condition=Q(severity__in=ConcernSeverity.values),
                name="concern_severity_is_a_severity",
                violation_error_message=_("Choose how grave it is."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=ConcernStatus.values),
                name="concern_status_is_a_status",
                violation_error_message=_("Choose one of the states on the list."),
            ),
            models.CheckConstraint(
                condition=~Q(status=ConcernStatus.ESCALATED) | Q(summary=""),
                name="concern_handed_over_holds_no_text",
                violation_error_message=_("What was handed over is told elsewhere, not here."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {date_format(self.opened_on, 'F Y')}"

    def local_today(self):
        return self.office.today()

    @property
    def too_close(self):
        return any(getattr(self, name) in values for name, values in TOO_CLOSE.items())

    def clean(self):
        self.say_no_more_than_is_safe()

    def save(self, *args, **kwargs):
        self.say_no_more_than_is_safe()
        if self.status in (ConcernStatus.CLOSED, ConcernStatus.ESCALATED):
            self.closed_on = self.closed_on or self.local_today()
        super().save(*args, **kwargs)

    def say_no_more_than_is_safe(self):
        if self.kind == NOTICE:
            self.form = self.toward = self.setting = self.summary = self.pattern = ""
            self.intervention = self.place = None
            self.severity = ConcernSeverity.CRITICAL
        elif self.too_close:
            self.summary, self.intervention = "", None
            self.opened_on = self.opened_on and self.opened_on.replace(day=1)
            self.place = province_of(self.place)
        else:
            self.pattern = ""
        if self.status == ConcernStatus.ESCALATED:
            self.summary = ""


def province_of(place):
    """The province that a place lies in, or is; a country stays a country."""
    if place is None or len(place.lineage) <= 2:
        return place
    return Place.objects.get(pk=place.lineage[1])


class ConcernActionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(concern__in=Concern.objects.visible_to(user).values("pk"))

    def editable_by(self, user):
        return self.filter(concern__in=Concern.objects.handled_by(user).values("pk"))


class ConcernAction(Record):
    """What was agreed about a concern, from a list; nobody's words."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="actions")
    agreed_on = models.DateField(_("agreed on"))
    what = models.CharField(_("what"), max_length=20, choices=ActionKind)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    objects = RecordManager.from_queryset(ConcernActionQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-agreed_on", "-pk"]
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=models.F("agreed_on")),
                name="action_due_after_agreed",
                violation_error_message=_("It is due before it was agreed. Choose a later day."),
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(done_on__gte=models.F("agreed_on")),
                name="action_done_after_agreed",
                violation_error_message=_("It was done before it was agreed. Choose a later day."),
            ),
        ]

    def __str__(self):
        return str(self.get_what_display())
