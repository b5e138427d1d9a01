from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.accounts.models import Place
from care_engage.kit.crypto import EncryptedCharField
from care_engage.kit.guard.fields import guarded, guarded_name
from care_engage.kit.models import ALIVE, Record, RecordManager
from care_engage.kit.states import Moves, free
from groups.models import PROTECTED, Facilitator, Group, Organization
from groups.spaces import GenderSpace

from .program import Program
from .topic import Topic


class Element(models.TextChoices):
    """The six elements of the brief, and linked women's or girls' work outside them (B0)."""

    CONSCIENTIZATION = "CONSCIENTIZATION", _("Conscientization")
    INTIMATE_DIALOGUES = "INTIMATE_DIALOGUES", _("Intimate dialogues")
    BUILDING_BASE = "BUILDING_BASE", _("Building the base")
    STEPPING_OUT = "STEPPING_OUT", _("Stepping out, stepping up")
    ALLIANCES = "ALLIANCES", _("Alliances for advocacy")
    SYNCHRONIZATION = "SYNCHRONIZATION", _("Synchronization")
    WGE = "WGE", _("Women's and girls' empowerment")


class Purpose(models.TextChoices):
    OWN_CHANGE = "OWN_CHANGE", _("Own change")
    ALLY_ACTION = "ALLY_ACTION", _("Acting as an ally")
    SUPPORT_WOMEN_ACCESS = "SUPPORT_WOMEN_ACCESS", _("Supporting women's access")
    RISK_MITIGATION = "RISK_MITIGATION", _("Lowering risks to women")


class Relationship(models.TextChoices):
    """Whose relationships intimate dialogues are about (S57)."""

    INTIMATE_PARTNERS = "INTIMATE_PARTNERS", _("Intimate partners")
    WIVES_INLAWS = "WIVES_INLAWS", _("Wives and in-laws")
    ADOLESCENTS_PARENTS = "ADOLESCENTS_PARENTS", _("Adolescents and parents")
    SIBLINGS = "SIBLINGS", _("Siblings")
    CO_WIVES = "CO_WIVES", _("Co-wives")
    OTHER = "OTHER", _("Others")


class AdvocacyLevel(models.TextChoices):
    """How far work in alliances reaches (S32)."""

    COMMUNITY = "COMMUNITY", _("Community")
    SUB_NATIONAL = "SUB_NATIONAL", _("District or province")
    NATIONAL = "NATIONAL", _("National")
    REGIONAL_GLOBAL = "REGIONAL_GLOBAL", _("Regional or global")


class InterventionStatus(models.TextChoices):
    DRAFT = "DRAFT", _("Draft")
    PLANNED = "PLANNED", _("Planned")
    ACTIVE = "ACTIVE", _("Active")
    PAUSED = "PAUSED", _("Paused")
    COMPLETED = "COMPLETED", _("Completed")
    CANCELLED = "CANCELLED", _("Cancelled")


def planned_in_full(intervention):
    if intervention.space == GenderSpace.COMMUNITY or (intervention.pk and intervention.groups.exists()):
        return ""
    return _now("Choose the group that takes part, or make it open to the community.")


def reason_given(intervention):
    return "" if intervention.status_reason.strip() else _now("Say why, so that others can plan around it.")


def end_recorded(intervention):
    return "" if intervention.actual_ended_on else _now("Enter the day on which it ended.")


CANCEL = {InterventionStatus.CANCELLED: reason_given}
INTERVENTION_MOVES = Moves(
    InterventionStatus,
    {
        InterventionStatus.DRAFT: {InterventionStatus.PLANNED: planned_in_full, **CANCEL},
        InterventionStatus.PLANNED: {InterventionStatus.ACTIVE: free, **CANCEL},
        InterventionStatus.ACTIVE: {
            InterventionStatus.PAUSED: reason_given,
            InterventionStatus.COMPLETED: end_recorded,
            **CANCEL,
        },
        InterventionStatus.PAUSED: {
            InterventionStatus.ACTIVE: free,
            InterventionStatus.COMPLETED: end_recorded,
            **CANCEL,
        },
    },
)


class InterventionQuerySet(models.QuerySet):
    def led_by(self, user):
        """Interventions that the person leads, or whose group they work with, as long as they are there."""
        posts = Facilitator.objects.filter(user=user, left_on=None).values("pk")
        leads = Intervention.facilitators.through.objects.filter(facilitator__in=posts)
        works = Group.facilitators.through.objects.filter(facilitator__in=posts)
        through = Intervention.groups.through.objects.filter(group__in=works.values("group"))
        theirs = Q(pk__in=leads.values("intervention")) | Q(pk__in=through.values("intervention"))
        return self.filter(theirs, ~Q(space=GenderSpace.LGBTQ) | self.of_named(user))

    def visible_to(self, user):
        """Those of visible programs; partner staff: their own; protected: if a group names them (D7, D9)."""
        office = Q()
        if not user.scope.everything:
            own = Intervention.objects.led_by(user).values("pk")
            office = Q(program__office__in=user.scope.plan_offices)
            office |= Q(program__office__in=user.scope.partner_offices, pk__in=own)
        return self.filter((office & ~Q(space=GenderSpace.LGBTQ)) | Intervention.objects.of_named(user))

    def of_named(self, user):
        """The condition of those whose protected group names this person."""
        groups = Group.objects.named_to(user).values("pk")
        through = Intervention.groups.through.objects.filter(group__in=groups).values("intervention")
        return Q(space=GenderSpace.LGBTQ, pk__in=through)

    def editable_by(self, user):
        return self.visible_to(user).filter(program__in=Program.objects.editable_by(user).values("pk"))


class Intervention(Record):
    """One of the six elements, or linked women's work, with the groups that take part in it.

    `space` is declared here; a session may differ (a couples session inside a men's curriculum).
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="interventions")
    code = models.CharField(_("code"), max_length=20)
    title = EncryptedCharField(_("title"), max_length=160, only_if=PROTECTED, validators=[guarded_name])
    groups = models.ManyToManyField(Group, blank=True, related_name="interventions")
    element = models.CharField(_("element"), max_length=20, choices=Element)
    also_elements = models.JSONField(_("also"), default=list, blank=True)
    space = models.CharField(_("space"), max_length=12, choices=GenderSpace)
    purpose = models.JSONField(_("purpose"), default=list, blank=True)
    relationship_focus = models.JSONField(_("relationships it is about"), default=list, blank=True)
    advocacy_level = models.CharField(
        _("level of advocacy"), max_length=15, choices=AdvocacyLevel, blank=True
    )
    curriculum = models.CharField(_("curriculum"), max_length=160, blank=True, validators=[guarded_name])
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="interventions",
        help_text=_("If other than the group's."),
    )
    starts_on = models.DateField(_("planned start"))
    ends_on = models.DateField(_("planned end"), null=True, blank=True)
    actual_started_on = models.DateField(_("started on"), null=True, blank=True)
    actual_ended_on = models.DateField(_("ended on"), null=True, blank=True)
    implementing_organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("carried out by")
    )
    facilitators = models.ManyToManyField(Facilitator, blank=True, related_name="interventions")
    stand_alone_by_design = models.BooleanField(_("stands alone by design"), default=False)
    stand_alone_reason = EncryptedCharField(
        _("reason, as the women's group gave it"), max_length=300, blank=True, validators=[guarded]
    )
    status = models.CharField(
        _("status"), max_length=10, choices=InterventionStatus, default=InterventionStatus.DRAFT
    )
    status_reason = models.CharField(
        _("why paused or cancelled"), max_length=200, blank=True, validators=[guarded]
    )

    objects = RecordManager.from_queryset(InterventionQuerySet)()
    history = HistoricalRecords(m2m_fields=[groups, facilitators])
    moves = INTERVENTION_MOVES

    class Meta:
        ordering = ["starts_on", "code"]
        verbose_name = _("intervention")
        verbose_name_plural = _("interventions")
        constraints = [
            models.UniqueConstraint(
                fields=["program", "code"],
                condition=ALIVE & ~Q(space="LGBTQ"),  # or "taken" would tell that there is one
                name="intervention_code_once_per_program",
                violation_error_message=_("Another intervention of this program has this code."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="intervention_dates_in_order",
                violation_error_message=_("The end date is before the start date. Choose a later end."),
            ),
            models.CheckConstraint(
                condition=Q(actual_ended_on=None)
                | Q(actual_started_on=None)
                | Q(actual_ended_on__gte=F("actual_started_on")),
                name="intervention_actual_dates_in_order",
                violation_error_message=_("It ended before it started. Choose a later end."),
            ),
            models.CheckConstraint(
                condition=Q(space__in=GenderSpace.values),
                name="intervention_space_is_a_space",
                violation_error_message=_("Choose one of the spaces on the list."),
            ),
            models.CheckConstraint(
                condition=~Q(space="LGBTQ") | Q(place=None),
                name="protected_intervention_has_no_place",
                violation_error_message=_("Of a protected space only the country is known, never a place."),
            ),
            models.CheckConstraint(
                condition=Q(element__in=Element.values),
                name="intervention_element_is_an_element",
                violation_error_message=_("Choose one of the elements on the list."),
            ),
            models.CheckConstraint(
                condition=Q(stand_alone_by_design=False) | ~Q(stand_alone_reason=""),
                name="standing_alone_has_a_reason",
                violation_error_message=_("Write down the reason that the women's group gave."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def protected(self):
        return self.space == GenderSpace.LGBTQ

    def clean(self):
        if self.protected and not self.program.office.protected_spaces:
            raise ValidationError({"space": _now("Choose one of the spaces on the list.")})

    def save(self, *args, **kwargs):
        """Where it is not safe, a protected space cannot be stored, by whatever way it comes (D7)."""
        self.clean()
        super().save(*args, **kwargs)

    @property
    def start(self):
        return self.actual_started_on or self.starts_on

    @property
    def end(self):
        """The last day, or None while it is open-ended."""
        return self.actual_ended_on or self.ends_on


class JointWaiver(Record):
    """Women or girls advise against a joint space on a topic: a valid answer to R6, kept with its reason."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="joint_waivers")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT)
    recorded_on = models.DateField(_("recorded on"))
    reason = EncryptedCharField(_("reason"), max_length=300, validators=[guarded])

    objects = RecordManager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("joint space waiver")
        verbose_name_plural = _("joint space waivers")
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "topic"],
                condition=ALIVE,
                name="joint_waiver_once",
                violation_error_message=_("This is on record already."),
            )
        ]

    def __str__(self):
        return f"{self.intervention} {self.topic_id}"
