"""What is learned and shared across country offices, and what the organization has committed to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.accounts.models import CountryOffice, RoleKind
from care_engage.kit.guard.fields import guarded, guarded_name
from care_engage.kit.models import ALIVE, Record, RecordManager

from .intervention import Element, Intervention


class SourceKind(models.TextChoices):
    CO_REFLECTION = "CO_REFLECTION", _("Reflection in the country office")
    LEARNING_DOC = "LEARNING_DOC", _("Learning document")
    DISCUSSION = "DISCUSSION", _("Discussion")
    EVALUATION = "EVALUATION", _("Evaluation")


class NoteKind(models.TextChoices):
    LESSON = "LESSON", _("Lesson")
    QUESTION = "QUESTION", _("Question")
    STUDY = "STUDY", _("Study")
    EVIDENCE = "EVIDENCE", _("Evidence for advocacy")


class LearningNoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What any office shares, and what the person's own offices keep to themselves."""
        if user.scope.everything:
            return self
        return self.filter(Q(shared=True) | Q(office__in=user.scope.plan_offices))

    def editable_by(self, user):
        kinds = (RoleKind.MANAGER, RoleKind.FACILITATOR, RoleKind.MEL, RoleKind.GBV_FOCAL_POINT)
        return user.scope.limit(self, "office_id", *kinds)


class LearningNote(Record):
    """A lesson, a question or a piece of evidence, about the work, never a person (S3, S102, S115)."""

    office = models.ForeignKey(CountryOffice, on_delete=models.CASCADE, related_name="learning_notes")
    noted_on = models.DateField(_("noted on"))
    kind = models.CharField(_("kind"), max_length=8, choices=NoteKind, default=NoteKind.LESSON)
    source_kind = models.CharField(_("where it comes from"), max_length=13, choices=SourceKind)
    element = models.CharField(_("about which element"), max_length=20, choices=Element, blank=True)
    intervention = models.ForeignKey(
        Intervention,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="learning_notes",
        verbose_name=_("for which work in alliances"),
    )
    title = models.CharField(_("in one line"), max_length=160, validators=[guarded_name])
    text = models.TextField(_("what was learned"), max_length=2000, validators=[guarded])
    shared = models.BooleanField(_("shared with all country offices"), default=False)

    objects = RecordManager.from_queryset(LearningNoteQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-noted_on", "-pk"]
        verbose_name = _("learning note")
        verbose_name_plural = _("learning notes")

    def __str__(self):
        return self.title


class Promise(models.TextChoices):
    """What change in norms asks of the organization itself (S107 to S116)."""

    LONG_TERM = "LONG_TERM", _("The work is planned for years, not for one project")
    SPONSOR = "SPONSOR", _("A named post in senior leadership stands behind work with men")
    MALE_ALLIES = "MALE_ALLIES", _("Male allies among the staff are supported")
    TEAMS = "TEAMS", _("Teams meet to coordinate linked work")
    TALENT = "TALENT", _("People stay: contracts, care, and a hand-over when somebody leaves")
    TRAINING = "TRAINING", _("Staff get training and technical support")
    THEORY = "THEORY", _("Every program has a theory, a strategy, a target and a way to learn")
    REFLECTION = "REFLECTION", _("Staff and partners keep reflecting on gender and power")
    GBV = "GBV", _("Every program monitors, prevents, mitigates and responds to violence")
    CO_LEARNING = "CO_LEARNING", _("What is learned is shared with other offices")
    RETURN = "RETURN", _("Once a year these answers, and the guidance, are looked at again")


class Standing(models.TextChoices):
    YES = "YES", _("Yes")
    PARTLY = "PARTLY", _("Partly")
    NO = "NO", _("No")


class OrgCommitmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """CARE's own staff: what the organization owes itself is not for its partners' (D9)."""
        return user.scope.limit(self, "office_id").exclude(office__in=user.scope.partner_offices)

    def editable_by(self, user):
        return user.scope.limit(self, "office_id", RoleKind.MANAGER)


class OrgCommitment(Record):
    """How an office stands with one of the promises."""

    office = models.ForeignKey(CountryOffice, on_delete=models.CASCADE, related_name="promises")
    promise = models.CharField(_("promise"), max_length=11, choices=Promise)
    standing = models.CharField(_("kept"), max_length=6, choices=Standing)
    note = models.CharField(_("what it rests on"), max_length=300, blank=True, validators=[guarded])
    looked_at_on = models.DateField(_("looked at on"))

    objects = RecordManager.from_queryset(OrgCommitmentQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["office", "pk"]
        verbose_name = _("promise of the organization")
        verbose_name_plural = _("promises of the organization")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "promise"],
                condition=ALIVE,
                name="promise_once_per_office",
                violation_error_message=_("Somebody has just answered this. Look at their answer first."),
            ),
        ]

    def __str__(self):
        return self.get_promise_display()
