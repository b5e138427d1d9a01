"""The demo sets up once, starts quickly after that, and stops when told to."""

import re
import shutil
import signal
import urllib.request

import pytest

from care_engage.launch.demo import demo_environment

EVERYTHING = ["migrate", "demo", "demo --people", "collectstatic"]


def serve(clone, number=signal.SIGINT):
    """Start the demo, ask it for a page, stop it by a signal; gives what it printed."""
    with clone.start("demo", "--port", "0") as process:
        try:
            printed = until_it_listens(process)
            address = re.search(r"http://\S+", printed)[0]
            with urllib.request.urlopen(address, timeout=10) as page:
                assert page.read() == b"hello"
            process.send_signal(number)
            printed += process.stdout.read()
            process.wait(timeout=10)
        finally:
            process.kill()
    assert process.returncode == 0, printed
    return printed


def until_it_listens(process):
    """Read what a demo prints until it names its address."""
    printed = ""
    for line in process.stdout:
        printed += line
        if "is at http" in line:
            return printed
    return pytest.fail(printed)


def steps(clone):
    """The names of the steps that were taken, without their options."""
    return [
        " ".join(word for word in line.split() if word == "--people" or word[0] != "-")
        for line in clone.asked()
    ]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stops_cleanly(clone, number):
    printed = serve(clone, number)
    assert "Traceback" not in printed
    assert "Log in as:\n  manager  manager@example.org  secret\n" in printed


def test_sets_up_once(clone):
    serve(clone)
    assert steps(clone) == EVERYTHING
    serve(clone)
    assert steps(clone) == []


@pytest.mark.parametrize(
    ("change", "again"),
    [
        pytest.param(
            lambda clone: (clone.folder / ".local/care_engage.sqlite3").unlink(),
            ["migrate", "demo", "demo --people"],
            id="database gone",
        ),
        pytest.param(
            lambda clone: new_file(clone, "programs/migrations/0002_more.py"), ["migrate"], id="migration"
        ),
        pytest.param(
            lambda clone: new_file(clone, "static/css/base.css"), ["collectstatic"], id="style sheet"
        ),
        pytest.param(
            lambda clone: shutil.rmtree(clone.folder / ".local/static"),
            ["collectstatic"],
            id="static files gone",
        ),
    ],
)
def test_does_again_what_has_changed(clone, change, again):
    serve(clone)
    clone.asked()
    change(clone)
    serve(clone)
    assert steps(clone) == again


def new_file(clone, name):
    path = clone.folder / name
    path.parent.mkdir(parents=True)
    path.touch()


def test_keeps_away_from_a_production_database(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/precious")
    monkeypatch.setenv("DEBUG", "1")
    assert not {"DATABASE_URL", "DEBUG"} & demo_environment("127.0.0.1").keys()


@pytest.mark.parametrize(
    ("host", "allowed"),
    [("127.0.0.1", None), ("::1", None), ("localhost", None), ("0.0.0.0", "*"), ("laptop", "*")],
)
def test_answers_to_any_name_only_when_others_may_reach_it(monkeypatch, host, allowed):
    monkeypatch.delenv("ALLOWED_HOSTS", raising=False)
    assert demo_environment(host).get("ALLOWED_HOSTS") == allowed


@pytest.mark.parametrize(
    ("host", "waived"), [("127.0.0.1", "1"), ("localhost", "1"), ("0.0.0.0", None), ("laptop", None)]
)
def test_waives_the_second_step_on_this_machine_alone(monkeypatch, host, waived):
    monkeypatch.setenv("CARE_ENGAGE_WAIVE_SECOND_STEP", "1")
    assert demo_environment(host).get("CARE_ENGAGE_WAIVE_SECOND_STEP") == waived


def test_says_that_the_second_step_is_waived(clone):
    assert "is waived: only this machine reaches the demo" in serve(clone)
