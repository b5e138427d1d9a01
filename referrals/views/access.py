"""Whose office this is, and who may write in it."""

from django.shortcuts import get_object_or_404

from care_engage.accounts.models import CountryOffice, RoleKind

from ..models.access import EDITORS, READERS

TALLIED = (RoleKind.GBV_FOCAL_POINT,)
SUMMARIZED = (RoleKind.GBV_FOCAL_POINT, RoleKind.MANAGER, RoleKind.MEL)
EXPORTING = (*SUMMARIZED, RoleKind.OFFICE_ADMIN)


def office_as(request, pk, kinds):
    """The office, if this person has one of these roles in it; anybody else finds no such page."""
    offices = request.user.scope.limit(CountryOffice.objects.all(), "pk", *kinds)
    return get_object_or_404(offices, pk=pk)


def trusted_offices(user, kinds):
    """Offices in which the person has one of these roles. Being a superuser is no reason to see numbers of
    referrals, and neither is viewing as somebody who may."""
    scope = user.scope
    return CountryOffice.objects.filter(pk__in=scope.offices_as(*kinds) if scope.confidential else ())


def office_trusting(request, pk, kinds):
    return get_object_or_404(trusted_offices(request.user, kinds), pk=pk)


def readable(request, pk):
    return office_as(request, pk, READERS)


def writable(request, pk):
    return office_as(request, pk, EDITORS)


def may_edit(user, office):
    """Whether the page offers to change things."""
    return any(user.scope.has(kind, office.pk) for kind in EDITORS)


def tabs(user, office):
    """What the tabs of the referral pages need to know."""
    scope = user.scope

    def trusted(kinds):
        return scope.confidential and office.pk in scope.offices_as(*kinds)

    return {
        "office": office,
        "may_edit": may_edit(user, office),
        "reads": any(scope.has(kind, office.pk) for kind in READERS),
        "tallies": trusted(TALLIED),
        "numbers": trusted(SUMMARIZED),
        "exports": trusted(EXPORTING),
    }
