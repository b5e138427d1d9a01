"""What a facilitator says about a session: numbers and choices from lists, never a sentence about anybody."""

import datetime as dt

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from care_engage.accounts.models import GenderColumns
from care_engage.kit.forms import DateInput
from groups.spaces import GenderSpace, unprotected_choices
from programs.logging import Entry, register_of
from programs.models import BacklashCheck, NotHeldReason, WhoSpoke
from programs.models.session import CHECKLIST

MOST_UNNUMBERED = 5_000
COUNT_LABELS = {
    "women": _("Women"),
    "men": _("Men"),
    "girls": _("Girls"),
    "boys": _("Boys"),
    "another_or_unstated": _("Another gender or not stated"),
}


class Numbers(forms.Field):
    """The numbers marked, sent as "group:number"; cleaned to a list of `[group id, number]`."""

    widget = forms.SelectMultiple

    def clean(self, value):
        try:
            marks = {tuple(int(part) for part in mark.split(":")) for mark in value or []}
            return [[group, number] for group, number in sorted(marks)]
        except ValueError:
            raise forms.ValidationError(_now("A number could not be read. Load the page again.")) from None


class LogForm(forms.Form):
    """Everything the log page collects about one session, which comes from `Session.objects.for_logging`."""

    version = forms.IntegerField(min_value=1, max_value=2_000_000_000, widget=forms.HiddenInput)
    held_on = forms.DateField(label=_("Day held"), widget=DateInput)
    topics = forms.MultipleChoiceField(
        label=_("Topic"),
        error_messages={"required": _("Choose at least one topic that was talked about.")},
    )
    came = Numbers(label=_("Who came"), required=False)
    facilitators = forms.TypedMultipleChoiceField(
        label=_("Who facilitated"),
        coerce=int,
        error_messages={
            "required": _("Mark who facilitated. If they are missing here, ask your office to add them.")
        },
    )
    backlash_check = forms.ChoiceField(
        label=_("Any backlash heard about?"), choices=BacklashCheck.choices, widget=forms.RadioSelect
    )
    checklist = forms.MultipleChoiceField(
        label=_("Before and during the session"),
        required=False,
        choices=list(CHECKLIST.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    who_spoke = forms.ChoiceField(
        label=_("Who spoke"), required=False, choices=WhoSpoke.choices, widget=forms.RadioSelect
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=1440)
    space = forms.ChoiceField(
        label=_("Space"), required=False, choices=[("", _("As usual")), *unprotected_choices()]
    )

    def __init__(self, *args, session, **kwargs):
        super().__init__(*args, **kwargs)
        office = session.intervention.program.office
        self.session, self.today = session, office.today()
        self.fields["topics"].choices = [(code, label) for code, label, _level in session.all_topics]
        self.fields["facilitators"].choices = session.people
        self.fields["held_on"].widget.attrs["max"] = self.today.isoformat()
        for name in columns_of(session.intervention, office):
            self.fields[name] = forms.IntegerField(
                label=_("People") if session.intervention.space == GenderSpace.LGBTQ else COUNT_LABELS[name],
                required=False,
                min_value=0,
                max_value=MOST_UNNUMBERED,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "placeholder": "0"}),
            )

    @property
    def counts(self):
        return [self[name] for name in COUNT_LABELS if name in self.fields]

    @property
    def day_shown(self):
        """The day whose register the page shows: the day held if it can be read, else as planned."""
        typed = getattr(self, "cleaned_data", {}).get("held_on")
        return typed or min(self.session.planned_on, self.today)

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day > self.today:
            raise forms.ValidationError(_now("This day is still to come. Choose today or an earlier day."))
        if day < self.today - dt.timedelta(days=3650):
            raise forms.ValidationError(_now("This day is more than ten years ago. Check the year."))
        return day

    def clean(self):
        data = super().clean()
        if "held_on" in data and "came" in data:
            self._check_numbers(data["held_on"], data["came"])
        if not self.errors and not data["came"] and not self.others:
            self.add_error(
                "came", _now("Nobody is marked as present. Mark who came, or say that it did not happen.")
            )
        return data

    def _check_numbers(self, day, came):
        known = {(group, number) for group, number, *_rest in register_of(self.session, day)}
        strange = sorted({number for group, number in came if (group, number) not in known})
        if strange:
            self.add_error(
                "came",
                _now("Not on the register on that day: %(numbers)s. Unmark them, or correct the day.")
                % {"numbers": ", ".join(map(str, strange))},
            )

    @property
    def others(self):
        """People without a number, by count field; zeros left out."""
        named = {name: self.cleaned_data.get(name) for name in COUNT_LABELS if name in self.fields}
        return {name: count for name, count in named.items() if count}

    def entry(self):
        """What was said, for `programs.logging.log_session`."""
        data = self.cleaned_data
        return Entry(
            version=data["version"],
            held_on=data["held_on"],
            topics=data["topics"],
            facilitators=data["facilitators"],
            present=data["came"],
            others=self.others,
            minutes=data["minutes"],
            space=data["space"],
            checklist=dict.fromkeys(data["checklist"], True),
            who_spoke=data["who_spoke"],
            backlash_check=data["backlash_check"],
        )


def columns_of(intervention, office):
    """The count fields that this office shows (B2). In a protected space people are one number (D7)."""
    if intervention.space == GenderSpace.LGBTQ:
        return ["another_or_unstated"]
    hidden = {"another_or_unstated"} if office.gender_columns == GenderColumns.TWO else set()
    return [name for name in COUNT_LABELS if name not in hidden]


class NotHeldForm(forms.Form):
    """Why a session did not take place, and what becomes of it."""

    WHEN = (
        ("day", _("On another day")),
        ("unknown", _("Not yet known")),
        ("never", _("It will not take place")),
    )
    reason = forms.ChoiceField(
        label=_("Why?"),
        choices=NotHeldReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason from the list.")},
    )
    when = forms.ChoiceField(
        label=_("When instead?"),
        choices=WHEN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say when it will take place instead, or that it will not.")},
    )
    day = forms.DateField(label=_("New day"), required=False, widget=DateInput)

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["day"].widget.attrs["min"] = today.isoformat()

    def clean(self):
        data = super().clean()
        if data.get("when") != "day" or "day" in self.errors:
            return data
        if not data.get("day"):
            self.add_error("day", _now("Choose the new day, or “Not yet known”."))
        elif data["day"] < self.today:
            self.add_error("day", _now("This day is past. Choose today or a later day."))
        elif data["day"] > self.today + dt.timedelta(days=1100):
            self.add_error("day", _now("This day is more than three years ahead. Check the year."))
        return data

    @property
    def new_day(self):
        return self.cleaned_data["day"] if self.cleaned_data["when"] == "day" else None

    def told(self):
        """The sentence after saving."""
        when = self.cleaned_data["when"]
        if when == "day":
            return _now("Noted. The session is now planned for %(day)s.") % {
                "day": date_format(self.cleaned_data["day"], "j F")
            }
        if when == "never":
            return _now("Noted. The session was called off; plan another one if it is still needed.")
        return _now("Noted. The session waits under “Overdue” until it has a new day.")
