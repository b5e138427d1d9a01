from django.conf import settings
from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError

from care_engage.dashboard.digest import send_digest


class Command(BaseCommand):
    help = "Write to facilitators what is due, and to managers which flags are new or old; once a week."

    def add_arguments(self, parser):
        parser.add_argument(
            "--again", action="store_true", help="also send what an earlier run may or may not have sent"
        )

    def handle(self, *, again, **options):
        if not settings.SENDS_MAIL:
            raise CommandError("No mail server is named. Set EMAIL_HOST in the environment; see the README.")
        try:
            with get_connection() as connection:
                tally = send_digest(connection, again)
        except OSError as wrong:
            raise CommandError(
                f"{settings.EMAIL_HOST} cannot be reached ({type(wrong).__name__}). Run it again later."
            ) from None
        self.stdout.write(f"{tally.sent} letters sent.")
        if tally.unsure:
            self.stdout.write(
                f"{tally.unsure} letters may have been sent or not: a run was stopped while they were on"
                " their way. They are left alone. With --again they are sent once more, under the Message-ID"
                " that they had, so that mail programs can tell."
            )
        if tally.refused:
            raise CommandError(f"{tally.refused} letters were not taken. Run it again: they are tried anew.")
