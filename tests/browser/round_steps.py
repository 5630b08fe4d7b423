"""What the people of a round do, in the words of the pages; their journeys are made of these steps."""

from collections.abc import Sequence
from datetime import date

from playwright.sync_api import Locator, Page, expect

from tests.browser import steps

Pasted = Sequence[tuple[str, ...]]
"""Names with the words for their groups, and as many of the columns behind them as are needed."""


def start_separately(
    page: Page, title: str, sponsor: str, *, is_named: bool = False, days: tuple[date, date] | None = None
) -> None:
    """`days`: as at, and for the targets; otherwise as they are proposed."""
    page.get_by_label("Title").fill(title)
    for name, day in zip(("As-at date", "Target date"), days or (), strict=False):
        fill_date(page, name, day)
    page.get_by_label("Separately", exact=True).check()
    if is_named:
        page.get_by_label("By name", exact=True).check()
    page.get_by_label("Sponsor (optional)").select_option(sponsor)
    steps.press(page, "Start")
    expect(steps.heading(page, title)).to_be_visible()


def fill_date(page: Page, name: str, day: date) -> None:
    group = page.get_by_role("group", name=name)
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part, exact=True).fill(str(number))


def add_people(page: Page, people: Pasted) -> None:
    """From the assessment’s page: pasted from a spreadsheet, looked at, and added."""
    page.get_by_role("button", name="Add people and make their private links").click()
    page.get_by_role("button", name="Add many at once").click()
    page.get_by_label("Paste from a spreadsheet").fill("\n".join("\t".join(row) for row in people))
    steps.press(page, "See who would be added")
    expect(steps.heading(page, "Look at who is added")).to_be_visible()
    steps.press(page, f"Add {len(people)} people")
    expect(page.get_by_text(f"{len(people)} people added")).to_be_visible()


def make_links(page: Page, number: int) -> dict[str, str]:
    """From the list of people: everybody’s private link by their name, as it is shown once."""
    steps.press(page, f"Make {number} private links")
    expect(steps.heading(page, f"{number} private links")).to_be_visible()
    rows = page.locator("textarea").input_value().strip().splitlines()
    return dict((name, address) for name, address in (row.split("\t") for row in rows))


def move_on(page: Page, assessment_url: str, button: str, stage: str) -> None:
    page.goto(f"{assessment_url}/stage")
    steps.press(page, button)
    expect(page.locator("[aria-current=step]")).to_contain_text(stage)


def open_link(page: Page, address: str, code: str) -> None:
    """For the first time: the return code is the person’s own choice."""
    page.goto(address)
    steps.press(page, "Open your answers")
    expect(steps.heading(page, "Choose a return code")).to_be_visible()
    page.get_by_label("Choose a return code").fill(code)
    steps.press(page, "Continue")
    expect(steps.heading(page, "Who will see what")).to_be_visible()


def come_back(page: Page, address: str, code: str) -> None:
    """On another device."""
    page.goto(address)
    steps.press(page, "Open your answers")
    page.get_by_label("Your return code").fill(code)
    steps.press(page, "Continue")


def begin_to_answer(page: Page, title: str) -> None:
    steps.press(page, "Start")
    expect(steps.heading(page, title)).to_be_visible()


def finish(page: Page) -> None:
    steps.follow(page, "My answers")
    steps.press(page, "I have finished")
    expect(page.get_by_text("You said at")).to_be_visible()


def adopt_medians(page: Page, number: int) -> None:
    steps.press(page, "Adopt the median for all with a spread of at most one")
    expect(page.get_by_text(f"The median is adopted for {number} characteristics.")).to_be_visible()


def agree(page: Page, level: int, rationale: str, minority_view: str = "", steps_up: int = 1) -> None:
    for field in ("current", "evidence"):
        page.locator(f'input[name="{field}"][value="{level}"]').check()
    page.locator(f'input[name="target"][value="{level + steps_up}"]').check()
    page.get_by_label("Rationale", exact=True).fill(rationale)
    page.get_by_label("Minority view", exact=True).fill(minority_view)
    steps.press(page, "Save and next")


def sign_off(page: Page, assessment_url: str) -> None:
    page.goto(assessment_url)
    page.get_by_role("button", name="Read it and sign it off").click()
    steps.press(page, "Sign it off")
    expect(page.get_by_text("Version 1 is signed off.")).to_be_visible()


def signature(page: Page) -> Locator:
    """What stands above a signed result."""
    return page.locator(".govuk-inset-text").filter(has_text="Signed off by")
