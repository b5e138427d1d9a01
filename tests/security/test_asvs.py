"""`asvs.md` misses no requirement, and names only tests that exist."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
TEXT = (Path(__file__).parent / "asvs.md").read_text()
ROWS = re.findall(r"^\| V(\d+)\.(\d+)\.(\d+) \| (\w+) \| (.+) \|$", TEXT, re.MULTILINE)

# How many requirements of levels 1 and 2 each section has: numbered from 1, those of level 3 follow.
SECTIONS = {
    1: (2, 9, 11, 3, 2),
    2: (3, 3, 4, 1),
    3: (0, 2, 4, 6, 5, 0, 2),
    4: (3, 1, 2, 4),
    5: (1, 3, 2, 3),
    6: (3, 12, 4, 4, 5, 3, 0, 4),
    7: (3, 4, 2, 5, 2, 2),
    8: (2, 3, 1, 1),
    9: (3, 4),
    10: (2, 2, 4, 11, 5, 2, 3),
    11: (2, 3, 3, 4, 1, 1),
    12: (3, 2, 4),
    13: (1, 5, 2, 5),
    14: (2, 4, 3),
    15: (3, 3, 7),
    16: (1, 5, 4, 3, 3),
    17: (1, 4, 2),
}


def references():
    return sorted({each for row in ROWS for each in re.findall(r"([\w/]+\.py)::(test_\w+)", row[4])})


@cache
def names(path):
    """Tests that pytest collects from this file and that nobody has switched off."""
    tree = ast.parse((TESTS / path).read_text())
    skipped = re.compile(r"mark\.(skip|xfail)\b")
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and not any(map(skipped.search, map(ast.unparse, node.decorator_list)))
    }


def test_every_requirement_has_its_row():
    wanted = [
        (chapter, section, number)
        for chapter, sections in SECTIONS.items()
        for section, many in enumerate(sections, 1)
        for number in range(1, many + 1)
    ]
    assert [tuple(map(int, row[:3])) for row in ROWS] == wanted


@pytest.mark.parametrize(("path", "name"), references(), ids=lambda value: str(value))
def test_every_test_that_is_named_exists(path, name):
    assert name in names(path)


def test_no_row_names_a_file_for_a_test():
    bare = re.compile(r"[\w/]*test_\w+\.py(?!::test_)")
    assert not [row for row in ROWS if bare.search(row[4])]


def test_what_is_held_names_its_test_and_the_rest_its_reason():
    for *number, state, said in ROWS:
        assert state in ("held", "partly", "operator", "no"), number
        if state == "held":
            assert "::test_" in said, number
        else:
            assert len(said.split("::")[0].split()) >= 2, number


def test_the_standard_is_said_with_its_version():
    assert "ASVS 5.0.0" in TEXT
