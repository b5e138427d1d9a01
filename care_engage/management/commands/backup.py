from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from care_engage.backup import archive, making
from care_engage.backup.refusal import Refusal
from care_engage.retention.policy import backup_days
from care_engage.trail.record import Act, record


class Command(BaseCommand):
    help = (
        "Back the database up into one file, while people go on working, and delete backups that are too "
        "old. Keep SECRET_KEY and CARE_ENGAGE_KEYS elsewhere: they are not in it, and it is no use without."
    )
    requires_system_checks = []  # at night, whatever page may be broken

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", metavar="DIR", help="Else backups, beside the database.")
        parser.add_argument(
            "--keep-days",
            type=int,
            metavar="DAYS",
            help="Delete older ones; the policy's limit if not given.",
        )
        parser.add_argument("--seal", action="store_true", help="Encrypt it with the newest of the keys.")

    def handle(self, *, folder, keep_days, seal, **options):
        most, now = backup_days(), timezone.now()
        days = most if keep_days is None else keep_days
        if not 1 <= days <= most:
            raise CommandError(f"Backups are kept for 1 to {most} days: the retention policy says so.")
        target = Path(folder or Path(settings.HOME) / "backups").absolute()
        try:
            path, said = making.make(target, sealed=seal, at=now)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        record(Act.BACKED_UP, None, "database")
        size = f"{path.stat().st_size / 1e6:.1f} MB"
        self.stdout.write(
            f"{path}: {sum(said['rows'].values()):,} rows in {len(said['rows'])} tables, {size}."
        )
        for name in archive.expire(target, days=days, at=now):
            self.stdout.write(f"Deleted {name}: more than {days} days old.")
