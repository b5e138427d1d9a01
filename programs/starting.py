"""Starting a program from a shape: its days are shifted to the start, its groups get their names."""

import datetime as dt

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from groups.models import Group

from .auditing import reaudit
from .models import Intervention, InterventionStatus, Session, SyncLink, Timing


@transaction.atomic
def start_program(*, shape, program, groups):
    """Save the program with all that its shape holds; `groups` are groups by the code of their circle.

    Groups without an id are new. Work is planned, links are proposed: nobody has agreed to any yet. Raises
    ValidationError where a constraint refuses.
    """
    program.full_clean(exclude=["office"])
    program.save()
    for circle in shape.circles:
        keep_group(circle, groups)
    works = {work.code: keep_work(work, program, groups) for work in shape.works}
    for tie in shape.ties:
        keep_link(tie, works)
    reaudit([program.pk])
    return program


def keep_group(circle, groups):
    group = groups[circle.code]
    if group.pk:
        return
    group.full_clean()
    group.save()
    group.draws_from.set([groups[code] for code in circle.draws_from])


def keep_work(work, program, groups):
    def day(number):
        return program.starts_on + dt.timedelta(days=number)

    kept = Intervention(
        program=program,
        code=work.code,
        title=str(work.title),
        element=work.element,
        also_elements=list(work.also),
        space=work.space,
        purpose=list(work.purpose),
        starts_on=day(work.first),
        ends_on=None if work.last is None else day(work.last),
    )
    kept.full_clean()
    kept.save()
    kept.groups.set([groups[code] for code in work.circles])
    kept.moves.make(kept, InterventionStatus.PLANNED)
    sessions = [
        Session(
            intervention=kept,
            number=number,
            planned_on=day(meeting.day),
            topics=list(meeting.topics),
            space=meeting.space,
        )
        for number, meeting in enumerate(work.meetings, start=1)
    ]
    bulk_create_with_history(sessions, Session)
    return kept


def keep_link(tie, works):
    link = SyncLink(
        from_intervention=works[tie.a],
        to_intervention=works[tie.b],
        kind=tie.kind,
        timing=Timing.SEQUENTIAL if tie.sequential else Timing.SIMULTANEOUS,
        rationale=str(tie.why),
    )
    link.full_clean()
    link.save()


def new_group(circle, program, name, code):
    return Group(
        office=program.office,
        code=code,
        name=name,
        kind=circle.kind,
        space=circle.space,
        origin=circle.origin,
        place=program.place,
        min_age=circle.min_age,
        max_age=circle.max_age,
    )
