"""kill -9 while a week of calls is noted: none of them stands there, and the next save does it."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import connection
from django.urls import reverse

from referrals.models import Service, Verification
from tests.factories import OfficeFactory, ServiceFactory, ServiceOrganizationFactory, person
from tests.processes import ROOT, environment

SERVICES, KILLED_AFTER = 12, 6
SAVING = """
import sys, time
import django
django.setup()
from django.conf import settings
from django.test import Client
from care_engage.accounts.models import User
from referrals.models import Verification

after, path, pk = int(sys.argv[1]), sys.argv[2], sys.argv[3]
made = []

def record(self, usual=Verification.record):
    made.append(usual(self))
    if len(made) == after:
        print("in the middle", flush=True)
        time.sleep(120)
    return made[-1]

Verification.record = record
settings.SECOND_STEP_WAIVED = True
client = Client(SERVER_NAME="localhost")
client.force_login(User.objects.get(pk=pk))
answer = client.post(path, dict(pair.split("=") for pair in sys.argv[4:]))
print(answer.status_code, flush=True)
"""


def process(office, user, after):
    rows = [f"s{service.pk}=CONFIRMED" for service in Service.objects.all()]
    today = office.today()
    head = ["verified_by=Nurse on duty", "organization=District hospital", f"verified_on={today}"]
    path = reverse("referral_calls", args=[office.pk])
    said = [*head, f"next_on={today.replace(year=today.year + 1)}", *rows]
    return subprocess.Popen(
        [sys.executable, "-c", SAVING, str(after), path, str(user.pk), *said],
        cwd=ROOT,
        env=environment(DJANGO_SETTINGS_MODULE="care_engage.settings"),
        stdout=subprocess.PIPE,
        text=True,
    )


def called():
    return Service.objects.exclude(last_checked_on="2026-06-01").count()


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_no_call_is_noted():
    office = OfficeFactory()
    gbv = person("GBV_FOCAL_POINT", office)
    ServiceFactory.create_batch(SERVICES, organization=ServiceOrganizationFactory(office=office))
    history = Service.history.count()
    worker = process(office, gbv, KILLED_AFTER)
    assert worker.stdout.readline() == "in the middle\n"
    os.kill(worker.pid, signal.SIGKILL)
    worker.communicate()
    assert worker.returncode == -signal.SIGKILL
    assert (Verification.objects.count(), called(), Service.history.count()) == (0, 0, history)

    worker = process(office, gbv, SERVICES + 1)
    assert worker.communicate()[0] == "302\n"
    assert (Verification.objects.count(), called()) == (SERVICES, SERVICES)
    connection.close()
