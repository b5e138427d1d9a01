"""The two gates between a request and its view: viewing as somebody else, and the matrix of D9."""

from django.http import Http404
from django.shortcuts import render

from care_engage.trail.record import Act, record

from .matrix import BEFORE_LOG_IN, opens
from .models import RoleKind, User

KEY, WHERE = "viewing_as", "viewing_in"
SAFE = ("GET", "HEAD", "OPTIONS")
STOPS = ("view_as_stop", "log_out")


def viewable_by(admin):
    """Whom an administrator may view as: people of the offices they run, nobody with wider powers."""
    scope = admin.scope
    if not scope.superuser and not scope.offices_as(RoleKind.OFFICE_ADMIN):
        return User.objects.none()
    people = User.objects.filter(is_active=True, is_superuser=False, is_staff=False).exclude(pk=admin.pk)
    roles = people.filter(roles__office__isnull=False, roles__deleted_at=None)
    if not scope.superuser:
        roles = roles.filter(roles__office__in=scope.offices_as(RoleKind.OFFICE_ADMIN))
    return roles.distinct()


def start_viewing(request, user, office):
    request.session[KEY], request.session[WHERE] = user.pk, office.pk
    record(Act.VIEW_AS_STARTED, request.user, user, office=office.pk)


def stop_viewing(request):
    """`request.user` may be the person viewed, or already the administrator."""
    pk, office = request.session.pop(KEY, None), request.session.pop(WHERE, None)
    admin = getattr(request.user, "viewed_by", None) or request.user
    if pk is not None:
        record(Act.VIEW_AS_STOPPED, admin, User(pk=pk), office=office)


class ViewAs:
    """While an administrator views as a colleague, the request is that colleague's, and reads only."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated or KEY not in request.session:
            return None
        if request.resolver_match.url_name in STOPS:
            if request.method == "POST":
                stop_viewing(request)
            return None
        viewed = viewable_by(request.user).filter(pk=request.session[KEY]).first()
        if viewed is None:  # one of the two has lost the role it stood on
            stop_viewing(request)
            return None
        viewed.viewed_by, viewed.language = request.user, request.user.language
        request.user = viewed
        if request.method not in SAFE:
            return render(request, "accounts/viewing_only.html", status=403)
        return None


class Matrix:
    """What has no entry in the matrix, or none for this person's roles, is not there."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        free = match.url_name in BEFORE_LOG_IN or "admin" in match.app_names  # superusers' alone by itself
        if request.user.is_authenticated and not free and not opens(request.user.scope, match.url_name):
            raise Http404
