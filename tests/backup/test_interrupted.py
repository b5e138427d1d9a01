"""kill -9 in the middle of a backup or a restore: what was there before is there still.

Real processes on a database with enough in it that both take a moment.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from care_engage.backup import archive, making
from groups.models import Group
from tests.factories import GroupFactory, InterventionFactory, register
from tests.processes import ROOT, environment

from .test_backup import everything

pytestmark = pytest.mark.django_db(transaction=True)
BALLAST = {
    "sqlite": [
        "CREATE TABLE ballast (body BLOB)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40) "
        "INSERT INTO ballast SELECT randomblob(1000000) FROM n",
    ],
    "postgresql": [
        "CREATE TABLE ballast (body text)",
        "INSERT INTO ballast SELECT md5(i::text) || md5((-i)::text) || repeat('x', 60) "
        "FROM generate_series(1, 150000) AS i",
    ],
}


@pytest.fixture
def heavy():
    run(*BALLAST[connection.vendor])
    group = GroupFactory(name="Before the backup")
    register(group, 5)
    InterventionFactory(groups=[group])
    yield group
    run("DROP TABLE IF EXISTS ballast")


def run(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def contents():
    return {table: rows for table, rows in everything().items() if table != "ballast"}


def start(*words):
    return subprocess.Popen(
        [sys.executable, "manage.py", *map(str, words)],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill_when(condition, process):
    """Kill -9 this process, and not what it started, as soon as the condition holds."""
    deadline = time.monotonic() + 60
    while not condition() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.001)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "it was over before it could be killed"


def being_restored():
    """Whether the database is just being written: SQLite's log grows, PostgreSQL copies rows in."""
    if connection.vendor == "sqlite":
        log = Path(f"{connection.settings_dict['NAME']}-wal")
        return log.exists() and log.stat().st_size > 10_000_000
    return backends("AND query LIKE 'COPY %ballast%'") > 0


def backends(which=""):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            f"AND pid <> pg_backend_pid() {which}"
        )
        return cursor.fetchone()[0]


def wait_until_it_is_quiet():
    """PostgreSQL's own client ends by itself once nobody speaks to it."""
    deadline = time.monotonic() + 30
    while connection.vendor == "postgresql" and backends() and time.monotonic() < deadline:
        time.sleep(0.05)


def test_a_killed_restore_leaves_the_old_database_in_use(heavy, tmp_path):
    backed_up = contents()
    path, _said = making.make(tmp_path)
    heavy.name = "After the backup"
    heavy.save()
    GroupFactory(name="Made since")
    since = contents()
    run("PRAGMA wal_checkpoint(TRUNCATE)" if connection.vendor == "sqlite" else "SELECT 1")

    process = start("restore", path, "--yes")
    kill_when(being_restored, process)
    wait_until_it_is_quiet()
    connection.close()
    assert contents() == since
    assert Group.objects.count() == 2

    assert start("restore", path, "--yes").wait() == 0
    connection.close()
    now = contents()
    assert now.pop("trail_entry") != backed_up.pop("trail_entry"), "that it was restored is on record"
    assert now == backed_up


def test_a_killed_backup_leaves_no_backup(heavy, tmp_path):
    process = start("backup", tmp_path)
    kill_when(lambda: any(path.stat().st_size for path in found(tmp_path, "*.partial")), process)
    assert not found(tmp_path, "*.backup")
    assert found(tmp_path, "*.partial")

    assert start("backup", tmp_path).wait() == 0
    (path,) = found(tmp_path, "*.backup")
    assert archive.read_manifest(path)["rows"]["ballast"] > 0


def found(folder, pattern):
    return list(folder.glob(pattern))
