"""Sign-in slows down with every wrong try, per account and per address, and never locks anybody out."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from time import monotonic

FORGET_AFTER = 15 * 60.0
MOST_KEYS = 10_000


@dataclass(frozen=True, slots=True)
class Limit:
    """After `free` wrong tries each further one waits twice as long, up to `longest` seconds."""

    free: int
    longest: float


OF_KNOWN_BROWSER = Limit(5, 30.0)
OF_ACCOUNT_AT_ADDRESS = Limit(5, 30.0)
# These two are shared with strangers, who take their turns as well: a short wait, so that nobody is kept out by them.
# The owner’s usual browser does not wait for strangers at all, and a whole council may have one address.
OF_ACCOUNT = Limit(20, 1.0)
OF_ADDRESS = Limit(50, 1.0)


@dataclass(slots=True)
class _Tries:
    wrong: int
    last: float


class Throttle:
    """Counts wrong tries in memory: they are forgotten after a quarter of an hour, or at a restart."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._tries: dict[str, _Tries] = {}
        self._lock = threading.Lock()

    def wait(self, account: str, address: str, *, is_known: bool) -> int:
        """Seconds until the next try may be made, 0 for now. A try that is allowed counts as wrong until `forgive`."""
        keys = _keys(account, address, is_known=is_known)
        with self._lock:
            now = self._clock()
            seconds = max(self._left(key, limit, now) for key, limit in keys.items())
            if seconds > 0:
                return ceil(seconds)
            for key in keys:
                self._count(key, now)
            return 0

    def forgive(self, account: str, address: str, *, is_known: bool) -> None:
        """The password was right: the account starts afresh, and the address is as it was before this try."""
        with self._lock:
            for key, limit in _keys(account, address, is_known=is_known).items():
                if limit is OF_ADDRESS and key in self._tries:
                    self._tries[key].wrong -= 1
                else:
                    self._tries.pop(key, None)

    def _left(self, key: str, limit: Limit, now: float) -> float:
        tries = self._tries.get(key)
        if tries is None or tries.wrong < limit.free or now - tries.last > FORGET_AFTER:
            return 0.0
        return tries.last + min(limit.longest, 2.0 ** min(tries.wrong - limit.free, 10)) - now

    def _count(self, key: str, now: float) -> None:
        tries = self._tries.get(key)
        wrong = tries.wrong if tries is not None and now - tries.last <= FORGET_AFTER else 0
        if len(self._tries) >= MOST_KEYS:
            self._tries = {key: tries for key, tries in self._tries.items() if now - tries.last <= 60}
        self._tries[key] = _Tries(wrong + 1, now)


def _keys(account: str, address: str, *, is_known: bool) -> dict[str, Limit]:
    """What a try counts against: the account from a browser known to it; or the account, the address, and both."""
    if is_known:
        return {f"known browser of {account}": OF_KNOWN_BROWSER}
    return {
        f"account {account} at {address}": OF_ACCOUNT_AT_ADDRESS,
        f"account {account}": OF_ACCOUNT,
        f"address {address}": OF_ADDRESS,
    }
