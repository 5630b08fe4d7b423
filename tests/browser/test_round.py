"""From answers to reassessment: a pilot of four answers, one position is agreed, and what follows from it is chosen,
planned, signed off, handed out, reviewed and looked at again."""

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from app.database import db
from app.maturity.definitions import Characteristic
from app.resources.tables import Resource, ResourceStep, Status
from app.words import date_in_words
from tests.browser import round_plan, round_steps, steps
from tests.browser.people import People
from tests.browser.round_cast import (
    AGAIN,
    AS_AT,
    ASK,
    BEGIN,
    BY_LINK,
    CHOOSE,
    DUE,
    LATER,
    NEWS,
    OPEN,
    RATIONALE,
    REVIEW,
    SEE_HOW,
    SEE_WHO,
    SIGN,
    TARGET_DATE,
    TITLE,
    WITH_ACCOUNT,
    Round,
    after,
    before,
    everybody_answers,
)
from tests.browser.serving import Server
from tests.browser.test_voices import CODE
from tests.said import tight

pytestmark = pytest.mark.browser


@pytest.fixture
def the_round(people: People, app: Flask, server: Server) -> Round:
    """The lead’s and the officer’s pages work with JavaScript; the sponsor does without."""
    sponsor = people.open("member", None, java_script_enabled=False)
    return Round(app, server, people, people.open("lead", None), people.open("officer", None), sponsor)


def test_a_round_leads_from_answers_to_a_plan_its_papers_and_a_reassessment(the_round: Round) -> None:
    begin(the_round)
    people_answer(the_round)
    one_position_is_agreed(the_round)
    choose_the_focus(the_round)
    planned = plan_from_the_gap_and_from_the_hub(the_round)
    the_sponsor_signs_off(the_round)
    the_papers_hold_priorities_and_plan(the_round, planned)
    tell_how_it_goes(the_round, planned)
    hold_the_first_review(the_round)
    reassess(the_round, planned)
    the_same_people_answer_again(the_round)
    movement_says_what_came_of_it(the_round, planned)
    the_plan_goes_on(the_round, planned)


def begin(the_round: Round) -> None:
    page = the_round.lead
    page.goto("/assessments/new")
    round_steps.start_separately(page, TITLE, "Mary Member", is_named=True, days=(AS_AT, TARGET_DATE))
    the_round.url = page.url
    round_steps.add_people(page, [*BY_LINK, WITH_ACCOUNT])
    the_round.expect_next([OPEN], [], [])
    page.goto(f"{the_round.url}/people")


def people_answer(the_round: Round) -> None:
    links = round_steps.make_links(the_round.lead, len(BY_LINK))
    round_steps.move_on(the_round.lead, the_round.url, OPEN, "Open")
    the_round.expect_next([SEE_WHO], [BEGIN], [])
    one_answers_by_link(the_round, links[BY_LINK[0][0]])
    round_plan.go_on(the_round.officer, TITLE, BEGIN)
    round_steps.begin_to_answer(the_round.officer, TITLE)
    everybody_answers(the_round, before)
    round_plan.go_on(the_round.officer, TITLE, "Say that you have finished")
    steps.press(the_round.officer, "I have finished")
    the_round.expect_next([SEE_WHO], [], [])


def one_answers_by_link(the_round: Round, link: str) -> None:
    page = the_round.people.open(None, None, java_script_enabled=False)
    round_steps.open_link(page, link, CODE)
    expect(page.get_by_role("main")).to_contain_text("Your answers will be shown with your name.")
    round_steps.begin_to_answer(page, TITLE)
    theme = the_round.model.themes[0]
    steps.follow(page, theme.title)
    steps.answer(page, the_round.model, theme.characteristics[0], 1)
    round_steps.finish(page)
    page.goto("/")
    expect(steps.heading(page, TITLE)).to_be_visible()


def one_position_is_agreed(the_round: Round) -> None:
    page, total = the_round.lead, len(the_round.model.characteristics)
    round_steps.move_on(page, the_round.url, "Close it for answers", "Closed")
    the_round.expect_next(["Agree the position"], [], [])
    round_plan.go_on(page, TITLE, "Agree the position")
    round_steps.adopt_medians(page, total - 1)
    steps.follow(page, the_round.first.title)
    round_steps.agree(page, 1, RATIONALE, steps_up=2)
    expect(page.get_by_role("main")).to_contain_text(f"{total} of {total} agreed")
    the_round.expect_next(["Say that the position is agreed"], [], [])
    round_steps.move_on(page, the_round.url, "The position is agreed", "Agreed")


def choose_the_focus(the_round: Round) -> None:
    the_round.expect_next([ASK, CHOOSE], [], [SIGN])
    page = the_round.lead
    round_plan.go_on(page, TITLE, CHOOSE)
    by = date_in_words(TARGET_DATE)
    too_fast = round_plan.warned(page, f"1 target is two levels or more above the current level by {by}")
    expect(too_fast.get_by_role("listitem")).to_have_text([f"{the_round.first.code} {the_round.first.title}"])
    round_plan.choose_to_improve(page, the_round.first.code, "High", "Low")
    round_plan.choose_to_improve(page, the_round.second.code, "Medium", "High")
    round_plan.choose_to_hold(page, the_round.third.code)
    round_plan.save_choices(page, "3 characteristics")
    the_matrix_shows_what_is_chosen(the_round)


def the_matrix_shows_what_is_chosen(the_round: Round) -> None:
    page = the_round.lead
    expect(page.get_by_role("main")).to_contain_text("2 to improve, 1 to hold. 2 priorities, of at most 8.")
    for one, impact, effort in ((the_round.first, "High", "Low"), (the_round.second, "Medium", "High")):
        cell = round_plan.cell_of_matrix(page, impact, effort)
        expect(cell).to_have_text(f"{one.code} {one.title} (priority)")
        row = page.get_by_role("table", name="What is chosen").get_by_role("row", name=one.title)
        expect(row.get_by_role("cell")).to_have_text(["Improve", impact, effort, "Yes"])


def plan_from_the_gap_and_from_the_hub(the_round: Round) -> list[str]:
    """What the two actions say."""
    round_plan.expect_next(the_round.lead, TITLE, [ASK, "Make the plan"])
    round_plan.go_on(the_round.lead, TITLE, "Make the plan")
    return [plan_from_the_gap(the_round), plan_from_the_hub(the_round)]


def plan_from_the_gap(the_round: Round) -> str:
    page, one = the_round.lead, the_round.first
    warning = round_plan.warned(page, "have a target above the current level and no action yet.")
    warning.get_by_role("link").filter(has_text=f"add an action for {one.title}").click()
    expect(page.get_by_label("What will be done")).to_have_value(one.levels[2].descriptor)
    expect(page.get_by_label("Success measure")).to_have_value("\n".join(one.levels[2].criteria))
    what = round_plan.add_action(page, "Omar Officer", DUE)
    left = round_plan.warned(page, "have a target above the current level and no action yet.")
    expect(left).not_to_contain_text(one.title)
    return what


def plan_from_the_hub(the_round: Round) -> str:
    page, one = the_round.lead, the_round.second
    resource = resource_for(the_round, one)
    page.goto(f"/resources/{resource.slug}")
    page.get_by_text("Add to plan", exact=True).click()
    page.get_by_role("link").filter(has_text=f"{one.code} {one.title}: add to the plan of {TITLE}").click()
    expect(page.get_by_label("What will be done")).to_have_value(f"Use “{resource.title}” ({resource.publisher}) to …")
    what = f"Use “{resource.title}” in every service"
    page.get_by_label("What will be done").fill(what)
    expect(page.get_by_role("checkbox", name=resource.title)).to_be_checked()
    return round_plan.add_action(page, "Farah Officer", LATER)


def resource_for(the_round: Round, one: Characteristic) -> Resource:
    with the_round.app.app_context():
        served = ResourceStep.model_id == the_round.model.id, ResourceStep.code == one.code
        query = select(Resource).join(ResourceStep).where(*served, Resource.status == Status.CURRENT)
        found = db.session.scalars(query.order_by(Resource.slug)).first()
        assert found
        return found


def the_sponsor_signs_off(the_round: Round) -> None:
    page = the_round.sponsor
    round_plan.go_on(page, TITLE, SIGN)
    expect(page.get_by_role("main")).to_contain_text("what is chosen to hold and to improve, with 2 priorities")
    steps.press(page, "Sign it off")
    expect(page.get_by_text("Version 1 is signed off.")).to_be_visible()
    round_plan.expect_next(page, TITLE, [])


def the_papers_hold_priorities_and_plan(the_round: Round, planned: list[str]) -> None:
    page, priorities = the_round.sponsor, [the_round.first, the_round.second]
    papers = round_plan.read_papers(page, the_round.url, the_round.server)
    chosen = "In all we have chosen to improve 2 characteristics and hold 1 characteristic."
    for name, words in papers.items():
        for text in (chosen, *(one.title for one in priorities), *planned, "Signed off by Mary Member"):
            assert tight(text) in tight(words), f"{name}: {text}"
    results, actions = round_plan.read_workbook(page, "Results (Excel)")
    assert [row["Code"] for row in results if row["Priority"] == "Yes"] == [one.code for one in priorities]
    assert [row["Action"] for row in actions] == planned


def tell_how_it_goes(the_round: Round, planned: list[str]) -> None:
    page = the_round.lead
    round_plan.tell(page, the_round.plan_url, planned[0], "At risk", NEWS)
    expect(page.get_by_role("main")).to_contain_text(NEWS)
    round_plan.tell(page, the_round.plan_url, planned[1], "Complete", "")
    page.goto(the_round.plan_url)
    expect(page.get_by_role("main")).to_contain_text("2 actions: 1 at risk, 1 complete")
    calendar = round_plan.download(page, "Due dates as a calendar file (.ics)").decode()
    assert calendar.count("BEGIN:VEVENT") == 1
    assert f"DTSTART;VALUE=DATE:{DUE:%Y%m%d}" in calendar


def hold_the_first_review(the_round: Round) -> None:
    page = the_round.lead
    round_plan.go_on(page, TITLE, "Plan the reviews")
    steps.press(page, "Plan the reviews")
    expect(page.get_by_text("The reviews are planned.")).to_be_visible()
    round_plan.go_on(page, TITLE, f"Hold the review of {date_in_words(REVIEW)}")
    expect(page.get_by_role("main")).to_contain_text("At risk")
    round_plan.say_what_moved(page, the_round.first.title, "Unchanged", NEWS)
    round_plan.say_what_moved(page, the_round.second.title, "Forward", "All services use it.")
    steps.press(page, "The review is held")
    held = page.get_by_role("region", name=f"Review of {date_in_words(REVIEW)}")
    expect(held).to_contain_text("1 forward, 1 unchanged, 0 back")


def reassess(the_round: Round, planned: list[str]) -> None:
    page = the_round.lead
    page.goto(the_round.url)
    steps.follow(page, "Reassess")
    expect(page.get_by_role("main")).to_contain_text(
        "1 unfinished action of the plan goes along once its position is agreed."
    )
    steps.press(page, "Start the reassessment")
    expect(steps.heading(page, AGAIN)).to_be_visible()
    the_round.url, the_round.title = page.url, AGAIN
    the_round.expect_next([OPEN], [], [])
    round_plan.expect_next(page, TITLE, [SEE_HOW])
    the_officer_is_told_what_is_due(the_round, TITLE, planned[0])


def the_officer_is_told_what_is_due(the_round: Round, title: str, what: str) -> None:
    the_round.officer.goto("/")
    mine = round_plan.cards(the_round.officer, title)
    expect(mine).to_contain_text([what[:100]])
    expect(mine).to_contain_text([f"An action of yours for “{the_round.first.title}”By {date_in_words(DUE)}"])


def the_same_people_answer_again(the_round: Round) -> None:
    page, total = the_round.lead, len(the_round.model.characteristics)
    page.goto(f"{the_round.url}/people")
    assert [*round_steps.make_links(page, len(BY_LINK))] == [name for name, _ in BY_LINK]
    round_steps.move_on(page, the_round.url, OPEN, "Open")
    the_round.expect_next([SEE_WHO], [BEGIN], [])
    everybody_answers(the_round, after)
    round_steps.move_on(page, the_round.url, "Close it for answers", "Closed")
    page.goto(f"{the_round.url}/position")
    round_steps.adopt_medians(page, total)
    round_steps.move_on(page, the_round.url, "The position is agreed", "Agreed")


def movement_says_what_came_of_it(the_round: Round, planned: list[str]) -> None:
    page, total = the_round.lead, len(the_round.model.characteristics)
    page.goto(f"{the_round.url}/results")
    steps.follow(page, "Movement since the last assessment")
    main = page.get_by_role("main")
    since = f"Since {date_in_words(AS_AT)}, two characteristics rose, one fell and {total - 3} held."
    expect(main).to_contain_text(since)
    the_table_says_it_of_each(the_round)
    one = page.locator(f"#movement-{the_round.first.code.lower()}")
    expect(one.get_by_role("img", name=the_round.first.title)).to_be_visible()
    expect(one).to_contain_text(planned[0])
    expect(one).to_contain_text("Goes on in this plan.")
    other = page.locator(f"#movement-{the_round.second.code.lower()}").get_by_role("listitem")
    expect(other).to_contain_text(f"{planned[1]} Complete")
    expect(other).not_to_contain_text("Goes on")


def the_table_says_it_of_each(the_round: Round) -> None:
    """Last time, the target then, now, the movement, and where that is beside the target."""
    table = the_round.lead.get_by_role("table").filter(has_text="Beside the target then")
    minimum, developing, mature, leader = (the_round.model.level_name(number) for number in (1, 2, 3, 4))
    for one, said in (
        (the_round.first, [minimum, mature, developing, "Rose one step", f"one step short of its target, {mature}"]),
        (the_round.second, [developing, mature, mature, "Rose one step", f"at its target, {mature}"]),
        (the_round.fourth, [developing, mature, developing, "Held", f"one step short of its target, {mature}"]),
        (the_round.third, [mature, leader, developing, "Fell one step", f"two steps short of its target, {leader}"]),
    ):
        expect(table.get_by_role("row", name=one.title).get_by_role("cell")).to_have_text(said)


def the_plan_goes_on(the_round: Round, planned: list[str]) -> None:
    """In the reassessment alone, with what is still to be done."""
    page = the_round.lead
    round_plan.expect_next(page, AGAIN, [SEE_HOW, ASK, CHOOSE])
    round_plan.expect_next(page, TITLE, [])
    round_plan.expect_next(the_round.sponsor, AGAIN, [SIGN])
    the_officer_is_told_what_is_due(the_round, AGAIN, planned[0])
    page.goto(the_round.plan_url)
    expect(page.get_by_role("main")).to_contain_text("1 action: 1 at risk")
    steps.follow(page, planned[0])
    before = page.get_by_role("complementary", name="About this action")
    expect(before.get_by_role("link", name=TITLE, exact=True)).to_be_visible()
