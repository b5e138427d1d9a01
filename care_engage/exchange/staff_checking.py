"""What the rows on colleagues must keep, and who may be named in them by whom."""

from django.utils.translation import gettext as _

from care_engage.accounts.models import Role
from groups.models import Facilitator, Skill, StaffReflection
from groups.models.readiness import LOOKED_AFTER_BY, OBSERVED_BY

from .belonging import office_of_interventions
from .faults import sentence
from .values import listing

HAPPENED = {"reflections": "held_on", "trainings": "trained_on", "observations": "observed_on"}
NAMES = {"reflections": "attendees", "trainings": "facilitator", "observations": "facilitator"}


def check_staff(reading):
    """Costs no query."""
    offices = {row.get("office") for row in reading.rows("programs")}
    for sheet in HAPPENED:
        for row in reading.rows(sheet):
            if row.get("office") and row.get("office") not in offices:
                reading.blame(row, "office", _("The office of a program of this workbook was expected."))
    for row in reading.rows("reflections"):
        held, following = row.get("held_on"), row.get("next_on")
        if held and following and following <= held:
            reading.blame(row, "next_on", sentence(StaffReflection, "next_reflection_after_this_one"))
    for row in reading.rows("trainings"):
        since, until = row.get("trained_on"), row.get("expires_on")
        if since and until and until < since:
            reading.blame(row, "expires_on", sentence(Skill, "skill_dates_in_order"))
    for row in reading.rows("observations"):
        if row.get("observer") and row.get("observer") == row.get("facilitator"):
            reading.blame(row, "observer", _("Nobody observes themselves. Write a colleague’s address."))


def look_for_staff(reading, ground, user):
    """Who is named, looked up among the people of the offices whose records the person keeps: two queries.

    Of other offices nobody is looked for, so that no answer tells who works there.
    """
    teams = [row for row in reading.rows("sessions") if row.get("facilitators")]
    if not (teams or any(reading.rows(sheet) for sheet in HAPPENED)):
        return
    kept = {iso2: office for iso2, office in ground.offices.items() if keeps(user, office)}
    iso2_of = {office.pk: iso2 for iso2, office in kept.items()}
    for person in Facilitator.objects.filter(office__in=iso2_of).select_related("user"):
        ground.staff[iso2_of[person.office_id], person.user.email.lower()] = person
    observers = Role.objects.filter(office__in=iso2_of, kind__in=OBSERVED_BY, user__is_active=True)
    for office, email, pk in observers.values_list("office", "user__email", "user"):
        ground.observers[iso2_of[office], email.lower()] = pk
    may_make = user is None or user.scope.superuser  # offices, in which nobody is yet
    for sheet in HAPPENED:
        for row in reading.rows(sheet):
            check_record(reading, ground, row, kept, may_make, user)
    office_of = office_of_interventions(reading)
    for row in teams:
        iso2 = office_of.get(row.get("intervention"))
        if iso2 and (iso2 in kept or may_make):
            day = row.get("held_on") or row.get("planned_on")
            check_named(reading, ground, row, iso2, "facilitators", row.get("facilitators"), day)


def keeps(user, office):
    """Managers and administrators keep the records of their office's facilitators (D9)."""
    return user is None or user.scope.superuser or office.pk in user.scope.offices_as(*LOOKED_AFTER_BY)


def check_record(reading, ground, row, kept, may_make, user):
    iso2, day = row.get("office"), row.get(HAPPENED[row.sheet])
    if not iso2 or "office" in row.broken:
        return
    if iso2 not in kept and not may_make:
        expected = _("Records of facilitators are brought in by a manager or administrator of their office.")
        reading.blame(row, "office", expected)
        return
    if day and iso2 in kept and day > kept[iso2].today():
        expected = _("That day is still to come. Enter it once it has happened.")
        reading.blame(row, HAPPENED[row.sheet], expected)
    named = row.get(NAMES[row.sheet])
    if named:
        people = [named] if isinstance(named, str) else named
        check_named(reading, ground, row, iso2, NAMES[row.sheet], people, day)
    if row.sheet != "reflections":
        check_not_oneself(reading, ground, row, iso2, user)
    observer = row.get("observer")
    if observer and (iso2, observer) not in ground.observers:
        expected = _(
            "Nobody who may observe logs in to this office with %s. Ask its administrator to invite the"
            " person first, or correct the address."
        )
        reading.blame(row, "observer", expected % observer)


def check_named(reading, ground, row, iso2, column, people, day):
    """Facilitators of the office, as far as they were still there on the day."""
    unknown = [each for each in people if (iso2, each) not in ground.staff]
    if unknown:
        expected = _(
            "No facilitator of this office logs in with %s. Ask its administrator to invite the person as a"
            " facilitator first, or correct the address."
        )
        reading.blame(row, column, expected % listing(unknown))
        return
    gone = [each for each in people if day and (left := ground.staff[iso2, each].left_on) and left < day]
    if gone:
        reading.blame(
            row, column, _("%s left before this day. Correct the day, or the address.") % listing(gone)
        )


def check_not_oneself(reading, ground, row, iso2, user):
    """As on the pages: nobody writes down that they were trained, or how well they lead."""
    person = ground.staff.get((iso2, row.get("facilitator")))
    if user and person and person.user_id == user.pk:
        expected = _(
            "Nobody brings in their own training or observation. Ask a colleague to, or leave this row out."
        )
        reading.blame(row, "facilitator", expected)
