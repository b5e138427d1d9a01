"""`test` counts over its stages, and names those that the machine cannot run before it starts."""

import os
from pathlib import Path

import pytest

from care_engage.launch import postgres, suite
from care_engage.launch.console import Refusal

REPORT = """<testsuites><testsuite>
    <testcase name="a"/>
    <testcase name="b"><system-out>printed</system-out></testcase>
    <testcase name="c"><failure/></testcase>
    <testcase name="d"><error/></testcase>
    <testcase name="e"><skipped/></testcase>
</testsuite></testsuites>"""


def test_tally_adds_up_reports(tmp_path):
    (tmp_path / "report.xml").write_text(REPORT)
    tally = suite.Tally(passed=5)
    tally.add(tmp_path / "report.xml")
    assert str(tally) == "7 passed, 2 failed, 1 skipped"


def test_run_that_died_counts_as_a_failure(tmp_path):
    tally = suite.Tally()
    tally.add(tmp_path / "never-written.xml")
    assert str(tally) == "0 passed, 1 failed"


@pytest.mark.parametrize(
    ("env", "required"),
    [({}, False), ({"CI": "true"}, True), ({"CARE_ENGAGE_REQUIRE_ALL": "1"}, True), ({"CI": ""}, False)],
)
def test_every_stage_must_run_in_ci(env, required):
    assert suite.must_run_all(env) is required


@pytest.fixture
def _without_postgres(monkeypatch):
    absent = suite.Stage("tests on PostgreSQL", "database", "postgresql", why_absent=lambda: "it is not here")
    monkeypatch.setattr(suite, "STAGES", (suite.STAGES[0], absent))


@pytest.mark.usefixtures("_without_postgres")
def test_skips_aloud(capsys):
    assert suite.possible_stages(required=False) == [suite.STAGES[0]]
    assert capsys.readouterr().out == "SKIPPED: the tests on PostgreSQL, because it is not here.\n"


@pytest.mark.usefixtures("_without_postgres")
def test_refuses_to_skip_where_every_stage_must_run():
    with pytest.raises(Refusal, match="Cannot run the tests on PostgreSQL: it is not here"):
        suite.possible_stages(required=True)


def test_stage_gets_its_own_database_and_no_other(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/precious")
    plain, database, _ = suite.STAGES
    assert "DATABASE_URL" not in suite.environment(plain, None)
    assert suite.environment(database, "postgres://own")["DATABASE_URL"] == "postgres://own"


def test_throwaway_server_leaves_nothing_behind():
    if reason := postgres.why_absent():
        pytest.skip(reason)
    with postgres.throwaway_server() as url:
        folder = Path(url.split("@")[1].split("/")[0].replace("%2F", os.sep))
        assert (folder / ".s.PGSQL.5432").is_socket()
        server = int((folder / "data/postmaster.pid").read_text().splitlines()[0])
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)
