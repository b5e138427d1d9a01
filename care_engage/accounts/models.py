"""Country offices, places, people and their roles: who may see what."""

import datetime as dt
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.kit.models import ALIVE, Record, RecordManager

from .entry import Attempts, Device, Invitation  # noqa: F401  models of this app too
from .letters import Letter  # noqa: F401
from .lineage import give_path, path_of, take_parts_along
from .scope import Scope


class GenderColumns(models.TextChoices):
    """How people who are neither counted as women nor men are shown in this country (B2)."""

    TWO = "TWO", _("Women and men only")
    COMBINED = "COMBINED", _("One column: another gender or not stated")
    OPEN = "OPEN", _("A self-described column (signed off by a local LGBTQ+ organization)")


def check_time_zone(name):
    if name not in available_timezones():
        raise ValidationError(_("Choose a time zone such as Africa/Kigali."))


class CountryOfficeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return user.scope.limit(self, "pk")

    def administered_by(self, user):
        return user.scope.limit(self, "pk", RoleKind.OFFICE_ADMIN)


class CountryOffice(Record):
    """A CARE country office. Everything else belongs to one."""

    name = models.CharField(_("name"), max_length=120)
    iso2 = models.CharField(_("country code"), max_length=2, help_text=_("Two letters, such as RW."))
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC", validators=[check_time_zone])
    languages = models.JSONField(_("languages"), default=list, blank=True)
    gender_columns = models.CharField(
        _("gender columns"), max_length=10, choices=GenderColumns, default=GenderColumns.COMBINED
    )
    suppression_threshold = models.PositiveSmallIntegerField(_("smallest number shown"), default=5)
    protected_spaces = models.BooleanField(
        _("protected spaces"),
        default=False,
        help_text=_(
            "Only where a local LGBTQ+ organization advises that it is safe. While this is off, nothing "
            "about such spaces can be stored."
        ),
    )
    referral_threshold = models.PositiveSmallIntegerField(_("smallest referral number shown"), default=10)

    objects = RecordManager.from_queryset(CountryOfficeQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        verbose_name = _("country office")
        verbose_name_plural = _("country offices")
        constraints = [
            models.UniqueConstraint(
                fields=["iso2"],
                condition=ALIVE,
                name="one_office_per_country",
                violation_error_message=_("This country already has an office here."),
            ),
            models.CheckConstraint(
                condition=Q(iso2__regex=r"^[A-Z][A-Z]$"),
                name="office_iso2_two_capitals",
                violation_error_message=_("The country code is two capital letters, such as RW."),
            ),
        ]

    def __str__(self):
        return self.name

    def today(self):
        """The local calendar date: the date rules and forms mean by "today"."""
        return timezone.now().astimezone(ZoneInfo(self.time_zone)).date()


class PlaceLevel(models.TextChoices):
    COUNTRY = "COUNTRY", _("Country")
    ADMIN1 = "ADMIN1", _("Province or region")
    ADMIN2 = "ADMIN2", _("District")
    COMMUNITY = "COMMUNITY", _("Community")


class PlaceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return user.scope.limit(self, "office_id")

    def administered_by(self, user):
        return user.scope.limit(self, "office_id", RoleKind.OFFICE_ADMIN)


class Place(Record):
    """A node of the tree country > province > district > community. Never a household, never a point."""

    office = models.ForeignKey(CountryOffice, on_delete=models.PROTECT, related_name="places")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    level = models.CharField(_("level"), max_length=10, choices=PlaceLevel)
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    path = models.CharField(
        max_length=100, editable=False, db_index=True, help_text="Ids from the country down: /1/7/12/"
    )

    objects = RecordManager.from_queryset(PlaceQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "code"],
                condition=ALIVE,
                name="place_code_once_per_office",
                violation_error_message=_("Another place of this office has this code."),
            ),
            models.CheckConstraint(
                condition=Q(level="COUNTRY", parent=None) | (~Q(level="COUNTRY") & Q(parent__isnull=False)),
                name="place_below_country_has_parent",
                violation_error_message=_("Every place except the country lies in another place."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        levels = PlaceLevel.values
        if self.parent and levels.index(self.level) <= levels.index(self.parent.level):
            raise ValidationError({"parent": _("A place lies in a larger one: choose a higher level.")})

    def save(self, *args, **kwargs):
        before = self.path
        if before:
            self.path = path_of(self)
        super().save(*args, **kwargs)
        if not before:
            give_path(self)
        elif before != self.path:
            take_parts_along(self, before)

    @property
    def lineage(self):
        """Ids of this place and of all places it lies in, the country first."""
        return [int(part) for part in self.path.strip("/").split("/") if part]


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Colleagues: people with a role in an office that the user sees."""
        if user.scope.everything:
            return self
        return self.filter(roles__office__in=user.scope.offices, roles__deleted_at=None).distinct()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email=email.lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff, CARE's or a partner's. Participants have no account and no name."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    wants_letters = models.BooleanField(
        _("weekly letter"), default=True, help_text=_("What is due, by e-mail, once a week.")
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may open the Django admin"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self):
        return self.name

    def get_short_name(self):
        return self.name.split()[0] if self.name else self.email

    viewed_by = None
    """The administrator who is viewing as this person, if one is (`accounts.gate`)."""

    @cached_property
    def scope(self):
        """What this person may see; one query per request, the offices come with it."""
        roles = [] if not self.pk else self.roles.select_related("office")
        if self.viewed_by is None:
            return Scope.of(roles, superuser=self.is_superuser and self.is_active)
        if not self.viewed_by.scope.superuser:
            roles = roles.filter(office__in=self.viewed_by.scope.offices_as(RoleKind.OFFICE_ADMIN))
        return Scope.of(roles.exclude(office=None), confidential=False)


class RoleKind(models.TextChoices):
    FACILITATOR = "FACILITATOR", _("Facilitator")
    MANAGER = "MANAGER", _("Manager")
    MEL = "MEL", _("Monitoring, evaluation and learning")
    GBV_FOCAL_POINT = "GBV_FOCAL_POINT", _("GBV focal point")
    SAFEGUARDING_FOCAL_POINT = "SAFEGUARDING_FOCAL_POINT", _("Safeguarding focal point")
    OFFICE_ADMIN = "OFFICE_ADMIN", _("Office administrator")
    GLOBAL_VIEWER = "GLOBAL_VIEWER", _("Global viewer")


class RoleQuerySet(models.QuerySet):
    def visible_to(self, user):
        return user.scope.limit(self, "office_id")

    def administered_by(self, user):
        return user.scope.limit(self, "office_id", RoleKind.OFFICE_ADMIN)


class Role(Record):
    """What a person does in an office (D9)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    office = models.ForeignKey(
        CountryOffice, on_delete=models.CASCADE, null=True, blank=True, related_name="roles"
    )
    kind = models.CharField(_("role"), max_length=30, choices=RoleKind)
    partner_staff = models.BooleanField(
        _("partner staff"), default=False, help_text=_("Sees only the groups they work with.")
    )

    objects = RecordManager.from_queryset(RoleQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["office", "kind"]
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "office", "kind"],
                condition=ALIVE,
                name="role_once",
                violation_error_message=_("This person already has this role here."),
            ),
            models.CheckConstraint(
                condition=(Q(kind="GLOBAL_VIEWER") & Q(office=None))
                | (~Q(kind="GLOBAL_VIEWER") & Q(office__isnull=False)),
                name="only_global_viewers_have_no_office",
                violation_error_message=_("Every role but the global viewer's belongs to an office."),
            ),
            models.CheckConstraint(
                condition=Q(partner_staff=False) | Q(kind="FACILITATOR"),
                name="partner_staff_are_facilitators",
                violation_error_message=_("Partner staff can be facilitators only."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.office}" if self.office else self.get_kind_display()


def today_for(user):
    """Today where this person works: the date of their first office, or UTC's."""
    offices = user.scope.office_list
    return offices[0].today() if offices else dt.datetime.now(dt.UTC).date()
