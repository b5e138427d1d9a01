"""What costs the server much, and how often one person may ask for it."""

import datetime as dt
import math

from django.utils import timezone

from .entry import Attempts

HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)
RATES = {
    "import_plan": (30, HOUR),
    "outbox": (120, HOUR),
    "repair_link": (60, MINUTE),
    "repair_joint": (60, MINUTE),
    "repair_external": (60, MINUTE),
    "repair_confirm": (60, MINUTE),
    "intervention_new": (60, MINUTE),
    "intervention_edit": (60, MINUTE),
    "sessions_schedule": (60, MINUTE),
    "office_person_new": (60, HOUR),
    "office_way_in": (60, HOUR),
    "devices": (30, MINUTE),
    "account": (20, MINUTE),
}
"""By route name: so many posts of one person within this time. Reading costs little and is not counted."""


def seconds_to_wait(user, route):
    """0 while the person is within the bound of this route; counts this request."""
    if route not in RATES:
        return 0
    most, lasting = RATES[route]
    attempts = Attempts.add(f"rate:{route}:{user.pk}", lasting)
    if attempts.count <= most:
        return 0
    return max(1, math.ceil((attempts.expires_at - timezone.now()).total_seconds()))
