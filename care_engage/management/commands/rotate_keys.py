"""`manage.py rotate_keys`: a new key for confidential text, and all of it moved there."""

from django.core.management.base import BaseCommand, CommandError

from care_engage.kit.crypto import keyring, new_key
from care_engage.kit.rotating import left_under_others, rotate
from care_engage.trail.record import Act, record


class Command(BaseCommand):
    help = (
        "Encrypt confidential text under the newest key. In a file of keys a new one is made first; keys in "
        "the environment are put there by you, the newest first. Stopped in the middle, it goes on when run "
        "again. --finish drops the older keys once nothing needs them: keep them for as long as backups that "
        "were made before."
    )

    def add_arguments(self, parser):
        parser.add_argument("--finish", action="store_true", help="Drop the keys that nothing needs.")

    def handle(self, *, finish, **options):
        ring = keyring()
        if not finish and ring.path and len(ring.keys) == 1:
            ring.write([new_key(), *(key.text for key in ring.keys)])
            self.stdout.write(f"A new key, {ring.keys[0].name}, is in {ring.path}.")
        moved, lost = rotate(lambda moved: self.stdout.write(f"{moved:,} texts moved"))
        if lost:
            raise CommandError(
                f"{lost:,} texts stand under keys that are not here, and stay so. Put the missing key back, "
                "behind the newest, and run this again."
            )
        record(Act.KEYS_ROTATED, None, "keys")
        self.stdout.write(f"All confidential text stands under key {ring.keys[0].name}; {moved:,} moved now.")
        if finish:
            self.drop_older(ring)
        elif len(ring.keys) > 1:
            self.stdout.write("Older keys are still there. Drop them with --finish.")

    def drop_older(self, ring):
        if left := left_under_others():  # somebody saved under an older key in this very moment
            raise CommandError(f"{left:,} texts were written under an older key meanwhile. Run this again.")
        older = [key.name for key in ring.keys[1:]]
        if not older:
            self.stdout.write("There is no older key to drop.")
        elif ring.path:
            ring.write([ring.keys[0].text])
            self.stdout.write(f"Dropped: {', '.join(older)}.")
        else:
            self.stdout.write(f"Take out of CARE_ENGAGE_KEYS: {', '.join(older)}.")
