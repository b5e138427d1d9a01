"""What the rules say of programs, and what is kept of it: flags over time, and a verdict for the board."""

from collections import Counter

from django.db import connection, transaction
from django.utils import timezone

from .loading import load_block
from .models import Program
from .rows import as_ids, spoken
from .sequencing.audit import audit
from .sequencing.finding import SEVERITIES
from .sequencing.standing import link_status


def audit_program(program_id, on=None):
    """Findings on one program, worst first, as of `on` or the office's today; nothing is written.

    One query. Raises Program.DoesNotExist.
    """
    block = load_block([program_id])
    for plan in block.plans:
        on = on or block.today(plan)
        return audit(plan, on, block.limits(plan, on))
    raise Program.DoesNotExist(f"No program has the id {program_id}.")


def reaudit(program_ids, on=None):
    """Audit these programs and keep what came of it: flags opened, seen again or resolved, and verdicts.

    Call it in the transaction of the write that may have altered a verdict. Twice is harmless; at the
    same time too, because each program is locked until the transaction ends. At most four queries for
    each block of 500 programs.
    """
    for block in in_blocks(sorted(set(program_ids))):
        with transaction.atomic(savepoint=False):
            if connection.vendor == "postgresql":  # SQLite has one writer at a time
                list(Program.objects.filter(pk__in=block).order_by("pk").select_for_update(no_key=True))
            keep(block, on)


def reaudit_around(intervention_ids, on=None):
    """Audit again every program that these interventions can alter (`programs_touched`)."""
    with transaction.atomic(savepoint=False):
        for block in in_blocks(programs_touched(intervention_ids)):
            keep(block, on)


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
SELECT p.id FROM programs_program p WHERE p.deleted_at IS NULL AND p.id IN (
    SELECT i.program_id FROM programs_intervention i WHERE i.id IN {ids}
    UNION
    SELECT i.program_id FROM programs_synclink l CROSS JOIN programs_intervention i
    WHERE l.from_intervention_id IN {ids} AND i.id = l.to_intervention_id
    UNION
    SELECT i.program_id FROM programs_synclink l CROSS JOIN programs_intervention i
    WHERE l.to_intervention_id IN {ids} AND i.id = l.from_intervention_id
    UNION
    SELECT i.program_id FROM programs_intervention_groups ours
    CROSS JOIN programs_intervention_groups theirs CROSS JOIN programs_intervention i
    WHERE ours.intervention_id IN {ids} AND theirs.group_id = ours.group_id AND i.id = theirs.intervention_id
    UNION
    SELECT i.program_id FROM programs_intervention_groups ours CROSS JOIN groups_group_draws_from d
    CROSS JOIN programs_intervention_groups theirs CROSS JOIN programs_intervention i
    WHERE ours.intervention_id IN {ids} AND d.to_group_id = ours.group_id
    AND theirs.group_id = d.from_group_id AND i.id = theirs.intervention_id
) ORDER BY p.id"""


def in_blocks(ids, size=500):
    return [ids[start : start + size] for start in range(0, len(ids), size)]


def keep(program_ids, on):
    """Load, audit, and write only what differs from what was kept: at most three queries."""
    if not program_ids:
        return
    block = load_block(program_ids, kept=True)
    flags, verdicts = [], []
    for plan in block.plans:
        day = on or block.today(plan)
        limits = block.limits(plan, day)
        findings = audit(plan, day, limits)
        changed, oldest = flags_after(findings, block.flags.get(plan.key, ()), plan.key, day)
        flags += changed
        verdict = verdict_on(plan, findings, oldest, day, limits)
        if verdict != block.verdicts.get(plan.key):
            verdicts.append(verdict)
    if flags:
        write_flags(flags)
    if verdicts:
        write_verdicts(verdicts)


def flags_after(findings, kept, program_id, day):
    """Rows of flags to write (`FLAG` columns), and the first day of the oldest open flag, or None."""
    today = day.isoformat()
    kept = {tuple(row[2:6]): row for row in kept}
    found = {(f.rule, f.subject, f.reason, f.topic): f.severity for f in reversed(findings)}
    changed, since = [], []
    for key, severity in found.items():
        _program, flag, *_key, was, first_seen, last_seen = kept.get(key, (None,) * 6 + ("", today, ""))
        since.append(first_seen)
        if was != severity or last_seen < today:
            changed.append((flag, program_id, *key, severity, first_seen, max(last_seen, today), None))
    for key, (_program, flag, *_key, severity, first_seen, last_seen) in kept.items():
        if key not in found:
            resolved = max(first_seen, today)
            changed.append((flag, program_id, *key, severity, first_seen, last_seen, resolved))
    return changed, min(since, default=None)


def verdict_on(plan, findings, oldest, day, limits):
    """The figures, a list in the order of `rows.KEPT`. Men-only work that is not yet due is not counted."""
    by_severity = Counter(finding.severity for finding in findings)
    worst = max((len(SEVERITIES) - at for at, name in enumerate(SEVERITIES) if by_severity[name]), default=0)
    due = [status for status in link_status(plan, day, limits).values() if status != "NOT_DUE"]
    counts = [by_severity[name] for name in SEVERITIES]
    return [plan.key, day.isoformat(), worst, *counts, oldest, len(due), due.count("LINKED_DELIVERED")]


FLAG = "id, program_id, rule, subject, reason, topic, severity, first_seen_on, last_seen_on, resolved_on"
VERDICT = """program_id, audited_on, "rank", critical, high, medium, low, warning, oldest_flag_on, men_only,
    men_only_delivered, audited_at"""


def write_flags(rows):
    """New flags (their id is None) and changed ones. The id decides: a resolved flag is never reopened."""
    new = "DEFAULT" if connection.vendor == "postgresql" else "NULL"
    slots = [f"({new if row[0] is None else '%s'}, {', '.join(['%s'] * 9)})" for row in rows]
    values = [row[1:] if row[0] is None else row for row in rows]
    upsert("programs_flag", FLAG, slots, values, ("severity", "last_seen_on", "resolved_on"))


def write_verdicts(rows):
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    slots = [f"({', '.join(['%s'] * 12)})"] * len(rows)
    figures = [name.strip() for name in VERDICT.split(",")][1:]
    upsert("programs_verdict", VERDICT, slots, [(*row, now) for row in rows], figures)


def upsert(table, columns, slots, values, updated):
    """Insert, or update by the first column. SQLite takes 32,766 values a statement, so 2,000 rows."""
    key = columns.partition(",")[0]
    changes = ", ".join(f"{name} = excluded.{name}" for name in updated)
    with connection.cursor() as cursor:
        for part in in_blocks(range(len(slots)), 2_000):
            cursor.execute(
                f"INSERT INTO {table} ({columns}) VALUES {', '.join(slots[at] for at in part)} "
                f"ON CONFLICT ({key}) DO UPDATE SET {changes}",
                [value for at in part for value in values[at]],
            )
