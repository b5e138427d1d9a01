"""The nightly audit in processes of its own: two at once, and one that is killed."""

import datetime as dt
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from programs.models import Flag, Verdict
from tests.factories import InterventionFactory, SyncLinkFactory
from tests.processes import ROOT, environment

pytestmark = pytest.mark.django_db(transaction=True)
PROGRAMS = 7
JUN, JUL = dt.date(2026, 6, 1), dt.date(2026, 7, 1)


@pytest.fixture
def programs():
    """Men's work that stands alone, in as many programs."""
    return [InterventionFactory(code="M1", ends_on=None).program for _ in range(PROGRAMS)]


def start(day=JUN, stop_at=0):
    script = Path(__file__).with_name("auditing_process.py")
    return subprocess.Popen(
        [sys.executable, script, day.isoformat(), str(stop_at)],
        cwd=ROOT,
        env=environment(DJANGO_SETTINGS_MODULE="care_engage.settings", PYTHONPATH=str(ROOT)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process):
    _said, wrong = process.communicate(timeout=120)
    assert process.returncode == 0, wrong


def flags():
    """`{(program, rule, ...): story}`; a finding that had two rows would fail here."""
    rows = Flag.objects.values_list("program_id", "rule", "subject", "reason", "topic", "story")
    keys = Counter(tuple(row[:5]) for row in rows)
    assert set(keys.values()) <= {1}
    return {tuple(row[:5]): row[5] for row in rows}


def test_two_at_once_keep_each_flag_once_and_lose_none(programs):
    both = [start(), start()]
    for process in both:
        ended(process)
    once = flags()
    assert Counter(key[1] for key in once)["R1"] == PROGRAMS
    assert Verdict.objects.count() == PROGRAMS
    assert all([line[1] for line in story] == ["OPENED"] for story in once.values())
    ended(start())
    assert flags() == once


def test_two_at_once_resolve_each_flag_once(programs):
    ended(start())
    for program in programs:
        women = InterventionFactory(program=program, space="WOMEN", ends_on=None)
        SyncLinkFactory(from_intervention=program.interventions.get(code="M1"), to_intervention=women)
    both = [start(JUL), start(JUL)]
    for process in both:
        ended(process)
    r1 = [story for key, story in flags().items() if key[1] == "R1"]
    assert [[line[1] for line in story] for story in r1] == [["OPENED", "RESOLVED"]] * PROGRAMS


def test_one_that_is_killed_loses_nothing_and_the_next_one_goes_on(programs):
    process = start(stop_at=3)
    assert process.stdout.readline().strip() == "inside"
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)

    half = flags()
    done = {key[0] for key in half}
    assert done == set(Verdict.objects.values_list("program_id", flat=True))  # blocks are whole
    assert len(done) == 4

    ended(start())
    whole = flags()
    assert Counter(key[1] for key in whole)["R1"] == PROGRAMS
    assert half.items() <= whole.items()
