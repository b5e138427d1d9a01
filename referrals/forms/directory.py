"""Services, the organizations that run them, and the limits of the card."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from care_engage.accounts.models import Place, PlaceLevel
from care_engage.kit.forms import RecordForm

from ..hours import by_day, read_hours, set_hours, written
from ..models import Organization, ReferralLimits, Serves, Service, Weekday

LIST_MAX = 10


class LimitsForm(RecordForm):
    class Meta:
        model = ReferralLimits
        fields = ["amber_after", "drop_after"]


class WebsiteField(forms.URLField):
    """A public website; without a scheme, https is meant."""

    def __init__(self, **kwargs):
        super().__init__(label=_("Website"), required=False, max_length=200, assume_scheme="https", **kwargs)


class OrganizationForm(RecordForm):
    url = WebsiteField()

    class Meta:
        model = Organization
        fields = ["name", "alternate_name", "description", "email", "url"]


class Listed(forms.CharField):
    """A short list in one line, separated by commas."""

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value):
        parts = [part.strip() for part in super().clean(value).split(",") if part.strip()]
        if len(parts) > LIST_MAX:
            raise ValidationError(_now("Name at most %(count)d.") % {"count": LIST_MAX})
        return parts

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial or []), data)


class HoursField(forms.CharField):
    """One day's opening hours, as `[(opens_at, closes_at)]`."""

    def __init__(self, day, **kwargs):
        super().__init__(label=day.label, required=False, max_length=80, **kwargs)
        self.widget.attrs |= {"placeholder": "08:00-12:00, 14:00-17:00", "dir": "ltr"}

    def prepare_value(self, value):
        return written(value) if isinstance(value, list) else value

    def clean(self, value):
        return read_hours(super().clean(value))

    def has_changed(self, initial, data):
        try:
            return read_hours(data or "") != (initial or [])
        except ValidationError:
            return True


class ServiceForm(RecordForm):
    """A service of one office. The organization is chosen, or named anew."""

    new_organization = forms.CharField(
        label=_("or a new organization"), max_length=160, required=False, help_text=_("Its public name.")
    )
    url = WebsiteField()
    languages = Listed(
        label=_("Languages"), required=False, max_length=200, help_text=_("Separated by commas.")
    )
    serves = forms.MultipleChoiceField(
        label=_("Serves"), choices=Serves, required=False, widget=forms.CheckboxSelectMultiple
    )
    minimum_age = forms.IntegerField(label=_("From age"), min_value=0, max_value=120, required=False)
    maximum_age = forms.IntegerField(label=_("Up to age"), min_value=0, max_value=120, required=False)

    class Meta:
        model = Service
        fields = [
            "organization",
            "new_organization",
            "name",
            "sector",
            "description",
            "service_areas",
            "safe_house",
            "phone",
            "phone_description",
            "email",
            "url",
            "contact",
            "address",
            "transport",
            "always_open",
            "hours_note",
            "languages",
            "cost",
            "fees_description",
            "serves",
            "minimum_age",
            "maximum_age",
            "accessibility",
            "requires_police_report",
            "required_document",
            "alert",
        ]
        widgets = {"service_areas": forms.CheckboxSelectMultiple}
        labels = {"service_areas": _("For people in")}
        help_texts = {"service_areas": _("Each place covers the places that lie in it.")}

    def __init__(self, *args, office, **kwargs):
        super().__init__(*args, **kwargs)
        self.office = office
        self.limit(
            organization=Organization.objects.filter(office=office),
            service_areas=Place.objects.filter(office=office).order_by("path"),
        )
        self.fields["organization"].required = False
        self.fields["service_areas"].required = True
        days = by_day(self.instance.schedules.all()) if self.instance.pk else {}
        for day in Weekday:
            self.fields[f"hours_{day}"] = HoursField(day, initial=days.get(day, []))
        names = self._meta.fields
        before = names[: names.index("hours_note")]
        self.order_fields([*before, *(f"hours_{day}" for day in Weekday), "hours_note"])

    def clean_new_organization(self):
        name = self.cleaned_data["new_organization"].strip()
        if name and Organization.objects.filter(office=self.office, name__iexact=name).exists():
            raise ValidationError(_now("This organization is in the directory already: choose it above."))
        return name

    def clean(self):
        said = super().clean()
        if not said.get("organization") and not said.get("new_organization"):
            self.add_error("organization", _now("Choose the organization, or name a new one."))
        communities = [p for p in said.get("service_areas") or () if p.level == PlaceLevel.COMMUNITY]
        if said.get("safe_house") and communities:
            self.add_error(
                "service_areas",
                _now("Choose districts or larger for a safe house: a community says where it lies."),
            )
        return said

    def save(self, commit=True):
        if self.cleaned_data.get("organization") is None:
            self.instance.organization = Organization.objects.create(
                office=self.office, name=self.cleaned_data["new_organization"]
            )
        service = super().save(commit)
        set_hours(service, {day: self.cleaned_data[f"hours_{day}"] for day in Weekday})
        return service
