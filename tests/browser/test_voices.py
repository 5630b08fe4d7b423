"""Many voices, one agreed position: a whole round from its start to its sign-off, a pilot of four, and a participant’s
way by keyboard on a small phone."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from app.database import db
from app.maturity.definitions import Model, Theme
from app.participation.tables import Participant
from tests import voices
from tests.browser import round_steps, rounds, steps
from tests.browser.answers import continue_button, id_of, model_of_assessment, note_box
from tests.browser.keyboard import Keyboard
from tests.browser.people import People
from tests.browser.phone import PHONE, too_wide
from tests.browser.serving import Server
from tests.browser.test_journeys import words_of

pytestmark = pytest.mark.browser

TITLE = "Many voices 2026"
CODE = "heron lamp"
MEMBERS = [f"Councillor {name}" for name in ("Adeyemi", "Brook", "Castle", "Dar", "Elm")]
OFFICERS = [f"{name} Officer" for name in ("Farah", "Gill", "Hunt", "Ives", "Joyce")]
HANDED_ON = "Shown to cabinet, and only for me"


@dataclass
class Round:
    """As its lead has it on screen."""

    page: Page
    url: str
    model: Model
    links: dict[str, str]
    """By the name of the person."""


Begin = Callable[..., Round]


@pytest.fixture
def begin(people: People, app: Flask) -> Begin:
    """The lead starts it, adds everybody, makes their links and opens the window."""

    def begin(members: list[str], officers: list[str], *, is_named: bool = False) -> Round:
        page = people.open("lead", "/assessments/new", java_script_enabled=False)
        round_steps.start_separately(page, TITLE, "Mary Member", is_named=is_named)
        url = page.url
        everybody = [(name, "member") for name in members] + [(name, "officer") for name in officers]
        round_steps.add_people(page, everybody)
        links = round_steps.make_links(page, len(everybody))
        assert list(links) == sorted(links, key=str.lower)
        assert sorted(links) == sorted(members + officers)
        round_steps.move_on(page, url, "Open it for answers", "Open")
        return Round(page, url, model_of_assessment(app, url), links)

    return begin


def test_ten_people_answer_in_private_and_one_position_is_agreed_and_signed_off(
    people: People, app: Flask, begin: Begin, server: Server
) -> None:
    people.expect("status of 403")
    the_round = begin(MEMBERS, OFFICERS)
    pages = {name: open_and_begin(people, link) for name, link in the_round.links.items()}
    for name in (MEMBERS[0], OFFICERS[0]):
        answer_a_theme_and_finish(pages[name], the_round.model, the_round.model.themes[0])
    everybody_answers(app, the_round)
    the_lead_sees_who_and_never_what(the_round)
    round_steps.move_on(the_round.page, the_round.url, "Close it for answers", "Closed")
    members_and_officers_stand_beside_each_other(the_round)
    the_lead_agrees(the_round)
    round_steps.move_on(the_round.page, the_round.url, "The position is agreed", "Agreed")
    sponsor = people.open("member", "/", java_script_enabled=False)
    round_steps.sign_off(sponsor, the_round.url)
    everything_says_that_it_is_signed_off(sponsor, the_round, server)
    a_link_is_read_only(pages[MEMBERS[0]], the_round)
    another_device_asks_for_the_code(people, the_round)


def open_and_begin(people: People, link: str) -> Page:
    page = people.open(None, None, java_script_enabled=False)
    round_steps.open_link(page, link, CODE)
    expect(page.get_by_role("main")).to_contain_text("No answer is ever shown with a name.")
    round_steps.begin_to_answer(page, TITLE)
    return page


def answer_a_theme_and_finish(page: Page, model: Model, theme: Theme) -> None:
    steps.answer_theme(page, model, theme)
    round_steps.finish(page)
    expect(page.get_by_role("main")).to_contain_text(f"What shows {theme.characteristics[0].code}")


def everybody_answers(app: Flask, the_round: Round) -> None:
    """In the database, since the pages have been seen: wide on the first characteristic, narrow on the others."""
    with app.app_context():
        mine = Participant.assessment_id == id_of(the_round.url)
        numbers = list(db.session.scalars(select(Participant.id).where(mine).order_by(Participant.id)))
    step = 10 // len(numbers)
    rounds.respond(app, numbers, lambda at, person: (rounds.NARROW if at else rounds.WIDE)[person * step])


def the_lead_sees_who_and_never_what(the_round: Round) -> None:
    page = the_round.page
    page.goto(f"{the_round.url}/people/progress")
    main = page.get_by_role("main")
    expect(main).to_contain_text("2 of 10 have finished, 8 have not.")
    expect(main).to_contain_text("Nobody sees here what anybody answered.")
    counts = page.get_by_role("row", name="Everybody").get_by_role("cell")
    expect(counts).to_have_text(["10", "10", "10", "2", "0"])  # invited, opened, started, finished, withdrawn
    expect(main).not_to_contain_text("What shows")
    for closed in ("results", "position", "sign-off", "summary.pdf", "mine"):
        answer = page.request.get(f"{the_round.url}/{closed}")
        assert answer.status in {403, 404}, f"{closed}: {answer.status}"


def members_and_officers_stand_beside_each_other(the_round: Round) -> None:
    page, first = the_round.page, the_round.model.characteristics[0]
    steps.follow(page, "See where the groups differ")
    differ = page.get_by_role("region", name="Where we differ", exact=True)
    expect(differ).to_contain_text("10 people answered individually and in private")
    widest = differ.get_by_role("list", name="Where members and officers see it furthest apart").get_by_role("listitem")
    name = the_round.model.level_name
    expect(widest.first).to_contain_text(f"{first.title}: three levels apart")
    expect(widest.first).to_contain_text(f"Members see it at {name(4)}, officers at {name(1)}.")
    strip = page.get_by_role("img", name=first.title)
    expect(strip).to_be_visible()
    for person in (*MEMBERS, *OFFICERS):
        expect(page.get_by_role("main")).not_to_contain_text(person)


def the_lead_agrees(the_round: Round) -> None:
    page, total = the_round.page, len(the_round.model.characteristics)
    page.goto(f"{the_round.url}/position")
    wide = the_round.model.characteristics[0]
    expect(page.get_by_role("main").get_by_role("heading", level=3).first).to_have_text(wide.title)
    round_steps.adopt_medians(page, total - 1)
    steps.follow(page, wide.title)
    people_are_told_what_is_missing(page)
    round_steps.agree(page, 2, "Both have seen half of it.", "Some see no order in it yet.")
    expect(page.get_by_role("main")).to_contain_text(f"{total} of {total} agreed")


def people_are_told_what_is_missing(page: Page) -> None:
    steps.press(page, "Save")
    expect(steps.errors(page)).to_contain_text("Enter a rationale, because the answers lie four levels apart")


def everything_says_that_it_is_signed_off(page: Page, the_round: Round, server: Server) -> None:
    page.goto(f"{the_round.url}/sign-off/1")
    digest = page.locator("dd.app-break").first.inner_text()
    expect(page.get_by_role("main")).to_contain_text("Unchanged.")
    page.goto(f"{the_round.url}/results")
    signature = round_steps.signature(page)
    expect(signature).to_contain_text("Signed off by Mary Member")
    expect(signature).to_contain_text(digest[:12])
    expect(page.get_by_role("heading", name="Where we differ", exact=True)).to_be_visible()
    words = summary_of(page, the_round, server)
    assert "Signed off" in words
    assert digest[:12] in words
    assert not [name for name in (*MEMBERS, *OFFICERS) if name in words]


def summary_of(page: Page, the_round: Round, server: Server) -> str:
    """The words of the PDF."""
    page.request.get(f"{the_round.url}/summary.pdf")
    assert server.app.extensions["documents"].finish(60)
    answer = page.request.get(f"{the_round.url}/summary.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    return words_of(answer.body())


def a_link_is_read_only(page: Page, the_round: Round) -> None:
    page.goto(f"{the_round.url}/mine")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Answers can no longer be changed. This is what you answered.")
    expect(page.get_by_role("button", name="For a spreadsheet (CSV)")).to_be_visible()
    theme = the_round.model.themes[0]
    page.goto(f"{the_round.url}/themes/{theme.slug}/{theme.characteristics[0].code.lower()}")
    expect(main).to_contain_text("The answers can no longer be changed.")
    expect(page.locator("form#answer")).to_have_count(0)


def another_device_asks_for_the_code(people: People, the_round: Round) -> None:
    people.expect("status of 422")
    page = people.open(None, None, java_script_enabled=False)
    link = the_round.links[OFFICERS[0]]
    round_steps.come_back(page, link, "not the code")
    expect(steps.errors(page)).to_contain_text("Return code is not right")
    round_steps.come_back(page, link, CODE)
    expect(steps.heading(page, TITLE)).to_be_visible()
    steps.follow(page, "My answers")
    happened = page.get_by_role("table", name="What happened to your link")
    expect(happened).to_contain_text("Somebody gave a wrong return code")


def test_a_pilot_of_four_answers_by_name_and_is_signed_off(people: People, app: Flask, begin: Begin) -> None:
    members, officers = MEMBERS[:2], OFFICERS[:2]
    the_round = begin(members, officers, is_named=True)
    for link in the_round.links.values():
        everybody_is_told_that_names_are_shown(people, link)
    everybody_answers(app, the_round)
    round_steps.move_on(the_round.page, the_round.url, "Close it for answers", "Closed")
    the_lead_reads_each_answer(the_round.page, the_round, [*members, *officers])
    the_lead_agrees_all(the_round)
    round_steps.move_on(the_round.page, the_round.url, "The position is agreed", "Agreed")
    sponsor = people.open("member", "/", java_script_enabled=False)
    round_steps.sign_off(sponsor, the_round.url)
    sponsor.goto(f"{the_round.url}/results")
    expect(round_steps.signature(sponsor)).to_contain_text("Signed off by Mary Member")


def everybody_is_told_that_names_are_shown(people: People, link: str) -> None:
    page = people.open(None, None, java_script_enabled=False)
    round_steps.open_link(page, link, CODE)
    expect(page.get_by_role("main")).to_contain_text("Your answers will be shown with your name.")
    round_steps.begin_to_answer(page, TITLE)


def the_lead_reads_each_answer(page: Page, the_round: Round, names: list[str]) -> None:
    page.goto(f"{the_round.url}/results")
    expect(page.get_by_role("main")).to_contain_text("4 people answered individually.")
    page.goto(f"{the_round.url}/position/{the_round.model.characteristics[0].code.lower()}")
    for name in names:
        expect(page.get_by_role("group").filter(has_text="Each answer by name")).to_contain_text(name)


def the_lead_agrees_all(the_round: Round) -> None:
    page, total = the_round.page, len(the_round.model.characteristics)
    page.goto(f"{the_round.url}/position")
    round_steps.adopt_medians(page, total - 1)
    steps.follow(page, the_round.model.characteristics[0].title)
    round_steps.agree(page, 2, "We talked about it.")
    expect(page.get_by_role("main")).to_contain_text(f"{total} of {total} agreed")


def test_a_pilot_of_four_without_names_is_told_that_there_is_no_comparison(people: People, app: Flask) -> None:
    number, *_ = rounds.shut(app, members=2, officers=2)
    page = people.open("lead", f"/assessments/{number}/results", java_script_enabled=False)
    expect(page.get_by_role("main")).to_contain_text("There is no comparison, because fewer than five people answered")
    page.goto(f"/assessments/{number}/position")
    expect(page.get_by_role("main")).not_to_contain_text("Median of all")


def test_a_participant_gets_through_with_the_keyboard_on_a_small_phone(people: People, app: Flask) -> None:
    number, person = rounds.begin(app, members=1, officers=0)
    link = rounds.link_of(app, person)
    page = people.open(None, f"/r/{link}", viewport=PHONE)
    keys = Keyboard(page)
    walk(page, keys, page.get_by_role("button", name="Open your answers"), "Choose a return code")
    keys.to(page.get_by_label("Choose a return code", exact=True)).type(CODE)
    walk(page, keys, page.get_by_role("button", name="Continue"), "Who will see what")
    walk(page, keys, page.get_by_role("button", name="Start"), voices.TITLE)
    with app.app_context():
        theme = rounds.the_model().themes[0]
    first, second, *_ = theme.characteristics
    walk(page, keys, page.get_by_role("link", name=theme.title), first.title)
    answer_in_private(page, keys)
    walk(page, keys, continue_button(page), second.title)
    go_to_my_answers(page, keys)
    expect(page.get_by_role("main")).to_contain_text("You have given 1 of")
    keys.to(page.get_by_role("button", name="I have finished")).press("Enter")
    expect(page.get_by_role("button", name="I have not finished yet")).to_be_visible()
    assert not too_wide(page)


def walk(page: Page, keys: Keyboard, to: Locator, heading: str) -> None:
    keys.to(to).press("Enter")
    expect(steps.heading(page, heading)).to_be_visible()
    assert not too_wide(page)


def answer_in_private(page: Page, keys: Keyboard) -> None:
    for group in ("current", "target", "evidence"):
        radios = page.locator(f'input[name="{group}"]')
        keys.to(radios.first).press("Space")
        keys.press("ArrowDown")
        expect(radios.nth(1)).to_be_checked()
    keys.to(note_box(page)).type(HANDED_ON)
    keys.to(page.get_by_role("checkbox").first).press("Space")
    expect(page.get_by_role("checkbox").first).to_be_checked()


def go_to_my_answers(page: Page, keys: Keyboard) -> None:
    """By the menu, which is folded away on a phone."""
    page.keyboard.press("Escape")
    page.goto(page.url)
    keys.to(page.get_by_role("button", name="Menu", exact=True)).press("Enter")
    walk(page, keys, page.get_by_role("link", name="My answers"), "My answers")
