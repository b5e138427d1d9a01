"""A small fleet of devices with every kind of fault; `outbox_faults` as a script runs the full size."""

import os

import pytest

from care_engage.launch import postgres
from care_engage.launch.suite import must_run_all
from tests.programs.outbox_faults import on_postgres, run


def holds(url, home):
    counts, wrong = run(devices=12, sessions=5, kills=2, url=url, home=home)
    assert wrong == []
    # Five sessions each, and the manager's own entries for some of them.
    assert counts["entries"] == 12 * 5 + 2
    assert counts["kills"] >= 1
    assert counts["answers lost"] + counts["duplicated"] + counts["cut off"] > 0
    assert counts["entries stored"] >= 12 * 5 - 3 - 4


def test_every_entry_is_stored_once_or_refused_on_sqlite(tmp_path):
    holds(f"sqlite:///{tmp_path / 'faults.sqlite3'}", tmp_path)


def test_every_entry_is_stored_once_or_refused_on_postgresql(tmp_path):
    absent = postgres.why_absent()
    if absent and must_run_all(os.environ):
        pytest.fail(absent)
    if absent:
        pytest.skip(absent)
    with postgres.throwaway_server() as url:
        holds(on_postgres(url), tmp_path)
