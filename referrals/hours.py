"""Opening hours: from "08:00-12:00, 14:00-17:00" to rows and back, and whether a door is open now."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from .models import Schedule, Weekday

SPAN = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.h](\d{2}))?")
SPANS_A_DAY = 4
DAYS = Weekday.values


def read_hours(text):
    """`[(opens_at, closes_at)]` of one day; midnight may be written 24:00. Raises ValidationError."""
    spans = []
    for part in filter(None, (part.strip() for part in re.split(r"[,;]", text))):
        found = SPAN.fullmatch(part)
        if not found:
            raise ValidationError(_("Write hours like 08:00-12:00, 14:00-17:00."))
        spans.append((_time(found[1], found[2]), _time(found[3], found[4])))
    if len(spans) > SPANS_A_DAY or len({opens for opens, _closes in spans}) < len(spans):
        raise ValidationError(_("Write each span once, at most four a day."))
    if any(opens == closes for opens, closes in spans):
        raise ValidationError(_("Opening and closing time are the same. Tick “open day and night” instead."))
    return spans


def _time(hour, minute):
    hour, minute = int(hour), int(minute or 0)
    if hour == 24 and minute == 0:
        hour = 0
    if hour > 23 or minute > 59:
        raise ValidationError(_("There is no such time of day. Write hours like 08:00-17:00."))
    return dt.time(hour, minute)


def written(spans):
    return ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in sorted(spans))


def by_day(schedules):
    """`{"MO": [(opens_at, closes_at)]}` of schedules that were not removed, days in their order."""
    days = {}
    for row in sorted(schedules, key=lambda row: (DAYS.index(row.byday), row.opens_at)):
        if row.deleted_at is None:
            days.setdefault(row.byday, []).append((row.opens_at, row.closes_at))
    return days


def set_hours(service, days):
    """Keep the rows that stay, remove those that went, add those that came."""
    wanted = {(day, *span) for day, spans in days.items() for span in spans}
    for row in Schedule.objects.filter(service=service):
        key = (row.byday, row.opens_at, row.closes_at)
        if key in wanted:
            wanted.discard(key)
        else:
            row.remove()
    for day, opens, closes in sorted(wanted):
        Schedule.objects.create(service=service, byday=day, opens_at=opens, closes_at=closes)


def open_now(service, at):
    """Whether the service is open at this moment (aware), in its office's time; None if nobody knows.

    A span that ends before it begins runs past midnight into the next day.
    """
    if service.always_open:
        return True
    days = by_day(service.schedules.all())
    if not days:
        return None
    local = at.astimezone(ZoneInfo(service.organization.office.time_zone))
    today, before = DAYS[local.weekday()], DAYS[local.weekday() - 1]
    now = local.time().replace(tzinfo=None)
    late = any(closes < opens and now < closes for opens, closes in days.get(before, []))
    return late or any(
        opens <= now and (now < closes or closes < opens) for opens, closes in days.get(today, [])
    )


def in_words(service):
    """The hours in one line, days with the same hours joined: "Mon–Fri 08:00–17:00, Sat 08:00–12:00"."""
    if service.always_open:
        return _("Day and night")
    days = by_day(service.schedules.all())
    runs = []
    for day in DAYS:
        spans = written(days.get(day, []))
        if runs and runs[-1][2] == spans:
            runs[-1][1] = day
        else:
            runs.append([day, day, spans])
    said = "; ".join(f"{_run(first, last)} {spans}" for first, last, spans in runs if spans)
    return ". ".join(filter(None, [said, service.hours_note and apart(service.hours_note)]))


def apart(text):
    """Text of whichever language, which stands in a line of another one without turning it round."""
    return f"\u2068{text}\u2069"


def _run(first, last):
    names = [str(WEEKDAYS_ABBR[DAYS.index(day)]) for day in (first, last)]
    return names[0] if first == last else "–".join(names)
