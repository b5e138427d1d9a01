import datetime as dt
import json
import textwrap

from django.core.management.base import BaseCommand, CommandError

from programs.auditing import reaudit
from programs.loading import BLOCK
from programs.models import Program
from programs.portfolio import audit_programs


class Command(BaseCommand):
    help = "Say what the sequencing rules find to repair, in all programs or in some."

    def add_arguments(self, parser):
        parser.add_argument(
            "--program", nargs="+", action="extend", metavar="CODE", help="Only programs with these codes."
        )
        parser.add_argument(
            "--on", metavar="DATE", help="As things stood on this day, such as 2026-07-01; else today."
        )
        parser.add_argument("--json", action="store_true", help="Write a JSON list of findings.")
        parser.add_argument(
            "--store", action="store_true", help="Also keep the flags and verdicts that the board shows."
        )

    def handle(self, *, program, on, json, store, **options):
        day = day_of(on)
        ids = programs_named(program)
        if store:
            for start in range(0, len(ids), BLOCK):
                reaudit(ids[start : start + BLOCK], day)
        rows = [row for _program, rows in audit_programs(ids, day) for row in rows]
        self.stdout.write(as_json(rows) if json else as_text(rows, len(ids)))


def day_of(text):
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}” is not a day. Write it as 2026-07-01.") from None


def programs_named(codes):
    """Ids of the programs with these codes (all programs without any), in the order of their codes."""
    programs = Program.objects.order_by("code", "pk")
    if codes is None:
        return list(programs.values_list("pk", flat=True))
    found = list(programs.filter(code__in=codes).values_list("code", "pk"))
    if unknown := sorted(set(codes) - {code for code, _pk in found}):
        raise CommandError(f"No program has the code {', '.join(unknown)}. Check it on the page of plans.")
    return [pk for _code, pk in found]


def as_json(rows):
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_text(rows, programs):
    """A line for each finding, its sentence below it."""
    lines = []
    for row in rows:
        what = " ".join(filter(None, [row.get("reason", ""), row.get("topic", "")]))
        lines.append(
            f"{row['severity']:<9}{row['rule']:<4}{row['program']} · {row['subject']}  {what}".rstrip()
        )
        lines += textwrap.wrap(row["message"], 100, initial_indent=" " * 13, subsequent_indent=" " * 13)
    findings = (
        "1 thing" if len(rows) == 1 else f"{len(rows) or 'Nothing'} {'things ' if rows else ''}".rstrip()
    )
    among = "1 program" if programs == 1 else f"{programs} programs"
    return "\n".join([*lines, f"{findings} to repair in {among}."])
