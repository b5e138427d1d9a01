"""Holidays of the demo's offices this year and next, and the market days of some of their places."""

import datetime as dt

from programs.models import MarketDay, OfficeHoliday

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)

HOLIDAYS = {
    "RW": (
        (1, 1, "New Year's Day"),
        (2, 1, "National Heroes' Day"),
        (5, 1, "Labor Day"),
        (7, 1, "Independence Day"),
        (7, 4, "Liberation Day"),
        (8, 15, "Assumption of Mary"),
        (12, 25, "Christmas"),
    ),
    "BI": (
        (1, 1, "New Year's Day"),
        (2, 5, "Unity Day"),
        (5, 1, "Labor Day"),
        (7, 1, "Independence Day"),
        (11, 1, "All Saints' Day"),
        (12, 25, "Christmas"),
    ),
    "NP": (
        (3, 8, "International Women's Day"),
        (5, 1, "Labor Day"),
        (5, 29, "Republic Day"),
        (9, 19, "Constitution Day"),
    ),
}

MARKETS = {
    "RW": {"Kirehe": (TUESDAY, FRIDAY), "Huye": (THURSDAY,), "Musanze": (WEDNESDAY, SATURDAY)},
    "BI": {"Kayanza": (MONDAY, THURSDAY), "Gitega": (SUNDAY,)},
    "NP": {"Kapilvastu": (SATURDAY,), "Dhanusha": (WEDNESDAY, SUNDAY)},
}


def lay_days_off(world):
    """Write them; a sample of what offices enter themselves."""
    for iso2, days in HOLIDAYS.items():
        for year in (world.today.year, world.today.year + 1):
            for month, day, name in days:
                OfficeHoliday.objects.create(
                    office=world.offices[iso2], day=dt.date(year, month, day), name=name
                )
        for place, weekdays in MARKETS[iso2].items():
            for weekday in weekdays:
                MarketDay.objects.create(place=world.places[iso2, place], weekday=weekday)
