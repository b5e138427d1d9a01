"""The directory of services, shaped after Open Referral HSDS 3 (docs.openreferral.org).

Names are the standard's where it has them: organization, service, schedule (byday, opens_at, closes_at),
service_area, phone, email, url, fees_description, eligibility (minimum_age, maximum_age), accessibility,
required_document, alert, contact (by role). `last_checked_on` is its `assured_date`.
"""

import re
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.accounts.models import CountryOffice, Place
from care_engage.kit.models import ALIVE, Record, RecordManager

from .access import ConfigurationQuerySet
from .words import Cost, Sector, Serves, ServiceStatus, Weekday

# A house number beside a street word, a plot or a pair of coordinates: how an address reads.
ADDRESS = re.compile(
    r"\b(street|road|avenue|lane|plot|house|rue|maison|calle|casa|rua|شارع|st\.|rd\.)\b.{0,30}\d"
    r"|\d.{0,30}\b(street|road|avenue|lane|plot|house|rue|maison|calle|casa|rua|شارع)\b"
    r"|-?\d{1,2}\.\d{3,}\D{1,4}-?\d{1,3}\.\d{3,}",
    re.IGNORECASE,
)


def reads_like_an_address(text):
    return bool(ADDRESS.search(text or ""))


HOLDS_FOR = 180
"""Days for which a pathway's verification usually holds (B4, R10)."""


class ReferralLimits(Record):
    """How long a checked service is trusted in this office; without a row the usual values hold."""

    office = models.OneToOneField(CountryOffice, on_delete=models.CASCADE, related_name="referral_limits")
    amber_after = models.PositiveSmallIntegerField(
        _("days until a service turns amber"),
        default=90,
        help_text=_("It stays on the card, marked “check before you go”, and is on the list of calls."),
    )
    drop_after = models.PositiveSmallIntegerField(
        _("days until a service leaves the card"),
        default=180,
        help_text=_("After that many days nobody is sent there until somebody has called again."),
    )

    pathway_valid = models.PositiveSmallIntegerField(
        _("days that the verification of a pathway holds"), default=HOLDS_FOR, editable=False
    )
    """Of R10: the office's page of rule limits sets it (`office.rules.follow`), so that both say the same."""

    objects = RecordManager.from_queryset(ConfigurationQuerySet)()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("limits of the referral card")
        verbose_name_plural = _("limits of the referral card")
        constraints = [
            models.CheckConstraint(
                condition=Q(amber_after__gte=7) & Q(drop_after__lte=365) & Q(drop_after__gt=F("amber_after")),
                name="amber_before_dropped",
                violation_error_message=_(
                    "Amber comes after 7 days at the earliest, and before the service leaves the card, which "
                    "is after 365 days at the latest."
                ),
            )
        ]

    def __str__(self):
        return str(self.office)

    @classmethod
    def of(cls, office_id):
        """The office's own limits, or the usual ones (not saved)."""
        return cls.objects.filter(office_id=office_id).first() or cls(office_id=office_id)


class Organization(Record):
    """Who runs services. Not one of the program's partners: those stand in `groups`, and never meet these."""

    office = models.ForeignKey(CountryOffice, on_delete=models.PROTECT, related_name="referral_organizations")
    name = models.CharField(_("name"), max_length=160)
    alternate_name = models.CharField(_("other name"), max_length=160, blank=True)
    description = models.CharField(_("what it does"), max_length=300, blank=True)
    email = models.EmailField(_("public e-mail"), blank=True)
    url = models.URLField(_("website"), blank=True)

    objects = RecordManager.from_queryset(ConfigurationQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organization with services")
        verbose_name_plural = _("organizations with services")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"],
                condition=ALIVE,
                name="service_organization_once",
                violation_error_message=_("This organization is already in the directory."),
            )
        ]

    def __str__(self):
        return self.name


class ServiceQuerySet(ConfigurationQuerySet):
    office_path = "organization__office_id"

    def on_card(self, on, limits):
        """Services that a card may name on this day: open or limited, and checked in time."""
        return self.filter(
            status__in=[ServiceStatus.AVAILABLE, ServiceStatus.LIMITED],
            last_checked_on__gte=on - timedelta(days=limits.drop_after),
        )

    def to_call(self, on, limits):
        """Services whose check falls due within a week of this day, the longest overdue first."""
        soon = on + timedelta(days=7)
        return (
            self.exclude(status=ServiceStatus.CLOSED)
            .filter(
                Q(last_checked_on=None)
                | Q(next_check_on__lte=soon)
                | Q(last_checked_on__lte=soon - timedelta(days=limits.amber_after))
            )
            .order_by(F("last_checked_on").asc(nulls_first=True), "pk")
        )


class Service(Record):
    """A place or number where a person can get help. `last_checked_on` is set by a verification only."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="services")
    name = models.CharField(_("name"), max_length=160)
    description = models.CharField(_("what a person gets there"), max_length=300, blank=True)
    sector = models.CharField(_("kind of help"), max_length=40, choices=Sector)
    service_areas = models.ManyToManyField(Place, related_name="referral_services", blank=True)
    safe_house = models.BooleanField(
        _("shelter or safe house"), default=False, help_text=_("Where it lies is never written down.")
    )
    address = models.CharField(
        _("where it is"), max_length=200, blank=True, help_text=_("Never for a shelter or safe house.")
    )
    transport = models.CharField(_("how to get there"), max_length=200, blank=True)
    phone = models.CharField(
        _("public phone"), max_length=40, blank=True, help_text=_("The service’s own number, no private one.")
    )
    phone_description = models.CharField(_("about the phone"), max_length=80, blank=True)
    email = models.EmailField(_("public e-mail"), blank=True)
    url = models.URLField(_("website"), blank=True)
    contact = models.CharField(
        _("ask for"), max_length=120, blank=True, help_text=_("A role, such as “duty counselor”, not a name.")
    )
    always_open = models.BooleanField(_("open day and night"), default=False)
    hours_note = models.CharField(_("about the hours"), max_length=160, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    cost = models.CharField(_("cost"), max_length=10, choices=Cost, default=Cost.UNKNOWN)
    fees_description = models.CharField(_("about the cost"), max_length=160, blank=True)
    serves = models.JSONField(_("serves"), default=list, blank=True)
    minimum_age = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(_("up to age"), null=True, blank=True)
    accessibility = models.CharField(_("access for people with disabilities"), max_length=200, blank=True)
    requires_police_report = models.BooleanField(_("asks for a police report"), default=False)
    required_document = models.CharField(_("papers to bring"), max_length=200, blank=True)
    alert = models.CharField(
        _("what to know just now"), max_length=160, blank=True, help_text=_("Such as “no doctor on Mondays”.")
    )
    status = models.CharField(
        _("status"), max_length=20, choices=ServiceStatus, default=ServiceStatus.UNVERIFIED
    )
    last_checked_on = models.DateField(_("last checked on"), null=True, blank=True, editable=False)
    next_check_on = models.DateField(_("next check on"), null=True, blank=True, editable=False)

    objects = RecordManager.from_queryset(ServiceQuerySet)()
    history = HistoricalRecords(m2m_fields=[service_areas])

    class Meta:
        ordering = ["name"]
        verbose_name = _("service")
        verbose_name_plural = _("services")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                condition=ALIVE,
                name="service_once_per_organization",
                violation_error_message=_("This organization already has a service of this name."),
            ),
            models.CheckConstraint(
                condition=Q(safe_house=False) | (Q(address="") & Q(transport="")),
                name="safe_house_has_no_address",
                violation_error_message=_(
                    "Where a shelter or safe house lies is never written down. Take out the address and the "
                    "way there: people reach it through its contact."
                ),
            ),
            models.CheckConstraint(
                condition=Q(safe_house=False) | Q(sector="SAFETY"),
                name="safe_house_is_about_safety",
                violation_error_message=_("A shelter or safe house belongs to the kind of help “Safety”."),
            ),
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email=""),
                name="service_has_a_public_contact",
                violation_error_message=_("Enter a public phone or e-mail: without it nobody gets there."),
            ),
            models.CheckConstraint(
                condition=Q(minimum_age=None) | Q(maximum_age=None) | Q(maximum_age__gte=F("minimum_age")),
                name="service_ages_in_order",
                violation_error_message=_("The upper age is below the lower age. Choose a higher one."),
            ),
            models.CheckConstraint(
                condition=Q(last_checked_on=None) | Q(next_check_on__gt=F("last_checked_on")),
                name="service_next_check_after_last",
                violation_error_message=_("The next check comes after the last one."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["UNVERIFIED", "CLOSED"]) | Q(last_checked_on__isnull=False),
                name="service_open_only_when_checked",
                violation_error_message=_("Somebody has to call the service before it counts as open."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        if self.safe_house:
            for name in ("name", "description", "contact", "hours_note", "alert", "phone_description"):
                if reads_like_an_address(getattr(self, name)):
                    raise ValidationError(
                        {name: _("This reads like an address, which a safe house never has here.")}
                    )

    def standing(self, on, limits):
        """`"fresh"`, `"amber"` (check before you go) or `"dropped"` (off the card) on this day."""
        if self.last_checked_on is None:
            return "dropped"
        age = (on - self.last_checked_on).days
        if age > limits.drop_after:
            return "dropped"
        due = self.next_check_on and self.next_check_on < on
        return "amber" if due or age > limits.amber_after else "fresh"

    def counts(self, on, limits):
        """Whether the rules may rely on it: available, and checked in time (R10)."""
        return self.status == ServiceStatus.AVAILABLE and self.standing(on, limits) != "dropped"

    @property
    def serves_words(self):
        """For whom, in words; never that it is LGBTQ-friendly, which a card may give away (D7)."""
        return [Serves(one).label for one in self.serves if one in Serves and one != Serves.LGBTQ_FRIENDLY]


class ScheduleQuerySet(ConfigurationQuerySet):
    office_path = "service__organization__office_id"


class Schedule(Record):
    """Opening hours on one weekday, in the office's time. They may end after midnight."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="schedules")
    byday = models.CharField(_("day"), max_length=2, choices=Weekday)
    opens_at = models.TimeField(_("opens at"))
    closes_at = models.TimeField(_("closes at"))

    objects = RecordManager.from_queryset(ScheduleQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["service", "byday", "opens_at"]
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        constraints = [
            models.UniqueConstraint(
                fields=["service", "byday", "opens_at"],
                condition=ALIVE,
                name="opening_hours_once",
                violation_error_message=_("These opening hours are there already."),
            ),
            models.CheckConstraint(
                condition=~Q(opens_at=F("closes_at")),
                name="opening_hours_last",
                violation_error_message=_("Opening and closing time are the same."),
            ),
            models.CheckConstraint(
                condition=Q(byday__in=Weekday.values),
                name="opening_hours_on_a_weekday",
                violation_error_message=_("Choose one of the seven days."),
            ),
        ]

    def __str__(self):
        return f"{self.byday} {self.opens_at:%H:%M}–{self.closes_at:%H:%M}"
