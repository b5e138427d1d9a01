from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.kit.crypto import EncryptedCharField
from care_engage.kit.guard.fields import guarded
from care_engage.kit.models import Record, RecordManager
from programs.sequencing.spaces import MIXED

from .program import Program
from .session import Session

NOT_JOINT = _("Commitments are for sessions in which women and men plan together.")


class CommitmentKind(models.TextChoices):
    AT_HOME = "AT_HOME", _("In our own families")
    REACH_OTHERS = "REACH_OTHERS", _("Reaching others")
    SUPPORT_OTHERS = "SUPPORT_OTHERS", _("Standing by those who cross expectations")
    ADVOCACY = "ADVOCACY", _("Advocacy")


class CommitmentStatus(models.TextChoices):
    OPEN = "OPEN", _("Open")
    KEPT = "KEPT", _("Kept")
    DROPPED = "DROPPED", _("Dropped")


class ActionCommitmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(session__in=Session.objects.visible_to(user).values("pk"))

    def editable_by(self, user):
        """Whoever logs the session, and whoever plans its program."""
        programs = Program.objects.editable_by(user).values("pk")
        logged = Session.objects.loggable_by(user).values("pk")
        return self.visible_to(user).filter(
            models.Q(session__in=logged) | models.Q(session__intervention__program__in=programs)
        )


class ActionCommitment(Record):
    """What women and men planned together in a mixed session: the group's words, never a person's (S31)."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="commitments")
    kind = models.CharField(_("what it is for"), max_length=14, choices=CommitmentKind)
    text = EncryptedCharField(_("what the group will do"), max_length=300, validators=[guarded])
    due_on = models.DateField(_("by when"), null=True, blank=True)
    state = models.CharField(
        _("what became of it"), max_length=7, choices=CommitmentStatus, default=CommitmentStatus.OPEN
    )

    objects = RecordManager.from_queryset(ActionCommitmentQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")

    def __str__(self):
        return self.text

    def clean(self):
        if not takes_commitments(self.session):
            raise ValidationError(NOT_JOINT)


def takes_commitments(session):
    """Whether women and men are together in it, outside protected work (D7)."""
    return (session.space or session.intervention.space) in MIXED and not session.intervention.protected
