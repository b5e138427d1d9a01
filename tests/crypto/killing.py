"""Run as a process of its own against a test database, and killed in the middle."""

import os
import sys

import django
from django.conf import settings


def main(what, name, keys):
    os.environ["DJANGO_SETTINGS_MODULE"] = "care_engage.settings"
    settings.DATABASES["default"]["NAME"] = name
    settings.CARE_ENGAGE_KEYS = keys
    django.setup()
    if what == "rotate":
        from care_engage.kit import rotating

        rotating.BATCH = 5
        rotating.rotate(told=lambda moved: print("moved", moved, flush=True))
    elif what == "append":
        from care_engage.trail.chain import append

        for number in range(25):
            append(act="READ", actor=number)
    elif what == "verify":
        from care_engage.trail.chain import verify

        print("begins", flush=True)
        while True:
            verify()
    print("done", flush=True)


main(*sys.argv[1:])
