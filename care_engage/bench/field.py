"""What the pages of the field weigh: requests, and bytes as they are sent, compressed and without headers.

Counted from the server's answers; what a browser lets cross a line, `tests/browser/test_bad_line.py` counts.
"""

import gzip
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

PART = re.compile(r'<(?:link rel="(?:stylesheet|icon)" href|script src)="([^"]+)"')


@dataclass(frozen=True)
class Weight:
    """`sizes` has one number of bytes for each request."""

    name: str
    sizes: tuple

    @property
    def requests(self):
        return len(self.sizes)

    @property
    def bytes(self):
        return sum(self.sizes)


def weigh(person, session):
    """Yield the weights of first and later visits to My sessions and to the log form of a session."""
    client = Client(headers={"accept-encoding": "gzip"})
    client.force_login(person)
    pages = {"My sessions": reverse("my_sessions"), "log form": reverse("log_session", args=[session.pk])}
    device = [f"{reverse('device_key')}?list", reverse("service_worker"), reverse("waiting"), reverse("harm")]
    for name, address in pages.items():
        page = sent(client, address)
        parts = [compressed(part) for part in PART.findall(gzip.decompress(page).decode())]
        kept = [sent(client, each) for each in device]
        yield Weight(f"{name}, first", tuple(map(len, [page, *parts, *kept])))
    yield Weight("My sessions, later", (len(sent(client, pages["My sessions"])), unchanged(client)))
    yield Weight("log form, later", (len(sent(client, pages["log form"])),))


def sent(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content


def unchanged(client):
    """Bytes of the answer when the list for work without a network is asked for again."""
    address = reverse("offline_copy")
    answer = client.get(address, headers={"if-none-match": client.get(address)["ETag"]})
    assert answer.status_code == 304
    return len(answer.content)


def compressed(address):
    """A static file as WhiteNoise compresses it when files are collected."""
    found = finders.find(address.removeprefix(settings.STATIC_URL))
    return gzip.compress(Path(found).read_bytes(), 9)
