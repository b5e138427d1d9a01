"""Interventions by lane, as the sequence page draws them, with the spaces that it never draws last."""

from django.utils.translation import gettext_lazy as _

from programs.sequencing.spaces import FEMALE, MALE, MIXED

FEMALE_LANE = (0, "FEMALE", _("Women and girls"))
MIXED_LANE = (1, "MIXED", _("Mixed, couples and households"))
MALE_LANE = (2, "MALE", _("Men and boys"))
COMMUNITY_LANE = (3, "COMMUNITY", _("Community and alliances"))


def lane_of(intervention):
    """`(place from the top, code, name)` of the lane that an intervention stands in."""
    if intervention.space in MALE:
        return MALE_LANE
    if intervention.space in FEMALE:
        return FEMALE_LANE
    return MIXED_LANE if intervention.space in MIXED else COMMUNITY_LANE
