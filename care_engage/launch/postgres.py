"""A PostgreSQL server for one test run: made, used and removed within it."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from care_engage.launch.console import Command, Refusal

# Nothing here outlives the run, so nothing waits for a disk; and no network reaches it.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}
INITDB_OPTIONS = ("--username=care", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8")
UNPRIVILEGED = "postgres"  # the user and group that packages make: initdb and postgres refuse to run as root


def why_absent() -> str | None:
    """What keeps a server from being started here, if anything does."""
    if programs() is None:
        return "PostgreSQL's initdb is not on this machine (Debian and Ubuntu: apt install postgresql)"
    if os.geteuid() == 0 and not _has_user(UNPRIVILEGED):
        return f"PostgreSQL does not run as root, and there is no user {UNPRIVILEGED} to run it as"
    return None


def programs() -> Path | None:
    """The folder of initdb and postgres, which Debian leaves off the PATH; the newest version wins."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    packaged = (path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return max(packaged, key=lambda folder: int(folder.parent.name), default=None)


def _has_user(name: str) -> bool:
    import pwd  # Windows has none, and never comes here

    return name in {entry.pw_name for entry in pwd.getpwall()}


@contextmanager
def throwaway_server() -> Iterator[str]:
    """Start a server that listens on a socket in a temporary folder; gives its DATABASE_URL."""
    binaries = programs()
    assert binaries, "ask why_absent() first"
    # The path of a socket may be 107 bytes long, which a temporary folder elsewhere can exceed.
    with tempfile.TemporaryDirectory(prefix="care-", dir="/tmp", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        data = folder / "data"
        if os.geteuid() == 0:
            shutil.chown(folder, UNPRIVILEGED, UNPRIVILEGED)
        with _start([binaries / "initdb", "-D", data, *INITDB_OPTIONS], folder) as making:
            if making.wait():
                raise Refusal(f"PostgreSQL's initdb failed:\n{(folder / 'log').read_text()}")
        options = [f"--{key}={value}" for key, value in SETTINGS.items()]
        with _start([binaries / "postgres", "-D", data, "-k", folder, *options], folder) as server:
            try:
                _wait_until_ready(server, binaries, folder)
                yield f"postgres://care@{quote(name, safe='')}/care_engage"
            finally:
                server.send_signal(signal.SIGINT)  # its "fast" shutdown: does not wait for clients


def _start(command: Command, folder: Path) -> subprocess.Popen[bytes]:
    """Start one of PostgreSQL's programs where, and as whom, it agrees to run."""
    root = os.geteuid() == 0
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            stdout=log,
            stderr=log,
            user=UNPRIVILEGED if root else None,
            group=UNPRIVILEGED if root else None,
            extra_groups=[] if root else None,
            start_new_session=True,  # Ctrl-C reaches the tests alone; the server is stopped after them
        )


def _wait_until_ready(server: subprocess.Popen[bytes], binaries: Path, folder: Path) -> None:
    """Half a second is usual; thirty seconds is a machine in trouble."""
    deadline = time.monotonic() + 30
    while subprocess.run([binaries / "pg_isready", "--quiet", "--host", folder]).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise Refusal(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
        time.sleep(0.05)
