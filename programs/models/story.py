"""Celebrations and media outputs (B3, S90 to S92, S100, S101), and who agreed to be shown in them.

`programs.consent_triggers` lets the database refuse what R22 forbids, whoever asks.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from simple_history.models import HistoricalRecords

from care_engage.kit.guard.fields import guarded_name
from care_engage.kit.models import ALIVE, Record, RecordManager
from care_engage.kit.states import DatedStates, Moves, free
from groups.models import ChangeAgent

from ..consent_triggers import REFUSAL
from ..sequencing import people
from ..sequencing.rules.consent import lacking
from .partner import OfProgramQuerySet
from .program import Program

MOST_SHOWN = 500


class StoryKind(models.TextChoices):
    CELEBRATION = "CELEBRATION", _("Celebration of role models")
    TESTIMONY = "TESTIMONY", _("Testimony")
    THEATRE = "THEATRE", _("Theater")
    MUSIC = "MUSIC", _("Music")
    RADIO_DRAMA = "RADIO_DRAMA", _("Radio drama")
    FILM = "FILM", _("Film")
    VISUAL = "VISUAL", _("Pictures")
    SOCIAL_MEDIA = "SOCIAL_MEDIA", _("Social media")


class Reach(models.IntegerChoices):
    """How far it goes: a consent holds for its own reach and for less."""

    HERE = 1, _("People who are there")
    COUNTRY = 2, _("Radio, print or film in the country")
    ANYWHERE = 3, _("Online, anywhere")


class StoryStatus(models.TextChoices):
    DRAFT = "DRAFT", _("Draft")
    CONSENT_CHECKED = "CONSENT_CHECKED", _("Consents checked")
    SCHEDULED = "SCHEDULED", _("Scheduled")
    PUBLISHED = "PUBLISHED", _("Published")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


def all_agreed(story):
    """R22, said beforehand: the rule itself is asked."""
    if not story.no_harm_shown:
        return _now("Check first that nobody is shown as a survivor of violence.")
    if missing := lacking(as_fact(story), story.local_today()):
        said = ngettext(
            "Cannot go on: %(n)d consent is missing or does not hold.",
            "Cannot go on: %(n)d consents are missing or do not hold.",
            missing,
        )
        return said % {"n": missing}
    return ""


def all_agreed_for_the_day(story):
    if not story.shown_on:
        return _now("Enter first the day on which it is shown.")
    return all_agreed(story)


TAKE_BACK = {StoryStatus.DRAFT: free}
STORY_MOVES = Moves(
    StoryStatus,
    {
        StoryStatus.DRAFT: {StoryStatus.CONSENT_CHECKED: all_agreed},
        StoryStatus.CONSENT_CHECKED: {StoryStatus.SCHEDULED: all_agreed_for_the_day, **TAKE_BACK},
        StoryStatus.SCHEDULED: {StoryStatus.PUBLISHED: all_agreed_for_the_day, **TAKE_BACK},
        StoryStatus.PUBLISHED: {StoryStatus.WITHDRAWN: free},
    },
)


class Story(DatedStates, Record):
    """What shows people or their homes in public. `people` counts everybody shown, household members too."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="stories")
    title = models.CharField(_("title"), max_length=160, validators=[guarded_name])
    kind = models.CharField(_("kind"), max_length=14, choices=StoryKind)
    reach = models.PositiveSmallIntegerField(_("who will see it"), choices=Reach)
    people = models.PositiveSmallIntegerField(
        _("people shown"),
        help_text=_("Everybody featured, and everybody whose private life is shown with them."),
    )
    no_harm_shown = models.BooleanField(_("nobody is shown as a survivor of violence"), default=False)
    shown_on = models.DateField(_("shown on"), null=True, blank=True)
    agents = models.ManyToManyField(
        ChangeAgent, blank=True, related_name="stories", verbose_name=_("change agents who speak in it")
    )
    status = models.CharField(_("status"), max_length=16, choices=StoryStatus, default=StoryStatus.DRAFT)

    objects = RecordManager.from_queryset(OfProgramQuerySet)()
    history = HistoricalRecords(m2m_fields=[agents])
    moves = STORY_MOVES

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=StoryStatus.values),
                name="story_status_is_a_status",
                violation_error_message=_("Choose one of the states on the list."),
            ),
            models.CheckConstraint(
                condition=Q(people__lte=MOST_SHOWN),
                name="story_people_are_plausible",
                violation_error_message=_("A story shows at most 500 people."),
            ),
            models.CheckConstraint(
                condition=Q(reach__range=(1, 3)),
                name="story_reach_is_a_reach",
                violation_error_message=_("Choose who will see it."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["SCHEDULED", "PUBLISHED"]) | Q(shown_on__isnull=False),
                name="story_has_its_day",
                violation_error_message=_("Enter the day on which it is shown."),
            ),
        ]

    def __str__(self):
        return self.title

    def local_today(self):
        return self.program.office.today()

    def save(self, *args, **kwargs):
        """What the database refuses for want of consents is told as a sentence."""
        try:
            super().save(*args, **kwargs)
        except IntegrityError as error:
            if REFUSAL in str(error):
                raise ValidationError(
                    _now("Not everybody who is shown has agreed to this."), code="refused"
                ) from error
            raise


class ConsentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(story__in=Story.objects.visible_to(user).values("pk"))

    def editable_by(self, user):
        return self.filter(story__in=Story.objects.editable_by(user).values("pk"))


class ConsentRecord(Record):
    """One person's word, by the number of their paper, which is kept outside of this system (D6)."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="consents")
    person_ref = models.CharField(
        _("number of the paper"), max_length=10, help_text=_("Such as C-14. Never a name.")
    )
    of_household = models.BooleanField(_("of the household of somebody featured"), default=False)
    given_on = models.DateField(_("agreed on"), null=True, blank=True)
    reach = models.PositiveSmallIntegerField(_("to be seen by"), choices=Reach)
    expires_on = models.DateField(_("until"), null=True, blank=True, help_text=_("Empty: without an end."))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    child = models.BooleanField(_("under 18"), default=False)
    guardian_on = models.DateField(_("guardian agreed on"), null=True, blank=True)
    assent_on = models.DateField(_("the child agreed on"), null=True, blank=True)

    objects = RecordManager.from_queryset(ConsentQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["person_ref", "pk"]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["story", "person_ref"],
                condition=ALIVE,
                name="consent_once_per_person",
                violation_error_message=_("The consent with this number is on record already."),
            ),
            models.CheckConstraint(
                condition=Q(person_ref__regex=r"^[A-Z]{1,3}-[0-9]{1,5}$"),
                name="consent_is_a_number",
                violation_error_message=_(
                    "The number of the paper: letters, a dash and digits, such as C-14."
                ),
            ),
            models.CheckConstraint(
                condition=Q(given_on=None) | Q(expires_on=None) | Q(expires_on__gte=F("given_on")),
                name="consent_ends_after_it_was_given",
                violation_error_message=_("It ends before it was given. Choose a later day."),
            ),
            models.CheckConstraint(
                condition=Q(given_on=None) | Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")),
                name="consent_withdrawn_after_it_was_given",
                violation_error_message=_("It was withdrawn before it was given. Choose a later day."),
            ),
            models.CheckConstraint(
                condition=Q(reach__range=(1, 3)),
                name="consent_reach_is_a_reach",
                violation_error_message=_("Choose who may see it."),
            ),
        ]

    def __str__(self):
        return self.person_ref

    def withdraw(self, on):
        """Always possible, and at once (D6); said twice, the first day holds."""
        self.withdrawn_on = self.withdrawn_on or on
        self.save()


def as_fact(story):
    """The story as R22 sees it."""
    consents = story.consents.filter(deleted_at=None) if story.pk else ()
    return people.Story(
        story.title,
        (),
        story.shown_on,
        story.reach,
        story.people,
        story.no_harm_shown,
        tuple(
            people.Consent(
                *(one.given_on, one.expires_on, one.withdrawn_on),
                *(one.reach, one.child, one.guardian_on, one.assent_on),
            )
            for one in consents
        ),
        (),
    )
