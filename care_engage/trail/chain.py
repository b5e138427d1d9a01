"""The chain itself: how an entry is hashed, added, checked and, after its time, closed off."""

import datetime as dt
import hashlib
import json
import uuid
from dataclasses import dataclass

from django.core import signing
from django.db import connection, transaction
from django.utils import timezone

from .models import Act, Entry

START = "0" * 64
LOCK = 0x0CA12E_7241  # PostgreSQL's advisory lock: one writer at a time
HASHED = (
    *("number", "uuid", "at", "actor", "viewing_as", "act", "kind", "subject", "office"),
    *("through", "through_hash"),
)
BATCH = 5_000


def digest(previous, entry):
    """SHA-256 of the entry before it and of its own fields in canonical JSON."""
    values = {name: getattr(entry, name) for name in HASHED}
    values |= {"uuid": str(entry.uuid), "at": entry.at.astimezone(dt.UTC).isoformat()}
    text = json.dumps(values, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def append(*, act, at=None, **fields):
    """Add one entry behind the last. Writers wait for one another until the transaction ends.

    SQLite has one writer at a time anyway, PostgreSQL takes a lock that ends with the transaction.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        last = Entry.objects.order_by("-number").values_list("number", "hash").first() or (0, START)
        entry = Entry(number=last[0] + 1, uuid=uuid.uuid4(), at=at or timezone.now(), act=act, **fields)
        entry.hash = digest(last[1], entry)
        entry.save()
        return entry


@dataclass(frozen=True)
class Verdict:
    """How far the chain holds: the entries that were read, the head, and what is wrong, if anything."""

    entries: int
    head: str
    fault: str = ""


def verify(heads=()):
    """Walk the chain from its beginning. The first bad entry is named, and the walk ends there.

    `heads` are heads of earlier walks, as they were printed: a tail that was cut off or written anew
    does not lead through them.
    """
    wanted = {}
    for head in heads:
        try:
            number, hashed = signing.Signer(salt="trail").unsign(head.strip()).split(":")
        except (signing.BadSignature, ValueError):
            return Verdict(0, "", "A head kept elsewhere is not signed by this server: it was altered.")
        wanted[int(number)] = hashed
    walk = _Walk(wanted)
    for entry in Entry.objects.order_by("number").iterator(chunk_size=BATCH):
        if fault := walk.fault_of(entry):
            return Verdict(walk.entries, "", fault)
    if fault := walk.fault_at_end():
        return Verdict(walk.entries, "", fault)
    return Verdict(walk.entries, sign(walk.number, walk.previous) if walk.number else "")


def sign(number, hashed):
    return signing.Signer(salt="trail").sign(f"{number}:{hashed}")


class _Walk:
    def __init__(self, wanted):
        self.wanted, self.entries, self.number, self.previous = wanted, 0, 0, START
        self.first, self.checkpoints = None, {}

    def fault_of(self, entry):
        if self.first is None:
            self.first, self.number = entry.number, entry.number - 1
            if entry.number > 1:  # its beginning was closed: the checkpoint says with which hash
                found = Entry.objects.filter(act=Act.CHECKPOINT, through=entry.number - 1).first()
                if found is None:
                    return f"Entries 1 to {entry.number - 1} are missing, and no checkpoint stands for them."
                self.previous = found.through_hash
        if entry.number != self.number + 1:
            return f"Entry {self.number + 1} is missing."
        if digest(self.previous, entry) != entry.hash:
            return f"Entry {entry.number} was changed, or one was put in or taken out before it."
        self.number, self.previous = entry.number, entry.hash
        self.entries += 1
        return self.fault_with_head(entry)

    def fault_with_head(self, entry):
        kept = self.wanted.pop(entry.number, entry.hash)
        if kept != entry.hash:
            return f"Entry {entry.number} is not the one that stood there when the head was taken."
        return ""

    def fault_at_end(self):
        cut = [number for number in self.wanted if number > self.number]
        if cut:
            return f"Entries {self.number + 1} to {max(cut)} are missing: the end was cut off."
        return ""


def trim(*, before):
    """Remove entries older than `before` (a moment), leaving a checkpoint; gives how many.

    The database itself refuses to remove what no checkpoint covers, or what is younger than 700 days.
    The chain still holds from the first entry left.
    """
    with transaction.atomic():
        kept = (
            Entry.objects.filter(at__gte=before).order_by("number").values_list("number", flat=True).first()
        )
        old = Entry.objects.filter(at__lt=before)
        if kept is not None:
            old = old.filter(number__lt=kept)
        last = old.order_by("-number").values_list("number", "hash").first()
        if last is None:
            return 0
        append(act=Act.CHECKPOINT, through=last[0], through_hash=last[1])
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM trail_entry WHERE number <= %s", [last[0]])
            return cursor.rowcount
