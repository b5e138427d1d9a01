"""`manage.py demo`: three offices and a dozen fictional programs around today, loaded once."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from care_engage.demo import build, cast


class Command(BaseCommand):
    help = "Loads the demo data once; again is harmless. --people prints who can log in."

    def add_arguments(self, parser):
        parser.add_argument(
            "--people", action="store_true", help="only print role, e-mail and password, separated by tabs"
        )

    def handle(self, *, people, **options):
        if people:
            for role, key in cast.PRINTED.items():
                self.stdout.write(f"{role}\t{cast.email(key)}\t{cast.PASSWORD}")
        elif build.is_loaded():
            self.stdout.write("The demo is loaded already.")
        else:
            sessions = build.load(timezone.localdate(), say=self.stdout.write)
            self.stdout.write(f"Loaded {len(build.STORIES)} programs with {sessions} sessions.")
