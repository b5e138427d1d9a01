"""Days on which a group does not meet: holidays of its office, market days of its places."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from care_engage.accounts.models import Place

from .models import MarketDay, OfficeHoliday


@dataclass(frozen=True)
class DaysOff:
    """Names of holidays by their day, and of the places of a market by its weekday (0 is Monday)."""

    holidays: Mapping[dt.date, str] = field(default_factory=dict)
    markets: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def __call__(self, day):
        return day in self.holidays or day.weekday() in self.markets

    def reasons(self, day):
        """Sentences on why this day is off; none, if it is not."""
        if day in self.holidays:
            yield _("Holiday: %(name)s.") % {"name": self.holidays[day]}
        if day.weekday() in self.markets:
            yield _("Market day in %(places)s.") % {"places": ", ".join(self.markets[day.weekday()])}


def days_off_of(intervention):
    """Days off where this intervention or its groups meet, there and in every place around. Three queries."""
    paths = [intervention.program.place.path, intervention.place.path if intervention.place else ""]
    if not intervention.place:
        groups = Place.objects.filter(groups__interventions=intervention).values_list("path", flat=True)
        paths = list(groups) or paths
    around = {int(part) for path in paths for part in path.split("/") if part}
    return DaysOff(holidays_of([intervention.program.office_id]), markets_in(place__in=around))


def holidays_of(offices, since=dt.date.min, until=dt.date.max):
    """Names by day; where two offices have one on the same day, both."""
    found = {}
    rows = OfficeHoliday.objects.filter(office__in=offices, day__range=(since, until))
    for day, name in rows.values_list("day", "name"):
        found.setdefault(day, {})[name] = None
    return {day: ", ".join(names) for day, names in found.items()}


def markets_in(**where):
    found = {}
    rows = MarketDay.objects.filter(**where).order_by("place__name")
    for weekday, place in rows.values_list("weekday", "place__name"):
        found.setdefault(weekday, []).append(place)
    return {weekday: tuple(places) for weekday, places in found.items()}
