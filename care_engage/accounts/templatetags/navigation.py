"""The site's main pages, as far as a person's roles open them."""

from dataclasses import dataclass

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from care_engage.accounts.models import RoleKind

register = template.Library()


def logs_sessions(scope):
    leads = scope.offices_as(RoleKind.FACILITATOR, RoleKind.MANAGER) or scope.partner_offices
    return bool(scope.superuser or leads)


def reads_plans(scope):
    return bool(scope.everything or scope.plan_offices or scope.partner_offices)


def runs_an_office(scope):
    return bool(scope.superuser or scope.offices_as(RoleKind.OFFICE_ADMIN))


def may_be_named(scope):
    """Safeguarding focal points too: a protected group may name them, and the menu must not tell (D7)."""
    return reads_plans(scope) or bool(scope.offices_as(RoleKind.SAFEGUARDING_FOCAL_POINT))


def watches(scope):
    return bool(scope.superuser or scope.offices_as(RoleKind.SAFEGUARDING_FOCAL_POINT))


def sees_to_concerns(scope):
    """Others find them where they plan."""
    kinds = (RoleKind.MANAGER, RoleKind.GBV_FOCAL_POINT, RoleKind.SAFEGUARDING_FOCAL_POINT)
    return bool(scope.confidential and scope.offices_as(*kinds))


def manages(scope):
    return scope.manages


def anybody(_scope):
    return True


PAGES = (
    ("my_sessions", _("My sessions"), logs_sessions, ("/calendar/",)),
    ("inbox", _("Inbox"), manages, ()),
    ("board", _("Synchronization"), reads_plans, ("/programs/", "/what-if/", "/flags/", "/repairs/")),
    ("programs", _("Plan"), reads_plans, ()),
    ("groups", _("Groups"), may_be_named, ()),
    ("concerns", _("Concerns"), sees_to_concerns, ()),
    ("referrals", _("Referral pathways"), anybody, ("/protocol/",)),
    ("guide", _("Guide"), anybody, ("/learning/", "/promises/")),
    ("office", _("Office"), runs_an_office, ()),
    ("trail", _("Audit trail"), watches, ()),
)
"""Address name, label, who sees it, and where else it is the current page."""


@dataclass(frozen=True)
class NavigationLink:
    url: str
    label: str
    current: bool


@register.simple_tag(takes_context=True)
def navigation(context):
    """The links of the header for `request.user`; the one of the present page is marked as current."""
    request = context["request"]
    scope = request.user.scope
    links = []
    for name, label, opens, beyond in PAGES:
        if not opens(scope):
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        links.append(NavigationLink(url, label, request.path.startswith((url, *beyond))))
    return links
