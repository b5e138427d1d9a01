"""One-to-one contacts with allies, counted by month (S71). Nothing is said of anybody."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.kit.models import ALIVE, Record, RecordManager

from .group import Group

MOST = 9_999


class OutreachPurpose(models.TextChoices):
    PEER = "PEER", _("Visits among peers")
    HOME_VISIT = "HOME_VISIT", _("Home visits")
    INFLUENCER = "INFLUENCER", _("Talks with people of influence")
    FOLLOW_UP = "FOLLOW_UP", _("Following up")


class OutreachQuerySet(models.QuerySet):
    """Of a protected space nothing is counted one by one (D7)."""

    def visible_to(self, user):
        return self.filter(group__in=Group.objects.visible_to(user).open_to_office().values("pk"))

    def editable_by(self, user):
        return self.filter(group__in=Group.objects.editable_by(user).open_to_office().values("pk"))


class Outreach(Record):
    """How many one-to-one contacts a group or network had in a month."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="outreach")
    month = models.DateField(_("month"), help_text=_("Any day of it."))
    contacts = models.PositiveIntegerField(_("contacts"))
    purpose = models.CharField(_("purpose"), max_length=10, choices=OutreachPurpose)

    objects = RecordManager.from_queryset(OutreachQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-month", "purpose"]
        verbose_name = _("outreach")
        verbose_name_plural = _("outreach")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "month", "purpose"],
                condition=ALIVE,
                name="outreach_once_a_month",
                violation_error_message=_("This month and purpose are counted already."),
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="outreach_month_is_a_first",
                violation_error_message=_("Outreach is counted by month: enter its first day."),
            ),
            models.CheckConstraint(
                condition=Q(contacts__range=(1, MOST)),
                name="outreach_counts_are_plausible",
                violation_error_message=_("A count lies between 1 and 9,999."),
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=OutreachPurpose.values),
                name="outreach_purpose_is_a_purpose",
                violation_error_message=_("Choose one of the purposes on the list."),
            ),
        ]

    def __str__(self):
        return f"{self.get_purpose_display()}, {self.month:%Y-%m}"
