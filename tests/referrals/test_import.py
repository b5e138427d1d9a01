"""The directory comes in from a workbook: all of it or nothing, and each fault says where it stands."""

import io

import pytest
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from care_engage.exchange.directory import NAMES, empty_directory, import_services
from care_engage.exchange.faults import Refused
from referrals.models import Organization, Service
from tests.factories import OfficeFactory, PlaceFactory, ServiceFactory, ServiceOrganizationFactory, person

pytestmark = pytest.mark.django_db
GOOD = {
    "organization": "Kirehe Hospital",
    "service": "Care center",
    "sector": "HEALTH",
    "areas": "RW",
    "phone": 5501,
    "MO": "08:00-17:00",
    "languages": "Kinyarwanda, English",
    "cost": "FREE",
    "serves": "WOMEN;GIRLS",
    "always_open": "no",
    "minimum_age": 12,
}


@pytest.fixture
def office():
    office = OfficeFactory()
    PlaceFactory(office=office)
    return office


def workbook(*rows, names=None, sheet="Services"):
    book = Workbook()
    page = book.active
    page.title = sheet
    names = names or list(dict.fromkeys(name for row in rows for name in row))
    page.append(names)
    for row in rows:
        page.append([row.get(name) for name in names])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def bring(office, *rows, dry_run=False, **options):
    user = person("GBV_FOCAL_POINT", office)
    return import_services(data=workbook(*rows, **options), office=office, user=user, dry_run=dry_run)


def test_a_service_comes_in_unverified(office):
    report = bring(office, GOOD)
    service = Service.objects.get()
    assert report.new == ["Care center"]
    assert (service.phone, service.status, service.last_checked_on) == ("5501", "UNVERIFIED", None)
    assert (service.languages, service.serves) == (["Kinyarwanda", "English"], ["WOMEN", "GIRLS"])
    assert [place.code for place in service.service_areas.all()] == ["RW"]
    assert [str(row) for row in service.schedules.all()] == ["MO 08:00–17:00"]


def test_the_same_workbook_twice_changes_nothing(office):
    bring(office, GOOD)
    report = bring(office, GOOD)
    assert (report.new, report.changed, report.unchanged) == ([], [], 1)


def test_a_changed_row_changes_the_service_and_not_its_verification(office):
    bring(office, GOOD)
    service = Service.objects.get()
    service.status, service.last_checked_on = "AVAILABLE", office.today()
    service.save()
    assert bring(office, GOOD | {"phone": "5599"}).changed == ["Care center"]
    service.refresh_from_db()
    assert (service.phone, service.status) == ("5599", "AVAILABLE")


def test_two_services_of_a_new_organization(office):
    bring(office, GOOD, GOOD | {"service": "Night desk"})
    assert Organization.objects.count() == 1
    assert Service.objects.count() == 2


def test_looking_first_writes_nothing(office):
    assert bring(office, GOOD, dry_run=True).new == ["Care center"]
    assert not Service.objects.exists()


@pytest.mark.parametrize(
    ("change", "column", "says"),
    [
        ({"sector": "HOSPITAL"}, "sector", "HOSPITAL"),
        ({"areas": "RW;XX"}, "areas", "no place with this code"),
        ({"areas": ""}, "areas", "required"),
        ({"phone": ""}, "", "public phone or e-mail"),
        ({"MO": "mornings"}, "MO", "Write hours like"),
        ({"always_open": "perhaps"}, "always_open", "yes or no"),
        ({"minimum_age": "old"}, "minimum_age", "whole number"),
        ({"serves": "PEOPLE"}, "serves", "PEOPLE"),
        ({"organization": ""}, "organization", "organization"),
        ({"service": ""}, "service", "required"),
        ({"safe_house": "yes", "sector": "SAFETY", "address": "Plot 12"}, "", "never written down"),
        ({"safe_house": "yes", "sector": "SAFETY", "transport": "Bus 4"}, "", "never written down"),
        ({"safe_house": "yes", "sector": "SAFETY", "service": "House, 9 Hill Road"}, "service", "address"),
    ],
)
def test_a_fault_says_where_it_stands_and_keeps_all_out(office, change, column, says):
    report = bring(office, GOOD, GOOD | {"service": "Second"} | change)
    fault = next(one for one in report.faults if says in f"{one.expected} {one.value}")
    assert (fault.sheet, fault.row, fault.column) == ("Services", 3, column)
    assert not Service.objects.exists()
    assert not Organization.objects.exists()


def test_columns_that_are_not_there_or_missing(office):
    report = bring(office, {"organization": "A", "service": "B", "sector": "HEALTH", "price": 3})
    assert [(one.row, one.column) for one in report.faults] == [(1, "D"), (1, "areas")]


@pytest.mark.parametrize("data", [b"", b"nonsense", b"PK\x03\x04"])
def test_what_is_no_workbook_is_refused(office, data):
    with pytest.raises(Refused):
        import_services(data=data, office=office, user=person("GBV_FOCAL_POINT", office))


def test_a_workbook_without_the_sheet_or_without_rows_is_refused(office):
    for options in ({"sheet": "Clinics"}, {}):
        rows = [GOOD] if options else []
        with pytest.raises(Refused):
            bring(office, *rows, names=list(NAMES), **options)


def test_a_service_of_another_office_is_not_touched(office):
    nepal = OfficeFactory(iso2="NP", name="CARE Nepal")
    PlaceFactory(office=nepal)
    organization = ServiceOrganizationFactory(office=nepal, name=GOOD["organization"])
    theirs = ServiceFactory(organization=organization, name=GOOD["service"], phone="1")
    bring(office, GOOD)
    theirs.refresh_from_db()
    assert theirs.phone == "1"
    assert Service.objects.count() == 2


def test_the_empty_workbook_has_every_column(office):
    page = load_workbook(io.BytesIO(empty_directory())).active
    assert page.title == "Services"
    assert tuple(cell.value for cell in page[1]) == NAMES


def test_on_the_page_one_looks_first_and_then_confirms(client, office):
    client.force_login(person("GBV_FOCAL_POINT", office))
    url = reverse("import_services", args=[office.pk])
    file = io.BytesIO(workbook(GOOD))
    file.name = "services.xlsx"
    page = client.post(url, {"workbook": file})
    assert "Care center" in page.text
    assert not Service.objects.exists()
    response = client.post(url, {"held": page.context["held"]})
    assert response.url == reverse("referral_calls", args=[office.pk])
    assert Service.objects.count() == 1
    assert client.get(reverse("import_services_empty", args=[office.pk])).status_code == 200


def test_faults_are_shown_on_the_page(client, office):
    client.force_login(person("OFFICE_ADMIN", office))
    file = io.BytesIO(workbook(GOOD | {"sector": "HOSPITAL"}))
    file.name = "services.xlsx"
    page = client.post(reverse("import_services", args=[office.pk]), {"workbook": file}).text
    assert "sheet Services, row 2, column sector" in page
    assert "Bring it in" not in page


@pytest.mark.parametrize("kind", ["FACILITATOR", "MANAGER", "MEL", "SAFEGUARDING_FOCAL_POINT"])
def test_nobody_else_brings_services_in(client, office, kind):
    client.force_login(person(kind, office))
    for name in ("import_services", "import_services_empty"):
        assert client.get(reverse(name, args=[office.pk])).status_code == 404
