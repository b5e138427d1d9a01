"""Programs written up in the literature come out as their sources say (E)."""

import json
from datetime import date

import pytest

from programs.sequencing.audit import audit

from . import cases

ABSENT = f"The published programs are not at {cases.FOLDER}; set CARE_ENGAGE_CASES to where they are."


def checks():
    for workbook in cases.workbooks():
        expected = json.loads(workbook.with_suffix("").with_suffix(".expected.json").read_text())
        for check in expected["checks"]:
            yield pytest.param(workbook, expected["case"], check, id=f"{workbook.stem}-{check['on']}")


def test_the_published_programs_are_there():
    if not cases.workbooks():
        pytest.skip(ABSENT)
    assert len(cases.workbooks()) >= 6


@pytest.mark.parametrize(("workbook", "program", "check"), list(checks()))
def test_a_published_program_comes_out_as_its_source_says(workbook, program, check):
    found = [
        {"rule": f.rule, "subject": f.subject, "reason": f.reason, "topic": f.topic}
        for f in audit(cases.plans(workbook)[program], date.fromisoformat(check["on"]))
    ]
    for wanted in check["fires"]:
        assert any(wanted.items() <= finding.items() for finding in found), (wanted, found)
    for unwanted in check["silent"]:
        assert not any(unwanted.items() <= finding.items() for finding in found), (unwanted, found)
