"""What allauth asks us: who may come in, how wrong passwords are counted, how secrets are kept."""

import logging
import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth import authenticate
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from qrcode import QRCode

from . import lockout
from .browsers import family
from .entry import Device, fingerprint
from .sealing import open_sealed, seal
from .second_step import must_have_one

entrance = logging.getLogger("care_engage.entrance")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy(
            "This e-mail and password do not go together. Check both, or ask your office"
            " administrator for a new password."
        ),
        "too_many_login_attempts": gettext_lazy("Too many wrong codes. Wait five minutes, then try again."),
        "rate_limited": gettext_lazy("Too many wrong codes. Wait five minutes, then try again."),
        "incorrect_password": gettext_lazy("This is not your password. Check it and try again."),
    }

    def is_open_for_signup(self, request):
        return False

    def authenticate(self, request, **credentials):
        """The person, or None. Raises ValidationError while the account must wait (`lockout`)."""
        email = credentials["email"].strip().lower()
        lockout.refuse_if_waiting(request, email)
        user = authenticate(request, email=email, password=credentials.get("password"))
        if user is None:
            lockout.wrong(request, email)
            entrance.warning("wrong password account=%s", fingerprint(email)[:12])
        else:
            lockout.right(request, email)
            entrance.info("right password user=%s", user.pk)
        return user

    def reauthenticate(self, user, password):
        """Whether it is they; the session then goes on under a new key."""
        request = context.request
        right = self.authenticate(request, email=user.email, password=password) is not None
        if right:
            request.session.cycle_key()
        return right

    def is_reauthentication_required(self, *, app, **kwargs):
        """Not within five minutes of the log-in itself."""
        records = get_authentication_records(context.request, context.request.user)
        latest = max((record["at"] for record in records), default=0)
        return time.time() - latest > app_settings.REAUTHENTICATION_TIMEOUT

    def login(self, request, user):
        super().login(request, user)
        request.session["browser"] = family(request.headers.get("User-Agent", ""))
        request.logged_in_as = user  # the doorkeeper lays down the cookie of a known browser
        Device.objects.expired().delete()
        methods = {record["method"] for record in get_authentication_records(request, user)}
        entrance.info("logged in user=%s by=%s", user.pk, "+".join(sorted(methods)))

    def send_notification_mail(self, *args, **kwargs):
        """No mail about these: what changed is said on the page."""

    def add_message(self, *args, **kwargs):
        """Our own views say what they have done."""


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This code is not right. Wait for the app to show the next one."),
        "cannot_delete_authenticator": gettext_lazy("Your role asks for the second step: it stays."),
    }

    def get_totp_issuer(self):
        return "care_engage"

    def build_totp_svg(self, url):
        """The QR code as one path, without a style: the content policy allows no other."""
        code = QRCode(border=4)
        code.add_data(url)
        rows = code.get_matrix()
        path = "".join(
            f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
        )
        return format_html(
            '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}"><path d="{2}"/></svg>',
            len(rows),
            _("QR code for the app; the key below says the same"),
            path,
        )

    def encrypt(self, text):
        return seal(text)

    def decrypt(self, encrypted_text):
        return open_sealed(encrypted_text)

    def can_delete_authenticator(self, authenticator):
        return not must_have_one(authenticator.user)
