from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.kit.models import ALIVE, Record, RecordManager
from groups.models import ChangeAgent

from .session import Session


class StageRole(models.TextChoices):
    SPEAKER = "SPEAKER", _("Speaks")
    COHOST = "COHOST", _("Hosts with us")
    PARTICIPANT = "PARTICIPANT", _("Takes part as others do")


class AppearanceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(session__in=Session.objects.visible_to(user).values("pk"))

    def editable_by(self, user):
        return self.filter(session__in=Session.objects.editable_by(user).values("pk"))


class Appearance(Record):
    """A change agent in a session, on stage or among the others (R13)."""

    agent = models.ForeignKey(
        ChangeAgent, on_delete=models.CASCADE, related_name="appearances", verbose_name=_("change agent")
    )
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="appearances")
    role = models.CharField(_("as"), max_length=12, choices=StageRole)

    objects = RecordManager.from_queryset(AppearanceQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        constraints = [
            models.UniqueConstraint(
                fields=["agent", "session"],
                condition=ALIVE,
                name="appears_once_per_session",
                violation_error_message=_("This change agent is in this session already."),
            ),
        ]

    def __str__(self):
        return f"{self.agent}, {self.get_role_display()}"
