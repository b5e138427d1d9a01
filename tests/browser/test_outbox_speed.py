"""Two hundred sessions that waited go up at once: how long it takes, and what it costs on a bad line."""

import time

import pytest

from programs.models import Session
from tests.browser.phones import Phone, kept
from tests.browser.serving import Server
from tests.factories import GroupFactory, InterventionFactory, register

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

SIZE = 200
SAVE = """async (sessions) => {
    for (const { session, fields } of sessions) {
        await window.outbox.save({ session, kind: "log", base: 1, name: "Umoja savings circle", fields });
    }
}"""
SECOND_GENERATION = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 31_250,
    "uploadThroughput": 12_500,
}


@pytest.fixture
def phone(browser, settings, tmp_path):
    server = Server.from_sources(tmp_path / "home", settings.SECRET_KEY)
    phone = Phone(browser, server.port, tmp_path / "profile")
    phone.cpu = server.cpu
    yield phone
    phone.close()
    server.kill()


def entries(facilitator):
    """Of ten interventions of one program with 25 numbers each, twenty sessions with 18 present."""
    works, post = [], facilitator.facilitating.get().pk
    for _work in range(10):
        group = GroupFactory(space="WOMEN")
        register(group, 25, "woman")
        first = works[0].program if works else None
        more = {"program": first} if first else {}
        works.append(InterventionFactory(space="WOMEN", groups=[group], facilitators=[post], **more))
    for work in works:
        group, day = work.groups.get(), work.program.office.today()
        for session in Session.objects.bulk_create(
            [Session(intervention=work, number=n, planned_on=day) for n in range(1, SIZE // 10 + 1)]
        ):
            came = [f"{group.pk}:{number}" for number in range(3, 21)]
            fields = {
                "held_on": day.isoformat(),
                "topics": ["T11"],
                "came": came,
                "facilitators": [str(post)],
            }
            fields |= {"backlash_check": "NONE", "minutes": "120", "told": "in place"}
            checklist = ["safe_space_set", "ground_rules_read", "confidentiality_limits_said"]
            yield {"session": session.pk, "fields": fields | {"checklist": checklist}}


@pytest.mark.parametrize("line", ["loopback", "2G"])
def test_two_hundred_sessions_drain(phone, facilitator, line):
    """How long it takes is printed, and what the server's part costs is in the bench: no machine is timed."""
    waiting = list(entries(facilitator))
    phone.log_in(facilitator)
    phone.visit()
    phone.page.evaluate("import('/static/js/outbox.js').then((module) => void (window.outbox = module))")
    phone.go_offline()
    phone.page.evaluate(SAVE, waiting)
    assert len(kept(phone, "entries")) == SIZE
    up, requests = [], []
    wire = phone.context.new_cdp_session(phone.page)
    wire.send("Network.enable")
    wire.on("Network.requestWillBeSent", lambda event: requests.append(event) if posts(event) else None)
    wire.on("Network.requestWillBeSentExtraInfo", lambda event: up.append(event))
    phone.come_back()
    if line == "2G":
        wire.send("Network.emulateNetworkConditions", SECOND_GENERATION | {"offline": False})
    started, worked = time.monotonic(), phone.cpu()
    phone.page.evaluate("window.outbox.send()")
    took, worked = time.monotonic() - started, phone.cpu() - worked
    assert kept(phone, "entries") == []
    assert Session.objects.filter(status="DELIVERED").count() == SIZE
    batches = {event["requestId"]: event["request"] for event in requests}
    sent = sum(
        size_of(batches[event["requestId"]], event["headers"])
        for event in up
        if event["requestId"] in batches
    )
    each = f"{len(batches)} requests, {sent / SIZE:.0f} bytes up for each session"
    print(f"\n{line}: {SIZE} sessions in {took:.1f} s, {worked:.1f} s of them the server's own work, {each}")
    assert sent / SIZE <= 1_300
    assert len(batches) <= 10, "small batches, and no request for each session"


def posts(event):
    return event["request"]["method"] == "POST" and event["request"]["url"].endswith("/sessions/outbox/")


def size_of(request, headers):
    lines = [
        "POST /sessions/outbox/ HTTP/1.1\r\n",
        *(f"{name}: {value}\r\n" for name, value in headers.items()),
    ]
    return len("".join(lines).encode()) + 2 + len(request["postData"].encode())
