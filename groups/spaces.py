"""Gender spaces: who may take part, by the membership rule of the group (B1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GenderSpace(models.TextChoices):
    MEN = "MEN", _("Men")
    BOYS = "BOYS", _("Boys")
    WOMEN = "WOMEN", _("Women")
    GIRLS = "GIRLS", _("Girls")
    MIXED_ADULT = "MIXED_ADULT", _("Women and men together")
    MIXED_YOUTH = "MIXED_YOUTH", _("Girls and boys together")
    COUPLES = "COUPLES", _("Couples")
    HOUSEHOLD = "HOUSEHOLD", _("Households")
    LGBTQ = "LGBTQ", _("Protected space")
    STAFF = "STAFF", _("Staff")
    COMMUNITY = "COMMUNITY", _("Community, open to all")


TOGETHER = (GenderSpace.COUPLES, GenderSpace.HOUSEHOLD)
"""Spaces whose numbers belong together, in a pair or a household."""
UNPROTECTED = [space for space in GenderSpace.values if space != GenderSpace.LGBTQ]
"""What everybody in the office may know of. A single session, a link or a partner's activity is never
in a protected space: that is known to the people named on a group alone (D7)."""


def unprotected_choices():
    return [(code, label) for code, label in GenderSpace.choices if code != GenderSpace.LGBTQ]


def offer_spaces(field, protected=False):
    """Leave the protected space out of a form's choices, unless it may be chosen here."""
    if not protected:
        field.choices = [choice for choice in field.choices if choice[0] != GenderSpace.LGBTQ]


class Column(models.TextChoices):
    """How a person is counted. Only what the person volunteers; staff never guess or ask (B2)."""

    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    GIRL = "girl", _("Girl")
    BOY = "boy", _("Boy")
    ANOTHER = "another_or_unstated", _("Another gender or not stated")


COUNTS = {
    Column.WOMAN: "women",
    Column.MAN: "men",
    Column.GIRL: "girls",
    Column.BOY: "boys",
    Column.ANOTHER: "another_or_unstated",
}
"""The count field of each column, in the order in which people are shown."""

COLUMN_OF_SPACE = {
    GenderSpace.MEN: Column.MAN,
    GenderSpace.BOYS: Column.BOY,
    GenderSpace.WOMEN: Column.WOMAN,
    GenderSpace.GIRLS: Column.GIRL,
}
"""The column a member of a single-gender space is entered under unless they say otherwise."""
