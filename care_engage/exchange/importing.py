"""Import a plan workbook: all of it, or, when anything is wrong, nothing."""

from django.db import DataError, IntegrityError, transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from groups.models import Member
from programs.auditing import programs_touched, reaudit

from .checking import CODE, check
from .faults import Fault
from .ground import look, prepare
from .reading import read_rows
from .report import Report
from .wanting import STEPS
from .workbook import read_workbook
from .writing import write

WITHOUT_GUARDS = {"sessions", "feedback", "gbv_plan", "inclusion"}
"""Their moves ask for nothing that an import could have passed over."""


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
    interventions = [want.record.pk for want in done["interventions"]]
    reaudit({program.pk for program in report.programs} | set(programs_touched(interventions)))


def owed(done):
    """`{sentence: [labels]}` of what the guards of the states would have asked for."""
    found = {}
    prefetch_related_objects([want.record for want in done["interventions"]], "groups")
    for sheet, model, _want in STEPS:
        if sheet in WITHOUT_GUARDS:
            continue
        for want in done[sheet]:
            for sentence in model.moves.owed(want.record):
                found.setdefault(sentence, []).append(label(want.row))
    return found


LABELS = {
    "groups": "group",
    "interventions": "intervention",
    "programs": "program",
    "external_activities": "external",
}


def label(row):
    """How a row is called in the list of what is still to be completed: by its code, or by its ends."""
    if row.sheet == "links":
        return f"{row.get('from')} ~ {row.get('to')}"
    if row.sheet == "partners":
        return row.get("organization")
    return row.get(CODE[row.sheet])


def said_by_database(error):
    """The sentence of the constraint that the database names, or a general one."""
    for model in [model for _sheet, model, _want in STEPS] + [Member]:
        for constraint in model._meta.constraints:
            if constraint.name in str(error):
                return str(constraint.violation_error_message)
    return _(
        "The database refused this workbook: somebody may be changing the same plan. Try again in a moment."
    )
