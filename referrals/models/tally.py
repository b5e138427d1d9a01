"""Counts of referrals by month, area and kind of help (D5). They are tied to nothing else, on purpose."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.accounts.models import CountryOffice, Place, PlaceLevel, RoleKind
from care_engage.kit.models import ALIVE, Record, RecordManager

from .words import PathwayKind, Sector

COUNTS = ("information_given", "referral_offered", "referred_with_consent", "declined", "service_unavailable")
MOST = 9_999


class TallyQuerySet(models.QuerySet):
    """The numbers as they were counted are the GBV focal point's alone, to read and to write."""

    def visible_to(self, user):
        scope = user.scope
        return self.filter(
            office__in=scope.offices_as(RoleKind.GBV_FOCAL_POINT) if scope.confidential else ()
        )

    editable_by = visible_to


class ReferralTally(Record):
    """How often help was offered in one area and month, for one kind of help. Never a target."""

    office = models.ForeignKey(CountryOffice, on_delete=models.PROTECT, related_name="referral_tallies")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="referral_tallies")
    month = models.DateField(_("month"), help_text=_("Its first day."))
    kind = models.CharField(_("pathway"), max_length=20, choices=PathwayKind)
    sector = models.CharField(_("kind of help"), max_length=40, choices=Sector)
    information_given = models.PositiveIntegerField(_("information given"), default=0)
    referral_offered = models.PositiveIntegerField(_("referral offered"), default=0)
    referred_with_consent = models.PositiveIntegerField(_("referred with consent"), default=0)
    declined = models.PositiveIntegerField(_("declined"), default=0)
    service_unavailable = models.PositiveIntegerField(_("service unavailable"), default=0)

    objects = RecordManager.from_queryset(TallyQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-month", "place", "sector"]
        verbose_name = _("tally of referrals")
        verbose_name_plural = _("tallies of referrals")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "place", "month", "kind", "sector"],
                condition=ALIVE,
                name="tally_once",
                violation_error_message=_(
                    "This month’s tally for this area and kind of help is there already."
                ),
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="tally_month_is_a_first",
                violation_error_message=_("A tally is for a whole month: enter its first day."),
            ),
            models.CheckConstraint(
                condition=Q(**{f"{name}__lte": MOST for name in COUNTS}),
                name="tally_counts_are_plausible",
                violation_error_message=_("A count is at most 9,999."),
            ),
        ]

    def __str__(self):
        return f"{self.place}, {date_format(self.month, 'F Y')}"

    def clean(self):
        if self.place_id and self.place.level == PlaceLevel.COMMUNITY:
            raise ValidationError(
                {"place": _("Choose a district or a larger area: a community is too small.")}
            )
