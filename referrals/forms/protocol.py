"""The protocol of a country, and the discussions of it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from care_engage.accounts.models import Role, User
from care_engage.kit.forms import Lines, RecordForm

from ..models import Protocol, ProtocolDiscussion


class ProtocolForm(RecordForm):
    call_now = Lines(
        label=_("Whom to call now"), required=False, most=8, longest=120, help_text=_("One role a line.")
    )

    class Meta:
        model = Protocol
        fields = [
            "child_abuse",
            "child_who_reports",
            "child_report_to",
            "child_time_limit",
            "child_exceptions",
            "adult_gbv",
            "duty_to_warn",
            "sea",
            "sea_time_limit",
            "call_now",
            "checked_by",
            "checked_on",
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": 4})
            for name in ("child_abuse", "adult_gbv", "duty_to_warn", "sea")
        }


class DiscussionForm(RecordForm):
    ground_rules = Lines(
        label=_("Agreed ground rules"), required=False, most=10, longest=200, help_text=_("One a line.")
    )

    class Meta:
        model = ProtocolDiscussion
        fields = ["team", "held_on", "present", "ground_rules"]
        widgets = {"present": forms.CheckboxSelectMultiple}
        labels = {"present": _("Who was there")}
        help_texts = {"team": _("Such as “Eastern Province”.")}

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        here = Role.objects.filter(office=self.instance.protocol.office_id).values("user")
        self.limit(present=User.objects.filter(pk__in=here, is_active=True))

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day > self.today:
            raise ValidationError(_now("This day is still to come."))
        return day
