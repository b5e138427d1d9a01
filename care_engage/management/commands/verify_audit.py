"""`manage.py verify_audit`: whether the audit trail is whole, and its head, to be kept elsewhere."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from care_engage.trail import triggers
from care_engage.trail.chain import verify


class Command(BaseCommand):
    help = (
        "Walk the audit trail's chain and name the first entry that was changed, removed or put in. "
        "Not found: what was never recorded, and entries written anew by somebody who holds the database, "
        "SECRET_KEY and every head that was kept."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            metavar="HEAD",
            help="A head that an earlier walk printed: the chain must still lead through it.",
        )

    def handle(self, *, head, **options):
        kept = Path(settings.HOME) / "trail_head"
        known = [kept.read_text()] if kept.exists() else []
        verdict = verify([*head, *known])
        if verdict.fault:
            raise CommandError(f"The audit trail does not hold. {verdict.fault}")
        if not triggers.stand(connection):
            raise CommandError("The chain holds, but the triggers that protect it are gone: migrate anew.")
        if verdict.head:
            keep(kept, verdict.head)
        entries = "1 entry" if verdict.entries == 1 else f"{verdict.entries:,} entries"
        self.stdout.write(f"The audit trail holds: {entries}. Head, to keep elsewhere:\n{verdict.head}")


def keep(path, head):
    """Beside the database, not in it; replaced in one step."""
    fresh = path.with_suffix(".new")
    fresh.write_text(head)
    fresh.replace(path)
