"""Numbers in a group's paper register."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.kit.models import ALIVE, Record, RecordManager

from ..spaces import COUNTS, Column
from .group import Group


class AgeBand(models.TextChoices):
    UNDER_10 = "<10", "<10"
    FROM_10 = "10-14", "10–14"
    FROM_15 = "15-17", "15–17"
    FROM_18 = "18-19", "18–19"
    FROM_20 = "20-24", "20–24"
    FROM_25 = "25-29", "25–29"
    FROM_30 = "30-49", "30–49"
    FROM_50 = "50-59", "50–59"
    FROM_60 = "60+", "60+"
    UNKNOWN = "unknown", _("unknown")


class MemberQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(group__in=Group.objects.visible_to(user))

    def on_register(self, day):
        """Members on the register on this day: joined by then, and not left before it."""
        return self.filter(Q(joined_on=None) | Q(joined_on__lte=day), Q(left_on=None) | Q(left_on__gte=day))


class Member(Record):
    """A number in a group's paper register, and how that person is counted. Nothing else is ever known."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    number = models.PositiveIntegerField(_("number"))
    column = models.CharField(_("counted as"), max_length=20, choices=Column)
    age_band = models.CharField(_("age band"), max_length=8, choices=AgeBand, default=AgeBand.UNKNOWN)
    pair_no = models.PositiveIntegerField(
        _("pair"), null=True, blank=True, help_text=_("Couples and households: numbers that belong together.")
    )
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = RecordManager.from_queryset(MemberQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["group", "number"]
        verbose_name = _("member number")
        verbose_name_plural = _("member numbers")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "number"],
                condition=ALIVE,
                name="member_number_once_per_group",
                violation_error_message=_("This number is already on the register of this group."),
            ),
            models.CheckConstraint(
                condition=Q(number__range=(1, 9999)),
                name="member_number_1_to_9999",
                violation_error_message=_("A member number lies between 1 and 9999."),
            ),
            models.CheckConstraint(
                condition=Q(column__in=list(COUNTS)),
                name="member_column_is_a_column",
                violation_error_message=_("Choose one of the columns on the list."),
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(joined_on=None) | Q(left_on__gte=models.F("joined_on")),
                name="member_dates_in_order",
                violation_error_message=_("The member left before joining. Choose a later date."),
            ),
        ]

    def __str__(self):
        return f"{self.group} {self.number}"
