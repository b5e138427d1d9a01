"""What the forms of records share: native date fields, and constraints that speak."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from .guard.forms import GuardedForm

LONGEST_ID = 18  # digits, as in addresses (`kit.converters`)
FIRST_YEAR, LAST_YEAR = 1970, 2100


def asked_id(text, otherwise=0):
    """A row's id as an address names it: `otherwise` where none is named, 0, no row's, where it is no id."""
    if not text:
        return otherwise
    return int(text) if text.isdecimal() and len(text) <= LONGEST_ID else 0


def plausible_day(day):
    """A mistyped year would stretch every picture, and carry the rules beyond the calendar."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(
            _now("Choose a day between the years %(first)s and %(last)s.")
            % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )


class DateInput(forms.DateInput):
    """The browser's own calendar, which shows dates as the person is used to."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class RecordForm(GuardedForm, forms.ModelForm):
    """A form for one record, which knows on whose behalf it is filled in (`user`).

    Fields that the view has set on the instance are validated too: Django would skip every constraint that
    names a field outside the form, and the database would refuse later, without a sentence. Prose in such
    fields is not this form's to refuse.
    """

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.widget = DateInput()
                field.validators.append(plausible_day)

    def _get_validation_exclusions(self):
        return (super()._get_validation_exclusions() & set(self.fields)) | self.guarded_elsewhere

    def limit(self, **choices):
        """Offer only these rows: `self.limit(place=Place.objects.visible_to(user))`."""
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset


class PastDays(RecordForm):
    """A record of something that happened: none of the days in `happened` lies ahead of `today`, a date."""

    happened = ()

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        for name in self.happened:
            self.fields[name].widget.attrs["max"] = today.isoformat()

    def clean(self):
        data = super().clean()
        for name in self.happened:
            if data.get(name) and data[name] > self.today:
                self.add_error(name, _now("This day is still to come. Enter today or an earlier day."))
        return data


class Rows(forms.ModelMultipleChoiceField):
    """Several rows. A number beyond the database's integers is a wrong choice, not an error."""

    def _check_values(self, value):
        for pk in value:
            if not str(pk).isdecimal() or len(str(pk)) > LONGEST_ID:
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": str(pk)[:20]},
                )
        return super()._check_values(value)


class Lines(forms.CharField):
    """A list of sentences, one per line, kept as a list."""

    widget = forms.Textarea

    def __init__(self, *, most=50, longest=300, **kwargs):
        self.most, self.longest = most, longest
        super().__init__(**kwargs)
        self.widget.attrs["rows"] = 4

    def prepare_value(self, value):
        return "\n".join(str(line) for line in value) if isinstance(value, list) else value

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > self.most or any(len(line) > self.longest for line in lines):
            raise forms.ValidationError(
                _("Write at most %(most)d lines of at most %(longest)d characters each.")
                % {"most": self.most, "longest": self.longest}
            )
        return lines

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial or []), data)
