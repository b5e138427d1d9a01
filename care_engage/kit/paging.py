"""Long lists page by key: the cost of page 500 is that of page 1, and nothing is counted."""

import base64
import binascii
import json
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q

PAGE_SIZE = 25


@dataclass(frozen=True)
class KeyPage:
    """One page of a list: its rows, and the cursor of the next page (empty at the end)."""

    rows: list
    next: str
    first: bool


def page_by_key(queryset, order, cursor="", size=PAGE_SIZE):
    """The rows after `cursor` in the order given (`("-planned_on", "pk")`; the last key unique, none null).

    An unreadable cursor starts at the beginning: it is an address that somebody shortened by hand.
    """
    values = read_cursor(cursor, len(order))
    rows = queryset.order_by(*order)
    if values:
        try:
            rows = rows.filter(beyond(order, values))
        except (TypeError, ValueError, ValidationError):
            values = None
    rows = list(rows[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    return KeyPage(rows=rows, next=write_cursor(order, rows[-1]) if more else "", first=not values)


def beyond(order, values):
    """`(a, b) > (x, y)` spelled out, with each key's own direction."""
    condition = Q()
    equal = Q()
    for key, value in zip(order, values, strict=True):
        name = key.lstrip("-")
        step = "lt" if key.startswith("-") else "gt"
        condition |= equal & Q(**{f"{name}__{step}": value})
        equal &= Q(**{name: value})
    return condition


def write_cursor(order, row):
    values = []
    for key in order:
        value = row
        for part in key.lstrip("-").split("__"):
            value = getattr(value, part)
        values.append(value)
    return base64.urlsafe_b64encode(json.dumps(values, default=str).encode()).decode().rstrip("=")


def read_cursor(cursor, length):
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error):
        return None
    plain = isinstance(values, list) and all(isinstance(value, str | int) for value in values)
    return values if plain and len(values) == length else None
