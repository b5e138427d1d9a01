"""The audit of many programs, block by block, on two processors where that pays."""

import gc
import multiprocessing
import os
from functools import partial

from django.db import connection, connections

from .loading import BLOCK, load_block
from .messages import sentence
from .sequencing.audit import audit

PAYS_FROM = 2 * BLOCK
"""So many programs take about a second; below that a second process costs more than it saves."""


def audit_programs(program_ids, on=None, tell=None, moment=None):
    """What the rules say of each program, worst first: `(program id, [tell(code, finding), ...])`.

    `on` is the evaluation date, without one each office's own today; `tell` is `as_row` unless told
    otherwise, and must be a function of a module. With a `moment`, from
    what was recorded before it. Two queries for each block of 500 programs; memory does
    not grow with their number.
    """
    some = [program_ids[start : start + BLOCK] for start in range(0, len(program_ids), BLOCK)]
    work = partial(audit_block, on=on, tell=tell or as_row, moment=moment)
    if len(program_ids) < PAYS_FROM or not can_fork():
        for ids in some:
            yield from work(ids)
        return
    connections.close_all()  # each process opens its own
    # Plans hold no cycles: looking for them in a million rows would cost a fifth of the time.
    with multiprocessing.get_context("fork").Pool(2, initializer=gc.disable) as pool:
        for told in pool.imap(work, some):
            yield from told


def can_fork():
    """Not inside a transaction, whose rows other processes do not see, and not on a single processor."""
    in_memory = connection.vendor == "sqlite" and connection.is_in_memory_db()
    alone = (os.cpu_count() or 1) < 2 or "fork" not in multiprocessing.get_all_start_methods()
    return not (in_memory or connection.in_atomic_block or alone)


def audit_block(program_ids, *, on, tell, moment=None):
    block = load_block(program_ids, moment=moment)
    return [
        (plan.key, [tell(plan.code, finding) for finding in audit(plan, day, block.limits(plan, day))])
        for plan in block.plans
        for day in [on or block.today(plan)]
    ]


def as_row(code, finding):
    """A finding as the audit command writes it; what is absent is left out."""
    row = {
        "program": code,
        "rule": finding.rule,
        "name": finding.name,
        "subject": finding.subject,
        "reason": finding.reason,
        "topic": finding.topic,
        "severity": finding.severity,
        "message": sentence(finding),
    }
    return {name: value for name, value in row.items() if value}
