"""What the rows on trust, norms, commitments and learning must keep, among themselves and on the calendar."""

from django.utils.translation import gettext as _

from care_engage.accounts.models import CountryOffice
from programs.models import Element, Intervention, PartnerWorry, Session, Worry
from programs.models.commitment import NOT_JOINT, takes_commitments

from . import countries
from .belonging import office_of_interventions
from .faults import sentence

WORK_REFERENCES = [
    ("trust_events", "program", ("programs",)),
    ("worries", "program", ("programs",)),
    ("norms", "program", ("programs",)),
    ("barriers", "program", ("programs",)),
    ("learning_notes", "intervention", ("interventions",)),
]
HAPPENED = {
    "trust_events": "happened_on",
    "worries": "answered_on",
    "learning_notes": "noted_on",
    "promises": "looked_at_on",
}
"""Days that cannot be ahead, as on the pages."""


def check_work(reading):
    """Costs no query."""
    check_partners(reading)
    check_worries(reading)
    check_commitments(reading)
    check_notes(reading)


def partner_named(row):
    """How sheets name a partner of a program: by organization, however its letters are written, and role."""
    return row.get("program"), (row.get("organization") or "").casefold(), row.get("role") or ""


def check_partners(reading):
    known = {partner_named(row) for row in reading.rows("partners")}
    for sheet in ("trust_events", "worries"):
        for row in reading.rows(sheet):
            if not row.broken & {"program", "organization", "role"} and partner_named(row) not in known:
                expected = _("Sheet partners has no such partner of this program in this role. Add it there.")
                reading.blame(row, "organization", expected)


def check_worries(reading):
    twice, unanswered = (
        sentence(PartnerWorry, name) for name in ("worry_once_per_partner", "answered_worry_has_an_answer")
    )
    seen = {}
    for row in reading.rows("worries"):
        if row.get("answered_on") and not row.get("answer") and "answer" not in row.broken:
            reading.blame(row, "answer", unanswered)
        key = *partner_named(row), row.get("worry")
        if row.broken & {"program", "organization", "role", "worry", "words"} or key[-1] == Worry.OTHER:
            continue
        if key in seen:
            reading.blame(row, "worry", f"{twice} " + _("See row %s.") % seen[key])
        seen.setdefault(key, row.number)


def check_commitments(reading):
    """Of sessions of this workbook; whether they are joint, as far as it says in which space they are."""
    spaces = {row.get("intervention"): row.get("space") for row in reading.rows("interventions")}
    sessions = {(row.get("intervention"), row.get("number")): row for row in reading.rows("sessions")}
    for row in reading.rows("commitments"):
        if row.broken & {"intervention", "number"}:
            continue
        work, number = row.get("intervention"), row.get("number")
        session = sessions.get((work, number))
        if session is None:
            expected = _("Sheet sessions has no such session of this intervention. Enter it there.")
            reading.blame(row, "number", expected)
        elif "space" in session.values and spaces.get(work):
            held = Session(space=session.get("space"), intervention=Intervention(space=spaces[work]))
            if not takes_commitments(held):
                reading.blame(row, "number", str(NOT_JOINT))


def check_notes(reading):
    offices = {row.get("office") for row in reading.rows("programs")}
    for sheet in ("learning_notes", "promises"):
        for row in reading.rows(sheet):
            if row.get("office") and row.get("office") not in offices:
                reading.blame(row, "office", _("The office of a program of this workbook was expected."))
    office_of = office_of_interventions(reading)
    elements = {row.get("intervention"): row.get("element") for row in reading.rows("interventions")}
    for row in reading.rows("learning_notes"):
        work = row.get("intervention")
        if work not in elements or row.broken & {"office", "intervention"}:
            continue
        if elements[work] not in (None, Element.ALLIANCES) or office_of[work] != row.get("office"):
            expected = _("The code of work in alliances of this office was expected, or nothing.")
            reading.blame(row, "intervention", expected)


def check_days(reading, ground):
    """What is told as past has happened, by the calendar of the office."""
    for sheet, column in HAPPENED.items():
        for row in reading.rows(sheet):
            iso2, day = row.get("office") or ground.office_of_program.get(row.get("program")), row.get(column)
            if not iso2 or not day or column in row.broken:
                continue
            office = ground.offices.get(iso2) or CountryOffice(time_zone=countries.time_zone(iso2))
            if day > office.today():
                expected = _("That day is still to come. Enter it once it has happened.")
                reading.blame(row, column, expected)
