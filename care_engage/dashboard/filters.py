"""What a person asks of the board, as it stands in the address."""

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from care_engage.accounts.models import CountryOffice
from programs.models import Element, Flag, Intervention, InterventionStatus
from programs.models.flag import Severity

from .periods import periods_around, read_period

NOT_RUNNING = (InterventionStatus.DRAFT, InterventionStatus.CANCELLED)
CSS = {"q": "form-control", "flagged": ""}
FLAGGED = Q(verdict__rank__gt=0)


class BoardFilters(forms.Form):
    """Every field is optional; what cannot be read is left out, never an error page."""

    q = forms.CharField(label=_("Search"), required=False, max_length=80)
    office = forms.ModelChoiceField(
        CountryOffice.objects.none(), label=_("Country office"), required=False, empty_label=_("All offices")
    )
    element = forms.ChoiceField(
        label=_("Element"), required=False, choices=[("", _("All elements")), *Element.choices]
    )
    rule = forms.ChoiceField(label=_("Flag"), required=False)
    period = forms.ChoiceField(label=_("Running in"), required=False)
    flagged = forms.BooleanField(label=_("Only with flags"), required=False)

    def __init__(self, data, *, user, today, rules):
        super().__init__(data, auto_id="board_%s")
        self.fields["office"].queryset = CountryOffice.objects.visible_to(user)
        self.fields["rule"].choices = [("", _("All rules")), *rules]
        periods = {period.code: period.label for period in periods_around(today)}
        asked = read_period(data.get("period", ""))
        if asked:
            periods.setdefault(asked.code, asked.label)
        self.fields["period"].choices = [("", _("Any time")), *periods.items()]
        self.fields["q"].widget.attrs |= {"type": "search", "placeholder": _("Name, code or place")}
        for name, field in self.fields.items():
            field.widget.attrs["class"] = CSS.get(name, "form-select")
        self.is_valid()

    @property
    def menus(self):
        """The fields with a label above, in the order in which they stand."""
        return [self[name] for name in ("q", "office", "element", "rule", "period")]

    @property
    def asked(self):
        """Names and values of what was asked for, without what was left open."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def spoken(self):
        """`[(label, value)]` of what was asked for, as people read it."""
        return [(self.fields[name].label, self.shown(name, value)) for name, value in self.asked.items()]

    def shown(self, name, value):
        if name == "flagged":
            return _("yes")
        return dict(self.fields[name].choices)[value] if name in ("element", "rule", "period") else value

    @property
    def stretch(self):
        """The period asked for, or None."""
        return read_period(self.cleaned_data.get("period", ""))

    def narrow(self, programs, counted):
        """The programs that fit; each condition costs one subquery at most.

        Asked for flags, only programs fit whose flags the person may count (`counted`).
        """
        asked = self.asked
        if {"rule", "flagged"} & asked.keys():
            programs = programs.filter(counted)
        if "q" in asked:
            programs = programs.filter(matches(asked["q"]))
        if "office" in asked:
            programs = programs.filter(office=asked["office"])
        if "rule" in asked:
            flags = Flag.objects.open().filter(program=OuterRef("pk"), rule=asked["rule"])
            programs = programs.filter(Exists(flags))
        if "flagged" in asked:
            programs = programs.filter(FLAGGED)
        running = self.running()
        return programs if running is None else programs.filter(Exists(running))

    def running(self):
        """Interventions of the element asked for that run in the period asked for; None if neither is."""
        element, period = self.asked.get("element"), self.stretch
        if not (element or period):
            return None
        rows = Intervention.objects.filter(program=OuterRef("pk")).exclude(status__in=NOT_RUNNING)
        if element:
            rows = rows.filter(element=element)
        if period:
            rows = rows.alias(
                first=Coalesce("actual_started_on", "starts_on"), last=Coalesce("actual_ended_on", "ends_on")
            )
            rows = rows.filter(Q(last=None) | Q(last__gte=period.first), first__lte=period.last)
        return rows


def matches(words):
    """Every word somewhere in the name, the code or the place."""
    condition = Q()
    for word in words.split():
        condition &= Q(name__icontains=word) | Q(code__icontains=word) | Q(place__name__icontains=word)
    return condition


SEVERITY_FIELDS = [(severity, severity.value.lower()) for severity in Severity]
"""Each severity with the name of its count in `Verdict`, worst first."""
