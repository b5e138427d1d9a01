"""Services, pathways and protocols of the demo's three offices. All invented: example.org and short numbers.

Rwanda lacks its west, its north has to be verified again, and two calls are due. Burundi has a gap: nobody
for children in Gitega. In Nepal's Dhanusha there is no specialist: a pocket guide names a hotline.
"""

import datetime as dt
from dataclasses import dataclass

from referrals.hours import read_hours, set_hours
from referrals.models import (
    Organization,
    PathwayStep,
    Protocol,
    ProtocolAck,
    ProtocolDiscussion,
    ReferralPathway,
    ReferralTally,
    Service,
    Verification,
    Weekday,
)

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR")
CONSENT = "There are people who can help. I can call them with you, or show you the way. Would you like that?"


@dataclass(frozen=True)
class Help:
    """A service. `checked` is how many days ago it was called; None: never."""

    key: str
    organization: str
    name: str
    sector: str
    areas: tuple[str, ...]
    phone: str
    hours: str = ""
    checked: int | None = 12
    fields: dict | None = None


@dataclass(frozen=True)
class Way:
    """A pathway in use, verified `verified` days ago. Steps are (service key, what to say)."""

    kind: str
    places: tuple[str, ...]
    entry: str
    steps: tuple[tuple[str | None, str], ...]
    verified: int = 20
    hotline: str = ""
    remote: str = ""
    status: str = "ACTIVE"


SERVICES = {
    "RW": (
        Help(
            "clinic",
            "Kirehe District Hospital",
            "Care center, day and night",
            "HEALTH",
            ("Eastern Province",),
            "5501",
            fields={
                "always_open": True,
                "cost": "FREE",
                "contact": "Nurse on duty",
                "address": "Behind the main gate of the hospital",
                "transport": "The fare is paid back",
                "description": "Health care within 72 hours, without questions first",
                "accessibility": "Ramp at the side door",
            },
        ),
        Help(
            "counsel",
            "Tuza Counseling",
            "Counseling and case management",
            "PSYCHOSOCIAL_OR_CASE_MANAGEMENT",
            ("Eastern Province", "Southern Province"),
            "5502",
            "08:00-17:00",
            fields={"contact": "Case worker on duty", "serves": ["ALL"]},
        ),
        Help(
            "safe",
            "Imbere Women's Network",
            "Safe stay for a night or longer",
            "SAFETY",
            ("Eastern Province", "Southern Province"),
            "5503",
            fields={"always_open": True, "safe_house": True, "serves": ["WOMEN", "GIRLS"]},
        ),
        Help(
            "police",
            "Kirehe District",
            "Police gender desk",
            "SAFETY",
            ("Kirehe",),
            "5504",
            "07:00-19:00",
            checked=95,
            fields={"requires_police_report": True, "alert": "Go with somebody you trust"},
        ),
        Help(
            "legal",
            "Kirehe District",
            "Legal aid office",
            "LEGAL",
            ("Eastern Province",),
            "5505",
            "08:00-12:00, 14:00-17:00",
            checked=88,
            fields={"hours_note": "Closed on market days"},
        ),
        Help(
            "child",
            "National Children's Service",
            "Child protection officer",
            "CHILD_PROTECTION",
            ("Rwanda",),
            "5506",
            "08:00-17:00",
            fields={"serves": ["GIRLS", "BOYS"], "maximum_age": 17},
        ),
        Help("line", "Tega Amatwi", "Helpline", "HOTLINE", ("Rwanda",), "5500", fields={"always_open": True}),
        Help(
            "health_south",
            "Huye Hospital",
            "Care center Huye",
            "HEALTH",
            ("Southern Province",),
            "5507",
            "18:00-06:00",
            fields={"hours_note": "By day: the outpatient desk"},
        ),
        Help(
            "conduct",
            "Independent Ear",
            "Speak up line",
            "SEA_REPORTING",
            ("Rwanda",),
            "5508",
            fields={"always_open": True, "email": "speakup@example.org"},
        ),
    ),
    "BI": (
        Help(
            "clinic", "Kayanza Health", "Health center Kayanza", "HEALTH", ("Burundi",), "7701", "07:00-17:00"
        ),
        Help(
            "counsel",
            "Inamahoro Women's League",
            "Women's counseling room",
            "PSYCHOSOCIAL_OR_CASE_MANAGEMENT",
            ("Burundi",),
            "7702",
            "08:00-16:00",
        ),
        Help(
            "safe",
            "Inamahoro Women's League",
            "Safe stay",
            "SAFETY",
            ("Burundi",),
            "7703",
            fields={"safe_house": True},
        ),
        Help(
            "child",
            "Kayanza Province",
            "Children's officer Kayanza",
            "CHILD_PROTECTION",
            ("Kayanza Province",),
            "7704",
            "08:00-16:00",
        ),
        Help("legal", "Bar of Kayanza", "Legal aid", "LEGAL", ("Burundi",), "7705", checked=None),
    ),
    "NP": (
        Help(
            "clinic",
            "Lumbini Hospital",
            "One-stop crisis center",
            "HEALTH",
            ("Lumbini Province",),
            "9901",
            fields={"always_open": True},
        ),
        Help(
            "counsel",
            "Sakhi Women's Forum",
            "Psychosocial counselors",
            "PSYCHOSOCIAL_OR_CASE_MANAGEMENT",
            ("Lumbini Province",),
            "9902",
            "10:00-17:00",
        ),
        Help(
            "safe",
            "Sakhi Women's Forum",
            "Safe home",
            "SAFETY",
            ("Lumbini Province",),
            "9903",
            fields={"safe_house": True},
        ),
        Help(
            "child",
            "Child Helpline Trust",
            "Child helpline",
            "CHILD_PROTECTION",
            ("Nepal",),
            "9904",
            fields={"always_open": True},
        ),
        Help(
            "line",
            "Women's Commission",
            "Helpline for women",
            "HOTLINE",
            ("Nepal",),
            "9900",
            fields={"always_open": True},
        ),
    ),
}

ADULTS = (
    (None, "Thank you for telling me. Are you safe right now?"),
    ("clinic", "A nurse can look after you. Within three days they can do more."),
    ("counsel", "Somebody can listen, and go the next steps with you."),
    ("safe", "If home is not safe, there is a place to stay."),
)
CHILDREN = (
    (None, "I cannot keep this secret, because I want you to be safe."),
    ("child", "We call them together."),
)
PATHWAYS = {
    "RW": (
        Way(
            "GBV",
            ("Eastern Province",),
            "Call the care center, day or night: 5501",
            (*ADULTS, ("legal", "Legal aid is free.")),
            hotline="5500",
        ),
        Way(
            "GBV",
            ("Southern Province",),
            "Call the helpline: 5500",
            (ADULTS[0], ("health_south", "A nurse can look after you."), *ADULTS[2:]),
            hotline="5500",
        ),
        Way("GBV", ("Northern Province",), "Call the helpline: 5500", ADULTS, verified=240, hotline="5500"),
        Way(
            "CHILD_PROTECTION",
            ("Rwanda",),
            "Call the child protection officer: 5506",
            CHILDREN,
            hotline="5500",
        ),
        Way(
            "SEA_COMPLAINT",
            ("Rwanda",),
            "Call the speak up line: 5508",
            (("conduct", "You may report without a name."),),
        ),
    ),
    "BI": (
        Way("GBV", ("Burundi",), "Call the women's counseling room: 7702", ADULTS),
        Way("CHILD_PROTECTION", ("Kayanza Province",), "Call the children's officer: 7704", CHILDREN),
    ),
    "NP": (
        Way("GBV", ("Lumbini Province",), "Call the crisis center: 9901", ADULTS, hotline="9900"),
        Way("CHILD_PROTECTION", ("Nepal",), "Call the child helpline: 9904", CHILDREN),
        Way(
            "POCKET_GUIDE",
            ("Madhesh Province",),
            "Listen, comfort, and call the helpline together: 9900",
            (
                (None, "You decide what happens next. Would you like us to call?"),
                ("line", "They know what to do."),
            ),
            hotline="9900",
            remote="Counselor of the crisis center in Lumbini, 9901",
        ),
    ),
}
TALLIED = (("Kirehe", 14), ("Ngoma", 11), ("Huye", 3))


def lay_referrals(world):
    for iso2, office in world.offices.items():
        specialist = next(person for key, person in world.people.items() if world.is_focal_point(key, iso2))
        services = {one.key: lay_service(world, iso2, one, specialist) for one in SERVICES[iso2]}
        for way in PATHWAYS[iso2]:
            lay_pathway(world, iso2, way, services, specialist)
        lay_protocol(world, iso2, office)
    lay_tallies(world)


def lay_service(world, iso2, one, specialist):
    office = world.offices[iso2]
    organization, _new = Organization.objects.get_or_create(office=office, name=one.organization)
    service = Service(
        organization=organization,
        name=one.name,
        sector=one.sector,
        phone=one.phone,
        **{"cost": "FREE", "serves": ["ALL"], "languages": ["Kinyarwanda", "English"] if iso2 == "RW" else []}
        | (one.fields or {}),
    )
    service.save()
    service.service_areas.set([world.places[iso2, name] for name in one.areas])
    spans = read_hours(one.hours)
    set_hours(service, {day.value: spans for day in Weekday if day in WEEKDAYS and spans})
    if one.checked is not None:
        day = world.today - dt.timedelta(days=one.checked)
        Verification(
            service=service,
            verified_by=specialist.name,
            organization=office.name,
            verified_on=day,
            next_on=day + dt.timedelta(days=90),
            outcome="CONFIRMED",
            recorded_by=specialist,
        ).record()
    return service


def lay_pathway(world, iso2, way, services, specialist):
    day = world.today - dt.timedelta(days=way.verified)
    pathway = ReferralPathway.objects.create(
        office=world.offices[iso2],
        kind=way.kind,
        entry_point=way.entry,
        consent_words=CONSENT,
        hotline=way.hotline,
        remote_specialist=way.remote,
        call_now=f"GBV focal point, work phone {iso2} 10",
        verified_by=specialist.name,
        verified_by_organization=world.offices[iso2].name,
        last_verified_on=day,
        next_review_on=day + dt.timedelta(days=180),
        status=way.status,
    )
    pathway.places.set([world.places[iso2, name] for name in way.places])
    for order, (key, say) in enumerate(way.steps, start=1):
        PathwayStep.objects.create(pathway=pathway, order=order, service=services.get(key), say=say)


def lay_protocol(world, iso2, office):
    """Published half a year ago; everybody has read it, but for three people in Nepal."""
    day = world.today - dt.timedelta(days=150)
    protocol = Protocol.objects.create(
        office=office,
        version=1,
        child_abuse="The law asks everybody who hears that a child is being hurt to report it (invented).",
        child_who_reports="Everybody who hears of it, through the focal point",
        child_report_to="the child protection officer of the district",
        child_time_limit="24 hours",
        adult_gbv="An adult decides. Staff report nothing to anybody without the person's consent.",
        duty_to_warn="When somebody's life is at risk, call the focal point at once, also without consent.",
        sea="Any concern about an aid worker is reported to CARE's own line, always.",
        sea_time_limit="24 hours",
        call_now=["GBV focal point", "Safeguarding focal point"],
        checked_by="GBV specialist and lawyer (invented)",
        checked_on=day,
        published_on=day,
    )
    staff = [person for key, person in world.people.items() if world.works_in(key, iso2)]
    for person in staff[: len(staff) - 3] if iso2 == "NP" else staff:
        ProtocolAck.objects.create(protocol=protocol, user=person, acknowledged_on=day + dt.timedelta(days=7))
    if iso2 != "BI":
        discussion = ProtocolDiscussion.objects.create(
            protocol=protocol,
            team="Field team",
            held_on=day + dt.timedelta(days=10),
            ground_rules=["We speak to all, and single nobody out.", "Nobody writes anything down."],
        )
        discussion.present.set(staff)


def lay_tallies(world):
    office = world.offices["RW"]
    month = world.today.replace(day=1)
    for _back in range(9):
        month = (month - dt.timedelta(days=1)).replace(day=1)
        for place, count in TALLIED:
            ReferralTally.objects.create(
                office=office,
                place=world.places["RW", place],
                month=month,
                kind="GBV",
                sector="HEALTH",
                information_given=count + month.month % 4,
                referral_offered=count // 2,
                referred_with_consent=count // 3,
                declined=count // 2 - count // 3,
            )
