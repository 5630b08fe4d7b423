"""Somebody at a browser: signed in as one of the cast, and heard when the page complains."""

from typing import Any, Self

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from tests.browser.council import COOKIE, sign_in, visit
from tests.browser.serving import Server


class People:
    def __init__(self, chromium: Chromium, server: Server) -> None:
        self._chromium = chromium
        self._server = server
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        """What pages wrote to the console as an error: missing files, broken scripts, breaches of the policy."""
        self.expected: list[str] = []
        """Parts of complaints that a test brings about on purpose."""

    def open(self, who: str | int | None = None, path: str | None = "/", **options: Any) -> Page:
        """A page in a browser of its own, signed in as one of the cast, or as nobody; or, where `who` is the number
        of a participant, in which their private link has been opened."""
        context = self.context(**options)
        if who:
            context.add_cookies([{"name": COOKIE, "value": self._cookie(who), "url": self._server.url}])
        page = context.new_page()
        if path:
            page.goto(path)
        return page

    def _cookie(self, who: str | int) -> str:
        return visit(self._server.app, who) if isinstance(who, int) else sign_in(self._server.app, who)

    def context(self, **options: Any) -> BrowserContext:
        context = self._chromium.new_context(base_url=self._server.url, **options)
        context.set_default_timeout(10_000)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self._contexts.append(context)
        return context

    def expect(self, *parts: str) -> None:
        self.expected += parts

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        for context in self._contexts:
            context.close()

    def check_complaints(self) -> None:
        surprises = [line for line in self.complaints if not any(part in line for part in self.expected)]
        assert not surprises, surprises

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.text} at {message.location['url']}")
