import sys

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from care_engage.backup import archive, making
from care_engage.backup.refusal import Refusal
from care_engage.trail.record import Act, record


class Command(BaseCommand):
    help = "Put a backup in the place of the present database: all of it, or nothing."
    requires_system_checks = []  # it must work where nothing else does

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="A file that `backup` made.")
        parser.add_argument("--yes", action="store_true", help="Do not ask.")

    def handle(self, *, file, yes, **options):
        try:
            said = archive.read_manifest(file)
            if not yes:
                self.ask(said)
            making.put_back(file, said)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"Restored {sum(said['rows'].values()):,} rows as of {said['created_at']}.")
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("It was made by an older version: run `manage.py migrate` now.")
        else:
            record(Act.RESTORED, None, "database")
        self.stdout.write("Run `manage.py apply_retention` now: what was purged since then is back.")

    def ask(self, said):
        if not sys.stdin.isatty():
            raise CommandError("This replaces the whole database. Add --yes if that is meant.")
        self.stdout.write(
            f"This replaces the whole database by how it was on {said['created_at']}, with "
            f"{sum(said['rows'].values()):,} rows. Whatever was entered since is lost."
        )
        if input("Type restore to go on: ").strip() != "restore":
            raise CommandError("Nothing was changed.")
