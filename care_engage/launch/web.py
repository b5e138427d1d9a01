"""Serve the demo with waitress, inside .venv: what `demo` becomes once everything is ready."""

import argparse
import os
import signal
import sys

import waitress

from care_engage.launch.places import PEOPLE
from care_engage.launch.ports import why_closed

BOUNDS = {
    "max_request_header_size": 32 * 1024,  # the request line and all headers
    "max_request_body_size": 13 * 1024 * 1024,  # the application refuses 12 MB, with a page
    "ident": None,
}
WAIVED = (
    "The second step of the log-in, a code from an app, is waived: only this machine reaches the demo.\n"
    "In production it is asked of focal points, office administrators and superusers."
)
ASKED = (
    "Other machines can reach this demo, so focal points and office administrators set up a second step\n"
    "when they log in: have an app for codes at hand."
)


def main() -> None:
    """Serve until Ctrl-C or SIGTERM, both of which are a good end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", required=True, type=int)
    options = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)

    from care_engage.wsgi import application  # takes a second, during which Ctrl-C must already work

    try:
        server = waitress.create_server(application, host=options.host, port=options.port, **BOUNDS)
    except OSError as error:
        sys.exit(why_closed(options.host, options.port, error))
    print(greeting(f"http://{options.host}:{server.effective_port}/"), flush=True)
    server.run()


def stop(*_: object) -> None:
    """End once: a second Ctrl-C while requests are being finished changes nothing."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    sys.exit(0)


def greeting(address: str) -> str:
    """The address, then who can log in: role, e-mail and password in columns."""
    people = [line.split("\t") for line in PEOPLE.read_text().splitlines()]
    widths = [max(map(len, column)) for column in zip(*people, strict=True)]
    rows = ["  ".join(map(str.ljust, person, widths)).rstrip() for person in people]
    head = f"care_engage is at {address} (Ctrl-C stops it). Log in as:"
    second_step = WAIVED if os.environ.get("CARE_ENGAGE_WAIVE_SECOND_STEP") == "1" else ASKED
    return "\n".join([head, *(f"  {row}" for row in rows), second_step])


if __name__ == "__main__":
    main()
