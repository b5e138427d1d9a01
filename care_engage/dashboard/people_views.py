"""The page of people reached, and its export: what one shows, the other gives, and nothing more."""

import csv
import datetime as dt

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from care_engage.accounts.models import CountryOffice, RoleKind, today_for
from care_engage.kit.pages import render_page
from care_engage.kit.suppression import differs_too_little
from care_engage.trail.record import Act, record
from programs.models import Element

from .people import COLUMNS, people_of
from .periods import Period, quarter_of, read_period

READERS = (RoleKind.MANAGER, RoleKind.MEL, RoleKind.GBV_FOCAL_POINT)
KEPT = 24 * 3600  # seconds for which what was exported is compared with the next export


class PeopleFilters(forms.Form):
    """An office, a period that is over, an element: no other filter may cut these numbers (D8)."""

    office = forms.ModelChoiceField(CountryOffice.objects.none(), label=gettext_lazy("Country office"))
    period = forms.ChoiceField(label=gettext_lazy("Period"))
    element = forms.ChoiceField(
        label=gettext_lazy("Element"),
        required=False,
        choices=[("", gettext_lazy("All elements")), *Element.choices],
    )

    def __init__(self, data, *, offices, today):
        past = quarter_of(today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1) - dt.timedelta(days=1))
        years = [Period(year) for year in (past.year, past.year - 1)]
        periods = [
            part
            for year in years
            for part in (year, *(Period(year.year, quarter) for quarter in range(1, 5)))
            if Period(part.year, part.quarter or 1).last < today
        ]
        asked = {name: data.get(name, "") for name in ("office", "period", "element")}
        if asked["period"] not in {period.code for period in periods}:
            asked["period"] = years[0].code
        if asked["office"] not in {str(office.pk) for office in offices}:
            asked["office"] = str(offices[0].pk)
        if asked["element"] not in Element.values:
            asked["element"] = ""
        super().__init__(asked, auto_id="people_%s")
        self.fields["office"].queryset = CountryOffice.objects.filter(pk__in=[one.pk for one in offices])
        self.fields["period"].choices = [(period.code, period.label) for period in periods]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"
        self.is_valid()

    @property
    def stretch(self):
        return read_period(self.cleaned_data["period"])


def asked_of(request):
    """What was asked for; 404 for whoever counts people nowhere."""
    scope = request.user.scope
    offices = CountryOffice.objects.all()
    if not scope.everything:
        offices = offices.filter(pk__in=scope.offices_as(*READERS))
    get_object_or_404(offices[:1])
    return PeopleFilters(request.GET, offices=list(offices), today=today_for(request.user))


@require_safe
def people(request):
    filters = asked_of(request)
    office, period = filters.cleaned_data["office"], filters.stretch
    found = people_of(office, period.year, office.today())
    quarters = [period.quarter] if period.quarter else None
    element = filters.cleaned_data["element"]
    record(Act.READ, request.user, "people reached", office=office.pk)
    context = {
        "filters": filters,
        "office": office,
        "period": period,
        "lines": found.lines(quarters, [element] if element else None),
        "elements": found.by_element(quarters),
        "another": found.another,
        "found": found,
        "query": request.GET.urlencode(),
    }
    return render_page(request, "dashboard/people.html", context)


@require_safe
def people_export(request):
    """The year's table, as it is shown. Refused while it would tell what a few people did since the last."""
    filters = asked_of(request)
    office, year = filters.cleaned_data["office"], filters.stretch.year
    found = people_of(office, year, office.today())
    if refusal := too_soon(found, office):
        messages.error(request, refusal)
        return redirect(f"{reverse('people')}?{request.GET.urlencode()}")
    record(Act.EXPORTED, request.user, "people reached", office=office.pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="people-{office.iso2}-{year}.csv"'
    write(csv.writer(response), found, office, request.user)
    return response


def too_soon(found, office):
    """The sentence that refuses an export, or an empty one after which this export is remembered."""
    key = f"people-exported:{office.pk}:{found.year}"
    tables = (found.reached.table, found.attended.table)
    now = [sorted(table.cells.items()) for table in tables]
    for before in cache.get(key, []):
        for table, cells in zip(tables, before, strict=True):
            if differs_too_little(table.cells, dict(cells), table.limits.__getitem__):
                return _(
                    "Somebody exported these numbers in the last 24 hours, and too few people have been "
                    "added since: the two together would tell of them. Export again tomorrow."
                )
    cache.set(key, [*cache.get(key, []), now][-20:], KEPT)
    return ""


def write(sheet, found, office, user):
    """Rows of the export, the finest cells first; who exported it and when stands on top."""
    moment = timezone.now().strftime("%Y-%m-%d %H:%M UTC")
    sheet.writerow([f"People reached, {office.name}, {found.year}", f"exported by {user.name}", moment])
    sheet.writerow(["Low numbers are hidden to protect people. Do not try to find out."])
    sheet.writerow(["quarter", "element", "column", "people_reached", "attendances"])
    for quarter in found.quarters:
        for element in Element.values:
            for column in (*COLUMNS, None):
                asked = ([quarter], [element], column and [column])
                shown = [one.table.where(*asked) for one in (found.reached, found.attended)]
                sheet.writerow([f"Q{quarter}", element, column or "all", *shown])
    sheet.writerow(
        [
            "year",
            "all",
            "all",
            *(one.table.where(None, None, None) for one in (found.reached, found.attended)),
        ]
    )
    sheet.writerow(["year", "all", "another_or_unstated", *found.another])
