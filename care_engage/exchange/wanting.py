"""What each row of each sheet wants of the database: the record it is about, and its fields."""

from django.utils.translation import gettext as _

from groups.models import Group, GroupStatus
from groups.spaces import COUNTS, GenderSpace
from programs.models import (
    AccountabilityFeedback,
    AlliancePartner,
    ExternalActivity,
    GbvReview,
    InclusionDecision,
    Intervention,
    LinkStatus,
    Program,
    Session,
    SyncLink,
)

from .belonging import office_of_interventions
from .given import by_code, given, same
from .ground import office_code, organization_of, place_of
from .people_wanting import PEOPLE_COLUMNS, PEOPLE_STEPS
from .registers import counted
from .settling import Wanted
from .staff_wanting import STAFF_COLUMNS, STAFF_STEPS, programs_led, team
from .work_wanting import WORK_COLUMNS, WORK_STEPS, thought_out

UNSAID = ("partners", "feedback", "pathways", "facilitators", "gbv_plan", "inclusion", "change_agents")
"""Sheets without which the rules that ask for them stay silent (cases/README.md).

Facilitators are named at sessions: of a program of which no session names any, nobody told who leads.
"""


COLUMNS = {
    "programs": same("name", "starts_on", "ends_on", "status"),
    "groups": same("name", "kind", "space", "origin", "min_age", "max_age"),
    "interventions": same(
        *("title", "element", "also_elements", "advocacy_level", "space", "starts_on", "ends_on", "status"),
        "stand_alone_reason",
    ),
    "sessions": same("planned_on", "held_on", "status", "space", "topics") | {"hours": "minutes"},
    "links": same("timing", "coordination", "rationale", "status", "confirmed_on"),
    "partners": same("first_contact_on", "last_contact_on") | {"stage": "status"},
    "external_activities": same(
        "space", "description", "starts_on", "ends_on", "status", "last_confirmed_on"
    ),
    "feedback": same("changes_asked", "responded_on"),
    "gbv_plan": same("text", "owner"),
    "inclusion": same("decision", "advised_by"),
    **PEOPLE_COLUMNS,
    **STAFF_COLUMNS,
    **WORK_COLUMNS,
}


def want_programs(reading, ground, done, user):
    offices = {office.pk for office in ground.offices.values()}
    existing = {(p.office_id, p.code): p for p in Program.objects.filter(office__in=offices)}
    silent, led = [name for name in UNSAID if name not in reading.sheets], programs_led(reading)
    wanted = []
    for row in reading.rows("programs"):
        key = ground.offices[row.get("office")].pk, row.get("program")
        fields = given(row, COLUMNS["programs"]) | thought_out(row)
        if "place" in row.values or key not in existing:
            fields["place_id"] = place_of(ground, row).pk
        absent = [name for name in silent if name != "facilitators" or key[1] not in led]
        if key in existing:
            fields["unsaid"] = [name for name in existing[key].unsaid if name in absent]
        first = {"office_id": key[0], "code": key[1], "unsaid": absent}
        wanted.append(Wanted(row, key, fields, first))
    return wanted, existing, None


def want_groups(reading, ground, done, user):
    offices = {office.pk for office in ground.offices.values()}
    codes = [row.get("group") for row in reading.rows("groups")]
    rows = Group.objects.open_to_office().filter(office__in=offices, code__in=codes)
    existing = {(group.office_id, group.code): group for group in rows}
    wanted = []
    for row in reading.rows("groups"):
        key = ground.offices[office_code(ground, row)].pk, row.get("group")
        fields = given(row, COLUMNS["groups"])
        if "place" in row.values or key not in existing:
            fields["place_id"] = place_of(ground, row).pk
        fields |= counted(row, existing.get(key))
        first = {"office_id": key[0], "code": key[1], "status": GroupStatus.ACTIVE}
        many = {"draws_from": row.get("draws_from")} if "draws_from" in row.values else {}
        wanted.append(Wanted(row, key, fields, first, many))
    return wanted, existing, None


def want_interventions(reading, ground, done, user):
    programs, groups = by_code(done, "programs", "program"), by_code(done, "groups", "group")
    ids = [program.pk for program in programs.values()]
    rows = Intervention.objects.filter(program__in=ids).exclude(space=GenderSpace.LGBTQ)
    existing = {(intervention.program_id, intervention.code): intervention for intervention in rows}
    wanted = []
    for row in reading.rows("interventions"):
        key = programs[row.get("program")].pk, row.get("intervention")
        fields = given(row, COLUMNS["interventions"])
        if "stand_alone_reason" in fields:
            fields["stand_alone_by_design"] = bool(fields["stand_alone_reason"])
        many = {"groups": [groups[code].pk for code in row.get("groups")]} if "groups" in row.values else {}
        wanted.append(Wanted(row, key, fields, {"program_id": key[0], "code": key[1]}, many))
    return wanted, existing, None


def want_sessions(reading, ground, done, user):
    interventions = by_code(done, "interventions", "intervention")
    ids = [intervention.pk for intervention in interventions.values()]
    office_of = office_of_interventions(reading)
    numbered = {row.get("intervention") for row in reading.rows("sessions")}
    rows = Session.objects.filter(intervention__in=ids) if numbered else Session.objects.none()
    existing = {(session.intervention_id, session.number): session for session in rows}
    wanted = []
    for row in reading.rows("sessions"):
        intervention = interventions[row.get("intervention")]
        key = intervention.pk, row.get("number")
        fields = given(row, COLUMNS["sessions"] | same(*COUNTS.values()))
        fields |= team(ground, office_of.get(row.get("intervention")), row)
        if fields.get("space") == intervention.space:
            fields["space"] = ""
        if not logged_here(existing.get(key)):
            others = {name: fields[name] for name in COUNTS.values() if fields.get(name)}
            fields |= {"others": others} if others or key in existing else {}
        wanted.append(Wanted(row, key, fields, {"intervention_id": key[0], "number": key[1]}))

    def refusal(session, changed):
        if logged_here(session):
            return _(
                "This session was logged here, so a workbook does not change it (%s differs). "
                "Correct it on its own page, or leave this row out."
            ) % ", ".join(changed)
        return ""

    return wanted, existing, refusal


def logged_here(session):
    return bool(session and (session.register or session.present or session.logged_at))


def want_externals(reading, ground, done, user):
    offices = {office.pk for office in ground.offices.values()}
    codes = [row.get("external") for row in reading.rows("external_activities")]
    rows = ExternalActivity.objects.filter(office__in=offices, code__in=codes)
    existing = {(external.office_id, external.code): external for external in rows}
    wanted = []
    for row in reading.rows("external_activities"):
        key = ground.offices[office_code(ground, row)].pk, row.get("external")
        fields = given(row, COLUMNS["external_activities"])
        fields["organization_id"] = organization_of(ground, row).pk
        if "place" in row.values or key not in existing:
            fields["place_id"] = place_of(ground, row).pk
        if "held_on" in row.values:
            fields["held_on"] = [day.isoformat() for day in row.get("held_on")]
        wanted.append(Wanted(row, key, fields, {"office_id": key[0], "code": key[1]}))
    return wanted, existing, None


def want_links(reading, ground, done, user):
    interventions = by_code(done, "interventions", "intervention")
    externals = by_code(done, "external_activities", "external")
    existing = existing_links([each.pk for each in interventions.values()] if reading.rows("links") else [])
    wanted = []
    for row in reading.rows("links"):
        start, end = row.get("from"), row.get("to")
        if start not in interventions:  # the database keeps a partner's activity at the second end
            start, end = end, start
        ends = {
            "from_intervention_id": interventions[start].pk,
            "to_intervention_id": interventions[end].pk if end in interventions else None,
            "to_external_id": externals[end].pk if end not in interventions else None,
        }
        key = link_key(*ends.values(), row.get("kind"))
        wanted.append(Wanted(row, key, given(row, COLUMNS["links"]) | ends, {"kind": row.get("kind")}))
    return wanted, existing, None


def link_key(one, other, external, kind):
    return frozenset({one, other or f"x{external}"}), kind


def existing_links(ids):
    """By unordered pair and kind; of several, one that stands."""
    found = {}
    for link in SyncLink.objects.of(ids).order_by("pk") if ids else ():
        key = link_key(link.from_intervention_id, link.to_intervention_id, link.to_external_id, link.kind)
        if link.status not in (LinkStatus.LAPSED, LinkStatus.WITHDRAWN) or key not in found:
            found[key] = link
    return found


def want_partners(reading, ground, done, user):
    programs = by_code(done, "programs", "program")
    rows = AlliancePartner.objects.filter(program__in=[program.pk for program in programs.values()])
    existing = {(partner.program_id, partner.organization_id, partner.role): partner for partner in rows}
    wanted = []
    for row in reading.rows("partners"):
        organization = organization_of(ground, row)
        key = programs[row.get("program")].pk, organization.pk, row.get("role") or ""
        first = {"program_id": key[0], "organization_id": key[1], "role": key[2]}
        wanted.append(Wanted(row, key, given(row, COLUMNS["partners"]), first))
    return wanted, existing, None


def want_feedback(reading, ground, done, user):
    interventions, groups = by_code(done, "interventions", "intervention"), by_code(done, "groups", "group")
    program_of = {row.get("intervention"): row.get("program") for row in reading.rows("interventions")}
    rows = AccountabilityFeedback.objects.filter(
        intervention__in=[each.pk for each in interventions.values()]
    )
    existing = {
        (each.intervention_id, each.given_on, each.from_group_id, each.from_organization_id): each
        for each in rows.order_by("-pk")
    }
    wanted = []
    for row in reading.rows("feedback"):
        about, giver = row.get("intervention"), row.get("from_group_or_partner")
        if giver in groups:
            group, organization = groups[giver].pk, None
        else:
            office = ground.office_of_program[program_of[about]]
            group, organization = None, ground.organizations[office, giver.casefold()].pk
        key = interventions[about].pk, row.get("given_on"), group, organization
        names = ("intervention_id", "given_on", "from_group_id", "from_organization_id")
        wanted.append(Wanted(row, key, given(row, COLUMNS["feedback"]), dict(zip(names, key, strict=True))))
    return wanted, existing, None


def want_gbv_plan(reading, ground, done, user):
    return of_program("gbv_plan", GbvReview, ("part", "reviewed_on"), reading, done)


def want_inclusion(reading, ground, done, user):
    return of_program("inclusion", InclusionDecision, ("decided_on",), reading, done)


def of_program(sheet, model, names, reading, done):
    """Rows that a program has by these columns."""
    programs = by_code(done, "programs", "program")
    rows = model.objects.filter(program__in=[program.pk for program in programs.values()])
    names = ("program_id", *names)
    existing = {tuple(getattr(row, name) for name in names): row for row in rows}
    wanted = []
    for row in reading.rows(sheet):
        key = programs[row.get("program")].pk, *(row.get(name) for name in names[1:])
        wanted.append(Wanted(row, key, given(row, COLUMNS[sheet]), dict(zip(names, key, strict=True))))
    return wanted, existing, None


STEPS = (
    ("programs", Program, want_programs),
    ("groups", Group, want_groups),
    ("interventions", Intervention, want_interventions),
    ("sessions", Session, want_sessions),
    ("external_activities", ExternalActivity, want_externals),
    ("links", SyncLink, want_links),
    ("partners", AlliancePartner, want_partners),
    ("feedback", AccountabilityFeedback, want_feedback),
    ("gbv_plan", GbvReview, want_gbv_plan),
    ("inclusion", InclusionDecision, want_inclusion),
    *PEOPLE_STEPS,
    *STAFF_STEPS,
    *WORK_STEPS,
)
