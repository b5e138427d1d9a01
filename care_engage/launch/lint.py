"""`lint`: everything that can be judged without running the tests."""

import os
import time

from care_engage.launch.console import Refusal, run
from care_engage.launch.environment import DEVELOPMENT, RUNTIME, prepare
from care_engage.launch.places import PYTHON

CHECKS = {
    "style": ["ruff", "check"],
    "format": ["ruff", "format", "--check"],
    "templates": ["djlint", "--lint", "--quiet", "."],
    "types of the sequencing rules": ["mypy"],
    "migrations in step with the models": ["manage.py", "makemigrations", "--check", "--dry-run"],
    "Django's own checks": ["manage.py", "check", "--fail-level", "WARNING"],
    "architecture": ["pytest", "--quiet", "tests/test_architecture.py"],
}


def main(arguments: list[str]) -> int:
    """Run every check, also after one has failed: one run then shows all there is to repair."""
    if arguments:
        raise Refusal("lint takes no arguments: leave them out.")
    prepare(RUNTIME, DEVELOPMENT)
    failed = [title for title, words in CHECKS.items() if not passes(title, words)]
    return 1 if failed else 0


def passes(title: str, words: list[str]) -> bool:
    """Run one check and print a line about it, with what it said where it failed."""
    env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DEBUG"}}
    started = time.monotonic()
    done = run([PYTHON, *(words if words[0] == "manage.py" else ["-m", *words])], env)
    verdict = "FAILED" if done.returncode else "ok"
    print(f"{verdict:6}  {title} ({time.monotonic() - started:.1f} s)", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0
