"""What sites ask of programs: https://www.rfc-editor.org/rfc/rfc9309."""

import re
import threading
import time
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from app.resources.links.client import AGENT, Client
from app.resources.links.findings import Fault
from app.resources.links.guard import Target, target_of
from app.resources.links.limits import MOST_REDIRECTS, MOST_ROBOTS_BYTES
from app.resources.links.pacing import Pace

REDIRECTS = {301, 302, 303, 307, 308}


class Robots:
    """The robots.txt of every site of a run, each read once."""

    def __init__(self, client: Client, pace: Pace) -> None:
        self._client, self._pace = client, pace
        self._locks: dict[str, threading.Lock] = {}
        self._rules: dict[str, RobotFileParser] = {}

    def allow(self, url: str) -> bool:
        target = target_of(url, self._client.allows_private)
        with self._locks.setdefault(target.origin, threading.Lock()):
            if target.origin not in self._rules:
                self._rules[target.origin] = self._rules_of(target)
        return self._rules[target.origin].can_fetch(AGENT, url)

    def _rules_of(self, target: Target) -> RobotFileParser:
        rules = rules_in(self._read(f"{target.origin}/robots.txt"))
        if pause := rules.crawl_delay(AGENT):
            self._pace.slow_down(target.host, float(pause))
        return rules

    def _read(self, url: str) -> str:
        """The text; empty, so that everything is allowed, where there is none or it cannot be reached."""
        ends_at = time.monotonic() + self._client.limits.link_seconds
        try:
            for _ in range(MOST_REDIRECTS + 1):
                with self._pace.turn(target_of(url, self._client.allows_private).host):
                    answer = self._client.ask("GET", url, ends_at - time.monotonic(), MOST_ROBOTS_BYTES)
                if answer.status not in REDIRECTS or not answer.location:
                    return answer.body.decode("utf-8-sig", "replace") if answer.status == 200 else ""
                url = urljoin(url, answer.location)
        except (Fault, ValueError):
            pass
        return ""


def rules_in(text: str) -> RobotFileParser:
    # Python's parser takes a star for a letter; at the end it means nothing that is not meant without it.
    lines = [re.sub(r"\*+\s*$", "", line) if _is_rule(line) else line for line in text.splitlines()]
    rules = RobotFileParser()
    rules.parse(lines)
    return rules


def _is_rule(line: str) -> bool:
    return line.strip().lower().startswith(("disallow:", "allow:"))
