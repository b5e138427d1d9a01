"""The sheets on what makes colleagues ready to lead: reflections among staff, trainings, observations.

Dates, who was there, a score: never what anybody told of themselves, and no words (B3, D1).

Left out for good: suspensions, because a workbook is sent around and a suspension is about somebody's
conduct; and who has read the protocol, which everybody says for themselves. Both have their own pages.
"""

from django.utils.translation import gettext_lazy as _

from groups.models.readiness import Domain
from groups.skills import SkillCode

from .addresses import address, addresses
from .shapes import Sheet, may, must, one_of
from .values import claim, country, day, whole

OFFICE = must("office", country, _("the office of a program of this workbook, such as RW"))
FACILITATOR = must("facilitator", address, _("work e-mail address of a facilitator of this office"))
LED_BY = may(
    "facilitators",
    addresses,
    _("work e-mail addresses of those who lead it, separated by semicolons; empty: not told"),
    (),
)

STAFF_SHEETS = (
    Sheet(
        "reflections",
        _("When staff and partners reflected together, and who came. Never what anybody said."),
        ("office", "held_on", "domain", "attendees"),
        (
            OFFICE,
            must("held_on", day, _("a date")),
            one_of("domain", Domain, _("what it was about")),
            must(
                "attendees",
                addresses,
                _("work e-mail addresses of the facilitators who came, separated by semicolons"),
            ),
            may("next_on", day, _("the day of the next one")),
        ),
    ),
    Sheet(
        "trainings",
        _("What facilitators were trained in, and how long it counts."),
        ("office", "facilitator", "skill", "trained_on"),
        (
            OFFICE,
            FACILITATOR,
            one_of("skill", SkillCode, _("what they were trained in")),
            must("trained_on", day, _("a date")),
            may("expires_on", day, _("the last day on which it counts; empty: without an end")),
        ),
    ),
    Sheet(
        "observations",
        _("Colleagues who watched a session being led: a score, no words."),
        ("office", "facilitator", "observer", "observed_on"),
        (
            OFFICE,
            FACILITATOR,
            must("observer", address, _("work e-mail address of the colleague who watched")),
            must("observed_on", day, _("a date")),
            must("score", whole(1, 4), _("1 not yet, 2 with help, 3 well, 4 others can learn from it")),
            may(
                "safe_for_sensitive",
                claim,
                _("yes: safe to lead sensitive topics; the newest observation decides"),
                False,
                ("yes", "no"),
            ),
        ),
    ),
)
