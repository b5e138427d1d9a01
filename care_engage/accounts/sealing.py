"""Secrets of the second step, sealed in the database: a copy of it alone gives nobody a code.

The key follows from SECRET_KEY, not from the keys of confidential text: those rotate row by row, and a row
missed here would lock a person out. SECRET_KEY_FALLBACKS keeps what older keys have sealed readable.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

PURPOSE = b"care_engage.second_step:"


def sealer():
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(PURPOSE + secret.encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def seal(text):
    return sealer().encrypt(text.encode()).decode()


def open_sealed(text):
    return sealer().decrypt(text.encode()).decode()
