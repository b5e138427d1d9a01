"""Speaking with whoever started a command, and running others on their behalf."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from care_engage.launch.places import ROOT

Command = Sequence[str | Path]


class Refusal(Exception):
    """What keeps a command from going on, as one sentence that says what to do."""


@contextmanager
def step(title: str) -> Iterator[None]:
    """Count the seconds of whatever runs inside, on one line; under a second, say nothing."""
    started, done = time.monotonic(), threading.Event()
    ticker = threading.Thread(target=_count_seconds, args=(title, started, done), daemon=True)
    ticker.start()
    try:
        yield
    finally:
        done.set()
        ticker.join()


def _count_seconds(title: str, started: float, done: threading.Event) -> None:
    """Write the line anew each second on a terminal; elsewhere only begin and end it."""
    if done.wait(1):
        return
    begin = f"\r{title} ..." if sys.stdout.isatty() else ""
    print(f"{title} ...", end="", flush=True)
    while not done.wait(1):
        if begin:
            print(f"{begin} {time.monotonic() - started:.0f} s", end="", flush=True)
    print(f"{begin} {time.monotonic() - started:.1f} s", flush=True)


def run(command: Command, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command quietly in the clone; its output and errors come back as one text."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=env,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def run_or_refuse(command: Command, env: Mapping[str, str] | None = None) -> str:
    """Run a command that is not expected to fail; where it does, show what it said."""
    done = run(command, env)
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        said = " ".join(Path(part).name for part in command[1:])
        raise Refusal(f"`{said}` failed: what it said is above.")
    return done.stdout


def become(command: Command, env: Mapping[str, str]) -> NoReturn:
    """Turn this process into another, so that signals and the exit code are its own.

    Windows cannot: there the other runs as a child until it ends.
    """
    words = [str(part) for part in command]
    os.chdir(ROOT)
    sys.stdout.flush()
    if os.name == "nt":
        sys.exit(subprocess.call(words, env=env))
    os.execve(words[0], words, env)


def stop_on_sigterm() -> None:
    """Let `kill` unwind like an exception, so that what was started is also removed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
