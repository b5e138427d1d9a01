"""A person's sessions as an iCalendar file (RFC 5545).

Codes only: it is read outside, by whoever has the address. No group's name, no topic, no place below the
district, and nothing of a protected space (D7).
"""

import datetime as dt

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from care_engage.accounts.models import Place, PlaceLevel

from .calendar_page import between, calendar_of, protected
from .models import Intervention, SessionStatus

BACK, AHEAD = dt.timedelta(days=90), dt.timedelta(days=366)
MOST = 2000
AS_STATUS = {SessionStatus.CANCELLED: "CANCELLED", SessionStatus.POSTPONED: "TENTATIVE"}
SHOWN = (PlaceLevel.COUNTRY, PlaceLevel.ADMIN1, PlaceLevel.ADMIN2)


def calendar_file(user, today):
    """The file as bytes: 90 days back, a year ahead. Few queries, whatever the number of sessions.

    Managers who lead nothing themselves get the sessions of their office.
    """
    whole_office = not Intervention.objects.led_by(user).exists()
    found = protected(calendar_of(user, whole_office=whole_office))
    sessions = list(between(found, today - BACK, today + AHEAD)[:MOST])
    places = districts({place_of(session) for session in sessions})
    calendar = Calendar()
    calendar.add("prodid", "-//care_engage//sessions//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("care_engage sessions"))
    for session in sessions:
        calendar.add_component(_event(session, places.get(place_of(session))))
    return calendar.to_ical()


def place_of(session):
    return session.intervention.place or session.intervention.program.place


def districts(places):
    """The district of each place, or what is larger where there is none. One query."""
    lineages = {place: place.lineage for place in places}
    around = Place.objects.in_bulk({pk for lineage in lineages.values() for pk in lineage})
    found = {}
    for place, lineage in lineages.items():
        shown = [around[pk] for pk in lineage if pk in around and around[pk].level in SHOWN]
        found[place] = shown[-1].name if shown else ""
    return found


def _event(session, district):
    event = Event()
    event.add("uid", f"{session.uuid}@care-engage")
    event.add("dtstamp", session.updated_at)
    event.add("last-modified", session.updated_at)
    event.add("sequence", session.version)
    event.add("dtstart", session.on)
    event.add("dtend", session.on + dt.timedelta(days=1))
    event.add("summary", code_of(session))
    event.add("status", AS_STATUS.get(session.status, "CONFIRMED"))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if district:
        event.add("location", district)
    return event


def code_of(session):
    """What a session is called where its group must not be: "M1-7"."""
    return f"{session.intervention.code}-{session.number}"
