"""Going on from an assessment: on a newer version of its model, or with a reassessment. What it began with stays."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from flask import Flask

from app.accounts.tables import LEAST_GROUP
from app.assessment.carrying import carry_ticks
from app.assessment.dates import add_months
from app.assessment.moving import wording_before
from app.assessment.tables import Assessment, Position, Stage, Way
from app.audit.tables import Event
from app.database import db, utc_now, writing
from app.maturity.definitions import Characteristic, Level, LevelDescription, Model, Retired
from app.maturity.publishing import publish
from app.maturity.versions import current_versions, model_of
from app.participation.tables import Group, Part, Participant, Response
from app.results.figures import Kind
from app.results.tables import NarrativeEdit
from tests.browsing import Browser
from tests.conftest import user_id
from tests.voices import add_person, answer, start, window

KEPT, REWORDED, RETIRED = "FV1", "FV2", "FV3"
NEW_WORDS = "The council says what this means in other words."
WHY = "It is now a part of FV1."
Change = Callable[[Characteristic], Characteristic | None]


def publish_next(app: Flask, version: str = "1.1", change: Change | None = None, **keys: object) -> None:
    """A new version of the model in force: by default with one characteristic reworded and one retired."""
    with app.app_context():
        model = model_of(current_versions()[0])
        retired = (*model.retired, Retired(code=RETIRED, why=WHY)) if change is None else model.retired
        changed = change_each(model, change or reword_and_retire)
        with writing():
            publish(changed.model_copy(update={"version": version, "retired": retired} | keys), by=None)


def change_each(model: Model, change: Change) -> Model:
    themes = [
        theme.model_copy(
            update={"characteristics": tuple(found for it in theme.characteristics if (found := change(it)))}
        )
        for theme in model.themes
    ]
    return model.model_copy(update={"themes": tuple(themes)})


def reword_and_retire(characteristic: Characteristic) -> Characteristic | None:
    if characteristic.code == RETIRED:
        return None
    return reword(characteristic, NEW_WORDS)


def reword(characteristic: Characteristic, words: str) -> Characteristic:
    return characteristic.model_copy(update={"statement": words}) if characteristic.code == REWORDED else characteristic


def with_another_level(app: Flask) -> None:
    """A version with one level more."""

    def describe(characteristic: Characteristic) -> Characteristic:
        top = LevelDescription(descriptor=f"Beyond what {characteristic.code} asks for so far.")
        return characteristic.model_copy(update={"levels": characteristic.levels | {6: top}})

    with app.app_context():
        levels = model_of(current_versions()[0]).levels
    publish_next(app, "2.0", describe, levels=(*levels, Level(number=6, name="Beyond", meaning="Further still.")))


@pytest.fixture
def answered_url(app: Flask, lead: Browser, assessment_url: str) -> str:
    """With an answer to each of three characteristics, a note to one of them, and an edited narrative."""
    for code in (KEPT, REWORDED, RETIRED):
        page = lead.get(f"{assessment_url}/themes/finance/{code.lower()}")
        lead.autosave(page, {"current": "2", "target": "3", "evidence": "1", "note": f"A paper on {code}"})
    with app.app_context(), writing():
        edit = NarrativeEdit(assessment_id=number_of(assessment_url), theme="finance", text="Ours.", figures_digest="x")
        db.session.add(edit)
    return assessment_url


def number_of(url: str) -> int:
    return int(url.rpartition("/")[2])


def assessment_at(app: Flask, url: str) -> Assessment:
    with app.app_context():
        return db.session.get_one(Assessment, number_of(url))


def positions_at(app: Flask, url: str) -> dict[str, Position]:
    with app.app_context():
        found = db.session.query(Position).filter_by(assessment_id=number_of(url))
        return {position.code: position for position in found}


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Assessment).count()


def move(lead: Browser, url: str) -> str:
    """Press the button. The address of the copy."""
    return lead.post_form(f"{url}/move", {}).path


def test_an_assessment_stays_on_the_exact_content_it_began_with(app: Flask, lead: Browser, answered_url: str) -> None:
    form = f"{answered_url}/themes/finance"
    before = lead.get(f"{form}/{REWORDED.lower()}").text
    publish_next(app)
    assert NEW_WORDS not in before
    assert lead.get(f"{form}/{REWORDED.lower()}").text == before
    assert lead.get(f"{form}/{RETIRED.lower()}").status == 200
    assert "version 1.0" in lead.get(answered_url).text
    begun_since = lead.post_form("/assessments/new", {"title": "Begun since"}).path
    assert NEW_WORDS in lead.get(f"{begun_since}/themes/finance/{REWORDED.lower()}").text
    lead.get(f"{begun_since}/themes/finance/{RETIRED.lower()}", 404)


def test_moving_is_offered_to_the_lead_while_a_newer_version_is_in_force(
    app: Flask, lead: Browser, officer: Browser, answered_url: str
) -> None:
    assert "Move to version 1.1" not in lead.get(answered_url).links()
    publish_next(app)
    assert lead.get(answered_url).links()["Move to version 1.1"] == f"{answered_url}/move"
    assert "Move to version 1.1" not in officer.get(answered_url).links()
    copy = move(lead, answered_url)
    assert "Move to version 1.1" not in lead.get(answered_url).links()
    assert "Move to version 1.1" not in lead.get(copy).links()


def test_the_page_says_what_has_changed_and_what_happens_to_each_answer(
    app: Flask, lead: Browser, answered_url: str
) -> None:
    publish_next(app)
    page = lead.get(f"{answered_url}/move")
    items = ["".join(item.itertext()) for item in page.find("main")[0].iter("li")]
    titles = {code: item for item in items for code in (REWORDED, RETIRED) if item.startswith(code)}
    assert f"{REWORDED} " in titles[REWORDED]
    assert any(item.endswith(f"(retired: {WHY.rstrip('.')})") for item in items)
    assert any(item.startswith(REWORDED) and item.endswith("(statement)") for item in items)
    assert "1 answer carries over unchanged." in page.text
    assert "1 answer must be confirmed, because the words have changed" in page.text
    assert "1 answer is left behind, because version 1.1 no longer asks for it" in page.text
    assert positions_at(app, answered_url).keys() == {KEPT, REWORDED, RETIRED}
    assert count(app) == 1


def test_moving_copies_everything_and_archives_the_former(app: Flask, lead: Browser, answered_url: str) -> None:
    publish_next(app)
    former = positions_at(app, answered_url)
    page = lead.post_form(f"{answered_url}/move", {})
    old, new = assessment_at(app, answered_url), assessment_at(app, page.path)
    assert "The answers are copied to version 1.1, and the former assessment is archived." in page.text
    assert (new.title, new.as_at, new.target_date, new.lead_id) == (old.title, old.as_at, old.target_date, old.lead_id)
    assert (new.follows_id, new.model.version, new.archived_at) == (old.id, "1.1", None)
    assert (old.model.version, old.archived_at is not None) == ("1.0", True)
    copied = positions_at(app, page.path)
    assert {code: it.is_confirmed for code, it in copied.items()} == {KEPT: True, REWORDED: False}
    for code, it in copied.items():
        assert (it.kind, it.current, it.target, it.evidence) == (Kind.LEVEL, 2, 3, 1)
        assert (it.note, it.row_version) == (f"A paper on {code}", 1)
        assert (it.saved_by_id, it.saved_at) == (former[code].saved_by_id, former[code].saved_at)
    assert positions_at(app, answered_url).keys() == former.keys()


def test_a_reworded_answer_counts_as_none_until_somebody_confirms_it(
    app: Flask, lead: Browser, answered_url: str
) -> None:
    publish_next(app)
    copy = move(lead, answered_url)
    assert "1 of 26 characteristics answered" in lead.get(copy).text
    page = lead.get(f"{copy}/themes/finance/{REWORDED.lower()}")
    lead.autosave(page, {})
    assert "2 of 26 characteristics answered" in lead.get(copy).text


def test_the_form_shows_a_carried_answer_with_the_words_it_was_given_on(
    app: Flask, lead: Browser, answered_url: str
) -> None:
    old_statement = next(
        element
        for element in lead.get(f"{answered_url}/themes/finance/{REWORDED.lower()}").find("p", class_="govuk-body-l")
    ).text
    publish_next(app)
    url = move(lead, answered_url)
    page = lead.get(f"{url}/themes/finance/{REWORDED.lower()}")
    assert "carried over from an earlier assessment" in page.text
    assert "How it read before" in page.text
    assert old_statement in ["".join(words.itertext()) for words in page.find("dd")]
    assert "counts once it is confirmed" in page.text_of("feedback")
    assert "Carried over, and not confirmed yet: Developing now" in lead.get(f"{url}/themes/finance").text
    confirmed = lead.press(page)
    assert "carried over" not in confirmed.text
    assert "Developing now" in confirmed.text_of("feedback")
    assert "carried over" not in lead.get(f"{url}/themes/finance/{KEPT.lower()}").text


def test_a_starting_point_whose_words_still_stand_only_asks_to_be_confirmed(lead: Browser, answered_url: str) -> None:
    url = lead.post_form(f"{answered_url}/reassess", {"title": "A year on"}).path
    page = lead.get(f"{url}/themes/finance/{KEPT.lower()}")
    assert "carried over from an earlier assessment" in page.text
    assert "How it read before" not in page.text


def test_the_people_let_in_keep_their_parts(
    app: Flask, lead: Browser, officer: Browser, viewer: Browser, stranger: Browser, answered_url: str
) -> None:
    publish_next(app)
    copy = move(lead, answered_url)
    officer.autosave(officer.get(f"{copy}/themes/finance/fv1"), {"current": "3"})
    viewer.get(copy)
    viewer.post(f"{copy}/themes/finance/fv1", {"current": "3"}, 403)
    stranger.get(copy, 404)
    with app.app_context():
        assert db.session.query(Participant).filter_by(assessment_id=number_of(copy)).count() == 2


def test_edited_narratives_come_along_as_older_than_the_figures(app: Flask, lead: Browser, answered_url: str) -> None:
    with app.app_context(), writing():
        gone = NarrativeEdit(assessment_id=number_of(answered_url), theme="no-more", text="Gone.", figures_digest="x")
        db.session.add(gone)
    publish_next(app)
    copy = move(lead, answered_url)
    with app.app_context():
        (edit,) = db.session.query(NarrativeEdit).filter_by(assessment_id=number_of(copy))
        assert (edit.theme, edit.text, edit.figures_digest) == ("finance", "Ours.", "")


def test_pressed_twice_or_in_two_tabs_it_makes_one_copy(app: Flask, lead: Browser, answered_url: str) -> None:
    publish_next(app)
    one, other = (lead.get(f"{answered_url}/move") for _ in range(2))
    first = lead.press(one)
    assert lead.press(other).path == first.path
    assert count(app) == 2


def test_a_reassessment_is_no_move(app: Flask, lead: Browser, answered_url: str) -> None:
    publish_next(app)
    begun = lead.post_form(f"{answered_url}/reassess", {}).path
    copy = move(lead, answered_url)
    assert copy != begun
    assert assessment_at(app, answered_url).archived_at is not None


def test_an_answer_saved_while_the_lead_moves_is_refused_and_names_the_copy(
    app: Flask, lead: Browser, officer: Browser, answered_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_next(app)
    form = officer.get(f"{answered_url}/themes/finance/{KEPT.lower()}")

    @contextmanager
    def writing_after_the_move() -> Iterator[None]:
        monkeypatch.setattr("app.assessment.themes.writing", writing)
        move(lead, answered_url)
        with writing():
            yield

    monkeypatch.setattr("app.assessment.themes.writing", writing_after_the_move)
    answer = officer.autosave(form, {"current": "5"}, 403)
    assert "was moved to a newer version of its model. Go on in “Self-assessment 2026”" in answer.text
    assert positions_at(app, answered_url)[KEPT].current == 2


def test_an_answer_saved_while_its_assessment_is_deleted_finds_nothing(
    app: Flask, lead: Browser, officer: Browser, answered_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = officer.get(f"{answered_url}/themes/finance/{KEPT.lower()}")

    @contextmanager
    def writing_after_the_deletion() -> Iterator[None]:
        lead.post_form(f"{answered_url}/delete", {"typed_title": "Self-assessment 2026"})
        with writing():
            yield

    monkeypatch.setattr("app.assessment.themes.writing", writing_after_the_deletion)
    officer.autosave(form, {"current": "5"}, 404)
    assert count(app) == 0


def test_whoever_opens_what_was_moved_is_led_to_where_it_went_on(
    app: Flask, lead: Browser, officer: Browser, answered_url: str
) -> None:
    publish_next(app)
    copy = move(lead, answered_url)
    for browser in (lead, officer):
        page = browser.get(answered_url)
        assert "It went on as Self-assessment 2026, on version 1.1 of the model." in page.text
        assert page.links()["Self-assessment 2026"] == copy
    refused = officer.post(f"{answered_url}/themes/finance/fv1", {"current": "3"}, 403)
    assert "was moved to a newer version" in refused.text


def test_an_archived_assessment_is_not_taken_for_moved_because_it_was_reassessed(
    app: Flask, lead: Browser, answered_url: str
) -> None:
    publish_next(app)
    lead.post_form(f"{answered_url}/reassess", {})
    page = lead.get(f"{answered_url}/move")
    lead.post(f"{answered_url}/archive", {}, 303)
    assert "archived" in lead.press(page, {}, 403).text
    assert count(app) == 2


def test_an_edited_narrative_follows_a_theme_to_its_new_address(app: Flask, lead: Browser, answered_url: str) -> None:
    with app.app_context():
        model = model_of(current_versions()[0])
        themes = tuple(
            theme.model_copy(update={"slug": "money"}) if theme.slug == "finance" else theme for theme in model.themes
        )
        with writing():
            publish(model.model_copy(update={"version": "1.1", "themes": themes}), by=None)
    copy = move(lead, answered_url)
    with app.app_context():
        (edit,) = db.session.query(NarrativeEdit).filter_by(assessment_id=number_of(copy))
        assert (edit.theme, edit.text) == ("money", "Ours.")


def test_what_was_restored_can_be_moved_again(app: Flask, lead: Browser, answered_url: str) -> None:
    publish_next(app)
    copy = move(lead, answered_url)
    lead.post(f"{answered_url}/restore", {}, 303)
    assert move(lead, answered_url) not in {copy, answered_url}


def test_a_version_that_came_into_force_meanwhile_is_shown_before_anything_moves(
    app: Flask, lead: Browser, answered_url: str
) -> None:
    publish_next(app)
    page = lead.get(f"{answered_url}/move")
    publish_next(app, "1.2", lambda it: reword(it, "Other words again."))
    page = lead.press(page, {}, 409)
    assert "Version 1.2 has come into force since you opened this page" in page.text
    assert (page.h1, count(app)) == ("Move to version 1.2", 1)
    assert assessment_at(app, lead.press(page).path).model.version == "1.2"


def test_answers_are_not_carried_to_another_number_of_levels(app: Flask, lead: Browser, answered_url: str) -> None:
    with_another_level(app)
    for page in ("/move", "/reassess"):
        shown = lead.get(answered_url + page)
        assert "Version 2.0 of the model has 6 levels and version 1.0 has 5" in shown.text
        assert not list(shown.find("main")[0].iter("form"))
        refused = lead.post(answered_url + page, {"version": "2.0"} | DETAILS, 409)
        assert "Start a new assessment instead" in refused.text
    assert count(app) == 1
    assert assessment_at(app, answered_url).archived_at is None


def test_with_nothing_newer_there_is_nothing_to_move(app: Flask, lead: Browser, answered_url: str) -> None:
    assert "There is nothing to move." in lead.get(f"{answered_url}/move").text
    lead.post(f"{answered_url}/move", {"version": "1.0"}, 409)
    assert count(app) == 1


def test_an_archived_assessment_is_not_moved(app: Flask, lead: Browser, answered_url: str) -> None:
    publish_next(app)
    page = lead.get(f"{answered_url}/move")
    lead.post(f"{answered_url}/archive", {}, 303)
    lead.get(f"{answered_url}/move", 403)
    assert "This assessment is archived" in lead.press(page, {}, 403).text
    assert count(app) == 1


@pytest.mark.parametrize("page", ["/move", "/reassess"])
@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 404), ("administrator", 404), ("officer", 403), ("viewer", 403)]
)
def test_only_the_lead_goes_on(
    app: Flask, browser_of: Callable[[str], Browser], answered_url: str, page: str, who: str, status: int
) -> None:
    publish_next(app)
    browser = browser_of(who)
    browser.get(answered_url + page, status)
    browser.post(answered_url + page, {"version": "1.1"} | DETAILS, status)
    assert count(app) == 1


AS_AT = add_months(date.today().replace(day=1), 1)
TARGET_DATE = add_months(AS_AT, 18)
DETAILS = {
    "title": "Once more",
    "answers": "still-stand",
    **{f"as_at-{part}": str(getattr(AS_AT, part)) for part in ("day", "month", "year")},
    **{f"target_date-{part}": str(getattr(TARGET_DATE, part)) for part in ("day", "month", "year")},
}


def test_a_reassessment_begins_with_the_last_answers_to_be_confirmed(
    app: Flask, lead: Browser, answered_url: str
) -> None:
    page = lead.post_form(f"{answered_url}/reassess", {})
    new, old, today = assessment_at(app, page.path), assessment_at(app, answered_url), date.today()
    assert page.h1 == f"Reassessment {today.year} of Self-assessment 2026"
    assert (new.as_at, new.target_date) == (today, add_months(today, 18))
    assert (new.follows_id, new.lead_id, old.archived_at) == (old.id, old.lead_id, None)
    copied = positions_at(app, page.path)
    assert copied.keys() == {KEPT, REWORDED, RETIRED}
    assert not any(position.is_confirmed for position in copied.values())
    assert copied[KEPT].note == f"A paper on {KEPT}"
    assert "0 of 27 characteristics answered" in page.text
    with app.app_context():
        assert db.session.query(NarrativeEdit).filter_by(assessment_id=new.id).count() == 0


def test_last_times_answers_may_still_stand_but_for_the_reworded(app: Flask, lead: Browser, answered_url: str) -> None:
    publish_next(app)
    page = lead.get(f"{answered_url}/reassess")
    assert "is on version 1.1 of the model, which is in force; the former one is on version 1.0." in page.text
    begun = lead.press(page, DETAILS)
    assert begun.h1 == "Once more"
    new = assessment_at(app, begun.path)
    assert (new.as_at, new.target_date, new.model.version) == (AS_AT, TARGET_DATE, "1.1")
    assert {code: it.is_confirmed for code, it in positions_at(app, begun.path).items()} == {
        KEPT: True,
        REWORDED: False,
    }


def test_what_waited_already_waits_on(app: Flask, lead: Browser, answered_url: str) -> None:
    first = lead.post_form(f"{answered_url}/reassess", {}).path
    lead.autosave(lead.get(f"{first}/themes/finance/{KEPT.lower()}"), {})
    second = lead.post_form(f"{first}/reassess", DETAILS).path
    confirmed = {code for code, it in positions_at(app, second).items() if it.is_confirmed}
    assert confirmed == {KEPT}


def test_the_title_of_a_reassessment_does_not_grow(lead: Browser, answered_url: str) -> None:
    long = "x" * 120
    lead.post_form(f"{answered_url}/edit", {"title": long})
    first = lead.post_form(f"{answered_url}/reassess", {})
    assert (len(first.h1), first.h1[:13]) == (120, "Reassessment ")
    lead.post_form(f"{first.path}/edit", {"title": "Reassessment 2019 of our ways"})
    page = lead.get(f"{first.path}/reassess")
    assert page.by_id("title").get("value") == f"Reassessment {date.today().year} of our ways"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"title": " "}, "Enter a title"),
        ({"target_date-year": str(AS_AT.year + 4)}, "Target date must be 12 to 24 months after the as-at date"),
        ({"answers": "perhaps"}, "Not a valid choice."),
        ({"as_at-year": "2001", "target_date-year": "2002"}, "as last time, or later"),
    ],
)
def test_bad_details_of_a_reassessment_are_named_and_nothing_is_begun(
    app: Flask, lead: Browser, answered_url: str, fields: dict[str, str], message: str
) -> None:
    page = lead.post_form(f"{answered_url}/reassess", DETAILS | fields, 422)
    assert [error for error in page.errors() if message in error], page.errors()
    assert page.by_id("as_at-year").get("value") == fields.get("as_at-year", str(AS_AT.year))
    assert count(app) == 1


def test_a_reassessment_sent_twice_is_begun_once(app: Flask, lead: Browser, answered_url: str) -> None:
    one, other = (lead.get(f"{answered_url}/reassess") for _ in range(2))
    first = lead.press(one, DETAILS)
    assert lead.press(other, DETAILS).path == first.path
    assert lead.press(other, DETAILS | {"title": "Another"}).path != first.path
    assert count(app) == 3


def test_the_same_reassessment_begun_again_later_is_another(app: Flask, lead: Browser, answered_url: str) -> None:
    first = lead.post_form(f"{answered_url}/reassess", DETAILS).path
    lead.post(f"{first}/archive", {}, 303)
    assert lead.post_form(f"{answered_url}/reassess", DETAILS).path != first


def test_an_archived_assessment_can_be_reassessed(lead: Browser, answered_url: str) -> None:
    lead.post(f"{answered_url}/archive", {}, 303)
    assert "Reassess" in lead.get(answered_url).links()
    assert lead.post_form(f"{answered_url}/reassess", DETAILS).h1 == "Once more"


def test_the_former_is_linked_for_whoever_may_open_it(
    app: Flask, lead: Browser, viewer: Browser, answered_url: str
) -> None:
    begun = lead.post_form(f"{answered_url}/reassess", DETAILS).path
    for browser in (lead, viewer):
        assert browser.get(begun).links()["Self-assessment 2026"] == answered_url
    lead.post(f"{answered_url}/people/{user_id(app, 'viewer')}/remove", {}, 303)
    page = viewer.get(begun)
    assert "Self-assessment 2026" not in page.links()
    assert "Follows" not in page.text


def test_deleting_the_former_leaves_what_followed_it(app: Flask, lead: Browser, answered_url: str) -> None:
    begun = lead.post_form(f"{answered_url}/reassess", DETAILS).path
    lead.post_form(f"{answered_url}/delete", {"typed_title": "Self-assessment 2026"})
    assert "Follows" not in lead.get(begun).text
    assert len(positions_at(app, begun)) == 3


def words_before(app: Flask, url: str, code: str) -> str | None:
    with app.app_context():
        found = wording_before(db.session.get_one(Assessment, number_of(url)), code)
        return found.statement if found else None


def test_the_words_that_were_answered_are_found_until_the_answer_is_confirmed(
    app: Flask, lead: Browser, answered_url: str
) -> None:
    with app.app_context():
        first = next(it for it in model_of(current_versions()[0]).characteristics if it.code == REWORDED).statement
    publish_next(app)
    copy = move(lead, answered_url)
    assert words_before(app, answered_url, REWORDED) is None
    assert (words_before(app, copy, REWORDED), words_before(app, copy, KEPT)) == (first, None)
    again = lead.post_form(f"{copy}/reassess", {}).path  # with the same words, and still not confirmed
    assert words_before(app, again, REWORDED) == first
    lead.autosave(lead.get(f"{again}/themes/finance/{REWORDED.lower()}"), {})
    assert words_before(app, again, REWORDED) is None
    lead.post_form(f"{answered_url}/delete", {"typed_title": "Self-assessment 2026"})
    assert words_before(app, copy, REWORDED) is None


def test_words_that_went_with_a_deleted_copy_are_not_known_any_more(
    app: Flask, lead: Browser, answered_url: str
) -> None:
    publish_next(app)
    between = move(lead, answered_url)
    publish_next(app, "1.2", lambda it: reword(it, "Other words again."))
    last = move(lead, between)
    title = "Self-assessment 2026"
    lead.post_form(f"{between}/delete", {"typed_title": title})
    assert words_before(app, last, REWORDED) is None
    page = lead.get(f"{last}/themes/finance/{REWORDED.lower()}")
    assert "carried over from an earlier assessment" in page.text
    assert "How it read before" not in page.text


def described(**criteria: tuple[str, ...]) -> Characteristic:
    """A characteristic of two levels with these criteria: one=…, two=…"""
    levels = {
        number: LevelDescription(descriptor=name, criteria=criteria.get(name, ()))
        for number, name in enumerate(("one", "two"), start=1)
    }
    return Characteristic(code="X1", slug="x", title="X", statement="X.", why="X.", levels=levels)


@pytest.mark.parametrize(
    ("ticked", "after", "kept"),
    [
        ("1.1 1.2 2.1", {"one": ("A", "B"), "two": ("C",)}, "1.1 1.2 2.1"),
        ("1.1 1.2 2.1", {"one": ("B", "A"), "two": ("C",)}, "1.1 1.2 2.1"),
        ("1.1", {"one": ("B", "A"), "two": ("C",)}, "1.2"),
        ("1.1 2.1", {"one": ("B",), "two": ("C", "A")}, "2.1 2.2"),
        ("1.1 1.2", {"one": ("A  different",), "two": ()}, ""),
        ("1.1", {"one": ("New", " A "), "two": ("A",)}, "1.2"),
        ("", {"one": ("A", "B"), "two": ("C",)}, ""),
    ],
)
def test_a_tick_goes_where_its_text_stands_now(ticked: str, after: dict[str, tuple[str, ...]], kept: str) -> None:
    assert carry_ticks(ticked, described(one=("A", "B"), two=("C",)), described(**after)) == kept


def test_ticks_are_carried_with_the_answer(app: Flask, lead: Browser, answered_url: str) -> None:
    with app.app_context(), writing():
        position = db.session.get_one(Position, (number_of(answered_url), KEPT))
        position.criteria, position.saved_at = "1.1 2.1", utc_now()

    def turn_round(characteristic: Characteristic) -> Characteristic:
        first = characteristic.levels[1]
        turned = first.model_copy(update={"criteria": first.criteria[::-1]})
        return characteristic.model_copy(update={"levels": characteristic.levels | {1: turned}})

    with app.app_context():
        model = model_of(current_versions()[0])
        last = len(next(it for it in model.characteristics if it.code == KEPT).levels[1].criteria)
    publish_next(app, change=turn_round)
    copied = positions_at(app, move(lead, answered_url))[KEPT]
    assert (copied.criteria, copied.is_confirmed) == (f"1.{last} 2.1", True)


def test_an_answer_that_was_cleared_again_is_not_copied(app: Flask, lead: Browser, answered_url: str) -> None:
    cleared = {"kind": None, "current": None, "target": None, "evidence": None, "note": ""}
    with app.app_context(), writing():
        position = db.session.get_one(Position, (number_of(answered_url), KEPT))
        for name, value in cleared.items():
            setattr(position, name, value)
    publish_next(app)
    assert KEPT not in positions_at(app, move(lead, answered_url))


def test_starting_an_assessment_offers_every_model_with_its_summary(app: Flask, lead: Browser) -> None:
    with app.app_context():
        first = model_of(current_versions()[0])
        other = first.model_copy(update={"id": "other", "title": "Another model", "summary": "About something else."})
        with writing():
            publish(other, by=None)
    page = lead.get("/assessments/new")
    assert "About something else." in page.text
    chosen = next(radio for radio in page.find("input", name="model_version") if radio.get("checked") is not None)
    choices = [radio.get("value", "") for radio in page.find("input", name="model_version")]
    assert chosen.get("value") == choices[0]
    begun = lead.press(page, {"title": "Of another kind", "model_version": choices[1]})
    assert "Another model, version 1.0" in begun.text


def test_a_target_date_left_as_proposed_follows_the_model_that_is_chosen(app: Flask, lead: Browser) -> None:
    with app.app_context():
        first = model_of(current_versions()[0])
        with writing():
            publish(first.model_copy(update={"id": "other", "title": "Another", "horizon_months": 12}), by=None)
    page = lead.get("/assessments/new")
    assert "Its targets are usually 12 months ahead." in page.text
    choices = [radio.get("value", "") for radio in page.find("input", name="model_version")]
    begun = {choice: lead.press(page, {"title": "Begun", "model_version": choice}).path for choice in choices}
    months = {choice: assessment_at(app, url) for choice, url in begun.items()}
    for choice, horizon in zip(choices, (18, 12), strict=True):
        assert months[choice].target_date == add_months(months[choice].as_at, horizon)
    by_hand = add_months(date.today(), 20)
    typed = {f"target_date-{part}": str(getattr(by_hand, part)) for part in ("day", "month", "year")}
    chosen = lead.press(page, {"title": "By hand", "model_version": choices[1]} | typed).path
    assert assessment_at(app, chosen).target_date == by_hand


def test_what_is_started_on_a_page_drawn_before_a_publish_begins_on_the_new_version(app: Flask, lead: Browser) -> None:
    page = lead.get("/assessments/new")
    publish_next(app)
    assert assessment_at(app, lead.press(page, {"title": "Just after"}).path).model.version == "1.1"
    redrawn = lead.press(page, {"title": ""}, 422)
    assert redrawn.errors() == ["Enter a title"]
    assert assessment_at(app, lead.press(redrawn, {"title": "Later"}).path).model.version == "1.1"


def separately(app: Flask, stage: Stage) -> str:
    return f"/assessments/{start(app, stage=stage, sponsor='member', smallest_group=7)}"


def people_at(app: Flask, url: str) -> dict[str, Participant]:
    with app.app_context():
        found = db.session.query(Participant).filter_by(assessment_id=number_of(url))
        return {person.name: person for person in found}


def give_link(app: Flask, person: int, secret: str, **columns: object) -> None:
    with app.app_context(), writing():
        row = db.session.get_one(Participant, person)
        for name, value in {"link_hash": secret, "code_hash": "code", "told_at": utc_now(), **columns}.items():
            setattr(row, name, value)


def test_a_reassessment_asks_the_same_people_without_their_links_codes_and_answers(app: Flask, lead: Browser) -> None:
    url = separately(app, Stage.SIGNED_OFF)
    person = add_person(app, number_of(url), Group.MEMBER, name="Ann", directorate="Homes", themes="finance gone")
    add_person(app, number_of(url), Group.OFFICER, user="officer", role=Part.REVIEWER)
    gone = add_person(app, number_of(url), Group.OFFICER, name="Withdrawn")
    add_person(app, number_of(url), None)
    answer(app, person, KEPT, 3)
    give_link(app, person, "one", finished_at=utc_now())
    give_link(app, gone, "two", withdrawn_at=utc_now())
    with app.app_context(), writing():
        lead_id = db.session.get_one(Assessment, number_of(url)).lead_id
        of_old = {"assessment_id": number_of(url), "code": KEPT, "saved_by_id": lead_id, "form_id": ""}
        db.session.add(Position(kind=Kind.LEVEL, current=3, **of_old))
    page = lead.get(f"{url}/reassess")
    assert "They answer afresh, in private" in page.text
    assert not page.find("input", name="answers")
    begun = lead.press(page, {"title": "A year on"}).path
    new, people = assessment_at(app, begun), people_at(app, begun)
    assert (new.way, new.stage, new.sponsor_id is not None) == (Way.SEPARATELY, Stage.PREPARING, True)
    assert new.smallest_group == LEAST_GROUP, "what the council has set by now"
    assert people.keys() == {"Ann", "Omar Officer"}
    ann, omar = people["Ann"], people["Omar Officer"]
    assert (ann.group, ann.directorate, ann.themes, ann.role) == (Group.MEMBER, "Homes", "finance", Part.PARTICIPANT)
    assert (ann.link_hash, ann.code_hash, ann.told_at, ann.finished_at, ann.epoch) == (None, None, None, None, 0)
    assert (omar.role, omar.user_id is not None) == (Part.REVIEWER, True)
    assert positions_at(app, begun) == {}
    with app.app_context():
        assert db.session.query(Response).filter_by(participant_id=ann.id).count() == 0
        assert db.session.query(Response).filter_by(participant_id=person).count() == 1


@pytest.mark.parametrize("stage", [Stage.OPEN, Stage.CLOSED])
def test_what_people_answer_in_private_is_not_moved_under_them(app: Flask, lead: Browser, stage: Stage) -> None:
    url = separately(app, stage)
    publish_next(app)
    page = lead.get(f"{url}/move")
    assert "what somebody answered in private is never moved to other words" in page.text
    assert not list(page.find("main")[0].iter("form"))
    refused = lead.post(f"{url}/move", {"version": "1.1"}, 409)
    assert "Agree the position first: it can be moved to version 1.1 then." in refused.text
    assert (count(app), assessment_at(app, url).archived_at) == (1, None)


def test_while_it_is_prepared_the_people_and_their_links_go_along(app: Flask, lead: Browser, officer: Browser) -> None:
    url = separately(app, Stage.PREPARING)
    window(app, number_of(url), 3, 10)
    person = add_person(app, number_of(url), Group.MEMBER, name="Ann")
    add_person(app, number_of(url), user="officer")
    give_link(app, person, "one")
    with_another_level(app)  # nobody has answered, so that does not matter
    assert "private links that you have handed out work there" in lead.get(f"{url}/move").text
    copy = move(lead, url)
    new, old = assessment_at(app, copy), assessment_at(app, url)
    assert (new.way, new.stage, new.model.version) == (Way.SEPARATELY, Stage.PREPARING, "2.0")
    assert (new.opens_on, new.closes_on, new.smallest_group) == (old.opens_on, old.closes_on, 7)
    assert old.archived_at is not None
    ann = people_at(app, copy)["Ann"]
    assert (ann.id, ann.link_hash, ann.code_hash) == (person, "one", "code")
    officer.get(copy)


@pytest.mark.parametrize("stage", [Stage.AGREED, Stage.SIGNED_OFF])
def test_an_agreed_position_goes_along_and_the_copy_is_done_together(
    app: Flask, lead: Browser, officer: Browser, stage: Stage
) -> None:
    url = separately(app, stage)
    person = add_person(app, number_of(url), Group.MEMBER, name="Ann")
    add_person(app, number_of(url), user="officer")
    answer(app, person, KEPT, 3)
    with app.app_context(), writing():
        lead_id = db.session.get_one(Assessment, number_of(url)).lead_id
        of_old = {"assessment_id": number_of(url), "code": KEPT, "saved_by_id": lead_id, "form_id": ""}
        db.session.add(Position(kind=Kind.LEVEL, current=3, rationale="Because.", minority_view="Not all.", **of_old))
    publish_next(app)
    assert "Nobody’s private answers are copied." in lead.get(f"{url}/move").text
    copy = move(lead, url)
    new = assessment_at(app, copy)
    assert (new.way, new.stage, new.sponsor_id is not None) == (Way.TOGETHER, Stage.OPEN, True)
    position = positions_at(app, copy)[KEPT]
    assert (position.current, position.rationale, position.minority_view) == (3, "Because.", "Not all.")
    people = people_at(app, copy)
    assert {name: it.role for name, it in people.items()} == {"Omar Officer": Part.VIEWER}
    officer.post(f"{copy}/themes/finance/{KEPT.lower()}", {"current": "1"}, 403)
    assert people_at(app, url).keys() == {"Ann", "Omar Officer"}


def test_moving_and_reassessing_are_in_the_record(app: Flask, lead: Browser, answered_url: str) -> None:
    publish_next(app)
    begun, copy = lead.post_form(f"{answered_url}/reassess", {}).path, move(lead, answered_url)
    with app.app_context():
        found = {event.assessment_id: event.what for event in db.session.query(Event) if "." in event.what}
    assert found[number_of(begun)] == "assessment.reassessed"
    assert found[number_of(copy)] == "assessment.moved"
