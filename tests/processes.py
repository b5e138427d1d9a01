"""Running this project's commands as processes of their own, on the database that the tests use."""

import os
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


def environment(**extra):
    """The caller's environment, turned to the database of this test run."""
    home = str(settings.HOME)
    return dict(os.environ) | {"DATABASE_URL": database_url(), "DEBUG": "1", "CARE_ENGAGE_HOME": home} | extra


def database_url(**changes):
    said = connection.settings_dict | changes
    if connection.vendor == "sqlite":
        return f"sqlite:///{said['NAME']}"
    user = quote(said["USER"], safe="") + (f":{quote(said['PASSWORD'], safe='')}" if said["PASSWORD"] else "")
    port = f":{said['PORT']}" if said["PORT"] else ""
    return f"postgres://{user}@{quote(said['HOST'], safe='')}{port}/{said['NAME']}"
