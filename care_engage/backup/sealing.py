"""Sealing a long file with the keys for confidential text: block by block, so that none is cut, changed,
left out or moved."""

import secrets
import struct
import zlib

from cryptography.exceptions import InvalidTag

from care_engage.kit import crypto

from .refusal import Refusal

BLOCK = 1024 * 1024  # bytes
LENGTH = struct.Struct(">I")


def seal(blocks, key):
    """Frames of `length, nonce, ciphertext`; the last frame is empty, so that a cut end is noticed."""
    index = -1
    for index, block in enumerate(blocks):
        yield frame(zlib.compress(block, 6), key, index, b"more")
    yield frame(b"", key, index + 1, b"last")


def frame(body, key, index, place):
    nonce = secrets.token_bytes(crypto.NONCE)
    sealed = nonce + key.cipher.encrypt(nonce, body, b"%d %s" % (index, place))
    return LENGTH.pack(len(sealed)) + sealed


def unseal(source, key_name):
    """The blocks again. Raises Refusal when the key is not here, or a frame is not as it was written."""
    key = next((key for key in crypto.keyring().keys if key.name == key_name), None)
    if key is None:
        raise Refusal(f"This backup needs the key {key_name}, which is not here. Add it to CARE_ENGAGE_KEYS.")
    index = 0
    while length := source.read(LENGTH.size):
        sealed = source.read(LENGTH.unpack(length)[0]) if len(length) == LENGTH.size else b""
        body = opened(sealed, key, index)
        if body is None:
            return
        yield zlib.decompress(body)
        index += 1
    raise Refusal("This backup is damaged: its end is missing. Use another one.")


def opened(sealed, key, index):
    """What a frame holds, or None for the last one."""
    nonce, body = sealed[: crypto.NONCE], sealed[crypto.NONCE :]
    for place in (b"more", b"last"):
        try:
            found = key.cipher.decrypt(nonce, body, b"%d %s" % (index, place))
        except (InvalidTag, ValueError):
            continue
        return found if place == b"more" else None
    raise Refusal("This backup is damaged: a part of it was changed. Use another one.")
