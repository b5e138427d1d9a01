"""The referral cards that a device keeps for its sessions' places, sealed with the rest of the list.

Every device of an office gets those of its places, whether anybody will look or not: so nothing tells of a
card that was opened, neither here nor on the device, which shows what it has without asking.
"""

from django.template.loader import render_to_string
from django.utils import timezone, translation

from referrals.cards import card_of, title

MOST = 6
"""Places; a facilitator has one or two."""


def cards_for(places):
    """By place, the card in the active language, as HTML without what holds for a moment only.

    Six queries a place.
    """
    found = sorted({place.pk: place for place in places}.items())[:MOST]
    return {key: as_html(place) for key, place in found}


def as_html(place):
    context = {
        "card": card_of(place, timezone.now()),
        "title": title(),
        "kept": True,
        "LANGUAGE_CODE": translation.get_language(),
        "LANGUAGE_BIDI": translation.get_language_bidi(),
    }
    return render_to_string("referrals/_card.html", context)
