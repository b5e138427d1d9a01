"""What to do when a person tells of harm. Nothing is asked here and nothing is stored."""

from django.views.decorators.http import require_safe

from care_engage.accounts.models import Role, RoleKind
from care_engage.kit.pages import render_page


@require_safe
def harm(request):
    """The duty-of-care words (D15), and the colleagues to call: the offices' focal points."""
    contacts = (
        Role.objects.filter(
            office__in=request.user.scope.offices,
            kind__in=[RoleKind.GBV_FOCAL_POINT, RoleKind.SAFEGUARDING_FOCAL_POINT],
            user__is_active=True,
        )
        .select_related("user", "office")
        .order_by("office__name", "kind", "user__name")
    )
    return render_page(request, "referrals/harm.html", {"contacts": contacts})
