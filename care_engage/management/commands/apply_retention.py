from django.core.management.base import BaseCommand
from django.utils import timezone

from care_engage.retention.applying import apply_policy

from .audit import day_of


class Command(BaseCommand):
    help = "Carry out the retention policy: delete, blank or aggregate whatever has been kept long enough."
    requires_system_checks = []  # at night, whatever page may be broken

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Count what is due, and change nothing.")
        parser.add_argument("--on", metavar="DATE", help="As of this day, such as 2026-07-01; else today.")

    def handle(self, *, dry_run, on, **options):
        day, total = day_of(on) or timezone.now().date(), 0
        for done in apply_policy(day, dry_run=dry_run):
            total += done.rows
            waiting = f", {done.waiting} wait for what refers to them" if done.waiting else ""
            self.stdout.write(f"{done.rows:>9}  {done.then:<10} {done.label}: {done.what}{waiting}")
        self.stdout.write(f"{total} rows {'are due' if dry_run else 'done'} as of {day}.")
