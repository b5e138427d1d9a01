"""What is asked when a manager decides about a flag."""

import datetime as dt

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from care_engage.accounts.models import RoleKind, User
from care_engage.kit.forms import RecordForm
from programs.models import Flag
from programs.models.flag import LONGEST_DISMISSAL, SAY_WHAT

DOERS = (RoleKind.MANAGER, RoleKind.FACILITATOR)


class FlagForm(RecordForm):
    """`today` is the office's."""

    def __init__(self, *args, today, **kwargs):
        self.today = today
        super().__init__(*args, **kwargs)
        if "assigned_to" in self.fields:
            people = User.objects.filter(
                roles__office=self.instance.program.office_id,
                roles__kind__in=DOERS,
                roles__deleted_at=None,
                is_active=True,
            )
            self.limit(assigned_to=people.distinct())

    def ahead(self, name):
        day = self.cleaned_data.get(name)
        if day and day < self.today:
            self.add_error(name, _now("This day is past. Choose today or a later day."))
        return day


class AcknowledgeForm(FlagForm):
    class Meta:
        model = Flag
        fields = ["plan", "due_on", "assigned_to"]
        widgets = {"plan": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("plan", "due_on"):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = SAY_WHAT
        self.fields["assigned_to"].empty_label = _("I do")

    def clean(self):
        super().clean()
        self.ahead("due_on")


class AssignForm(FlagForm):
    class Meta:
        model = Flag
        fields = ["assigned_to"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assigned_to"].required = True
        self.fields["assigned_to"].widget.attrs["autofocus"] = True


class DismissForm(FlagForm):
    """The model's own guard says what is missing: the same sentence in form and shell."""

    class Meta:
        model = Flag
        fields = ["dismissal", "dismissed_until"]
        widgets = {"dismissal": forms.Textarea(attrs={"rows": 3, "autofocus": True})}
        help_texts = {
            "dismissal": _("At least 20 characters."),
            "dismissed_until": _("At most 90 days ahead; then it is open again."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        last = self.today + dt.timedelta(days=LONGEST_DISMISSAL)
        until = self.fields["dismissed_until"]
        until.widget.attrs |= {"min": self.today.isoformat(), "max": last.isoformat()}
        if not self.initial.get("dismissed_until"):
            self.initial["dismissed_until"] = self.today + dt.timedelta(days=30)
