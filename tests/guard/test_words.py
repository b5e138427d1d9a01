"""The word lists: data that people who speak the language can review."""

import tomllib

import pytest

from care_engage.kit.guard.folding import fold
from care_engage.kit.guard.words import FOLDER, LANGUAGES, ROLES, entries

NEEDED = {"title", "kin", "person", "event", "topic", "private", "tell", "suffer", "cue", "generic", "own"}


def test_every_language_has_a_list():
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_has_a_role_and_a_gloss(language):
    with (FOLDER / f"{language}.toml").open("rb") as file:
        lists = tomllib.load(file)
    assert set(lists) <= set(ROLES)
    assert set(lists) >= NEEDED
    bare = [word for words in lists.values() for word, gloss in words.items() if not gloss.strip()]
    assert not bare


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_stands_twice_and_none_is_too_short_to_be_a_beginning(language):
    found = [(role, fold(entry)) for role, entry in entries(language)]
    twice = {each for each in found if found.count(each) > 1}
    assert language == "ar" or not twice  # in Arabic, spellings that fold to one are listed for readers
    assert not [entry for _role, entry in found if entry.endswith("*") and len(entry) < 4]
