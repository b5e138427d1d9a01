"""What the rows on trust, norms, commitments and learning want of the database (`work_columns`)."""

from programs.models import (
    ActionCommitment,
    Barrier,
    LearningNote,
    OrgCommitment,
    PartnerWorry,
    TargetNorm,
    TrustEvent,
    Worry,
)
from programs.models.commitment import NOT_JOINT, takes_commitments

from .faults import sentence
from .given import by_code, given, same
from .pairing import want_paired
from .settling import Wanted
from .staff_wanting import offices_of_rows
from .work_checking import partner_named
from .work_columns import THEORY

WORK_COLUMNS = {
    "trust_events": same("note"),
    "worries": same("words", "answer", "answered_on"),
    "norms": same("reference_group"),
    "barriers": same("actor"),
    "commitments": same("kind", "due_on") | {"status": "state"},
    "learning_notes": same("kind", "source_kind", "element", "text", "shared"),
    "promises": same("standing", "note", "looked_at_on"),
}


def thought_out(row):
    """`{field: value}` of a program's theory; an empty cell says nothing, so it takes no words away."""
    return {column.name: row.get(column.name) for column in THEORY if row.get(column.name)}


def want_trust_events(reading, ground, done, user):
    """Of several offers or requests of one day a row is about the one in its words, else about one left."""
    partners, names = partners_named(done), ("partner_id", "happened_on", "kind")
    sheet = reading.rows("trust_events")
    kept = TrustEvent.objects.filter(partner__in=[partner.pk for partner in partners.values()])
    records = [
        (tuple(getattr(each, name) for name in names), each.note, each)
        for each in (kept.order_by("pk") if sheet else ())
    ]
    said = [
        ((partners[partner_named(row)].pk, row.get("happened_on"), row.get("kind")), row.get("note"))
        for row in sheet
    ]
    columns = WORK_COLUMNS["trust_events"]
    return want_paired(sheet, said, records, names=names, columns=columns, traces=lambda _note: ("",))


def want_worries(reading, ground, done, user):
    """Each worry once for a partner; what is worried about otherwise is told apart by its words."""
    partners = partners_named(done)
    rows = PartnerWorry.objects.filter(partner__in=[partner.pk for partner in partners.values()])
    existing = {}
    for worry in rows.order_by("-pk") if reading.rows("worries") else ():
        existing[worry.partner_id, worry.worry, apart(worry.worry, worry.words)] = worry
    wanted = []
    for row in reading.rows("worries"):
        partner, about = partners[partner_named(row)].pk, row.get("worry")
        key = partner, about, apart(about, row.get("words"))
        fields = given(row, WORK_COLUMNS["worries"])
        wanted.append(Wanted(row, key, fields, {"partner_id": partner, "worry": about}))
    return wanted, existing, worry_refusal


def worry_refusal(worry, changed):
    """What is answered keeps its answer, also where the workbook has no column for the day."""
    _before, answer = changed.get("answer", ("", worry.answer))
    _before, day = changed.get("answered_on", ("", worry.answered_on))
    return sentence(PartnerWorry, "answered_worry_has_an_answer") if day and not answer else ""


def apart(about, words):
    return (words or "") if about == Worry.OTHER else ""


def partners_named(done):
    return {partner_named(want.row): want.record for want in done["partners"]}


def want_norms(reading, ground, done, user):
    return of_program("norms", TargetNorm, reading, done)


def want_barriers(reading, ground, done, user):
    return of_program("barriers", Barrier, reading, done)


def of_program(sheet, model, reading, done):
    """Statements that a program has, by their words."""
    programs = by_code(done, "programs", "program")
    return matched(
        (sheet, model, ("program_id", "statement")),
        {"program__in": [program.pk for program in programs.values()]},
        reading,
        lambda row: (programs[row.get("program")].pk, row.get("statement")),
    )


def want_commitments(reading, ground, done, user):
    """Of joint sessions; what the database says of a session counts where the workbook says nothing."""
    works = {want.record.pk: want.record for want in done["interventions"]}
    sessions = {
        (want.row.get("intervention"), want.row.get("number")): want.record for want in done["sessions"]
    }
    for row in reading.rows("commitments"):
        session = sessions[row.get("intervention"), row.get("number")]
        session.intervention = works[session.intervention_id]
        if not takes_commitments(session):
            reading.blame(row, "number", str(NOT_JOINT))
    return matched(
        ("commitments", ActionCommitment, ("session_id", "text")),
        {"session__intervention__in": works},
        reading,
        lambda row: (sessions[row.get("intervention"), row.get("number")].pk, row.get("text")),
    )


def want_learning_notes(reading, ground, done, user):
    wanted, existing, refusal = of_office(
        "learning_notes", LearningNote, ("noted_on", "title"), reading, ground
    )
    works = by_code(done, "interventions", "intervention")
    for want in wanted:
        if "intervention" in want.row.values:
            work = works.get(want.row.get("intervention"))
            want.fields["intervention_id"] = work.pk if work else None
    return wanted, existing, refusal


def want_promises(reading, ground, done, user):
    return of_office("promises", OrgCommitment, ("promise",), reading, ground)


def of_office(sheet, model, names, reading, ground):
    return matched(
        (sheet, model, ("office_id", *names)),
        {"office__in": offices_of_rows(reading, ground, sheet)},
        reading,
        lambda row: (ground.offices[row.get("office")].pk, *(row.get(name) for name in names)),
    )


def matched(table, within, reading, key_of):
    """Rows of a `(sheet, model, names)` by `key_of`, which gives the values of the fields of these names.

    Those of the database are looked up `within`, if the sheet has a row; of several the oldest.
    """
    sheet, model, names = table
    rows = model.objects.filter(**within).order_by("-pk") if reading.rows(sheet) else ()
    existing = {tuple(getattr(each, name) for name in names): each for each in rows}
    wanted = []
    for row in reading.rows(sheet):
        key = key_of(row)
        fields = given(row, WORK_COLUMNS[sheet])
        wanted.append(Wanted(row, key, fields, dict(zip(names, key, strict=True))))
    return wanted, existing, None


WORK_STEPS = (
    ("trust_events", TrustEvent, want_trust_events),
    ("worries", PartnerWorry, want_worries),
    ("norms", TargetNorm, want_norms),
    ("barriers", Barrier, want_barriers),
    ("commitments", ActionCommitment, want_commitments),
    ("learning_notes", LearningNote, want_learning_notes),
    ("promises", OrgCommitment, want_promises),
)
