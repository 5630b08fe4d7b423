"""Every state of every page, in one table: who sees it where, and what is done there first."""

from dataclasses import replace

from playwright.sync_api import Page, expect

from tests.browser.answers import choose, note_box, status_line
from tests.browser.council import COOKIE, save_as
from tests.browser.plan_states import PLAN_ACTS, PLAN_PAGES
from tests.browser.round_states import ROUND_ACTS, ROUND_LONG_NAMED, ROUND_PAGES
from tests.browser.state import Act, State, fails, press
from tests.browser.towns import Town
from tests.conftest import PASSWORD


def leave_it_unfinished(page: Page, town: Town) -> None:
    choose(page, "current", 2)
    press("Save and continue")(page, town)


def aim_two_levels_up(page: Page, _town: Town) -> None:
    choose(page, "current", 1)
    choose(page, "target", 3)
    expect(page.get_by_role("complementary", name="Feedback")).to_contain_text("is a lot")


def aim_below(page: Page, town: Town) -> None:
    choose(page, "current", 3)
    choose(page, "target", 1)
    press("Save and continue")(page, town)


def tick_less_than_the_level(page: Page, _town: Town) -> None:
    page.get_by_text("Tick what is in place").click()
    page.locator("input[name=criteria][value='1.1']").check()
    choose(page, "current", 2)
    expect(page.get_by_role("complementary", name="Feedback")).to_contain_text("Not ticked:")


def write_too_much(page: Page, _town: Town) -> None:
    note_box(page).fill("x" * 10_001)
    expect(status_line(page)).to_contain_text("Not saved")


def write_too_much_and_press_save(page: Page, town: Town) -> None:
    write_too_much(page, town)
    press("Save")(page, town)


def be_overtaken(by: str) -> Act:
    def act(page: Page, town: Town) -> None:
        save_as(town.app, by, page.url, "Reported to audit")
        note_box(page).fill("Shown to cabinet")
        expect(page.get_by_role("heading", name="Which answer should stand?")).to_be_visible()

    return act


def be_overtaken_and_press_save(page: Page, town: Town) -> None:
    be_overtaken("officer")(page, town)
    press("Save")(page, town)
    expect(page.get_by_role("heading", name="Which answer should stand?")).to_be_visible()


def send_an_empty_comment(page: Page, town: Town) -> None:
    page.get_by_text("Is this clear?").click()
    press("Send comment")(page, town)
    expect(page.get_by_text("Enter your comment")).to_be_visible()


def move_and_open_the_reworded(page: Page, town: Town) -> None:
    press("Move to version 1.1")(page, town)
    page.goto(f"{page.url}/themes/{town.places['theme']}/{town.places['code']}")
    page.get_by_text("How it read before").click()


def decline_without_reason(page: Page, _town: Town) -> None:
    page.get_by_role("button", name="Decline").click()


def let_visitors_suggest(page: Page, town: Town) -> None:
    page.get_by_label("Visitors may suggest resources").check()
    press("Save")(page, town)


def lose_the_session(page: Page, _town: Town) -> None:
    page.context.clear_cookies(name=COOKIE)


def type_without_a_session(page: Page, town: Town) -> None:
    lose_the_session(page, town)
    note_box(page).fill("Shown to cabinet")
    expect(page.get_by_role("link", name="Sign in (opens in a new tab)")).to_be_visible()


def type_without_a_network(page: Page, _town: Town) -> None:
    page.context.set_offline(True)
    note_box(page).fill("Shown to cabinet")
    expect(status_line(page)).to_contain_text("cannot be reached")


def send_without_a_session(page: Page, town: Town) -> None:
    lose_the_session(page, town)
    press("Save", Title="Self-assessment 2027")(page, town)
    expect(page.get_by_text("Your session has ended")).to_be_visible()


def send_without_a_session_and_sign_in(page: Page, town: Town) -> None:
    send_without_a_session(page, town)
    press("Sign in", Email_address="lead@anytown.example", Password=PASSWORD)(page, town)
    expect(page.get_by_role("button", name="Send it again")).to_be_visible()


def send_an_old_token(page: Page, town: Town) -> None:
    page.locator("main input[name=csrf_token]").first.evaluate("field => field.value = 'old'")
    press("Save", Title="Self-assessment 2027")(page, town)
    expect(page.get_by_role("button", name="Send it again")).to_be_visible()


def upload(cells: str, heading: str) -> Act:
    """A spreadsheet that was changed, up to the page that this heading stands on."""

    def act(page: Page, town: Town) -> None:
        file = {"name": "changed.csv", "mimeType": "text/csv", "buffer": cells.format_map(town.places).encode()}
        page.get_by_label("Upload the changed file").set_input_files(file)  # type: ignore[arg-type]
        page.get_by_role("button", name="See the changes").click()
        expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()

    return act


def wait_for(words: str) -> Act:
    return lambda page, _town: expect(page.get_by_text(words)).to_be_visible(timeout=60_000)


def be_overtaken_in_the_text(page: Page, town: Town) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    press("Save", Your_text="From another tab.")(other, town)
    other.close()
    press("Save", Your_text="From this tab.")(page, town)
    expect(page.get_by_role("heading", name="Which text should stand?")).to_be_visible()


def suggest_what_is_here(page: Page, town: Town) -> None:
    title = town.places["entry_title"]
    fields = {"Address_of_the_page": "https://example.org/x", "Title": title, "Who_publishes_it": "Gritters"}
    press("Send suggestion", **fields, What_it_helps_with="Six rotas.")(page, town)
    expect(page.get_by_role("heading", name="Is it one of these?")).to_be_visible()


def be_overtaken_in_the_entry(page: Page, town: Town) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    press("Save", **{"Year (optional)": "2001"})(other, town)
    other.close()
    press("Save", **{"Year (optional)": "2002"})(page, town)
    expect(page.get_by_role("heading", name="Which version should stand?")).to_be_visible()


FORM = "/themes/{theme}/{code}"
TEXT = "/results/narrative/{theme}"
COMMENTS = "/model/{model}/{theme}/{code}/comments"
UNSET = "before_set_up"
BULK = "/editorial/resources/bulk"
ADDED = (
    "id,title,publisher,url,kind,summary,serves,effort,access,review_by\n"
    "{id},Ours,Anytown,https://www.example.org/{id},guidance,For us.,FV3 2>3,read,open,2028-02\n"
)
CHANGED = "id,title,year\n{resource},Another title,1999\n"
FAULTY = ADDED.format(id="Our guide")

PAGES = [
    State("home", "/"),
    State("the model", "/model"),
    State("the model by its name", "/model/{model}"),
    State("the glossary", "/model/{model}/glossary"),
    State("a theme of the model", "/model/{model}/{theme}"),
    State("the last theme of the model", "/model/{model}/{last_theme}"),
    State("a theme of the model signed in", "/model/{model}/{theme}", "lead"),
    State("comments on a characteristic", COMMENTS, "lead"),
    State("no comments on a characteristic", COMMENTS, "stranger"),
    State("sign in", "/sign-in"),
    State("choose a password", "/set-password/{token}"),
    State("a link that has ended", "/set-password/ended", status=404),
    State("no such page", "/nowhere", status=404),
    State("sent to sign in", "/assessments"),
    State("no assessments", "/assessments", "stranger"),
    State("home signed in", "/", "lead"),
    State("the model signed in", "/model", "lead"),
    State("account", "/account", "stranger"),
    State("signed in again", "/signed-in", "stranger"),
    State("somebody else’s assessment", "/assessments/{part}", "stranger", status=404),
    State("assessments", "/assessments", "lead"),
    State("a new assessment", "/assessments/new", "lead"),
    State("an empty assessment", "/assessments/{empty}", "lead"),
    State("a part of an assessment", "/assessments/{part}", "lead"),
    State("a finished assessment", "/assessments/{done}", "lead"),
    State("an archived assessment", "/assessments/{archived}", "lead"),
    State("an assessment to view", "/assessments/{part}", "viewer"),
    State("change the details", "/assessments/{part}/edit", "lead"),
    State("change the details without leave", "/assessments/{part}/edit", "viewer", status=403),
    State("delete", "/assessments/{part}/delete", "lead"),
    State("nothing newer to move to", "/assessments/{part}/move", "lead"),
    State("reassess", "/assessments/{done}/reassess", "lead"),
    State("people in an assessment", "/assessments/{part}/people", "lead"),
    State("an empty theme", "/assessments/{empty}/themes/{theme}", "lead"),
    State("a finished theme", "/assessments/{done}/themes/{theme}", "lead"),
    State("the last theme", "/assessments/{done}/themes/{last_theme}", "officer"),
    State("a theme to view", "/assessments/{part}/themes/{theme}", "viewer"),
    State("an empty form", "/assessments/{empty}" + FORM, "lead"),
    State("a filled form", "/assessments/{part}" + FORM, "officer"),
    State("the last form", "/assessments/{done}/themes/{last_theme}/{last_code}", "lead"),
    State("a form to view", "/assessments/{part}" + FORM, "viewer"),
    State("an archived form", "/assessments/{archived}" + FORM, "lead"),
    State("no results", "/assessments/{empty}/results", "lead"),
    State("some results", "/assessments/{part}/results", "viewer"),
    State("results", "/assessments/{done}/results", "lead"),
    State("results by another framework", "/assessments/{done}/results?view=best-value", "viewer"),
    State("the text on a theme", "/assessments/{done}/results/narrative/{theme}", "lead"),
    State("open comments", "/editorial", "administrator"),
    State("every comment", "/editorial?status=all", "administrator"),
    State("no such comments", "/editorial?status=declined&kind=good", "administrator"),
    State("a comment", "/editorial/comments/{comment}", "administrator"),
    State("bulk edit", BULK, "administrator"),
    State("a spreadsheet that is gone", f"{BULK}/{'0' * 32}", "administrator", status=404),
    State("suggest a resource", "/resources/suggest", "stranger"),
    State("suggest a resource again", "/resources/suggest", "lead"),
    State("suggested resources", "/editorial/suggestions", "administrator"),
    State("published suggestions", "/editorial/suggestions?status=published", "administrator"),
    State("a suggestion", "/editorial/suggestions/{suggestion}", "administrator"),
    State("a suggestion to publish", "/editorial/resources/new?suggestion={suggestion}", "administrator"),
    State("resources in the hub", "/editorial/resources", "administrator"),
    State("no links that fail", "/editorial/resources?queue=links", "administrator"),
    State("resources with a word in the title", "/editorial/resources?q=Llanfair", "administrator"),
    State("an entry to edit", "/editorial/resources/{resource}", "administrator"),
    State("a new entry", "/editorial/resources/new", "administrator"),
    State("the resources", "/resources", "lead"),
    State("a search", "/resources?q=procurment+act+training&kind=guidance&kind=training&sort=newest", "stranger"),
    State("a search that finds nothing", "/resources?q=zeppelins&theme=finance&year=2024&kind=poem", "lead"),
    State("people", "/people", "administrator"),
    State("a new person", "/people/new", "administrator"),
    State("a person", "/people/{officer}", "administrator"),
    State("a deactivated person", "/people/{gone}", "administrator"),
    State("settings", "/settings", "administrator"),
    State("a resource", "/resources/{resource}", "lead"),
    State("a resource for an editor", "/resources/{resource}", "administrator"),
    State("an empty list of one’s own", "/resources/mine", "stranger"),
    State("a list of one’s own", "/resources/mine", "lead"),
    State("a reading list", "/resources/print?characteristic={code}", "viewer"),
    State("a withdrawn resource", "/resources/{withdrawn}", "viewer", status=410),
    State("administrator without assessments", "/assessments", "administrator"),
]
"""What needs nothing done; each is looked at again with the longest names."""

ACTS = [
    State("not set up", "/", town=UNSET),
    State("set up", "/setup?code={code}", town=UNSET),
    State("set up without the code", "/setup", status=403, town=UNSET),
    State("set up with nothing", "/setup?code={code}", None, fails(press("Set up Bearings")), town=UNSET),
    State("two models", "/model", town="with_two_models"),
    State("home with two models", "/", town="with_two_models"),
    State("a choice of models", "/assessments/new", "lead", town="with_two_models"),
    State("an assessment on an older version", "/assessments/{done}", "lead", town="with_a_newer_version"),
    State("move to a newer version", "/assessments/{done}/move", "lead", town="with_a_newer_version"),
    State("reassess on a newer version", "/assessments/{done}/reassess", "lead", town="with_a_newer_version"),
    State("moved", "/assessments/{empty}/move", "lead", press("Move to version 1.1"), town="with_a_newer_version"),
    State(
        "an answer carried over",
        "/assessments/{part}/move",
        "lead",
        move_and_open_the_reworded,
        200,
        "with_a_newer_version",
    ),
    State("nothing to sign in with", "/sign-in", None, fails(press("Sign in"))),
    State("a wrong password", "/sign-in", None, fails(press("Sign in", Email_address="x@y.example", Password="wrong"))),
    State("too easy a password", "/set-password/{token}", None, fails(press("Set password and sign in"))),
    State("signed out", "/account", "viewer", press("Sign out")),
    State("a wrong new password", "/account", "stranger", fails(press("Change password"))),
    State("an assessment without a title", "/assessments/new", "lead", fails(press("Start", Title=""))),
    State("no title any more", "/assessments/{part}/edit", "lead", fails(press("Save", Title=""))),
    State(
        "a reassessment without a title",
        "/assessments/{part}/reassess",
        "lead",
        fails(press("Start the reassessment", Title="")),
    ),
    State("details saved", "/assessments/{fresh}/edit", "lead", press("Save")),
    State("another title typed", "/assessments/{part}/delete", "lead", fails(press("Delete for ever"))),
    State("nobody chosen to let in", "/assessments/{part}/people", "lead", fails(press("Let in"))),
    State("unfinished", "/assessments/{fresh}" + FORM, "lead", fails(leave_it_unfinished)),
    State("two levels up", "/assessments/{fresh}" + FORM, "lead", aim_two_levels_up),
    State("less ticked than the level", "/assessments/{fresh}" + FORM, "lead", tick_less_than_the_level),
    State("a target below", "/assessments/{fresh}" + FORM, "lead", fails(aim_below)),
    State("too long a note", "/assessments/{fresh}" + FORM, "lead", write_too_much),
    State("too long a note sent", "/assessments/{fresh}" + FORM, "lead", fails(write_too_much_and_press_save)),
    State("two answers", "/assessments/{fresh}" + FORM, "lead", be_overtaken("officer")),
    State("two answers of one person", "/assessments/{fresh}" + FORM, "lead", be_overtaken("lead")),
    State("two answers sent", "/assessments/{fresh}" + FORM, "lead", be_overtaken_and_press_save),
    State("no text", "/assessments/{fresh}" + TEXT, "lead", fails(press("Save", Your_text=""))),
    State("a text saved", "/assessments/{fresh}" + TEXT, "lead", press("Save", Your_text="Our own words.")),
    State("two texts", "/assessments/{fresh}" + TEXT, "lead", be_overtaken_in_the_text),
    State("signed out in mid-form", "/assessments/{fresh}" + FORM, "lead", type_without_a_session),
    State("without a network", "/assessments/{fresh}" + FORM, "lead", type_without_a_network),
    State("session ended", "/assessments/{fresh}/edit", "lead", send_without_a_session),
    State("send again after signing in", "/assessments/{fresh}/edit", "lead", send_without_a_session_and_sign_in),
    State("send again after a long time", "/assessments/{fresh}/edit", "lead", send_an_old_token),
    State("the summary is being made", "/assessments/{fresh}/summary.pdf", "lead", status=202),
    State("the summary is ready", "/assessments/{fresh}/summary.pdf", "lead", wait_for("is ready"), 202),
    State(
        "no summary",
        "/assessments/{fresh}/summary.pdf",
        "lead",
        wait_for("could not be made"),
        202,
        "without_room_for_documents",
    ),
    State("an empty comment", COMMENTS, "lead", fails(press("Send comment"))),
    State("an empty comment in place", "/assessments/{fresh}" + FORM, "viewer", send_an_empty_comment),
    State("declined without a reason", "/editorial/comments/{comment}", "administrator", fails(decline_without_reason)),
    State("bulk edit without a file", BULK, "administrator", fails(press("See the changes"))),
    State("a spreadsheet with faults", BULK, "administrator", fails(upload(FAULTY, "Nothing can be applied yet"))),
    State("a spreadsheet with changes", BULK, "administrator", upload(CHANGED, "Look at the changes")),
    State(
        "a spreadsheet with a new entry",
        BULK,
        "administrator",
        upload(ADDED.format(id="our-guide"), "Look at the changes"),
    ),
    State("a suggestion with nothing", "/resources/suggest", "viewer", fails(press("Send suggestion"))),
    State("a suggestion like an entry", "/resources/suggest", "viewer", suggest_what_is_here),
    State("an entry with nothing", "/editorial/resources/new", "administrator", fails(press("Publish"))),
    State("two versions of an entry", "/editorial/resources/{entry}", "administrator", be_overtaken_in_the_entry),
    State("a person without a name", "/people/new", "administrator", fails(press("Add and make a link"))),
    State("no name any more", "/people/{officer}", "administrator", fails(press("Save", Full_name=""))),
    State("a new link", "/people/{officer}", "administrator", press("Make a new link")),
    State("a note on a resource without a choice", "/resources/{resource}", "viewer", fails(press("Save note"))),
    State("visitors may suggest but not read", "/settings", "administrator", fails(let_visitors_suggest)),
    State("no council name", "/settings", "administrator", fails(press("Save", Name_of_the_council=""))),
    State("settings saved", "/settings", "administrator", press("Save")),
]

LONG_NAMED = ("two answers", "signed out", "details saved", "a new link", "the summary is being made")


def one_of_each_page(states: list[State]) -> list[State]:
    """Long names stretch a page in the same way whoever reads it, at whatever stage."""
    found = {state.path.rsplit("/", 1)[-1]: state for state in states if "{alone}" not in state.path}
    return list(found.values())


STATES = [
    *PAGES,
    *ACTS,
    *ROUND_PAGES,
    *ROUND_ACTS,
    *PLAN_PAGES,
    *PLAN_ACTS,
    *(replace(state, town="of_long_names") for state in PAGES),
    *(replace(state, town="of_long_names") for state in ACTS if state.name in LONG_NAMED),
    *(replace(state, town="of_long_names") for state in one_of_each_page(ROUND_PAGES)),
    *(replace(state, town="of_long_names") for state in PLAN_PAGES if "focus" in state.name or "action" in state.name),
    *(replace(state, town="of_long_names") for state in ROUND_ACTS if state.name in ROUND_LONG_NAMED),
]
