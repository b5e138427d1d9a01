"""`manage.py audit`: what the rules find, as a table or as the JSON that the issue describes."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from programs.models import Flag, Verdict
from programs.portfolio import PAYS_FROM, audit_programs
from tests.factories import InterventionFactory, OfficeFactory, ProgramFactory, held

pytestmark = pytest.mark.django_db
JUL = "2026-07-01"


@pytest.fixture
def alone():
    """Men's work that stands alone, its first session held on 1 March."""
    men = InterventionFactory(code="M1", program__code="KIR")
    held(men, dt.date(2026, 3, 1))
    return men.program


def run(*arguments):
    said = StringIO()
    call_command("audit", *arguments, stdout=said)
    return said.getvalue()


def test_the_json_names_what_there_is_and_leaves_out_what_there_is_not(alone):
    found = json.loads(run("--on", JUL, "--json"))

    by_rule = {row["rule"]: row for row in found}
    r1 = by_rule["R1"]
    assert "linked" in r1.pop("message")
    assert r1 == {
        "program": "KIR",
        "rule": "R1",
        "name": "men_stand_alone",
        "subject": "M1",
        "reason": "NO_LINK",
        "severity": "CRITICAL",
    }
    assert "reason" not in by_rule["R9"]
    assert by_rule["R9"]["subject"] == "KIR"
    assert [row["severity"] for row in found] == sorted(
        (row["severity"] for row in found), key=["CRITICAL", "HIGH", "MEDIUM", "LOW", "WARNING"].index
    )


def test_a_topic_is_named(alone):
    InterventionFactory(program=alone, code="X1", space="COUPLES")
    held(alone.interventions.get(code="X1"), dt.date(2026, 6, 10), topics=["T24"])

    found = json.loads(run("--on", JUL, "--json"))

    assert {(row.get("topic"), row.get("reason")) for row in found if row["rule"] == "R5"} == {
        ("T24", "MEN_NOT_YET"),
        ("T24", "WOMEN_NOT_YET"),
    }


def test_only_the_programs_named(alone):
    for code in ("MUS", "NYA"):
        InterventionFactory(program=ProgramFactory(code=code))

    found = json.loads(run("--program", "KIR", "--program", "MUS", "--on", JUL, "--json"))
    assert {row["program"] for row in found} == {"KIR", "MUS"}
    found = json.loads(run("--program", "MUS", "NYA", "--on", JUL, "--json"))
    assert {row["program"] for row in found} == {"MUS", "NYA"}


def test_a_code_of_two_offices_means_both(alone):
    InterventionFactory(
        code="M9", program=ProgramFactory(code="KIR", office=OfficeFactory(iso2="UG", name="CARE Uganda"))
    )

    found = json.loads(run("--program", "KIR", "--on", JUL, "--json"))

    assert {row["subject"] for row in found if row["rule"] == "R1"} == {"M1", "M9"}


def test_nothing_to_repair_is_an_empty_list():
    ProgramFactory(code="KIR")

    assert json.loads(run("--json")) == []
    assert run() == "Nothing to repair in 1 program.\n"


def test_the_table_says_it_in_words(alone):
    words = run("--on", JUL)

    assert "CRITICAL R1  KIR · M1  NO_LINK" in words
    assert words.endswith("to repair in 1 program.\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--program", "NONE", "KIR"], "No program has the code NONE."),
        (["--on", "1 July"], "“1 July” is not a day. Write it as 2026-07-01."),
    ],
)
def test_what_is_refused_is_one_sentence(alone, arguments, words):
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    assert str(refused.value).startswith(words)
    assert refused.value.returncode == 1


def test_a_deleted_program_is_unknown(alone):
    alone.remove()

    with pytest.raises(CommandError, match="No program has the code KIR"):
        run("--program", "KIR")


def test_without_a_day_it_is_today_at_the_office(alone):
    alone.interventions.update(
        status="PLANNED", starts_on=alone.office.today() + dt.timedelta(days=90), ends_on=None
    )
    assert '"R1"' in run("--json")
    alone.interventions.update(starts_on=alone.office.today() + dt.timedelta(days=91))
    assert '"R1"' not in run("--json")


def test_it_writes_nothing_unless_told_to(alone):
    run("--on", JUL)
    assert not Verdict.objects.exists()

    run("--on", JUL, "--store")
    assert Verdict.objects.get().audited_on.isoformat() == JUL
    assert Flag.objects.filter(rule="R1").exists()


def test_on_another_day_in_the_past_nothing_later_is_seen(alone):
    assert "R9" not in {row["rule"] for row in json.loads(run("--on", "2026-03-02", "--json"))}


def test_a_past_day_hears_what_was_recorded_by_its_end(monkeypatch, capsys):
    now = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    men = InterventionFactory(code="M1", program__code="KIR", ends_on=None)
    before = run("--on", "2026-06-01", "--json")
    assert '"R1"' in before
    now = dt.datetime(2026, 7, 2, 12, tzinfo=dt.UTC)
    men.status, men.status_reason = "CANCELLED", "Harvest"
    men.save()
    men.program.remove()

    assert run("--on", "2026-06-01", "--json") == before
    assert run("--program", "KIR", "--on", "2026-06-01", "--json") == before
    assert capsys.readouterr().err == ""


def test_where_no_history_reaches_it_says_so(alone, capsys):
    assert '"R1"' in run("--on", JUL, "--json")
    assert "Of 1 of these programs nothing was recorded by the end of 2026-07-01" in capsys.readouterr().err


def test_flags_are_kept_of_no_day_to_come(alone):
    far = (dt.date.today() + dt.timedelta(days=3)).isoformat()
    with pytest.raises(CommandError, match="still to come"):
        run("--on", far, "--store")
    assert not Flag.objects.exists()


def name_of(code, finding):
    return code, finding.name


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")  # pytest-xdist has threads
@pytest.mark.django_db(transaction=True)
def test_two_processes_say_the_same_as_one(monkeypatch):
    ids = [InterventionFactory().program_id for _ in range(6)]
    alone = list(audit_programs(ids, dt.date(2026, 7, 1), tell=name_of))
    monkeypatch.setattr("programs.portfolio.BLOCK", 2)
    monkeypatch.setattr("programs.portfolio.PAYS_FROM", 3)
    assert len(ids) < PAYS_FROM

    assert list(audit_programs(ids, dt.date(2026, 7, 1), tell=name_of)) == alone
    assert len(alone) == 6
