"""Turns: one request at a time to a host, and a pause before the next."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from app.resources.links.findings import Stopped
from app.resources.links.limits import Limits

LOOK_UP_SECONDS = 0.2
"""How often somebody who waits looks whether the run has ended."""


class Pace:
    def __init__(self, limits: Limits, stop: threading.Event) -> None:
        self._limits, self._stop = limits, stop
        self._locks: dict[str, threading.Lock] = {}
        self._pauses: dict[str, float] = {}
        self._next: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Inside it the caller may send one request to the host. Raises Stopped when the run ends before that."""
        lock = self._locks.setdefault(host, threading.Lock())
        while not lock.acquire(timeout=LOOK_UP_SECONDS):
            self._check()
        try:
            self._stop.wait(max(0, self._next.get(host, 0) - time.monotonic()))
            self._check()
            yield
        finally:
            self._next[host] = time.monotonic() + self._pauses.get(host, self._limits.pause_seconds)
            lock.release()

    def _check(self) -> None:
        if self._stop.is_set():
            raise Stopped

    def slow_down(self, host: str, seconds: float) -> None:
        """The site asked for a pause of its own. Ours is the least."""
        wanted = min(seconds, self._limits.most_pause_seconds)
        self._pauses[host] = max(wanted, self._limits.pause_seconds)
        self._next[host] = time.monotonic() + self._pauses[host]
