"""A portfolio as an organization might have it: the same rows every time, for the same day and size.

Each program has eight interventions with a group each, a hundred sessions, links inside it, one to the
next program and one to a partner's activity, two partners and some feedback. Every seventh program has
something to repair that its neighbors have not.
"""

import datetime as dt
import json
from itertools import count, product

from django.db import transaction

from care_engage.accounts.models import CountryOffice, Place, Role, User
from groups.models import Facilitator, Group, Member, Organization
from programs import models as programs

from .tables import Table, after_writing, insert

OFFICES = 40
SESSIONS = (14, 13, 12, 12, 13, 12, 12, 12)
DAY = dt.timedelta(days=1)
KINDS = (
    # code, element, space, starts so many days before today, sessions so many days apart
    ("M1", "CONSCIENTIZATION", "MEN", 220, 21),
    ("W1", "WGE", "WOMEN", 300, 21),
    ("B1", "CONSCIENTIZATION", "BOYS", 170, 14),
    ("G1", "WGE", "GIRLS", 190, 14),
    ("X1", "INTIMATE_DIALOGUES", "COUPLES", 120, 14),
    ("A1", "BUILDING_BASE", "MEN", 200, 21),
    ("S1", "STEPPING_OUT", "COMMUNITY", 60, 28),
    ("L1", "ALLIANCES", "MIXED_ADULT", 90, 28),
)
EASY, HARD = ("T05", "T06", "T01", "T02", "T08", "T13"), ("T20", "T24", "T21", "T10")
COUNT = {"MEN": "men", "BOYS": "boys", "WOMEN": "women", "GIRLS": "girls"}
LINKS = (  # from, to (places in KINDS), kind
    (0, 1, "PARALLEL_SEPARATE"),
    (2, 3, "PARALLEL_SEPARATE"),
    (0, 4, "BRIDGES_TO_MIXED"),
    (1, 4, "HOUSEHOLD_FOLLOW_UP"),
    (5, 7, "ADVOCACY_CONTINUATION"),
)
RATIONALE = "The same households take part, and both groups take up the same topics."
WRITTEN = (CountryOffice, Place, Organization, Group, programs.Program, programs.Intervention)
WRITTEN += (programs.Session, programs.SyncLink, programs.ExternalActivity, programs.AlliancePartner)
WRITTEN += (programs.AccountabilityFeedback,)


def lay_offices():
    """Offices, their places and partners, and one person who manages the first office and facilitates."""
    numbers = range(1, OFFICES + 1)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    with transaction.atomic():
        Table(CountryOffice).write(
            {"id": n, "name": f"CARE {n}", "iso2": letters[n // 26] + letters[n % 26]} for n in numbers
        )
        Table(Place).write(
            {
                "id": n,
                "office_id": n,
                "level": "COUNTRY",
                "code": f"P{n}",
                "name": f"Land {n}",
                "path": f"/{n}/",
            }
            for n in numbers
        )
        Table(Organization).write(
            {"id": 2 * n - side, "office_id": n, "name": f"Organization {n} {side}", "kind": kind}
            for n in numbers
            for side, kind in enumerate(("WRO", "MENS_ORG"))
        )
        after_writing(WRITTEN[:3])
        person = User.objects.create_user("bench@care.example", name="Bench", is_active=True)
        office = CountryOffice.objects.get(pk=1)
        Role.objects.create(user=person, office=office, kind="MANAGER")
        Facilitator.objects.create(user=person, office=office)
    return person


def add_programs(first, last, today):
    """Write programs `first` to `last`; yields how many are written, now and then."""
    step = 200
    for start in range(first, last + 1, step):
        numbers = range(start, min(start + step, last + 1))
        with transaction.atomic():
            for table, rows in rows_of(numbers, today):
                table.write(rows)
            write_memberships(numbers)
        yield numbers[-1]
    after_writing(WRITTEN)


def rows_of(numbers, today):
    """`(table, rows)` for each table; every id follows from the program's number."""
    yield Table(programs.Program), map(program, numbers, [today] * len(numbers))
    yield Table(Group), (group(n, k) for n in numbers for k in range(8))
    yield Table(programs.Intervention), (intervention(n, k, today) for n in numbers for k in range(8))
    yield Table(programs.Session), (row for n in numbers for row in sessions(n, today))
    yield Table(programs.ExternalActivity), (external(n, today) for n in numbers)
    yield Table(programs.SyncLink), (row for n in numbers for row in links(n))
    yield Table(programs.AlliancePartner), (row for n in numbers for row in partners(n, today))
    yield Table(programs.AccountabilityFeedback), (row for n in numbers for row in feedback(n, today))
    yield Table(programs.GbvReview), (row for n in numbers for row in gbv_plan(n, today))
    yield Table(programs.InclusionDecision), (inclusion(n, today) for n in numbers)


def office_of(n):
    return (n - 1) * OFFICES // 10_000 % OFFICES + 1


def program(n, today):
    return {
        "id": n,
        "office_id": office_of(n),
        "code": f"PRG{n}",
        "name": f"Together {n}",
        "place_id": office_of(n),
        "starts_on": today - 400 * DAY,
        "status": "ACTIVE",
    }


def group(n, k):
    code, _element, space, *_rest = KINDS[k]
    return {
        "id": 8 * n + k,
        "office_id": office_of(n),
        "code": f"{code}-{n}",
        "name": f"Group {code} {n}",
        "kind": "OTHER",
        "space": space,
        "place_id": office_of(n),
        "status": "ACTIVE",
    }


def intervention(n, k, today):
    code, element, space, before, apart = KINDS[k]
    return {
        "id": 8 * n + k,
        "program_id": n,
        "code": code,
        "title": f"{element.title()} {n}",
        "element": element,
        "space": space,
        "starts_on": today - before * DAY,
        "ends_on": today + (apart * SESSIONS[k] - before) * DAY,
        "status": "ACTIVE",
    }


def sessions(n, today):
    number = count(100 * n)
    for k, (_code, _element, space, before, apart) in enumerate(KINDS):
        for at in range(SESSIONS[k]):
            planned = today + (at * apart - before) * DAY
            row = {
                "id": next(number),
                "intervention_id": 8 * n + k,
                "number": at + 1,
                "planned_on": planned,
                "topics": json.dumps([(EASY if at < 6 or n % 7 == k else HARD)[(at + k) % 4]]),
            }
            if planned < today and at % 9 != 5:
                row |= {"status": "DELIVERED", "held_on": planned} | people(space, 12 + (n + at) % 11)
            elif planned < today:
                row |= {"status": "CANCELLED", "not_held_reason": "WEATHER_ROAD"}
            yield row


def people(space, some):
    return {COUNT[space]: some} if space in COUNT else {"women": some // 2 + 1, "men": some // 2}


def external(n, today):
    return {
        "id": n,
        "office_id": office_of(n),
        "code": f"X{n}",
        "organization_id": 2 * office_of(n),
        "place_id": office_of(n),
        "space": "WOMEN",
        "description": "Legal literacy circle",
        "starts_on": today - 100 * DAY,
        "status": "ACTIVE",
        "held_on": json.dumps([str(today - 90 * DAY), str(today - 30 * DAY)]),
    }


def links(n):
    """Inside the program, to a partner's activity, and to women's work of the program before."""
    number = count(10 * n)
    usual = {"status": "ACTIVE", "rationale": RATIONALE, "contact_from": "A", "contact_to": "B"}
    for a, b, kind in LINKS[n % 7 == 0 :]:
        yield usual | {
            "id": next(number),
            "from_intervention_id": 8 * n + a,
            "to_intervention_id": 8 * n + b,
            "kind": kind,
        }
    yield usual | {
        "id": next(number),
        "from_intervention_id": 8 * n + 5,
        "to_external_id": n,
        "kind": "PARALLEL_SEPARATE",
    }
    if n > 1:
        yield usual | {
            "id": next(number),
            "from_intervention_id": 8 * n + 2,
            "to_intervention_id": 8 * (n - 1) + 1,
            "kind": "INTERGENERATIONAL",
            "coordination": "OTHER_CARE_PROGRAM",
        }


def partners(n, today):
    for side in range(2):
        yield {
            "id": 2 * n - side,
            "program_id": n,
            "organization_id": 2 * office_of(n) - side,
            "role": "ACCOUNTABILITY",
            "status": "FORMAL" if n % 5 else "CONTACTED",
            "first_contact_on": today - 390 * DAY,
            "last_contact_on": today - (20 + n % 80) * DAY,
        }


def feedback(n, today):
    for k, at in ((0, 0), (0, 1), (2, 2)):
        yield {
            "id": 3 * n + at,
            "intervention_id": 8 * n + k,
            "given_on": today - (15 + at * 50) * DAY,
            "from_group_id": 8 * n + 1,
        }


def gbv_plan(n, today):
    """Four parts, each reviewed twice."""
    for at, (part, ago) in enumerate(product(programs.GbvPart.values, (300, 100 + n % 100))):
        yield {
            "id": 8 * n + at,
            "program_id": n,
            "part": part,
            "text": "The team looks at it each month.",
            "owner": "Team lead",
            "reviewed_on": today - ago * DAY,
        }


def inclusion(n, today):
    return {"id": n, "program_id": n, "decision": "QUIET", "decided_on": today - (n % 400) * DAY}


def write_memberships(numbers):
    """Each intervention has its group; the couples' group draws from the men's and the women's."""
    through = programs.Intervention.groups.through._meta.db_table
    insert(through, ["intervention_id", "group_id"], ([8 * n + k] * 2 for n in numbers for k in range(8)))
    sources = Group.draws_from.through._meta.db_table
    pairs = ([8 * n + 4, 8 * n + k] for n in numbers for k in (0, 1))
    insert(sources, ["from_group_id", "to_group_id"], pairs)


def add_register(n, size=25):
    """Numbers on the register of the men's group of one program, and its facilitator; returns the group."""
    men = programs.Intervention.objects.get(pk=8 * n)
    men.facilitators.set(Facilitator.objects.all())
    Member.objects.bulk_create(
        Member(group_id=8 * n, number=number, column="man") for number in range(1, size + 1)
    )
    return men
