"""`demo`: from a fresh clone to a running copy with believable data."""

import argparse
import ipaddress
import os
from typing import NoReturn

from care_engage.launch.console import become, run_or_refuse, step
from care_engage.launch.environment import RUNTIME, collect_static, folders_named, prepare
from care_engage.launch.places import DATABASE, HOME, PEOPLE, PYTHON, ROOT
from care_engage.launch.ports import port_number, refuse_taken
from care_engage.launch.stamps import Stamp, fingerprint


def main(arguments: list[str]) -> NoReturn:
    parser = argparse.ArgumentParser(prog="python3 -m care_engage demo", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=port_number, default=8000)
    options = parser.parse_args(arguments)

    refuse_taken(options.host, options.port)
    prepare(RUNTIME)
    env = demo_environment(options.host)
    migrate(env)
    load(env)
    collect_static(env)
    address = ["--host", options.host, "--port", str(options.port)]
    become([PYTHON, "-m", "care_engage.launch.web", *address], env)


def demo_environment(host: str) -> dict[str, str]:
    """The caller's environment without what would turn the demo to another database or another mode."""
    env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DEBUG"}}
    env["CARE_ENGAGE_HOME"] = str(HOME)
    if is_loopback(host):
        env["CARE_ENGAGE_WAIVE_SECOND_STEP"] = "1"  # whoever tries the demo need not have an app for codes
    else:
        env.pop("CARE_ENGAGE_WAIVE_SECOND_STEP", None)
        env.setdefault(
            "ALLOWED_HOSTS", "*"
        )  # the names by which others reach this machine are not known here
    return env


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def migrate(env: dict[str, str]) -> None:
    """Bring the embedded database to the current schema."""
    sources = [*folders_named("migrations"), ROOT / RUNTIME]
    stamp = Stamp(HOME / "migrations.stamp", fingerprint(sources))
    if not DATABASE.exists():
        PEOPLE.unlink(missing_ok=True)  # whoever could log in to the one before
    elif stamp.holds():
        return
    with step("Preparing the database"):
        run_or_refuse([PYTHON, "manage.py", "migrate", "--no-input", "--verbosity=0"], env)
    stamp.leave()


def load(env: dict[str, str]) -> None:
    """Load the demo once for each database; the list of the people in it, kept for later starts, says so."""
    if PEOPLE.exists():
        return
    with step("Loading the demo data"):
        run_or_refuse([PYTHON, "manage.py", "demo"], env)
        PEOPLE.write_text(run_or_refuse([PYTHON, "manage.py", "demo", "--people"], env))
