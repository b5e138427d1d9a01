"""What the tests of the entrance share: a person with a password, and an app for codes."""

import base64
import hmac
import re
import struct
import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from tests.factories import OfficeFactory, person

PASSWORD = "a goat on the road"


def somebody(kind="FACILITATOR", email="aline@care.example", **more):
    user = person(kind, OfficeFactory(), email=email, **more)
    user.set_password(PASSWORD)
    user.save()
    return user


def with_app(user):
    """Give the person an app for codes; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code(secret, at=None):
    """What an app shows at this moment (RFC 6238), worked out here on its own."""
    counter = struct.pack(">Q", int(time.time() if at is None else at) // 30)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def log_in(client, email, password=PASSWORD, **more):
    return client.post(reverse("log_in"), {"login": email, "password": password}, **more)


def secret_on(page):
    """The key that the page of setting up shows beside the QR code."""
    return re.search(r'id="key" readonly value="([A-Z2-7]+)"', page.text)[1]


@pytest.fixture
def asked_for(settings):
    """The second step is asked for, as it is everywhere but in the demo on one's own machine."""
    settings.SECOND_STEP_WAIVED = False
