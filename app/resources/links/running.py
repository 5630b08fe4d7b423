"""Many addresses looked at together, for a limited time."""

import signal
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue

from app.resources.links.findings import Finding, Found, Link, Stopped

TICK_SECONDS = 0.5
LookAt = Callable[[str], Finding]


def check_all(
    links: Iterable[Link], look_at: LookAt, threads: int, seconds: float, stop: threading.Event
) -> Iterator[Found | None]:
    """What was found, as it comes, and None now and then in between. It ends after `seconds`, or when `stop` is set.

    Threads of our own rather than a pool: Python waits for a pool's threads at its end, and nobody who pressed Ctrl+C
    wants to wait for the slowest site.
    """
    hosts, found = _by_host(links), SimpleQueue[Found | None]()
    for _ in range(threads):
        threading.Thread(target=_work, args=(hosts, look_at, found, stop), daemon=True).start()
    working, ends_at = threads, time.monotonic() + seconds
    while working and not stop.is_set() and (left := ends_at - time.monotonic()) > 0:
        one = None
        with suppress(Empty):
            one = found.get(timeout=min(left, TICK_SECONDS))
            working -= one is None  # a thread’s last word
        yield one
    stop.set()
    while not found.empty():
        yield found.get()


def _by_host(links: Iterable[Link]) -> SimpleQueue[list[Link]]:
    """A host's addresses go to one thread, or the threads would wait for each other's turns; the most go first."""
    groups: defaultdict[str, list[Link]] = defaultdict(list)
    for link in links:
        groups[link.url.partition("://")[2].partition("/")[0].lower()].append(link)
    hosts = SimpleQueue[list[Link]]()
    for group in sorted(groups.values(), key=len, reverse=True):
        hosts.put(group)
    return hosts


def _work(
    hosts: SimpleQueue[list[Link]], look_at: LookAt, found: SimpleQueue[Found | None], stop: threading.Event
) -> None:
    with suppress(Empty, Stopped):
        while not stop.is_set():
            for link in hosts.get_nowait():
                found.put(Found(link, look_at(link.url)))
                if stop.is_set():
                    break
    found.put(None)


@contextmanager
def ctrl_c_sets(stop: threading.Event) -> Iterator[threading.Event]:
    """The first Ctrl+C ends the run tidily, a second one at once. What is yielded is set when it was pressed."""
    former, pressed = signal.getsignal(signal.SIGINT), threading.Event()

    def end(*_: object) -> None:
        pressed.set()
        stop.set()
        signal.signal(signal.SIGINT, former)

    signal.signal(signal.SIGINT, end)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, former)
