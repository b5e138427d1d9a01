"""What the rules say of programs, and what is kept of it: flags over time, and a verdict for the board."""

from collections import Counter, defaultdict
from dataclasses import astuple
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from care_engage.accounts.models import Place
from groups.models import Facilitator, Group

from .flagging import DISMISSED, flags_after
from .loading import load_block
from .models import Intervention, Program
from .rows import as_ids, spoken
from .sequencing.audit import audit
from .sequencing.finding import SEVERITIES
from .sequencing.standing import link_status

MOST_MISSED = 182  # days: as far back as the chart of flags goes


def audit_program(program_id, on=None):
    """Findings on one program, worst first, as of `on` or the office's today; nothing is written.

    One query. Raises Program.DoesNotExist.
    """
    block = load_block([program_id])
    for plan in block.plans:
        on = on or block.today(plan)
        return audit(plan, on, block.limits(plan, on))
    raise Program.DoesNotExist(f"No program has the id {program_id}.")


def reaudit(program_ids, on=None, moment=None):
    """Audit these programs and keep what came of it: flags opened, seen again or resolved, and verdicts.

    Call it in the transaction of the write that may have altered a verdict. Twice is harmless; at the
    same time too, because each program is locked until the transaction ends. At most four queries for
    each block of 500 programs. With a `moment`, from what was recorded before it: so the flags of a past
    can be written anew.
    """
    for block in in_blocks(sorted(set(program_ids))):
        with transaction.atomic(savepoint=False):
            if connection.vendor == "postgresql":  # SQLite has one writer at a time
                list(Program.objects.filter(pk__in=block).order_by("pk").select_for_update(no_key=True))
            keep(block, on, moment)


def reaudit_around(intervention_ids, on=None):
    """Audit again every program that these interventions can alter (`programs_touched`)."""
    with transaction.atomic(savepoint=False):
        for block in in_blocks(programs_touched(intervention_ids)):
            keep(block, on)


def facts_changed(*, office=None, places=None, led_by=None):
    """What `kit.consequences` calls: audit the programs of an office, or those in which a person leads.

    Two queries more than the audit. With `places` only the programs that work there.
    """
    if office:
        programs = Program.objects.filter(office=office)
        if places is not None:
            programs = programs.filter(pk__in=programs_working_in(places))
        reaudit(programs.values_list("pk", flat=True))
    if led_by:
        reaudit_led_by(Facilitator.objects.filter(user=led_by).values("pk"))


def programs_working_in(places):
    """Ids of the programs with work in these places (ids) or in what lies in them, as R10 reads it.

    Work is where it says; else where its groups meet; else where its program is.
    """
    lies_there = [Q(path__contains=f"/{place}/") for place in sorted(places)]
    if not lies_there:
        return Intervention.objects.none().values("program")
    inside = Place.with_deleted.filter(reduce(or_, lies_there)).values("pk")
    meets_somewhere = Group.objects.filter(interventions=OuterRef("pk"), place__isnull=False)
    work = Intervention.objects.filter(
        Q(place__in=inside)
        | Q(place=None, groups__deleted_at=None, groups__place__in=inside)
        | Q(~Exists(meets_somewhere), place=None, program__place__in=inside)
    )
    return work.values("program")


def programs_led_by(people):
    """Ids of the programs in which these facilitators lead, or work with a group that takes part."""
    led = Intervention.objects.filter(Q(facilitators__in=people) | Q(groups__facilitators__in=people))
    return led.values_list("program", flat=True)


def reaudit_led_by(people):
    reaudit(programs_led_by(people))


def programs_touched(intervention_ids):
    """Ids of the programs whose verdict these interventions can alter, in ascending order.

    Their own; those at the other end of a link; those with a group in common, or with a group that draws
    from one of theirs. Inside a transaction PostgreSQL holds the programs until it ends, so that two
    people who save at once are judged one after the other. One query.
    """
    lock = " FOR NO KEY UPDATE" if connection.vendor == "postgresql" and connection.in_atomic_block else ""
    with connection.cursor() as cursor:
        cursor.execute(spoken(TOUCHED, connection.vendor) + lock, {"ids": as_ids(intervention_ids)})
        return [row[0] for row in cursor]


TOUCHED = """
WITH {asked}
SELECT p.id FROM programs_program p WHERE p.deleted_at IS NULL AND p.id IN (
    SELECT i.program_id FROM programs_intervention i WHERE i.id IN (SELECT id FROM asked)
    UNION
    SELECT i.program_id FROM programs_synclink l CROSS JOIN programs_intervention i
    WHERE l.from_intervention_id IN (SELECT id FROM asked) AND i.id = l.to_intervention_id
    UNION
    SELECT i.program_id FROM programs_synclink l CROSS JOIN programs_intervention i
    WHERE l.to_intervention_id IN (SELECT id FROM asked) AND i.id = l.from_intervention_id
    UNION
    SELECT i.program_id FROM programs_intervention_groups ours
    CROSS JOIN programs_intervention_groups theirs CROSS JOIN programs_intervention i
    WHERE ours.intervention_id IN (SELECT id FROM asked) AND theirs.group_id = ours.group_id
    AND i.id = theirs.intervention_id
    UNION
    SELECT i.program_id FROM programs_intervention_groups ours CROSS JOIN groups_group_draws_from d
    CROSS JOIN programs_intervention_groups theirs CROSS JOIN programs_intervention i
    WHERE ours.intervention_id IN (SELECT id FROM asked) AND d.to_group_id = ours.group_id
    AND theirs.group_id = d.from_group_id AND i.id = theirs.intervention_id
) ORDER BY p.id"""


def in_blocks(ids, size=500):
    return [ids[start : start + size] for start in range(0, len(ids), size)]


def keep(program_ids, on, moment=None):
    """Load, audit, and write only what differs from what was kept: at most three queries.

    A program that was judged as of a later day already is passed over, so that its flags never run back.
    Where no audit ran on days past, and `on` is left to be today, those days come first (`catch_up`).
    """
    if not program_ids:
        return
    block = load_block(program_ids, kept=True, moment=moment)
    if on is None and catch_up(block):
        block = load_block(program_ids, kept=True)
    flags, verdicts = [], []
    for plan in block.plans:
        day = on or block.today(plan)
        before = block.verdicts.get(plan.key)
        if before and before[1] > day.isoformat():
            continue
        limits = block.limits(plan, day)
        findings = audit(plan, day, limits)
        standing, changed = flags_after(findings, block.flags.get(plan.key, ()), plan.key, day.isoformat())
        flags += changed
        verdict = verdict_on(plan, standing, day, limits)
        if verdict != before:
            verdicts.append(verdict)
    if flags:
        write_flags(flags)
    if verdicts:
        write_verdicts(verdicts)


def catch_up(block):
    """Keep what the rules said at the end of each day since a program's last audit; whether there was any.

    So a flag opens and closes in its story on the very day on which it did, also where the nightly audit
    was down. Free where it ran; else as dear as one audit more for each day, for half a year at most.
    """
    missed = defaultdict(list)
    for plan in block.plans:
        before = block.verdicts.get(plan.key)
        if before is None:
            continue
        today = block.today(plan)
        last = max(date.fromisoformat(before[1]), today - timedelta(days=MOST_MISSED))
        first = max(last + timedelta(days=1), date.fromisoformat(block.recorded[plan.key]))
        for number in range((today - first).days):
            day = first + timedelta(days=number)
            missed[day, block.end_of(plan, day)].append(plan.key)
    for day, moment in sorted(missed):
        keep(missed[day, moment], day, moment)
    return bool(missed)


def verdict_on(plan, flags, day, limits):
    """The figures, as `flagging.KEPT` orders them. Men-only work that is not yet due is not counted."""
    to_repair = [flag for flag in flags if flag.status != DISMISSED]
    by_severity = Counter(flag.severity for flag in to_repair)
    worst = max((len(SEVERITIES) - at for at, name in enumerate(SEVERITIES) if by_severity[name]), default=0)
    due = [status for status in link_status(plan, day, limits).values() if status != "NOT_DUE"]
    counts = [by_severity[name] for name in SEVERITIES]
    aside, oldest = len(flags) - len(to_repair), min((flag.opened for flag in to_repair), default=None)
    delivered = due.count("LINKED_DELIVERED")
    return [plan.key, day.isoformat(), worst, *counts, aside, oldest, len(due), delivered]


FLAG = """id, program_id, rule, subject, reason, topic, severity, first_seen_on, last_seen_on, status,
    opened_on, resolved_on, story, plan, due_on, assigned_to_id, dismissal, dismissed_on, dismissed_until"""
RULED = FLAG.replace("\n", "").replace(" ", "").split(",")[6:]
VERDICT = """program_id, audited_on, "rank", critical, high, medium, low, warning, dismissed, oldest_flag_on,
    men_only, men_only_delivered, audited_at"""


def write_flags(flags):
    """New flags (without an id) and changed ones, each at its one row."""
    new = "DEFAULT" if connection.vendor == "postgresql" else "NULL"
    slots = [f"({new if flag.id is None else '%s'}, {', '.join(['%s'] * 18)})" for flag in flags]
    rows = [astuple(flag) for flag in flags]
    values = [row[1:] if row[0] is None else row for row in rows]
    upsert("programs_flag", FLAG, slots, values, RULED)


def write_verdicts(rows):
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    slots = [f"({', '.join(['%s'] * 13)})"] * len(rows)
    figures = [name.strip() for name in VERDICT.split(",")][1:]
    upsert("programs_verdict", VERDICT, slots, [(*row, now) for row in rows], figures)


def upsert(table, columns, slots, values, updated):
    """Insert, or update by the first column. SQLite takes 32,766 values a statement, so 1,500 rows."""
    key = columns.partition(",")[0]
    changes = ", ".join(f"{name} = excluded.{name}" for name in updated)
    with connection.cursor() as cursor:
        for part in in_blocks(range(len(slots)), 1_500):
            cursor.execute(
                f"INSERT INTO {table} ({columns}) VALUES {', '.join(slots[at] for at in part)} "
                f"ON CONFLICT ({key}) DO UPDATE SET {changes}",
                [value for at in part for value in values[at]],
            )
