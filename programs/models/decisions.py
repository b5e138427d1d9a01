"""What a program has made up its mind on: its plan against violence, inclusion, norms, barriers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.kit.crypto import EncryptedCharField
from care_engage.kit.guard.fields import guarded
from care_engage.kit.models import ALIVE, Record, RecordManager

from .partner import OfProgramQuerySet
from .program import Program


class GbvPart(models.TextChoices):
    MONITOR = "MONITOR", _("Monitor")
    PREVENT = "PREVENT", _("Prevent")
    MITIGATE = "MITIGATE", _("Mitigate")
    RESPOND = "RESPOND", _("Respond")


class GbvReview(Record):
    """One part of the plan against violence as it was written or reviewed on a day (S114, R23).

    A review is a new row, so that what stood on an earlier day can still be told.
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="gbv_reviews")
    part = models.CharField(_("part"), max_length=8, choices=GbvPart)
    text = models.TextField(_("what the program does"), max_length=1000, validators=[guarded])
    owner = models.CharField(_("who sees to it"), max_length=120, blank=True)
    reviewed_on = models.DateField(_("reviewed on"))

    objects = RecordManager.from_queryset(OfProgramQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["part", "-reviewed_on"]
        verbose_name = _("review of the GBV plan")
        verbose_name_plural = _("reviews of the GBV plan")
        constraints = [
            models.UniqueConstraint(
                fields=["program", "part", "reviewed_on"],
                condition=ALIVE,
                name="gbv_part_reviewed_once_a_day",
                violation_error_message=_("This part has a review of that day already. Correct that one."),
            ),
        ]

    def __str__(self):
        return f"{self.get_part_display()} {self.reviewed_on}"


class Inclusion(models.TextChoices):
    EXPLICIT = "EXPLICIT", _("Openly")
    QUIET = "QUIET", _("Quietly")
    NOT_SAFE_NOW = "NOT_SAFE_NOW", _("Not now: it is not safe")
    UNDECIDED = "UNDECIDED", _("Not decided yet")


class InclusionDecision(Record):
    """Whether and how LGBTQ+ people are safely included: a decision and advice, never people (R25, D7)."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="inclusion_decisions")
    decision = models.CharField(_("decision"), max_length=12, choices=Inclusion)
    advised_by = EncryptedCharField(_("advised by"), max_length=160, blank=True, validators=[guarded])
    decided_on = models.DateField(_("decided on"))

    objects = RecordManager.from_queryset(OfProgramQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-decided_on"]
        verbose_name = _("decision on inclusion")
        verbose_name_plural = _("decisions on inclusion")
        constraints = [
            models.UniqueConstraint(
                fields=["program", "decided_on"],
                condition=ALIVE,
                name="inclusion_decided_once_a_day",
                violation_error_message=_("There is a decision of that day already. Correct that one."),
            ),
            models.CheckConstraint(
                condition=~Q(decision="NOT_SAFE_NOW") | ~Q(advised_by=""),
                name="not_safe_now_rests_on_advice",
                violation_error_message=_("“Not safe” is an answer once somebody local advised it: say who."),
            ),
        ]

    def __str__(self):
        return f"{self.get_decision_display()} {self.decided_on}"


class TargetNorm(Record):
    """A social norm that the program wants to shift, and among whom (S8)."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="norms")
    statement = models.CharField(_("the norm as people would say it"), max_length=200, validators=[guarded])
    reference_group = models.CharField(
        _("whose opinion counts"), max_length=120, blank=True, validators=[guarded]
    )

    objects = RecordManager.from_queryset(OfProgramQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("norm")
        verbose_name_plural = _("norms")

    def __str__(self):
        return self.statement


class Actor(models.TextChoices):
    HUSBAND = "HUSBAND", _("Husbands")
    IN_LAW = "IN_LAW", _("In-laws")
    PARENT = "PARENT", _("Parents")
    LEADER = "LEADER", _("Leaders")
    PEER = "PEER", _("Peers")
    SERVICE = "SERVICE", _("Services")
    LAW = "LAW", _("The law")


class Barrier(Record):
    """What keeps women from markets or men from care, and who is behind it (S18)."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="barriers")
    statement = models.CharField(_("what stands in the way"), max_length=200, validators=[guarded])
    actor = models.CharField(_("who is behind it"), max_length=8, choices=Actor)

    objects = RecordManager.from_queryset(OfProgramQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["actor", "pk"]
        verbose_name = _("barrier")
        verbose_name_plural = _("barriers")

    def __str__(self):
        return self.statement
