"""What is measured, each next to its floor: the least that any program could do for the same result."""

import json
import statistics
import uuid
from dataclasses import dataclass

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.auditing import audit_program
from programs.loading import BLOCK
from programs.models import Session
from programs.outbox import LARGEST_BATCH
from programs.portfolio import audit_programs
from programs.rows import as_ids, sessions_statement, tables_statement
from programs.sent import Sent

from .memory import timed, watch_memory
from .tables import Table

TIMES = 7
WAITED = 200
"""So many sessions a device sends at once, after weeks without a network."""


@dataclass(frozen=True)
class Measure:
    """Seconds of the work and of its floor; statements and peak MiB where they say something."""

    name: str
    seconds: float
    floor: float
    floor_is: str
    statements: int | None = None
    mib: int | None = None

    @property
    def ratio(self):
        return self.seconds / self.floor


def measure(programs, today, person):
    """Yield the six measures of a portfolio of so many programs."""
    ids = list(range(1, programs + 1))
    one = programs // 2
    client = Client()
    client.force_login(person)
    yield audit_of_all(ids, today)
    yield audit_of_one(one, today)
    empty = median(lambda: get(client, reverse("empty")))
    for name, address in [("board", reverse("board")), ("sequence page", reverse("sequence", args=[1]))]:
        seconds = median(lambda address=address: get(client, address))
        statements = counted(lambda address=address: get(client, address))
        yield Measure(name, seconds, empty, "an empty view with log-in", statements)
    yield one_session_saved(client, today)
    yield outbox_drained(client, person, today)


def audit_of_all(ids, today):
    with watch_memory() as peak:
        seconds, found = timed(lambda: sum(1 for _found in audit_programs(ids, today, tell=rule_of)))
    assert found == len(ids)
    floor, _none = timed(lambda: fetch_all(ids))
    return Measure("audit of all", seconds, floor, "the driver fetches the same rows", None, peak.mib)


def rule_of(_code, finding):
    return finding.rule


def audit_of_one(program, today):
    seconds = median(lambda: audit_program(program, today))
    statements = counted(lambda: audit_program(program, today))
    floor = median(lambda: fetch(tables_statement(True, False, connection.vendor), [program]))
    return Measure("audit of one", seconds, floor, "the driver fetches the same rows", statements)


def fetch_all(ids):
    """The rows of the portfolio in blocks, as the driver gives them, by one process."""
    for start in range(0, len(ids), BLOCK):
        some = ids[start : start + BLOCK]
        fetch(tables_statement(False, False, connection.vendor), some)
        fetch(sessions_statement(connection.vendor), [8 * n + k for n in some for k in range(8)])


def fetch(statement, ids):
    with connection.cursor() as cursor:
        cursor.execute(statement, {"ids": as_ids(ids)})
        return len(cursor.fetchall())


def one_session_saved(client, today):
    waiting = list(Session.objects.filter(intervention=8, status="PLANNED").order_by("-number")[:1])
    session = waiting[0]
    version = session.version

    def save():
        nonlocal version
        answer = client.post(reverse("log_session", args=[session.pk]), said(session, version, today))
        assert answer.status_code == 302, answer.context["form"].errors
        version += 1

    save()
    seconds = median(save)
    statements = counted(save)
    numbers = iter(range(10**9, 2 * 10**9))

    def insert():
        with transaction.atomic():
            key = next(numbers)
            row = {"id": key, "intervention_id": 8, "number": key % 9000 + 100, "planned_on": today}
            table.write([row])

    table = Table(Session)
    floor = median(insert)
    Session.with_deleted.filter(pk__gte=10**9).delete()
    return Measure("one session saved", seconds, floor, "one raw INSERT", statements)


def outbox_drained(client, person, today):
    """Entries of one person, in batches as a device sends them. Measured once: each can be stored once."""
    numbers = range(9_000, 9_000 + WAITED)
    written = [Session(intervention_id=8, number=number, planned_on=today) for number in numbers]
    sessions = Session.objects.bulk_create(written)
    entries = [entry(session, today) for session in sessions]

    def send():
        for start in range(0, WAITED, LARGEST_BATCH):
            batch = {"person": person.pk, "entries": entries[start : start + LARGEST_BATCH]}
            answer = client.post(reverse("outbox"), json.dumps(batch), content_type="application/json")
            assert {one["is"] for one in answer.json()["answers"]} == {"stored"}, answer.content[:300]

    with CaptureQueriesContext(connection) as captured:
        seconds, _none = timed(send)
    Session.with_deleted.filter(pk__in=[session.pk for session in sessions]).delete()
    table = Table(Session)

    def insert():
        for session in sessions:
            with transaction.atomic():
                row = {"id": session.pk, "intervention_id": 8, "number": session.number, "planned_on": today}
                table.write([row])

    floor, _none = timed(insert)
    Session.with_deleted.filter(pk__in=[session.pk for session in sessions]).delete()
    return Measure(f"outbox of {WAITED} sent", seconds, floor, f"{WAITED} raw INSERTs", len(captured))


def entry(session, today):
    fields = said(session, str(session.version), today) | {"told": "in place"}
    name = uuid.uuid4()
    digest = Sent(name, session.pk, "log", session.version, "", fields).digest()
    sent = {"id": str(name), "session": session.pk, "kind": "log", "base": session.version}
    return sent | {"fields": fields, "hash": digest}


def said(session, version, today):
    """What the form sends for 25 people."""
    return {
        "version": version,
        "held_on": today.isoformat(),
        "topics": ["T05"],
        "came": [f"8:{number}" for number in range(1, 26)],
        "facilitators": [str(key) for key in session.intervention.facilitators.values_list("pk", flat=True)],
        "backlash_check": "NONE",
        "minutes": "120",
    }


def get(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address


def median(work):
    """Seconds of the middle of several runs, after one that fills caches."""
    work()
    return statistics.median(timed(work)[0] for _time in range(TIMES))


def counted(work):
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)
