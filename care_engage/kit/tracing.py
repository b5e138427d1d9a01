"""A number for each request: in the page of an error, in its header, and in every line of the log.

The log says who asked for what and how it ended. It never says what was sent: no query, no field, and of an
exception only its kind and the lines of code it passed, because its message may quote what somebody wrote.
"""

import logging
import secrets
import traceback
from contextvars import ContextVar

requests = logging.getLogger("care_engage.requests")
_number = ContextVar("request_number", default="-")

SECRET_PATHS = {"choose_password", "calendar", "calendar_feed", "letters_stop"}
"""Routes whose address is itself a key: the log names the route instead."""


def number():
    """The number of the request being answered, such as "7F3K-Q2MD"; "-" outside of one."""
    return _number.get()


def new_number():
    """Eight signs that can be read out over a bad line: no 0 and O, no 1 and I."""
    signs = [secrets.choice("23456789ABCDEFGHJKLMNPQRSTUVWXYZ") for _each in range(8)]
    return "".join(signs[:4]) + "-" + "".join(signs[4:])


def numbered(get_response):
    """The outermost middleware: gives the number, and writes the one line about each request."""

    def middleware(request):
        token = _number.set(new_number())
        try:
            response = get_response(request)
            response.headers["X-Request-Id"] = number()
            log = requests.warning if response.status_code >= 400 else requests.info
            log("%s %s %s user=%s", request.method, address(request), response.status_code, who(request))
            return response
        finally:
            _number.reset(token)

    return middleware


def address(request):
    """The path without its query, in one line whatever is in it."""
    match = request.resolver_match
    path = f"/{match.route}" if match and match.url_name in SECRET_PATHS else request.path
    return path.encode("unicode_escape").decode("ascii")


def who(request):
    user = getattr(request, "user", None)
    return user.pk if user is not None and user.is_authenticated else "-"


class NumberFilter(logging.Filter):
    def filter(self, record):
        record.number = number()
        return True


class QuietFormatter(logging.Formatter):
    """Tells an exception by its kind and the lines it passed; its message is left out."""

    def formatException(self, ei):
        kind, _exception, frames = ei
        return f"{''.join(traceback.format_tb(frames))}{kind.__module__}.{kind.__qualname__}"

    def format(self, record):
        # What another handler may have laid by in the record would bring the message back.
        record.exc_text = None
        return super().format(record)
