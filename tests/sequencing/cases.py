"""The published programs of ../shared/cases as facts, read with nothing but a spreadsheet reader."""

import os
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path

import openpyxl

from programs.sequencing.plan import External, Feedback, Group, Intervention, Link, Partner, Plan, Session

from .facts import TOPICS

REPOSITORY = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("CARE_ENGAGE_CASES", REPOSITORY.parent / "shared" / "cases"))


def workbooks():
    return sorted(FOLDER.glob("*.xlsx"))


def read(path):
    """Each sheet of a workbook as a list of rows by column name; None: there is no such sheet."""
    book = openpyxl.load_workbook(path, read_only=True)
    sheets = defaultdict(lambda: None)
    for sheet in book:
        columns, *rows = sheet.iter_rows(values_only=True)
        sheets[sheet.title] = [
            dict(zip(columns, row, strict=True)) for row in rows if any(cell is not None for cell in row)
        ]
    book.close()
    return sheets


def words(cell):
    return tuple(word.strip() for word in str(cell or "").split(";") if word.strip())


def day(cell):
    if isinstance(cell, datetime):
        return cell.date()
    return date.fromisoformat(cell) if isinstance(cell, str) else cell


def plans(path):
    """The programs of a workbook as plans, by code. Codes serve as keys."""
    book = read(path)
    sessions = defaultdict(list)
    spaces = {row["intervention"]: row["space"] for row in book["interventions"]}
    for row in book["sessions"]:
        counts = {name: row[name] or 0 for name in ("women", "men", "girls", "boys", "another_or_unstated")}
        sessions[row["intervention"]].append(
            Session(
                status=row["status"],
                planned_on=day(row["planned_on"]),
                held_on=day(row["held_on"]),
                space=row["space"] or spaces[row["intervention"]],
                topics=words(row["topics"]),
                minutes=round(row["hours"] * 60),
                number=row["number"],
                **counts,
            )
        )
    interventions = [
        Intervention(
            key=row["intervention"],
            code=row["intervention"],
            title=row["title"],
            program=row["program"],
            element=row["element"],
            space=row["space"],
            status=row["status"],
            starts_on=day(row["starts_on"]),
            ends_on=day(row["ends_on"]),
            group_keys=words(row["groups"]),
            also_elements=words(row["also_elements"]),
            stands_alone_by_design=bool(row["stand_alone_reason"]),
            sessions=tuple(sessions[row["intervention"]]),
        )
        for row in book["interventions"]
    ]
    externals = tuple(
        External(
            key=row["external"],
            code=row["external"],
            description=row["description"],
            space=row["space"],
            status=row["status"],
            starts_on=day(row["starts_on"]),
            ends_on=day(row["ends_on"]),
            held_on=tuple(date.fromisoformat(word) for word in words(row["held_on"])),
        )
        for row in book["external_activities"] or []
    )
    foreign = {activity.key for activity in externals}
    links = tuple(
        Link(
            a=row["from"],
            b=row["to"],
            kind=row["kind"],
            status=row["status"],
            rationale=row["rationale"] or "",
            coordination=row["coordination"],
            confirmed_on=day(row["confirmed_on"]),
            external=row["to"] in foreign,
        )
        for row in book["links"] or []
    )
    groups = tuple(
        Group(row["group"], row["group"], row["space"], row["min_age"], words(row["draws_from"]))
        for row in book["groups"]
    )
    return {
        row["program"]: Plan(
            key=row["program"],
            code=row["program"],
            status=row["status"],
            starts_on=day(row["starts_on"]),
            own=tuple(i for i in interventions if i.program == row["program"]),
            others=tuple(i for i in interventions if i.program != row["program"]),
            externals=externals,
            groups=groups,
            links=links,
            partners=partners(book, row["program"]),
            feedback=feedback(book),
            topics=TOPICS,
        )
        for row in book["programs"]
    }


def partners(book, program):
    if book["partners"] is None:
        return None
    return tuple(
        Partner(
            organization=row["organization"],
            kind=row["kind"],
            role=row["role"],
            stage=row["stage"],
            first_contact_on=day(row["first_contact_on"]),
            last_contact_on=day(row["last_contact_on"]),
        )
        for row in book["partners"]
        if row["program"] == program
    )


def feedback(book):
    if book["feedback"] is None:
        return None
    return tuple(
        Feedback(
            row["intervention"],
            day(row["given_on"]),
            bool(row["changes_asked"]),
            day(row["responded_on"]),
        )
        for row in book["feedback"]
    )
