"""The sheets on trust, worries, norms, barriers, commitments, learning and promises: what they refuse."""

import datetime as dt

import pytest

from care_engage.accounts.models import Role
from care_engage.exchange.importing import import_plan
from programs.models import ActionCommitment, OrgCommitment, PartnerWorry, Program
from tests.factories import InterventionFactory, OfficeFactory, SessionFactory, UserFactory, person

from .books import COLUMNS, book
from .bringing import bring_in, faults_of
from .rows import counted
from .work import WORK, full, places, spoiled

pytestmark = pytest.mark.django_db
D = dt.date
AHEAD = D(2090, 1, 1)
BETRAYS = "Her husband beat her after the meeting."


@pytest.mark.parametrize(("sheet", "row", "cells", "column", "expected"), [
    pytest.param("trust_events", 0, {"program": "NO"}, "program", "has no NO", id="trust: program"),
    pytest.param("trust_events", 0, {"organization": "Haguruka"}, "organization", "no such partner",
                 id="trust: an organization that is no partner"),
    pytest.param("trust_events", 0, {"role": "ADVOCACY"}, "organization", "no such partner",
                 id="trust: a partner in another role"),
    pytest.param("trust_events", 0, {"happened_on": AHEAD}, "happened_on", "still to come", id="offer ahead"),
    pytest.param("trust_events", 0, {"kind": "GIFT"}, "kind", "OFFER, ASK", id="trust: kind"),
    pytest.param("trust_events", 0, {"note": None}, "note", "A value is missing", id="trust: no words"),
    pytest.param("trust_events", 1, WORK["trust_events"][0], "note", "Row 2 says this already",
                 id="trust: twice"),
    pytest.param("worries", 0, {"organization": "Nobody"}, "organization", "no such partner",
                 id="worry: no partner"),
    pytest.param("worries", 0, {"worry": "LOVE"}, "worry", "MALE_ALLIES", id="worry: unknown"),
    pytest.param("worries", 1, {"worry": "RESOURCES"}, "worry", "on record already. Add to it there. See row",
                 id="worry: twice"),
    pytest.param("worries", 2, {"words": WORK["worries"][1]["words"]}, "words", "Row 3 says this already",
                 id="worry: the same other twice"),
    pytest.param("worries", 0, {"answer": None}, "answer", "Write down the answer", id="worry: no answer"),
    pytest.param("worries", 0, {"answered_on": AHEAD}, "answered_on", "still to come", id="worry: ahead"),
    pytest.param("norms", 0, {"program": "NO"}, "program", "has no NO", id="norm: program"),
    pytest.param("norms", 0, {"statement": "x" * 201}, "statement", "At most 200", id="norm: too long"),
    pytest.param("barriers", 0, {"program": "NO"}, "program", "has no NO", id="barrier: program"),
    pytest.param("barriers", 0, {"actor": None}, "actor", "A value is missing", id="barrier: of nobody"),
    pytest.param("commitments", 0, {"intervention": "NO"}, "number", "no such session", id="of no work"),
    pytest.param("commitments", 0, {"number": 7}, "number", "no such session", id="commitment: no session"),
    pytest.param("commitments", 0, {"number": 1}, "number", "women and men plan together", id="men alone"),
    pytest.param("commitments", 0, {"due_on": "soon"}, "due_on", "A date was expected", id="due soon"),
    pytest.param("commitments", 0, {"status": "DONE"}, "status", "OPEN, KEPT, DROPPED", id="state"),
    pytest.param("commitments", 1, {"text": WORK["commitments"][0]["text"]}, "text", "Row 2 says this",
                 id="commitment: twice"),
    pytest.param("learning_notes", 0, {"office": "NP"}, "office", "office of a program", id="note: office"),
    pytest.param("learning_notes", 0, {"noted_on": AHEAD}, "noted_on", "still to come", id="note: ahead"),
    pytest.param("learning_notes", 0, {"source_kind": None}, "source_kind", "is missing", id="note: source"),
    pytest.param("learning_notes", 0, {"intervention": "NO"}, "intervention", "has no NO", id="for no work"),
    pytest.param("learning_notes", 0, {"intervention": "M"}, "intervention", "work in alliances",
                 id="note: no alliance"),
    pytest.param("learning_notes", 0, {"shared": "maybe"}, "shared", "“yes” or “no”", id="note: shared"),
    pytest.param("promises", 0, {"office": "NP"}, "office", "office of a program", id="promise: office"),
    pytest.param("promises", 0, {"promise": "LUCK"}, "promise", "LONG_TERM", id="promise: unknown"),
    pytest.param("promises", 0, {"standing": "SOON"}, "standing", "YES, PARTLY, NO", id="promise: standing"),
    pytest.param("promises", 0, {"looked_at_on": AHEAD}, "looked_at_on", "still to come", id="seen ahead"),
    pytest.param("promises", 1, {"promise": "SPONSOR"}, "promise", "Row 2 says this already",
                 id="promise: twice"),
])  # fmt: skip
def test_a_bad_cell_is_named(sheet, row, cells, column, expected):
    (fault,) = faults_of(spoiled(sheet, row, **cells))
    assert (fault.sheet, fault.row, fault.column) == (sheet, row + 2, column)
    assert expected in fault.expected


@pytest.mark.parametrize(("sheet", "column"), [
    ("programs", "theory_of_change"),
    ("programs", "strategy"),
    ("programs", "change_targets"),
    ("programs", "learning_system"),
    ("trust_events", "note"),
    ("worries", "words"),
    ("worries", "answer"),
    ("norms", "statement"),
    ("norms", "reference_group"),
    ("barriers", "statement"),
    ("commitments", "text"),
    ("learning_notes", "title"),
    ("learning_notes", "text"),
    ("promises", "note"),
])  # fmt: skip
def test_what_would_betray_somebody_is_refused_and_repeated_nowhere(sheet, column):
    (fault,) = faults_of(spoiled(sheet, 0, **{column: BETRAYS}))
    assert (fault.sheet, fault.row, fault.column, fault.value) == (sheet, 2, column, "")
    assert "beat" not in str(fault)


def test_targets_are_as_many_and_as_long_as_on_the_page():
    for words in ("; ".join(f"Care is shared {at}" for at in range(51)), "shared " * 44):
        assert places(faults_of(spoiled("programs", 0, change_targets=words))) == [
            ("programs", 2, "change_targets")
        ]
    bring_in(spoiled("programs", 0, change_targets="\n".join(f"Care is shared {at}" for at in range(50))))
    assert len(Program.objects.get().change_targets) == 50


def test_faults_are_told_of_every_row():
    sheets = full()
    sheets["trust_events"][0]["organization"] = "Nobody"
    sheets["worries"][0]["answer"] = None
    sheets["norms"][0]["statement"] = None
    sheets["barriers"][0]["actor"] = "MEN"
    sheets["commitments"][0]["number"] = 1
    sheets["commitments"][1]["number"] = 9
    sheets["learning_notes"][0]["intervention"] = "M"
    sheets["learning_notes"][1]["noted_on"] = D(2090, 1, 1)
    sheets["promises"][0]["office"] = "NP"
    assert places(faults_of(sheets)) == [
        ("trust_events", 2, "organization"),
        ("worries", 2, "answer"),
        ("norms", 2, "statement"),
        ("barriers", 2, "actor"),
        ("commitments", 2, "number"),
        ("commitments", 3, "number"),
        ("learning_notes", 2, "intervention"),
        ("learning_notes", 3, "noted_on"),
        ("promises", 2, "office"),
    ]


def test_a_commitment_of_a_session_whose_space_only_the_database_knows():
    bring_in(full(commitments=None))
    columns = COLUMNS | {"sessions": [name for name in COLUMNS["sessions"] if name != "space"]}
    bring_in(full(), columns)
    assert ActionCommitment.objects.count() == 2
    moved = full(commitments=None)
    moved["sessions"][1]["space"] = None
    bring_in(moved)
    sheets = full()
    sheets["commitments"] = sheets["commitments"][:1]
    before = counted()
    found = import_plan(data=book(sheets, columns)).faults
    assert counted() == before
    assert places(found) == [("commitments", 2, "number")]


def test_an_answer_stays_while_the_day_of_it_does():
    bring_in(full())
    columns = COLUMNS | {"worries": [name for name in COLUMNS["worries"] if name != "answered_on"]}
    sheets = spoiled("worries", 0, answer=None)
    found = import_plan(data=book(sheets, columns)).faults
    assert places(found) == [("worries", 2, "answer")]
    assert "Write down the answer" in found[0].expected
    bring_in(spoiled("worries", 0, answer=None, answered_on=None))
    assert not PartnerWorry.objects.exclude(answer="", answered_on=None).exists()


# ----------------------------------------------------------------------------------------- who may, and where


def of_two_offices():
    """Notes and promises of Nepal, beside the plan in Rwanda."""
    made = full()
    made["programs"].append(made["programs"][0] | {"program": "KN", "office": "NP", "place": None})
    made["groups"] = made["feedback"] = made["links"] = made["external_activities"] = []
    for work in made["interventions"]:
        work["groups"] = None
    made["interventions"].append(made["interventions"][-1] | {"program": "KN", "intervention": "N"})
    for sheet in ("learning_notes", "promises"):
        made[sheet].append(made[sheet][0] | {"office": "NP"})
    made["learning_notes"][-1]["intervention"] = "N"
    made["norms"].append(made["norms"][0] | {"program": "KN"})
    return made


def test_they_are_brought_in_by_who_manages_each_office():
    rwanda, nepal = OfficeFactory(), OfficeFactory(iso2="NP", name="CARE Nepal", time_zone="Asia/Kathmandu")
    manager = person("MANAGER", rwanda)
    Role.objects.create(user=manager, kind="FACILITATOR", office=nepal)
    assert places(faults_of(of_two_offices(), user=manager)) == [("programs", 3, "office")]
    Role.objects.create(user=manager, kind="MANAGER", office=nepal)
    bring_in(of_two_offices(), user=type(manager).objects.get(pk=manager.pk))
    assert set(OrgCommitment.objects.values_list("office__iso2", "promise")) == {
        ("RW", "SPONSOR"),
        ("RW", "TRAINING"),
        ("NP", "SPONSOR"),
    }


@pytest.mark.parametrize("kind", ["FACILITATOR", "MEL", "GBV_FOCAL_POINT", "OFFICE_ADMIN"])
def test_others_are_refused(kind):
    office = OfficeFactory()
    assert places(faults_of(full(), user=person(kind, office))) == [("programs", 2, "office")]
    assert bring_in(full(), user=person("MANAGER", office)).tallies["promises"].new == 2


def test_an_office_that_opens_with_the_workbook_answers_by_its_own_calendar():
    sheets = spoiled("promises", 0, looked_at_on=AHEAD)
    chief = UserFactory(is_superuser=True)
    assert places(faults_of(sheets, user=chief)) == [("promises", 2, "looked_at_on")]
    bring_in(full(), user=chief)
    assert OrgCommitment.objects.count() == 2


def test_a_note_is_no_evidence_for_the_work_of_another_office():
    sheets = of_two_offices()
    sheets["learning_notes"][-1]["intervention"] = "A"
    assert places(faults_of(sheets)) == [("learning_notes", 4, "intervention")]


def test_protected_work_commits_to_nothing_by_a_workbook():
    bring_in(full())
    program = Program.objects.get()
    program.office.protected_spaces = True
    program.office.save()
    hidden = InterventionFactory(program=program, code="H", space="LGBTQ", place=None)
    SessionFactory(intervention=hidden, number=2, space="")
    sheets = full()
    sheets["commitments"][0]["intervention"] = "H"
    assert places(faults_of(sheets)) == [("commitments", 2, "number")]
    assert not ActionCommitment.objects.filter(session__intervention=hidden).exists()
