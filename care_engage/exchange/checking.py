"""What the rows of a workbook must keep among themselves, before anything is looked up.

What the database would refuse is refused here with the database's own sentence, so that form, shell and
workbook say the same.
"""

from django.utils.translation import gettext as _

from groups.models import Group
from groups.spaces import COUNTS
from programs.models import (
    AccountabilityFeedback,
    AlliancePartner,
    ConsentRecord,
    ExternalActivity,
    InclusionDecision,
    Intervention,
    Program,
    Session,
    SessionStatus,
    SyncLink,
)

from .columns import SHEETS
from .faults import sentence
from .people_checking import check_people, say_less
from .staff_checking import check_staff
from .work_checking import WORK_REFERENCES, check_work

MAX_REGISTERED = 50_000
"""Register numbers that one workbook may make."""


def check(reading):
    """Add to the reading's faults what its rows have against each other. Costs no query."""
    say_less(reading)
    check_unique(reading)
    check_references(reading)
    check_order(reading)
    check_sessions(reading)
    check_links(reading)
    check_members(reading)
    check_advice(reading)
    check_people(reading)
    check_staff(reading)
    check_work(reading)


def check_unique(reading):
    for sheet in SHEETS:
        if sheet.name == "links":
            continue  # its pairs have no direction: check_links
        seen = {}
        for row in reading.rows(sheet.name):
            if any(column in row.broken for column in sheet.key):
                continue
            key = tuple(loose(column, row.get(column)) for column in sheet.key)
            if key in seen:
                reading.blame(
                    row, sheet.key[-1], _("Row %s says this already. Keep one of the two.") % seen[key]
                )
            seen.setdefault(key, row.number)


def loose(column, value):
    """Organizations are the same however their letters are written, lists in any order; codes are exact."""
    if isinstance(value, list):
        return frozenset(value)
    return value.casefold() if column in ("organization", "from_group_or_partner") and value else value


REFERENCES = [
    ("groups", "draws_from", ("groups",)),
    ("interventions", "program", ("programs",)),
    ("interventions", "groups", ("groups",)),
    ("sessions", "intervention", ("interventions",)),
    ("links", "from", ("interventions", "external_activities")),
    ("links", "to", ("interventions", "external_activities")),
    ("partners", "program", ("programs",)),
    ("feedback", "intervention", ("interventions",)),
    ("gbv_plan", "program", ("programs",)),
    ("inclusion", "program", ("programs",)),
    ("outreach", "group", ("groups",)),
    ("concerns", "program", ("programs",)),
    ("stories", "program", ("programs",)),
    ("consents", "program", ("programs",)),
    *WORK_REFERENCES,
]
CODE = {
    "programs": "program",
    "groups": "group",
    "interventions": "intervention",
    "external_activities": "external",
}


def codes_of(reading, sheet):
    return {row.get(CODE[sheet]) for row in reading.rows(sheet)} - {None}


def check_references(reading):
    both = codes_of(reading, "interventions") & codes_of(reading, "external_activities")
    for row in reading.rows("external_activities"):
        if row.get("external") in both:
            reading.blame(row, "external", _("An intervention has this code as well. Choose another one."))
    for sheet, column, targets in REFERENCES:
        known = set().union(*(codes_of(reading, target) for target in targets))
        for row in reading.rows(sheet):
            named = row.get(column) or ()
            for code in [named] if isinstance(named, str) else named:
                if code not in known:
                    expected = _("Sheet %(sheets)s has no %(code)s. Enter it there, or correct the code.")
                    sheets = _(" or ").join(targets)
                    reading.blame(row, column, expected % {"sheets": sheets, "code": code})
    for row in reading.rows("groups"):
        if row.get("group") in (row.get("draws_from") or ()):
            reading.blame(row, "draws_from", _("A group does not draw from itself."))


ORDERS = [
    ("programs", "starts_on", "ends_on", Program, "program_dates_in_order"),
    ("groups", "min_age", "max_age", Group, "group_ages_in_order"),
    ("interventions", "starts_on", "ends_on", Intervention, "intervention_dates_in_order"),
    ("external_activities", "starts_on", "ends_on", ExternalActivity, "external_dates_in_order"),
    ("partners", "first_contact_on", "last_contact_on", AlliancePartner, "partner_contacts_in_order"),
    ("feedback", "given_on", "responded_on", AccountabilityFeedback, "feedback_answered_after_given"),
    ("consents", "given_on", "expires_on", ConsentRecord, "consent_ends_after_it_was_given"),
    ("consents", "given_on", "withdrawn_on", ConsentRecord, "consent_withdrawn_after_it_was_given"),
]


def check_order(reading):
    for sheet, first, second, model, name in ORDERS:
        for row in reading.rows(sheet):
            low, high = row.get(first), row.get(second)
            if low is not None and high is not None and high < low:
                reading.blame(row, second, sentence(model, name))


def check_sessions(reading):
    day_held = sentence(Session, "only_held_sessions_have_a_day_held")
    somebody = sentence(Session, "held_sessions_have_somebody_present")
    for row in reading.rows("sessions"):
        if "status" in row.broken:
            continue
        held = row.get("status") == SessionStatus.DELIVERED
        if "held_on" not in row.broken and held != bool(row.get("held_on")):
            reading.blame(row, "held_on", day_held)
        counts = COUNTS.values()
        if held and not any(row.get(count) or count in row.broken for count in counts):
            present = [count for count in counts if count in row.values]
            reading.blame(row, present[0] if present else "women", somebody)


def check_links(reading):
    own, externals = codes_of(reading, "interventions"), codes_of(reading, "external_activities")
    itself = sentence(SyncLink, "link_joins_two_interventions")
    twice = sentence(SyncLink, "one_link_per_pair_and_kind")
    short = sentence(SyncLink, "link_rationale_20_characters")
    seen = {}
    for row in reading.rows("links"):
        ends = [row.get("from"), row.get("to")]
        if (
            "rationale" not in row.broken
            and len(row.get("rationale") or "") < 20
            and "rationale" in row.values
        ):
            reading.blame(row, "rationale", short)
        if row.broken & {"from", "to"} or None in ends:
            continue
        if ends[0] == ends[1]:
            reading.blame(row, "to", itself)
        elif not own & set(ends) and externals >= set(ends):
            reading.blame(row, "to", _("At least one end of a link is an intervention of this workbook."))
        elif row.get("kind"):
            key = (frozenset(ends), row.get("kind"))
            if key in seen:
                reading.blame(row, "to", f"{twice} " + _("See row %s.") % seen[key])
            seen.setdefault(key, row.number)


def check_members(reading):
    total = 0
    for row in reading.rows("groups"):
        total += row.get("members") or 0
        if total > MAX_REGISTERED:
            reading.blame(row, "members", _("One workbook makes at most %s members.") % MAX_REGISTERED)
            return


def check_advice(reading):
    for row in reading.rows("inclusion"):
        if row.get("decision") == "NOT_SAFE_NOW" and not row.get("advised_by") and row.sound:
            reading.blame(row, "advised_by", sentence(InclusionDecision, "not_safe_now_rests_on_advice"))
