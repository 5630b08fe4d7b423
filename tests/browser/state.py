"""One state of one page: who sees it where, and what is done there first."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.towns import Town

Act = Callable[[Page, Town], None]


@dataclass(frozen=True)
class State:
    name: str
    path: str
    who: str | None = None
    act: Act | None = None
    status: int = 200
    """Of the page that is opened, before anything is done in it."""
    town: str = "ordinary"

    def __str__(self) -> str:
        return f"{self.name} ({self.who or 'visitor'}, {self.town})".replace("_", " ")


def press(name: str, **filled: str) -> Act:
    """Fill in fields by their label, with spaces for underscores, and press a button."""

    def act(page: Page, _town: Town) -> None:
        for label, text in filled.items():
            page.get_by_label(label.replace("_", " "), exact=True).fill(text)
        page.get_by_role("button", name=name, exact=True).click()

    return act


def fails(act: Act) -> Act:
    """The page says at its top what is wrong."""

    def and_look(page: Page, town: Town) -> None:
        act(page, town)
        expect(page.get_by_role("alert").get_by_role("heading", name="There is a problem")).to_be_visible()

    return and_look
