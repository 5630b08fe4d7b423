"""The states of the pages of an assessment done separately, of its record and of the notices."""

from playwright.sync_api import Page, expect

from app.assessment.tables import Stage
from tests import voices
from tests.browser.answers import note_box, status_line
from tests.browser.rounds import CODE
from tests.browser.state import Act, State, fails, press
from tests.browser.towns import Town


def all_of(*acts: Act) -> Act:
    def act(page: Page, town: Town) -> None:
        for one in acts:
            one(page, town)

    return act


def shows(heading: str) -> Act:
    return lambda page, _town: expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()


def choose_separately(page: Page, _town: Town) -> None:
    page.get_by_label("Separately", exact=True).check()


def paste(text: str) -> Act:
    def act(page: Page, town: Town) -> None:
        page.get_by_label("Paste from a spreadsheet").fill(text)
        press("See who would be added")(page, town)

    return act


def guess(page: Page, _town: Town) -> None:
    for _again in range(6):
        page.reload()
    shows("Wait a moment")(page, _town)


def type_after_the_window_has_closed(page: Page, town: Town) -> None:
    voices.close(town.app, int(town.places["late"]))
    note_box(page).fill("Reported to audit")
    expect(status_line(page)).to_contain_text("Not saved")
    expect(page.get_by_role("alert").filter(has_text="The response window has closed")).to_be_visible()


def be_overtaken_in_moving_on(page: Page, town: Town) -> None:
    voices.set_stage(town.app, int(town.places["fresh_round"]), Stage.AGREED)
    press("Close it for answers")(page, town)
    expect(page.get_by_text("nothing was moved")).to_be_visible()


def begin_over(page: Page, _town: Town) -> None:
    """Take away the start value and the words, so that everything is missing."""
    page.locator("form#agree input[type=radio]").evaluate_all("radios => radios.forEach(one => one.checked = false)")
    for box in page.locator("form#agree textarea").all():
        if box.is_visible():
            box.fill("")


def agree_one(page: Page, town: Town, level: int = 2) -> None:
    for name in ("current", "target", "evidence"):
        page.locator(f"form#agree input[name={name}][value='{level}']").check()
    page.get_by_label("Rationale", exact=True).fill(f"Seen in the audit {level}.")
    press("Save")(page, town)


def be_overtaken_in_the_position(page: Page, town: Town) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    agree_one(other, town)
    expect(other.get_by_text("is saved.")).to_be_visible()
    other.close()
    agree_one(page, town, 3)
    expect(page.get_by_role("heading", name="Not saved yet")).to_be_visible()


def be_overtaken_in_the_notice(page: Page, town: Town) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    press("Save", Text_of_the_notice="## From another tab\n\n- one\n- two")(other, town)
    other.close()
    press("Save", Text_of_the_notice="From this tab.")(page, town)
    expect(page.get_by_text("Somebody else has changed this notice meanwhile")).to_be_visible()


def start_on_former_terms(page: Page, town: Town) -> None:
    page.locator("input[name=terms]").evaluate("field => field.value = 'former'")
    press("Start")(page, town)
    expect(page.get_by_role("heading", name="Not started yet")).to_be_visible()


def change_after_the_page_was_drawn(page: Page, town: Town) -> None:
    page.locator("input[name=seen]").evaluate("field => field.value = 'other'")
    page.get_by_label("Why is it signed off without them?").fill("The rest is for the next round.")
    press("Sign it off")(page, town)
    expect(page.get_by_text("nothing is signed off")).to_be_visible()


FORM = "/themes/{theme}/{code}"
ONE = "/position/{code}"
LAST_ONE = "/position/{last_code}"

ROUND_PAGES = [
    State("the privacy notice", "/privacy"),
    State("the accessibility statement", "/accessibility"),
    State("the privacy notice for its editor", "/privacy", "administrator"),
    State("change a notice", "/accessibility/edit", "administrator"),
    State("who may see and do what", "/roles", "viewer"),
    State("the record", "/audit", "administrator"),
    State("a part of the record", "/audit?kind=stages", "administrator"),
    State("assessments of a sponsor", "/assessments", "member"),
    State("a round without people", "/assessments/{alone}", "lead"),
    State("its details", "/assessments/{alone}/edit", "lead"),
    State("nobody in it yet", "/assessments/{alone}/people", "lead"),
    State("no progress", "/assessments/{alone}/people/progress", "lead"),
    State("not to be opened yet", "/assessments/{alone}/stage", "lead"),
    State("add a person", "/assessments/{alone}/people/add", "lead"),
    State("add many at once", "/assessments/{alone}/people/several", "lead"),
    State("hand over the lead", "/assessments/{asked}/lead", "lead"),
    State("an open round", "/assessments/{asked}", "lead"),
    State("an open round for a viewer", "/assessments/{asked}", "viewer"),
    State("people of a round", "/assessments/{asked}/people", "lead"),
    State("progress", "/assessments/{asked}/people/progress", "lead"),
    State("progress for the sponsor", "/assessments/{asked}/people/progress", "member"),
    State("the stage of an open round", "/assessments/{asked}/stage", "lead"),
    State("somebody without a link", "/assessments/{asked}/people/{nolink}", "lead"),
    State("somebody who has begun", "/assessments/{asked}/people/{started}", "lead"),
    State("somebody who withdrew", "/assessments/{asked}/people/{withdrew}", "lead"),
    State("erase somebody", "/assessments/{asked}/people/{finished}/erase", "lead"),
    State("no results while it is open", "/assessments/{asked}/results", "lead", status=403),
    State("a private link", "/r/{new_link}"),
    State("a private link where somebody is signed in", "/r/{new_link}", "lead"),
    State("a link that does not work", "/r/nothing", status=404),
    State("who will see what", "/assessments/{asked}/before", "link:opened"),
    State("a round before one has begun", "/assessments/{asked}", "link:opened"),
    State("a round that one answers", "/assessments/{asked}", "link:started"),
    State("a round that one answers signed in", "/assessments/{asked}", "stranger"),
    State("a theme that one answers", "/assessments/{asked}/themes/{theme}", "link:started"),
    State("a private answer", "/assessments/{asked}" + FORM, "link:started"),
    State("no answers of one’s own", "/assessments/{asked}/mine", "link:opened"),
    State("one’s own answers", "/assessments/{asked}/mine", "link:started"),
    State("all one’s own answers", "/assessments/{asked}/mine", "link:finished"),
    State("withdraw", "/assessments/{asked}/mine/withdraw", "link:started"),
    State("a closed round", "/assessments/{shut}", "lead"),
    State("a closed round for a participant", "/assessments/{shut}", "link:reader"),
    State("a private answer to read", "/assessments/{shut}" + FORM, "link:reader"),
    State("one’s own answers to read", "/assessments/{shut}/mine", "link:reader"),
    State("who saw what", "/assessments/{shut}/before", "link:reader"),
    State("the stage of a compared round", "/assessments/{shut}/stage", "lead"),
    State("somebody of a compared round", "/assessments/{shut}/people/{reader}", "lead"),
    State("where we differ", "/assessments/{shut}/results", "lead"),
    State("where we differ without a position", "/assessments/{hid}/results", "officer"),
    State("too few to compare", "/assessments/{few}/results", "lead"),
    State("too alike to show", "/assessments/{alike}/results", "lead"),
    State("where people by name differ", "/assessments/{named}/results", "lead"),
    State("the position", "/assessments/{shut}/position", "lead"),
    State("the position for a reviewer", "/assessments/{shut}/position", "officer"),
    State("a part of the position", "/assessments/{shut}/position?theme={theme}&show=to-agree", "lead"),
    State("the position without a spread", "/assessments/{few}/position", "lead"),
    State("a position with reviews", "/assessments/{shut}" + ONE, "lead"),
    State("a position to review", "/assessments/{shut}" + ONE, "officer"),
    State("a position to agree", "/assessments/{shut}" + LAST_ONE, "lead"),
    State("a position with hidden groups", "/assessments/{hid}" + ONE, "lead"),
    State("a position without a spread", "/assessments/{few}" + ONE, "lead"),
    State("a position by name", "/assessments/{named}" + ONE, "lead"),
    State("an agreed round", "/assessments/{settled}", "lead"),
    State("an agreed position", "/assessments/{settled}" + ONE, "viewer"),
    State("the stage of an agreed round", "/assessments/{settled}/stage", "lead"),
    State("sign off", "/assessments/{settled}/sign-off", "member"),
    State("nothing signed off", "/assessments/{settled}/sign-off", "viewer"),
    State("a signed round", "/assessments/{signed}", "viewer"),
    State("the stage of a signed round", "/assessments/{signed}/stage", "lead"),
    State("signed results", "/assessments/{signed}/results", "lead"),
    State("what was signed off", "/assessments/{signed}/sign-off", "lead"),
    State("a signed version", "/assessments/{signed}/sign-off/1", "lead"),
    State("begin a correction", "/assessments/{signed}/sign-off/correct", "lead"),
    State("details that are frozen", "/assessments/{signed}/edit", "lead"),
    State("a correction", "/assessments/{amended}", "lead"),
    State("results during a correction", "/assessments/{amended}/results", "lead"),
    State("the draft of a correction", "/assessments/{amended}/results?draft=1", "lead"),
    State("people when answers have ended", "/assessments/{over}/people", "lead"),
    State("progress when answers have ended", "/assessments/{over}/people/progress", "lead"),
]
"""What needs nothing done; each is looked at again with the longest names."""

OPEN_IT = press("Open your answers")

ROUND_ACTS = [
    State("separately chosen", "/assessments/new", "lead", choose_separately),
    State(
        "too small a group",
        "/assessments/new",
        "lead",
        fails(all_of(choose_separately, press("Start", Title="Voices", Smallest_group="2"))),
    ),
    State(
        "a day that is over",
        "/assessments/{asked}/stage",
        "lead",
        fails(press("Save the days", Day="1", Month="1", Year="2020")),
    ),
    State("moved on meanwhile", "/assessments/{fresh_round}/stage", "lead", be_overtaken_in_moving_on),
    State("nobody to add", "/assessments/{asked}/people/add", "lead", fails(press("Add"))),
    State("an empty list of people", "/assessments/{asked}/people/several", "lead", fails(paste(""))),
    State(
        "a list with faults",
        "/assessments/{asked}/people/several",
        "lead",
        fails(paste("Asha Able\tgardener\nCouncillor 1\tmember\n\tofficer")),
    ),
    State(
        "a list to look at",
        "/assessments/{asked}/people/several",
        "lead",
        all_of(paste("Asha Able\tmember\tHousing\nBen Best\tofficer"), shows("Look at who is added")),
    ),
    State(
        "private links",
        "/assessments/{fresh_round}/people",
        "lead",
        all_of(press("Make 10 private links"), shows("10 private links")),
    ),
    State(
        "a private link for one",
        "/assessments/{fresh_round}/people/{newcomer}",
        "lead",
        all_of(press("Make a private link"), shows("Private link for")),
    ),
    State("not sure to erase", "/assessments/{asked}/people/{finished}/erase", "lead", fails(press("Erase"))),
    State("nobody to hand over to", "/assessments/{asked}/lead", "lead", fails(press("Hand over the lead"))),
    State("choose a return code", "/r/{new_link}", None, all_of(OPEN_IT, shows("Choose a return code"))),
    State("no return code", "/r/{new_link}", None, fails(all_of(OPEN_IT, press("Continue")))),
    State("enter the return code", "/r/{used_link}", None, all_of(OPEN_IT, shows("Enter your return code"))),
    State(
        "a wrong return code",
        "/r/{used_link}",
        None,
        fails(all_of(OPEN_IT, press("Continue", Your_return_code=CODE + "s"))),
    ),
    State(
        "without the code",
        "/r/{used_link}",
        None,
        all_of(OPEN_IT, press("I have lost my code"), shows("Without the code")),
    ),
    State(
        "start empty",
        "/r/{renewed_link}",
        None,
        fails(all_of(OPEN_IT, press("I have lost my code"), press("Delete and start empty"))),
    ),
    State("too many guesses", "/r/guessed", None, guess, status=404),
    State(
        "typing when the window closes", "/assessments/{late}" + FORM, "link:typist", type_after_the_window_has_closed
    ),
    State("terms that have changed", "/assessments/{asked}/before", "link:opened", start_on_former_terms),
    State("where members and officers differ", "/assessments/{fresh_shut}/results", "lead"),
    State("not sure to withdraw", "/assessments/{asked}/mine/withdraw", "link:started", fails(press("Withdraw"))),
    State(
        "medians adopted",
        "/assessments/{fresh_shut}/position",
        "lead",
        press("Adopt the median for all with a spread of at most one"),
    ),
    State(
        "a position with nothing in it",
        "/assessments/{fresh_shut}" + ONE,
        "lead",
        fails(all_of(begin_over, press("Save"))),
    ),
    State("two positions", "/assessments/{fresh_shut}" + ONE, "lead", be_overtaken_in_the_position),
    State("a review with nothing in it", "/assessments/{shut}" + ONE, "officer", fails(press("Send review"))),
    State("settled with nothing", "/assessments/{shut}" + ONE, "lead", fails(press("Settle"))),
    State("signed off without a reason", "/assessments/{settled}/sign-off", "member", fails(press("Sign it off"))),
    State("changed before it was signed", "/assessments/{settled}/sign-off", "member", change_after_the_page_was_drawn),
    State(
        "a correction without a reason",
        "/assessments/{signed}/sign-off/correct",
        "lead",
        fails(press("Begin the correction")),
    ),
    State("an empty notice", "/privacy/edit", "administrator", fails(press("Save", Text_of_the_notice=""))),
    State("two notices", "/privacy/edit", "administrator", be_overtaken_in_the_notice),
    State("no such days", "/audit?since-day=31&since-month=2&since-year=2026", "administrator", status=422),
    State("no such entry", "/audit?since-day=1&since-month=1&since-year=2090", "administrator"),
]

ROUND_LONG_NAMED = ("private links", "a private link for one", "a list to look at", "medians adopted", "two positions")
