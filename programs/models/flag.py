from django.db import models
from django.utils.translation import gettext_lazy as _

from .program import Program


class Severity(models.TextChoices):
    """In the order in which they are shown, worst first."""

    CRITICAL = "CRITICAL", _("critical")
    HIGH = "HIGH", _("high")
    MEDIUM = "MEDIUM", _("medium")
    LOW = "LOW", _("low")
    WARNING = "WARNING", _("warning")


class FlagQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(program__in=Program.objects.visible_to(user).values("pk"))

    def open(self):
        return self.filter(resolved_on=None)


class Flag(models.Model):
    """A finding kept over time: since when a rule has said this of a subject, and when it stopped.

    Written by `programs.auditing` alone. `subject`, `reason` and `topic` are the finding's own; empty
    text, not null, where absent, so that the database can hold one open flag for each.
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="flags")
    rule = models.CharField(max_length=3)
    subject = models.CharField(max_length=40)
    reason = models.CharField(max_length=40, blank=True)
    topic = models.CharField(max_length=3, blank=True)
    severity = models.CharField(max_length=8, choices=Severity)
    first_seen_on = models.DateField()
    last_seen_on = models.DateField()
    resolved_on = models.DateField(null=True, blank=True)

    objects = FlagQuerySet.as_manager()

    class Meta:
        ordering = ["program", "rule", "subject"]
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        constraints = [
            models.UniqueConstraint(
                fields=["program", "rule", "subject", "reason", "topic"],
                condition=models.Q(resolved_on=None),
                name="one_open_flag_per_finding",
            )
        ]

    def __str__(self):
        return f"{self.rule} {self.subject}"


class Verdict(models.Model):
    """What the last audit said of a program, in the figures that the board sorts and filters by."""

    program = models.OneToOneField(
        Program, on_delete=models.CASCADE, primary_key=True, related_name="verdict"
    )
    audited_at = models.DateTimeField()
    audited_on = models.DateField(help_text="The evaluation date of that audit.")
    rank = models.PositiveSmallIntegerField(
        default=0, help_text="5 critical, 4 high, 3 medium, 2 low, 1 warning, 0 nothing to repair."
    )
    critical = models.PositiveSmallIntegerField(default=0)
    high = models.PositiveSmallIntegerField(default=0)
    medium = models.PositiveSmallIntegerField(default=0)
    low = models.PositiveSmallIntegerField(default=0)
    warning = models.PositiveSmallIntegerField(default=0)
    oldest_flag_on = models.DateField(null=True)
    men_only = models.PositiveSmallIntegerField(default=0)
    men_only_delivered = models.PositiveSmallIntegerField(
        default=0, help_text="Of these, linked and delivered (LINKED_DELIVERED, C0)."
    )

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        indexes = [models.Index(fields=["-rank", "program"], name="worst_first")]

    def __str__(self):
        return f"{self.program_id}: {self.rank}"
