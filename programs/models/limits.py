from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.accounts.models import CountryOffice, RoleKind
from care_engage.kit.guard.fields import guarded
from care_engage.kit.models import ALIVE, Record, RecordManager

from .program import Program
from .topic import Level, Topic


class OfficeSettingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return user.scope.limit(self, "office_id")

    def administered_by(self, user):
        return user.scope.limit(self, "office_id", RoleKind.OFFICE_ADMIN)


class RuleLimits(Record):
    """An office's own parameters of the rules, a version at a time; the newest in force on a day holds (C0).

    `values` names only what differs from the defaults in `programs.sequencing.limits`.
    """

    office = models.ForeignKey(CountryOffice, on_delete=models.CASCADE, related_name="rule_limits")
    version = models.PositiveIntegerField(_("version"))
    in_force_from = models.DateField(_("in force from"))
    values = models.JSONField(_("values"), default=dict)
    note = models.CharField(_("why"), max_length=300, validators=[guarded])

    objects = RecordManager.from_queryset(OfficeSettingQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["office", "version"]
        verbose_name = _("rule limits")
        verbose_name_plural = _("rule limits")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "version"],
                condition=ALIVE,
                name="limits_version_once",
                violation_error_message=_(
                    "Somebody else has just saved limits. Look at theirs and try again."
                ),
            )
        ]

    def __str__(self):
        return f"{self.office} {self.version}"


class TopicLevel(Record):
    """A topic's level in one office, or in one program (SASA!-type designs enter through power, R8).

    An office may raise a level; topics about violence are never lowered.
    """

    office = models.ForeignKey(CountryOffice, on_delete=models.CASCADE, related_name="topic_levels")
    program = models.ForeignKey(
        Program, on_delete=models.CASCADE, null=True, blank=True, related_name="topic_levels"
    )
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE)
    level = models.CharField(_("level"), max_length=12, choices=Level)

    objects = RecordManager.from_queryset(OfficeSettingQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["office", "topic"]
        verbose_name = _("topic level")
        verbose_name_plural = _("topic levels")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "topic"],
                condition=ALIVE & Q(program=None),
                name="topic_level_once_per_office",
                violation_error_message=_("This topic has a level of its own here already."),
            ),
            models.UniqueConstraint(
                fields=["program", "topic"],
                condition=ALIVE & Q(program__isnull=False),
                name="topic_level_once_per_program",
                violation_error_message=_("This topic has a level of its own in this program already."),
            ),
        ]

    def __str__(self):
        return f"{self.topic_id} {self.get_level_display()}"

    def clean(self):
        lowered = Level.values.index(self.level) < Level.values.index(self.topic.level)
        if lowered and self.topic.about_violence:
            raise ValidationError({"level": _("Topics about violence are never lowered.")})
        if lowered and self.program is None:
            raise ValidationError({"level": _("An office can raise a level, not lower it.")})
