"""The empty plan workbook, made from the format: a sheet per table, with the choices to choose from."""

import io

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from .columns import SHEETS
from .values import day

INLINE = 255
"""Characters of a list of choices that Excel takes inside a rule."""
FILLABLE = 2_000
"""Rows prepared for dates and choices."""


def empty_workbook():
    """Bytes of an .xlsx file with every sheet and column, and no row."""
    book = Workbook()
    book.remove(book.active)
    for sheet in SHEETS:
        page = book.create_sheet(sheet.name)
        page.freeze_panes = "A2"
        for at, column in enumerate(sheet.columns, start=1):
            cell = page.cell(1, at, column.name)
            cell.font = Font(bold=column.required)
            letter = get_column_letter(at)
            page.column_dimensions[letter].width = max(12, len(column.name) + 3)
            if column.read is day:
                page.column_dimensions[letter].number_format = "yyyy-mm-dd"
            page.add_data_validation(hint(column, f"{letter}2:{letter}{FILLABLE}"))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def hint(column, cells):
    """What the column wants, shown beside the cell; a list to choose from where it is short enough."""
    listed = f'"{",".join(column.options)}"'
    rule = DataValidation(
        type="list" if one_choice(column) and len(listed) <= INLINE else None,
        formula1=listed if one_choice(column) and len(listed) <= INLINE else None,
        promptTitle=column.name[:32],
        prompt=str(column.what)[:INLINE],
        showInputMessage=True,
        allow_blank=not column.required,
    )
    rule.add(cells)
    return rule


def one_choice(column):
    return bool(column.options) and column.blank != ()
