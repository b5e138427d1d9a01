"""Remembering what a step was done for, so that it is done again only when that has changed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from care_engage.launch.places import ROOT


def fingerprint(paths: Iterable[Path]) -> str:
    """A text that changes when any of these files, or of those in these folders, changes, comes or goes.

    The clone itself may move.
    """
    digest = hashlib.sha256()
    for path in sorted(_files(paths)):
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        inside = path.rglob("*") if path.is_dir() else [path]
        yield from (file for file in inside if file.is_file() and file.suffix != ".pyc")


@dataclass(frozen=True)
class Stamp:
    """A file that holds the fingerprint of the inputs with which a step last ended well."""

    path: Path
    value: str

    def holds(self) -> bool:
        return self.path.is_file() and self.path.read_text() == self.value

    def leave(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.value)
