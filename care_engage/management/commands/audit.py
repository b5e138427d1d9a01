import datetime as dt
import json
import textwrap

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from care_engage.accounts.models import CountryOffice
from care_engage.office.rules import follow
from programs.auditing import reaudit
from programs.loading import BLOCK
from programs.models import Program
from programs.portfolio import audit_programs
from programs.replaying import keep_as_of, replay


class Command(BaseCommand):
    help = "Say what the sequencing rules find to repair, in all programs or in some."

    def add_arguments(self, parser):
        parser.add_argument(
            "--program", nargs="+", action="extend", metavar="CODE", help="Only programs with these codes."
        )
        parser.add_argument(
            "--on",
            metavar="DATE",
            help="As things stood on this day, such as 2026-07-01, from what was recorded by its end; else"
            " today. A program that was recorded later is judged as it stands now. Of what was changed, the"
            " history keeps 24 months; what was deleted because its time was over counts as missing. People's"
            " names, the list of topics and the rules are those of today.",
        )
        parser.add_argument("--json", action="store_true", help="Write a JSON list of findings.")
        parser.add_argument(
            "--store", action="store_true", help="Also keep the flags and verdicts that the board shows."
        )

    def handle(self, *, program, on, json, store, **options):
        day = day_of(on)
        ids = programs_named(program, day)
        if store:
            for office in CountryOffice.objects.all():
                follow(office)  # limits may come into force on any day
            if day and day > dt.date.today() + dt.timedelta(days=1):
                raise CommandError(f"{day} is still to come. Flags are kept of today, or of a day past.")
            for start in range(0, len(ids), BLOCK):
                some = ids[start : start + BLOCK]
                keep_as_of(some, day) if day else reaudit(some)
        told, unrecorded = replay(ids, day) if day else (list(audit_programs(ids)), [])
        if unrecorded:
            self.stderr.write(UNRECORDED.format(count=len(unrecorded), day=day))
        rows = [row for _program, rows in told for row in rows]
        self.stdout.write(as_json(rows) if json else as_text(rows, len(told)))


UNRECORDED = (
    "Of {count} of these programs nothing was recorded by the end of {day}: their plans are judged as they"
    " stand now, as of that day."
)


def day_of(text):
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}” is not a day. Write it as 2026-07-01.") from None


def programs_named(codes, day=None):
    """Ids of the programs with these codes (all programs without any), in the order of their codes.

    With a day, those too that were removed since.
    """
    programs = Program.objects
    if day:
        programs = Program.with_deleted.filter(Q(deleted_at=None) | Q(deleted_at__date__gte=day))
    programs = programs.order_by("code", "pk")
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
