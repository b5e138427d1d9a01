"""Where a server listens."""

import argparse
import errno
import socket

from care_engage.launch.console import Refusal


def port_number(text: str) -> int:
    """0 lets the system choose."""
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: give a number up to 65535")
    return int(text)


def refuse_taken(host: str, port: int) -> None:
    """Find out before anything is installed, not after."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        raise Refusal(why_closed(host, port, error)) from None


def why_closed(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use: stop what uses it, or choose another with --port {port + 1}."
    return f"{host} port {port} cannot be opened ({error.strerror}): choose others with --host and --port."
