"""From raw sheets to typed rows, with every fault of every cell on the way."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from .columns import BY_NAME, REQUIRED_SHEETS, SHEETS
from .faults import Fault, shown
from .values import Betraying, Unreadable, listing


@dataclass(slots=True)
class Row:
    """One line of a sheet. `values` has every column the sheet has; unread ones are left out.

    `broken` names the columns that have a fault already, so that no check speaks of them twice.
    """

    sheet: str
    number: int
    values: dict
    written: dict
    broken: set = field(default_factory=set)

    def get(self, column):
        return self.values.get(column)

    @property
    def sound(self):
        return not self.broken


@dataclass
class Reading:
    """`sheets` maps a sheet's name to its rows; an absent sheet is not in it and says nothing."""

    sheets: dict = field(default_factory=dict)
    faults: list = field(default_factory=list)

    def rows(self, sheet):
        return self.sheets.get(sheet, [])

    def blame(self, row, column, expected):
        row.broken.add(column)
        self.faults.append(Fault(row.sheet, row.number, column, shown(row.written.get(column)), expected))

    def sorted_faults(self):
        """In the order of the format, then of rows and columns."""
        order = {sheet.name: at for at, sheet in enumerate(SHEETS)}
        return sorted(self.faults, key=lambda fault: (order.get(fault.sheet, -1), fault.row))


def read_rows(raw_sheets):
    """A Reading of raw sheets: every cell read that can be."""
    reading = Reading()
    for raw in raw_sheets:
        if raw.name not in BY_NAME:
            expected = _("There is no such sheet in a plan workbook. Its sheets are: %s.") % listing(BY_NAME)
            reading.faults.append(Fault(raw.name, 0, "", "", expected))
        elif raw.name in reading.sheets:
            reading.faults.append(Fault(raw.name, 0, "", "", _("This sheet stands here twice. Keep one.")))
        else:
            reading.sheets[raw.name] = read_sheet(reading, BY_NAME[raw.name], raw)
    for name in REQUIRED_SHEETS:
        if name not in reading.sheets:
            reading.faults.append(
                Fault(name, 0, "", "", _("This sheet is missing. Every plan workbook has it."))
            )
        elif not reading.sheets[name] and not reading.faults:
            reading.faults.append(Fault(name, 0, "", "", _("This sheet has no row. Enter at least one.")))
    return reading


def read_sheet(reading, sheet, raw):
    lines = list(raw.rows)
    header = lines.pop(0)[1] if lines and lines[0][0] == 1 else {}
    at = read_header(reading, sheet, header)
    return [read_row(reading, sheet, at, number, cells) for number, cells in lines]


def read_header(reading, sheet, header):
    """`{column number: Column}`, with a fault for each name that is unknown, missing or there twice."""
    at, columns = {}, sheet.by_name

    def blame(place, value, expected):
        reading.faults.append(Fault(sheet.name, 1, place, value, expected))

    for position, cell in sorted(header.items()):
        name, letter = str(cell.value).strip(), get_column_letter(position)
        if name not in columns:
            known = ", ".join(columns)
            blame(
                letter, shown(name), _("There is no such column in this sheet. Its columns are: %s.") % known
            )
        elif columns[name] in at.values():
            blame(name, "", _("This column stands here twice. Keep one."))
        else:
            at[position] = columns[name]
    for column in sheet.columns:
        if column.required and column not in at.values():
            blame(column.name, "", _("This column is missing from the first row."))
    return at


def read_row(reading, sheet, at, number, cells):
    row = Row(sheet.name, number, {}, {})
    for position in cells:
        if position not in at:
            letter = get_column_letter(position)
            row.written[letter] = cells[position].value
            reading.blame(row, letter, _("This column has no name in the first row."))
    for position, column in at.items():
        cell = cells.get(position)
        row.written[column.name] = cell.value if cell else None
        try:
            row.values[column.name] = read_cell(column, cell)
        except Betraying as betraying:
            row.written[column.name] = None
            reading.blame(row, column.name, str(betraying))
        except Unreadable as unreadable:
            reading.blame(row, column.name, str(unreadable))
    return row


def read_cell(column, cell):
    if cell is None:
        if column.required:
            raise Unreadable(_("A value is missing: %s.") % column.what)
        return column.blank
    if cell.kind == "f":
        raise Unreadable(_("Formulas are not read. Replace it by its value (paste values only)."))
    if cell.kind == "e":
        raise Unreadable(_("The cell shows an error. Replace it by a value."))
    return column.read(cell)
