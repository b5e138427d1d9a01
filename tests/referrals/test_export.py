"""The directory as open data: the columns of HSDS 3, and nothing that could lead to a shelter."""

import csv
import io
import zipfile

import pytest
from django.urls import reverse

from referrals.hours import read_hours, set_hours
from referrals.publishing import COLUMNS, directory_zip
from tests.factories import OfficeFactory, PlaceFactory, ServiceFactory, ServiceOrganizationFactory, person

pytestmark = pytest.mark.django_db

# From openreferral/specification, version 3: what schema/*.json name as properties of each table.
PUBLISHED = {
    "organizations": """
        id name alternate_name description email website tax_status tax_id year_incorporated
        legal_status logo uri parent_organization_id""",
    "services": """
        id organization_id program_id name alternate_name description url email status
        interpretation_services application_process fees_description wait_time fees
        accreditations eligibility_description minimum_age maximum_age assured_date
        assurer_email licenses alert""",
    "phones": """
        id location_id service_id organization_id contact_id service_at_location_id number
        extension type description""",
    "schedules": """
        id service_id location_id service_at_location_id valid_from valid_to dtstart timezone
        until count wkst freq interval byday byweekno bymonthday byyearday description opens_at
        closes_at schedule_link attending_type notes""",
    "service_areas": "id service_id service_at_location_id name description extent extent_type uri",
    "locations": """
        id location_type url organization_id name alternate_name description transportation
        latitude longitude external_identifier external_identifier_type""",
    "addresses": """
        id location_id attention address_1 address_2 city region state_province postal_code
        country address_type""",
    "service_at_location": "id service_id location_id description",
    "languages": "id service_id location_id phone_id name code note",
    "cost_options": "id service_id valid_from valid_to option currency amount amount_description",
    "required_documents": "id service_id document uri",
    "accessibility": "id location_id description details url",
    "contacts": """
        id organization_id service_id service_at_location_id location_id name title department
        email""",
}
ENUM = {"active", "inactive", "defunct", "temporarily closed"}


def tables(office):
    with zipfile.ZipFile(io.BytesIO(directory_zip(office))) as archive:
        return {
            name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(archive.read(name).decode())))
            for name in archive.namelist()
        }


def full(office, **fields):
    service = ServiceFactory(
        organization=ServiceOrganizationFactory(office=office, name="Kirehe Hospital"),
        **{
            "name": "Care center",
            "address": "Behind the main gate",
            "transport": "Bus 4",
            "accessibility": "Ramp",
            "contact": "Nurse on duty",
            "required_document": "None",
            "fees_description": "Free for all",
            "minimum_age": 12,
        }
        | fields,
    )
    set_hours(service, {"MO": read_hours("08:00-12:00, 14:00-17:00"), "SA": read_hours("22:00-06:00")})
    return service


def test_tables_and_columns_are_those_of_the_standard():
    assert COLUMNS.keys() == PUBLISHED.keys()
    for table, columns in COLUMNS.items():
        assert set(columns) <= set(PUBLISHED[table].split()), table


def test_everything_that_the_standard_has_a_name_for(office):
    service = full(office)
    PlaceFactory(office=office)
    out = tables(office)
    (row,) = out["services"]
    assert row["id"] == str(service.uuid)
    assert row["organization_id"] == out["organizations"][0]["id"] == str(service.organization.uuid)
    assert (row["status"], row["assured_date"], row["minimum_age"]) == ("active", "2026-06-01", "12")
    assert [(one["byday"], one["opens_at"], one["closes_at"]) for one in out["schedules"]] == [
        ("MO", "08:00", "12:00"),
        ("MO", "14:00", "17:00"),
        ("SA", "22:00", "06:00"),
    ]
    assert {table for table, rows in out.items() if not rows} == set()
    assert out["addresses"][0]["location_id"] == out["locations"][0]["id"]
    assert out["service_at_location"][0]["location_id"] == out["locations"][0]["id"]
    keys = [one["id"] for rows in out.values() for one in rows]
    assert len(keys) == len(set(keys))


def test_status_is_one_of_the_standards(office):
    for n, status in enumerate(["AVAILABLE", "LIMITED", "TEMPORARILY_CLOSED", "CLOSED", "UNVERIFIED"]):
        full(office, name=f"S{n}", status=status)
    assert {row["status"] for row in tables(office)["services"]} == ENUM


def test_a_safe_house_is_in_no_file(office):
    full(office)
    ServiceFactory(
        organization=ServiceOrganizationFactory(office=office),
        name="Quiet stay",
        sector="SAFETY",
        safe_house=True,
    )
    with zipfile.ZipFile(io.BytesIO(directory_zip(office))) as archive:
        assert not [name for name in archive.namelist() if b"Quiet stay" in archive.read(name)]


def test_nobody_is_exposed(office):
    full(office, serves=["WOMEN", "LGBTQ_FRIENDLY"])
    assert tables(office)["services"][0]["eligibility_description"] == "Women"


def test_another_office_is_not_in_it(office):
    full(OfficeFactory(iso2="NP", name="CARE Nepal"))
    assert tables(office)["services"] == []


def test_removed_services_are_not_in_it(office):
    full(office).remove()
    assert tables(office)["services"] == []


def test_a_spreadsheet_takes_nothing_for_a_formula(office):
    full(office, name="=HYPERLINK(1)", phone="+2505501")
    out = tables(office)
    assert out["services"][0]["name"] == "'=HYPERLINK(1)"
    assert out["phones"][0]["number"] == "+2505501"


def test_the_file_has_a_neutral_name(client, office):
    client.force_login(person("GBV_FOCAL_POINT", office))
    response = client.get(reverse("referral_export", args=[office.pk]))
    assert response["Content-Disposition"] == 'attachment; filename="directory-rw.zip"'
    assert zipfile.is_zipfile(io.BytesIO(response.content))
