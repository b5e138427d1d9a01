"""The nightly audit as a process of its own, in blocks of two programs; it can stop to be killed.

`python auditing_process.py [DAY] [at]`: before the verdicts of block number `at` are written it says "inside"
and waits.
"""

import sys
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from care_engage.management.commands import audit  # noqa: E402
from programs import auditing  # noqa: E402


def main(day, stop_at=0):
    audit.BLOCK = 2
    write, written = auditing.write_verdicts, []

    def write_verdicts(rows):
        written.append(len(rows))
        if len(written) == int(stop_at):
            print("inside", flush=True)
            time.sleep(60)
        write(rows)

    auditing.write_verdicts = write_verdicts
    call_command("audit", "--store", "--on", day)


main(*sys.argv[1:])
