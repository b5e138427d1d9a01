"""Sessions in the database, each a row that says whose it is, since when, and with which browser.

Twelve hours after the log-in a session is over, however often it was used.
"""

import datetime as dt
import time

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

BEGAN = "began"  # seconds since 1970, laid down when somebody logs in


class SessionStore(db.SessionStore):
    """Django's own store, on `Device`. `device` is the row as it was read: no query more for knowing it."""

    device = None

    @classmethod
    def get_model_class(cls):
        from .entry import Device  # models are not loaded yet when the settings name this module

        return Device

    def _get_session_from_db(self):
        self.device = super()._get_session_from_db()
        return self.device

    def get_expiry_age(self, **kwargs):
        """Seconds left of the twelve hours; before the log-in, a quarter of an hour to get it done."""
        if SESSION_KEY not in self._session:
            return settings.SESSION_ANONYMOUS_AGE
        now = int(time.time())
        return max(0, self._session.get(BEGAN, now) + settings.SESSION_COOKIE_AGE - now)

    def get_expiry_date(self, **kwargs):
        return timezone.now() + dt.timedelta(seconds=self.get_expiry_age())

    def create_model_instance(self, data):
        if SESSION_KEY in data:
            data.setdefault(BEGAN, int(time.time()))
        device = super().create_model_instance(data)
        device.user_id = data.get(SESSION_KEY)
        device.browser = data.get("browser", "")
        device.began_at = dt.datetime.fromtimestamp(data.get(BEGAN, time.time()), dt.UTC)
        device.seen_at = timezone.now()
        return device
