"""Every fault is named: sheet, row and column, what stands there and what was expected; all at once."""

import datetime as dt

import pytest
from openpyxl.chart import BarChart

from care_engage.accounts.models import Place
from care_engage.exchange.importing import import_plan
from groups.models import Group
from programs.models import Program, Session, SyncLink
from tests.factories import OfficeFactory, PlaceFactory, person, protected

from .books import COLUMNS, WHY, book, plan, spoiled
from .rows import counted

pytestmark = pytest.mark.django_db
D = dt.date


def faults_of(sheets, **options):
    """The faults of a workbook, none of which has left a trace."""
    rows = counted()
    report = import_plan(data=sheets if isinstance(sheets, bytes) else book(sheets), **options)
    assert counted() == rows
    return report.faults


def sentence(model, name):
    return next(str(c.violation_error_message) for c in model._meta.constraints if c.name == name)


@pytest.mark.parametrize(("sheet", "row", "column", "value", "expected"), [
    pytest.param("programs", 0, "program", None, "A value is missing", id="no value"),
    pytest.param("programs", 0, "program", "K" * 21, "At most 20 characters", id="code too long"),
    pytest.param("programs", 0, "name", "K" * 161, "At most 160 characters", id="name too long"),
    pytest.param("programs", 0, "name", True, "Text was expected", id="truth for text"),
    pytest.param("programs", 0, "name", D(2026, 1, 1), "Text was expected", id="date for text"),
    pytest.param("programs", 0, "program", "K;T", "without a semicolon", id="semicolon in code"),
    pytest.param("programs", 0, "office", "Rwanda", "two capital letters", id="country by name"),
    pytest.param("programs", 0, "office", "XX", "no country", id="no such country"),
    pytest.param("programs", 0, "starts_on", "soon", "A date was expected", id="word for date"),
    pytest.param("programs", 0, "starts_on", "2026-02-30", "no such day", id="30 February"),
    pytest.param("programs", 0, "starts_on", "05/01/2026", "A date was expected", id="other notation"),
    pytest.param("programs", 0, "starts_on", 46027, "this is a number", id="number for date"),
    pytest.param("programs", 0, "starts_on", dt.datetime(2026, 1, 5, 9, 30), "time of day", id="time of day"),
    pytest.param("programs", 0, "starts_on", dt.time(9, 30), "A date was expected", id="time for date"),
    pytest.param("programs", 0, "starts_on", D(2260, 1, 5), "between 1970 and 2100", id="date far away"),
    pytest.param("programs", 0, "ends_on", D(2025, 1, 1), "Choose a later end", id="dates out of order"),
    pytest.param("programs", 0, "status", "RUNNING", "CONCEPT, DESIGN, ACTIVE", id="bad status"),
    pytest.param("groups", 0, "kind", "men", "and more", id="bad kind, shortened"),
    pytest.param("groups", 0, "space", "OTHER", "MEN, BOYS, WOMEN", id="bad space"),
    pytest.param("groups", 0, "members", -1, "whole number from 0", id="negative"),
    pytest.param("groups", 0, "members", 1.5, "whole number from 0", id="not whole"),
    pytest.param("groups", 0, "members", 10**9, "whole number from 0", id="too big"),
    pytest.param("groups", 0, "members", "many", "whole number from 0", id="word for number"),
    pytest.param("groups", 0, "members", True, "whole number from 0", id="truth for number"),
    pytest.param("groups", 0, "max_age", 20, "Choose a higher oldest age", id="ages out of order"),
    pytest.param("groups", 2, "draws_from", "KT-M;NO", "has no NO", id="unknown group"),
    pytest.param("groups", 2, "draws_from", "KT-C", "not draw from itself", id="from itself"),
    pytest.param("groups", 2, "draws_from", "KT-M;KT-M", "twice", id="twice in a list"),
    pytest.param("groups", 1, "group", "KT-M", "Row 2 says this already", id="same code twice"),
    pytest.param("interventions", 0, "program", "NO", "has no NO", id="unknown program"),
    pytest.param("interventions", 0, "groups", "NO", "has no NO", id="unknown group of intervention"),
    pytest.param("interventions", 0, "element", "TALK", "CONSCIENTIZATION", id="bad element"),
    pytest.param("interventions", 0, "also_elements", "WGE;TALK", "separated by semicolons", id="also bad"),
    pytest.param("interventions", 0, "ends_on", D(2025, 1, 1), "Choose a later end", id="end before start"),
    pytest.param("sessions", 0, "intervention", "NO", "has no NO", id="unknown intervention"),
    pytest.param("sessions", 0, "number", 0, "whole number from 1 to 9999", id="number 0"),
    pytest.param("sessions", 1, "number", 1, "Row 2 says this already", id="same number twice"),
    pytest.param("sessions", 0, "topics", "T01;T99", "no topic T99", id="unknown topic"),
    pytest.param("sessions", 0, "hours", 25, "up to 24", id="too many hours"),
    pytest.param("sessions", 0, "hours", 0, "above 0", id="no hours"),
    pytest.param("sessions", 0, "hours", "two", "number of hours", id="word for hours"),
    pytest.param("sessions", 0, "held_on", None, "needs the day", id="held on no day"),
    pytest.param("sessions", 1, "held_on", D(2026, 1, 12), "needs the day", id="day held of a planned one"),
    pytest.param("sessions", 2, "women", 0, "Nobody is marked as present", id="nobody present"),
    pytest.param("links", 0, "to", "NO", "has no NO", id="unknown end"),
    pytest.param("links", 0, "to", "M", "cannot be linked with itself", id="itself"),
    pytest.param("links", 1, "to", "X1", "cannot be linked with itself", id="partner's with itself"),
    pytest.param("links", 0, "rationale", "They fit.", "at least 20 characters", id="short rationale"),
    pytest.param("partners", 0, "last_contact_on", D(2025, 1, 1), "before the first", id="contacts"),
    pytest.param("external_activities", 0, "external", "M", "An intervention has this code", id="same code"),
    pytest.param("external_activities", 0, "held_on", "2025-10-01;later", "A date was expected", id="dates"),
    pytest.param("feedback", 0, "from_group_or_partner", "Nobody", "organization on record", id="nobody"),
    pytest.param("feedback", 0, "responded_on", D(2026, 1, 1), "Choose a later date", id="answer first"),
])  # fmt: skip
def test_a_bad_cell_is_named(sheet, row, column, value, expected):
    sheets = spoiled(sheet, row, **{column: value})
    found = [f for f in faults_of(sheets) if (f.sheet, f.row, f.column) == (sheet, row + 2, column)]
    assert found, "the cell is not named"
    assert len(found) == 1
    if expected == "and more":
        expected = "… (17 in all)"
    assert expected in found[0].expected
    assert found[0].value == "" if value is None else found[0].value.startswith(str(value)[:40])


def test_all_faults_come_at_once_in_the_order_of_the_workbook():
    sheets = spoiled("sessions", 0, men=-1, topics="T99", status="HELD")
    sheets["programs"][0]["starts_on"] = "soon"
    sheets["groups"][0]["space"] = "MAN"
    sheets["links"][0]["rationale"] = "Why not"
    places = [(fault.sheet, fault.row, fault.column) for fault in faults_of(sheets)]
    assert places == [
        ("programs", 2, "starts_on"),
        ("groups", 2, "space"),
        ("sessions", 2, "status"),
        ("sessions", 2, "men"),
        ("sessions", 2, "topics"),
        ("links", 2, "rationale"),
    ]


def test_a_fault_reads_as_a_sentence_with_its_place():
    (fault,) = faults_of(spoiled("sessions", 0, men=-1))
    assert str(fault) == (
        "sheet sessions, row 2, column men: “-1”. A whole number from 0 to 1000000 was expected."
    )


@pytest.mark.parametrize(("model", "name", "sheets"), [
    pytest.param(Program, "program_dates_in_order", spoiled("programs", 0, ends_on=D(2020, 1, 1)), id="when"),
    pytest.param(Session, "held_sessions_have_somebody_present", spoiled("sessions", 2, women=0), id="who"),
    pytest.param(SyncLink, "link_rationale_20_characters", spoiled("links", 0, rationale="Short"), id="why"),
])  # fmt: skip
def test_the_workbook_says_what_the_database_says(model, name, sheets):
    assert [fault.expected for fault in faults_of(sheets)] == [sentence(model, name)]


@pytest.mark.parametrize("turned", [False, True], ids=["same way", "turned round"])
def test_a_pair_is_linked_once_for_each_kind(turned):
    sheets = plan()
    again = dict(sheets["links"][0])
    if turned:
        again |= {"from": "W", "to": "M"}
    sheets["links"].append(again)
    (fault,) = faults_of(sheets)
    assert (fault.sheet, fault.row) == ("links", 4)
    assert fault.expected.startswith(sentence(SyncLink, "one_link_per_pair_and_kind"))


def test_two_partners_activities_are_not_linked_with_each_other():
    sheets = plan()
    sheets["external_activities"].append(sheets["external_activities"][0] | {"external": "X2"})
    sheets["links"].append(
        {
            "from": "X1",
            "to": "X2",
            "kind": "PARALLEL_SEPARATE",
            "timing": "SIMULTANEOUS",
            "coordination": "OTHER_ORGANIZATION",
            "rationale": WHY,
            "status": "AGREED",
        }
    )
    (fault,) = faults_of(sheets)
    assert (fault.sheet, fault.row, fault.column) == ("links", 4, "to")


def test_an_organization_is_of_one_kind():
    sheets = plan()
    sheets["partners"].append(sheets["partners"][0] | {"role": "ADVOCACY", "kind": "FAITH"})
    (fault,) = faults_of(sheets)
    assert (fault.sheet, fault.row, fault.column) == ("partners", 3, "kind")


def test_unknown_and_missing_sheets_and_columns():
    columns = COLUMNS | {"groups": ["group", "name", "kind", "space", "color"]}
    made = plan(programs=None, extra=[{"a": 1}])
    said = {
        (fault.sheet, fault.row, fault.column): fault.expected for fault in faults_of(book(made, columns))
    }
    assert "no such sheet" in said["extra", 0, ""]
    assert "programs, groups, interventions" in said["extra", 0, ""]
    assert "This sheet is missing" in said["programs", 0, ""]
    assert "Its columns are: group, name" in said["groups", 1, "E"]
    columns = COLUMNS | {"groups": ["group", "name", "kind", "name", "Space"]}
    said = {
        (fault.sheet, fault.row, fault.column): fault.expected for fault in faults_of(book(plan(), columns))
    }
    assert "stands here twice" in said["groups", 1, "name"]
    assert "missing from the first row" in said["groups", 1, "space"]
    assert "no such column" in said["groups", 1, "E"]


def test_something_beside_the_columns():
    def scribble(workbook):
        workbook["programs"]["N2"] = "to do"

    (fault,) = faults_of(book(plan(), change=scribble))
    assert (fault.sheet, fault.row, fault.column, fault.value) == ("programs", 2, "N", "to do")


def test_a_workbook_without_a_program():
    (fault,) = faults_of({"programs": []})
    assert fault.sheet == "programs"
    assert "no row" in fault.expected


@pytest.mark.parametrize("formula", ["=1+1", '=HYPERLINK("http://example.com")', "=[other.xlsx]Sheet1!A1"])
def test_formulas_are_refused_where_they_stand(formula):
    def spoil(workbook):
        workbook["sessions"]["B3"] = formula

    (fault,) = faults_of(book(plan(), change=spoil))
    assert (fault.sheet, fault.row, fault.column) == ("sessions", 3, "number")
    assert "Formulas are not read" in fault.expected


def test_a_formula_that_looks_like_text_is_text():
    def spoil(workbook):
        workbook["programs"]["B2"].value = "=1+1"
        workbook["programs"]["B2"].data_type = "s"

    assert faults_of(book(plan(), change=spoil), dry_run=True) == []


def test_a_cell_that_shows_an_error():
    def spoil(workbook):
        workbook["sessions"]["I2"] = "#REF!"
        workbook["sessions"]["I2"].data_type = "e"

    (fault,) = faults_of(book(plan(), change=spoil))
    assert "shows an error" in fault.expected


def test_a_place_that_several_have():
    office = OfficeFactory()
    country = PlaceFactory(office=office)
    for code in ("K1", "K2"):
        PlaceFactory(office=office, parent=country, level="ADMIN1", code=code, name="Kirehe")
    places = {(fault.sheet, fault.row, fault.column) for fault in faults_of(plan())}
    assert ("programs", 2, "place") in places
    assert ("external_activities", 2, "place") in places
    assert Place.objects.count() == 3


def test_a_group_that_two_offices_use():
    sheets = plan()
    sheets["programs"].append(sheets["programs"][0] | {"program": "NP", "office": "NP"})
    sheets["interventions"].append(sheets["interventions"][0] | {"program": "NP", "intervention": "NM"})
    assert ("groups", 2, "group") in {(f.sheet, f.row, f.column) for f in faults_of(sheets)}


def test_a_manager_brings_plans_into_the_own_office_only():
    rwanda, nepal = OfficeFactory(), OfficeFactory(name="CARE Nepal", iso2="NP")
    assert faults_of(plan(), user=person("MANAGER", rwanda), dry_run=True) == []
    for stranger in (person("MANAGER", nepal), person("FACILITATOR", rwanda), person("OFFICE_ADMIN", rwanda)):
        (fault,) = faults_of(plan(), user=stranger)
        assert (fault.sheet, fault.row, fault.column) == ("programs", 2, "office")


@pytest.mark.parametrize("sheet", ["groups", "interventions", "sessions", "external_activities"])
def test_a_workbook_never_carries_a_protected_space(sheet):
    rows = plan()
    rows[sheet][0]["space"] = "LGBTQ"
    faults = faults_of(rows)
    assert ("LGBTQ", "space") in {(fault.value, fault.column) for fault in faults if fault.sheet == sheet}
    assert not any("LGBTQ" in fault.expected for fault in faults)


def test_a_code_that_a_protected_group_has_is_free():
    manager = person("MANAGER", office := OfficeFactory())
    code = plan()["groups"][0]["group"]
    protected(office, code=code)
    assert import_plan(data=book(plan()), user=manager).faults == []
    assert Group.objects.filter(space="MEN").count() == 1


def test_a_chart_sheet_is_an_unknown_sheet():
    def draw(workbook):
        workbook.create_chartsheet("Figures").add_chart(BarChart())

    (fault,) = faults_of(book(plan(), change=draw))
    assert (fault.sheet, fault.row) == ("Figures", 0)
