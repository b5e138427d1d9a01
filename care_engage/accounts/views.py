from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from care_engage.kit.icons import ICONS

from .entrance import end_others
from .forms import LanguageForm, PasswordForm
from .models import RoleKind

HOME_OF_ROLE = (
    (RoleKind.MANAGER, "board"),
    (RoleKind.FACILITATOR, "my_sessions"),
    (RoleKind.OFFICE_ADMIN, "office"),
)


@require_safe
def home(request):
    """Where a person's work begins: the first of their roles decides."""
    scope = request.user.scope
    for kind, page in HOME_OF_ROLE:
        if scope.offices_as(kind):
            return redirect(page)
    if scope.partner_offices:
        return redirect("my_sessions")
    if scope.everything or scope.plan_offices:
        return redirect("board")
    if scope.offices:
        return redirect("guide")
    return render(request, "accounts/no_role.html")


@require_http_methods(["GET", "POST"])
def account(request):
    """The person's language, password and letters; each form is sent by its own button."""
    sent = request.POST.get("what")
    language = LanguageForm(request.POST if sent == "language" else None, instance=request.user)
    password = PasswordForm(request.user, request.POST if sent == "password" else None)
    if sent == "language" and language.is_valid():
        language.save()
        translation.activate(request.user.language)
        messages.success(request, _("Saved. You now read in this language."))
        return redirect("account")
    if sent == "password" and password.is_valid():
        password.save()
        update_session_auth_hash(request, request.user)
        end_others(request)
        messages.success(
            request, _("Saved. Use the new password from now on; your other devices were logged out.")
        )
        return redirect("account")
    if sent == "letters":
        request.user.wants_letters = "wants_letters" in request.POST
        request.user.save(update_fields=["wants_letters"])
        messages.success(request, _("Saved."))
        return redirect("account")
    return render(request, "accounts/account.html", {"language": language, "password": password})


@require_safe
def style(request):
    """Every component on one page, for those who build these pages."""
    if not request.user.is_superuser:
        raise Http404
    return render(request, "kit/style.html", {"icons": ICONS})
