"""The published programs of ../shared/cases come out as their expected.json says, by the two commands."""

import json

import pytest
from django.core.management import call_command

from .books import CASES

pytestmark = pytest.mark.django_db
BOOKS = sorted(CASES.glob("*.xlsx"))
PAIRS = [[book] for book in BOOKS] + [sorted(CASES.glob("journeys*.xlsx")), BOOKS]


@pytest.mark.skipif(not BOOKS, reason=f"no case workbooks in {CASES}; set CARE_ENGAGE_CASES")
@pytest.mark.parametrize("books", PAIRS, ids=lambda books: " then ".join(book.stem for book in books)[:80])
def test_case(books, capsys):
    """One after the other in one database; the last one's checks hold."""
    for book in books:
        call_command("import_plan", str(book))
    case = json.loads(books[-1].with_suffix(".expected.json").read_text())
    for check in case["checks"]:
        capsys.readouterr()
        call_command("audit", "--json", "--on", check["on"], "--program", case["case"])
        findings = json.loads(capsys.readouterr().out)
        for wanted in check["fires"]:
            assert any(wanted.items() <= finding.items() for finding in findings), wanted
        for unwanted in check["silent"]:
            assert not any(unwanted.items() <= finding.items() for finding in findings), unwanted
