"""Import a plan workbook: all of it, or, when anything is wrong, nothing."""

from django.db import DataError, IntegrityError, transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from care_engage.trail.record import Act, record
from groups.models import Member
from programs.auditing import programs_led_by, programs_touched, reaudit
from programs.concern_words import ConcernSeverity
from programs.models import Program

from .checking import check
from .faults import Fault
from .ground import look, prepare
from .reading import read_rows
from .report import Report
from .staff_wanting import people_changed
from .wanting import STEPS
from .workbook import read_workbook
from .writing import write

GUARDED = {"programs", "groups", "interventions", "external_activities", "links", "partners", "change_agents"}
"""Where a state asks for something that an import may have passed over, and no rule speaks of it."""


def import_plan(*, data, user=None, dry_run=False):
    """Import the workbook given as bytes; returns a Report. Raises Refused for a file that is no workbook.

    With faults nothing is written, nor with `dry_run`, which does all of it and takes it back. `user` is
    who imports on the page, bound to the offices they manage; None is the command line.
    """
    reading = read_rows(read_workbook(data))
    report = Report()
    check(reading)
    try:
        with transaction.atomic():
            ground = look(reading, user)
            if not reading.faults:
                carry_out(reading, ground, report, user)
            if reading.faults or dry_run:
                transaction.set_rollback(True)
    except (IntegrityError, DataError) as error:
        reading.faults.append(Fault("", 0, "", "", said_by_database(error)))
    report.faults = reading.sorted_faults()
    return report


def carry_out(reading, ground, report, user):
    prepare(reading, ground, report)
    done = write(reading, ground, report, user)
    report.programs = [want.record for want in done["programs"]]
    report.owed = owed(done)
    keep_trail(done["concerns"], report, user)
    interventions = [want.record.pk for want in done["interventions"]]
    touched = {program.pk for program in report.programs} | set(programs_touched(interventions))
    offices = {want.record.office_id for want in done["change_agents"] if want.new or want.changed}
    if offices:  # they are a fact of all programs near the place where they live
        touched.update(Program.objects.filter(office__in=offices).values_list("pk", flat=True))
    touched |= set(programs_led_by(people_changed(done)))
    reaudit(touched)


def keep_trail(concerns, report, user):
    """One entry for each program that a new or changed concern is of; critical new ones are to be told."""
    fresh = [want.record for want in concerns if want.new]
    report.critical = [concern for concern in fresh if concern.severity == ConcernSeverity.CRITICAL]
    touched = {want.record.program_id for want in concerns if want.new or want.changed}
    for program in report.programs:
        if program.pk in touched:
            record(Act.IMPORTED, user, "concerns", name=program.code, office=program.office_id)


def owed(done):
    """`{sentence: [labels]}` of what the guards of the states would have asked for."""
    found = {}
    prefetch_related_objects([want.record for want in done["interventions"]], "groups")
    for sheet, model, _want in STEPS:
        for want in done[sheet] if sheet in GUARDED else ():
            for sentence in model.moves.owed(want.record):
                found.setdefault(sentence, []).append(label(want.row))
    return found


LABELS = {
    "groups": "group",
    "interventions": "intervention",
    "programs": "program",
    "external_activities": "external",
    "change_agents": "agent",
}


def label(row):
    """How a row is called in the list of what is still to be completed: by its code, or by its ends."""
    if row.sheet == "links":
        return f"{row.get('from')} ~ {row.get('to')}"
    if row.sheet == "partners":
        return row.get("organization")
    return row.get(LABELS[row.sheet])


def said_by_database(error):
    """The sentence of the constraint that the database names, or a general one."""
    for model in [model for _sheet, model, _want in STEPS] + [Member]:
        for constraint in model._meta.constraints:
            if constraint.name in str(error):
                return str(constraint.violation_error_message)
    return _(
        "The database refused this workbook: somebody may be changing the same plan. Try again in a moment."
    )
