"""One address looked at: robots, HEAD, GET where HEAD says nothing, and every redirect."""

import threading
import time
from urllib.parse import urljoin

from app.resources.links.client import Answer, Client
from app.resources.links.findings import Fault, Finding, Hop, Stopped
from app.resources.links.guard import target_of
from app.resources.links.limits import MOST_REDIRECTS
from app.resources.links.pacing import Pace
from app.resources.links.robots import REDIRECTS, Robots
from app.resources.links.verdict import of_fault, verdict
from app.resources.tables import LinkState

TOO_MANY_REQUESTS = 429


class Checker:
    """Shared by the threads of a run."""

    def __init__(self, client: Client, stop: threading.Event) -> None:
        self.client = client
        self.pace = Pace(client.limits, stop)
        self.robots = Robots(client, self.pace)

    def look_at(self, url: str) -> Finding:
        """Whatever is there, a finding. Raises Stopped alone."""
        look = _Look(self)
        try:
            return verdict(url, look.hops, look.follow(url))
        except Stopped:
            raise
        except Fault as fault:
            return of_fault(fault, look.hops)
        except Exception as error:  # one address that nobody thought of must not end the run
            return of_fault(Fault(f"The check could not read what came back ({type(error).__name__})."), look.hops)


class _Look:
    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._seconds_left = checker.client.limits.link_seconds
        self.hops: list[Hop] = []

    def follow(self, url: str) -> int:
        """The status of the last answer. Raises Fault."""
        answer = self._answer(url)
        while answer.status in REDIRECTS and answer.location:
            if len(self.hops) == MOST_REDIRECTS:
                raise Fault(f"It was redirected more than {MOST_REDIRECTS} times.", LinkState.UNSURE)
            url = _joined(url, answer.location)
            self.hops.append(Hop(answer.status, url))
            answer = self._answer(url)
        return answer.status

    def _answer(self, url: str) -> Answer:
        if not self._checker.robots.allow(url):
            raise Fault("The site asks robots not to look, so open it yourself.")
        try:
            answer = self._ask("HEAD", url)
        except Fault as fault:
            if not fault.asks_again:
                raise
        else:
            if answer.status < 400 or answer.status == TOO_MANY_REQUESTS:
                return answer
        return self._ask("GET", url)  # many sites refuse HEAD, or answer it with what is not true

    def _ask(self, method: str, url: str) -> Answer:
        host = target_of(url, self._checker.client.allows_private).host
        if self._seconds_left <= 0:
            raise Fault("The site did not answer in time.")
        with self._checker.pace.turn(host):
            begun = time.monotonic()
            try:
                return self._checker.client.ask(method, url, self._seconds_left)
            finally:
                self._seconds_left -= time.monotonic() - begun


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise Fault("It was redirected to an address that is not a valid one.") from error
