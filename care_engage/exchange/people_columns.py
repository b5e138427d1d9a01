"""The sheets on people who speak for a program, what befalls, and what is shown. Never a name, never a text.

Left out for good: how vetting went, notices to safeguarding and what was handed over to it. A workbook is
sent around; these are entered on their own pages.
"""

from django.utils.translation import gettext_lazy as _

from groups.models import ChangeAgent
from groups.models.change_agent import OPEN_TO_ALL, AgentKind, AgentStatus, Influences, NominatedVia
from groups.models.outreach import MOST, OutreachPurpose
from programs.concern_words import BacklashForm, ConcernKind, ConcernSeverity, Setting, Toward
from programs.models import Intervention, StageRole, Story
from programs.models.concern import NOTICE, ConcernStatus
from programs.models.story import MOST_SHOWN, Reach, StoryKind, StoryStatus

from .shapes import AT, GROUP_CODE, PROGRAM_CODE, Column, Sheet, longest, may, must, one_of
from .values import (
    choice,
    claim,
    code,
    code_name,
    codes,
    country,
    day,
    first_of_month,
    numbered,
    paper,
    title,
    whole,
)

AGENT_CODE = longest(ChangeAgent, "code")
AGENT_STATES = [AgentStatus.NOMINATED.value, *(state.value for state in OPEN_TO_ALL)]
INTERVENTION_CODE = longest(Intervention, "code")
CONCERN_KINDS = [kind for kind in ConcernKind.values if kind != NOTICE]
CONCERN_STATES = [state for state in ConcernStatus.values if state != ConcernStatus.ESCALATED]
STORY_STATES = [StoryStatus.DRAFT.value, StoryStatus.CONSENT_CHECKED.value]
PAPER = r"[A-Z]{1,3}-[0-9]{1,5}"


def some_of(name, states, what):
    return must(name, choice(states), what, states)


def reach(what):
    return Column("reach", numbered(Reach), what, required=True, options=tuple(Reach.names))


def yes(name, what):
    return may(name, claim, what, False, ("yes", "no"))


PROGRAM = must("program", code(PROGRAM_CODE), _("code of the program"))
SINCE = must("since", day, _("the day since which it stands so"))

PEOPLE_SHEETS = (
    Sheet(
        "change_agents",
        _("Whose word counts: leaders, allies, activists, role models. A code, never a name."),
        ("office", "agent"),
        (
            must("agent", code_name(AGENT_CODE), _("a short code, such as A7; never a name")),
            must("office", country, _("the office of a program of this workbook, such as RW")),
            AT,
            one_of("kind", AgentKind, _("who they are")),
            one_of("influences", Influences, _("whose view they shape")),
            one_of("nominated_via", NominatedVia, _("who named them first")),
            some_of("status", AGENT_STATES, _("where they stand; NOMINATED while they are being vetted")),
            SINCE,
            may("trained_on", day, _("a date")),
            may("code_of_conduct_on", day, _("the day on which they signed it")),
            may("last_support_on", day, _("the day on which somebody last supported them")),
        ),
    ),
    Sheet(
        "appearances",
        _("Which change agents were or will be in which session, and as what."),
        ("intervention", "number", "agent"),
        (
            must("intervention", code(INTERVENTION_CODE), _("code of its intervention")),
            must("number", whole(1, 9_999), _("number of the session")),
            must("agent", code_name(AGENT_CODE), _("code of a change agent of the program’s office")),
            one_of("role", StageRole, _("as what they are there")),
        ),
    ),
    Sheet(
        "outreach",
        _("How many one-to-one contacts a group had in a month."),
        ("group", "month", "purpose"),
        (
            must("group", code(GROUP_CODE), _("code of the group")),
            must("month", first_of_month, _("any day of the month")),
            one_of("purpose", OutreachPurpose, _("what for")),
            must("contacts", whole(1, MOST), _("how many contacts")),
        ),
    ),
    Sheet(
        "concerns",
        _("Patterns of backlash and risk: choices only, never what happened to one person."),
        ("program", "kind", "form", "toward", "setting", "opened_on"),
        (
            PROGRAM,
            some_of("kind", CONCERN_KINDS, _("what it is")),
            one_of("form", BacklashForm, _("its form"), required=False, blank=""),
            one_of("toward", Toward, _("toward whom"), required=False, blank=""),
            one_of("setting", Setting, _("where it shows"), required=False, blank=""),
            one_of("severity", ConcernSeverity, _("how grave it is")),
            must(
                "opened_on", day, _("since when; of threats, violence, homes and children the month is kept")
            ),
            some_of("status", CONCERN_STATES, _("where it stands")),
            may("since", day, _("the day since which it stands so; opened_on if empty")),
        ),
    ),
    Sheet(
        "stories",
        _("Celebrations and media. They are scheduled and published here, never by a workbook."),
        ("program", "story"),
        (
            PROGRAM,
            must("story", title(longest(Story, "title")), _("its title, which says nobody's name")),
            one_of("kind", StoryKind, _("what it is")),
            reach(_("who will see it")),
            must("people", whole(0, MOST_SHOWN), _("everybody shown, household members too")),
            yes("no_harm_shown", _("yes: nobody is shown as a survivor of violence")),
            may("shown_on", day, _("the day on which it is shown")),
            may("agents", codes(AGENT_CODE), _("codes of change agents who speak in it"), ()),
            some_of("status", STORY_STATES, _("CONSENT_CHECKED once all have agreed, see sheet consents")),
            SINCE,
        ),
    ),
    Sheet(
        "consents",
        _("One row for each person shown, by the number of their paper, which is kept elsewhere."),
        ("program", "story", "person_ref"),
        (
            PROGRAM,
            must("story", title(longest(Story, "title")), _("title of the story")),
            must(
                "person_ref",
                paper(PAPER, _("The number of the paper: letters, a dash and digits, such as C-14.")),
                _("the number of the paper, such as C-14"),
            ),
            yes("of_household", _("yes: of the household of somebody featured")),
            reach(_("to be seen by")),
            may("given_on", day, _("the day on which they agreed")),
            yes("child", _("yes: under 18")),
            may("guardian_on", day, _("a child: the day on which the guardian agreed")),
            may("assent_on", day, _("the day on which the child agreed")),
            may("expires_on", day, _("the last day; empty: without an end")),
            may("withdrawn_on", day, _("a date; it stays withdrawn")),
        ),
    ),
)
