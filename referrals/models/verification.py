"""The calls by which a service is verified: acts of their own, with a name and a date."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.kit.models import Record, RecordManager

from .access import ConfigurationQuerySet
from .directory import Service
from .words import Outcome, ServiceStatus

SETS = {
    Outcome.CONFIRMED: ServiceStatus.AVAILABLE,
    Outcome.LIMITED: ServiceStatus.LIMITED,
    Outcome.TEMPORARILY_CLOSED: ServiceStatus.TEMPORARILY_CLOSED,
    Outcome.CLOSED: ServiceStatus.CLOSED,
}
"""The status that a call leaves behind. A call that reached nobody changes nothing; one that found other
details than ours makes the service amber until they are corrected and confirmed."""


class VerificationQuerySet(ConfigurationQuerySet):
    office_path = "service__organization__office_id"


class Verification(Record):
    """Somebody asked the service itself on this day whether what the card says is right."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="verifications")
    verified_by = models.CharField(
        _("verified by"), max_length=120, help_text=_("The specialist who spoke with the service.")
    )
    organization = models.CharField(_("of"), max_length=160, blank=True)
    verified_on = models.DateField(_("on"))
    next_on = models.DateField(_("next call on"), null=True, blank=True)
    outcome = models.CharField(_("what the call found"), max_length=20, choices=Outcome)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = RecordManager.from_queryset(VerificationQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-verified_on", "-pk"]
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        constraints = [
            models.CheckConstraint(
                condition=~Q(verified_by=""),
                name="verification_has_a_name",
                violation_error_message=_("Name the specialist who spoke with the service."),
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["NOT_REACHED", "CHANGED"]) | Q(next_on__gt=F("verified_on")),
                name="verification_names_the_next",
                violation_error_message=_("Say when the next call is due, after this one."),
            ),
        ]

    def __str__(self):
        return f"{self.service}, {self.verified_on}"

    @transaction.atomic
    def record(self):
        """Save the call, and set what it found on the service (the latest call counts)."""
        self.save()
        service = self.service
        latest = service.last_checked_on is None or self.verified_on >= service.last_checked_on
        if self.outcome == Outcome.CHANGED and service.last_checked_on:
            service.next_check_on = service.last_checked_on + timedelta(days=1)
            service.save()
        elif self.outcome in SETS and latest:
            service.status = SETS[self.outcome]
            service.last_checked_on = self.verified_on
            service.next_check_on = self.next_on
            service.save()
        return self
