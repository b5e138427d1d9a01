"""What the rows on people, concerns and stories must keep, among themselves and with who brings them in."""

from django.utils.translation import gettext as _

from care_engage.accounts.models import RoleKind
from programs.models import Concern, StoryStatus

from .belonging import office_of_interventions, office_of_programs


def say_less(reading):
    """Of a concern that is close to people only the month is kept, as wherever one comes from (D3b)."""
    for row in reading.rows("concerns"):
        if row.get("opened_on"):
            chosen = {name: row.get(name) or "" for name in ("form", "toward", "setting")}
            concern = Concern(**chosen, opened_on=row.get("opened_on"))
            concern.say_no_more_than_is_safe()
            row.values["opened_on"] = concern.opened_on


def check_people(reading):
    """Costs no query."""
    check_offices_of_agents(reading)
    check_agents_of_stories(reading)
    check_appearances(reading)
    check_concerns(reading)
    check_consents(reading)


def check_offices_of_agents(reading):
    offices = {row.get("office") for row in reading.rows("programs")}
    for row in reading.rows("change_agents"):
        if row.get("office") and row.get("office") not in offices:
            reading.blame(row, "office", _("The office of a program of this workbook was expected."))


def known_agents(reading):
    return {(row.get("office"), row.get("agent")) for row in reading.rows("change_agents")}


def unknown_agent(code):
    return _("Sheet change_agents has no %s of this program’s office. Enter it there.") % code


def check_agents_of_stories(reading):
    known, office_of = known_agents(reading), office_of_programs(reading)
    for row in reading.rows("stories"):
        office = office_of.get(row.get("program"))
        missing = [code for code in row.get("agents") or () if (office, code) not in known]
        if office and missing:
            reading.blame(row, "agents", unknown_agent(missing[0]))


def check_appearances(reading):
    """Of sessions and change agents of this workbook, each of the office of the other."""
    known, office_of = known_agents(reading), office_of_interventions(reading)
    sessions = {(row.get("intervention"), row.get("number")) for row in reading.rows("sessions")}
    for row in reading.rows("appearances"):
        work, number = row.get("intervention"), row.get("number")
        if not row.broken & {"intervention", "number"} and (work, number) not in sessions:
            expected = _("Sheet sessions has no such session of this intervention. Enter it there.")
            reading.blame(row, "number", expected)
        office, agent = office_of.get(work), row.get("agent")
        if office and agent and (office, agent) not in known:
            reading.blame(row, "agent", unknown_agent(agent))


def check_concerns(reading):
    for row in reading.rows("concerns"):
        opened, since = row.get("opened_on"), row.get("since")
        if opened and since and since < opened:
            reading.blame(row, "since", _("This is before it was opened. Choose a later day."))


def check_consents(reading):
    """Consents belong to stories of the workbook; consents that were checked are told in it."""
    stories = {(row.get("program"), row.get("story")) for row in reading.rows("stories")}
    for row in reading.rows("consents"):
        if not row.broken & {"program", "story"} and (row.get("program"), row.get("story")) not in stories:
            reading.blame(row, "story", _("Sheet stories has no such story of this program. Enter it there."))
    for row in reading.rows("stories"):
        if row.get("status") == StoryStatus.CONSENT_CHECKED and "consents" not in reading.sheets:
            reading.blame(row, "status", _("Add sheet consents, with a row for everybody who is shown."))


def check_readers(reading, ground, user):
    """Concerns are brought in by who may read them (D9); the command line is run by who runs the server."""
    if user is None:
        return
    managed = user.scope.offices_as(RoleKind.MANAGER) if user.scope.confidential else ()
    for row in reading.rows("concerns"):
        office = ground.offices.get(ground.office_of_program.get(row.get("program")))
        if row.get("program") and (office is None or office.pk not in managed):
            reading.blame(row, "program", _("Concerns are brought in by a manager of the program’s office."))
