"""Countries by their ISO 3166-1 codes: names from Babel, time zones from the tz database's own tables."""

from functools import cache
from importlib.resources import files

from babel import Locale


@cache
def table(name):
    """Rows of a table of the tz database, comments left out."""
    lines = (files("tzdata.zoneinfo") / name).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def exists(iso2):
    return any(row[0] == iso2 for row in table("iso3166.tab"))


def name(iso2):
    """The country's name in English."""
    return Locale("en").territories.get(iso2, iso2)


def time_zone(iso2):
    """The first zone of the country in the tz database; an office that works elsewhere changes it."""
    return next((row[2] for row in table("zone.tab") if row[0] == iso2), "UTC")
