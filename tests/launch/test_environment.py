"""When .venv is good enough to be used, and when it is made anew."""

import os
import sys
import time

import pytest

from care_engage.launch import environment

VERSION = "{}.{}.{}".format(*sys.version_info[:3])


@pytest.fixture
def venv(tmp_path, monkeypatch):
    """Where the launcher now looks for .venv and for the Python in it."""
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "PYTHON", tmp_path / "python")
    return tmp_path


def test_sound(venv):
    (venv / "pyvenv.cfg").write_text(f"home = /usr/bin\nversion = {VERSION}\n")
    (venv / "python").symlink_to(sys.executable)
    assert environment.is_sound()


@pytest.mark.parametrize("version", ["3.9.1", "3.1", "4.11.2"])
def test_made_by_another_version(venv, version):
    (venv / "pyvenv.cfg").write_text(f"version = {version}\n")
    (venv / "python").symlink_to(sys.executable)
    assert not environment.is_sound()


def test_python_uninstalled_since(venv):
    (venv / "pyvenv.cfg").write_text(f"version = {VERSION}\n")
    (venv / "python").symlink_to(venv / "gone")
    assert not environment.is_sound()


def test_never_made(venv):
    assert not environment.is_sound()


def test_broken_is_made_anew(bare_clone):
    """Every part of it is real here, except that there is nothing to install."""
    (bare_clone.folder / "requirements.txt").write_text("")
    leftover = bare_clone.folder / ".venv/leftover"
    leftover.parent.mkdir()
    leftover.touch()
    assert bare_clone.run("bench", "--programs", "10")[0] == 0
    assert bare_clone.asked() == ["bench --programs 10"]
    assert not leftover.exists()


def test_environment_of_someone_else_is_left_alone(bare_clone, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "precious").touch()
    (bare_clone.folder / ".venv").symlink_to(elsewhere)
    code, output = bare_clone.run("bench")
    assert code == 1
    assert output.endswith("remove it and run this again.\n")
    assert (elsewhere / "precious").exists()


def test_translations_are_compiled_when_they_are_newer(clone):
    source = clone.folder / "care_engage/locale/fr/LC_MESSAGES/django.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid "held"\nmsgstr "tenue"\n')
    compiled = source.with_suffix(".mo")
    clone.run("bench")
    assert b"tenue" in compiled.read_bytes()
    compiled.write_bytes(b"as it was")
    clone.run("bench")
    assert compiled.read_bytes() == b"as it was"
    os.utime(source, (time.time() + 10,) * 2)
    clone.run("bench")
    assert b"tenue" in compiled.read_bytes()
