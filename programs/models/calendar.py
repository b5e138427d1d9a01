"""Days on which nobody meets, and who may read the calendar elsewhere."""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.accounts.models import CountryOffice, Place, RoleKind
from care_engage.kit.models import ALIVE, Record, RecordManager

from .limits import OfficeSettingQuerySet


class OfficeHoliday(Record):
    """A day on which an office and its groups do not meet."""

    office = models.ForeignKey(CountryOffice, on_delete=models.CASCADE, related_name="holidays")
    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=80)

    objects = RecordManager.from_queryset(OfficeSettingQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["day"]
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "day"],
                condition=ALIVE,
                name="one_holiday_a_day",
                violation_error_message=_("This day is on the list of holidays already."),
            )
        ]

    def __str__(self):
        return self.name


class MarketDayQuerySet(models.QuerySet):
    def visible_to(self, user):
        return user.scope.limit(self, "place__office_id")

    def administered_by(self, user):
        return user.scope.limit(self, "place__office_id", RoleKind.OFFICE_ADMIN)


class MarketDay(Record):
    """A weekday on which people of a place, and of all places in it, are at the market."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="market_days")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=list(WEEKDAYS.items()))

    objects = RecordManager.from_queryset(MarketDayQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["place__name", "weekday"]
        verbose_name = _("market day")
        verbose_name_plural = _("market days")
        constraints = [
            models.UniqueConstraint(
                fields=["place", "weekday"],
                condition=ALIVE,
                name="market_day_once_per_place",
                violation_error_message=_("This weekday is a market day there already."),
            ),
            models.CheckConstraint(
                condition=Q(weekday__range=(0, 6)),
                name="market_weekday_is_a_weekday",
                violation_error_message=_("Choose a weekday from the list."),
            ),
        ]

    def __str__(self):
        return f"{self.place}, {self.get_weekday_display()}"


class CalendarFeedQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user=user)

    def of_token(self, token):
        """The feed that opens with this secret, if any; whoever has left reads nothing."""
        return self.filter(digest=digest_of(token), user__is_active=True)


class CalendarFeed(Record):
    """A person's calendar at a secret address. Only a digest of the secret is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feeds")
    digest = models.CharField(max_length=64, editable=False)

    objects = RecordManager.from_queryset(CalendarFeedQuerySet)()
    history = HistoricalRecords(excluded_fields=["digest"])

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=ALIVE,
                name="one_calendar_address_per_person",
                violation_error_message=_("This person has a calendar address already."),
            ),
            models.UniqueConstraint(
                fields=["digest"],
                name="calendar_secret_once",
                violation_error_message=_("This secret is in use. Ask for another address."),
            ),
        ]

    def __str__(self):
        return str(self.user)

    @classmethod
    def renew(cls, user):
        """End the present address of this person, if any, and return the secret of a new one."""
        cls.end(user)
        token = secrets.token_urlsafe(32)
        cls.objects.create(user=user, digest=digest_of(token))
        return token

    @classmethod
    def end(cls, user):
        for feed in cls.objects.visible_to(user):
            feed.remove()


def digest_of(token):
    return hashlib.sha256(token.encode()).hexdigest()
