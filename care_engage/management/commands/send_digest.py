from django.conf import settings
from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError

from care_engage.dashboard.digest import send_digest


class Command(BaseCommand):
    help = "Write to facilitators what is due, and to managers which flags are new or old; once a week."

    def handle(self, **options):
        if not settings.SENDS_MAIL:
            raise CommandError("No mail server is named. Set EMAIL_HOST in the environment; see the README.")
        try:
            with get_connection() as connection:
                sent, failed = send_digest(connection)
        except OSError as wrong:
            raise CommandError(
                f"{settings.EMAIL_HOST} cannot be reached ({type(wrong).__name__}). Run it again later."
            ) from None
        self.stdout.write(f"{sent} letters sent.")
        if failed:
            raise CommandError(f"{failed} letters were not taken. Run it again: they are tried anew.")
