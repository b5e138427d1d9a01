"""An entry as a device sends it: read with distrust, and checked against its own hash."""

import hashlib
import json
import uuid
from dataclasses import dataclass

from django.utils.datastructures import MultiValueDict

KINDS = ("log", "not_held")
MOST_VALUES = 2_000
"""Marks in one field: more people than any register has."""


class Unreadable(ValueError):
    """What came is not an entry."""


@dataclass(frozen=True)
class Sent:
    """One entry as it came. `fields` holds, by form field, a text or a list of texts."""

    id: uuid.UUID
    session: int
    kind: str
    base: int
    hash: str
    fields: dict

    @classmethod
    def read(cls, given):
        """From what JSON gave. Raises Unreadable."""
        try:
            entry = cls(
                uuid.UUID(given["id"]),
                _bounded(given["session"]),
                given["kind"],
                _bounded(given["base"]),
                given["hash"],
                {_text(name): _values(value) for name, value in given["fields"].items()},
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise Unreadable from error
        if entry.kind not in KINDS or entry.hash != entry.digest():
            raise Unreadable
        return entry

    def digest(self):
        """The hash as the device makes it (static/js/outbox.js): SHA-256 of the content in one order."""
        content = [self.session, self.kind, sorted(self.fields.items())]
        text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def data(self):
        """As a browser would have posted the form."""
        fields = {name: value if isinstance(value, list) else [value] for name, value in self.fields.items()}
        return MultiValueDict(fields | {"version": [str(self.base)]})


def _bounded(value):
    if type(value) is not int or not 0 < value < 10**18:
        raise ValueError
    return value


def _text(value):
    if not isinstance(value, str) or len(value) > 200:
        raise ValueError
    return value


def _values(value):
    if isinstance(value, list) and len(value) <= MOST_VALUES:
        return [_text(one) for one in value]
    return _text(value)
