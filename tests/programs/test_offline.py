"""What a device keeps for work without a network: enough for these days, nothing of others."""

import datetime as dt
import gzip
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from care_engage.kit.templatetags.kit import day
from programs import offline, shell
from programs.models import Session, TopicLevel
from programs.offline_cautions import as_conditions
from tests.factories import (
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    PlaceFactory,
    ProgramFactory,
    SessionFactory,
    SyncLinkFactory,
    held,
    pathway,
    person,
    register,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def uwase():
    return person("FACILITATOR", OfficeFactory(), name="Aline Uwase")


@pytest.fixture
def men(uwase):
    group = GroupFactory(name="Abagabo ba Kirehe")
    register(group, 20)
    return InterventionFactory(groups=[group], facilitators=uwase.facilitating.all())


def copied(user):
    return json.loads(json.dumps(offline.copy_for(user)))


def listed(user):
    return {session["id"]: session["list"] for session in copied(user)["sessions"]}


def test_sessions_of_these_days_and_no_others(uwase, men):
    today = men.program.office.today()

    def planned(number, day, **fields):
        return SessionFactory(intervention=men, number=number, planned_on=day, **fields).pk

    expected = {
        planned(1, today): "today",
        planned(2, today + 14 * DAY): "coming",
        planned(3, today - 7 * DAY): "overdue",
        planned(4, today - 35 * DAY, status="POSTPONED"): "overdue",
        held(men, today - DAY, number=5, logged_at=timezone.now() - 6 * DAY).pk: "logged",
    }
    planned(6, today + 15 * DAY)
    planned(7, today - 36 * DAY)
    planned(8, today, status="CANCELLED")
    held(men, today - DAY, number=9, logged_at=timezone.now() - 8 * DAY)

    assert listed(uwase) == expected


def test_only_what_the_person_leads_and_never_a_protected_space(uwase, men):
    today = men.program.office.today()
    mine = SessionFactory(intervention=men, planned_on=today)
    SessionFactory(intervention=InterventionFactory(), planned_on=today)
    protected = InterventionFactory(space="LGBTQ", facilitators=uwase.facilitating.all())
    SessionFactory(intervention=protected, planned_on=today)

    assert list(listed(uwase)) == [mine.pk]
    assert listed(person("MANAGER", men.program.office)) == {}


def test_registers_are_numbers_and_the_form_starts_as_it_does_online(client, uwase, men):
    session = SessionFactory(intervention=men, planned_on=men.program.office.today(), topics=["T11"])
    group = men.groups.get()
    joined, left = session.planned_on - 9 * DAY, session.planned_on - DAY
    group.members.filter(number=3).update(joined_on=joined, left_on=left)
    found = copied(uwase)

    members = found["groups"][str(group.pk)]["members"]
    assert members[0] == [1, "man"]
    assert members[2] == [3, "man", None, str(joined), str(left)]
    fields = found["sessions"][0]["fields"]
    client.force_login(uwase)
    form = client.get(reverse("log_session", args=[session.pk])).context["form"]
    assert fields["topics"] == form["topics"].value() == ["T11"]
    assert fields["facilitators"] == [str(key) for key in form["facilitators"].value()]
    assert fields["held_on"] == form["held_on"].value().isoformat()
    assert fields["minutes"] == str(form["minutes"].value())


def test_a_logged_session_comes_with_what_was_logged_and_its_register(uwase, men):
    group = men.groups.get().pk
    held(
        men,
        men.program.office.today(),
        logged_at=timezone.now(),
        men=2,
        present=[[group, 1], [group, 2]],
        register=[[group, 1, "man", None], [group, 2, "man", None]],
        facilitators=[uwase.facilitating.get().pk],
    )
    (session,) = copied(uwase)["sessions"]
    assert session["fields"]["came"] == [f"{group}:1", f"{group}:2"]
    assert session["register"] == [[group, 1, "man", None], [group, 2, "man", None]]


def test_levels_that_an_office_has_raised_come_along(uwase, men):
    SessionFactory(intervention=men, planned_on=men.program.office.today())
    TopicLevel.objects.create(office=men.program.office, topic_id="T11", level="SENSITIVE")
    other = ProgramFactory(office=men.program.office)
    TopicLevel.objects.create(office=men.program.office, program=other, topic_id="T12", level="SENSITIVE")
    assert copied(uwase)["works"][str(men.pk)]["levels"] == {"T11": "SENSITIVE"}


def test_the_same_few_queries_for_one_session_and_for_forty(uwase, men):
    SessionFactory(intervention=men, number=1, planned_on=men.program.office.today())
    offline.copy_for(uwase)  # what is worked out once is not counted

    def queries():
        with CaptureQueriesContext(connection) as captured:
            offline.copy_for(uwase)
        return len(captured)

    few = queries()
    for at in range(5):
        group = GroupFactory()
        register(group, 25)
        work = InterventionFactory(groups=[group], facilitators=uwase.facilitating.all())
        for number in range(8):
            SessionFactory(
                intervention=work, number=number + 1, planned_on=men.program.office.today() + at * DAY
            )
    assert len(listed(uwase)) == 41
    assert queries() == few <= 18
    size = len(gzip.compress(json.dumps(copied(uwase)).encode()))
    assert size < 4_000, "bytes that cross the network for forty sessions"


def test_what_is_deleted_while_the_list_is_made_is_left_out(uwase, men, monkeypatch):
    SessionFactory(intervention=men, planned_on=men.program.office.today())
    works_of = offline.works_of

    def late(sessions):
        men.remove()
        return works_of(sessions)

    monkeypatch.setattr(offline, "works_of", late)
    assert listed(uwase) == {}


def test_unchanged_it_costs_a_304(client, uwase, men):
    SessionFactory(intervention=men, planned_on=men.program.office.today())
    client.force_login(uwase)
    first = client.get(reverse("offline_copy"))
    assert "no-store" in first.headers["Cache-Control"] or "no-cache" in first.headers["Cache-Control"]
    again = client.get(reverse("offline_copy"), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Session.objects.update(version=2)
    assert (
        client.get(reverse("offline_copy"), headers={"If-None-Match": first.headers["ETag"]}).status_code
        == 200
    )


def test_each_person_has_a_key_and_an_older_secret_still_opens(client, uwase, settings):
    client.force_login(uwase)
    (key,) = client.get(reverse("device_key")).json()["keys"]
    assert offline.keys_for(person("MANAGER", OfficeFactory())) != [key]
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    keys = offline.keys_for(uwase)
    assert (len(keys), keys[1]) == (2, key)


def test_the_page_names_nobody(client, uwase, men):
    SessionFactory(intervention=men, planned_on=men.program.office.today())
    client.force_login(uwase)
    page = client.get(reverse("waiting")).content.decode()
    assert "Abagabo" not in page
    assert "Uwase" not in page
    assert "csrfmiddlewaretoken" not in page


def test_the_page_has_every_field_of_the_form(client, uwase, men):
    """One source: what the log page asks for, the page for work without a network asks for too."""
    session = SessionFactory(intervention=men, planned_on=men.program.office.today(), topics=["T11"])
    client.force_login(uwase)
    names = re.compile(r'name="(\w+)"')
    online = set(names.findall(client.get(reverse("log_session", args=[session.pk])).content.decode()))
    device = set(names.findall(client.get(reverse("waiting")).content.decode()))
    assert online - device == {"csrfmiddlewaretoken", "viewport"} - device


def test_the_service_worker_is_open_to_all_and_its_address_names_its_version(client, uwase, men):
    SessionFactory(intervention=men, planned_on=men.program.office.today())
    response = client.get("/sw.js")
    assert response.headers["Content-Type"] == "text/javascript"
    assert "no-cache" in response.headers["Cache-Control"]
    client.force_login(uwase)
    version = client.get(reverse("offline_copy")).json()["shell"]
    response = client.get(f"/sw.js?v={version}")
    assert f"care-engage-{version}" in response.content.decode()
    assert response.headers["Cache-Control"] == "private, max-age=86400"
    assert "no-cache" in client.get("/sw.js?v=former").headers["Cache-Control"]


def test_another_template_or_file_is_another_version(monkeypatch):
    before = shell.measured()
    assert shell.measured() == before
    monkeypatch.setattr(shell, "contents", lambda name: "changed" if name.endswith("site.js") else name)
    changed = shell.measured()
    monkeypatch.setattr(shell, "contents", lambda name: name)
    assert shell.measured() != changed


def test_the_manifest(client):
    manifest = client.get("/manifest.webmanifest").json()
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == (
        "/sessions/",
        "/",
        "standalone",
    )
    assert {"192x192", "512x512", "any"} <= {icon["sizes"] for icon in manifest["icons"]}


@pytest.mark.parametrize("space", ["WOMEN", "COUPLES"])
def test_the_device_warns_and_marks_as_the_page_does(client, uwase, space):
    """R5, R8, a usual number and who joined since: the same sentences under the same conditions."""
    group = GroupFactory(space=space)
    register(group, 24, "woman")
    work = InterventionFactory(space=space, groups=[group], facilitators=uwase.facilitating.all())
    men = InterventionFactory(program=work.program, title="Men's circle")
    SyncLinkFactory(from_intervention=men, to_intervention=work)
    session = SessionFactory(
        intervention=work, planned_on=work.program.office.today(), number=9, topics=["T24"]
    )
    rows = [[group.pk, number, "woman", None] for number in range(1, 23)]
    for number in range(1, 4):
        held(work, session.planned_on - number * DAY, number=number, women=20, register=rows)

    client.force_login(uwase)
    page = client.get(reverse("log_session", args=[session.pk])).context
    online = {
        one.caution.name: as_conditions(one.caution)
        for one in page["watched"]
        if not one.caution.name.startswith("R20")
    }
    found = copied(uwase)
    (here,) = [one for one in found["sessions"] if one["id"] == session.pk]
    device = {found["cautions"][which]["caution"]: found["cautions"][which] for which in here["cautions"]}
    assert device == online
    assert {"few", "R8"} <= device.keys()
    assert any(name.startswith("R5") for name in device)
    (grid,) = page["grids"]
    words = f"2 joined since {day(grid.since)}"
    assert here["joined"] == {str(group.pk): [words, [23, 24]]}
    assert words in client.get(reverse("log_session", args=[session.pk])).text


def test_a_session_that_was_logged_is_not_compared_with_itself(uwase, men):
    today = men.program.office.today()

    def compared():
        names = [caution["caution"] for caution in copied(uwase)["cautions"]]
        return "few" in names

    for number in range(1, 5):
        assert not compared(), "three others say what is usual"
        held(men, today - number * DAY, number=number, men=20, logged_at=timezone.now())
    assert compared()


def test_the_card_of_each_place_comes_along_and_says_nothing_of_this_moment(client, uwase, men):
    office = men.program.office
    district = PlaceFactory(office=office, name="Kirehe", level="ADMIN2")
    men.place = district
    men.save()
    service = pathway(office, place=district, on=office.today()).services()[0]
    SessionFactory(intervention=men, planned_on=office.today())

    found = copied(uwase)
    card = found["cards"][str(found["works"][str(men.pk)]["place"])]
    assert service.name in card
    assert service.phone in card
    assert "Hours not known: call first" not in card, "nor open, nor closed: that was so when it was made"
    client.force_login(uwase)
    assert "Hours not known: call first" in client.get(reverse("card_fragment", args=[district.pk])).text
