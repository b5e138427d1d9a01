"""What the rows on colleagues want of the database (`staff_columns`)."""

from groups.models import Observation, Skill, StaffReflection

from .given import given, same
from .pairing import want_paired
from .settling import Wanted

STAFF_COLUMNS = {
    "reflections": same("next_on"),
    "trainings": same("expires_on"),
    "observations": same("score", "safe_for_sensitive"),
}


def want_reflections(reading, ground, done, user):
    """Two teams may reflect on one day: a row is about the reflection to which somebody it names came."""
    names = ("office_id", "held_on", "domain")
    held = StaffReflection.objects.filter(office__in=offices_of_rows(reading, ground, "reflections"))
    records = [
        ((each.office_id, each.held_on, each.domain), frozenset(who.pk for who in each.attendees.all()), each)
        for each in held.order_by("pk").prefetch_related("attendees")
    ]
    said, sheet = [], reading.rows("reflections")
    for row in sheet:
        iso2 = row.get("office")
        came = frozenset(ground.staff[iso2, each].pk for each in row.get("attendees"))
        said.append(((ground.offices[iso2].pk, row.get("held_on"), row.get("domain")), came))
    return want_paired(
        sheet,
        said,
        records,
        names=names,
        columns=STAFF_COLUMNS["reflections"],
        traces=sorted,
        many=lambda came: {"attendees": sorted(came)},
    )


def want_trainings(reading, ground, done, user):
    names = ("facilitator_id", "code", "obtained_on")
    return of_facilitators("trainings", Skill, names, ("skill", "trained_on"), reading, ground)


def want_observations(reading, ground, done, user):
    names = ("facilitator_id", "observed_on", "observer_id")
    return of_facilitators("observations", Observation, names, ("observed_on",), reading, ground)


def of_facilitators(sheet, model, names, columns, reading, ground):
    """Rows that a facilitator has by these columns, and by who observed them where somebody did."""
    offices = offices_of_rows(reading, ground, sheet)
    rows = model.objects.filter(facilitator__office__in=offices).order_by("-pk")
    existing = {tuple(getattr(each, name) for name in names): each for each in rows}
    wanted = []
    for row in reading.rows(sheet):
        iso2 = row.get("office")
        key = ground.staff[iso2, row.get("facilitator")].pk, *(row.get(column) for column in columns)
        if "observer" in row.values:
            key = *key, ground.observers[iso2, row.get("observer")]
        fields = given(row, STAFF_COLUMNS[sheet])
        wanted.append(Wanted(row, key, fields, dict(zip(names, key, strict=True))))
    return wanted, existing, None


def offices_of_rows(reading, ground, sheet):
    return {ground.offices[row.get("office")].pk for row in reading.rows(sheet)}


def team(ground, iso2, row):
    """`{field: ids}` of those who lead a session; an empty cell says nothing, so it changes nothing."""
    named = row.get("facilitators")
    return {"facilitators": sorted(ground.staff[iso2, each].pk for each in named)} if named else {}


def programs_led(reading):
    """Codes of the programs of which a workbook tells who leads: somebody is named at a session."""
    program_of = {row.get("intervention"): row.get("program") for row in reading.rows("interventions")}
    return {
        program_of.get(row.get("intervention")) for row in reading.rows("sessions") if row.get("facilitators")
    }


def people_changed(done):
    """Ids of the facilitators whose records are new or others now."""
    found = set()
    for want in done["trainings"] + done["observations"]:
        if want.new or want.changed:
            found.add(want.record.facilitator_id)
    for want in done["reflections"]:
        if want.new or want.changed:
            found |= {*want.many["attendees"], *want.changed.get("attendees", ([],))[0]}
    return found


STAFF_STEPS = (
    ("reflections", StaffReflection, want_reflections),
    ("trainings", Skill, want_trainings),
    ("observations", Observation, want_observations),
)
