"""The whole database after the demo, past included: nobody who took part is in it, and no way to them.

Every text of every table is read with the guard's own eyes (`care_engage.kit.guard`), so that what a form
would refuse is not in the tables by another way either.
"""

import datetime as dt
import re
from functools import cache

import pytest
from django.apps import apps
from django.db import connection, models

from care_engage.accounts.models import Place, User
from care_engage.demo import build, cast
from care_engage.kit.guard import numbers, people
from care_engage.kit.guard.judging import Block, Warn, judge
from care_engage.kit.guard.reading import read
from groups.models import Group, Member, Organization
from groups.spaces import Column
from programs.models import Intervention, Program, Session, SyncLink
from tests.factories import GroupFactory, ProgramFactory

pytestmark = pytest.mark.django_db

# Columns that hold what a machine made, in which any digits may come together.
ENCODED = {
    *("password", "session_key", "session_data", "key", "key_hash", "hash", "through_hash", "digest", "path"),
    *("value", "cache_key", "uuid", "number"),
}
# The public contacts of services and those whom staff call are what the directory is for.
CONTACTS = re.compile(r"referrals_(historical)?(service|organization|referralpathway|pathwaystep|protocol)$")
STAFF_MAIL = {("accounts_user", "email"), ("account_emailaddress", "email")}
# Who works here, and with whom: names of staff, partners' contacts, organizations, places, services.
NAMES_OF_STAFF = {
    "accounts_user.name",
    *(f"programs_{past}synclink.contact_{side}" for past in ("", "historical") for side in ("from", "to")),
}
FORBIDDEN_COLUMN = re.compile(
    r"(^|_)(first|last|family|given|sur|full|nick|participant|member|beneficiary)_?(name|phone|address)s?$"
    r"|(^|_)(gps|lat|lon|lng|latitude|longitude|coordinates|geom)(_|$)"
    r"|(^|_)(national|passport|ration)_?(id|number|card|no)$|(^|_)(birth|dob|born)|signature|photo|fingerprint"
    r"|incident|disclosure|perpetrator|survivor|victim|(^|_)(hiv|pregnan|diagnos)"
)
ROLES = {"Program team", "Women's group committee"}  # stand for a colleague's name in the stories


@pytest.fixture
def demo():
    build.load(dt.date.today())


def tables():
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


def texts(value):
    """Every text in a value, however deep in JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def dump():
    """`(table, column, text)` of every text in every table that has a model, each once."""
    for model in tables():
        names = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
            and field.name not in ENCODED
        ]
        seen = set()
        for row in model._base_manager.values_list(*names) if names else ():
            for name, value in zip(names, row, strict=True):
                for text in texts(value):
                    if text and (name, text) not in seen:
                        seen.add((name, text))
                        yield model._meta.db_table, name, text


def betrayals():
    """`(table, column, kind)` of every text that leads to a person who must not be here."""
    allowed = known_words()
    found = set()
    for table, column, text in dump():
        found |= {(table, column, kind) for kind in kinds_of(table, column, text, allowed)}
    return found


def kinds_of(table, column, text, allowed):
    clean, words = read(text)
    public = CONTACTS.match(table)
    if numbers.coordinates(clean):
        yield "coordinates"
    if numbers.phone(clean) and not public:
        yield "phone"
    if numbers.email(clean) and not public and (table, column) not in STAFF_MAIL:
        yield "e-mail"
    if people.titled(words):
        yield "title and name"
    if table.startswith(("programs_", "groups_")) and column not in ("label", "suggested"):
        judged = judge(text, allowed)
        yield from (str(kind) for kind in judged.blocks if kind in (Block.HARM, Block.PAPER))
        if Warn.LIKELY_NAME in judged.warns and f"{table}.{column}" not in NAMES_OF_STAFF:
            yield "likely name"


def known_words():
    """Folded words of what may be named: places, organizations, programs and their work."""
    named = [
        *Place.objects.values_list("name", flat=True),
        *Organization.objects.values_list("name", flat=True),
        *Program.objects.values_list("name", flat=True),
        *Group.objects.values_list("name", flat=True),
        *Intervention.objects.values_list("title", flat=True),
        "CARE SASA",
    ]
    return frozenset(word.folded for name in named for word in read(name)[1])


@cache
def columns():
    """`{table: [column]}` of the database itself, tables without a model included."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            described = connection.introspection.get_table_description(cursor, table)
            found[table] = [column.name for column in described]
    return found


def test_no_column_could_hold_a_participants_name_or_place():
    bad = {
        f"{table}.{column}"
        for table, names in columns().items()
        for column in names
        if FORBIDDEN_COLUMN.search(column)
    }
    assert not bad


def test_a_member_is_a_number_and_how_it_is_counted():
    texts = {f.name for f in Member._meta.concrete_fields if isinstance(f, models.CharField)}
    assert texts == {"column", "age_band"}
    assert all(Member._meta.get_field(name).choices for name in texts)


def test_a_session_has_no_text_that_anybody_writes():
    free = [
        field.name
        for field in Session._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices
    ]
    assert free == []


def test_nobody_is_in_the_dump(demo):
    assert len(list(dump())) > 1_000, "the demo is there"
    assert not betrayals()
    assert names_of_people() <= {name for name, *_rest in cast.STAFF.values()} | ROLES
    check_attendance()


def names_of_people():
    """Whoever is named in a column that is for names."""
    contacts = {
        name
        for model in (SyncLink, SyncLink.history.model)
        for side in ("contact_from", "contact_to")
        for name in model._base_manager.exclude(**{side: ""}).values_list(side, flat=True)
    }
    return contacts | set(User.objects.values_list("name", flat=True))


def check_attendance():
    """Numbers and listed words alone, in each row and in its past."""
    for model in (Session, Session.history.model):
        for present, register, others in model._base_manager.values_list("present", "register", "others"):
            assert all(type(part) is int for row in present for part in row)
            assert {row[2] for row in register} <= set(Column.values)
            assert all(part is None or type(part) is int for row in register for part in (*row[:2], *row[3:]))
            assert all(type(count) is int for count in others.values())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Call 0788 123 456", "phone"),
        ("-1.94420, 30.06190", "coordinates"),
        ("write to alice@example.org", "e-mail"),
        ("Mme Uwimana came late", "title and name"),
        ("said by Esperance Nyirahabimana", "likely name"),
        ("passport PC1234567", "paper"),
        ("her husband beat her", "harm"),
    ],
)
@pytest.mark.parametrize("where", ["row", "past", "json"])
def test_the_scan_finds_what_it_looks_for(text, kind, where):
    group = GroupFactory()
    assert not betrayals()
    if where == "row":
        Group.objects.filter(pk=group.pk).update(prior_experience=f"Before: {text}")
        expected = ("groups_group", "prior_experience", kind)
    elif where == "past":
        Group.history.filter(id=group.pk).update(prior_experience=f"Before: {text}")
        expected = ("groups_historicalgroup", "prior_experience", kind)
    else:
        Program.objects.filter(pk=ProgramFactory().pk).update(
            change_targets=[["x"], {"y": f"Before: {text}"}]
        )
        expected = ("programs_program", "change_targets", kind)
    assert expected in betrayals()
