"""The lists of words that the directory, the pathways and the tallies share (D4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sector(models.TextChoices):
    """Kinds of services, in the order in which a card lists them (as in the GBVIMS export)."""

    HEALTH = "HEALTH", _("Health")
    PSYCHOSOCIAL = "PSYCHOSOCIAL_OR_CASE_MANAGEMENT", _("Psychosocial support or case management")
    SAFETY = "SAFETY", _("Safety")
    LEGAL = "LEGAL", _("Legal aid")
    CHILD_PROTECTION = "CHILD_PROTECTION", _("Child protection")
    LIVELIHOODS = "LIVELIHOODS", _("Livelihoods")
    MHPSS = "MHPSS_SPECIALISED", _("Specialized mental health care")
    HOTLINE = "HOTLINE", _("Hotline")
    SEA_REPORTING = "SEA_REPORTING", _("Reporting misconduct of aid workers")


class ServiceStatus(models.TextChoices):
    AVAILABLE = "AVAILABLE", _("Available")
    LIMITED = "LIMITED", _("Limited")
    TEMPORARILY_CLOSED = "TEMPORARILY_CLOSED", _("Closed for now")
    CLOSED = "CLOSED", _("Closed")
    UNVERIFIED = "UNVERIFIED", _("Not verified yet")


class Serves(models.TextChoices):
    ALL = "ALL", _("Everybody")
    WOMEN = "WOMEN", _("Women")
    MEN = "MEN", _("Men")
    GIRLS = "GIRLS", _("Girls")
    BOYS = "BOYS", _("Boys")
    LGBTQ_FRIENDLY = "LGBTQ_FRIENDLY", _("LGBTQ-friendly")


class Cost(models.TextChoices):
    FREE = "FREE", _("Free")
    PARTLY = "PARTLY", _("Partly free")
    PAID = "PAID", _("To be paid for")
    UNKNOWN = "UNKNOWN", _("Not known")


class Weekday(models.TextChoices):
    """Days as HSDS names them (`schedule.byday`, after RFC 5545), in Python's order of weekdays."""

    MO = "MO", _("Monday")
    TU = "TU", _("Tuesday")
    WE = "WE", _("Wednesday")
    TH = "TH", _("Thursday")
    FR = "FR", _("Friday")
    SA = "SA", _("Saturday")
    SU = "SU", _("Sunday")


class PathwayKind(models.TextChoices):
    GBV = "GBV", _("Violence against an adult")
    CHILD_PROTECTION = "CHILD_PROTECTION", _("A child in danger")
    SEA_COMPLAINT = "SEA_COMPLAINT", _("Misconduct of an aid worker")
    MALE_SURVIVOR = "MALE_SURVIVOR", _("Violence against a man or boy")
    LGBTQ_SAFE = "LGBTQ_SAFE", _("Places safe for LGBTQ+ people")
    POCKET_GUIDE = "POCKET_GUIDE", _("No specialist nearby: pocket guide")


class PathwayStatus(models.TextChoices):
    DRAFT = "DRAFT", _("Draft")
    VERIFIED = "VERIFIED", _("Verified")
    ACTIVE = "ACTIVE", _("In use")
    NEEDS_REVIEW = "NEEDS_REVIEW", _("Needs review")
    SUSPENDED = "SUSPENDED", _("Suspended as unsafe")
    RETIRED = "RETIRED", _("Retired")


class Outcome(models.TextChoices):
    """What a call to a service found."""

    CONFIRMED = "CONFIRMED", _("Yes, all details are still right")
    CHANGED = "CHANGED", _("Open, but details changed")
    LIMITED = "LIMITED", _("Open, with limits")
    TEMPORARILY_CLOSED = "TEMPORARILY_CLOSED", _("Closed for now")
    CLOSED = "CLOSED", _("Closed for good")
    NOT_REACHED = "NOT_REACHED", _("Nobody reached")


MANDATORY = {
    PathwayKind.GBV: (Sector.HEALTH, Sector.PSYCHOSOCIAL, Sector.SAFETY),
    PathwayKind.CHILD_PROTECTION: (Sector.CHILD_PROTECTION,),
    PathwayKind.SEA_COMPLAINT: (Sector.SEA_REPORTING,),
    PathwayKind.MALE_SURVIVOR: (Sector.HEALTH, Sector.PSYCHOSOCIAL),
    PathwayKind.LGBTQ_SAFE: (Sector.HEALTH, Sector.PSYCHOSOCIAL),
    PathwayKind.POCKET_GUIDE: (),
}
"""Sectors without which a pathway of this kind is not in use (R10, B4)."""

DISCREET = (PathwayKind.MALE_SURVIVOR, PathwayKind.LGBTQ_SAFE)
"""Pathways that a card shows only where that is marked as safe."""
