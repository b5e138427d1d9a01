"""What a facilitator's readiness rests on (B3): dated records only, from which rules derive the rest.

Nothing says what anybody told of themselves: a reflection has a date, who was there and what it was about.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.accounts.models import CountryOffice, RoleKind
from care_engage.kit.models import ALIVE, Record, RecordManager

from ..skills import SkillCode
from .organization import Facilitator

LOOKED_AFTER_BY = (RoleKind.MANAGER, RoleKind.OFFICE_ADMIN)
OBSERVED_BY = (RoleKind.MANAGER, RoleKind.FACILITATOR, RoleKind.GBV_FOCAL_POINT, RoleKind.OFFICE_ADMIN)


class Domain(models.TextChoices):
    """What a reflection among staff was about (S38)."""

    PERSONAL = "PERSONAL", _("Personal life")
    PROFESSIONAL = "PROFESSIONAL", _("Work")
    BOTH = "BOTH", _("Both")


class OfFacilitatorQuerySet(models.QuerySet):
    """Rows about one facilitator: read by that person and by those who look after facilitators."""

    def visible_to(self, user):
        looked_after = user.scope.limit(self, "facilitator__office_id", *LOOKED_AFTER_BY)
        return self.filter(Q(pk__in=looked_after.values("pk")) | Q(facilitator__user=user))

    def editable_by(self, user):
        return user.scope.limit(self, "facilitator__office_id", *LOOKED_AFTER_BY)


class Skill(Record):
    """A training, with the day from which it counts and the last one on which it does."""

    facilitator = models.ForeignKey(Facilitator, on_delete=models.CASCADE, related_name="skills")
    code = models.CharField(_("skill"), max_length=20, choices=SkillCode)
    obtained_on = models.DateField(_("trained on"))
    expires_on = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("Empty: without an end.")
    )

    objects = RecordManager.from_queryset(OfFacilitatorQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["code", "-obtained_on"]
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        constraints = [
            models.UniqueConstraint(
                fields=["facilitator", "code", "obtained_on"],
                condition=ALIVE,
                name="skill_once_a_day",
                violation_error_message=_("This training is on record already."),
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=F("obtained_on")),
                name="skill_dates_in_order",
                violation_error_message=_("It ends before the training. Choose a later day."),
            ),
            models.CheckConstraint(
                condition=Q(code__in=SkillCode.values),
                name="skill_is_a_skill",
                violation_error_message=_("Choose one of the skills on the list."),
            ),
        ]

    def __str__(self):
        return str(self.get_code_display())


class Observation(Record):
    """A colleague watched a session being led. No words: a score, and whether harder topics are safe."""

    facilitator = models.ForeignKey(Facilitator, on_delete=models.CASCADE, related_name="observations")
    observer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("observed by"),
    )
    observed_on = models.DateField(_("observed on"))
    score = models.PositiveSmallIntegerField(
        _("score"),
        choices=[
            (1, _("1, not yet")),
            (2, _("2, with help")),
            (3, _("3, well")),
            (4, _("4, others can learn from it")),
        ],
    )
    safe_for_sensitive = models.BooleanField(_("safe to lead sensitive topics"), default=False)

    objects = RecordManager.from_queryset(OfFacilitatorQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-observed_on", "-pk"]
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        constraints = [
            models.CheckConstraint(
                condition=Q(score__range=(1, 4)),
                name="observation_scores_1_to_4",
                violation_error_message=_("A score lies between 1 and 4."),
            ),
        ]

    def __str__(self):
        return f"{self.facilitator}, {self.observed_on}"


class SuspensionQuerySet(OfFacilitatorQuerySet):
    def visible_to(self, user):
        """Nobody reads it in somebody else's place."""
        return super().visible_to(user) if user.scope.confidential else self.none()


class Suspension(Record):
    """A time in which the person leads nothing. The reason is never stored."""

    facilitator = models.ForeignKey(Facilitator, on_delete=models.CASCADE, related_name="suspensions")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day. Empty: until it is lifted.")
    )

    objects = RecordManager.from_queryset(SuspensionQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="suspension_dates_in_order",
                violation_error_message=_("It ends before it begins. Choose a later day."),
            ),
        ]

    def __str__(self):
        return f"{self.facilitator}, {self.starts_on}"


class StaffReflectionQuerySet(models.QuerySet):
    def visible_to(self, user):
        looked_after = user.scope.limit(self, "office_id", *LOOKED_AFTER_BY)
        mine = StaffReflection.attendees.through.objects.filter(facilitator__user=user)
        return self.filter(Q(pk__in=looked_after.values("pk")) | Q(pk__in=mine.values("staffreflection")))

    def editable_by(self, user):
        return user.scope.limit(self, "office_id", *LOOKED_AFTER_BY)


class StaffReflection(Record):
    """Staff and partners reflected together on gender in their own lives and work (S37, S38)."""

    office = models.ForeignKey(CountryOffice, on_delete=models.PROTECT, related_name="staff_reflections")
    held_on = models.DateField(_("held on"))
    attendees = models.ManyToManyField(Facilitator, related_name="reflections", verbose_name=_("who came"))
    domain = models.CharField(_("about"), max_length=12, choices=Domain, default=Domain.BOTH)
    topics = models.JSONField(_("topics"), default=list, blank=True)
    next_on = models.DateField(_("next on"), null=True, blank=True)

    objects = RecordManager.from_queryset(StaffReflectionQuerySet)()
    history = HistoricalRecords(m2m_fields=[attendees])

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = _("reflection among staff")
        verbose_name_plural = _("reflections among staff")
        constraints = [
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(next_on__gt=F("held_on")),
                name="next_reflection_after_this_one",
                violation_error_message=_("The next one comes after this one. Choose a later day."),
            ),
        ]

    def __str__(self):
        return f"{self.get_domain_display()}, {self.held_on}"
