"""From a cell to a value: each reader takes a Cell, and raises Unreadable with what was expected."""

import datetime as dt
import math
import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from care_engage.kit.guard.fields import guarded, guarded_name

from .faults import SHOWN

ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
FIRST_YEAR, LAST_YEAR = 1970, 2100
LISTED = 12
"""Codes listed in a fault; of a longer list the beginning."""


class Unreadable(Exception):
    """Its text says what was expected."""


class Betraying(Unreadable):
    """The cell would betray a person; what stands in it is repeated nowhere."""


def listing(codes):
    codes = list(codes)
    more = "" if len(codes) <= LISTED else _(" … (%s in all)") % len(codes)
    return ", ".join(codes[:LISTED]) + more


def plain(cell):
    """A cell as text. Whole numbers are taken for codes written without quotes."""
    value = cell.value
    if cell.kind == "b" or isinstance(value, dt.date | dt.time | dt.timedelta):
        raise Unreadable(_("Text was expected."))
    if isinstance(value, float) and math.isfinite(value) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return str(value).strip()


def text(longest):
    def read(cell):
        words = plain(cell)
        if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\r\t" for letter in words):
            raise Unreadable(_("It contains characters that cannot be printed. Type it again."))
        if len(words) > longest:
            raise Unreadable(
                _("At most %(longest)s characters were expected; these are %(length)s.")
                % {"longest": longest, "length": len(words)}
            )
        return words

    return read


def prose(longest, guard=guarded):
    """Text that people write: what would betray a person is refused, as in the forms (D2)."""
    read_text = text(longest)

    def read(cell):
        words = read_text(cell)
        try:
            guard(words)
        except ValidationError as refused:
            raise Betraying(" ".join(strip_tags(said) for said in refused.messages)) from None
        return words

    return read


def title(longest):
    return prose(longest, guarded_name)


def code(longest):
    read_text = text(longest)

    def read(cell):
        words = read_text(cell)
        if ";" in words or "\n" in words:
            raise Unreadable(_("One code was expected, on one line and without a semicolon."))
        return words

    return read


def code_name(longest):
    """A code for somebody, which must not say who they are (D2)."""
    read_title, read_code = title(longest), code(longest)

    def read(cell):
        read_title(cell)
        return read_code(cell)

    return read


def codes(longest):
    """A list separated by semicolons; each once."""
    read_text, read_code = text(20 * longest + 2_000), code(longest)

    def read(cell):
        found = [part.strip() for part in read_text(cell).split(";") if part.strip()]
        if twice := next((part for at, part in enumerate(found) if part in found[:at]), None):
            raise Unreadable(_("%s stands here twice.") % twice[:SHOWN])
        return [read_code(type(cell)(part, "s")) for part in found]

    return read


def choice(options):
    """One of these: a choices class, or a list of its values."""
    known = list(getattr(options, "values", options))

    def read(cell):
        found = plain(cell)
        if found not in known:
            raise Unreadable(_("One of these was expected: %s.") % listing(known))
        return found

    return read


def choices(options):
    read_codes = codes(40)

    def read(cell):
        found = read_codes(cell)
        if any(each not in options.values for each in found):
            raise Unreadable(
                _("Some of these, separated by semicolons, were expected: %s.") % listing(options.values)
            )
        return found

    return read


def day(cell):
    """A date: a real one, or its ISO text. A moment at midnight is how Excel keeps a date."""
    value = cell.value
    if isinstance(value, dt.datetime):
        if value.time() != dt.time():
            raise Unreadable(_("A date without a time of day was expected."))
        value = value.date()
    elif isinstance(value, str):
        value = iso_day(value)
    elif cell.kind == "n" and isinstance(value, int | float):
        raise Unreadable(_("A date was expected, this is a number. Format the cell as a date."))
    if not isinstance(value, dt.date):
        raise Unreadable(_("A date was expected, such as 2026-03-09."))
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise Unreadable(
            _("A date between %(first)s and %(last)s was expected.")
            % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )
    return value


def iso_day(words):
    found = ISO_DAY.fullmatch(words.strip())
    if not found:
        return None
    try:
        return dt.date.fromisoformat(found.group(1))
    except ValueError:
        raise Unreadable(_("There is no such day in the calendar.")) from None


def days(cell):
    """One real date, or ISO dates separated by semicolons; in their order."""
    if not isinstance(cell.value, str):
        return [day(cell)]
    return sorted({day(type(cell)(part, "s")) for part in cell.value.split(";") if part.strip()})


def first_of_month(cell):
    """A month, as any day of it."""
    return day(cell).replace(day=1)


def number(cell):
    value = cell.value
    if isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,15})?", value.strip(), re.ASCII):
        value = float(value)
    usable = isinstance(value, int | float) and cell.kind != "b" and math.isfinite(value)
    return value if usable else None


def whole(low, high):
    def read(cell):
        value = number(cell)
        if value is None or value != int(value) or not low <= value <= high:
            raise Unreadable(
                _("A whole number from %(low)s to %(high)s was expected.") % {"low": low, "high": high}
            )
        return int(value)

    return read


def minutes_from_hours(cell):
    value = number(cell)
    if value is None or not 0 < value <= 24 or round(value * 60) < 1:
        raise Unreadable(_("A number of hours above 0 and up to 24 was expected."))
    return round(value * 60)


def country(cell):
    found = plain(cell)
    if not re.fullmatch(r"[A-Z]{2}", found):
        raise Unreadable(_("A country code of two capital letters was expected, such as RW."))
    return found


YES, NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")


def claim(cell):
    """Yes or no, in words or as Excel keeps it."""
    found = str(cell.value).strip().casefold()
    if found not in YES + NO:
        raise Unreadable(_("“yes” or “no” was expected."))
    return found in YES


def numbered(options):
    """One of these by its name; its number is kept."""
    read_name = choice(options.names)
    return lambda cell: options[read_name(cell)].value


def paper(pattern, sentence):
    """The number of a paper that is kept elsewhere."""

    def read(cell):
        found = plain(cell)
        if not re.fullmatch(pattern, found):
            raise Unreadable(sentence)
        return found

    return read


NOTHING = {"no", "none", "n", "0", "false", "-", "–"}


def asked(longest):
    """The changes that women or a partner asked for, in words; a plain yes or no is understood too."""
    read_text = prose(longest)

    def read(cell):
        if cell.kind == "b":
            return "yes" if cell.value else ""
        words = read_text(cell)
        return "" if words.casefold() in NOTHING else words

    return read
