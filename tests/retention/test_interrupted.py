"""kill -9 in the middle of a run: no session is left half done, and the next run does the rest.

Real processes on a database of their own, so that nothing of this process softens the blow.
"""

import datetime as dt
import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection

from groups.models import Group
from programs.models import Session
from tests.factories import GroupFactory, InterventionFactory
from tests.processes import ROOT, environment

ENDED = dt.date(2025, 9, 30)
SESSIONS = 1_000


def half_done():
    """Sessions whose row and past disagree about whether the numbers are gone."""
    past = Session.history.model.objects
    with_numbers = past.exclude(present=[]).values("id")
    clean = Session.objects.filter(present=[])
    return clean.filter(pk__in=with_numbers).count() + clean.exclude(register=[]).count()


def write_sessions():
    from simple_history.utils import bulk_create_with_history

    group = GroupFactory()
    work = InterventionFactory(groups=[group], starts_on=dt.date(2025, 1, 1), ends_on=ENDED)
    sessions = [
        Session(
            intervention=work,
            number=number,
            planned_on=ENDED,
            held_on=ENDED,
            status="DELIVERED",
            present=[[group.pk, 1]],
            register=[[group.pk, 1, "man", None]],
            men=1,
        )
        for number in range(1, SESSIONS + 1)
    ]
    bulk_create_with_history(sessions, Session, batch_size=250)


def remaining():
    return Session.objects.exclude(present=[]).count()


@pytest.mark.django_db(transaction=True)
def test_a_killed_run_leaves_nothing_half_done():
    write_sessions()
    command = [sys.executable, "manage.py", "apply_retention", "--on", "2026-09-30"]
    run = subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while remaining() == SESSIONS and run.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    os.kill(run.pid, signal.SIGKILL)
    assert run.wait() == -signal.SIGKILL, "it was over before it could be killed"
    left = remaining()
    assert 0 < left < SESSIONS
    assert half_done() == 0

    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=True)
    assert f"{left:>9}  aggregate  programs.Session" in done.stdout
    assert (remaining(), half_done()) == (0, 0)
    assert Session.objects.filter(men=1, others={"men": 1}).count() == SESSIONS
    assert Group.objects.exists()
    connection.close()
