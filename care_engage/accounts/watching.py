"""Who looked at, changed or took away what is confidential, and who came in, into the audit trail.

What an address shows stands in the matrix, so a new page over something watched is watched from its first
day.
"""

from care_engage.trail.record import Act, record

from .matrix import DOORS, EDIT, READ

READING = {"audit trail"}
"""Each look at these is an entry. Tallies, exports and protected groups write their own, by object."""
WRITING = READING | {"people and roles", "office", "own account", "pathways", "protocol drafts"}
"""Of these, each change."""
ENTRANCES = {"log_in", "account_login", "mfa_authenticate"}


class Watch:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        route = getattr(request, "watched_route", None)
        if route in ENTRANCES:
            self.note_entering(request, response)
        elif route == "log_out":
            self.note(Act.LOGGED_OUT, request.watched_user)
        elif route and response.status_code < 400:
            self.note_use(request, response, route)
        return response

    def process_view(self, request, view, args, kwargs):
        route = request.resolver_match.url_name
        passing = request.method == "POST" and (route in ENTRANCES or route == "log_out")
        watched = any(thing in WRITING for thing, _act in DOORS.get(route, ()))
        if passing or (watched and request.user.is_authenticated):
            request.watched_route, request.watched_user = route, real(request.user)

    def note_entering(self, request, response):
        if request.user.is_authenticated and not request.watched_user.is_authenticated:
            self.note(Act.LOGGED_IN, real(request.user))
        elif response.status_code == 200:
            record(Act.LOG_IN_FAILED, None)

    def note_use(self, request, response, route):
        """A form that was refused has changed nothing: only what leads on is a change."""
        sent = request.method == "POST" and response.status_code == 302
        for thing, act in DOORS[route]:
            if thing in WRITING and sent and act == EDIT:
                done = Act.CHANGED
            elif thing in READING and request.method == "GET" and act in (READ, EDIT):
                done = Act.READ
            else:
                continue
            values = [str(value) for value in request.resolver_match.kwargs.values()]
            self.note(done, request.watched_user, thing, subject="/".join([route, *values])[:40])

    def note(self, act, user, kind=None, subject=""):
        if user.is_authenticated:
            offices = user.scope.office_list
            record(act, user, kind, name=subject, office=offices[0].pk if offices else None)


def real(user):
    """The person, not the lazy object that may be somebody else by the time of the answer."""
    return getattr(user, "_wrapped", user) if user.is_authenticated else user
