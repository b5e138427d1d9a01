"""Planning sessions: a series, a move of many, the plan of one. Logging a session has a form of its own."""

import re

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from care_engage.kit.forms import DateInput, RecordForm, plausible_day
from groups.spaces import unprotected_choices
from programs import series
from programs.models import Method, Session, Topic

from .partners import topic_choices

RHYTHMS = [(1, _("Every week")), (2, _("Every second week")), (3, _("Every third week"))]
RHYTHMS += [(4, _("Every fourth week"))]
SPACES = [("", _("As usual")), *unprotected_choices()]


IF_OFF = [
    (series.KEEP, _("Meet all the same; the preview marks them")),
    (series.SKIP, _("Leave those days out, and go on longer")),
    (series.LATER, _("Meet on the next day that is free")),
]


def weekday_choices():
    return list(WEEKDAYS.items())


class SeriesForm(forms.Form):
    """When a series meets, how often, and what it takes up. A sound one also has its `days`."""

    first = forms.DateField(label=_("First session on"), widget=DateInput(), validators=[plausible_day])
    every = forms.TypedChoiceField(label=_("How often"), choices=RHYTHMS, coerce=int)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which weekdays"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: the weekday of the first session."),
    )
    count = forms.IntegerField(
        label=_("Number of sessions"), min_value=1, max_value=series.LONGEST, required=False
    )
    until = forms.DateField(
        label=_("or until"),
        widget=DateInput(),
        required=False,
        help_text=_("The last day it may meet."),
        validators=[plausible_day],
    )
    if_off = forms.ChoiceField(
        label=_("On holidays and market days"), choices=IF_OFF, required=False, initial=series.KEEP
    )
    minutes = forms.IntegerField(label=_("Minutes each"), min_value=1, max_value=1440, initial=120)
    topics = forms.CharField(
        label=_("Topics in order"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "One line per session, by code; several with a comma, such as T01, T03. Codes: see below."
        ),
    )
    other_space = forms.ChoiceField(
        label=_("Some sessions meet in another space"),
        choices=SPACES,
        required=False,
        help_text=_("Such as couples joining, once both groups have agreed to it."),
    )
    other_places = forms.CharField(
        label=_("Which sessions of this series"),
        required=False,
        max_length=400,
        help_text=_("Their places in this series, such as 8, 10, 12."),
    )

    def __init__(self, *args, days_off, **kwargs):
        super().__init__(*args, **kwargs)
        self.days_off = days_off
        self.fields["weekdays"].choices = weekday_choices()

    def clean_topics(self):
        """A list of lists of codes, one for each line."""
        known = {code.upper() for code in Topic.objects.values_list("code", flat=True)}
        lines = []
        for place, line in enumerate(self.cleaned_data["topics"].strip().splitlines(), start=1):
            codes = [code.upper() for code in re.split(r"[\s,;]+", line.strip()) if code]
            if unknown := [code for code in codes if code not in known]:
                self.add_error(
                    "topics",
                    _now("Line %(place)d: there is no topic %(code)s. Use the codes below, such as T05.")
                    % {"place": place, "code": unknown[0][:20]},
                )
            lines.append(list(dict.fromkeys(codes)))
        return lines

    def clean_other_places(self):
        places = re.findall(r"\d+", self.cleaned_data["other_places"])
        numbers = {int(place[:6]) for place in places}
        if re.search(r"[^\d\s,;]", self.cleaned_data["other_places"]):
            raise forms.ValidationError(_("Write numbers with commas between them, such as 8, 10, 12."))
        return numbers

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        if not data["count"] and not data["until"]:
            self.add_error("count", _("Say how many sessions there are, or until when it meets."))
            return data
        data["days"] = series.days(self.series())
        self._check_places(data)
        return data

    def series(self):
        data = self.cleaned_data
        return series.Series(
            data["first"],
            data["every"],
            frozenset(data["weekdays"]),
            data["count"],
            data["until"],
            self.days_off,
            data["if_off"] or series.KEEP,
        )

    def _check_places(self, data):
        found, places, space = len(data["days"]), data["other_places"], data["other_space"]
        if not found:
            self.add_error("until", _("No day fits. Choose a later end."))
        elif len(data["topics"]) > found:
            self.add_error(
                "topics",
                _now(
                    "There are %(lines)d lines of topics for %(count)d sessions. Add sessions, or cut lines."
                )
                % {"lines": len(data["topics"]), "count": found},
            )
        elif places and (max(places) > found or 0 in places):
            self.add_error("other_places", _now("Choose numbers from 1 to %(count)d.") % {"count": found})
        if bool(space) != bool(places):
            self.add_error(
                "other_places" if space else "other_space",
                _("Say both: which space, and which sessions meet in it."),
            )


class ShiftForm(forms.Form):
    """Move planned sessions: one, that and those that follow, or all; by days or to another weekday."""

    start = forms.ModelChoiceField(
        label=_("Which sessions"),
        queryset=Session.objects.none(),
        required=False,
        empty_label=_("All planned"),
    )
    alone = forms.BooleanField(label=_("Only that session, not those that follow"), required=False)
    by_days = forms.IntegerField(
        label=_("Days later"),
        min_value=-366,
        max_value=366,
        required=False,
        help_text=_("With a minus sign: earlier. 7 is a week."),
    )
    to_weekday = forms.TypedChoiceField(
        label=_("or to another weekday"), coerce=int, required=False, empty_value=None
    )

    if_off = forms.ChoiceField(
        label=_("On holidays and market days"),
        choices=[IF_OFF[0], IF_OFF[2]],
        required=False,
        initial=series.KEEP,
    )

    def __init__(self, *args, planned, days_off, **kwargs):
        super().__init__(*args, **kwargs)
        self.planned, self.days_off = planned, days_off
        self.fields["start"].queryset = planned
        self.fields["start"].label_from_instance = lambda session: (
            _now("Session %(number)d and following") % {"number": session.number}
        )
        self.fields["to_weekday"].choices = [("", "---------"), *weekday_choices()]

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        if (data["by_days"] in (None, 0)) == (data["to_weekday"] is None):
            raise forms.ValidationError(_("Say by how many days, or to which weekday: one of the two."))
        if data["alone"] and not data["start"]:
            self.add_error("start", _("Choose the session that moves alone."))
            return data
        sessions = list(self.planned)
        if data["alone"]:
            sessions = [data["start"]]
        elif data["start"]:
            sessions = [
                s
                for s in sessions
                if (s.planned_on, s.number) >= (data["start"].planned_on, data["start"].number)
            ]
        data["sessions"] = sessions
        try:
            data["days"] = self._freed(self._days([session.planned_on for session in sessions]))
        except OverflowError:
            self.add_error("by_days", _("That is beyond the calendar."))
        return data

    def _freed(self, days):
        if self.cleaned_data["if_off"] != series.LATER:
            return days
        return [series.next_free(day, self.days_off) or day for day in days]

    def _days(self, planned):
        if self.cleaned_data["to_weekday"] is not None:
            return series.on_weekday(planned, self.cleaned_data["to_weekday"])
        return series.shifted(planned, self.cleaned_data["by_days"])


class SessionPlanForm(RecordForm):
    """The plan of one session. What happened in it is logged elsewhere."""

    topics = forms.MultipleChoiceField(
        label=_("Topics"), choices=[], required=False, widget=forms.CheckboxSelectMultiple
    )
    methods = forms.MultipleChoiceField(
        label=_("Methods"), choices=Method, required=False, widget=forms.CheckboxSelectMultiple
    )
    space = forms.ChoiceField(
        label=_("Space"),
        choices=SPACES,
        required=False,
        help_text=_("Other than usual: a joint session, or a breakout among women or among men."),
    )

    class Meta:
        model = Session
        fields = ["planned_on", "minutes", "space", "topics", "methods"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = topic_choices()
