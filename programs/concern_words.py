"""The words in which concerns are kept (B3, D3b): lists to choose from, so that little has to be written."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConcernKind(models.TextChoices):
    BACKLASH = "BACKLASH", _("Backlash")
    PARTICIPANT_RISK = "PARTICIPANT_RISK", _("Risk to people who take part")
    COMMUNITY_RESISTANCE = "COMMUNITY_RESISTANCE", _("Resistance in the community")
    FACILITATION = "FACILITATION", _("How sessions are led")
    SAFEGUARDING_NOTICE = "SAFEGUARDING_NOTICE", _("Notice to safeguarding")
    GROUP_SAFETY = "GROUP_SAFETY", _("Safety of a group")
    DATA = "DATA", _("Data")


class BacklashForm(models.TextChoices):
    DENIAL = "DENIAL", _("Denial: “no problem here”")
    DISAVOWAL = "DISAVOWAL", _("Disavowal: “not my job”")
    INACTION = "INACTION", _("Nothing is done")
    APPEASEMENT = "APPEASEMENT", _("Nice words only")
    CO_OPTION = "CO_OPTION", _("Our words turned against women")
    REPRESSION = "REPRESSION", _("Stopping or punishing")
    RIDICULE = "RIDICULE", _("Mocking of men who change")
    HOME_CONFLICT = "HOME_CONFLICT", _("Quarrels at home about new roles")
    THREAT = "THREAT", _("Threats")
    VIOLENCE = "VIOLENCE", _("Violence")


class Toward(models.TextChoices):
    MEN_ALLIES = "MEN_ALLIES", _("Men who are allies")
    WOMEN = "WOMEN", _("Women")
    GIRLS = "GIRLS", _("Girls")
    BOYS = "BOYS", _("Boys")
    LGBTQ = "LGBTQ", _("LGBTQ+ people")
    STAFF = "STAFF", _("Staff")
    PARTNER = "PARTNER", _("A partner")
    PROGRAM = "PROGRAM", _("The program")


class Setting(models.TextChoices):
    HOME = "HOME", _("At home")
    PEERS = "PEERS", _("Among peers")
    COMMUNITY = "COMMUNITY", _("In the community")
    FAITH = "FAITH", _("In a faith community")
    WORK = "WORK", _("At work")
    ONLINE = "ONLINE", _("Online")
    STATE = "STATE", _("By authorities")


class ConcernSeverity(models.TextChoices):
    LOW = "LOW", _("Low: talk, nobody is afraid")
    MEDIUM = "MEDIUM", _("Medium: people withdraw or are shamed")
    HIGH = "HIGH", _("High: threats, exclusion, a group is not safe")
    CRITICAL = "CRITICAL", _("Critical: violence, a child at risk, misconduct, danger now")


class Pattern(models.TextChoices):
    """What may be said instead of a text, where a text could lead to somebody (D3b)."""

    MEN_MOCKED = "MEN_MOCKED", _("Men are mocked for doing housework")
    MEETING_OBSTRUCTED = "MEETING_OBSTRUCTED", _("A women's meeting is obstructed")
    LEADER_AGAINST = "LEADER_AGAINST", _("A leader preaches against it")
    ALLY_THREATENED = "ALLY_THREATENED", _("Allies are threatened")
    STAFF_THREATENED = "STAFF_THREATENED", _("Staff are threatened")
    ONLINE_HATE = "ONLINE_HATE", _("Hate online")
    OTHER = "OTHER", _("Something else: call the focal point")


class ActionKind(models.TextChoices):
    HOUSEHOLD_DIALOGUE = "HOUSEHOLD_DIALOGUE", _("Engage couples or households")
    ALLY_SUPPORT = "ALLY_SUPPORT", _("Support through the ally network")
    LEADER_VISIT = "LEADER_VISIT", _("Visit a leader")
    PAUSE = "PAUSE", _("Pause public action")
    SAFETY_PLAN = "SAFETY_PLAN", _("Make a safety plan with a partner")
    CHANGE_OF_PLAN = "CHANGE_OF_PLAN", _("Change place, time or space")
    TALK = "TALK", _("Talk it through with the group")


class Outcome(models.TextChoices):
    EASED = "EASED", _("It has eased")
    ENDED = "ENDED", _("It has ended")
    WORK_CHANGED = "WORK_CHANGED", _("The work was changed")
    WORK_ENDED = "WORK_ENDED", _("The work was ended")
    UNFOUNDED = "UNFOUNDED", _("There was nothing to it")


TOO_CLOSE = {
    "form": frozenset({"THREAT", "VIOLENCE"}),
    "setting": frozenset({"HOME"}),
    "toward": frozenset({"LGBTQ", "GIRLS", "BOYS"}),
}
"""Where only program, province and month are kept, and a choice instead of a text (D3b)."""

OF_VIOLENCE = {"form": frozenset({"HOME_CONFLICT", "THREAT", "VIOLENCE"}), "setting": frozenset({"HOME"})}
"""What the GBV focal point reads and acts on (D9)."""
