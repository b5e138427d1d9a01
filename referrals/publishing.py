"""The directory as Open Referral HSDS 3 tabular data: one zip of CSV files, names as published.

Columns are a subset of the standard's, in its own words (https://docs.openreferral.org). Contacts are roles.
Nothing of ours that the standard has no name for goes out: no verification, no pathway, and no service that
is a shelter, whose very existence in a place may be a danger.
"""

import csv
import io
import uuid
import zipfile

from .hours import by_day
from .models import Organization, Service, ServiceStatus

STATUS = {
    ServiceStatus.AVAILABLE: "active",
    ServiceStatus.LIMITED: "active",
    ServiceStatus.TEMPORARILY_CLOSED: "temporarily closed",
    ServiceStatus.CLOSED: "defunct",
    ServiceStatus.UNVERIFIED: "inactive",
}
COLUMNS = {
    "organizations": ("id", "name", "alternate_name", "description", "email", "website"),
    "services": (
        "id",
        "organization_id",
        "name",
        "description",
        "url",
        "email",
        "status",
        "fees_description",
        "eligibility_description",
        "minimum_age",
        "maximum_age",
        "assured_date",
        "alert",
    ),
    "phones": ("id", "service_id", "number", "description"),
    "schedules": ("id", "service_id", "freq", "byday", "opens_at", "closes_at", "description"),
    "service_areas": ("id", "service_id", "name"),
    "locations": ("id", "location_type", "name", "transportation"),
    "addresses": (
        "id",
        "location_id",
        "address_1",
        "city",
        "state_province",
        "postal_code",
        "country",
        "address_type",
    ),
    "service_at_location": ("id", "service_id", "location_id"),
    "languages": ("id", "service_id", "name"),
    "cost_options": ("id", "service_id", "option", "amount_description"),
    "required_documents": ("id", "service_id", "document"),
    "accessibility": ("id", "location_id", "description"),
    "contacts": ("id", "service_id", "title"),
}


def directory_zip(office):
    """The bytes of the archive. Rows are in the order of names; ids are ours (UUIDs) or made from them.

    HSDS wants a postal code and a province of each address; we keep neither, and leave them empty.
    """
    tables = {name: [] for name in COLUMNS}
    for organization in Organization.objects.filter(office=office):
        tables["organizations"].append(_organization(organization))
    services = (
        Service.objects.filter(organization__office=office, organization__deleted_at=None, safe_house=False)
        .select_related("organization")
        .prefetch_related("schedules", "service_areas")
    )
    for service in services:
        for table, row in _rows(service, office.iso2):
            tables[table].append(row)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        for name, rows in tables.items():
            out.writestr(f"{name}.csv", _csv(COLUMNS[name], rows))
    return archive.getvalue()


def _csv(columns, rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _inert(value) for name, value in row.items()})
    return text.getvalue()


def _inert(value):
    """A text that a spreadsheet would take for a formula gets a leading apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not text[1:2].isdigit() else text


def _organization(one):
    return {
        "id": one.uuid,
        "name": one.name,
        "alternate_name": one.alternate_name,
        "description": one.description or one.name,
        "email": one.email,
        "website": one.url,
    }


def _rows(service, country):
    """`(table, row)` for all that the standard says about one service."""

    def key(part):
        return str(uuid.uuid5(service.uuid, part))

    yield "services", _service(service)
    own = {"service_id": service.uuid}
    if service.phone:
        phone = {"id": key("phone"), "number": service.phone, "description": service.phone_description}
        yield "phones", own | phone
    yield from _hours(service, own, key)
    for place in service.service_areas.all():
        yield "service_areas", own | {"id": key(f"area {place.pk}"), "name": place.name}
    for at, name in enumerate(service.languages):
        yield "languages", own | {"id": key(f"language {at}"), "name": name}
    cost = {"option": service.get_cost_display(), "amount_description": service.fees_description}
    yield "cost_options", own | {"id": key("cost")} | cost
    if service.required_document:
        yield "required_documents", own | {"id": key("document"), "document": service.required_document}
    if service.contact:
        yield "contacts", own | {"id": key("contact"), "title": service.contact}
    if service.address:
        yield from _location(service, own, key, country)


def _service(service):
    return {
        "id": service.uuid,
        "organization_id": service.organization.uuid,
        "name": service.name,
        "description": service.description or service.get_sector_display(),
        "url": service.url,
        "email": service.email,
        "status": STATUS[service.status],
        "fees_description": service.fees_description or service.get_cost_display(),
        "eligibility_description": ", ".join(str(word) for word in service.serves_words),
        "minimum_age": service.minimum_age,
        "maximum_age": service.maximum_age,
        "assured_date": service.last_checked_on,
        "alert": service.alert,
    }


def _hours(service, own, key):
    if service.always_open:
        row = {"id": key("hours"), "freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU"}
        yield "schedules", own | row | {"opens_at": "00:00", "closes_at": "23:59"}
    for day, spans in by_day(service.schedules.all()).items():
        for opens, closes in spans:
            row = {"id": key(f"{day} {opens:%H%M}"), "freq": "WEEKLY", "byday": day}
            times = {"opens_at": f"{opens:%H:%M}", "closes_at": f"{closes:%H:%M}"}
            yield "schedules", own | row | times | {"description": service.hours_note}


def _location(service, own, key, country):
    at = {"location_id": key("location")}
    row = {"location_type": "physical", "name": service.name, "transportation": service.transport}
    yield "locations", {"id": key("location")} | row
    city = next((place.name for place in service.service_areas.all()), "")
    address = {"address_1": service.address, "city": city, "country": country, "address_type": "physical"}
    yield "addresses", at | {"id": key("address")} | address
    yield "service_at_location", own | at | {"id": key("at")}
    if service.accessibility:
        yield "accessibility", at | {"id": key("access"), "description": service.accessibility}
