"""What an import did, or would do: told on the command line and on the page from the same facts."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .faults import shown


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one existing record that the workbook gives another value."""

    sheet: str
    row: int
    field: str
    before: str
    after: str


@dataclass
class Tally:
    """Rows of one sheet."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass
class Report:
    """`owed` maps each sentence of a guard that the import passed over to the records it is about.

    `critical` are new concerns of which the safeguarding focal point is told.
    """

    faults: list = field(default_factory=list)
    tallies: dict = field(default_factory=dict)
    differences: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    owed: dict = field(default_factory=dict)
    programs: list = field(default_factory=list)
    critical: list = field(default_factory=list)

    @property
    def sound(self):
        return not self.faults

    @property
    def changes_nothing(self):
        return self.sound and not self.notes and not any(t.new or t.changed for t in self.tallies.values())

    def tally(self, sheet):
        return self.tallies.setdefault(sheet, Tally())

    def differ(self, row, name, before, after):
        self.differences.append(Difference(row.sheet, row.number, name, told(before), told(after)))


def told(value):
    """A field's value for people."""
    if value in (None, "", [], {}):
        return _("empty")
    if isinstance(value, dict):
        return ", ".join(f"{key} {each}" for key, each in value.items())
    if isinstance(value, list | tuple | set):
        return shown("; ".join(" ".join(each) if isinstance(each, list) else str(each) for each in value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return shown(value)
