"""Organizations, and the people who lead sessions for them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.accounts.models import CountryOffice, RoleKind
from care_engage.kit.models import ALIVE, Record, RecordManager

from ..spaces import Column


class OrganizationKind(models.TextChoices):
    CARE_OFFICE = "CARE_OFFICE", _("CARE office")
    IMPLEMENTING_PARTNER = "IMPLEMENTING_PARTNER", _("Implementing partner")
    WRO = "WRO", _("Women's rights organization")
    FEMINIST = "FEMINIST", _("Feminist network or movement")
    GIRL_LED = "GIRL_LED", _("Girl-led organization")
    LGBTQ_ORG = "LGBTQ_ORG", _("LGBTQ+ organization")
    MENS_ORG = "MENS_ORG", _("Men's organization")
    CSO_PLATFORM = "CSO_PLATFORM", _("Civil society platform")
    GOVERNMENT = "GOVERNMENT", _("Government")
    FAITH = "FAITH", _("Faith organization")
    MEDIA = "MEDIA", _("Media")
    RESEARCH = "RESEARCH", _("Research")
    OTHER = "OTHER", _("Other")


class OfficeQuerySet(models.QuerySet):
    """Rows that belong to an office and are seen by whoever reads its plans."""

    def visible_to(self, user):
        if user.scope.everything:
            return self
        return self.filter(office__in=user.scope.plan_offices | user.scope.partner_offices)

    def editable_by(self, user):
        return user.scope.limit(self, "office_id", RoleKind.MANAGER, RoleKind.OFFICE_ADMIN)


class Organization(Record):
    """CARE itself, its partners and its allies. `safe_alias` is shown wherever naming it is risky."""

    office = models.ForeignKey(CountryOffice, on_delete=models.PROTECT, related_name="organizations")
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=24, choices=OrganizationKind)
    women_led = models.BooleanField(_("led by women"), null=True, blank=True)
    safe_alias = models.CharField(
        _("safe alias"),
        max_length=80,
        blank=True,
        help_text=_("Shown instead of the name where naming it is risky."),
    )

    objects = RecordManager.from_queryset(OfficeQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"],
                condition=ALIVE,
                name="organization_once_per_office",
                violation_error_message=_("This organization is already on the list."),
            )
        ]

    def __str__(self):
        return self.safe_alias or self.name


class Facilitator(Record):
    """A person who leads sessions: a user, with the organization they work for."""

    office = models.ForeignKey(CountryOffice, on_delete=models.PROTECT, related_name="facilitators")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="facilitating")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    gender = models.CharField(
        _("gender, as stated"),
        max_length=20,
        choices=Column,
        blank=True,
        help_text=_("Only if the person wishes."),
    )
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = RecordManager.from_queryset(OfficeQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["user__name"]
        verbose_name = _("facilitator")
        verbose_name_plural = _("facilitators")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "user"],
                condition=ALIVE,
                name="facilitator_once_per_office",
                violation_error_message=_("This person is already a facilitator here."),
            )
        ]

    def __str__(self):
        return self.user.name
