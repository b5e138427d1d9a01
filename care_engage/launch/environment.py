"""The virtual environment beside the code, and everything built from the sources."""

import importlib.util
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from care_engage.launch.console import Refusal, run, run_or_refuse, step
from care_engage.launch.places import HOME, PYTHON, ROOT, VENV
from care_engage.launch.stamps import Stamp, fingerprint

RUNTIME = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"
PIP_OPTIONS = ("--require-hashes", "--quiet", "--no-input", "--disable-pip-version-check")
UNREACHABLE = re.compile(  # as pip names what broke a connection
    "NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProtocolError|ProxyError|SSLError"
)


def prepare(*locks: str) -> None:
    """Install what the locks ask for and compile the translations; nothing to do takes no time."""
    refuse_read_only(ROOT, HOME)
    if not is_sound():
        make_environment()
    install(locks)
    compile_catalogs()


def refuse_read_only(*folders: Path) -> None:
    """Try it: the bits of a folder say little about mounts, containers and the superuser."""
    for folder in folders:
        probe = folder / f".writable-{os.getpid()}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise Refusal(
                f"{folder} cannot be written to ({error.strerror}): "
                "change its permissions, or clone into a folder of your own and run this there."
            ) from None


def is_sound() -> bool:
    """Whether .venv was made by this version of Python and the Python inside it is still there."""
    try:
        settings = (VENV / "pyvenv.cfg").read_text()
    except OSError:
        return False
    made_by = re.search(r"^version\s*=\s*(\d+)\.(\d+)", settings, re.MULTILINE)
    return (
        made_by is not None and made_by.groups() == tuple(map(str, sys.version_info[:2])) and PYTHON.exists()
    )


def make_environment() -> None:
    """Make .venv anew, whatever was there before."""
    missing = next((name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None), None)
    if missing:
        raise Refusal(
            f"This Python lacks its {missing} module: install it "
            "(Debian and Ubuntu: apt install python3-venv) and run this again."
        )
    with step("Making .venv"):
        try:
            if VENV.exists():
                shutil.rmtree(VENV)
        except OSError as error:  # such as a link to an environment elsewhere, which is not ours to empty
            raise Refusal(f"{VENV} cannot be replaced ({error}): remove it and run this again.") from None
        run_or_refuse([sys.executable, "-m", "venv", VENV])


def install(locks: Iterable[str]) -> None:
    """Bring .venv to what the locks say, unless a stamp says that it is there already."""
    stamps = {lock: Stamp(VENV / f"{lock}.stamp", fingerprint([ROOT / lock])) for lock in locks}
    stale = [lock for lock, stamp in stamps.items() if not stamp.holds()]
    if not stale:
        return
    with step(f"Installing {' and '.join(stale)}"):
        done = run(
            [PYTHON, "-m", "pip", "install", *PIP_OPTIONS, *(f"--requirement={lock}" for lock in stale)]
        )
    if done.returncode:
        raise Refusal(why_not_installed(done.stdout))
    for lock in stale:
        stamps[lock].leave()


def why_not_installed(output: str) -> str:
    """Make one sentence of what pip said."""
    if UNREACHABLE.search(output):
        return (
            "The package index cannot be reached: connect to the network, "
            "or check pip's index and proxy settings, and run this again."
        )
    errors = [line.removeprefix("ERROR: ") for line in output.splitlines() if line.startswith("ERROR: ")]
    return f"pip could not install the locked packages: {' '.join(errors) or output.strip()}"


def compile_catalogs() -> None:
    """Compile the translations that are newer than what was compiled of them."""
    if stale := list(_stale_catalogs()):
        with step("Compiling the translations"):
            run_or_refuse([PYTHON, "-m", "care_engage.launch.catalogs", *stale])


def _stale_catalogs() -> Iterator[Path]:
    for folder in folders_named("locale"):
        for source in folder.glob("*/LC_MESSAGES/django.po"):
            compiled = source.with_suffix(".mo")
            if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
                yield source


def folders_named(name: str) -> Iterator[Path]:
    """The folders of this name that belong to the sources: at the root, in a package or in an app."""
    for place in ("", "[!.]*/", "[!.]*/*/"):
        yield from ROOT.glob(place + name)


def collect_static(env: Mapping[str, str]) -> None:
    """Gather the static files with their hashes and compressed forms, when any of them changed."""
    code = [ROOT / "care_engage/settings.py", ROOT / RUNTIME]
    code += [ROOT / f"care_engage/kit/{name}.py" for name in ("static", "joined", "purged")]
    parts = [*folders_named("static"), *folders_named("templates"), *code]  # what templates name, sheets have
    stamp = Stamp(HOME / "static.stamp", fingerprint(parts))
    if stamp.holds() and (HOME / "static").is_dir():
        return
    with step("Collecting the static files"):
        run_or_refuse([PYTHON, "manage.py", "collectstatic", "--clear", "--no-input", "--verbosity=0"], env)
    stamp.leave()
