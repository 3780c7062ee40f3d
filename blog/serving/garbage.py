"""Collects garbage in a thread of its own, and in no other.

Python collects garbage in whichever thread makes objects. That closes cursors which were left in
cycles of objects. SQLite lets it wait while another thread uses the connection of such a cursor,
and an author may wait there for a lock for seconds. The event loop waited too, and with it every
reader.
"""

import gc
from threading import Event, Thread

PAUSE = 0.05  # seconds between two looks


class GarbageCollection:
    """The thread. Call `start()` once a process; collects as often as `gc.get_threshold` says."""

    def __init__(self) -> None:
        self.stopped = Event()
        self.thread = Thread(target=self.run, name="garbage", daemon=True)

    def start(self) -> None:
        gc.disable()
        self.thread.start()

    def stop(self) -> None:
        """Python collects by itself again."""
        self.stopped.set()
        self.thread.join()
        gc.enable()

    def run(self) -> None:
        while not self.stopped.wait(PAUSE):
            collect_if_due()


def collect_if_due() -> None:
    """Collect the oldest generation that is due, which includes the younger ones."""
    counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [number for number, (count, threshold) in enumerate(counts) if count > threshold]
    if due:
        gc.collect(max(due))
