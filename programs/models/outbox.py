"""Receipts of what devices in the field have sent: what makes sending twice harmless."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .session import Session


class OutboxQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A receipt is between a person's devices and the server; nobody else reads it."""
        return self if user.scope.superuser else self.filter(user=user)


class OutboxEntry(models.Model):
    """An entry that came from somebody's device and was stored with this very session.

    Written in the transaction that saves the session, so that an entry whose answer was lost is known when
    it comes again. It holds no content, only its hash (SHA-256, 64 hexadecimal digits).
    """

    class Outcome(models.TextChoices):
        LOGGED = "LOGGED", _("Logged")
        NOT_HELD = "NOT_HELD", _("Did not happen")
        SAME = "SAME", _("Was there already, with the same content")

    client_id = models.UUIDField(_("id on the device"), unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="receipts")
    hash = models.CharField(max_length=64)
    outcome = models.CharField(max_length=8, choices=Outcome)
    stored_at = models.DateTimeField()

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ["-stored_at"]
        verbose_name = _("entry from a device")
        verbose_name_plural = _("entries from devices")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["LOGGED", "NOT_HELD", "SAME"]),
                name="outbox_outcome_is_an_outcome",
                violation_error_message=_("An entry from a device was logged, did not happen, or was there."),
            ),
            models.CheckConstraint(
                condition=Q(hash__regex=r"^[0-9a-f]+$"),
                name="outbox_hash_is_hexadecimal",
                violation_error_message=_("The hash of an entry is written in hexadecimal digits."),
            ),
        ]

    def __str__(self):
        return str(self.client_id)
