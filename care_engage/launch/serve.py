"""`serve`: production, configured by the environment alone: gunicorn on the database of DATABASE_URL."""

import argparse
import os
import re
from typing import NoReturn

from care_engage.launch.console import Refusal, become, run, step
from care_engage.launch.environment import RUNTIME, collect_static, prepare
from care_engage.launch.places import PYTHON
from care_engage.launch.ports import port_number, refuse_taken

REQUIRED = {
    "SECRET_KEY": "a long random text that stays the same between starts",
    "DATABASE_URL": "the address of a PostgreSQL database, postgres://user:password@host/name",
    "CARE_ENGAGE_KEYS": "the keys of confidential text, kept apart from SECRET_KEY",
}


def main(arguments: list[str]) -> NoReturn:
    """Refuse whatever would only fail later, then become gunicorn."""
    parser = argparse.ArgumentParser(prog="python3 -m care_engage serve", description=__doc__)
    # Platforms that set PORT expect a server that other machines can reach.
    parser.add_argument("--host", default="0.0.0.0" if "PORT" in os.environ else "127.0.0.1")
    parser.add_argument("--port", type=port_number, default=os.environ.get("PORT", "8000"))
    options = parser.parse_args(arguments)

    env = dict(os.environ)
    refuse_incomplete(env)
    refuse_taken(options.host, options.port)
    prepare(RUNTIME)
    refuse_unmigrated(env)
    collect_static(env)
    bind = f"{options.host}:{options.port}"
    become(
        [PYTHON, "-m", "gunicorn", "--bind", bind, "--no-control-socket", "care_engage.wsgi:application"], env
    )


def refuse_incomplete(env: dict[str, str]) -> None:
    missing = [f"{name} to {meaning}" for name, meaning in REQUIRED.items() if not env.get(name)]
    if missing:
        raise Refusal(f"Set in the environment: {'; '.join(missing)}.")


def refuse_unmigrated(env: dict[str, str]) -> None:
    """Never migrate by the way: in production somebody decides when, after a backup."""
    with step("Checking the database"):
        done = run([PYTHON, "manage.py", "migrate", "--check", "--verbosity=0"], env)
    if not done.returncode:
        return
    if errors := re.findall(r"^[\w.]+(?:Error|ImproperlyConfigured): (.+)$", done.stdout, re.MULTILINE):
        raise Refusal(f"The database of DATABASE_URL cannot be used: {errors[-1]}")
    raise Refusal(
        "The database lacks migrations: back it up,"
        " run `.venv/bin/python manage.py migrate`, then start again."
    )
