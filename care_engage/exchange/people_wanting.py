"""What the rows on people, concerns and stories want of the database (`people_columns`).

Where somebody or something stands is written with the day since which it does. A workbook brings in what was
so before; what was moved on here is moved on here only.
"""

from django.utils.translation import gettext as _

from groups.models import AgentStatus, ChangeAgent, Outreach
from groups.models.change_agent import OF_VETTING
from programs.models import Appearance, Concern, ConcernStatus, ConsentRecord, Story, StoryStatus

from .given import by_code, given, same
from .ground import place_of
from .settling import Wanted

PEOPLE_COLUMNS = {
    "change_agents": same(
        "kind", "influences", "nominated_via", "trained_on", "code_of_conduct_on", "last_support_on"
    ),
    "appearances": same("role"),
    "outreach": same("contacts"),
    "concerns": same("severity"),
    "stories": same("kind", "reach", "people", "no_harm_shown", "shown_on"),
    "consents": same(
        *("of_household", "reach", "given_on", "child", "guardian_on", "assent_on"),
        *("expires_on", "withdrawn_on"),
    ),
}
UNTOLD = (AgentStatus.NOMINATED, *OF_VETTING)
"""What a workbook calls NOMINATED: it never says, nor lets be found out, how far vetting is."""
BEFORE_IT_IS_SHOWN = (StoryStatus.DRAFT, StoryStatus.CONSENT_CHECKED)
AFTER_TRAINING = (AgentStatus.ACTIVE, AgentStatus.PAUSED, AgentStatus.ENDED)


def standing(reading, row, record, since, before=()):
    """`{field: value}` of the state that a row gives, with the days of the states before it."""
    status, states = row.get("status"), record.states if record else [*before]
    earlier = states[:-1] if record and record.status == status else states
    if earlier and since.isoformat() < earlier[-1][1]:
        expected = _("It stood otherwise until %s. A day from then on was expected.") % earlier[-1][1]
        reading.blame(row, "since", expected)
    return {"status": status, "states": [*earlier, [status, since.isoformat()]]}


def want_change_agents(reading, ground, done, user):
    offices = {office.pk for office in ground.offices.values()}
    codes = [row.get("agent") for row in reading.rows("change_agents")]
    rows = ChangeAgent.objects.filter(office__in=offices, code__in=codes) if codes else ()
    existing = {(agent.office_id, agent.code): agent for agent in rows}
    wanted = []
    for row in reading.rows("change_agents"):
        key = ground.offices[row.get("office")].pk, row.get("agent")
        fields = given(row, PEOPLE_COLUMNS["change_agents"])
        if "place" in row.values or key not in existing:
            fields["place_id"] = place_of(ground, row).pk
        fields |= agent_standing(reading, row, existing.get(key))
        wanted.append(Wanted(row, key, fields, {"office_id": key[0], "code": key[1]}))
    return wanted, existing, None


def agent_standing(reading, row, agent):
    status, since, trained = row.get("status"), row.get("since"), row.get("trained_on")
    if agent is None:
        known = status in AFTER_TRAINING and trained and trained < since
        before = [[AgentStatus.TRAINED.value, trained.isoformat()]] if known else ()
        return standing(reading, row, None, since, before)
    if status == AgentStatus.NOMINATED and agent.status in UNTOLD:
        return {}
    if status == AgentStatus.NOMINATED or agent.status in UNTOLD:
        reading.blame(
            row,
            "status",
            _(
                "This change agent is on record here, so only their own page takes them through vetting and"
                " training. Leave this row out."
            ),
        )
        return {}
    return standing(reading, row, agent, since)


def want_appearances(reading, ground, done, user):
    sessions = {
        (each.row.get("intervention"), each.row.get("number")): each.record for each in done["sessions"]
    }
    programs, works = by_code(done, "programs", "program"), by_code(done, "interventions", "intervention")
    offices = {program.pk: program.office_id for program in programs.values()}
    agents = agents_by_code(done)
    ids = [work.pk for work in works.values()] if reading.rows("appearances") else []
    rows = Appearance.objects.filter(session__intervention__in=ids)
    existing = {(each.agent_id, each.session_id): each for each in rows}
    wanted = []
    for row in reading.rows("appearances"):
        work = row.get("intervention")
        agent = agents[offices[works[work].program_id], row.get("agent")]
        key = agent.pk, sessions[work, row.get("number")].pk
        fields = given(row, PEOPLE_COLUMNS["appearances"])
        wanted.append(Wanted(row, key, fields, {"agent_id": key[0], "session_id": key[1]}))
    return wanted, existing, None


def agents_by_code(done):
    return {(want.record.office_id, want.record.code): want.record for want in done["change_agents"]}


def want_outreach(reading, ground, done, user):
    groups = by_code(done, "groups", "group")
    names = ("group_id", "month", "purpose")
    rows = Outreach.objects.filter(group__in=[group.pk for group in groups.values()])
    existing = {tuple(getattr(row, name) for name in names): row for row in rows}
    wanted = []
    for row in reading.rows("outreach"):
        key = groups[row.get("group")].pk, row.get("month"), row.get("purpose")
        fields = given(row, PEOPLE_COLUMNS["outreach"])
        wanted.append(Wanted(row, key, fields, dict(zip(names, key, strict=True))))
    return wanted, existing, None


def want_concerns(reading, ground, done, user):
    programs = by_code(done, "programs", "program")
    names = ("program_id", "kind", "form", "toward", "setting", "opened_on")
    rows = Concern.objects.filter(program__in=[program.pk for program in programs.values()])
    existing = {tuple(getattr(row, name) for name in names): row for row in rows.order_by("-pk")}
    wanted = []
    for row in reading.rows("concerns"):
        program = programs[row.get("program")]
        opened = row.get("opened_on")
        key = program.pk, *(row.get(name) or "" for name in names[1:-1]), opened
        fields = given(row, PEOPLE_COLUMNS["concerns"]) | {"status": row.get("status")}
        first = dict(zip(names, key, strict=True)) | concern_begun(row, opened)
        first |= {"office_id": program.office_id, "owner_id": program.manager_id}
        wanted.append(Wanted(row, key, fields, first))
    return wanted, existing, concern_refusal


def concern_begun(row, opened):
    """It was open first, and stands as the row says since the day it says."""
    status, since = row.get("status"), row.get("since") or opened
    states = [[ConcernStatus.OPEN.value, opened.isoformat()]]
    if status != ConcernStatus.OPEN:
        states.append([status, since.isoformat()])
    return {"states": states, "closed_on": since if status == ConcernStatus.CLOSED else None}


def concern_refusal(concern, changed):
    if concern.status == ConcernStatus.OPEN and "status" not in changed:
        return ""
    return _("This concern is on record here: see to it on its own page, or leave this row out.")


def want_stories(reading, ground, done, user):
    programs = by_code(done, "programs", "program")
    agents = agents_by_code(done)
    rows = Story.objects.filter(program__in=[program.pk for program in programs.values()])
    existing = {(story.program_id, story.title): story for story in rows}
    wanted = []
    for row in reading.rows("stories"):
        program = programs[row.get("program")]
        key = program.pk, row.get("story")
        fields = given(row, PEOPLE_COLUMNS["stories"])
        story = existing.get(key)
        if story and story.status not in BEFORE_IT_IS_SHOWN:
            fields["status"] = row.get("status")  # which is refused below
        else:
            fields |= standing(reading, row, story, row.get("since"))
        many = {}
        if "agents" in row.values:
            many["agents"] = [agents[program.office_id, code].pk for code in row.get("agents")]
        wanted.append(Wanted(row, key, fields, {"program_id": key[0], "title": key[1]}, many))
    return wanted, existing, story_refusal


def story_refusal(story, changed):
    if story.status in BEFORE_IT_IS_SHOWN:
        return ""
    return _("This story was scheduled or shown here: change it on its own page, or leave this row out.")


def want_consents(reading, ground, done, user):
    stories = {(want.row.get("program"), want.row.get("story")): want.record for want in done["stories"]}
    rows = ConsentRecord.objects.filter(story__in=[story.pk for story in stories.values()])
    existing = {(consent.story_id, consent.person_ref): consent for consent in rows}
    wanted = []
    for row in reading.rows("consents"):
        key = stories[row.get("program"), row.get("story")].pk, row.get("person_ref")
        fields = given(row, PEOPLE_COLUMNS["consents"])
        wanted.append(Wanted(row, key, fields, {"story_id": key[0], "person_ref": key[1]}))
    return wanted, existing, consent_refusal


def consent_refusal(consent, changed):
    if consent.withdrawn_on and "withdrawn_on" in changed:
        return _("This consent was withdrawn. That stands: take the row out, or write the day of it.")
    return ""


PEOPLE_STEPS = (
    ("change_agents", ChangeAgent, want_change_agents),
    ("appearances", Appearance, want_appearances),
    ("outreach", Outreach, want_outreach),
    ("concerns", Concern, want_concerns),
    ("stories", Story, want_stories),
    ("consents", ConsentRecord, want_consents),
)
