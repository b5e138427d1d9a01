"""The guard on pages: what it blocks stays in the person's own field and nowhere else."""

import logging
from contextlib import suppress

import pytest
from django.db import connection
from django.forms.models import ModelChoiceIteratorValue
from django.urls import NoReverseMatch, reverse
from django.views.debug import ExceptionReporter

from care_engage.kit.guard import forms as guard_forms
from care_engage.kit.guard.fields import HINT, guard_of
from care_engage.kit.guard.forms import NOBODY
from care_engage.kit.guard.purging import PURGED
from care_engage.trail.models import Entry
from programs.models import SyncLink
from tests.test_front_doors import address, routes
from tests.world import World

pytestmark = pytest.mark.django_db
MARKER = "qzqmarker"
BETRAYING = f"Her husband beat her {MARKER}"
WRITTEN = "Written by mistake about somebody."
DOUBTFUL = "We planned it with Grace Uwase and the savings group."


@pytest.fixture
def world():
    return World()


@pytest.fixture
def manager(client, world):
    client.force_login(world.people["manager"])
    return client


def reachable(world):
    """`{route name: path}`, without routes whose objects tests/world.py does not have yet."""
    paths = {}
    for name, pattern in routes():
        with suppress(NoReverseMatch):
            paths[name] = address(name, pattern, world)
    return paths


def form_of(response):
    context = response.context
    return context.get("form") if context else None


def filled_in(form, **changes):
    """What the browser would send of this form, with some fields changed."""
    data = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, list | tuple):
            value = [each.value if isinstance(each, ModelChoiceIteratorValue) else each for each in value]
        if value not in (None, False):
            data[bound.html_name] = getattr(value, "pk", value)
    return data | changes


def guarded_doors(client, world):
    """`(path, names of the guarded fields, form)` of every page whose form has some."""
    paths = reachable(world)
    paths["withdrawing"] = reverse("plan_move", args=["link", world.link.pk]) + "?to=WITHDRAWN"
    paths["cancelling"] = reverse("plan_move", args=["intervention", world.intervention.pk]) + "?to=CANCELLED"
    for path in paths.values():
        form = form_of(client.get(path))
        names = [name for name, field in getattr(form, "fields", {}).items() if guard_of(field)]
        if names:
            yield path, names, form


def whole_database():
    """Every cell of every table, history tables among them, as one text."""
    with connection.cursor() as cursor:
        cells = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            cells += (str(cell) for row in cursor.fetchall() for cell in row)
    return "\n".join(cells)


def test_blocked_text_stays_in_its_field_and_nowhere_else(client, world, caplog):
    caplog.set_level(logging.DEBUG)
    connection.force_debug_cursor = True
    seen = 0
    for key in ("manager", "admin"):
        client.force_login(world.people[key])
        for path, names, form in guarded_doors(client, world):
            response = client.post(path, filled_in(form, **dict.fromkeys(names, BETRAYING)))
            assert response.status_code == 200, path
            shown = form_of(response)
            assert set(names) <= set(shown.errors), path
            assert MARKER not in str(shown.errors)
            assert response.content.decode().count(MARKER) == len(names), path
            assert MARKER not in str(response.headers) + str(client.cookies)
            seen += len(names)
    connection.force_debug_cursor = False
    assert seen >= 15
    assert MARKER not in caplog.text
    assert MARKER not in whole_database()


def test_a_failing_server_does_not_tell_what_was_written(manager, world, monkeypatch, caplog, settings):
    def fails(text, known=frozenset()):
        raise RuntimeError("the guard is out of order")

    caplog.set_level(logging.DEBUG)
    manager.raise_request_exception = False
    path = reverse("link_edit", args=[world.link.pk])
    data = filled_in(form_of(manager.get(path)), rationale=f"Both meet in the same weeks. {MARKER}")
    monkeypatch.setattr(guard_forms, "judge", fails)
    response = manager.post(path, data)
    assert response.status_code == 500
    assert MARKER not in response.content.decode()
    failures = [record for record in caplog.records if record.exc_info]
    assert failures
    assert MARKER not in caplog.text
    for settings.DEBUG in (False, True):
        for record in failures:
            reporter = ExceptionReporter(record.request, *record.exc_info)
            assert MARKER not in reporter.get_traceback_html()
            assert MARKER not in reporter.get_traceback_text()
    assert MARKER not in whole_database()


def test_harm_leads_to_the_referral_card(manager, world):
    path = reverse("feedback_edit", args=[world.feedback.pk])
    response = manager.post(path, filled_in(form_of(manager.get(path)), changes_asked=BETRAYING))
    said = response.content.decode()
    assert f'If someone disclosed harm, <a href="{reverse("harm")}">use the referral card</a>' in said
    assert "do not write it here" in said


def test_the_hint_stands_below_every_prose_field(client, world):
    client.force_login(world.people["manager"])
    for path, names, form in guarded_doors(client, world):
        prose = [name for name in names if guard_of(form.fields[name]).warns]
        assert all(str(HINT) in str(form.fields[name].help_text) for name in prose), path


def test_a_doubt_is_settled_by_a_tick(manager, world):
    path = reverse("link_edit", args=[world.link.pk])
    shown = form_of(manager.get(path))
    assert NOBODY not in shown.fields
    asked = manager.post(path, filled_in(shown, rationale=DOUBTFUL))
    names = list(form_of(asked).fields)
    assert names.index(NOBODY) == names.index("rationale") + 1, "the tick stands where the doubt does"
    assert "Two words with capitals" in asked.content.decode()
    assert manager.post(path, filled_in(shown, rationale=DOUBTFUL, **{NOBODY: "on"})).status_code == 302
    world.link.refresh_from_db()
    assert world.link.rationale == DOUBTFUL
    assert NOBODY not in form_of(manager.get(path)).fields
    again = manager.post(path, filled_in(form_of(manager.get(path))))
    assert again.status_code == 302, "text that was not touched is not asked about again"


def test_places_and_organizations_are_not_asked_about(manager, world):
    world.country.name = "Urugo Rwiza"
    world.country.save()
    path = reverse("link_edit", args=[world.link.pk])
    data = filled_in(form_of(manager.get(path)), rationale="Both groups meet in Urugo Rwiza each week.")
    assert manager.post(path, data).status_code == 302


def test_a_blocked_text_elsewhere_in_the_record_does_not_stop_other_forms(manager, world):
    SyncLink.objects.filter(pk=world.link.pk).update(rationale=BETRAYING)
    path = reverse("plan_move", args=["link", world.link.pk]) + "?to=WITHDRAWN"
    assert manager.post(path, {"status_reason": "The season is over."}).status_code == 302


def test_the_guard_costs_no_query(manager, world, django_assert_num_queries):
    path = reverse("link_edit", args=[world.link.pk])
    form = form_of(manager.get(path))
    form.data, form.is_bound = filled_in(form, rationale="Both groups meet in the same weeks."), True
    form.full_clean()
    with django_assert_num_queries(0):
        for name in form._prose():
            form.fields[name].run_validators("Both groups meet in the same weeks.")


def test_a_manager_purges_a_text_with_its_history(manager, world):
    old, new = "The first text that went wrong.", "The second text that went wrong."
    world.link.rationale = old
    world.link.save()
    world.link.rationale = new
    world.link.save()
    path = reverse("plan_purge", args=["link", world.link.pk])
    assert reverse("link", args=[world.link.pk]) in manager.get(path).content.decode()
    assert "Tick at least one text" in manager.post(path, {}).content.decode()
    assert manager.post(path, {"texts": ["rationale"]}).status_code == 302
    world.link.refresh_from_db()
    assert world.link.rationale == PURGED
    assert old not in whole_database()
    assert new not in whole_database()
    assert world.link.history.first().history_change_reason == "purged"
    entry = Entry.objects.get(act="PURGED")
    assert (entry.actor, entry.subject) == (world.people["manager"].pk, str(world.link.uuid))
    assert "holds no text" in manager.get(path).content.decode()


@pytest.mark.parametrize(
    ("kind", "name", "field"),
    [
        ("feedback", "feedback", "changes_asked"),
        ("program", "program", "summary"),
        ("intervention", "intervention", "status_reason"),
        ("partner", "partner_row", "shared_goals"),
        ("external", "external", "description"),
        ("group", "group", "prior_experience"),
        ("waiver", "waiver", "reason"),
    ],
)
def test_each_kind_of_record_can_be_purged(manager, world, kind, name, field):
    record = getattr(world, name)
    setattr(record, field, "Written by mistake about somebody.")
    record.save()
    path = reverse("plan_purge", args=[kind, record.pk])
    assert manager.post(path, {"texts": [field]}).status_code == 302
    record.refresh_from_db()
    assert getattr(record, field) == PURGED
    assert "Written by mistake" not in [getattr(row, field) for row in record.history.all()]


@pytest.mark.parametrize(
    ("key", "route", "name", "field", "text"),
    [
        ("gbv", "referral_pathway_purge", "pathway", "safety_notes", WRITTEN),
        ("gbv", "referral_step_purge", "step", "note", WRITTEN),
        ("admin", "protocol_discussion_purge", "discussion", "ground_rules", [WRITTEN]),
        ("admin", "office_limits_purge", "rule_limits", "note", WRITTEN),
    ],
)
def test_whoever_keeps_pathways_and_limits_purges_there(client, world, key, route, name, field, text):
    record = getattr(world, name)
    setattr(record, field, text)
    record.save()
    path = reverse(route, args=[record.pk])
    client.force_login(world.people["facilitator"])
    assert client.post(path, {"texts": [field]}).status_code == 404
    client.force_login(world.people[key])
    home = client.get(path).context["cancel"]
    assert path in client.get(home).text
    assert client.post(path, {"texts": [field]}).url == home
    record.refresh_from_db()
    assert getattr(record, field) in (PURGED, [PURGED])
    assert WRITTEN not in whole_database()
    assert Entry.objects.get(act="PURGED").office == world.office.pk


@pytest.mark.parametrize("key", ["facilitator", "partner", "mel", "gbv", "admin", "global", "stranger"])
def test_only_managers_purge(client, world, key):
    client.force_login(world.people[key])
    path = reverse("plan_purge", args=["intervention", world.intervention.pk])
    assert client.get(path).status_code == 404
    assert client.post(path, {"texts": ["status_reason"]}).status_code == 404


def test_no_form_takes_files_but_the_imports(client, world):
    taking = set()
    for key in ("manager", "admin"):
        client.force_login(world.people[key])
        for name, path in reachable(world).items():
            if getattr(form_of(client.get(path)), "is_multipart", bool)():
                taking.add(name)
    assert "import_plan" in taking
    assert all("import" in name for name in taking), taking
