"""Confidential text at rest: AES-256-GCM under keys of its own, apart from SECRET_KEY, which can rotate.

What is stored reads `enc1.<key id>.<nonce and ciphertext>`; empty text stays empty, so that a query can
still ask whether there is any. Keys come from `CARE_ENGAGE_KEYS`: the newest first, with commas or lines
between, or the path of a file that holds them so. A local copy makes such a file for itself.
"""

import base64
import hashlib
import os
import secrets
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models
from django.utils.translation import gettext as _

MARK = "enc1."
NONCE = 12  # bytes, as GCM wants them
HOW_TO_MAKE_ONE = (
    "Make one: python3 -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())'"
)


class KeyMissing(Exception):
    """The key of a confidential text is not on this server, or the text was altered."""


class Key:
    """32 random bytes, named by the beginning of their hash."""

    def __init__(self, text):
        try:
            secret = base64.urlsafe_b64decode(text)
        except ValueError:
            secret = b""
        if len(secret) != 32:
            raise ImproperlyConfigured(
                f"Each key in CARE_ENGAGE_KEYS is 32 bytes in base64. {HOW_TO_MAKE_ONE}"
            )
        self.text = text
        self.name = hashlib.sha256(secret).hexdigest()[:8]
        self.cipher = AESGCM(secret)

    @cached_property
    def mark(self):
        return f"{MARK}{self.name}."


def new_key():
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


class Keyring:
    """The keys, newest first. A file is read again once it has changed: rotations reach running servers."""

    def __init__(self, source):
        self.path = Path(source) if source.startswith("/") else None
        self.stamp = None
        self._keys = [] if self.path else read_keys(source)

    @property
    def keys(self):
        if self.path:
            try:
                found = self.path.stat()
            except FileNotFoundError:
                raise ImproperlyConfigured(f"There is no file of keys at {self.path}.") from None
            stamp = (found.st_mtime_ns, found.st_ino)
            if stamp != self.stamp:
                self._keys, self.stamp = read_keys(self.path.read_text()), stamp
        return self._keys

    def write(self, keys):
        """Replace the file in one step: whoever reads meanwhile finds the old keys or the new ones."""
        fresh = self.path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)
        with fresh.open("w") as file:
            file.write("".join(f"{key}\n" for key in keys))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path)


def read_keys(text):
    keys = [Key(part) for part in text.replace(",", "\n").split()]
    if not keys:
        raise ImproperlyConfigured(f"CARE_ENGAGE_KEYS holds no key. {HOW_TO_MAKE_ONE}")
    return keys


_rings = {}


def keyring():
    source = settings.CARE_ENGAGE_KEYS
    if source not in _rings:
        _rings[source] = Keyring(source)
    return _rings[source]


def encrypt(text):
    if not text:
        return text
    key = keyring().keys[0]
    nonce = secrets.token_bytes(NONCE)
    sealed = nonce + key.cipher.encrypt(nonce, text.encode(), key.mark.encode())
    return key.mark + base64.urlsafe_b64encode(sealed).decode()


def decrypt(stored):
    """The text; what was never encrypted is given back as it is. Raises KeyMissing."""
    if not stored or not stored.startswith(MARK):
        return stored
    _mark, name, body = stored.split(".", 2)
    for key in keyring().keys:
        if key.name == name:
            sealed = base64.urlsafe_b64decode(body)
            try:
                return key.cipher.decrypt(sealed[:NONCE], sealed[NONCE:], key.mark.encode()).decode()
            except InvalidTag:
                break
    raise KeyMissing(_("Confidential text cannot be read here: its key is missing, or it was altered."))


class Sealed(str):
    """Text that is to be encrypted when it is written."""

    __slots__ = ()


class EncryptedCharField(models.CharField):
    """Text that is encrypted in the database; `max_length` is that of the text.

    With `only_if=("space", "LGBTQ")` it is encrypted only in rows whose `space` is LGBTQ. It can be asked for
    emptiness and for nothing else.
    """

    def __init__(self, *args, only_if=None, **kwargs):
        self.only_if = only_if
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | ({"only_if": self.only_if} if self.only_if else {})

    def get_internal_type(self):
        return "TextField"

    def from_db_value(self, value, expression, connection):
        return decrypt(value)

    def pre_save(self, instance, add):
        value = super().pre_save(instance, add)
        if value and (not self.only_if or getattr(instance, self.only_if[0]) == self.only_if[1]):
            return Sealed(value)
        return value

    def get_db_prep_save(self, value, connection):
        prepared = super().get_db_prep_save(value, connection)
        if isinstance(value, Sealed) or (isinstance(prepared, str) and not self.only_if):
            return encrypt(prepared)
        return prepared

    def get_prep_value(self, value):
        return value if isinstance(value, Sealed) else super().get_prep_value(value)

    def get_lookup(self, name):
        if not self.only_if and name not in ("exact", "isnull"):
            raise FieldError(f"{self.name} is encrypted: it can be asked for emptiness alone.")
        return super().get_lookup(name)
