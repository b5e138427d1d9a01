"""Files that are no workbook, or no harmless one: one sentence each, and never a trace."""

import io
import re
import struct
import zipfile

import openpyxl
import pytest
from openpyxl.xml import functions

from care_engage.exchange import workbook
from care_engage.exchange.faults import Refused
from care_engage.exchange.workbook import read_workbook

from .books import book, plan, repacked

SHEET = "xl/worksheets/sheet1.xml"
BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>
<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&c;</t></si></sst>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>
<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&e;</t></si></sst>"""
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x><x/>'


def refusal(data):
    with pytest.raises(Refused) as refused:
        read_workbook(data)
    return str(refused.value)


def replacing(part, content):
    """The sound workbook with one part replaced."""
    return repacked(book(plan()), lambda name, old: content if name == part else old)


def test_a_sound_workbook_is_read():
    sheets = read_workbook(book(plan()))
    assert [sheet.name for sheet in sheets] == list(plan())
    number, cells = sheets[0].rows[1]
    assert (number, cells[1].value, cells[1].kind) == (2, "KT", "s")


@pytest.mark.parametrize(("data", "says"), [
    pytest.param(b"", "empty", id="nothing"),
    pytest.param(b"program,name\nKT,Kirehe", "not an .xlsx", id="csv"),
    pytest.param(b"PK\x03\x04" + b"x" * 100, "not an .xlsx", id="zip in name only"),
    pytest.param(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "old .xls", id="old xls"),
    pytest.param(
        bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "password", id="password"
    ),
    pytest.param(b"PK" + b"x" * (workbook.MAX_FILE + 1), "5 MB", id="large"),
])  # fmt: skip
def test_what_is_no_workbook(data, says):
    assert says in refusal(data)


def zipped(*parts, **options):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", options.get("kind", zipfile.ZIP_DEFLATED)) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return stream.getvalue()


def test_a_zip_of_something_else():
    assert "not an .xlsx" in refusal(zipped(("readme.txt", "hello")))


@pytest.mark.parametrize("content", [BOMB, OUTSIDE, DOCTYPE], ids=["bomb", "outside", "doctype"])
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "[Content_Types].xml", "docProps/core.xml"])
def test_entities_and_document_types(part, content):
    assert "document types or entities" in refusal(replacing(part, content))


def test_entities_in_another_encoding():
    content = BOMB.decode().replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")
    assert "document types or entities" in refusal(replacing(SHEET, content))


def test_openpyxl_itself_is_defused():
    assert openpyxl.DEFUSEDXML
    assert not openpyxl.LXML
    assert functions.fromstring.__module__ == functions.iterparse.__module__ == "defusedxml.common"


def test_a_file_that_unpacks_to_much():
    data = repacked(book(plan()), add={"xl/media/a.bin": b"\0" * (workbook.MAX_UNZIPPED + 1)})
    assert len(data) < 1_000_000
    assert "50 MB" in refusal(data)


def test_a_file_that_lies_about_its_size():
    """The declared sizes are small; unpacking is stopped, or found not to fit what was declared."""
    big = b"\0" * (workbook.MAX_UNZIPPED + 1)
    data = bytearray(repacked(book(plan()), add={"xl/media/a.bin": big}))
    true_size = struct.pack("<I", len(big))
    assert data.count(true_size) == 2
    data = bytes(data).replace(true_size, struct.pack("<I", 10))
    assert "damaged" in refusal(data)


def test_many_parts():
    parts = {f"xl/media/{n}.bin": b"" for n in range(workbook.MAX_PARTS)}
    assert "too many parts" in refusal(repacked(book(plan()), add=parts))


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "xl/../../evil.xml", "..\\evil.xml"])
def test_strange_names(name):
    assert "strange names" in refusal(repacked(book(plan()), add={name: b"<x/>"}))


def test_a_part_that_is_there_twice():
    stream = io.BytesIO(book(plan()))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
    assert "strange names" in refusal(stream.getvalue())


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_packing(kind):
    assert "unusual way" in refusal(repacked(book(plan()), kind=kind))


def test_an_encrypted_part():
    data = bytearray(book(plan()))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "password" in refusal(bytes(data))


@pytest.mark.parametrize("macros", ["type", "part"])
def test_macros(macros):
    if macros == "part":
        data = repacked(book(plan()), add={"xl/vbaProject.bin": b"\0"})
    else:
        old, new = b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
        data = repacked(book(plan()), lambda name, content: content.replace(old, new))
    assert "macros" in refusal(data)


def test_deep_nesting():
    deep = b"<x>" * 5_000 + b"</x>" * 5_000
    assert "unusual way" in refusal(repacked(book(plan()), add={"xl/deep.xml": deep}))


def sheet_of(rows):
    return (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + rows
        + b"</sheetData></worksheet>"
    )


def test_a_row_without_end():
    assert "unusual way" in refusal(replacing(SHEET, sheet_of(b"<row>" + b"<c/>" * 16_385 + b"</row>")))


def test_many_cells(monkeypatch):
    monkeypatch.setattr(workbook, "MAX_CELL_ELEMENTS", 10_000)
    rows = b"<row><c/></row>" * 10_000
    assert "too many cells" in refusal(replacing(SHEET, sheet_of(rows)))


def test_many_elements_of_another_kind():
    rules = b"<x/>" * (workbook.MAX_OTHER_ELEMENTS + 1)
    assert "too many cells" in refusal(repacked(book(plan()), add={"xl/rules.xml": b"<x>" + rules + b"</x>"}))


def test_many_rows(monkeypatch):
    monkeypatch.setattr(workbook, "MAX_ROWS", 5)
    assert "rows" in refusal(book(plan()))


def test_many_sheets():
    assert "too many sheets" in refusal(book({f"s{n}": [] for n in range(workbook.MAX_SHEETS + 1)}))


def test_a_row_far_below_costs_nothing():
    """A row number in the millions, and a dimension that claims the whole sheet."""
    rows = b'<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
    rows += b'<row r="900000000"><c r="A900000000" t="inlineStr"><is><t>y</t></is></c></row>'
    sheets = read_workbook(replacing(SHEET, sheet_of(rows)))
    assert [number for number, _cells in sheets[0].rows] == [1, 900000000]


def test_a_cell_far_to_the_right():
    rows = b'<row r="1"><c r="ZZZ1" t="inlineStr"><is><t>x</t></is></c></row>'
    assert "column ZZZ" in refusal(replacing(SHEET, sheet_of(rows)))


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("content", [b"", b"<", b"<x/>", b"\xff\xfe"], ids=["empty", "cut", "other", "noise"])
def test_broken_parts(part, content):
    """Either a sentence, or sheets; nothing else gets out."""
    try:
        sheets = read_workbook(replacing(part, content))
    except Refused:
        return
    assert all(sheet.name for sheet in sheets)


def test_links_to_other_files_are_not_followed():
    """An external reference is a part like any other: read, measured, never opened."""
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'externalLinkPath" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
    )
    data = repacked(book(plan()), add={"xl/externalLinks/_rels/externalLink1.xml.rels": rels})
    assert len(read_workbook(data)) == len(plan())


def test_strings_shared_as_excel_writes_them():
    """With formatting inside the words, which is left out."""
    words, namespace = [], "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

    def share(match):
        words.append(match[1])
        return b't="s"><v>%d</v>' % (len(words) - 1)

    def change(name, content):
        if name == "[Content_Types].xml":
            kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
            part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
            return content.replace(b"</Types>", part.encode())
        return re.sub(rb't="inlineStr"><is><t>([^<]*)</t></is>', share, content)

    inline = book(plan())
    shared = repacked(inline, change)
    strings = b"".join(b"<si><r><t>%s</t></r><r><t>%s</t></r></si>" % (word[:1], word[1:]) for word in words)
    table = f'<sst xmlns="{namespace}">'.encode() + strings + b"</sst>"
    assert len(words) > 50
    assert read_workbook(repacked(shared, add={"xl/sharedStrings.xml": table})) == read_workbook(inline)
    assert "document types or entities" in refusal(repacked(shared, add={"xl/sharedStrings.xml": BOMB}))
