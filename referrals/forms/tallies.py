"""One line of the anonymous tally sheet."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from care_engage.accounts.models import Place, PlaceLevel
from care_engage.kit.forms import RecordForm

from ..models import COUNTS, ReferralTally

LABELS = {name: ReferralTally._meta.get_field(name).verbose_name for name in COUNTS}
MONTHS_BACK = 24


class MonthInput(forms.DateInput):
    """The browser's own choice of a month."""

    input_type = "month"

    def __init__(self):
        super().__init__(format="%Y-%m")


class TallyForm(RecordForm):
    month = forms.DateField(
        label=_("Month"),
        input_formats=["%Y-%m", "%Y-%m-%d"],
        widget=MonthInput(),
        help_text=_("Such as 2026-06."),
    )

    class Meta:
        model = ReferralTally
        fields = ["month", "place", "kind", "sector", *COUNTS]
        labels = {"place": _("Area")}

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["month"].widget = MonthInput()
        areas = Place.objects.filter(office=self.instance.office_id).exclude(level=PlaceLevel.COMMUNITY)
        self.limit(place=areas.order_by("path"))
        for name in COUNTS:
            self.fields[name] = forms.IntegerField(
                label=capfirst(LABELS[name]), min_value=0, max_value=9_999, initial=self.initial.get(name, 0)
            )

    def clean_month(self):
        first = self.cleaned_data["month"].replace(day=1)
        if first > self.today:
            raise ValidationError(_now("This month is still to come."))
        if first < self.today - dt.timedelta(days=31 * MONTHS_BACK):
            raise ValidationError(_now("Tallies of more than two years ago are no longer entered."))
        return first
