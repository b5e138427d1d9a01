"""Compile the translations named as arguments, inside .venv, where Babel is.

Babel's own command would pass over a catalog whose header is marked fuzzy, as Django writes new ones.
"""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def main(sources: list[str]) -> None:
    for source in map(Path, sources):
        with source.open("rb") as text:
            catalog = read_po(text, abort_invalid=True)
        with source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, catalog)


if __name__ == "__main__":
    main(sys.argv[1:])
