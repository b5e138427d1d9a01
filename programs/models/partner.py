from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.accounts.models import CountryOffice, Place, RoleKind
from care_engage.kit.crypto import EncryptedCharField
from care_engage.kit.guard.fields import guarded
from care_engage.kit.models import ALIVE, Record, RecordManager
from care_engage.kit.states import Moves, free
from groups.models import Group, Organization
from groups.spaces import UNPROTECTED, GenderSpace

from .intervention import Intervention
from .program import Program


class TrustStage(models.TextChoices):
    """How far trust has grown; moves backwards are allowed and normal (S96 to S98)."""

    IDENTIFIED = "IDENTIFIED", _("Identified")
    CONTACTED = "CONTACTED", _("Contacted")
    IN_DIALOGUE = "IN_DIALOGUE", _("In dialogue")
    TRUST_BUILDING = "TRUST_BUILDING", _("Building trust")
    FORMAL = "FORMAL", _("Role agreed")
    ACTIVE_ACCOUNTABILITY = "ACTIVE_ACCOUNTABILITY", _("Holds us to account")
    PAUSED = "PAUSED", _("Paused")
    ENDED = "ENDED", _("Ended")


class PartnerRole(models.TextChoices):
    ACCOUNTABILITY = "ACCOUNTABILITY", _("Accountability")
    ADVOCACY = "ADVOCACY", _("Advocacy")
    TECHNICAL = "TECHNICAL", _("Technical")
    REFERRAL = "REFERRAL", _("Referral")


def role_agreed(partner):
    return "" if partner.role else _now("Agree on the partner's role first, and enter it.")


def two_offers_made(partner):
    """S97: trust begins with what we give, and is never counted up by itself."""
    offers = partner.trust_events.filter(kind="OFFER", deleted_at=None).count()
    return "" if offers >= 2 else _now("First offer something, twice at least, and write it down here.")


def feedback_answered(partner):
    answered = AccountabilityFeedback.objects.filter(
        from_organization=partner.organization, responded_on__isnull=False
    )
    return (
        "" if answered.exists() else _now("First record feedback from this partner, and your answer to it.")
    )


LADDER = [
    TrustStage.IDENTIFIED,
    TrustStage.CONTACTED,
    TrustStage.IN_DIALOGUE,
    TrustStage.TRUST_BUILDING,
    TrustStage.FORMAL,
    TrustStage.ACTIVE_ACCOUNTABILITY,
]
ENTRY = {
    TrustStage.TRUST_BUILDING: two_offers_made,
    TrustStage.FORMAL: role_agreed,
    TrustStage.ACTIVE_ACCOUNTABILITY: feedback_answered,
}


def _steps_from(stage):
    """One step up with its guard, any step back, a pause, an end."""
    at = LADDER.index(stage)
    up = {step: ENTRY.get(step, free) for step in LADDER[at + 1 : at + 2]}
    return up | dict.fromkeys(LADDER[:at], free) | {TrustStage.PAUSED: free, TrustStage.ENDED: free}


TRUST_MOVES = Moves(
    TrustStage,
    {stage: _steps_from(stage) for stage in LADDER}
    | {TrustStage.PAUSED: {step: ENTRY.get(step, free) for step in LADDER} | {TrustStage.ENDED: free}},
)


class OfProgramQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(program__in=Program.objects.visible_to(user).values("pk"))

    def editable_by(self, user):
        return self.filter(program__in=Program.objects.editable_by(user).values("pk"))


class AlliancePartner(Record):
    """An organization's relationship with a program (S96, S99)."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="partners")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="alliances")
    role = models.CharField(_("role"), max_length=16, choices=PartnerRole, blank=True)
    status = models.CharField(
        _("stage of trust"), max_length=22, choices=TrustStage, default=TrustStage.IDENTIFIED
    )
    first_contact_on = models.DateField(_("first contact on"), null=True, blank=True)
    last_contact_on = models.DateField(_("last contact on"), null=True, blank=True)
    shared_goals = models.CharField(_("shared goals"), max_length=300, blank=True, validators=[guarded])
    support_given = models.CharField(_("support given"), max_length=300, blank=True, validators=[guarded])
    budget_shared = models.BooleanField(_("shares the budget"), null=True, blank=True)

    objects = RecordManager.from_queryset(OfProgramQuerySet)()
    history = HistoricalRecords()
    moves = TRUST_MOVES

    class Meta:
        ordering = ["organization__name"]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.UniqueConstraint(
                fields=["program", "organization", "role"],
                condition=ALIVE,
                name="partner_once_per_role",
                violation_error_message=_("This organization already has this role in the program."),
            ),
            models.CheckConstraint(
                condition=Q(first_contact_on=None)
                | Q(last_contact_on=None)
                | Q(last_contact_on__gte=F("first_contact_on")),
                name="partner_contacts_in_order",
                violation_error_message=_("The last contact is before the first. Choose a later date."),
            ),
        ]

    def __str__(self):
        return str(self.organization)


class ExternalStatus(models.TextChoices):
    PLANNED = "PLANNED", _("Planned")
    ACTIVE = "ACTIVE", _("Active")
    COMPLETED = "COMPLETED", _("Completed")
    CANCELLED = "CANCELLED", _("Cancelled")


EXTERNAL_MOVES = Moves(
    ExternalStatus,
    {
        ExternalStatus.PLANNED: {ExternalStatus.ACTIVE: free, ExternalStatus.CANCELLED: free},
        ExternalStatus.ACTIVE: {ExternalStatus.COMPLETED: free, ExternalStatus.CANCELLED: free},
    },
)


class ExternalActivityQuerySet(models.QuerySet):
    def visible_to(self, user):
        rows = user.scope.plan_offices | user.scope.partner_offices
        return self if user.scope.everything else self.filter(office__in=rows)

    def editable_by(self, user):
        return user.scope.limit(self, "office_id", RoleKind.MANAGER, RoleKind.FACILITATOR)


class ExternalActivity(Record):
    """What another organization does with women, girls, men or boys in the same place (S20)."""

    office = models.ForeignKey(CountryOffice, on_delete=models.PROTECT, related_name="external_activities")
    code = models.CharField(_("code"), max_length=20)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="activities")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="external_activities")
    space = models.CharField(_("space"), max_length=12, choices=GenderSpace)
    description = models.CharField(_("what it is"), max_length=300, validators=[guarded])
    topics = models.JSONField(_("topics"), default=list, blank=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=ExternalStatus, default=ExternalStatus.PLANNED
    )
    last_confirmed_on = models.DateField(_("last confirmed on"), null=True, blank=True)
    held_on = models.JSONField(_("meetings they confirmed"), default=list, blank=True)

    objects = RecordManager.from_queryset(ExternalActivityQuerySet)()
    history = HistoricalRecords()
    moves = EXTERNAL_MOVES

    class Meta:
        ordering = ["starts_on", "code"]
        verbose_name = _("partner's activity")
        verbose_name_plural = _("partners' activities")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "code"],
                condition=ALIVE,
                name="external_code_once_per_office",
                violation_error_message=_("Another activity of this office has this code."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="external_dates_in_order",
                violation_error_message=_("The end date is before the start date. Choose a later end."),
            ),
            models.CheckConstraint(
                condition=Q(space__in=UNPROTECTED),
                name="external_space_is_a_space",
                violation_error_message=_("Choose one of the spaces on the list."),
            ),
        ]

    def __str__(self):
        return self.description


class SafeMethod(models.TextChoices):
    GROUP_DISCUSSION = "GROUP_DISCUSSION", _("Group discussion")
    ANONYMOUS_CARD = "ANONYMOUS_CARD", _("Anonymous cards")
    PARTNER_MEETING = "PARTNER_MEETING", _("Meeting with the partner")
    SURVEY = "SURVEY", _("Survey")


class AccountabilityFeedbackQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(intervention__in=Intervention.objects.visible_to(user).values("pk"))

    def editable_by(self, user):
        return self.filter(intervention__in=Intervention.objects.editable_by(user).values("pk"))


class AccountabilityFeedback(Record):
    """Women, girls or a partner speak about work with men, ask for changes, and get an answer (S22, S81)."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="feedback")
    given_on = models.DateField(_("given on"))
    from_group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="feedback"
    )
    from_organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="feedback"
    )
    safe_method = models.CharField(_("how it was asked"), max_length=20, choices=SafeMethod, blank=True)
    changes_asked = EncryptedCharField(
        _("changes asked for"),
        max_length=300,
        blank=True,
        validators=[guarded],
    )
    response = EncryptedCharField(_("our answer"), max_length=300, blank=True, validators=[guarded])
    responded_on = models.DateField(_("answered on"), null=True, blank=True)

    objects = RecordManager.from_queryset(AccountabilityFeedbackQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-given_on"]
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        constraints = [
            models.CheckConstraint(
                condition=Q(from_group__isnull=False, from_organization=None)
                | Q(from_group=None, from_organization__isnull=False),
                name="feedback_from_a_group_or_a_partner",
                violation_error_message=_("Choose who gave the feedback: a group or a partner."),
            ),
            models.CheckConstraint(
                condition=Q(responded_on=None) | Q(responded_on__gte=F("given_on")),
                name="feedback_answered_after_given",
                violation_error_message=_("The answer is before the question. Choose a later date."),
            ),
        ]

    def __str__(self):
        return f"{self.intervention} {self.given_on}"
