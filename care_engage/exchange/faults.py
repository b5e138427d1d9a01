"""What is wrong with a workbook: a fault of one cell, or a refusal of the whole file."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

SHOWN = 60
"""Characters of a value that are repeated to the reader; the rest is an ellipsis."""


class Refused(Exception):
    """The file as a whole is not taken. Its text is one sentence for people."""


def sentence(model, name):
    """What the database's constraint of this name says to people."""
    return next(str(each.violation_error_message) for each in model._meta.constraints if each.name == name)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to correct: where it stands, what stands there, and what was expected.

    `row` 0 is the sheet itself; `column` is a column's name, or its letter where it has none.
    """

    sheet: str
    row: int
    column: str
    value: str
    expected: str

    def __str__(self):
        return f"{self.place}: {self.said}"

    @property
    def place(self):
        parts = [_("sheet %s") % self.sheet] if self.sheet else []
        if self.row:
            parts.append(_("row %s") % self.row)
        if self.column:
            parts.append(_("column %s") % self.column)
        return ", ".join(parts) or _("workbook")

    @property
    def said(self):
        return f"“{self.value}”. {self.expected}" if self.value else self.expected


def shown(value):
    """A cell's value as it is repeated in a fault."""
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return value.isoformat(sep=" ") if hasattr(value, "hour") and hasattr(value, "year") else str(value)
    text = " ".join(str(value).split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
