"""A bad line between browser and server, which counts what crosses it."""

import contextlib
import queue
import threading
import time

from .serving import Proxy, hang_up


class Lane:
    """One direction: all connections share its bytes per second; each byte also takes half a round trip."""

    def __init__(self, rate, delay):
        self.rate, self.delay, self.free_at, self.lock = rate, delay, 0.0, threading.Lock()
        self.bytes = self.requests = 0

    def arrival(self, data):
        """When this arrives on the other side, counted in."""
        with self.lock:
            self.bytes += len(data)
            self.requests += data.count(b" HTTP/1.1\r\n")
            self.free_at = max(time.monotonic(), self.free_at) + len(data) / self.rate
            return self.free_at + self.delay


class Line(Proxy):
    """`down` and `up` in kbit/s, `latency` in ms for there and back, which to connect takes too."""

    def __init__(self, target, *, down, up, latency):
        self.latency = latency / 1000
        self.lanes = Lane(up * 125, self.latency / 2), Lane(down * 125, self.latency / 2)
        super().__init__(target)

    def crossed(self):
        """`(requests, bytes down)` so far, headers included, whoever asked."""
        up, down = self.lanes
        return up.requests, down.bytes

    def _up(self, client, server, state):
        time.sleep(self.latency)
        self._carry(client, server, self.lanes[0])

    def _down(self, server, client, state):
        self._carry(server, client, self.lanes[1])

    def _carry(self, source, target, lane):
        underway = queue.SimpleQueue()
        threading.Thread(target=self._deliver, args=(underway, source, target), daemon=True).start()
        with contextlib.suppress(OSError):
            while data := source.recv(4096):
                underway.put((lane.arrival(data), data))
        underway.put((0, b""))

    def _deliver(self, underway, source, target):
        with contextlib.suppress(OSError):
            while True:
                due, data = underway.get()
                if not data:
                    break
                time.sleep(max(0, due - time.monotonic()))
                target.sendall(data)
        hang_up(source, target)
