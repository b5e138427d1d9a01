"""What the rows of a workbook stand on in the database: offices, places, organizations, topics.

Looked up first, made only when nothing is wrong with the workbook.
"""

from dataclasses import dataclass, field

from django.utils.text import slugify
from django.utils.translation import gettext as _

from care_engage.accounts.models import CountryOffice, Place, PlaceLevel, RoleKind
from groups.models import Organization, OrganizationKind
from programs.models import Topic

from . import countries
from .belonging import office_of_programs, offices_of
from .people_checking import check_readers
from .staff_checking import look_for_staff
from .values import listing
from .work_checking import check_days


@dataclass
class Ground:
    """`offices` by country code; `belongs` the country code of a group or partner's activity by its code.

    `places` and `organizations` are keyed by `(country code, folded name or code)`; a place that several
    bear by name is None. `staff` are facilitators, and `observers` ids of users who may observe them, by
    `(country code, e-mail address)`; only of offices whose records the person keeps.
    """

    offices: dict = field(default_factory=dict)
    belongs: dict = field(default_factory=dict)
    office_of_program: dict = field(default_factory=dict)
    places: dict = field(default_factory=dict)
    countries: dict = field(default_factory=dict)
    organizations: dict = field(default_factory=dict)
    staff: dict = field(default_factory=dict)
    observers: dict = field(default_factory=dict)


def look(reading, user):
    """The Ground of a reading, with a fault for what it cannot stand on. A fixed number of queries."""
    ground = Ground(belongs=offices_of(reading), office_of_program=office_of_programs(reading))
    wanted = set(ground.office_of_program.values())
    ground.offices = {office.iso2: office for office in CountryOffice.objects.filter(iso2__in=wanted)}
    iso2_of = {office.pk: office.iso2 for office in ground.offices.values()}
    look_for_places(ground, iso2_of)
    for organization in Organization.objects.filter(office__in=iso2_of):
        key = iso2_of[organization.office_id], organization.name.casefold()
        ground.organizations.setdefault(key, organization)
    check_offices(reading, ground, user)
    check_readers(reading, ground, user)
    look_for_staff(reading, ground, user)
    check_days(reading, ground)
    check_places(reading, ground)
    check_topics(reading)
    check_organizations(reading, ground)
    return ground


def look_for_places(ground, iso2_of):
    by_name = {}
    for place in Place.objects.filter(office__in=iso2_of).order_by("pk"):
        iso2 = iso2_of[place.office_id]
        ground.places.setdefault((iso2, place.code.casefold()), place)
        by_name.setdefault((iso2, place.name.casefold()), []).append(place)
        if place.level == PlaceLevel.COUNTRY:
            ground.countries.setdefault(iso2, place)
    for key, found in by_name.items():
        ground.places.setdefault(key, found[0] if len(found) == 1 else None)
    for iso2, place in ground.countries.items():
        ground.places[iso2, countries.name(iso2).casefold()] = place


def check_offices(reading, ground, user):
    """An office is made by the command or a superuser only; others import into an office they manage."""
    for row in reading.rows("programs"):
        iso2 = row.get("office")
        if not iso2:
            continue
        office = ground.offices.get(iso2)
        if not countries.exists(iso2):
            reading.blame(row, "office", _("There is no country with this code."))
        elif user and not (user.scope.superuser or (office and user.scope.has(RoleKind.MANAGER, office.pk))):
            reading.blame(
                row,
                "office",
                _("You do not manage the office of this country. Ask its manager to import the plan."),
            )


def office_code(ground, row):
    """The country code of the office that a row of any sheet belongs to, or None."""
    if row.sheet in ("programs", "change_agents"):
        return row.get("office")
    if row.sheet in ("groups", "external_activities"):
        return ground.belongs.get((row.sheet, row.get("group") or row.get("external")))
    return ground.office_of_program.get(row.get("program"))


WITH_PLACES = ("programs", "groups", "external_activities", "change_agents")


def check_places(reading, ground):
    for sheet in WITH_PLACES:
        for row in reading.rows(sheet):
            key = office_code(ground, row), (row.get("place") or "").casefold()
            if key in ground.places and ground.places[key] is None:
                reading.blame(
                    row, "place", _("Several places have this name. Write the code of the one you mean.")
                )


def check_topics(reading):
    known = sorted(Topic.objects.values_list("pk", flat=True))
    for row in reading.rows("sessions"):
        unknown = [code for code in row.get("topics") or () if code not in known]
        if unknown:
            expected = _("There is no topic %(code)s. Topics are %(known)s.")
            said = {"code": unknown[0], "known": listing(known)}
            reading.blame(row, "topics", expected % said)


def check_organizations(reading, ground):
    """One kind each; and feedback comes from a group of the workbook or an organization known by then."""
    kinds, known = {}, set(ground.organizations)
    for row in reading.rows("partners"):
        key = office_code(ground, row), (row.get("organization") or "").casefold()
        known.add(key)
        if kinds.setdefault(key, row.get("kind")) != row.get("kind") and row.sound:
            reading.blame(row, "kind", _("Another row says %s of the same organization.") % kinds[key])
    for row in reading.rows("external_activities"):
        known.add((office_code(ground, row), (row.get("organization") or "").casefold()))
    groups = {row.get("group") for row in reading.rows("groups")}
    program_of = {row.get("intervention"): row.get("program") for row in reading.rows("interventions")}
    for row in reading.rows("feedback"):
        giver, about = row.get("from_group_or_partner"), row.get("intervention")
        office = ground.office_of_program.get(program_of.get(about))
        if giver and about in program_of and giver not in groups and (office, giver.casefold()) not in known:
            reading.blame(
                row,
                "from_group_or_partner",
                _("The code of a group of this workbook, or an organization on record, was expected."),
            )


def prepare(reading, ground, report):
    """Make what is missing: offices with their country, places below the country, organizations."""
    for iso2 in sorted(set(ground.office_of_program.values())):
        if iso2 not in ground.offices:
            name = f"CARE {countries.name(iso2)}"
            office = CountryOffice.objects.create(name=name, iso2=iso2, time_zone=countries.time_zone(iso2))
            ground.offices[iso2] = office
            report.notes.append(
                _("New country office: %(name)s (time zone %(zone)s).")
                % {"name": name, "zone": office.time_zone}
            )
        if iso2 not in ground.countries:
            place = Place.objects.create(
                office=ground.offices[iso2], level=PlaceLevel.COUNTRY, code=iso2, name=countries.name(iso2)
            )
            ground.countries[iso2] = place
            for word in (iso2, place.name):
                ground.places[iso2, word.casefold()] = place
    make_places(reading, ground, report)
    make_organizations(reading, ground, report)


def make_places(reading, ground, report):
    for sheet in WITH_PLACES:
        for row in reading.rows(sheet):
            iso2, name = office_code(ground, row), row.get("place")
            if not name or (iso2, name.casefold()) in ground.places:
                continue
            place = Place.objects.create(
                office=ground.offices[iso2],
                parent=ground.countries[iso2],
                level=PlaceLevel.ADMIN1,
                code=free_code(ground, iso2, name),
                name=name,
            )
            ground.places[iso2, name.casefold()] = ground.places[iso2, place.code.casefold()] = place
            report.notes.append(
                _("New place: %(place)s, a province or region of %(country)s.")
                % {"place": name, "country": ground.countries[iso2]}
            )


def free_code(ground, iso2, name):
    """A code made of the name, with a number where another place has it."""
    stem = slugify(name).upper()[:30] or "PLACE"
    code, number = stem, 2
    while (iso2, code.casefold()) in ground.places:
        code, number = f"{stem}-{number}", number + 1
    return code


def place_of(ground, row):
    """The place a row names; the country itself where it names none."""
    iso2, name = office_code(ground, row), row.get("place")
    return ground.places[iso2, name.casefold()] if name else ground.countries[iso2]


def make_organizations(reading, ground, report):
    """By name, once each; a partner's row says its kind, also of an organization that was here before."""
    for sheet in ("partners", "external_activities"):
        for row in reading.rows(sheet):
            iso2, name, kind = office_code(ground, row), row.get("organization"), row.get("kind")
            organization = ground.organizations.get((iso2, name.casefold()))
            if organization is None:
                organization = Organization.objects.create(
                    office=ground.offices[iso2], name=name, kind=kind or OrganizationKind.OTHER
                )
                ground.organizations[iso2, name.casefold()] = organization
                report.notes.append(_("New organization: %s.") % name)
            elif kind and organization.kind != kind:
                report.differ(row, "kind", organization.kind, kind)
                report.notes.append(
                    _("%(name)s is now entered as %(kind)s.")
                    % {"name": organization, "kind": OrganizationKind(kind).label}
                )
                organization.kind = kind
                organization.save()


def organization_of(ground, row):
    return ground.organizations[office_code(ground, row), row.get("organization").casefold()]
