"""The sheets on theory, trust, norms, barriers, commitments, learning and promises: what they bring in."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programs.auditing import audit_program
from programs.models import (
    ActionCommitment,
    AlliancePartner,
    Barrier,
    Intervention,
    LearningNote,
    OrgCommitment,
    PartnerWorry,
    Program,
    Session,
    TargetNorm,
    TrustEvent,
)

from .books import COLUMNS, plan
from .bringing import bring_in, faults_of
from .rows import counted, stamps
from .work import THEORY, WORK, full, places, spoiled

pytestmark = pytest.mark.django_db
D = dt.date
MODELS = {
    "trust_events": TrustEvent,
    "worries": PartnerWorry,
    "norms": TargetNorm,
    "barriers": Barrier,
    "commitments": ActionCommitment,
    "learning_notes": LearningNote,
    "promises": OrgCommitment,
}


def test_every_sheet_arrives_once():
    report = bring_in(full())
    assert {sheet: report.tallies[sheet].new for sheet in WORK} == {k: len(v) for k, v in WORK.items()}
    program, partner = Program.objects.get(), AlliancePartner.objects.get()

    offer = partner.trust_events.get(kind="OFFER")
    assert (offer.happened_on, offer.note) == (D(2025, 12, 1), "We lent them the hall.")
    money, far, minutes = partner.worries.order_by("pk")
    assert (money.worry, money.answer) == ("RESOURCES", "The budget is open to them.")
    assert (money.words, money.answered_on) == ("Money for women goes to men.", D(2026, 1, 20))
    assert (far.words, minutes.words, far.answer) == (
        "The meetings are too far away.",
        "Nobody writes minutes.",
        "",
    )
    norm, barrier = program.norms.get(), program.barriers.get()
    assert (norm.statement, norm.reference_group) == ("A man who cooks is laughed at.", "older men")
    assert (barrier.statement, barrier.actor) == ("Women may not trade alone.", "IN_LAW")

    kept, open_ = ActionCommitment.objects.order_by("pk")
    assert {kept.session, open_.session} == {Session.objects.get(number=2)}
    assert (kept.kind, kept.text) == ("AT_HOME", "Couples share the cooking for a month.")
    assert (kept.due_on, kept.state, open_.due_on, open_.state) == (D(2026, 3, 1), "KEPT", None, "OPEN")
    evidence, lesson = LearningNote.objects.order_by("noted_on")
    assert (evidence.office, evidence.kind, evidence.source_kind) == (
        program.office,
        "EVIDENCE",
        "DISCUSSION",
    )
    assert (evidence.element, evidence.intervention.code, evidence.shared) == ("ALLIANCES", "A", True)
    assert evidence.text == "Sessions on market days lose half of the women."
    assert (lesson.kind, lesson.element, lesson.intervention, lesson.shared) == ("LESSON", "", None, False)
    sponsor = OrgCommitment.objects.get(promise="SPONSOR")
    assert (sponsor.office, sponsor.standing, sponsor.looked_at_on) == (
        program.office,
        "PARTLY",
        D(2026, 1, 30),
    )
    assert sponsor.note == "The deputy director stands behind it."
    assert {model.history.count() for model in MODELS.values()} == {1, 2, 3}


@pytest.mark.parametrize("sheet", WORK)
def test_each_alone_arrives_and_the_same_again_changes_nothing(sheet):
    alone = full(**{name: None for name in WORK if name != sheet})
    assert bring_in(alone).tallies[sheet].new == len(WORK[sheet])
    rows, moments = counted(), stamps()
    assert bring_in(alone).changes_nothing
    assert (counted(), stamps()) == (rows, moments)
    assert bring_in(full(**dict.fromkeys(WORK))).changes_nothing, (
        "a sheet that is not there takes nothing away"
    )


@pytest.mark.parametrize(("sheet", "row", "cells", "field"), [
    pytest.param("trust_events", 0, {"note": "We lent them two halls."}, "note", id="an offer"),
    pytest.param("worries", 0, {"words": "The money goes to men."}, "words", id="the words of a worry"),
    pytest.param("worries", 1, {"answer": "We meet at theirs."}, "answer", id="an answer"),
    pytest.param("norms", 0, {"reference_group": "younger men"}, "reference_group", id="a norm"),
    pytest.param("barriers", 0, {"actor": "LAW"}, "actor", id="a barrier"),
    pytest.param("commitments", 1, {"due_on": D(2026, 5, 1)}, "due_on", id="by when"),
    pytest.param("learning_notes", 0, {"text": "Market days lose them."}, "text", id="a note"),
    pytest.param("learning_notes", 0, {"shared": "no"}, "shared", id="no longer shared"),
    pytest.param("promises", 0, {"standing": "YES"}, "standing", id="a promise"),
])  # fmt: skip
def test_what_differs_is_changed_in_its_place(sheet, row, cells, field):
    bring_in(full())
    before = {name: model.objects.count() for name, model in MODELS.items()}
    report = bring_in(spoiled(sheet, row, **cells))
    assert {name: model.objects.count() for name, model in MODELS.items()} == before
    assert [(each.sheet, each.row, each.field) for each in report.differences] == [(sheet, row + 2, field)]
    (value,) = cells.values()
    told = {"yes": True, "no": False}.get(value, value)
    changed = [each for each in MODELS[sheet].objects.all() if each.history.count() == 2]
    assert [getattr(each, field) for each in changed] == [told]
    assert bring_in(spoiled(sheet, row, **cells)).changes_nothing


def test_what_became_of_a_commitment_and_what_a_note_is_for_change_too():
    bring_in(full())
    sheets = full()
    sheets["commitments"][1]["status"] = "DROPPED"
    sheets["learning_notes"][0]["intervention"] = None
    told = {each.field: (each.before, each.after) for each in bring_in(sheets).differences}
    assert told == {"state": ("OPEN", "DROPPED"), "intervention": ("Law reform", "empty")}
    assert LearningNote.objects.get(kind="EVIDENCE").intervention is None


def test_a_column_that_is_not_there_says_nothing():
    bring_in(full())
    without = {"worries": ["words", "answer", "answered_on"], "commitments": ["due_on", "status"]}
    without |= {"learning_notes": ["intervention", "shared", "element", "kind"], "sessions": ["space"]}
    columns = {
        sheet: [name for name in names if name not in without.get(sheet, ())]
        for sheet, names in COLUMNS.items()
    }
    sheets = full()
    sheets["worries"] = sheets["worries"][:1]
    assert bring_in(sheets, columns).changes_nothing


def test_a_theory_comes_with_its_program_and_an_empty_cell_takes_no_words_away():
    owed = "Write down the theory of change"
    assert any(owed in sentence for sentence in bring_in(plan()).owed)
    sheets = plan()
    sheets["programs"][0] |= THEORY
    report = bring_in(sheets)
    program = Program.objects.get()
    assert program.theory_of_change == THEORY["theory_of_change"]
    assert (program.strategy, program.learning_system) == (THEORY["strategy"], THEORY["learning_system"])
    assert program.change_targets == ["Couples decide together on spending", "Care is shared"]
    assert not any(owed in sentence for sentence in report.owed)
    assert {each.field for each in report.differences} == set(THEORY)
    assert bring_in(sheets).changes_nothing
    assert bring_in(plan()).changes_nothing


def test_how_far_advocacy_reaches_comes_with_the_work():
    bring_in(plan())
    assert not Intervention.objects.exclude(advocacy_level="").exists()
    sheets = plan()
    sheets["interventions"][0]["advocacy_level"] = "NATIONAL"
    bring_in(sheets)
    code = sheets["interventions"][0]["intervention"]
    assert Intervention.objects.get(code=code).advocacy_level == "NATIONAL"
    assert bring_in(sheets).changes_nothing
    sheets["interventions"][0]["advocacy_level"] = "FAR"
    assert places(faults_of(sheets)) == [("interventions", 2, "advocacy_level")]


def test_two_offers_are_what_the_stage_of_trust_asks_for():
    sheets = full()
    sheets["partners"][0] |= {"stage": "TRUST_BUILDING", "role": None}
    for sheet in ("trust_events", "worries"):
        for row in sheets[sheet]:
            row["role"] = None
    owed = "First offer something, twice at least"
    assert any(owed in sentence for sentence in bring_in(sheets).owed)
    sheets["trust_events"][1] |= {"kind": "OFFER", "happened_on": D(2025, 12, 9)}
    assert not any(owed in sentence for sentence in bring_in(sheets).owed)
    assert AlliancePartner.objects.get().status == "TRUST_BUILDING"


def test_two_offers_of_one_day_both_come_in_and_each_stays_itself():
    hall, boat = "We lent them the hall.", "We lent them a boat."
    sheets = full()
    sheets["trust_events"] = [WORK["trust_events"][0] | {"note": note} for note in (hall, boat)]
    assert bring_in(sheets).tallies["trust_events"].new == 2
    ids = dict(TrustEvent.objects.values_list("note", "pk"))
    sheets["trust_events"].reverse()
    assert bring_in(sheets).changes_nothing
    sheets["trust_events"][0]["note"] = "We lent them two boats."
    (told,) = bring_in(sheets).differences
    assert (told.row, told.field, told.before) == (2, "note", boat)
    sheets["trust_events"].append(WORK["trust_events"][0] | {"note": "We lent them a car."})
    assert bring_in(sheets).tallies["trust_events"].new == 1
    now = dict(TrustEvent.objects.values_list("pk", "note"))
    assert len(now) == 3
    assert (now[ids[hall]], now[ids[boat]]) == (hall, "We lent them two boats.")


def test_no_rule_speaks_or_falls_silent_because_of_these_sheets():
    days = [D(2026, month, 1) for month in range(1, 13)]
    program = bring_in(full(**dict.fromkeys(WORK))).programs[0]
    before = [audit_program(program.pk, day) for day in days]
    unsaid = Program.objects.get().unsaid
    bring_in(full())
    assert [audit_program(program.pk, day) for day in days] == before
    assert any(before)
    assert Program.objects.get().unsaid == unsaid


def many(n):
    """The plan with so many rows more in each of these sheets."""
    sheets = full()
    for at in range(n):
        day = D(2020, 1, 1) + dt.timedelta(days=at)
        sheets["trust_events"].append(WORK["trust_events"][0] | {"happened_on": day})
        sheets["worries"].append(WORK["worries"][1] | {"words": f"Worry of sort {at}."})
        sheets["norms"].append(WORK["norms"][0] | {"statement": f"Norm of sort {at}."})
        sheets["barriers"].append(WORK["barriers"][0] | {"statement": f"Barrier of sort {at}."})
        sheets["commitments"].append(WORK["commitments"][0] | {"text": f"Plan of sort {at}."})
        sheets["learning_notes"].append(WORK["learning_notes"][0] | {"noted_on": day})
    return sheets


def test_more_rows_cost_no_more_queries():
    costs = []
    for n in (1, 30, 60):
        for note in ("We lent them the hall.", "We lent them a hall."):
            sheets = many(n)
            for row in sheets["trust_events"]:
                row["note"] = note
            with CaptureQueriesContext(connection) as told:
                bring_in(sheets)
            costs.append(len(told))
    assert costs[2:4] == costs[4:6]
    assert max(costs[2:]) <= 75
