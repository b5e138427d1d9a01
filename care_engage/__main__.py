"""`python3 -m care_engage`: the one way in, for people and for CI.

This file keeps to a syntax that old Pythons read, so that they can be refused in a sentence.
"""

import sys

USAGE = """\
python3 -m care_engage COMMAND

  demo    set up, load the demo data and serve it: [--port 8000] [--host 127.0.0.1]
  test    run every test on SQLite, on PostgreSQL and in Chromium: [pytest arguments]
  lint    check style, templates, types, migrations and architecture
  serve   serve in production, configured by the environment: [--port PORT] [--host HOST]
  bench   measure against a large made-up portfolio: [bench arguments]
  setup   only install what the other commands need"""


def main(arguments, version=sys.version_info):
    """Run the command named first; the exit code says whether it worked."""
    if tuple(version[:2]) < (3, 11):
        return complain(
            "This is Python %d.%d: install Python 3.11 or newer and run it with that." % version[:2]
        )

    from care_engage.launch import bench, demo, lint, serve, setup, suite
    from care_engage.launch.console import Refusal, stop_on_sigterm

    commands = {
        "demo": demo.main,
        "test": suite.main,
        "lint": lint.main,
        "serve": serve.main,
        "bench": bench.main,
        "setup": setup.main,
    }
    if not arguments or arguments[0] not in commands:
        wants_help = arguments[:1] in (["--help"], ["-h"])
        print(USAGE, file=sys.stdout if wants_help else sys.stderr)
        return 0 if wants_help else 2
    stop_on_sigterm()
    try:
        return commands[arguments[0]](arguments[1:])
    except Refusal as refusal:
        return complain(refusal)
    except KeyboardInterrupt:
        print("\nStopped before it was done: run it again to go on.", file=sys.stderr)
        return 130


def complain(sentence):
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
