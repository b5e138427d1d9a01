"""`test`: every test on SQLite, those that touch the database again on PostgreSQL, then the browser."""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from care_engage.launch import browsers, postgres
from care_engage.launch.console import Refusal
from care_engage.launch.environment import DEVELOPMENT, RUNTIME, prepare
from care_engage.launch.places import PYTHON, ROOT

INTERRUPTED, NOTHING_COLLECTED = 2, 5  # exit codes of pytest
IN_PARALLEL = ("-n", "auto", "--maxprocesses", "4")


@dataclass(frozen=True)
class Stage:
    """One run of pytest; tests/conftest.py picks the tests that belong to its `part`."""

    title: str
    part: str
    vendor: str
    options: tuple[str, ...] = ()
    server: Callable[[], AbstractContextManager[str | None]] = nullcontext
    why_absent: Callable[[], str | None] = lambda: None


STAGES = (
    Stage("all tests but the browser's, on SQLite", "plain", "sqlite", IN_PARALLEL),
    Stage(
        "tests of the database again, on PostgreSQL",
        "database",
        "postgresql",
        IN_PARALLEL,
        postgres.throwaway_server,
        postgres.why_absent,
    ),
    # Each by its name before it begins: what hangs is the last one.
    Stage("browser tests in Chromium", "browser", "sqlite", ("-vv",), why_absent=browsers.why_absent),
)


@dataclass
class Tally:
    """How many tests ended how, over all stages."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, report: Path) -> None:
        """Read pytest's JUnit report; a run that died before it wrote one counts as a failure."""
        if not report.exists():
            self.failed += 1
            return
        for case in ET.parse(report).iter("testcase"):
            ended = {part.tag for part in case}
            self.failed += bool({"failure", "error"} & ended)
            self.skipped += "skipped" in ended
            self.passed += not {"failure", "error", "skipped"} & ended

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


def main(arguments: list[str]) -> int:
    prepare(RUNTIME, DEVELOPMENT)
    tally, codes = Tally(), set()
    for stage in possible_stages(required=must_run_all(os.environ)):
        print(f"\n{stage.title}", flush=True)
        codes.add(run_stage(stage, arguments, tally))
        if INTERRUPTED in codes:
            break
    print(tally)
    if arguments and codes != {NOTHING_COLLECTED}:
        codes.discard(NOTHING_COLLECTED)  # what was asked for lies in the other stages
    return 0 if codes == {0} else 1


def must_run_all(env: Mapping[str, str]) -> bool:
    """Whether a stage that cannot run is a failure, as it is in CI."""
    return env.get("CI") == "true" or env.get("CARE_ENGAGE_REQUIRE_ALL") == "1"


def possible_stages(*, required: bool) -> list[Stage]:
    """The stages that this machine can run. The others are named first: pytest has the last word."""
    possible = []
    for stage in STAGES:
        reason = stage.why_absent()
        if reason and required:
            raise Refusal(f"Cannot run the {stage.title}: {reason}, and here every stage must run.")
        if reason:
            print(f"SKIPPED: the {stage.title}, because {reason}.")
        else:
            possible.append(stage)
    return possible


def run_stage(stage: Stage, arguments: list[str], tally: Tally) -> int:
    """Run pytest over one stage, with a database of its own, and count what came of it."""
    with tempfile.TemporaryDirectory() as folder, stage.server() as database_url:
        report = Path(folder) / "report.xml"
        command = [PYTHON, "-m", "pytest", "--quiet", f"--junit-xml={report}", *stage.options, *arguments]
        sys.stdout.flush()
        code = subprocess.call(
            [str(word) for word in command], cwd=ROOT, env=environment(stage, database_url)
        )
        tally.add(report)
    return code


def environment(stage: Stage, database_url: str | None) -> dict[str, str]:
    """The caller's environment, with this stage's database instead of any of the caller's."""
    env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DEBUG"}}
    env |= {"CARE_ENGAGE_TESTS": stage.part, "CARE_ENGAGE_EXPECT_VENDOR": stage.vendor}
    return env | ({"DATABASE_URL": database_url} if database_url else {})
