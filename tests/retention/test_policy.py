"""The policy names every field that there is, and nothing that is gone."""

import datetime as dt
import tomllib

import pytest
from django.apps import apps
from django.db import connection

from care_engage.kit.erasing import history_of
from care_engage.retention import policy as reading
from care_engage.retention.clocks import CLOCKS
from care_engage.retention.policy import (
    EVERY_MODEL,
    EVERY_PAST,
    Period,
    PolicyError,
    entries,
    field_names,
    named_by_model,
    own_models,
    read_entry,
)

PAST = {"history_id", "history_date", "history_change_reason", "history_type", "history_user"}


def entry_of(model, name):
    """The entry that a field has: one of its own, or that of every model."""
    own = named_by_model().get(model._meta.label, {}).get(name)
    every = [e for e in entries() if name in e.holds.get(EVERY_MODEL, ()) and e.covers_all_of(model)]
    return own or (every[0] if every else None)


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_field_has_an_entry(model):
    missing = [name for name in field_names(model) if entry_of(model, name) is None]
    assert not missing, f"Give {', '.join(missing)} of {model._meta.label} an entry in policy.toml"


def test_the_past_has_an_entry_for_what_it_adds():
    assert set(named_by_model()[EVERY_PAST]) == PAST
    for model in own_models():
        past = history_of(model)
        if past:
            added = {field.name for field in past._meta.concrete_fields} - set(field_names(model))
            assert added == PAST, model


@pytest.mark.django_db
def test_every_table_of_the_database_has_an_entry():
    known = {key.removeprefix("table ") for key in named_by_model() if key.startswith("table ")}
    for model in apps.get_models(include_auto_created=True):
        known.add(model._meta.db_table)
    assert set(connection.introspection.table_names()) <= known


@pytest.mark.django_db
def test_tables_without_a_model_have_an_entry_for_every_column():
    for key, fields in named_by_model().items():
        if key.startswith("table "):
            with connection.cursor() as cursor:
                described = connection.introspection.get_table_description(cursor, key.removeprefix("table "))
            assert {column.name for column in described} == set(fields), key


SAID = {
    "what": "Numbers",
    "why": "To correct.",
    "keep": "12 months",
    "after": "the group closed",
    "then": "delete",
    "holds": {"groups.Member": "number column"},
}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"holds": {"groups.Member": "number name"}}, "groups.Member has no name"),
        ({"holds": {"groups.Person": "number"}}, "there is no groups.Person"),
        ({"keep": "a year"}, "not a period"),
        ({"keep": "12 fortnights"}, "not a period"),
        ({"then": "burn"}, "none of"),
        ({"after": "the moon is full"}, "nothing says when"),
        ({"after": "the month"}, "nothing says when “the month” for groups.Member"),
        ({"until": "never"}, "and nothing else"),
        ({"whatever": "x"}, "and nothing else"),
    ],
    ids=str,
)
def test_what_it_does_not_understand_it_refuses(change, complaint):
    assert read_entry(SAID).keep.months == 12
    with pytest.raises(PolicyError, match=complaint):
        read_entry(SAID | change)


def test_a_field_has_one_entry_only(monkeypatch):
    twice = [read_entry(SAID), read_entry(SAID | {"what": "The same"})]
    monkeypatch.setattr(reading, "entries", lambda: twice)
    with pytest.raises(PolicyError, match="two entries"):
        named_by_model.__wrapped__()


@pytest.mark.parametrize(
    ("period", "on", "limit"),
    [
        ("30 days", "2026-03-01", "2026-01-30"),
        ("12 months", "2026-11-24", "2025-11-24"),
        ("12 months", "2028-02-29", "2027-02-28"),
        ("1 month", "2026-03-31", "2026-02-28"),
        ("24 months", "2026-01-15", "2024-01-15"),
        ("7 years", "2031-02-28", "2024-02-28"),
    ],
)
def test_periods_are_those_of_the_calendar(period, on, limit):
    assert Period.read(period).before(dt.date.fromisoformat(on)) == dt.date.fromisoformat(limit)


def test_every_clock_is_in_use():
    used = {entry.after for entry in entries() if entry.then}
    assert used == set(CLOCKS)


def test_d10_is_kept_to():
    """The figures of D10 that are about what is stored today."""
    said = {(entry.keep.text, entry.after, entry.then) for entry in entries() if entry.then}
    assert ("7 years", "the program ended", "delete") in said
    assert ("12 months", "the intervention ended", "blank") in said
    assert ("5 years", "the month", "delete") in said
    assert ("24 months", "the act", "trim") in said
    assert reading.backup_days() <= 90


def test_the_file_is_for_people():
    """Each entry says in whole words what and why; no name of a table in what people read."""
    for part in tomllib.loads(reading.SOURCE.read_text())["part"]:
        for entry in part["entry"]:
            assert len(entry["what"]) > 6
            assert entry["why"].endswith(".")
            assert "_" not in entry["what"] + entry["why"]
