"""Keys rotate while people work. Whenever it is killed, every text is whole, under one key or the other."""

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as live
from django.core.management import CommandError, call_command
from django.db import connection

from care_engage.kit import crypto, rotating
from care_engage.kit.crypto import new_key
from programs.models import AccountabilityFeedback
from tests.factories import AccountabilityFeedbackFactory, InterventionFactory

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def path(tmp_path, settings):
    path = tmp_path / "keys"
    path.write_text(new_key() + "\n")
    settings.CARE_ENGAGE_KEYS = str(path)
    return path


def feedback(count):
    intervention = InterventionFactory()
    for number in range(count):
        AccountabilityFeedbackFactory(
            intervention=intervention, changes_asked=f"Change {number}", response=f"Answer {number}"
        )


def texts():
    return sorted(AccountabilityFeedback.objects.values_list("changes_asked", flat=True))


def marks():
    """How many stored texts stand under which key, the history's too."""
    found = {}
    for column in rotating.columns():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {column.name} FROM {column.table} WHERE {column.name} LIKE 'enc1.%'")
            for (text,) in cursor:
                name = text.split(".")[1]
                found[name] = found.get(name, 0) + 1
    return found


def rotate(**options):
    out = io.StringIO()
    call_command("rotate_keys", stdout=out, **options)
    return out.getvalue()


@pytest.mark.django_db
def test_all_texts_move_to_a_new_key_and_the_older_one_can_go(path):
    feedback(12)
    before, old = texts(), crypto.keyring().keys[0].name
    assert marks() == {old: 48}  # two texts each, and their history
    said = rotate()
    new = crypto.keyring().keys[0].name
    assert new != old
    assert f"All confidential text stands under key {new}" in said
    assert marks() == {new: 48}
    assert texts() == before
    assert "Dropped" in rotate(finish=True)
    assert [key.name for key in crypto.keyring().keys] == [new]
    assert texts() == before


@pytest.mark.django_db
def test_a_text_that_somebody_saves_meanwhile_is_not_overwritten(path):
    feedback(1)
    column = next(c for c in rotating.columns() if c.table == "programs_accountabilityfeedback")
    ring = crypto.keyring()
    ring.write([new_key(), ring.keys[0].text])
    ((key, read),) = rotating.older(column, ring.keys[0].mark, None)
    row = AccountabilityFeedback.objects.get()
    setattr(row, column.name, "Somebody saved this.")
    row.save()
    assert rotating.move(column, key, read) == 0
    assert getattr(AccountabilityFeedback.objects.get(), column.name) == "Somebody saved this."


@pytest.mark.django_db
def test_a_lost_key_stops_the_rotation_with_a_sentence_and_loses_nothing(path):
    feedback(2)
    kept = path.read_text()
    path.write_text(new_key() + "\n" + new_key())
    with pytest.raises(CommandError, match="8 texts stand under keys that are not here"):
        rotate(finish=True)
    path.write_text(kept)
    crypto.keyring().stamp = None
    assert texts() == ["Change 0", "Change 1"]


def process(what, keys):
    name = connection.settings_dict["NAME"]
    env = os.environ | {"CARE_ENGAGE_HOME": str(live.HOME), "PYTHONPATH": str(ROOT), "DEBUG": "1"}
    command = [sys.executable, str(ROOT / "tests/crypto/killing.py"), what, str(name), str(keys)]
    return subprocess.Popen(
        command, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("batches", [1, 3])
def test_killed_in_the_middle_every_text_is_whole_and_it_goes_on(path, batches):
    feedback(40)
    before, old = texts(), crypto.keyring().keys[0]
    new = new_key()
    crypto.keyring().write([new, old.text])
    worker = process("rotate", path)
    for _batch in range(batches):
        assert "moved" in worker.stdout.readline()
    os.kill(worker.pid, signal.SIGKILL)
    worker.communicate()
    assert worker.returncode == -signal.SIGKILL
    found = marks()
    assert sum(found.values()) == 160
    assert set(found) == {old.name, crypto.Key(new).name}, "it was to be killed in the middle"
    assert texts() == before
    rotate()
    assert marks() == {crypto.Key(new).name: 160}
    assert texts() == before


@pytest.mark.django_db(transaction=True)
def test_several_processes_write_one_chain(path):
    from care_engage.trail.chain import verify

    workers = [process("append", path) for _each in range(3)]
    for worker in workers:
        out, err = worker.communicate(timeout=120)
        assert worker.returncode == 0, err
    verdict = verify()
    assert (verdict.fault, verdict.entries) == ("", 75)


@pytest.mark.django_db(transaction=True)
def test_killed_while_it_verifies_the_trail_is_as_it_was(path):
    from care_engage.trail.chain import append, verify

    for number in range(5):
        append(act="READ", actor=number)
    worker = process("verify", path)
    assert "begins" in worker.stdout.readline()
    os.kill(worker.pid, signal.SIGKILL)
    worker.communicate()
    assert (verify().fault, verify().entries) == ("", 5)
