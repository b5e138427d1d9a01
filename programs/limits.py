"""Which parameters of the rules hold in an office on a day."""

from dataclasses import fields

from .models import RuleLimits
from .sequencing.limits import Limits

NAMES = {limit.name for limit in fields(Limits)}


def limits_for(office_id, on):
    """The parameters of the rules that hold in this office on this day; one query."""
    rows = RuleLimits.objects.filter(office=office_id).values_list("version", "in_force_from", "values")
    return newest_limits(rows, on)


def newest_limits(versions, on):
    """Of `(version, in force from, values)`, the highest version in force on the day, else the defaults."""
    in_force = [(version, values) for version, since, values in versions if since <= on]
    values = max(in_force, key=lambda row: row[0])[1] if in_force else {}
    return Limits(**{name: value for name, value in values.items() if name in NAMES})
