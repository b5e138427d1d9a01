"""Referrals in numbers, as managers and MEL may see them: by quarter and province, nothing below ten.

Nothing that is hidden can be worked out, also by who knows this text: each count stands alone, and the
quarter's total is shown only where every province of that quarter is. Counts that add up to one another
(offered = referred + declined) are not shown together: `referral_offered` is left out. Only quarters that
are over are shown, so that nobody watches a number grow.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from care_engage.accounts.models import Place, PlaceLevel
from care_engage.kit.suppression import protect

from .models import ReferralTally

SHOWN = {
    "information_given": _("Information given"),
    "referred_with_consent": _("Referred with consent"),
    "declined": _("Declined"),
    "service_unavailable": _("Service unavailable"),
}
QUARTERS = 4


@dataclass(frozen=True)
class Table:
    measure: str
    label: str
    quarters: tuple  # their names
    rows: tuple  # (province, ((quarter, cell), ...))
    totals: tuple  # (quarter, total)


def suppress(columns, limit):
    """`(cells, total)` of each column of counts: small ones hidden, zero too, and with them the total.

    A hidden count may be any from 0 to `limit` - 1: no shown number depends on it.
    """
    for counts in columns:
        column = {(at,): count for at, count in enumerate(counts)}
        table = protect(column, limit, zeros=False, complement=False)
        yield [table.where([at]) for (at,) in column], table.where(None)


def quarters_before(day, number=QUARTERS):
    """First days of the last quarters that were over by this day, the oldest first."""
    year, quarter = day.year, (day.month - 1) // 3
    firsts = []
    for _each in range(number):
        year, quarter = (year, quarter - 1) if quarter else (year - 1, 3)
        firsts.append(dt.date(year, quarter * 3 + 1, 1))
    return tuple(reversed(firsts))


def quarter_name(first):
    """In words: "Jan–Mar 2026"."""
    last = first.replace(month=first.month + 2)
    return f"{date_format(first, 'M')}–{date_format(last, 'M')} {first.year}"


def summary(office, on):
    """One table for each measure, suppressed. Provinces are rows, quarters columns. Three queries."""
    provinces = list(Place.objects.filter(office=office, level=PlaceLevel.ADMIN1).order_by("name"))
    quarters = quarters_before(on)
    counted = _counted(office, quarters, {place.pk for place in provinces})
    names = tuple(quarter_name(first) for first in quarters)
    tables = []
    for measure, label in SHOWN.items():
        columns = [
            [counted.get((place.pk, first), {}).get(measure, 0) for place in provinces] for first in quarters
        ]
        shown = list(suppress(columns, office.referral_threshold))
        rows = tuple(
            (place, tuple(zip(names, (cells[at] for cells, _total in shown), strict=True)))
            for at, place in enumerate(provinces)
        )
        totals = tuple(zip(names, (total for _cells, total in shown), strict=True))
        tables.append(Table(measure, label, names, rows, totals))
    return tuple(tables)


def _counted(office, quarters, provinces):
    """`{(province id, first day of quarter): {measure: sum}}`; tallies of the whole country are left out."""
    rows = (
        ReferralTally.objects.filter(office=office, month__gte=quarters[0])
        .values("place__path", "month")
        .annotate(**{measure: Sum(measure) for measure in SHOWN})
    )
    found = {}
    for row in rows:
        month = row["month"]
        first = month.replace(month=(month.month - 1) // 3 * 3 + 1)
        province = next((int(p) for p in row["place__path"].split("/") if p and int(p) in provinces), None)
        if province is None or first not in quarters:
            continue
        cell = found.setdefault((province, first), dict.fromkeys(SHOWN, 0))
        for measure in SHOWN:
            cell[measure] += row[measure]
    return found
