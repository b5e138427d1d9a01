from django.db import models
from django.utils.translation import gettext_lazy as _

from .program import Program


class Verdict(models.Model):
    """What the last audit said of a program, in the figures that the board sorts and filters by.

    Flags that were set aside are in `dismissed` and in no other figure.
    """

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
    dismissed = models.PositiveSmallIntegerField(default=0)
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
