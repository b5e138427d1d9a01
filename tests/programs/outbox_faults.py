"""Devices in the field against a real server: drops, duplicates, reordering, and `kill -9` in between.

    python -m tests.programs.outbox_faults --devices 200 --sessions 20 --kills 12 [--postgres]

At the end every entry is stored exactly once, or named as refused or in conflict with its content kept on
the device. Prints the counts; exits with 1 and says what is wrong if anything is.
"""

import argparse
import hashlib
import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from care_engage.launch.postgres import throwaway_server
from tests.browser.serving import Server, free_port

NUMBERS = 25
AT_ONCE = 32
PATIENCE = 600  # seconds until a device gives up, and the run has failed


# ------------------------------------------------------------------ the database, in a process of its own


def lay_out(devices, sessions):
    """Migrate, and make one facilitator with a group and sessions per device; returns what they must know."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import transaction
    from django.test import Client

    from groups.models import Member
    from programs.models import Session
    from tests import factories as make

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        office = make.OfficeFactory()
        manager = make.person("MANAGER", office)
        told = []
        for number in range(devices):
            if number % 5 == 0:
                program = make.ProgramFactory(office=office)
            person = make.person("FACILITATOR", office)
            post = person.facilitating.get()
            group = make.GroupFactory(office=office, place=program.place)
            Member.objects.bulk_create(
                [Member(group=group, number=n, column="man") for n in range(1, NUMBERS + 1)]
            )
            work = make.InterventionFactory(program=program, groups=[group], facilitators=[post])
            closed = make.InterventionFactory(
                program=program, groups=[group], facilitators=[post], status="COMPLETED"
            )
            day = office.today()
            rows = Session.objects.bulk_create(
                [
                    Session(
                        intervention=closed if n == sessions and number % 3 == 0 else work,
                        number=n,
                        planned_on=day,
                    )
                    for n in range(1, sessions + 1)
                ]
            )
            if number % 4 == 0:
                rows[0].remove()
            told.append(
                {
                    "person": person.pk,
                    "post": post.pk,
                    "group": group.pk,
                    "day": day.isoformat(),
                    "sessions": [row.pk for row in rows],
                    "cookie": cookie_of(Client(), person, settings),
                }
            )
    return {
        "manager": {"person": manager.pk, "cookie": cookie_of(Client(), manager, settings)},
        "told": told,
        "name": settings.SESSION_COOKIE_NAME,
        "csrf": settings.CSRF_COOKIE_NAME,
    }


def cookie_of(client, person, settings):
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def look():
    """What the database holds in the end: by session, and the receipts."""
    import django

    django.setup()
    from programs.models import OutboxEntry, Session

    sessions = {
        session.pk: [session.status, session.version, [number for _group, number in session.present]]
        for session in Session.with_deleted.all()
    }
    changes = Counter(Session.history.filter(status="DELIVERED").values_list("id", flat=True))
    receipts = [
        [str(key), session, outcome]
        for key, session, outcome in OutboxEntry.objects.values_list("client_id", "session", "outcome")
    ]
    return {"sessions": sessions, "changes": changes, "receipts": receipts}


# ------------------------------------------------------------------ a device


class Device:
    """Holds entries until an answer names them stored; loses requests and answers, and sends in any order."""

    def __init__(self, port, names, told, entries, counts, seed):
        self.port, self.names, self.told, self.counts = port, names, told, counts
        self.waiting = {entry["id"]: entry for entry in entries}
        self.stored, self.kept = {}, {}
        self.chance = random.Random(seed)
        self.token = self.csrf = ""

    def run(self):
        deadline = time.monotonic() + PATIENCE
        failures = 0
        while self.waiting and time.monotonic() < deadline:
            try:
                self.one_round()
                failures = 0
            except (OSError, http.client.HTTPException, ValueError):
                failures += 1
                self.counts["cut off"] += 1
                time.sleep(min(0.05 * 2**failures, 2) * (0.5 + self.chance.random()))
        return self

    def one_round(self):
        if not self.token:
            self.fetch_token()
        batch = self.chance.sample(
            list(self.waiting.values()), self.chance.randint(1, min(8, len(self.waiting)))
        )
        fate = self.chance.random()
        if fate < 0.1:
            self.counts["dropped"] += 1  # on its way there
        elif fate < 0.25:
            self.counts["answers lost"] += 1
            with closing(self.connection()) as connection:
                self.ask(batch, connection)
                time.sleep(self.chance.random() / 10)
        elif fate < 0.4:
            self.counts["duplicated"] += 1  # two tabs
            with ThreadPoolExecutor(2) as tabs:
                for answers in tabs.map(self.answers, [batch, batch]):
                    self.settle(answers)
        else:
            self.settle(self.answers(batch))

    def headers(self):
        cookies = {self.names["name"]: self.told["cookie"], self.names["csrf"]: self.csrf}
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items() if value)}

    def fetch_token(self):
        with closing(self.connection()) as connection:
            connection.request("GET", "/sessions/device-key/", headers=self.headers())
            response = connection.getresponse()
            self.csrf = response.headers["Set-Cookie"].split("=", 1)[1].split(";")[0]
            self.token = json.loads(response.read())["token"]

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, batch, connection):
        self.counts["requests"] += 1
        body = json.dumps({"person": self.told["person"], "entries": batch})
        headers = self.headers() | {"X-CSRFToken": self.token, "Content-Type": "application/json"}
        connection.request("POST", "/sessions/outbox/", body, headers)

    def answers(self, batch):
        with closing(self.connection()) as connection:
            self.ask(batch, connection)
            response = connection.getresponse()
            body = response.read()
        if response.status != 200:
            self.counts[f"status {response.status}"] += 1
            raise ValueError(response.status)
        return json.loads(body)["answers"]

    def settle(self, answers):
        for answer in answers:
            entry = self.waiting.pop(answer["id"], None)
            self.counts[answer["is"]] += 1
            if entry is None:
                if answer["is"] in ("stored", "already") and answer["id"] in self.kept:
                    raise AssertionError(f"{answer['id']} was refused and then stored")
            elif answer["is"] in ("stored", "already"):
                self.stored[answer["id"]] = entry
            else:
                self.kept[answer["id"]] = (entry, answer)


def entry_for(told, session, numbers):
    fields = {
        "held_on": told["day"],
        "topics": ["T05"],
        "came": [f"{told['group']}:{number}" for number in numbers],
        "facilitators": [str(told["post"])],
        "backlash_check": "NOT_ASKED",
        "minutes": "120",
    }
    content = json.dumps([session, "log", sorted(fields.items())], separators=(",", ":"))
    digest = hashlib.sha256(content.encode()).hexdigest()
    return {
        "id": str(uuid.uuid4()),
        "session": session,
        "kind": "log",
        "base": 1,
        "hash": digest,
        "fields": fields,
    }


# ------------------------------------------------------------------ the run


def run(devices, sessions, kills, url, home, seed=5):
    """Returns `(counts, what is wrong)`."""
    started = time.monotonic()
    env = os.environ | {
        "DATABASE_URL": url,
        "DEBUG": "1",
        "SECRET_KEY": "faults",
        "CARE_ENGAGE_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "care_engage.settings",
    }
    names = ask(["--lay-out", "--devices", devices, "--sessions", sessions], env)
    chance, counts = random.Random(seed), Counter()
    port = free_port()
    server = Server(port, home, "faults", DATABASE_URL=url, DEBUG="1")
    fleet = []
    for number, told in enumerate(names["told"]):
        entries = [
            entry_for(told, session, sorted(chance.sample(range(1, NUMBERS + 1), chance.randint(1, NUMBERS))))
            for session in told["sessions"]
        ]
        fleet.append(Device(port, names, told, entries, counts, number))
    rivals = [
        entry_for(told, told["sessions"][1], [1])
        for number, told in enumerate(names["told"])
        if number % 6 == 0
    ]
    fleet.append(Device(port, names, names["manager"], rivals, counts, -1))
    chance.shuffle(fleet)
    sending = time.monotonic()
    try:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            done = [pool.submit(device.run) for device in fleet]
            pace = devices * sessions / (kills * 4)
            killer = threading.Thread(
                target=kill_now_and_then, args=(server, kills, pace, done, chance, counts)
            )
            killer.start()
            for future in done:
                future.result()
            killer.join()
    finally:
        server.kill()
    counts["seconds"] = round(time.monotonic() - sending, 1)
    counts["seconds in all"] = round(time.monotonic() - started, 1)
    wrong = faults(fleet, ask(["--look"], env))
    counts["entries"] = sum(len(device.stored) + len(device.kept) + len(device.waiting) for device in fleet)
    counts["entries stored"] = sum(len(device.stored) for device in fleet)
    for device in fleet:
        for _entry, answer in device.kept.values():
            counts[f"entries kept: {answer['is']}"] += 1
    return counts, wrong


def kill_now_and_then(server, kills, pace, done, chance, counts):
    """`kill -9` in the midst of work: each time some `pace` requests after the server came back."""
    for _time in range(kills):
        enough = counts["requests"] + pace * (0.5 + chance.random())
        while counts["requests"] < enough:
            if all(future.done() for future in done):
                return
            time.sleep(0.01)
        server.kill()
        counts["kills"] += 1
        server.start()


def faults(fleet, found):
    """Everything that is not as it must be."""
    wrong = []
    receipts = Counter(key for key, _session, _outcome in found["receipts"])
    written = Counter(session for _key, session, outcome in found["receipts"] if outcome == "LOGGED")
    for device in fleet:
        wrong += [f"{key} still waits" for key in device.waiting]
        for key, entry in device.stored.items():
            status, version, present = found["sessions"][str(entry["session"])]
            numbers = [int(mark.split(":")[1]) for mark in entry["fields"]["came"]]
            changes = found["changes"].get(str(entry["session"]))
            if (receipts[key], status, version, changes, present) != (1, "DELIVERED", 2, 1, numbers):
                wrong.append(
                    f"{key} was named stored: {receipts[key]} receipts, {status} {version} {present}"
                )
        for key, (entry, answer) in device.kept.items():
            if receipts[key] or not entry["fields"]["came"] or not answer["why"]:
                wrong.append(f"{key} was {answer['is']}, and yet there is a receipt, no content or no reason")
    wrong += [
        f"session {session} was written {times} times" for session, times in written.items() if times > 1
    ]
    if sum(receipts.values()) != sum(len(device.stored) for device in fleet):
        wrong.append("there are receipts that no device knows of")
    return wrong


def ask(arguments, env):
    command = [sys.executable, "-W", "ignore", "-m", "tests.programs.outbox_faults", *map(str, arguments)]
    return json.loads(
        subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE).stdout.splitlines()[-1]
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--devices", type=int, default=20)
    parser.add_argument("--sessions", type=int, default=5)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--lay-out", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--look", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.lay_out or options.look:
        print(json.dumps(look() if options.look else lay_out(options.devices, options.sessions)))
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        if options.postgres:
            with throwaway_server() as url:
                told = run(options.devices, options.sessions, options.kills, on_postgres(url), home)
        else:
            url = f"sqlite:///{Path(home) / 'faults.sqlite3'}"
            told = run(options.devices, options.sessions, options.kills, url, home)
    counts, wrong = told
    print(f"{options.devices} devices, {options.sessions} sessions each:", dict(sorted(counts.items())))
    if wrong:
        sys.exit("\n".join(wrong[:20]))


def on_postgres(url):
    """The server's own first database: a throwaway server has no other yet."""
    return url.rpartition("/")[0] + "/postgres"


if __name__ == "__main__":
    main()
