"""The Chromium that the tests drive: the machine's own, never one that a test tool downloads."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def why_absent() -> str | None:
    """What keeps the browser tests from running here, if anything does."""
    return None if find() else "Chromium is not on this machine (Debian: apt install chromium)"
