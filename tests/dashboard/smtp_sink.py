"""A mail server that takes everything and keeps it: enough of SMTP for `smtplib`, on a real socket."""

import email
import email.policy
import socketserver
import threading
from contextlib import contextmanager


class Talk(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self):
        self.say("220 sink")
        to = []
        while line := self.rfile.readline():
            word = line.decode().strip()
            verb = word[:4].upper()
            if verb in ("MAIL", "RSET"):
                to = []
            if verb == "RCPT":
                to.append(word.partition("<")[2].rstrip(">"))
            refused = verb == "RCPT" and to[-1] in self.server.refuses
            if verb == "DATA":
                self.say("354 go on")
                self.server.letters.append((to, self.read_letter()))
                self.server.before_ok()
                to = []
            if verb == "QUIT":
                self.say("221 bye")
                return
            self.say("550 nobody here" if refused else "250 ok")

    def read_letter(self):
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        return email.message_from_bytes(b"".join(lines), policy=email.policy.default)


class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Talk)
        self.letters, self.refuses = [], set()
        self.before_ok = lambda: None

    @property
    def port(self):
        return self.server_address[1]

    def to(self, address):
        """The letters to this address, newest last."""
        return [letter for to, letter in self.letters if to == [address]]


@contextmanager
def sink():
    with Sink() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
