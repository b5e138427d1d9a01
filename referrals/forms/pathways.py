"""Pathways, their steps and their verification."""

import datetime as dt

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from care_engage.accounts.models import Place
from care_engage.kit.forms import RecordForm

from ..models import PathwayKind, PathwayStep, ReferralLimits, ReferralPathway, Service


class PathwayForm(RecordForm):
    min_age = forms.IntegerField(label=_("From age"), min_value=0, max_value=120, required=False)
    max_age = forms.IntegerField(label=_("Up to age"), min_value=0, max_value=120, required=False)

    class Meta:
        model = ReferralPathway
        fields = [
            "kind",
            "places",
            "min_age",
            "max_age",
            "entry_point",
            "consent_words",
            "safety_notes",
            "hotline",
            "remote_specialist",
            "call_now",
            "safe_to_show",
        ]
        widgets = {
            "places": forms.CheckboxSelectMultiple,
            "consent_words": forms.Textarea(attrs={"rows": 3}),
            "safety_notes": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.limit(places=Place.objects.filter(office=self.instance.office_id).order_by("path"))
        self.fields["places"].required = True

    def clean(self):
        said = super().clean()
        nobody = not said.get("hotline") and not said.get("remote_specialist")
        if said.get("kind") == PathwayKind.POCKET_GUIDE and nobody:
            self.add_error("hotline", _now("Name the hotline or the specialist elsewhere to call."))
        return said


class StepForm(RecordForm):
    class Meta:
        model = PathwayStep
        fields = ["service", "say", "note"]
        help_texts = {"service": _("A step without a service is something to say or do.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        office = self.instance.pathway.office_id
        self.limit(service=Service.objects.filter(organization__office=office).exclude(status="CLOSED"))


class VerifyForm(RecordForm):
    """The act of verifying a pathway: by whom, when, until when."""

    class Meta:
        model = ReferralPathway
        fields = ["verified_by", "verified_by_organization", "last_verified_on", "next_review_on"]
        labels = {"verified_by_organization": _("Organization")}
        help_texts = {"verified_by": _("The GBV or child-protection specialist, by name.")}

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.days = ReferralLimits.of(self.instance.office_id).pathway_valid
        self.fields["next_review_on"].help_text = _now("Within %(days)d days.") % {"days": self.days}
        for field in self.fields.values():
            field.required = True
        self.initial["last_verified_on"] = today
        self.initial["next_review_on"] = today + dt.timedelta(days=self.days)

    def clean(self):
        said = super().clean()
        first, then = said.get("last_verified_on"), said.get("next_review_on")
        if first and first > self.today:
            self.add_error("last_verified_on", _now("This day is still to come."))
        if first and then and not first < then <= first + dt.timedelta(days=self.days):
            late = _now("Choose a day within %(days)d days of the verification.") % {"days": self.days}
            self.add_error("next_review_on", late)
        return said
