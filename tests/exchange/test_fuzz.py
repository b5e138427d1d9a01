"""Whatever a file holds: a refusal, faults, or a whole import; never a traceback, never half an import."""

import datetime as dt
import io
import warnings
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from openpyxl import load_workbook

from care_engage.exchange.columns import SHEETS
from care_engage.exchange.faults import Refused
from care_engage.exchange.importing import import_plan
from tests.factories import OfficeFactory

from .books import PEOPLE, book, plan
from .rows import counted
from .staff import APPEARANCES, STAFF, colleagues
from .work import THEORY, WORK, with_alliance

SHEETS_MADE = with_alliance(plan(**PEOPLE, **STAFF, **WORK, appearances=APPEARANCES))
SHEETS_MADE["programs"][0] |= THEORY
SHEETS_MADE["sessions"][0]["facilitators"] = "eric@care.example;claudine@care.example"
SOUND = book(SHEETS_MADE)
SHEET_NAMES = [sheet.name for sheet in SHEETS]
CODES = [
    "KT",
    "KT-M",
    "KT-W",
    "M",
    "W",
    "X1",
    "T01",
    "T24",
    "MEN",
    "WOMEN",
    "LGBTQ",
    "DELIVERED",
    "PLANNED",
    "ACTIVE",
    "A7",
    "NOMINATED",
    "OPEN",
    "DRAFT",
    "A",
    "OTHER",
    "SPONSOR",
    "yes",
    "SPEAKER",
    "PSEA",
    "eric@care.example",
    "claudine@care.example",
    "nobody@care.example",
]
NAMES = st.sampled_from(SHEET_NAMES)
printable = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([*CODES, "KT-M;KT-W", ";", "=1+1", "#REF!", "2026-02-30", "Rwanda", "", " "]),
    printable,
    st.integers(-(10**12), 10**12),
    st.integers(-2, 30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(dt.date(1900, 3, 1), dt.date(2200, 1, 1)),
    st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(2200, 1, 1)),
)
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("cell"), NAMES, st.integers(1, 5), st.integers(1, 15), VALUES),
        st.tuples(st.just("rename"), NAMES, st.sampled_from([*SHEET_NAMES, "Sheet1"])),
        st.tuples(st.just("drop"), NAMES),
        st.tuples(st.just("swap"), NAMES, st.integers(1, 4), st.integers(1, 4)),
        st.tuples(st.just("repeat"), NAMES, st.integers(1, 4)),
    ),
    min_size=1,
    max_size=6,
)


def drop(workbook, name):
    if len(workbook.sheetnames) > 1:
        del workbook[name]


def rename(workbook, name, other):
    if other not in workbook.sheetnames:
        workbook[name].title = other


def cell(workbook, name, row, column, value):
    workbook[name].cell(row, column).value = value


def swap(workbook, name, one, other):
    page = workbook[name]
    for column in range(1, 16):
        first, second = page.cell(one, column), page.cell(other, column)
        first.value, second.value = second.value, first.value


def repeat(workbook, name, row):
    workbook[name].append([each.value for each in workbook[name][row]])


STEPS = {"cell": cell, "rename": rename, "drop": drop, "swap": swap, "repeat": repeat}


def mutated(changes):
    workbook = load_workbook(io.BytesIO(SOUND))
    for kind, name, *rest in changes:
        if name in workbook.sheetnames:
            STEPS[kind](workbook, name, *rest)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def refused_or_whole(data):
    """Import, and check that what is reported is what happened."""
    before = counted()
    try:
        report = import_plan(data=data)
    except Refused:
        report = None
    if report is None or report.faults:
        assert counted() == before
        return
    rows = sum(tally.new + tally.changed + tally.unchanged for tally in report.tallies.values())
    assert rows >= 1
    after = counted()
    assert import_plan(data=data).changes_nothing
    assert counted() == after


class Fuzz(TestCase):
    """Each example in a transaction of its own; the colleagues whom the workbook names are there."""

    @classmethod
    def setUpTestData(cls):
        colleagues(OfficeFactory())

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(CHANGES)
    def test_cells_headers_and_sheets(self, changes):
        refused_or_whole(mutated(changes))

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.sampled_from(zipfile.ZipFile(io.BytesIO(SOUND)).namelist()),
        st.integers(0, 10_000),
        st.integers(0, 40),
        st.binary(max_size=40),
    )
    def test_bytes_of_a_part(self, part, at, length, noise):
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(SOUND)) as old, zipfile.ZipFile(stream, "w") as new:
            for name in old.namelist():
                content = old.read(name)
                if name == part:
                    at %= len(content) + 1
                    content = content[:at] + noise + content[at + length :]
                new.writestr(name, content)
        refused_or_whole(stream.getvalue())

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.integers(0, len(SOUND)), st.integers(0, 200), st.binary(max_size=200))
    def test_bytes_of_the_file(self, at, length, noise):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            refused_or_whole(SOUND[:at] + noise + SOUND[at + length :])


@pytest.mark.django_db
def test_the_sound_workbook_is_whole():
    colleagues(OfficeFactory())
    assert import_plan(data=SOUND).faults == []
    refused_or_whole(SOUND)
