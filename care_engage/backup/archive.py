"""The file of a backup: a zip of the database's own dump, and a manifest that says what it is."""

import datetime as dt
import hashlib
import json
import os
import re
import time
import tomllib
import zipfile
import zlib
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from care_engage.kit import crypto

from .refusal import Refusal
from .sealing import BLOCK, seal, unseal

APP, FORMAT = "care_engage", 1
STAMP = "%Y%m%dT%H%M%SZ"
NAME = re.compile(r"care_engage-(\d{8}T\d{6}Z)(-\d+)?\.backup")
MANIFEST, DUMP = "manifest.json", "database"
VENDORS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
NEEDED = {"app", "format", "version", "created_at", "vendor", "migrations", "rows", "sealed_with", "sha256"}
A_DAY = 24 * 3600  # seconds: what is left of a backup that was cut short is older than any that still runs


def write(folder, dump, *, at, sealed=False):
    """Make a backup below `folder`; its path and its manifest. It appears there whole, or not at all.

    `dump(path)` writes the database to a file and gives `{table: rows}` as they stand in it.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    clear_away(folder)
    path = unused(folder, at)
    dumped, partial = private(path.with_suffix(".dump.partial")), private(path.with_suffix(".partial"))
    try:
        key = crypto.keyring().keys[0] if sealed else None
        said = described(dump(dumped), at, key)
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
            said["sha256"] = store(dumped, file, key)
            file.writestr(MANIFEST, json.dumps(said, indent=1))
        sync(partial)
        partial.replace(path)
        sync(folder)
    finally:
        dumped.unlink(missing_ok=True)
        partial.unlink(missing_ok=True)
    return path, said


def described(rows, at, key):
    return {
        "app": APP,
        "format": FORMAT,
        "version": tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"],
        "created_at": at.isoformat(timespec="seconds"),
        "vendor": connection.vendor,
        "migrations": sorted(
            f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
        ),
        "rows": rows,
        "sealed_with": key.name if key else "",
    }


def store(dumped, file, key):
    """Copy the dump into the zip; its SHA-256."""
    checked = hashlib.sha256()

    def blocks():
        with dumped.open("rb") as source:
            while block := source.read(BLOCK):
                checked.update(block)
                yield block

    with file.open(DUMP, "w", force_zip64=True) as target:
        for part in seal(blocks(), key) if key else blocks():
            target.write(part)
    return checked.hexdigest()


def private(path):
    """An empty file that only its owner reads, also where one was left over."""
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    return path


def unused(folder, at):
    name = at.astimezone(dt.UTC).strftime(f"care_engage-{STAMP}")
    names = [f"{name}.backup", *(f"{name}-{number}.backup" for number in range(1, 100))]
    return next(folder / each for each in names if not (folder / each).exists())


def clear_away(folder):
    """Remove what backups that were cut short have left behind."""
    for path in folder.glob("care_engage-*.partial"):
        if path.stat().st_mtime < time.time() - A_DAY:
            path.unlink()


def sync(path):
    """Ask the disk to keep it now."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def expire(folder, *, days, at):
    """Delete backups made more than this many days ago; their names. What is not one of ours stays."""
    gone = []
    for path in sorted(folder.iterdir()):
        found = NAME.fullmatch(path.name)
        if found and at - dt.datetime.strptime(found[1], STAMP).replace(tzinfo=dt.UTC) > dt.timedelta(days):
            path.unlink()
            gone.append(path.name)
    return gone


def read_manifest(path):
    """What a backup says about itself. Raises Refusal for what cannot be restored here."""
    if not Path(path).is_file():
        raise Refusal(f"There is no file {path}.")
    try:
        with zipfile.ZipFile(path) as file:
            said = json.loads(file.read(MANIFEST))
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError):
        raise Refusal("This is not a backup of care_engage, or it is damaged.") from None
    if not isinstance(said, dict) or said.get("app") != APP or not said.keys() >= NEEDED:
        raise Refusal("This is not a backup of care_engage.")
    if said["format"] > FORMAT or (newer := unknown_migrations(said["migrations"])):
        what = f"version {said['version']}" if said["format"] > FORMAT else ", ".join(newer[:3])
        raise Refusal(f"This backup was made by a newer care_engage ({what}). Update this one first.")
    if said["vendor"] != connection.vendor:
        theirs, ours = (VENDORS.get(name, name) for name in (said["vendor"], connection.vendor))
        raise Refusal(f"This is a backup of a {theirs} database, and here is {ours}: see DATABASE_URL.")
    return said


def unknown_migrations(names):
    """Those that this version does not have."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    own_apps = {app for app, _name in loader.disk_migrations}
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    known |= {
        f"{app}.{name}"
        for (app, _n), migration in loader.disk_migrations.items()
        for app, name in migration.replaces
    }
    return [name for name in names if name not in known or name.split(".")[0] not in own_apps]


def unpack(path, said, target):
    """Write the dump to a private file `target`. Raises Refusal if it is not what was backed up."""
    checked = hashlib.sha256()
    private(target)
    try:
        with zipfile.ZipFile(path) as file, file.open(DUMP) as source, target.open("wb") as fresh:
            for block in unseal(source, said["sealed_with"]) if said["sealed_with"] else plain(source):
                checked.update(block)
                fresh.write(block)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError):
        raise Refusal("This backup is damaged. Use another one.") from None
    if checked.hexdigest() != said["sha256"]:
        raise Refusal("This backup is damaged: its content is not what was backed up. Use another one.")


def plain(source):
    while block := source.read(BLOCK):
        yield block
