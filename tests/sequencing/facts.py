"""Plans in few words, for rows of tables. The day of the examples is 1 July 2026 (C0)."""

from datetime import date, timedelta

from programs.sequencing.audit import audit
from programs.sequencing.limits import Limits
from programs.sequencing.people import Appearance, ChangeAgent, Concern, Consent, Story
from programs.sequencing.plan import (
    External,
    Facilitator,
    Feedback,
    GbvPart,
    Group,
    Inclusion,
    Intervention,
    Link,
    Observation,
    Partner,
    Pathway,
    Plan,
    Service,
    Session,
    Site,
    Skill,
    Topic,
    Waiver,
)

T = date(2026, 7, 1)

# Section F: level, separate first, lens.
TABLE = """
T01 E - REL     T02 E - OWN     T03 E - REL     T04 I - REL     T05 E - PRA     T06 E - OWN
T07 E - OWN     T08 E - POW     T09 I - POW     T10 E - OWN     T11 I - POW     T12 I - POW
T13 I - POW     T14 I - PRA     T15 E - PRA     T16 I - OWN     T17 S - POW     T18 I - REL
T19 I - REL     T20 S - POW     T21 S yes REL   T22 I youth PRA  T23 S - POW     T24 S yes POW
T25 S yes POW   T26 S yes POW   T27 S yes POW   T28 S yes POW   T29 S yes POW   T30 S - POW
T31 S - POW     T32 I - POW     T33 I - REL     T34 I - PRA     T35 I - PRA     T36 I - OWN
"""
LEVELS = {"E": "ENTRY", "I": "INTERMEDIATE", "S": "SENSITIVE"}
SEPARATE = {"-": "NO", "yes": "YES", "youth": "YOUTH"}
LENSES = {
    "OWN": "OWN_EXPERIENCE",
    "POW": "POWER_AND_EQUITY",
    "REL": "RELATIONSHIPS",
    "PRA": "PRACTICAL",
}
WORDS = iter(TABLE.split())
TOPICS = {
    code: Topic(code, LEVELS[level], SEPARATE[separate], LENSES[lens])
    for code, level, separate, lens in zip(WORDS, WORDS, WORDS, WORDS, strict=True)
}
assert len(TOPICS) == 36

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def day(text):
    """`"1 Mar"` is in 2026, `"15 Nov 2025"` where it says so; a number is that many days before T."""
    if isinstance(text, int):
        return T - timedelta(days=text)
    if not isinstance(text, str):
        return text
    number, month, *year = text.split()
    return date(int(year[0]) if year else 2026, MONTHS.index(month) + 1, int(number))


def held(on, *topics, space="", **counts):
    """A session that took place; `space` empty: the intervention's."""
    return Session("DELIVERED", day(on), day(on), space, topics, **(counts or {"another_or_unstated": 10}))


def planned(on, *topics, space=""):
    return Session("PLANNED", day(on), None, space, topics)


def cancelled(on, *topics, space="", status="CANCELLED"):
    return Session(status, day(on), None, space, topics, women=10, men=10)


def activity(code, space, starts="1 Mar", ends="30 Sep", *sessions, **more):
    fields = {
        "element": "CONSCIENTIZATION",
        "status": "ACTIVE",
        "program": 1,
        "title": f"Work {code}",
        **more,
    }
    spaced = tuple(s if s.space else s._replace(space=space) for s in sessions)
    return Intervention(
        key=code, code=code, space=space, starts_on=day(starts), ends_on=day(ends), sessions=spaced, **fields
    )


def men(*sessions, code="M1", starts="1 Mar", ends="30 Sep", space="MEN", **more):
    return activity(code, space, starts, ends, *sessions, **more)


def women(*sessions, code="W1", starts="1 Apr", ends="31 Aug", space="WOMEN", **more):
    return activity(code, space, starts, ends, *sessions, **more)


def couples(*sessions, code="X1", starts="1 May", ends="31 Aug", space="COUPLES", **more):
    return activity(code, space, starts, ends, *sessions, **more)


def external(*dates, code="E1", space="WOMEN", starts="1 Apr", ends="31 Aug", status="ACTIVE"):
    return External(
        code, code, f"Partner's {code}", space, status, day(starts), day(ends), tuple(map(day, dates))
    )


RATIONALE = "Planned together so that each answers to the other."


def link(a, b, kind="PARALLEL_SEPARATE", status="AGREED", **more):
    """The link `~` of the examples: agreed, with a rationale."""
    return Link(a, b, kind, status, **{"rationale": RATIONALE, **more})


def partner(kind="WRO", stage="FORMAL", last="10 Jun", first="1 Jan"):
    return Partner("Women's network", kind, "ACCOUNTABILITY", stage, day(first), day(last))


def feedback(on, changes_asked=False, answered=None, about="M1"):
    return Feedback(about, day(on), changes_asked, day(answered) if answered is not None else None)


def reviewed(part, on="1 Mar", *, owned=True):
    """A part of the plan against violence; in March somebody owned it."""
    return GbvPart(day(on), part, owned)


def decided(decision, on):
    return Inclusion(day(on), decision)


def group(code, space="MEN", **more):
    return Group(code, code, space, **more)


def waiver(topic, on):
    return Waiver(topic, day(on))


SITE = Site("Kirehe", frozenset({1, 3}))
"""A district (3) in its country (1)."""
SECTORS = ("HEALTH", "PSYCHOSOCIAL_OR_CASE_MANAGEMENT", "SAFETY")
PROTOCOLS = ((1, date(2025, 1, 1)),)
TRAINING = ("FACILITATION", "GENDER_REFLECTION", "GBV_DISCLOSURE")
INTIMATE = ("CONFLICT_RESOLUTION", "PSYCHOSOCIAL", "COUNSELLING")


def service(sector="HEALTH", status="AVAILABLE", until="30 Sep"):
    return Service(sector, status, day(until))


def pathway(
    *services, kind="GBV", places=(3,), verified="1 Mar", review=None, status="ACTIVE", elsewhere=False
):
    """In use, verified on 1 March, with all the services that it must have unless others are given."""
    services = services or tuple(map(service, SECTORS if kind == "GBV" else (kind,)))
    return Pathway(kind, status, frozenset(places), day(verified), day(review), services, elsewhere)


def skill(code, obtained="10 Jan", expires=None):
    return Skill(code, day(obtained), day(expires))


def observed(on, score=3, safe=True):
    return Observation(day(on), score, safe)


def facilitator(key="Ada", *, skills=(*TRAINING, "PSEA", *INTIMATE), **more):
    """Ready for sensitive topics, and for couples, since 1 May 2026; change what a case is about."""
    fields = {
        "skills": tuple(one if isinstance(one, Skill) else skill(one) for one in skills),
        "reflections": (day("5 Jan"), day("1 May")),
        "observations": (observed("1 Feb"), observed("1 Mar")),
        "acknowledged": ((1, day("1 Feb")),),
    }
    return Facilitator(key, key, **{**fields, **more})


def trained(key="Bo", **more):
    """Trained, but never observed."""
    return facilitator(key, **{"observations": (), **more})


def led(*people, who=None):
    """What an intervention needs to be led by these people in the district; `who`: those named on it."""
    return {"facilitators": tuple(p.key for p in people) if who is None else who, "places": (SITE,)}


def plan(*activities, links=(), **more):
    """One ACTIVE program; interventions of another program (`program=2`) are its `others`."""
    fields = {"key": 1, "code": "P", "status": "ACTIVE", "starts_on": date(2026, 1, 1), "topics": TOPICS}
    ours = [a for a in activities if isinstance(a, Intervention)]
    return Plan(
        **{**fields, **more},
        own=tuple(a for a in ours if a.program == 1),
        others=tuple(a for a in ours if a.program != 1),
        externals=tuple(a for a in activities if isinstance(a, External)),
        links=tuple(links),
    )


def said(program, rule, on=T, limits=None):
    """What one rule says of a program: (subject, reason, topic), in the order of the audit."""
    findings = audit(program, on, limits or Limits())
    return [(f.subject, f.reason, f.topic) for f in findings if f.rule == rule]


def reasons(program, rule, on=T, limits=None):
    return [reason for _, reason, _ in said(program, rule, on, limits)]


def stood(*states):
    """States by day: `stood("NOMINATED 1 Feb", "TRAINED 1 May")`."""
    return tuple((word.split(" ", 1)[0], day(word.split(" ", 1)[1])) for word in states)


def agent(*states, code="A1", influences="MEN", lineage=(1, 3), supported="20 Jun"):
    """A change agent of the district (3), supported of late."""
    return ChangeAgent(code, code, influences, frozenset(lineage), stood(*states), day(supported))


def appears(on, *, who="A1", work="M1", role="SPEAKER", space="MEN", planned=False):
    return Appearance(who, work, role, space, day(on), planned)


def concern(severity, opened, *states, kind="BACKLASH", setting="COMMUNITY", acted=()):
    """Open since its first day, unless it moved on."""
    moved = (("OPEN", day(opened)), *stood(*states))
    return Concern(kind, setting, severity, day(opened), moved, tuple(map(day, acted)))


def consent(given="1 May", *, expires=None, withdrawn=None, reach=2, child=False, guardian=None, assent=None):
    return Consent(day(given), day(expires), day(withdrawn), reach, child, day(guardian), day(assent))


def story(*consents, state="SCHEDULED", since="1 Jun", people=None, **more):
    fields = {
        "title": "Two who share",
        "shown_on": day("10 Jul"),
        "reach": 2,
        "no_harm_shown": True,
        "agents": (),
    }
    fields |= {"people": len(consents) if people is None else people, "consents": consents}
    return Story(**{**fields, **more}, states=((state, day(since)),))
