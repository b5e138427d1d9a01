"""The portfolio that the bench measures, and the bench itself on a small one."""

import datetime as dt
import os
import re
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from care_engage.bench import portfolio
from care_engage.bench.database import open_settings
from care_engage.bench.field import weigh
from care_engage.bench.measures import measure
from programs.auditing import audit_program
from programs.loading import load_plan
from programs.models import Intervention, Program, Session, SyncLink

TODAY = dt.date(2026, 7, 1)


@pytest.fixture
def person(db):
    person = portfolio.lay_offices()
    list(portfolio.add_programs(1, 5, TODAY))
    return person


def test_a_program_has_the_shape_promised(person):
    assert Program.objects.count() == 5
    assert Intervention.objects.count() == 5 * 8
    assert Session.objects.count() == 5 * 100
    plan = load_plan(3)
    assert len(plan.own) == 8
    assert {i.program for i in plan.others} == {2, 4}
    assert len(plan.externals) == 1
    assert len(plan.partners) == 2
    assert len(plan.feedback) == 3
    assert {session.status for i in plan.own for session in i.sessions} == {
        "PLANNED",
        "DELIVERED",
        "CANCELLED",
    }


def test_its_rows_keep_the_constraints(person):
    with connection.cursor() as cursor:
        connection.check_constraints()
        cursor.execute("SELECT count(*) FROM programs_synclink")
        assert cursor.fetchone()[0] == SyncLink.objects.count() > 30


def test_rows_added_later_go_on_from_there(person):
    list(portfolio.add_programs(6, 7, TODAY))
    added = Session.objects.create(intervention_id=8, number=500, planned_on=TODAY)

    assert added.pk > Session.objects.exclude(pk=added.pk).order_by("-pk").first().pk


def test_some_programs_have_more_to_repair_than_others(person):
    assert len({len(audit_program(n, TODAY)) for n in range(1, 6)}) > 1


@pytest.mark.django_db(transaction=True)
def test_the_six_measures():
    person = portfolio.lay_offices()
    today = dt.datetime.now(dt.UTC).date()
    list(portfolio.add_programs(1, 3, today))
    portfolio.add_register(1)

    with open_settings():
        measures = {one.name: one for one in measure(3, today, person)}

    assert list(measures) == [
        "audit of all",
        "audit of one",
        "board",
        "sequence page",
        "one session saved",
        "outbox of 200 sent",
    ]
    assert all(one.seconds > 0 and one.floor > 0 for one in measures.values())
    assert measures["audit of one"].statements == 1
    assert measures["one session saved"].statements <= 12


def test_the_pages_of_the_field_keep_their_budgets(person):
    portfolio.add_register(1)
    session = Session.objects.filter(intervention=8, status="PLANNED").latest("planned_on")
    with open_settings():
        weights = {one.name: (one.requests, one.bytes) for one in weigh(person, session)}

    assert {name: requests for name, (requests, _bytes) in weights.items()} == {
        "My sessions, first": 8,
        "log form, first": 8,
        "My sessions, later": 2,
        "log form, later": 1,
    }
    for name, (_requests, size) in weights.items():
        assert 2_000 < size < (60_000 if name.endswith("first") else 10_000)


def test_too_few_programs():
    with pytest.raises(CommandError, match="3 programs are too few"):
        call_command("bench", programs=3)


def test_the_command_measures_twice_and_leaves_nothing(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    ran = subprocess.run(
        [sys.executable, "manage.py", "bench", "--programs", "20"],
        env=environment | {"CARE_ENGAGE_HOME": str(tmp_path), "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr
    assert "20 programs, 160 interventions, 2,000 sessions on SQLite" in ran.stdout
    assert len(re.findall(r"^one session saved", ran.stdout, re.MULTILINE)) == 3
    assert re.search(r"^My sessions, later +2 +[\d,]+$", ran.stdout, re.MULTILINE)
    assert "20 of 20 programs written" in ran.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"secret_key", "keys", "joined"}
