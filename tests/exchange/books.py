"""Workbooks made in the test: a small sound plan, to be spoiled one cell at a time."""

import copy
import datetime as dt
import io
import os
import zipfile
from pathlib import Path

from openpyxl import Workbook

from care_engage.exchange.columns import SHEETS

D = dt.date
WHY = "Both take up the same topics in the same village."
CASES = Path(os.environ.get("CARE_ENGAGE_CASES", Path(__file__).parents[3] / "shared" / "cases"))

PLAN = {
    "programs": [
        {
            "program": "KT",
            "name": "Kirehe Together",
            "office": "RW",
            "place": "Kirehe",
            "starts_on": D(2026, 1, 5),
            "status": "ACTIVE",
        }
    ],
    "groups": [
        {
            "group": "KT-M",
            "name": "Husbands' circle",
            "kind": "MENS_GROUP",
            "space": "MEN",
            "place": "Kirehe",
            "origin": "NEW",
            "members": 12,
            "min_age": 21,
            "max_age": 45,
        },
        {
            "group": "KT-W",
            "name": "Savings circle",
            "kind": "VSLA",
            "space": "WOMEN",
            "place": "Kirehe",
            "members": 18,
        },
        {
            "group": "KT-C",
            "name": "Couples",
            "kind": "COUPLES_GROUP",
            "space": "COUPLES",
            "place": "Kirehe",
            "members": 24,
            "draws_from": "KT-M;KT-W",
        },
    ],
    "interventions": [
        {
            "program": "KT",
            "intervention": "M",
            "title": "Husbands' dialogues",
            "element": "CONSCIENTIZATION",
            "also_elements": "BUILDING_BASE",
            "space": "MEN",
            "groups": "KT-M",
            "starts_on": D(2026, 1, 5),
            "ends_on": D(2026, 6, 29),
            "status": "ACTIVE",
        },
        {
            "program": "KT",
            "intervention": "W",
            "title": "Savings and loans",
            "element": "WGE",
            "space": "WOMEN",
            "groups": "KT-W",
            "starts_on": D(2025, 9, 1),
            "status": "ACTIVE",
        },
    ],
    "sessions": [
        {
            "intervention": "M",
            "number": 1,
            "planned_on": D(2026, 1, 5),
            "held_on": D(2026, 1, 6),
            "status": "DELIVERED",
            "topics": "T01;T08",
            "hours": 1.5,
            "men": 11,
            "another_or_unstated": 1,
        },
        {
            "intervention": "M",
            "number": 2,
            "planned_on": D(2026, 1, 12),
            "status": "PLANNED",
            "space": "COUPLES",
        },
        {
            "intervention": "W",
            "number": 1,
            "planned_on": D(2026, 1, 7),
            "held_on": D(2026, 1, 7),
            "status": "DELIVERED",
            "women": 18,
        },
    ],
    "links": [
        {
            "from": "M",
            "to": "W",
            "kind": "ENTRY_VIA_WOMENS_GROUP",
            "timing": "SIMULTANEOUS",
            "coordination": "SAME_PROGRAM",
            "rationale": WHY,
            "status": "AGREED",
        },
        {
            "from": "X1",
            "to": "M",
            "kind": "ACCOUNTABILITY_FEEDBACK",
            "timing": "SIMULTANEOUS",
            "coordination": "OTHER_ORGANIZATION",
            "rationale": WHY,
            "status": "PROPOSED",
        },
    ],
    "partners": [
        {
            "program": "KT",
            "organization": "Rwanda Women's Network",
            "kind": "WRO",
            "role": "ACCOUNTABILITY",
            "stage": "FORMAL",
            "first_contact_on": D(2025, 11, 1),
            "last_contact_on": D(2026, 1, 10),
        }
    ],
    "external_activities": [
        {
            "external": "X1",
            "organization": "Haguruka",
            "place": "Kirehe",
            "space": "WOMEN",
            "description": "Legal literacy circle",
            "starts_on": D(2025, 10, 1),
            "status": "ACTIVE",
            "last_confirmed_on": D(2026, 1, 2),
            "held_on": "2025-10-08;2025-10-01",
        }
    ],
    "feedback": [
        {
            "intervention": "M",
            "given_on": D(2026, 2, 1),
            "from_group_or_partner": "KT-W",
            "changes_asked": "Start after the market closes.",
            "responded_on": D(2026, 2, 5),
        },
        {
            "intervention": "M",
            "given_on": D(2026, 3, 1),
            "from_group_or_partner": "Rwanda Women's Network",
        },
    ],
}
PEOPLE = {
    "change_agents": [
        {
            "agent": "A7",
            "office": "RW",
            "place": "Kirehe",
            "kind": "RELIGIOUS",
            "influences": "MEN",
            "nominated_via": "WOMENS_GROUP",
            "status": "ACTIVE",
            "since": D(2026, 1, 20),
            "trained_on": D(2026, 1, 10),
            "code_of_conduct_on": D(2026, 1, 11),
            "last_support_on": D(2026, 2, 1),
        },
        {
            "agent": "A8",
            "office": "RW",
            "kind": "ELDER",
            "influences": "MEN",
            "nominated_via": "PEER",
            "status": "NOMINATED",
            "since": D(2026, 2, 3),
        },
    ],
    "outreach": [{"group": "KT-M", "month": D(2026, 2, 17), "purpose": "PEER", "contacts": 14}],
    "concerns": [
        {
            "program": "KT",
            "kind": "BACKLASH",
            "form": "RIDICULE",
            "toward": "MEN_ALLIES",
            "setting": "COMMUNITY",
            "severity": "MEDIUM",
            "opened_on": D(2026, 2, 10),
            "status": "ACKNOWLEDGED",
            "since": D(2026, 2, 12),
        },
        {
            "program": "KT",
            "kind": "PARTICIPANT_RISK",
            "form": "THREAT",
            "setting": "HOME",
            "severity": "HIGH",
            "opened_on": D(2026, 2, 10),
            "status": "OPEN",
        },
    ],
    "stories": [
        {
            "program": "KT",
            "story": "Fathers who cook",
            "kind": "CELEBRATION",
            "reach": "COUNTRY",
            "people": 2,
            "no_harm_shown": True,
            "shown_on": D(2026, 7, 10),
            "agents": "A7",
            "status": "CONSENT_CHECKED",
            "since": D(2026, 2, 20),
        }
    ],
    "consents": [
        {
            "program": "KT",
            "story": "Fathers who cook",
            "person_ref": "C-14",
            "reach": "COUNTRY",
            "given_on": D(2026, 2, 15),
            "expires_on": D(2036, 2, 15),
        },
        {
            "program": "KT",
            "story": "Fathers who cook",
            "person_ref": "C-15",
            "of_household": "yes",
            "reach": "COUNTRY",
            "given_on": D(2026, 2, 15),
            "child": "yes",
            "guardian_on": D(2026, 2, 15),
            "assent_on": D(2026, 2, 16),
        },
    ],
}
COLUMNS = {sheet.name: [column.name for column in sheet.columns] for sheet in SHEETS}


def plan(**sheets):
    """The sound plan; a sheet given as None is left out, given as rows replaces the plan's own."""
    made = copy.deepcopy(PLAN) | sheets
    return {name: rows for name, rows in made.items() if rows is not None}


def spoiled(sheet, row, **cells):
    """The sound plan with some cells of one row (from 0) changed."""
    made = plan(**copy.deepcopy(PEOPLE)) if sheet in PEOPLE else plan()
    made[sheet][row] |= cells
    return made


def book(sheets, columns=COLUMNS, change=None):
    """Bytes of an .xlsx file of these sheets; `change(workbook)` may do anything to it before it is saved."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        page = workbook.create_sheet(name)
        names = columns.get(name) or list(dict.fromkeys(key for row in rows for key in row))
        page.append(names)
        for row in rows:
            page.append([row.get(key) for key in names])
    if change:
        change(workbook)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def repacked(data, change=None, add=None, kind=zipfile.ZIP_DEFLATED):
    """The same zip with each part passed through `change(name, content)` and some parts added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", kind) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(name, content) if change else content)
        for name, content in (add or {}).items():
            new.writestr(name, content)
    return stream.getvalue()
