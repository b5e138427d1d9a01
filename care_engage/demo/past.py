"""The demo's past: when what was recorded, and the flags that the nightly audits would have kept since.

Without it everything would have been recorded on the day on which the demo is loaded, and nothing could be
replayed. It is the history of a plan that was written a month before it began and then followed.
"""

import datetime as dt

from django.apps import apps
from django.db import connection
from django.db.models import Min

from care_engage.kit.erasing import drop_past, history_of
from programs import deciding
from programs.auditing import reaudit
from programs.flag_words import suggested_plan
from programs.models import (
    AccountabilityFeedback,
    AlliancePartner,
    Flag,
    FlagEvent,
    JointWaiver,
    Session,
    SyncLink,
    Verdict,
)
from programs.sequencing.audit import NEVER_DISMISSED

AUDITED = (*range(182, 7, -7), *range(7, 0, -1))
"""Days ago: each week of half a year, and each day of the last. All days would take four times as long."""
LONG_AGO, BEFORE = dt.timedelta(days=400), dt.timedelta(days=30)
UNHELD = {
    "status": "PLANNED",
    "held_on": None,
    "logged_at": None,
    "present": [],
    "register": [],
    "others": {},
    "women": 0,
    "men": 0,
    "girls": 0,
    "boys": 0,
    "another_or_unstated": 0,
    "not_held_reason": "",
}


def at(day, hour=9):
    return dt.datetime.combine(day, dt.time(hour), dt.UTC)


def lay_past(world, since):
    """Date back what was written since that moment, and keep what the rules said in half a year."""
    know_the_rows()
    everything_long_ago(world.today, since)
    for program in world.programs:
        planned = at(program.starts_on - BEFORE)
        sessions_as_they_came(program, planned)
        for work in program.interventions.all():
            work_as_it_went(work, planned, world.today)
        links_after_a_while(program, planned, world.today)
        steps(program, [(planned, {"status": "DESIGN"}), (at(program.starts_on), {})])
    on_their_day(world.programs)
    ids = [program.pk for program in world.programs]
    for model in (Flag, Verdict):
        model.objects.filter(program__in=ids).delete()  # what was already said of today
    for number in AUDITED:
        day = world.today - dt.timedelta(days=number)
        reaudit(ids, on=day, moment=at(day + dt.timedelta(days=1), 0))


def know_the_rows():
    """PostgreSQL takes tables that were filled a moment ago for empty, and plans as if they were."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def everything_long_ago(today, since):
    """Whatever says nothing of its own: offices, groups, people, pathways."""
    for model in apps.get_models():
        past = history_of(model)
        if past is not None:
            model._base_manager.filter(created_at__gte=since).update(created_at=at(today - LONG_AGO))
            past._base_manager.filter(history_date__gte=since).update(history_date=at(today - LONG_AGO))


def dated(model, moment, **which):
    model._base_manager.filter(**which).update(created_at=moment)
    history_of(model)._base_manager.filter(**which).update(history_date=moment)


def steps(record, states):
    """Write the record's history anew: `[(moment, fields as they stood from then on)]`, the last as it is."""
    drop_past(record.history.all())
    now = {name: getattr(record, name) for _moment, fields in states for name in fields}
    record.created_at = states[0][0]
    for moment, fields in states:
        for name, value in (now | fields).items():
            setattr(record, name, value)
        record._history_date = moment
        record.save()
    del record._history_date


def sessions_as_they_came(program, planned):
    """Each was planned with the plan; those held were written down on their day."""
    past = history_of(Session)._base_manager
    own = list(program.interventions.values_list("pk", flat=True))
    rows = past.filter(intervention__in=own)
    later = []
    for row in rows.exclude(status="PLANNED"):
        row.pk, row.history_type = None, "~"
        row.history_date = at(row.held_on or row.planned_on, 15)
        later.append(row)
    rows.update(history_date=planned, **UNHELD)
    past.bulk_create(later, batch_size=500)
    Session._base_manager.filter(intervention__in=own).update(created_at=planned)


def work_as_it_went(work, planned, today):
    """Planned, active from its first session on, and then as it stands now."""
    states = [(planned, {"status": "PLANNED", "actual_ended_on": None, "status_reason": ""})]
    first = work.sessions.aggregate(first=Min("held_on"))["first"]
    if first and work.status != "ACTIVE":
        states.append((at(first, 15), {"status": "ACTIVE", "actual_ended_on": None, "status_reason": ""}))
    if work.status == "DRAFT":
        states = []
    ended = work.actual_ended_on or (first if work.status == "ACTIVE" else today - BEFORE)
    states.append((at(ended or work.starts_on, 16), {}))
    steps(work, sorted(states, key=lambda state: state[0]))


def links_after_a_while(program, planned, today):
    """Half of the links were only found when a flag asked for them, some weeks into the work."""
    for link in SyncLink.objects.filter(from_intervention__program=program):
        day = link.from_intervention.starts_on + dt.timedelta(days=20 + link.pk % 40)
        found_late = link.pk % 2 and day < today
        dated(SyncLink, at(day) if found_late else planned, id=link.pk)


def on_their_day(programs):
    """What carries its own day was recorded on it."""
    for model, name in (
        (AccountabilityFeedback, "given_on"),
        (JointWaiver, "recorded_on"),
    ):
        for record in model.objects.filter(intervention__program__in=programs):
            dated(model, at(getattr(record, name), 14), id=record.pk)
    for partner in AlliancePartner.objects.filter(program__in=programs, first_contact_on__isnull=False):
        first, last = partner.first_contact_on, partner.last_contact_on or partner.first_contact_on
        if first < last:
            steps(partner, [(at(first, 14), {"last_contact_on": first}), (at(last, 14), {})])
        else:
            dated(AlliancePartner, at(first, 14), id=partner.pk)


WHY = "The savings circle meets again after the harvest."


def decide_some(world):
    """What managers made of some flags last week: two will be acted on, one is late, one is set aside."""
    flags = Flag.objects.open().filter(program__in=world.programs).exclude(rule__in={"R1", *NEVER_DISMISSED})
    flags = flags.select_related("program__office", "program__manager").order_by(
        "program_id", "opened_on", "pk"
    )
    chosen = list({flag.program_id: flag for flag in flags}.values())[:4]
    ahead, behind = world.today + dt.timedelta(days=5), world.today - dt.timedelta(days=1)
    for number, flag in enumerate(chosen):
        manager = flag.program.manager
        if number == 3:
            until = flag.program.office.today() + dt.timedelta(days=6)
            deciding.dismiss(flag, by=manager, reason=WHY, until=until)
        else:
            deciding.acknowledge(flag, by=manager, plan=suggested_plan(flag), due_on=ahead)
        if number == 2:
            Flag.objects.filter(pk=flag.pk).update(due_on=behind)
    day = world.today - dt.timedelta(days=6)
    FlagEvent.objects.filter(flag__in=chosen).update(happened_on=day, at=at(day))
