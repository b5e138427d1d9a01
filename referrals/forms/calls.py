"""Calls to services: one on its page, or the week's in one go."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from care_engage.kit.forms import DateInput, plausible_day

from ..models import Outcome, Verification

AT_ONCE = 20
FAR = dt.timedelta(days=365)


class CallForm(forms.Form):
    """Who called and when; `today` is the office's."""

    verified_by = forms.CharField(
        label=_("Specialist who called"), max_length=120, help_text=_("Staff or a specialist, by name.")
    )
    organization = forms.CharField(label=_("Organization"), max_length=160, required=False)
    verified_on = forms.DateField(label=_("Called on"), widget=DateInput(), validators=[plausible_day])
    next_on = forms.DateField(label=_("Next call on"), widget=DateInput(), validators=[plausible_day])

    def __init__(self, *args, today, user, next_after, **kwargs):
        self.today, self.user = today, user
        initial = {
            "verified_by": user.name,
            "verified_on": today,
            "next_on": today + dt.timedelta(days=next_after),
        }
        super().__init__(*args, initial=initial, **kwargs)

    def clean_verified_on(self):
        day = self.cleaned_data["verified_on"]
        if day > self.today:
            raise ValidationError(_now("This day is still to come. Enter the day of the call."))
        if day < self.today - FAR:
            raise ValidationError(_now("That is more than a year ago. Call again."))
        return day

    def clean(self):
        said = super().clean()
        first, then = said.get("verified_on"), said.get("next_on")
        if first and then and not first < then <= first + FAR:
            self.add_error("next_on", _now("The next call comes after this one, within a year."))
        return said

    def record(self, service, outcome):
        said = self.cleaned_data
        return Verification(
            service=service,
            outcome=outcome,
            verified_by=said["verified_by"],
            organization=said["organization"],
            verified_on=said["verified_on"],
            next_on=said["next_on"] if outcome not in (Outcome.NOT_REACHED, Outcome.CHANGED) else None,
            recorded_by=self.user,
        ).record()


class OneCallForm(CallForm):
    outcome = forms.ChoiceField(
        label=_("What the call found"), choices=Outcome, widget=forms.RadioSelect, initial=Outcome.CONFIRMED
    )


class WeekForm(CallForm):
    """One row a service; a row that is left at “not called” says nothing."""

    def __init__(self, *args, services, **kwargs):
        super().__init__(*args, **kwargs)
        self.services = services
        for service in services:
            self.fields[f"s{service.pk}"] = forms.ChoiceField(
                label=service.name, choices=[("", _("Not called")), *Outcome.choices], required=False
            )

    def rows(self):
        return [(service, self[f"s{service.pk}"]) for service in self.services]

    def head(self):
        return [self[name] for name in ("verified_by", "organization", "verified_on", "next_on")]

    def clean(self):
        said = super().clean()
        if not any(said.get(f"s{service.pk}") for service in self.services):
            raise ValidationError(_now("No call is entered yet. Choose what at least one of them found."))
        return said

    def save(self):
        """Record each call. Returns the services whose details are to be corrected, and all called ones."""
        calls = [(service, self.cleaned_data[f"s{service.pk}"]) for service in self.services]
        made = [self.record(service, outcome) for service, outcome in calls if outcome]
        changed = [call.service for call in made if call.outcome == Outcome.CHANGED]
        return changed, [call.service for call in made]
