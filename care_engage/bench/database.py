"""A database of the bench's own, made and removed again; real data is never touched."""

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test.utils import override_settings


@contextmanager
def throwaway_database():
    """Migrated and empty: a file on SQLite, a database named after this process on PostgreSQL."""
    real = connection.settings_dict["NAME"]
    with tempfile.TemporaryDirectory(prefix="care-bench-") as folder:
        name = f"bench_{os.getpid()}"
        on_file = connection.vendor == "sqlite"
        connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / f"{name}.sqlite3") if on_file else name
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(real, verbosity=0)


def open_settings():
    """Pages as production makes them, without its need for HTTPS and collected static files."""
    storages = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    return override_settings(
        ROOT_URLCONF="care_engage.bench.urls",
        STORAGES=storages,
        SECURE_SSL_REDIRECT=False,
        STATIC_ROOT=settings.STATICFILES_DIRS[0],
        ALLOWED_HOSTS=["testserver"],
    )
