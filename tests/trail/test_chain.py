"""The audit trail can only grow, and says where somebody has been at it."""

import datetime as dt
import io
import uuid

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from care_engage.trail import triggers
from care_engage.trail.chain import append, digest, trim, verify
from care_engage.trail.models import Act, AppendOnly, Entry
from care_engage.trail.record import record
from tests.factories import GroupFactory, UserFactory

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - dt.timedelta(days=800)


@pytest.fixture
def chain():
    """Ten entries, the first five of them older than two years."""
    for number in range(10):
        append(act=Act.READ, actor=number, kind="groups.Group", at=LONG_AGO if number < 5 else None)
    return Entry.objects


def by_hand(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_an_entry_says_who_did_what_and_holds_no_content():
    user, group = UserFactory(), GroupFactory(name="Umoja")
    entry = record(Act.READ, user, group)
    assert (entry.actor, entry.act, entry.kind, entry.office) == (
        user.pk,
        "READ",
        "groups.Group",
        group.office_id,
    )
    assert entry.subject == str(group.uuid)
    assert "Umoja" not in str(vars(entry))


def test_a_whole_chain_holds(chain):
    verdict = verify()
    assert (verdict.fault, verdict.entries) == ("", 10)
    assert verify([verdict.head]).fault == ""


def test_the_application_changes_and_removes_nothing(chain):
    entry = chain.get(number=3)
    for attempt in (
        entry.save,
        entry.delete,
        chain.all().delete,
        lambda: chain.update(act="READ"),
        lambda: chain.bulk_update([entry], ["act"]),
        lambda: chain.bulk_create([entry]),
    ):
        with pytest.raises(AppendOnly):
            attempt()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE trail_entry SET actor = 99 WHERE number = 8",
        "UPDATE trail_entry SET actor = 99",
        "DELETE FROM trail_entry WHERE number = 8",
        "DELETE FROM trail_entry WHERE number = 1",
        "DELETE FROM trail_entry",
    ],
)
def test_the_database_refuses_whoever_asks(chain, sql):
    triggers.install(connection)
    assert triggers.stand(connection)
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        by_hand(sql)
    assert verify().entries == 10
    triggers.drop(connection)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", 99),
        ("viewing_as", 99),
        ("act", "CHANGED"),
        ("kind", "x"),
        ("subject", "x"),
        ("office", 9),
        ("through", 9),
        ("hash", "0" * 64),
        ("at", "2020-01-01 00:00:00+00:00"),
        ("uuid", "0" * 32),
    ],
)
def test_a_changed_entry_is_named(chain, column, value):
    by_hand(f"UPDATE trail_entry SET {column} = %s WHERE number = 7", value)
    assert verify().fault.startswith("Entry 7 was changed")


def test_a_removed_entry_is_named(chain):
    by_hand("DELETE FROM trail_entry WHERE number = 4")
    assert verify().fault == "Entry 4 is missing."


def test_a_removed_beginning_is_named(chain):
    by_hand("DELETE FROM trail_entry WHERE number <= 2")
    assert verify().fault == "Entries 1 to 2 are missing, and no checkpoint stands for them."


def test_an_entry_put_in_is_named(chain):
    by_hand("UPDATE trail_entry SET number = number + 100 WHERE number > 5")
    by_hand("UPDATE trail_entry SET number = number - 99 WHERE number > 100")
    fake = Entry(number=6, uuid=uuid.uuid4(), at=timezone.now(), act=Act.READ)
    fake.hash = digest(chain.get(number=5).hash, fake)
    fake.save()
    assert verify().fault.startswith("Entry 7 was changed, or one was put in")


def test_a_tail_that_was_cut_off_shows_against_a_head_kept_elsewhere(chain):
    head = verify().head
    by_hand("DELETE FROM trail_entry WHERE number > 8")
    assert verify().fault == ""  # nothing in the chain itself tells
    assert verify([head]).fault == "Entries 9 to 10 are missing: the end was cut off."


def test_a_tail_that_was_written_anew_shows_against_a_head_kept_elsewhere(chain):
    head = verify().head
    by_hand("DELETE FROM trail_entry WHERE number > 9")
    append(act=Act.READ, actor=666)
    assert verify().fault == ""
    assert verify([head]).fault == "Entry 10 is not the one that stood there when the head was taken."


def test_a_head_that_was_altered_is_refused(chain):
    assert "not signed" in verify([verify().head.replace("10:", "11:")]).fault


def test_old_entries_go_behind_a_checkpoint_and_the_chain_holds(chain):
    triggers.install(connection)
    assert trim(before=timezone.now() - dt.timedelta(days=730)) == 5
    assert list(chain.order_by("number").values_list("number", flat=True)) == [6, 7, 8, 9, 10, 11]
    checkpoint = chain.get(act=Act.CHECKPOINT)
    assert checkpoint.through == 5
    verdict = verify()
    assert (verdict.fault, verdict.entries) == ("", 6)
    assert trim(before=timezone.now() - dt.timedelta(days=730)) == 0
    with pytest.raises(DatabaseError), transaction.atomic():
        trim(before=timezone.now())
    triggers.drop(connection)


def test_the_command_says_that_it_holds_and_keeps_the_head_apart(chain, settings, tmp_path):
    settings.HOME = tmp_path
    triggers.install(connection)
    out = io.StringIO()
    call_command("verify_audit", stdout=out)
    assert "The audit trail holds: 10 entries." in out.getvalue()
    assert (tmp_path / "trail_head").read_text() in out.getvalue()
    triggers.drop(connection)
    by_hand("DELETE FROM trail_entry WHERE number > 8")
    with pytest.raises(CommandError, match="the end was cut off"):
        call_command("verify_audit", stdout=out)


def test_the_command_misses_triggers_that_are_gone(chain, settings, tmp_path):
    settings.HOME = tmp_path
    with pytest.raises(CommandError, match="triggers"):
        call_command("verify_audit", stdout=io.StringIO())


def test_reading_a_trail_page_costs_the_same_with_few_and_many(client, chain):
    client.force_login(UserFactory(is_superuser=True))

    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/trail/").status_code == 200
        return sum("trail_entry" in query["sql"] or "accounts_user" in query["sql"] for query in asked)

    append(act=Act.READ, actor=UserFactory().pk)
    few = cost()
    for _each in range(40):
        append(act=Act.READ, actor=UserFactory().pk)
    assert cost() == few
