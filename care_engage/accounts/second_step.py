"""Who must log in with a second step, a code from an app, and who has."""

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings

from .models import RoleKind

REQUIRED_OF = (
    RoleKind.GBV_FOCAL_POINT,
    RoleKind.SAFEGUARDING_FOCAL_POINT,
    RoleKind.OFFICE_ADMIN,
    # Managers and MEL officers join them with the first export of theirs (D9).
)
"""Superusers too, always."""

OPEN_BEFORE = {
    "log_out",
    "harm",
    "still_here",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
}
"""What such a person reaches before it is set up."""


def must_have_one(user):
    if settings.SECOND_STEP_WAIVED:
        return False
    return user.is_superuser or bool(user.scope.offices_as(*REQUIRED_OF))


def was_taken(request):
    """Whether this session has seen the second step: at the log-in, or when it was set up."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)
