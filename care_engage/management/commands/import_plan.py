"""`manage.py import_plan FILE.xlsx [--dry-run]`: bring a plan in from a workbook."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from care_engage.exchange.faults import Refused
from care_engage.exchange.importing import import_plan
from care_engage.exchange.workbook import MAX_FILE
from programs.notices import tell_safeguarding


class Command(BaseCommand):
    help = "Import a plan workbook (.xlsx): all of it, or nothing when anything is wrong."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the workbook, .xlsx")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")

    def handle(self, *, file, dry_run, **options):
        try:
            with file.open("rb") as stream:
                data = stream.read(MAX_FILE + 1)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        try:
            report = import_plan(data=data, dry_run=dry_run)
        except Refused as refused:
            raise CommandError(f"{file}: {refused}") from refused
        if report.faults:
            for fault in report.faults:
                self.stderr.write(str(fault))
            raise CommandError(f"{file}: nothing was imported. Faults to correct: {len(report.faults)}.")
        if not dry_run:
            for concern in report.critical:
                tell_safeguarding(concern)
        self.tell(report, dry_run)

    def tell(self, report, dry_run):
        if report.changes_nothing:
            self.stdout.write("Nothing to do: everything in this workbook is here already.")
        for sheet, tally in report.tallies.items():
            self.stdout.write(
                f"{sheet}: {tally.new} new, {tally.changed} changed, {tally.unchanged} unchanged"
            )
        for note in report.notes:
            self.stdout.write(note)
        for each in report.differences:
            self.stdout.write(
                f"{each.sheet}, row {each.row}: {each.field} changes from {each.before} to {each.after}"
            )
        for sentence, labels in report.owed.items():
            self.stdout.write(f"Still to be completed ({', '.join(labels)}): {sentence}")
        if dry_run:
            self.stdout.write("This was a dry run: nothing was written.")
