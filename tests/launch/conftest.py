"""A stand-in for the clone: the real launcher, with a `manage.py` that only notes what it was asked."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

MANAGE = """\
import sys, pathlib
command = " ".join(word for word in sys.argv[1:])
with open("asked.txt", "a") as asked:
    print(command, file=asked)
home = pathlib.Path(".local")
if command.startswith("migrate"):
    (home / "care_engage.sqlite3").touch()
if command.startswith("collectstatic"):
    (home / "static").mkdir(exist_ok=True)
    (home / "static/base.0a1b2c.css").touch()
if command == "demo --people":
    print("manager\\tmanager@example.org\\tsecret")
"""
WSGI = """\
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]
"""


@dataclass
class Clone:
    """A folder to run the launcher in, as one would from a shell."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)

    def start(self, *arguments):
        """Start a command without waiting for it."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("CARE_ENGAGE_")}
        return subprocess.Popen(
            [sys.executable, "-m", "care_engage", *arguments],
            cwd=self.folder,
            env=inherited | self.env,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def run(self, *arguments):
        """Run a command to its end; gives the exit code and all it printed."""
        with self.start(*arguments) as process:
            try:
                output, _ = process.communicate(timeout=60)
            finally:
                process.kill()
        return process.returncode, output

    def asked(self):
        """What `manage.py` was asked to do since this was last called."""
        path = self.folder / "asked.txt"
        lines = path.read_text().splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines


@pytest.fixture
def bare_clone(tmp_path):
    """A clone in which nothing has been installed yet."""
    package = tmp_path / "care_engage"
    shutil.copytree(ROOT / "care_engage/launch", package / "launch")
    for name in ("__init__.py", "__main__.py"):
        shutil.copy(ROOT / "care_engage" / name, package)
    shutil.copy(ROOT / "requirements.txt", tmp_path)
    (package / "wsgi.py").write_text(WSGI)
    (tmp_path / "manage.py").write_text(MANAGE)
    return Clone(tmp_path)


@pytest.fixture
def clone(bare_clone):
    """A clone whose .venv is the one that these tests run in."""
    if sys.prefix == sys.base_prefix:
        pytest.skip("These tests do not run in a virtual environment.")
    (bare_clone.folder / ".venv").symlink_to(sys.prefix)
    return bare_clone
