"""Coming in: the log-in, the invitation, the second step, and the devices one is logged in with."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import LogoutView
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from care_engage.kit.confidential import confidential

from .entry import Device, Invitation
from .second_step import must_have_one


class LogIn(LoginView):
    template_name = "accounts/log_in.html"


class LogOut(LogoutView):
    """Takes what this browser has kept of the pages along.

    Not its storage: there, sessions of whoever shares the device may wait to be sent, and the outbox warns
    and wipes this person's own (static/js/outbox.js).
    """

    http_method_names = ("post", "options")

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache"'
        return response


class SetUpSecondStep(ActivateTOTPView):
    """The other devices were let in without it, so they end."""

    def form_valid(self, form):
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="totp")
        end_others(self.request)
        messages.success(self.request, _("From now on the log-in asks for a code from your app."))
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(required=must_have_one(self.request.user), **kwargs)


class RemoveSecondStep(DeactivateTOTPView):
    def form_valid(self, form):
        response = super().form_valid(form)
        messages.success(self.request, _("The log-in asks for your password alone now."))
        return response


class NewRecoveryCodes(GenerateRecoveryCodesView):
    def form_valid(self, form):
        response = super().form_valid(form)
        messages.success(self.request, _("These are your new codes. The earlier ones open nothing any more."))
        return response


@login_not_required
@require_http_methods(["GET", "POST"])
def choose_password(request, key):
    """Where an invitation leads. It opens once: with the password that is chosen it is used."""
    invitation = Invitation.opened_by(key)
    form = SetPasswordForm(invitation.user, request.POST or None) if invitation else None
    if form and form.is_valid():
        with transaction.atomic():
            form.save()
            invitation.accept()
            invitation.user.devices.all().delete()
        messages.success(request, _("Saved. Log in with your e-mail and this password."))
        return redirect("log_in")
    response = render(request, "accounts/choose_password.html", {"form": form})
    response.headers["Cache-Control"] = "no-store, private"
    return response


@confidential
@require_http_methods(["GET", "POST"])
def devices(request):
    """Where one is logged in; each can be ended, and all others at once."""
    own = Device.objects.visible_to(request.user)
    if request.method == "POST":
        everywhere = "all" in request.POST
        ended = end_others(request) if everywhere else end_one(own, request.POST.get("device"))
        said = ngettext("%d device was logged out.", "%d devices were logged out.", ended) % ended
        messages.success(request, said)
        return redirect("devices")
    context = {"devices": own.order_by("-seen_at"), "here": request.session.session_key}
    return render(request, "accounts/devices.html", context)


@require_POST
def still_here(request):
    """What a page sends when somebody says that they are still there: the doorkeeper has noted it."""
    return HttpResponse(status=204)


def end_others(request):
    """Log the person out everywhere but here; gives how many devices that were."""
    return request.user.devices.exclude(pk=request.session.session_key).delete()[0]


def end_one(devices, mark):
    for device in devices:
        if device.mark == mark:
            return device.delete()[0]
    raise Http404
