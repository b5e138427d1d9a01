"""The page on which a manager brings a plan in."""

import io
import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from care_engage.exchange import forms
from care_engage.exchange.columns import SHEETS
from care_engage.exchange.forms import hold
from care_engage.exchange.workbook import MAX_FILE
from programs.models import Program, Session
from tests.factories import OfficeFactory, UserFactory, person

from .books import book, plan, spoiled
from .rows import counted

pytestmark = pytest.mark.django_db
URL = "/plan/import/"


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def manager(office):
    return person("MANAGER", office)


@pytest.fixture
def browser_of(client):
    def log_in(user):
        client.force_login(user)
        return client

    return log_in


def upload(client, data, name="plan.xlsx"):
    return client.post(URL, {"workbook": SimpleUploadedFile(name, data)})


def held_in(response):
    return response.context["held"]


@pytest.mark.parametrize("address", ["import_plan", "import_template"])
def test_who_may_open_it(client, office, address):
    url = reverse(address)
    assert client.get(url).status_code == 302
    for kind in ("FACILITATOR", "MEL", "OFFICE_ADMIN", "GBV_FOCAL_POINT", "GLOBAL_VIEWER"):
        client.force_login(person(kind, office))
        assert client.get(url).status_code == 404
        assert upload(client, book(plan())).status_code == 404
    client.force_login(person("FACILITATOR", office, partner_staff=True))
    assert client.get(url).status_code == 404
    for user in (person("MANAGER", office), UserFactory(is_superuser=True)):
        client.force_login(user)
        assert client.get(url).status_code == 200
    assert not Program.objects.exists()


def test_the_page_describes_the_format(browser_of, manager):
    text = browser_of(manager).get(URL).content.decode()
    for sheet in SHEETS:
        assert sheet.name in text
    assert "ACTIVE_ACCOUNTABILITY" in text


def test_look_then_confirm(browser_of, manager):
    client = browser_of(manager)
    rows = counted()
    seen = upload(client, book(plan()))
    assert counted() == rows
    assert seen.status_code == 200
    assert "New register: numbers 1 to 12" in seen.content.decode()
    assert "Still to be completed" in seen.content.decode()

    done = client.post(URL, {"held": held_in(seen)}, follow=True)
    program = Program.objects.get()
    assert done.redirect_chain == [(reverse("sequence", args=[program.pk]), 302)]
    text = done.content.decode()
    assert "Kirehe Together: the plan is in." in text
    assert "Write down the theory of change" in text
    assert program.history.get().history_user == manager
    assert Session.objects.count() == 3
    assert {row.history_user for row in Session.history.all()} == {manager}


def test_the_same_workbook_again_has_nothing_to_confirm(browser_of, manager):
    client = browser_of(manager)
    client.post(URL, {"held": held_in(upload(client, book(plan())))})
    seen = upload(client, book(plan()))
    assert held_in(seen) == ""
    assert "Nothing to do" in seen.content.decode()


def test_a_changed_workbook_shows_what_changes(browser_of, manager):
    client = browser_of(manager)
    client.post(URL, {"held": held_in(upload(client, book(plan())))})
    text = upload(client, book(spoiled("groups", 0, name="Fathers' circle"))).content.decode()
    assert "groups, row 2: name" in text
    assert "Husbands&#x27; circle" in text
    assert "Fathers&#x27; circle" in text


def test_faults_are_listed_and_cannot_be_confirmed(browser_of, manager):
    sheets = spoiled("sessions", 0, men=-1)
    sheets["programs"][0]["name"] = "<script>alert(1)</script>" * 10
    seen = upload(browser_of(manager), book(sheets))
    text = seen.content.decode()
    assert held_in(seen) == ""
    assert "There are 2 things to correct" in text
    assert "sheet sessions, row 2, column men" in text
    assert "<script>alert" not in text


def test_a_file_that_is_no_workbook(browser_of, manager):
    client = browser_of(manager)
    assert "This is not an .xlsx workbook" in upload(client, b"hello").content.decode()
    assert "larger than 5 MB" in upload(client, b"PK" + b"x" * MAX_FILE).content.decode()
    assert "Choose a workbook first" in client.post(URL, {}).content.decode()
    assert "The file is empty" in upload(client, b"").content.decode()


def test_another_country_is_a_fault(browser_of, manager):
    for iso2 in ("NP", "ZA"):
        OfficeFactory(iso2="NP", name="CARE Nepal")
        seen = upload(browser_of(manager), book(spoiled("programs", 0, office=iso2)))
        (fault,) = seen.context["faults"]
        assert (fault.sheet, fault.column) == ("programs", "office")


def test_a_superuser_may_open_an_office(browser_of):
    client = browser_of(UserFactory(is_superuser=True))
    client.post(URL, {"held": held_in(upload(client, book(spoiled("programs", 0, office="NP"))))})
    assert Program.objects.get().office.name == "CARE Nepal"


def test_only_what_this_person_has_looked_at_can_be_confirmed(browser_of, manager, office, monkeypatch):
    client = browser_of(manager)
    others = hold(book(plan()), person("MANAGER", office))
    own = hold(book(plan()), manager)
    for text in (others, "", "x", own[:-1] + "?", own.replace(":", "A:", 1)):
        assert client.post(URL, {"held": text}, follow=True).redirect_chain == [(URL, 302)]
    monkeypatch.setattr(forms, "HELD_FOR", -1)
    assert "too long ago" in client.post(URL, {"held": own}, follow=True).content.decode()
    assert not Program.objects.exists()


def test_what_happened_meanwhile_is_seen_at_confirmation(browser_of, manager):
    client = browser_of(manager)
    client.post(URL, {"held": held_in(upload(client, book(plan())))})
    seen = upload(client, book(spoiled("sessions", 0, men=9)))
    session = Session.objects.get(intervention__code="M", number=1)
    session.register, session.present = [[1, 1, "man", None]], [[1, 1]]
    session.save()
    late = client.post(URL, {"held": held_in(seen)})
    assert "logged here" in late.content.decode()
    session.refresh_from_db()
    assert session.men == 11


def test_the_empty_workbook_fits_the_format(browser_of, manager):
    client = browser_of(manager)
    response = client.get(reverse("import_template"))
    assert response["Content-Disposition"] == 'attachment; filename="plan.xlsx"'
    workbook = load_workbook(io.BytesIO(response.content))
    assert workbook.sheetnames == [sheet.name for sheet in SHEETS]
    for sheet in SHEETS:
        assert [cell.value for cell in workbook[sheet.name][1]] == [column.name for column in sheet.columns]
    for sheet in SHEETS:
        for row in plan().get(sheet.name, []):
            workbook[sheet.name].append([row.get(column.name) for column in sheet.columns])
    stream = io.BytesIO()
    workbook.save(stream)
    assert held_in(upload(client, stream.getvalue()))


def test_many_faults_are_shown_in_part(browser_of, manager, monkeypatch):
    monkeypatch.setattr("care_engage.exchange.views.SHOWN_FAULTS", 2)
    sheets = spoiled("sessions", 0, men=-1, women=-1, girls=-1)
    text = upload(browser_of(manager), book(sheets)).content.decode()
    assert "There are 3 things to correct" in text
    assert "Here are the first 2" in text


def test_what_is_still_to_be_completed_fits_into_the_message(browser_of, manager):
    sheets = plan(feedback=[])
    names = [f"The women's and girls' network number {at} of the southern hills" for at in range(40)]
    active = {"stage": "ACTIVE_ACCOUNTABILITY"}
    sheets["partners"] = [sheets["partners"][0] | active | {"organization": name} for name in names]
    client = browser_of(manager)
    done = client.post(URL, {"held": held_in(upload(client, book(sheets)))}, follow=True)
    assert "and 36 more" in done.content.decode()


def test_the_largest_file_can_be_confirmed(browser_of, manager):
    """It comes back through the form, whole, and is refused for what it holds."""
    data = b"PK" + random.Random(1).randbytes(MAX_FILE - 2)
    done = browser_of(manager).post(URL, {"held": hold(data, manager)}, follow=True)
    assert "This is not an .xlsx workbook" in done.content.decode()
