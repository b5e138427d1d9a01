"""A backup holds every row of every table, and putting it back brings back exactly these."""

import datetime as dt
import hashlib
import json
import os
import stat
import threading
import zipfile
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from care_engage.backup import archive, making, postgresql, sealing
from care_engage.backup.refusal import Refusal
from care_engage.kit import crypto
from care_engage.trail import triggers
from groups.models import Group
from programs.models import Program
from tests.factories import GroupFactory, InterventionFactory, ProgramFactory, held, register

pytestmark = pytest.mark.django_db(transaction=True)
TRAIL = "trail_entry"


def everything():
    """Every row of every table, as the database has it."""
    rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows[table] = sorted(map(repr, cursor.fetchall()))
    return rows


@pytest.fixture
def filled():
    group = GroupFactory(name="Le cercle d’Anaïs — مجموعة")
    register(group, 4)
    work = InterventionFactory(groups=[group])
    session = held(work, dt.date(2026, 5, 1), others={"men": 18})
    session.present = [[group.pk, 1]]
    session.save()
    return group


@pytest.fixture
def backed_up(filled, tmp_path):
    return making.make(tmp_path / "backups")[0]


def restore(path, **options):
    out = StringIO()
    call_command("restore", str(path), yes=True, stdout=out, **options)
    return out.getvalue()


def test_restoring_brings_back_every_row_of_every_table(filled, tmp_path):
    before = everything()
    path, said = making.make(tmp_path)
    assert said["rows"] == {table: len(rows) for table, rows in before.items()}
    register(GroupFactory(), 2)
    filled.name = "Changed"
    filled.save()
    Program.objects.all().delete()
    assert everything() != before
    making.put_back(path, archive.read_manifest(path))
    assert everything() == before


def test_what_is_restored_can_be_worked_with(backed_up):
    before = Program.objects.latest("pk").pk
    restore(backed_up)
    assert ProgramFactory().pk == before + 1, "numbers go on where they stopped"
    group = Group.objects.get()
    group.remove()
    assert group.history.count() >= 2


def test_the_triggers_of_the_audit_trail_come_back_too(filled, tmp_path):
    triggers.install(connection)
    try:
        path, _said = making.make(tmp_path)
        triggers.drop(connection)
        restore(path)
        assert triggers.stand(connection)
    finally:
        triggers.drop(connection)


def test_the_commands_say_what_they_did(filled, tmp_path):
    out = StringIO()
    call_command("backup", str(tmp_path), stdout=out)
    (path,) = tmp_path.glob("*.backup")
    assert out.getvalue().startswith(f"{path}: ")
    said = restore(path)
    assert "Restored" in said
    assert "apply_retention" in said
    assert "migrate" not in said


def test_only_its_owner_reads_it_and_nothing_is_left_beside_it(backed_up):
    assert stat.S_IMODE(backed_up.stat().st_mode) == 0o600
    assert stat.S_IMODE(backed_up.parent.stat().st_mode) == 0o700
    assert [path.name for path in backed_up.parent.iterdir()] == [backed_up.name]


def test_the_manifest_says_what_it_is(backed_up):
    said = archive.read_manifest(backed_up)
    assert said["vendor"] == connection.vendor
    assert "programs.0001_initial" in said["migrations"]
    assert dt.datetime.fromisoformat(said["created_at"]) <= timezone.now()
    assert len(said["sha256"]) == 64


class TestSealed:
    def test_it_comes_back_and_cannot_be_read_meanwhile(self, filled, tmp_path):
        before = everything()
        path, said = making.make(tmp_path, sealed=True)
        assert said["sealed_with"] == crypto.keyring().keys[0].name
        with zipfile.ZipFile(path) as file:
            body = file.read(archive.DUMP)
        assert b"SQLite" not in body
        assert b"PGDMP" not in body
        Program.objects.all().delete()
        restore(path)
        now = everything()
        now.pop(TRAIL), before.pop(TRAIL)
        assert now == before

    def test_without_the_key_it_says_which(self, filled, tmp_path, settings):
        path, said = making.make(tmp_path, sealed=True)
        settings.CARE_ENGAGE_KEYS = crypto.new_key()
        with pytest.raises(CommandError, match=f"needs the key {said['sealed_with']}"):
            restore(path)

    @pytest.mark.parametrize("harm", ["cut", "changed", "swapped"])
    def test_no_part_can_be_changed_cut_or_moved(self, harm, tmp_path):
        key = crypto.keyring().keys[0]
        frames = list(sealing.seal([b"a" * 100, b"b" * 100], key))
        harmed = {
            "cut": frames[:2],
            "changed": [frames[0][:-1] + bytes([frames[0][-1] ^ 1]), *frames[1:]],
            "swapped": [frames[1], frames[0], frames[2]],
        }[harm]
        for parts, sound in ((frames, True), (harmed, False)):
            path = tmp_path / "sealed"
            path.write_bytes(b"".join(parts))
            with path.open("rb") as source:
                if sound:
                    assert b"".join(sealing.unseal(source, key.name)) == b"a" * 100 + b"b" * 100
                else:
                    with pytest.raises(Refusal, match="damaged"):
                        list(sealing.unseal(source, key.name))


def rewritten(path, target, *, said=None, dump=None):
    """The same backup with another manifest or another dump."""
    with zipfile.ZipFile(path) as file:
        manifest, body = json.loads(file.read(archive.MANIFEST)), file.read(archive.DUMP)
    with zipfile.ZipFile(target, "w") as file:
        file.writestr(archive.DUMP, body if dump is None else dump)
        file.writestr(archive.MANIFEST, json.dumps(manifest | (said or {})))
    return target


class TestRefused:
    @pytest.mark.parametrize(
        ("said", "complaint"),
        [
            ({"app": "other"}, "not a backup of care_engage"),
            ({"format": 2}, "newer care_engage"),
            ({"migrations": ["programs.9999_later"]}, "newer care_engage \\(programs.9999_later\\)"),
            ({"migrations": ["payroll.0001_initial"]}, "newer care_engage \\(payroll"),
            ({"vendor": "oracle"}, "backup of a oracle database"),
            ({"sha256": "0" * 64}, "not what was backed up"),
            ({"rows": {"programs_program": 77}}, "not a whole database|not all rows"),
            ({"sealed_with": "abcdabcd"}, "needs the key"),
        ],
        ids=lambda value: (
            next(iter(value)) + str(next(iter(value.values())))[:8] if isinstance(value, dict) else ""
        ),
    )
    def test_what_does_not_belong_here(self, said, complaint, backed_up, tmp_path):
        before = everything()
        path = rewritten(backed_up, tmp_path / "x.backup", said=said)
        with pytest.raises(CommandError, match=complaint):
            restore(path)
        assert everything() == before

    def test_one_changed_byte(self, backed_up):
        before, body = everything(), bytearray(backed_up.read_bytes())
        body[len(body) // 3] ^= 0xFF
        backed_up.write_bytes(body)
        with pytest.raises(CommandError, match="damaged"):
            restore(backed_up)
        assert everything() == before

    def test_half_a_file(self, backed_up):
        backed_up.write_bytes(backed_up.read_bytes()[: backed_up.stat().st_size // 2])
        with pytest.raises(CommandError, match="damaged"):
            restore(backed_up)

    def test_a_dump_that_is_none(self, backed_up, tmp_path):
        nonsense, before = b"nonsense" * 1000, everything()
        said = {"sha256": hashlib.sha256(nonsense).hexdigest()}
        path = rewritten(backed_up, tmp_path / "x.backup", said=said, dump=nonsense)
        with pytest.raises(CommandError, match="not a whole database|Nothing was restored"):
            restore(path)
        assert everything() == before

    def test_another_kind_of_file(self, tmp_path):
        path = tmp_path / "plan.xlsx"
        path.write_bytes(b"no zip")
        with pytest.raises(CommandError, match="not a backup"):
            restore(path)
        with pytest.raises(CommandError, match="There is no file"):
            restore(tmp_path / "nowhere")

    def test_without_a_confirmation(self, backed_up):
        before = everything()
        with pytest.raises(CommandError, match="Add --yes"):
            call_command("restore", str(backed_up))
        assert everything() == before

    def test_where_the_programs_of_postgresql_are_missing(self, monkeypatch):
        monkeypatch.setenv("PATH", "/nowhere")
        with pytest.raises(Refusal, match="pg_dump is not on this machine"):
            postgresql.program("pg_dump")


class TestExpiry:
    def names(self, folder):
        return sorted(path.name for path in folder.iterdir())

    def test_old_ones_go_and_what_is_not_ours_stays(self, tmp_path):
        now = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
        for name in ("care_engage-20260303T120000Z.backup", "care_engage-20260303T115959Z.backup"):
            (tmp_path / name).touch()
        for name in ("notes.txt", "care_engage-2019.backup", "other-20200101T000000Z.backup"):
            (tmp_path / name).touch()
        gone = archive.expire(tmp_path, days=90, at=now)
        assert gone == ["care_engage-20260303T115959Z.backup"]
        assert len(self.names(tmp_path)) == 4

    def test_the_command_deletes_them(self, filled, tmp_path):
        old = timezone.now() - dt.timedelta(days=8)
        path, _said = making.make(tmp_path, at=old)
        out = StringIO()
        call_command("backup", str(tmp_path), keep_days=7, stdout=out)
        assert f"Deleted {path.name}" in out.getvalue()
        assert len(self.names(tmp_path)) == 1

    @pytest.mark.parametrize("days", [0, 91])
    def test_the_policy_is_the_limit(self, days, tmp_path):
        with pytest.raises(CommandError, match="1 to 90 days"):
            call_command("backup", str(tmp_path), keep_days=days)

    def test_two_within_a_second_do_not_overwrite_each_other(self, filled, tmp_path):
        now = timezone.now()
        first, second = making.make(tmp_path, at=now)[0], making.make(tmp_path, at=now)[0]
        assert first != second
        assert archive.NAME.fullmatch(second.name)

    def test_what_a_killed_backup_left_behind_is_cleared_away(self, filled, tmp_path):
        left, fresh = tmp_path / "care_engage-1.partial", tmp_path / "care_engage-2.partial"
        left.touch()
        fresh.touch()
        os.utime(left, (0, 0))
        making.make(tmp_path)
        assert not left.exists()
        assert fresh.exists()


def test_what_was_deleted_is_not_in_the_copy(filled, tmp_path):
    """SQLite keeps deleted rows in free pages; PostgreSQL's dump has living rows only."""
    if connection.vendor != "sqlite":
        pytest.skip("a dump of PostgreSQL has living rows only")
    filled.name = "Zebras at midnight"
    filled.save()
    Group.history.all().delete()
    Group.objects.filter(pk=filled.pk).update(name="Circle")
    path, _said = making.make(tmp_path)
    with zipfile.ZipFile(path) as file:
        assert b"Zebras" not in file.read(archive.DUMP)


def test_it_is_one_moment_while_others_write(filled, tmp_path):
    """Every backup made while rows are written in pairs holds pairs only, in its count and in its dump."""
    stop = threading.Event()
    execute("CREATE TABLE pairs (n INTEGER)")
    writer = threading.Thread(target=write_pairs, args=[stop])
    writer.start()
    try:
        made = [making.make(tmp_path) for _round in range(4)]
    finally:
        stop.set()
        writer.join()
    counts = [said["rows"]["pairs"] for _path, said in made]
    assert counts[-1] > counts[0], "nobody wrote meanwhile"
    assert not any(count % 2 for count in counts)
    making.put_back(made[1][0], made[1][1])  # refuses where its rows are not those it says
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pairs")
        assert cursor.fetchone()[0] == counts[1]
    execute("DROP TABLE pairs")


def write_pairs(stop):
    """In a thread, which has a connection of its own."""
    while not stop.is_set():
        with transaction.atomic():
            execute("INSERT INTO pairs VALUES (1)")
            execute("INSERT INTO pairs VALUES (1)")
    connection.close()


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_head_of_the_trail_that_went_with_the_old_rows_is_set_aside(backed_up, tmp_path, settings):
    settings.HOME = tmp_path
    head = tmp_path / "trail_head"
    head.write_text("of entries that are gone now")
    restore(backed_up)
    assert not head.exists()
    (kept,) = tmp_path.glob("trail_head.before_*")
    assert kept.read_text() == "of entries that are gone now"
