"""How trust with a partner grows: what was offered and asked, their worries and our answers (S97, S98)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.kit.guard.fields import guarded
from care_engage.kit.models import ALIVE, Record, RecordManager

from .partner import AlliancePartner


class OfPartnerQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(partner__in=AlliancePartner.objects.visible_to(user).values("pk"))

    def editable_by(self, user):
        return self.filter(partner__in=AlliancePartner.objects.editable_by(user).values("pk"))


class TrustKind(models.TextChoices):
    OFFER = "OFFER", _("We offered")
    ASK = "ASK", _("We asked")


class TrustEvent(Record):
    """Something we gave a partner or asked of it. It never moves the stage of trust by itself."""

    partner = models.ForeignKey(AlliancePartner, on_delete=models.CASCADE, related_name="trust_events")
    happened_on = models.DateField(_("on"))
    kind = models.CharField(_("offer or request"), max_length=5, choices=TrustKind)
    note = models.CharField(_("what it was"), max_length=300, validators=[guarded])

    objects = RecordManager.from_queryset(OfPartnerQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-happened_on", "-pk"]
        verbose_name = _("step of trust")
        verbose_name_plural = _("steps of trust")

    def __str__(self):
        return self.note


class Worry(models.TextChoices):
    MALE_ALLIES = "MALE_ALLIES", _("Working with male allies")
    INGO = "INGO", _("Working with an international organization")
    RESOURCES = "RESOURCES", _("Money going to men")
    CREDIT = "CREDIT", _("Who gets the credit")
    SAFETY = "SAFETY", _("Safety")
    OTHER = "OTHER", _("Something else")


class PartnerWorry(Record):
    """What a partner is mistrustful of, and what we answered (S98)."""

    partner = models.ForeignKey(AlliancePartner, on_delete=models.CASCADE, related_name="worries")
    worry = models.CharField(_("worry"), max_length=12, choices=Worry)
    words = models.CharField(_("in their words"), max_length=300, blank=True, validators=[guarded])
    answer = models.CharField(_("our answer"), max_length=300, blank=True, validators=[guarded])
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    objects = RecordManager.from_queryset(OfPartnerQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("worry")
        verbose_name_plural = _("worries")
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "worry"],
                condition=ALIVE & ~Q(worry="OTHER"),
                name="worry_once_per_partner",
                violation_error_message=_("This worry is on record already. Add to it there."),
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | ~Q(answer=""),
                name="answered_worry_has_an_answer",
                violation_error_message=_("Write down the answer that was given."),
            ),
        ]

    def __str__(self):
        return self.get_worry_display()
