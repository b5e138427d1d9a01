"""A real server process on the tests' own database, which can be killed; a proxy that holds answers back."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

SERVE = """
import sys, waitress
from care_engage.wsgi import application
waitress.serve(application, host="127.0.0.1", port=int(sys.argv[1]), threads=4, _quiet=True)
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def database_url():
    """The address of the database that the tests run on now."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    host = quote(given["HOST"] or "localhost", safe="")
    return f"postgres://{given['USER']}:{given['PASSWORD']}@{host}/{given['NAME']}"


class Server:
    """`care_engage` under waitress. `kill()` is `kill -9`: nothing is finished, nothing is closed."""

    def __init__(self, port, home, secret_key, **env):
        self.port = port
        self.env = os.environ | {"SECRET_KEY": secret_key, "CARE_ENGAGE_HOME": str(home)} | env
        self.start()

    @classmethod
    def from_sources(cls, home, secret_key):
        """Over plain HTTP, with the static files as they are written, on the tests' database."""
        return cls(free_port(), home, secret_key, DATABASE_URL=database_url(), DEBUG="1")

    @classmethod
    def as_served(cls, home, secret_key):
        """With static files collected, hashed and compressed, as people get them; on the tests' SQLite."""
        home.mkdir()
        (home / "care_engage.sqlite3").symlink_to(connection.settings_dict["NAME"])
        collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
        env = os.environ | {"SECRET_KEY": secret_key, "CARE_ENGAGE_HOME": str(home)}
        subprocess.run(collect, env=env, cwd=settings.BASE_DIR, check=True)
        return cls(free_port(), home, secret_key)

    def start(self):
        command = [sys.executable, "-W", "ignore", "-c", SERVE, str(self.port)]
        self.process = subprocess.Popen(command, env=self.env)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise TimeoutError("The server did not start.")

    def cpu(self):
        """Seconds that the server has worked so far, from Linux's own books."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


class Proxy:
    """Forwards one port to another.

    While `holding`, what the server answers to a batch goes nowhere; while `down`, nothing goes anywhere.
    """

    def __init__(self, target):
        self.target, self.holding, self.down = target, False, False
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.pairs = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                client, _address = self.listener.accept()
            except OSError:
                return
            try:
                if self.down:
                    raise ConnectionRefusedError
                server = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                client.close()
                continue
            state = {"batch": False}
            self.pairs += [client, server]
            threading.Thread(target=self._up, args=(client, server, state), daemon=True).start()
            threading.Thread(target=self._down, args=(server, client, state), daemon=True).start()

    def _up(self, client, server, state):
        self._forward(client, server, lambda data: state.update(batch=b"POST /sessions/outbox/" in data))

    def _down(self, server, client, state):
        self._forward(server, client, lambda data: self.holding and state["batch"])

    def _forward(self, source, target, withhold):
        try:
            while data := source.recv(65536):
                if withhold(data):
                    continue
                target.sendall(data)
        except OSError:
            pass
        hang_up(source, target)

    def cut(self):
        """Close every connection there is."""
        hang_up(*self.pairs)

    def close(self):
        self.listener.close()
        self.cut()


def hang_up(*ends):
    """Shut down first: a socket that is only closed stays open for whoever is reading from it."""
    for end in ends:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
