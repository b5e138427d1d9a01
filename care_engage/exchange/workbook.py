"""A file somebody sent, read safely: from bytes to rows of cells that know where they stand.

Nothing is unpacked to disk and nothing outside the file is opened. Every part is measured while it is
unpacked and walked through by a parser that refuses document types and entities (defusedxml), before
openpyxl sees it; so its size, its depth and the number of its elements are known to be harmless.
"""

import io
import warnings
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

import openpyxl
from defusedxml import DefusedXmlException
from defusedxml import sax as safe_sax
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import WorkSheetParser

from .faults import Refused

MAX_FILE = 5 * 1024 * 1024
MAX_UNZIPPED = 50 * 1024 * 1024
MAX_PARTS = 500
MAX_SHEETS = 40
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELL_ELEMENTS = 800_000
MAX_OTHER_ELEMENTS = 100_000
MAX_DEPTH = 64
MAX_CELLS_IN_ROW = 16_384
CELL_ELEMENTS = {"row", "c", "v", "f", "is", "si", "t", "r", "rPr"}
NOT_XML = (
    ".bin",
    ".vml",
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".emf",
    ".wmf",
    ".tif",
    ".tiff",
    ".bmp",
    ".svg",
    ".ico",
)
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
MACROS = b"macroEnabled"


@dataclass(frozen=True, slots=True)
class Cell:
    """`kind` is openpyxl's data type: s text, n number, d date, b truth value, f formula, e error."""

    value: object
    kind: str


@dataclass(slots=True)
class RawSheet:
    """`rows` are `(row number, {column number: Cell})`, empty cells and rows left out, both from 1."""

    name: str
    rows: list = field(default_factory=list)


def read_workbook(data):
    """The sheets of an .xlsx file given as bytes, in their order. Raises Refused."""
    check_kind(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_parts(archive)
        return read_sheets(data)
    except Refused:
        raise
    except DefusedXmlException as error:
        raise Refused(
            _("The file declares document types or entities, as no workbook does. Save it again as .xlsx.")
        ) from error
    except Exception as error:  # openpyxl answers broken files with a dozen kinds of exception
        raise damaged() from error


def check_kind(data):
    if not data:
        raise Refused(_("The file is empty. Choose a workbook (.xlsx)."))
    if len(data) > MAX_FILE:
        raise Refused(_("The file is larger than 5 MB. Split it into workbooks of one program each."))
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Refused(_("The workbook is protected by a password. Save it without one."))
        raise Refused(_("This is an old .xls file. Save it as .xlsx."))
    if not data.startswith(b"PK") or not zipfile.is_zipfile(io.BytesIO(data)):
        raise Refused(_("This is not an .xlsx workbook. Save it as .xlsx and choose it again."))


def check_parts(archive):
    """Measure every part while it is unpacked: what a zip says of its sizes may be a lie."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MAX_PARTS:
        raise Refused(_("The file has too many parts for a workbook. Copy its sheets into a new one."))
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(_("The workbook is protected by a password. Save it without one."))
    if len(set(names)) < len(names) or any(map(strange_name, names)):
        raise Refused(_("The file has parts with strange names. Save it again as .xlsx."))
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise Refused(_("The file is packed in an unusual way. Save it again as .xlsx."))
    if "[Content_Types].xml" not in names:
        raise Refused(_("This is not an .xlsx workbook. Save it as .xlsx and choose it again."))
    if sum(part.file_size for part in parts) > MAX_UNZIPPED:
        raise too_large()
    walk, left = Walk(), MAX_UNZIPPED
    for part in parts:
        content = unpack(archive, part, left)
        left -= len(content)
        if part.filename == "[Content_Types].xml" and MACROS in content or "vbaProject" in part.filename:
            raise Refused(_("The workbook contains macros. Save it as .xlsx, without macros."))
        if not part.is_dir() and not part.filename.lower().endswith(NOT_XML):
            walk.through(content)


def strange_name(name):
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or "\0" in name


def unpack(archive, part, left):
    content = bytearray()
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(64 * 1024):
                content += chunk
                if len(content) > left:
                    raise too_large()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise damaged() from error
    return bytes(content)


def damaged():
    return Refused(_("The file is damaged. Open it in a spreadsheet program and save it again as .xlsx."))


def too_large():
    return Refused(_("The file unpacks to more than 50 MB. Split it into workbooks of one program each."))


class Walk(ContentHandler):
    """Counts elements and their depth without building anything."""

    def __init__(self):
        super().__init__()
        self.cells = self.others = self.depth = 0
        self.in_row = 0

    def through(self, content):
        self.depth = 0
        try:
            safe_sax.parseString(content, self, forbid_dtd=True)
        except SAXException as error:
            raise damaged() from error

    def startElement(self, name, attrs):  # noqa: N802  named by xml.sax
        self.depth += 1
        local = name.rpartition(":")[2]
        if local in CELL_ELEMENTS:
            self.cells += 1
            self.in_row = 0 if local == "row" else self.in_row + (local == "c")
        else:
            self.others += 1
        if self.depth > MAX_DEPTH or self.in_row > MAX_CELLS_IN_ROW:
            raise Refused(_("The file is built in an unusual way. Copy its sheets into a new workbook."))
        if self.cells > MAX_CELL_ELEMENTS or self.others > MAX_OTHER_ELEMENTS:
            raise Refused(_("The workbook has too many cells. Split it into workbooks of one program each."))

    def endElement(self, name):  # noqa: N802  named by xml.sax
        self.depth -= 1


def read_sheets(data):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that openpyxl does not know
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        try:
            if len(book.worksheets) > MAX_SHEETS:
                raise Refused(_("The workbook has too many sheets. Keep the plan's own sheets."))
            sheets, rows_left = [], MAX_ROWS
            for worksheet in book.worksheets:
                sheet = read_sheet(book, worksheet, rows_left)
                rows_left -= len(sheet.rows)
                sheets.append(sheet)
            return sheets + [RawSheet(chart.title.strip()) for chart in book.chartsheets]
        finally:
            book.close()


def read_sheet(book, worksheet: ReadOnlyWorksheet, rows_left):
    """Only the cells that are there, so that a sheet which lies about its size costs nothing."""
    sheet = RawSheet(worksheet.title.strip())
    with worksheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            worksheet._shared_strings,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, cells in parser.parse():
            filled = {
                cell["column"]: Cell(cell["value"], cell["data_type"]) for cell in cells if not empty(cell)
            }
            if filled:
                sheet.rows.append((number, filled))
            if len(sheet.rows) > rows_left:
                raise Refused(_("The workbook has more than 100,000 rows. Split it by program."))
            if filled and max(filled) > MAX_COLUMNS:
                said = _("Sheet %(sheet)s, row %(row)s: something stands far right, in column %(column)s.")
                at = {"sheet": sheet.name, "row": number, "column": get_column_letter(max(filled))}
                raise Refused(said % at)
    return sheet


def empty(cell):
    value = cell["value"]
    return value is None or (isinstance(value, str) and not value.strip())
