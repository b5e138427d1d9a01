"""Making a backup of the database that is in use, and putting one in its place."""

from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from . import archive, postgresql, sqlite

DATABASES = {"sqlite": sqlite, "postgresql": postgresql}


def here():
    return DATABASES[connection.vendor]


def make(folder, *, sealed=False, at=None):
    """Back the database up; the path of the backup and its manifest. Raises Refusal."""
    return archive.write(folder, here().dump, at=at or timezone.now(), sealed=sealed)


def put_back(path, said):
    """Put the backup of this manifest in the place of the present database, or raise and change nothing."""
    scratch = here().scratch()
    try:
        archive.unpack(path, said, scratch)
        here().restore(scratch, said["rows"])
    finally:
        scratch.unlink(missing_ok=True)
    set_head_aside(said)


def set_head_aside(said):
    """The head of the audit trail that was kept beside the database belongs to entries that are gone now."""
    head = Path(settings.HOME) / "trail_head"
    if head.exists():
        head.rename(head.with_name(f"trail_head.before_{said['created_at'].replace(':', '')}"))
