"""Peak memory of this process and those it started."""

import threading
import time
from contextlib import contextmanager
from pathlib import Path


class Peak:
    """`mib` is the largest sum seen; what processes share is counted once (Linux's "Pss")."""

    mib = 0


@contextmanager
def watch_memory(every=0.05):
    """Look at /proc every 50 ms; where there is none, the peak stays 0."""
    peak, over = Peak(), threading.Event()

    def look():
        while not over.wait(every):
            peak.mib = max(peak.mib, sum(map(resident, family("self"))) // 1024)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


def family(pid):
    """This process and all that it started, as far as they are still there."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*"):
        try:
            children = (task / "children").read_text().split()
        except OSError:
            continue
        for child in children:
            found += family(child)
    return found


def resident(pid):
    """Memory of one process in KiB."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def timed(work):
    """`(seconds, result)` of one call."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result
