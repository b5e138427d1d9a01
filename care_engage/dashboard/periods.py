"""Calendar years and quarters as codes that keep their meaning in an address: `2026`, `2026-Q4`."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Period:
    """A calendar year (quarter 0) or one of its quarters; both days belong to it."""

    year: int
    quarter: int = 0

    @property
    def first(self):
        return date(self.year, 3 * self.quarter - 2 if self.quarter else 1, 1)

    @property
    def last(self):
        month = 3 * self.quarter if self.quarter else 12
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def code(self):
        return f"{self.year}-Q{self.quarter}" if self.quarter else f"{self.year}"

    @property
    def label(self):
        if not self.quarter:
            return str(self.year)
        return _("Q%(quarter)s %(year)s") % {"year": self.year, "quarter": self.quarter}


def read_period(code):
    """The period of a code, or None for what is not one."""
    found = re.fullmatch(r"(20\d\d)(?:-Q([1-4]))?", code)
    return Period(int(found[1]), int(found[2] or 0)) if found else None


def quarter_of(day):
    return Period(day.year, (day.month + 2) // 3)


def periods_around(day):
    """What people look for: the quarters from two back to two ahead, and three years."""
    at = day.year * 4 + (day.month - 1) // 3
    quarters = [Period(*divmod(step, 4)) for step in range(at - 2, at + 3)]
    quarters = [Period(period.year, period.quarter + 1) for period in quarters]
    return quarters + [Period(year) for year in range(day.year - 1, day.year + 2)]
