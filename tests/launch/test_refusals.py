"""Whatever keeps a command from working is one sentence that says what to do, and never a traceback."""

import ast
import socket

import pytest

from care_engage import __main__
from care_engage.launch import environment, ports
from care_engage.launch.console import Refusal

from .conftest import ROOT


def refusal(clone, *arguments):
    """The one line that a refused command prints."""
    code, output = clone.run(*arguments)
    assert code == 1, output
    (sentence,) = output.splitlines()
    return sentence


def test_port_in_use(bare_clone):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        sentence = refusal(bare_clone, "demo", "--port", str(port))
    assert sentence == f"Port {port} is in use: stop what uses it, or choose another with --port {port + 1}."


def test_port_that_cannot_be_opened():
    with pytest.raises(Refusal, match=r"198\.51\.100\.1 port 8000 cannot be opened \(Cannot assign"):
        ports.refuse_taken("198.51.100.1", 8000)


@pytest.mark.parametrize("port", ["65536", "-1", "http", ""])
def test_port_that_is_none(bare_clone, port):
    code, output = bare_clone.run("demo", "--port", port)
    assert code == 2
    assert "is not a port: give a number up to 65535" in output


def test_python_too_old(capsys):
    assert __main__.main(["demo"], version=(3, 10, 13)) == 1
    assert capsys.readouterr().err == (
        "This is Python 3.10: install Python 3.11 or newer and run it with that.\n"
    )


def test_python_too_old_can_read_its_refusal():
    ast.parse((ROOT / "care_engage/__main__.py").read_text(), feature_version=(3, 4))


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_python_without_venv(bare_clone, tmp_path_factory, module):
    folder = tmp_path_factory.mktemp("site")
    (folder / "sitecustomize.py").write_text(f"import sys; sys.modules[{module!r}] = None")
    bare_clone.env["PYTHONPATH"] = str(folder)
    assert refusal(bare_clone, "demo", "--port", "0") == (
        f"This Python lacks its {module} module: install it "
        "(Debian and Ubuntu: apt install python3-venv) and run this again."
    )


def test_no_network(clone):
    with (clone.folder / "requirements.txt").open("a") as lock:
        lock.write(f"care-engage-nowhere==1 --hash=sha256:{'0' * 64}\n")
    with socket.create_server(("127.0.0.1", 0)) as briefly:
        closed = briefly.getsockname()[1]
    clone.env |= {"PIP_CONFIG_FILE": "/dev/null", "PIP_FIND_LINKS": "", "PIP_RETRIES": "1"}
    clone.env["PIP_INDEX_URL"] = f"http://127.0.0.1:{closed}/simple"
    _, output = clone.run("demo", "--port", "0")
    assert output.splitlines()[-1] == (
        "The package index cannot be reached: connect to the network, "
        "or check pip's index and proxy settings, and run this again."
    )
    assert "Traceback" not in output


def test_package_that_is_not_the_locked_one():
    said = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n  django: ..."
    assert environment.why_not_installed(said) == (
        "pip could not install the locked packages: "
        "THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE."
    )


def test_read_only_folder(bare_clone, tmp_path_factory):
    folder = tmp_path_factory.mktemp("home") / "a file, which even the superuser cannot write into"
    folder.touch()
    bare_clone.env["CARE_ENGAGE_HOME"] = str(folder)
    assert refusal(bare_clone, "demo", "--port", "0") == (
        f"{folder} cannot be written to (File exists): "
        "change its permissions, or clone into a folder of your own and run this there."
    )


def test_production_without_its_settings(bare_clone):
    bare_clone.env = {"SECRET_KEY": "", "DATABASE_URL": "", "CARE_ENGAGE_KEYS": ""}
    assert refusal(bare_clone, "serve") == (
        "Set in the environment: SECRET_KEY to a long random text that stays the same between starts; "
        "DATABASE_URL to the address of a PostgreSQL database, postgres://user:password@host/name; "
        "CARE_ENGAGE_KEYS to the keys of confidential text, kept apart from SECRET_KEY."
    )


def test_unknown_command(bare_clone):
    code, output = bare_clone.run("deploy")
    assert code == 2
    assert output.startswith("python3 -m care_engage COMMAND\n")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", "The database lacks migrations: back it up, run `.venv/bin/python manage.py migrate`, then"),
        (
            "Traceback ...\ndjango.db.utils.OperationalError: connection failed: refused\n\tIs it running?",
            "The database of DATABASE_URL cannot be used: connection failed: refused",
        ),
    ],
    ids=["migrations missing", "unreachable"],
)
def test_production_database_that_is_not_ready(clone, said, expected):
    (clone.folder / "manage.py").write_text(f"print({said!r}); exit(1)")
    clone.env = {
        "SECRET_KEY": "long",
        "DATABASE_URL": "postgres://somewhere/empty",
        "CARE_ENGAGE_KEYS": "keys",
    }
    assert refusal(clone, "serve", "--port", "0").startswith(expected)
