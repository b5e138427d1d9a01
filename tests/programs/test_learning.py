"""Learning notes across offices, and what an organization has promised itself."""

import datetime as dt

import pytest
from django.urls import reverse

from programs.models import LearningNote, OrgCommitment, Promise
from tests import factories as make
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
NOTE = {
    "title": "Market days decide who comes",
    "text": "Sessions on market days lose half of the women.",
    "kind": "LESSON",
    "source_kind": "DISCUSSION",
    "element": "CONSCIENTIZATION",
    "noted_on": TODAY,
}


@pytest.fixture
def office():
    return make.OfficeFactory()


@pytest.fixture
def manager(client, office):
    manager = make.person("MANAGER", office)
    client.force_login(manager)
    return manager


@pytest.fixture
def abroad():
    return make.person("FACILITATOR", make.OfficeFactory(name="CARE Nepal", iso2="NP"))


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def test_a_note_stays_in_its_office_until_it_is_shared(client, manager, abroad):
    assert client.post(reverse("learning_new"), NOTE).url == reverse("learning")
    note = LearningNote.objects.get()
    assert NOTE["title"] in text(client.get(reverse("learning")))
    client.force_login(abroad)
    assert NOTE["title"] not in text(client.get(reverse("learning")))
    client.force_login(manager)
    client.post(reverse("learning_edit", args=[note.pk]), NOTE | {"shared": "on"})
    client.force_login(abroad)
    told = text(client.get(reverse("learning")))
    assert NOTE["title"] in told
    assert "CARE Rwanda" in told
    assert reverse("learning_edit", args=[note.pk]) not in told
    assert client.get(reverse("learning_edit", args=[note.pk])).status_code == 404


def test_lessons_stand_with_their_element(client, manager):
    make.LearningNoteFactory(office=manager.roles.get().office, element="ALLIANCES")
    assert "Market days decide" in text(client.get(reverse("guide_element", args=["ALLIANCES"])))
    assert "Market days decide" not in text(client.get(reverse("guide_element", args=["BUILDING_BASE"])))


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("q=market", True),
        ("q=bus", False),
        ("element=ALLIANCES", False),
        ("kind=LESSON", True),
        ("kind=x", True),
    ],
)
def test_notes_are_found(client, manager, office, query, shown):
    make.LearningNoteFactory(office=office)
    assert ("Market days decide" in text(client.get(reverse("learning") + f"?{query}"))) is shown


@pytest.mark.parametrize("words", ["Mr. Habimana did not come.", "Call 0788 123 456."])
def test_notes_are_no_place_for_people(client, manager, words):
    response = client.post(reverse("learning_new"), NOTE | {"text": words})
    assert response.status_code == 200
    assert not LearningNote.objects.exists()


def test_a_note_is_removed_and_its_text_purged(client, manager, office):
    note = make.LearningNoteFactory(office=office)
    edit = text(client.get(reverse("learning_edit", args=[note.pk])))
    for way in ("plan_remove", "plan_purge"):
        assert reverse(way, args=["learning", note.pk]) in edit
    client.post(reverse("plan_purge", args=["learning", note.pk]), {"texts": ["text"]})
    note.refresh_from_db()
    assert "market days" not in note.text
    assert client.post(reverse("plan_remove", args=["learning", note.pk])).url == reverse("learning")
    assert not LearningNote.objects.exists()


def test_many_notes_page_at_a_fixed_cost(client, manager, office, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(12) as captured:
            text(client.get(reverse("learning")))
        return len(captured)

    make.LearningNoteFactory(office=office)
    few = cost()
    for _n in range(30):
        make.LearningNoteFactory(office=office)
    assert cost() == few


def test_who_works_for_two_offices_says_for_which(client, manager):
    second = make.OfficeFactory(name="CARE Burundi", iso2="BI")
    manager.roles.create(kind="MEL", office=second)
    assert "CARE Burundi" in text(client.get(reverse("learning_new")))
    client.post(reverse("learning_new") + f"?office={second.pk}", NOTE)
    assert LearningNote.objects.get().office == second
    elsewhere = make.OfficeFactory(name="CARE Nepal", iso2="NP")
    assert client.get(reverse("learning_new") + f"?office={elsewhere.pk}").status_code == 404


@pytest.mark.parametrize("route", ["learning_new", "change_agent_new", "program_new", "group_new"])
def test_an_office_that_cannot_be_is_not_there(client, manager, route):
    assert client.get(reverse(route), {"office": "9" * 5000}).status_code in (200, 404)


def test_the_organization_answers_for_itself(client, manager, office):
    page = text(client.get(reverse("promises", args=[office.pk])))
    assert page.count("not answered yet") == len(Promise)
    url = reverse("promise_edit", args=[office.pk, "SPONSOR"])
    data = {"standing": "PARTLY", "note": "The deputy director stands behind it.", "looked_at_on": TODAY}
    assert client.post(url, data).url == reverse("promises", args=[office.pk])
    client.post(url, data | {"standing": "YES"})
    assert OrgCommitment.objects.get().standing == "YES"
    page = text(client.get(reverse("promises", args=[office.pk])))
    assert "The deputy director stands behind it." in page
    assert page.count("not answered yet") == len(Promise) - 1


def test_an_old_answer_asks_to_be_looked_at_again(client, manager, office):
    for promise, days in (("SPONSOR", 366), ("TRAINING", 365)):
        looked = TODAY - dt.timedelta(days=days)
        make.OrgCommitmentFactory(office=office, promise=promise, looked_at_on=looked)
    page = text(client.get(reverse("promises", args=[office.pk])))
    assert page.count("· look again") == 1
    assert f"{len(Promise) - 1} answers are missing or older than a year." in page


def test_promises_are_the_office_s_own(client, manager, office):
    elsewhere = make.OfficeFactory(name="CARE Nepal", iso2="NP")
    assert client.get(reverse("promises", args=[elsewhere.pk])).status_code == 404
    assert client.get(reverse("promise_edit", args=[elsewhere.pk, "SPONSOR"])).status_code == 404
    assert client.get(reverse("promise_edit", args=[office.pk, "nonsense"])).status_code == 404
    client.force_login(make.person("MEL", office))
    assert "SPONSOR" not in text(client.get(reverse("promises", args=[office.pk])))
    assert client.get(reverse("promise_edit", args=[office.pk, "SPONSOR"])).status_code == 404


def test_a_partner_here_who_is_staff_elsewhere_reads_no_promises_here(client, office):
    partner = make.person("FACILITATOR", office, partner_staff=True)
    elsewhere = make.OfficeFactory(name="CARE Nepal", iso2="NP")
    partner.roles.create(kind="MEL", office=elsewhere)
    client.force_login(partner)
    assert client.get(reverse("promises", args=[elsewhere.pk])).status_code == 200
    assert client.get(reverse("promises", args=[office.pk])).status_code == 404
