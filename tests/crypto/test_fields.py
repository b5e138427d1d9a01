"""Confidential text is encrypted in the database, and nowhere else to be seen."""

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection
from django.urls import reverse

from care_engage.kit import crypto
from care_engage.kit.crypto import KeyMissing, decrypt, encrypt, new_key
from groups.models import Group
from programs.models import AccountabilityFeedback, Intervention
from tests.factories import (
    AccountabilityFeedbackFactory,
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    person,
    protected,
)

pytestmark = pytest.mark.django_db
SAID = "Start an hour later, so that we can be home before dark."


@pytest.fixture
def keys(settings):
    """`keys("a", "b")` puts these keys in force, the newest first; each is made when first named."""
    made = {}

    def in_force(*names):
        settings.CARE_ENGAGE_KEYS = ",".join(made.setdefault(name, new_key()) for name in names)

    in_force("a")
    return in_force


def stored(table, column, **where):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY 1")
        return [row[0] for row in cursor]


def test_feedback_is_encrypted_with_its_history_and_reads_as_written(keys):
    feedback = AccountabilityFeedbackFactory(changes_asked=SAID, response="Yes, from Monday.")
    feedback.response = "Yes, from Tuesday."
    feedback.save()
    for table in ("programs_accountabilityfeedback", "programs_historicalaccountabilityfeedback"):
        for column in ("changes_asked", "response"):
            assert all(text.startswith(crypto.keyring().keys[0].mark) for text in stored(table, column))
    found = AccountabilityFeedback.objects.get()
    assert (found.changes_asked, found.response) == (SAID, "Yes, from Tuesday.")
    assert [past.response for past in found.history.order_by("history_id")] == [
        "Yes, from Monday.",
        "Yes, from Tuesday.",
    ]


def test_the_same_text_never_looks_the_same(keys):
    assert encrypt(SAID) != encrypt(SAID)


def test_nothing_stays_nothing_so_that_a_query_can_ask(keys):
    AccountabilityFeedbackFactory(changes_asked="")
    asked = AccountabilityFeedbackFactory(changes_asked=SAID)
    assert "" in stored("programs_accountabilityfeedback", "changes_asked")
    assert AccountabilityFeedback.objects.exclude(changes_asked="").get() == asked


def test_the_rules_know_whether_changes_were_asked(keys):
    from programs.loading import load_plan

    feedback = AccountabilityFeedbackFactory(changes_asked=SAID)
    AccountabilityFeedbackFactory(intervention=feedback.intervention, given_on="2026-06-01", changes_asked="")
    plan = load_plan(feedback.intervention.program_id)
    assert sorted(one.changes_asked for one in plan.feedback) == [False, True]


def test_what_is_encrypted_cannot_be_searched(keys):
    with pytest.raises(FieldError, match="emptiness"):
        AccountabilityFeedback.objects.filter(changes_asked__contains="dark").exists()


def test_names_are_encrypted_in_protected_spaces_only(keys):
    office = OfficeFactory()
    group = protected(office, name="River", code="R1")
    GroupFactory(office=office, name="Umoja", code="U1")
    InterventionFactory(title="Neutral", space="LGBTQ", groups=[group])
    InterventionFactory(title="Man box")
    for table, column, plain in (
        ("groups_group", "name", "Umoja"),
        ("groups_group", "code", "U1"),
        ("groups_historicalgroup", "name", "Umoja"),
        ("programs_intervention", "title", "Man box"),
    ):
        texts = stored(table, column)
        assert plain in texts
        assert [text.startswith("enc1.") for text in texts if text != plain] == [True]
    assert Group.objects.get(pk=group.pk).name == "River"
    assert Intervention.objects.get(space="LGBTQ").title == "Neutral"


def test_an_update_of_many_rows_encrypts_too(keys):
    AccountabilityFeedbackFactory(changes_asked="x")
    AccountabilityFeedback.objects.update(changes_asked=SAID)
    (text,) = stored("programs_accountabilityfeedback", "changes_asked")
    assert text.startswith("enc1.")
    row = AccountabilityFeedback.objects.get()
    row.changes_asked = "Another."
    AccountabilityFeedback.objects.bulk_update([row], ["changes_asked"])
    (text,) = stored("programs_accountabilityfeedback", "changes_asked")
    assert text.startswith("enc1.")


def test_older_keys_still_read(keys):
    text = encrypt(SAID)
    keys("b", "a")
    assert decrypt(text) == SAID
    assert encrypt(SAID).split(".")[1] != text.split(".")[1]


@pytest.mark.parametrize("at", [5, 20, -3], ids=["key", "nonce", "text"])
def test_what_was_altered_is_not_read(keys, at):
    text = encrypt(SAID)
    altered = text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]
    with pytest.raises(KeyMissing):
        decrypt(altered)


def test_a_lost_key_is_told_on_the_page(client, keys):
    feedback = AccountabilityFeedbackFactory(changes_asked=SAID)
    manager = person("MANAGER", feedback.intervention.program.office)
    client.force_login(manager)
    address = reverse("feedback", args=[feedback.pk])
    assert SAID in client.get(address).text
    keys("b")
    response = client.get(address)
    assert response.status_code == 503
    assert "the key to it is not on this server" in response.text
    assert SAID not in response.text
    keys("b", "a")
    assert SAID in client.get(address).text


@pytest.mark.parametrize("text", ["", "  ", "short", "!" * 44])
def test_a_bad_key_is_refused_in_one_sentence(text):
    with pytest.raises(ImproperlyConfigured, match="CARE_ENGAGE_KEYS"):
        crypto.Keyring(text).keys  # noqa: B018


def test_a_file_of_keys_is_read_again_when_it_has_changed(tmp_path):
    path = tmp_path / "keys"
    path.write_text(new_key())
    ring = crypto.Keyring(str(path))
    first = ring.keys[0].name
    ring.write([new_key(), ring.keys[0].text])
    assert [key.name for key in ring.keys][1:] == [first]
    assert path.stat().st_mode & 0o777 == 0o600


def test_production_without_keys_says_so_in_one_sentence():
    import os
    import subprocess
    import sys

    env = os.environ | {"DATABASE_URL": "postgres://x/y", "SECRET_KEY": "s" * 60}
    env.pop("CARE_ENGAGE_KEYS", None)
    done = subprocess.run(
        [sys.executable, "-c", "import care_engage.settings"], env=env, capture_output=True, text=True
    )
    assert "Set CARE_ENGAGE_KEYS in the environment" in done.stderr.splitlines()[-1]
