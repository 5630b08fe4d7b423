"""Agreeing the position: the list by disagreement, one characteristic, the easy ones, and two people at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from app.assessment.saving import Origin, agreement_sheet, position_sheet
from app.assessment.tables import Assessment, Position, Privacy, Stage
from app.audit.tables import Event
from app.database import db, writing
from app.participation.tables import Group, Part, Participant
from app.position.reviewing import not_agreed
from app.position.signing import draft_of, sign
from app.results.figures import Kind
from tests import voices
from tests.browsing import Browser, Page, fields_of

WIDE = [0, 1, 1, 2, 4, 1, 2, 2, 3, 3]
"""Four levels; the middle of all is Developing."""
NARROW = [2, 2, 3, 3, 3, 2, 2, 2, 3, 2]
"""One level; the middle is Developing."""
MEDIUM = [1, 1, 1, 2, 3, 3, 3, 3, 3, 2]
"""Two levels, members below officers."""
CLOSER = [1, 1, 2, 3, 3, 1, 2, 2, 3, 3]
"""Two levels, members and officers alike."""
COMPLETE = {"current": "2", "target": "3", "evidence": "2"}
REASONED = COMPLETE | {"rationale": "Seen in the audit."}


def answered(app: Flask, privacy: Privacy = Privacy.GROUPED) -> list[int]:
    """Five members and five officers who answered four characteristics of finance; the window is closed."""
    number = voices.start(app, privacy, sponsor="officer")
    people = voices.add_people(app, number)
    for code, levels in (("FV2", CLOSER), ("FV3", WIDE), ("FV4", NARROW), ("FV5", MEDIUM)):
        for place, (person, level) in enumerate(zip(people, levels, strict=True)):
            voices.answer(app, person, code, level, target=3 + place % 2, evidence=1 + place % 3)
    return people


@pytest.fixture
def people(app: Flask) -> list[int]:
    return answered(app)


@pytest.fixture
def url(app: Flask, people: list[int]) -> str:
    """Of the position, with the window closed."""
    with app.app_context():
        number = db.session.query(Assessment.id).scalar()
    voices.close(app, number)
    return f"/assessments/{number}/position"


def number_of(url: str) -> int:
    return int(url.split("/")[2])


def saved(app: Flask, code: str = "FV3") -> Position | None:
    with app.app_context():
        return db.session.query(Position).filter_by(code=code).one_or_none()


def the(position: Position | None) -> Position:
    assert position is not None
    return position


def events(app: Flask, what: str) -> list[str]:
    with app.app_context():
        return [event.subject for event in db.session.query(Event).filter_by(what=what).order_by(Event.id)]


def titles(page: Page) -> list[str]:
    return ["".join(heading.itertext()).strip() for heading in page.find("h3")]


def agree(browser: Browser, page: Page, fields: dict[str, str], status: int = 200, button: str = "") -> Page:
    fields = fields | ({button: "1"} if button else {})
    return browser.press(page, fields, status, action=page.by_id("agree").get("action"))


def adopt(browser: Browser, url: str) -> Page:
    return browser.press(browser.get(url), action=f"{url}/adopt")


# The list


def test_the_widest_spread_comes_first_then_the_widest_gap_between_groups(lead: Browser, url: str) -> None:
    page = lead.get(url)
    assert page.h1 == "The position"
    assert "0 of 27 agreed" in page.text
    assert titles(page)[:5] == [
        "Reserves and resilience",
        "Procurement and contracts",
        "Budgets and savings",
        "Income and investment",
        "Local insight",
    ]
    assert "Four levels, Not yet in place to Leader" in page.text


def test_what_is_not_shown_comes_last_in_the_models_order(lead: Browser, url: str) -> None:
    page = lead.get(url)
    assert "The spread of 23 characteristics is not shown, to keep answers private; they come last." in page.text
    assert "Spread not shown, to keep answers private" in page.text


def test_the_list_is_filtered_by_theme_and_by_what_is_still_to_agree(lead: Browser, url: str) -> None:
    agree(lead, lead.get(f"{url}/fv3"), REASONED)
    page = lead.get(f"{url}?theme=finance&show=to-agree")
    assert "5 characteristics still to agree in" in page.text
    assert "Reserves and resilience" not in titles(page)
    assert page.by_id("show").get("checked") is not None
    assert page.links()["Income and investment"].endswith("/fv4?theme=finance&show=to-agree")


def test_a_theme_that_does_not_exist_filters_nothing(lead: Browser, url: str) -> None:
    assert len(titles(lead.get(f"{url}?theme=none"))) == 27


def test_the_list_shows_the_agreed_position(lead: Browser, url: str) -> None:
    agree(lead, lead.get(f"{url}/fv3"), REASONED)
    page = lead.get(url)
    assert "1 of 27 agreed" in page.text
    assert "Developing now, Mature by" in page.text


@pytest.mark.parametrize("address", ["", "/fv3"])
def test_there_is_no_such_page_where_people_answer_together(lead: Browser, assessment_url: str, address: str) -> None:
    lead.get(f"{assessment_url}/position{address}", 404)


def test_before_the_window_has_closed_there_is_nothing_to_see(app: Flask, lead: Browser, people: list[int]) -> None:
    with app.app_context():
        number = db.session.query(Assessment.id).scalar()
    assert "open for answers" in lead.get(f"/assessments/{number}/position", 403).text


def test_a_characteristic_that_does_not_exist_is_not_found(lead: Browser, url: str) -> None:
    lead.get(f"{url}/zz9", 404)


def test_a_viewer_reads_it_once_it_is_agreed(app: Flask, lead: Browser, viewer: Browser, url: str) -> None:
    voices.add_person(app, number_of(url), None, user="viewer", role=Part.VIEWER)
    agree(
        lead, lead.get(f"{url}/fv3"), REASONED | {"restricted_note": "Not for outside.", "minority_view": "Too high."}
    )
    viewer.get(url, 403)
    viewer.get(f"{url}/fv3", 403)
    voices.set_stage(app, number_of(url), Stage.AGREED)
    viewer.get(url)
    page = viewer.get(f"{url}/fv3")
    assert "Developing now, Mature by" in page.text
    assert "Seen in the audit." in page.text
    assert "Too high." in page.text
    assert "Not for outside." not in page.text
    assert not page.find("form", id="agree")


def test_a_stranger_finds_nothing(stranger: Browser, url: str) -> None:
    stranger.get(url, 404)
    stranger.get(f"{url}/fv3", 404)


# One characteristic


def test_the_page_shows_how_many_are_at_each_level_by_group(lead: Browser, url: str) -> None:
    page = lead.get(f"{url}/fv5")
    assert page.h1 == "Procurement and contracts"
    rows = {row[0].text: ["".join(cell.itertext()).strip() for cell in row[1:]] for row in page.find("tr")[:9]}
    assert rows["Minimum"][:3] == ["3", "3", "0"]
    assert rows["Mature"][:3] == ["5", "1", "4"]
    assert rows["Median"][:3] == ["Between Developing and Mature", "Minimum", "Mature"]


def test_the_form_starts_from_the_lower_middle_and_stores_nothing(app: Flask, lead: Browser, url: str) -> None:
    page = lead.get(f"{url}/fv4")
    fields = fields_of(page.by_id("agree"))
    assert (fields["current"], fields["target"], fields["evidence"]) == ("2", "3", "2")
    assert "Nothing is agreed yet. The form starts from the lower middle of the answers." in page.text
    assert "Developing now, Mature by" in page.text
    assert saved(app, "FV4") is None


def test_where_nothing_is_shown_nothing_is_proposed(lead: Browser, url: str) -> None:
    page = lead.get(f"{url}/fv1")
    assert "current" not in fields_of(page.by_id("agree"))
    assert "Not shown, to keep answers private" in page.text


def test_shared_notes_are_shown_without_a_name(app: Flask, lead: Browser, officer: Browser, people: list[int]) -> None:
    voices.answer(app, people[0], "FV3", 2, note="The reserve is for the flood.", is_note_shared=True)
    voices.answer(app, people[9], "FV3", 2, note="Only for me.")
    with app.app_context():
        number = db.session.query(Assessment.id).scalar()
    voices.close(app, number)
    for browser in (lead, officer):
        page = browser.get(f"/assessments/{number}/position/fv3")
        assert "The reserve is for the flood." in page.text
        assert "Only for me." not in page.text
        assert "Councillor 1" not in page.text


def test_notes_are_for_those_who_agree_the_position(app: Flask, viewer: Browser, people: list[int]) -> None:
    voices.answer(app, people[0], "FV3", 2, note="The reserve is for the flood.", is_note_shared=True)
    with app.app_context():
        number = db.session.query(Assessment.id).scalar()
    voices.add_person(app, number, None, user="viewer", role=Part.VIEWER)
    voices.set_stage(app, number, Stage.AGREED)
    assert "The reserve is for the flood." not in viewer.get(f"/assessments/{number}/position/fv3").text


def test_answers_have_names_only_where_the_council_chose_so(app: Flask, lead: Browser) -> None:
    answered(app, Privacy.NAMED)
    with app.app_context():
        number = db.session.query(Assessment.id).scalar()
    voices.close(app, number)
    page = lead.get(f"/assessments/{number}/position/fv3")
    assert "Councillor 5 (member)" in page.text
    assert "Each answer by name" in page.text


def test_somebody_with_an_account_and_no_other_name_is_named_too(app: Flask, lead: Browser) -> None:
    """As whoever was let in while the assessment was done together."""
    person = answered(app, Privacy.NAMED)[0]
    with app.app_context(), writing():
        row = db.session.get_one(Participant, person)
        row.name, row.user_id, number = "", voices.find_user("member"), row.assessment_id
    voices.close(app, number)
    assert "Mary Member (member)" in lead.get(f"/assessments/{number}/position/fv3").text


def test_answers_have_no_names_otherwise(lead: Browser, url: str) -> None:
    text = lead.get(f"{url}/fv3").text
    assert "Councillor 5" not in text
    assert "Each answer by name" not in text


# Agreeing


def test_a_position_is_saved_with_what_belongs_to_it(app: Flask, lead: Browser, url: str) -> None:
    texts = {"minority_view": "Some see Mature.", "restricted_note": "Before the tender.", "note": "Section 25 report"}
    agree(lead, lead.get(f"{url}/fv3"), REASONED | texts)
    position = the(saved(app))
    assert (position.kind, position.current, position.target, position.evidence) == (Kind.LEVEL, 2, 3, 2)
    assert (position.rationale, position.minority_view) == ("Seen in the audit.", "Some see Mature.")
    assert (position.restricted_note, position.note) == ("Before the tender.", "Section 25 report")
    assert events(app, "position.agreed") == ["FV3"]
    page = lead.get(f"{url}/fv3")
    assert page.text_of("rationale") == "Seen in the audit."


@pytest.mark.parametrize(
    ("code", "fields", "why"),
    [
        ("fv3", {}, "the answers lie four levels apart"),
        ("fv5", {}, "the answers lie two levels apart"),
        ("fv4", {"current": "4", "target": "4"}, "the position is outside the middle of the answers"),
        ("fv4", {"current": "unknown"}, "the position is outside the middle of the answers"),
        ("fv1", {}, "the spread of the answers is not shown here"),
    ],
)
def test_a_rationale_is_asked_for_and_nothing_typed_is_lost(
    app: Flask, lead: Browser, url: str, code: str, fields: dict[str, str], why: str
) -> None:
    typed = COMPLETE | {"note": "Kept", "minority_view": "Kept as well"} | fields
    page = agree(lead, lead.get(f"{url}/{code}"), typed, 422)
    assert page.errors() == [f"Enter a rationale, because {why}"]
    assert {name: fields_of(page.by_id("agree"))[name] for name in typed} == typed
    assert saved(app, code.upper()) is None
    agree(lead, page, {"rationale": "Because."})
    assert the(saved(app, code.upper())).rationale == "Because."


def test_in_the_middle_of_a_narrow_spread_no_rationale_is_needed(app: Flask, lead: Browser, url: str) -> None:
    agree(lead, lead.get(f"{url}/fv4"), COMPLETE)
    assert the(saved(app, "FV4")).current == 2


def test_both_sides_of_a_middle_between_two_levels_are_inside(app: Flask, lead: Browser) -> None:
    number = voices.start(app)
    for place, person in enumerate(voices.add_people(app, number)):
        voices.answer(app, person, "FV4", 2 + place % 2, target=4, evidence=2)
    voices.close(app, number)
    page = lead.get(f"/assessments/{number}/position/fv4")
    agree(lead, page, {"current": "3", "target": "4", "evidence": "2"})
    assert the(saved(app, "FV4")).current == 3


def test_a_target_below_the_current_level_needs_its_reason(lead: Browser, url: str) -> None:
    page = agree(lead, lead.get(f"{url}/fv3"), REASONED | {"current": "4"}, 422)
    assert page.errors() == ["Enter why the target is below where you are now"]


def test_a_position_is_saved_whole_or_not_at_all(app: Flask, lead: Browser, url: str) -> None:
    page = agree(lead, lead.get(f"{url}/fv1"), {"current": "2", "rationale": "As the auditor says."}, 422)
    assert page.errors() == [
        "Select where you want to be. The same level as now means “hold”",
        "Select how strong the evidence is",
    ]
    assert saved(app, "FV1") is None


def test_save_and_next_goes_down_the_list(lead: Browser, url: str) -> None:
    page = agree(lead, lead.get(f"{url}/fv3"), REASONED, button="next")
    assert page.path == f"{url}/fv5"
    page = agree(lead, page, REASONED, button="next")
    assert page.path == f"{url}/fv2"


def test_save_and_next_stays_in_the_theme_and_ends_at_the_list(lead: Browser, url: str) -> None:
    page = lead.get(f"{url}/fv3?theme=finance")
    for _ in range(6):
        page = agree(lead, page, REASONED, button="next")
    assert page.path == url
    assert page.response.request.args["theme"] == "finance"
    assert "6 of 27 agreed" in page.text


def test_too_long_a_text_is_refused_and_kept(lead: Browser, url: str) -> None:
    page = agree(lead, lead.get(f"{url}/fv3"), REASONED | {"minority_view": "x" * 5001}, 422)
    assert page.errors() == ["Minority view must be 5,000 characters or fewer"]
    assert "x" * 5001 in (page.by_id("minority_view").text or "")


def test_a_damaged_form_stores_nothing(app: Flask, lead: Browser, url: str) -> None:
    agree(lead, lead.get(f"{url}/fv3"), REASONED | {"form_id": "<script>"}, 422)
    agree(lead, lead.get(f"{url}/fv3"), REASONED | {"current": "9"}, 422)
    assert saved(app) is None


def test_after_it_is_agreed_it_is_not_changed(app: Flask, lead: Browser, url: str) -> None:
    page = lead.get(f"{url}/fv3")
    voices.set_stage(app, number_of(url), Stage.AGREED)
    answer = agree(lead, page, REASONED, 403)
    assert "Seen in the audit." in answer.text
    assert saved(app) is None


def test_the_sponsor_reads_and_does_not_change(app: Flask, officer: Browser, url: str) -> None:
    page = officer.get(f"{url}/fv3")
    assert not page.find("form", id="agree")
    officer.post(f"{url}/fv3", REASONED, 403)
    officer.post(f"{url}/adopt", {"batch": "adopted-0123456789abcdef"}, 403)
    assert saved(app) is None


def test_signed_off_the_page_reads_the_snapshot_and_a_correction_starts_from_what_stands(
    app: Flask, lead: Browser, url: str
) -> None:
    agree(lead, lead.get(f"{url}/fv3"), REASONED)
    with app.app_context():
        assessment = db.session.get_one(Assessment, number_of(url))
        draft = draft_of(assessment)
        with writing():
            sign(assessment, draft, voices.find_user("officer"), "Not discussed.")
            assessment.stage_set = Stage.SIGNED_OFF
        with writing():  # nobody can, but if somebody did
            db.session.query(Position).one().rationale = "Written later."
    assert "Seen in the audit." in lead.get(f"{url}/fv3").text
    assert "Written later." not in lead.get(f"{url}/fv3").text
    voices.set_stage(app, number_of(url), Stage.CLOSED)
    page = lead.get(f"{url}/fv3")
    assert page.text_of("rationale") == "Written later."
    agree(lead, page, {"rationale": "Corrected."})
    assert the(saved(app)).rationale == "Corrected."


# Two at once


def test_a_save_over_somebody_elses_newer_one_is_refused_and_both_are_shown(
    app: Flask, lead: Browser, url: str
) -> None:
    mine = lead.get(f"{url}/fv3")
    agree(lead, lead.get(f"{url}/fv3"), REASONED)
    page = agree(lead, mine, COMPLETE | {"current": "1", "rationale": "Mine.", "minority_view": "View."}, 409)
    assert "Which answer should stand?" in page.text
    both = page.text_of("conflict")
    assert "RationaleSeen in the audit.Mine." in both
    assert page.text_of("rationale") == "Mine."
    assert the(saved(app)).rationale == "Seen in the audit."
    agree(lead, page, {"replaces": "1"})
    assert the(saved(app)).rationale == "Mine."
    assert the(saved(app)).minority_view == "View."


def test_whoever_was_quicker_is_named(app: Flask, lead: Browser, url: str) -> None:
    mine = lead.get(f"{url}/fv3")
    with app.app_context(), writing():
        sheet = agreement_sheet(db.session.get_one(Assessment, number_of(url)))
        empty = dict.fromkeys(("reason", "note", "criteria", "rationale", "minority_view", "restricted_note"), "")
        levels = {"kind": Kind.LEVEL, "current": 1, "target": 2, "evidence": 1, "is_priority": False}
        sheet.save("FV3", levels | empty, Origin("f" * 16, 0, 0, voices.find_user("officer")))
    page = agree(lead, mine, REASONED, 409)
    assert page.errors() == ["Omar Officer saved this position after you opened it. Choose which should stand"]
    assert "Keep theirs" in page.links()
    assert the(saved(app)).current == 1


def test_the_theme_form_of_one_done_together_leaves_what_was_agreed_beside_it(
    app: Flask, lead: Browser, url: str
) -> None:
    agree(lead, lead.get(f"{url}/fv3"), REASONED)
    with app.app_context(), writing():
        sheet = position_sheet(db.session.get_one(Assessment, number_of(url)))
        empty = {"reason": "", "note": "", "criteria": "", "is_priority": False}
        levels = {"kind": Kind.LEVEL, "current": 3, "target": 4, "evidence": 1}
        sheet.save("FV3", levels | empty, Origin("e" * 16, 0, 1, voices.find_user("lead")))
    assert (the(saved(app)).current, the(saved(app)).rationale) == (3, "Seen in the audit.")


def test_of_many_at_the_same_moment_one_saves_and_every_other_is_told(
    app: Flask, browser_of: Callable[[str], Browser], url: str
) -> None:
    browsers = [browser_of("lead") for _ in range(6)]
    forms = [fields_of(browser.get(f"{url}/fv3").by_id("agree")) for browser in browsers]

    def save(number: int) -> tuple[int, str]:
        data = forms[number].to_dict() | REASONED | {"rationale": f"Rationale {number}."}
        answer = browsers[number].client.post(f"{url}/fv3", data=data)
        return answer.status_code, answer.text

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(save, range(6)))
    assert sorted(status for status, _ in answers) == [303, 409, 409, 409, 409, 409]
    won = the(saved(app)).rationale
    for number, (status, html) in enumerate(answers):
        assert (won == f"Rationale {number}.") == (status == 303)
        assert status == 303 or (f"Rationale {number}." in html and won in html)
    assert the(saved(app)).row_version == 1


def test_the_easy_ones_adopted_twice_at_the_same_moment_are_one_batch(
    app: Flask, browser_of: Callable[[str], Browser], url: str
) -> None:
    browsers = [browser_of("lead") for _ in range(4)]
    forms = [fields_of(browser.get(url).form(f"{url}/adopt")) for browser in browsers]
    with ThreadPoolExecutor(4) as pool:
        work = zip(browsers, forms, strict=True)
        answers = list(pool.map(lambda one: one[0].client.post(f"{url}/adopt", data=one[1]).status_code, work))
    assert answers == [303] * 4
    assert the(saved(app, "FV4")).row_version == 1
    assert events(app, "position.adopted") == ["FV4"]


def test_pressing_save_twice_is_no_conflict_and_one_entry_in_the_record(app: Flask, lead: Browser, url: str) -> None:
    page = lead.get(f"{url}/fv3")
    agree(lead, page, REASONED)
    agree(lead, page, REASONED)
    assert the(saved(app)).current == 2
    assert events(app, "position.agreed") == ["FV3"]


# The easy ones


def test_the_easy_ones_are_named_and_adopted_in_one_step(app: Flask, lead: Browser, url: str) -> None:
    page = lead.get(url)
    assert "In 1 characteristic not agreed yet the answers lie at most one level apart." in page.text
    assert "Income and investment: Developing now, Mature by" in page.text
    page = adopt(lead, url)
    assert "The median is adopted for 1 characteristic." in page.text
    position = the(saved(app, "FV4"))
    assert (position.current, position.target, position.evidence, position.is_confirmed) == (2, 3, 2, True)
    assert events(app, "position.adopted") == ["FV4"]
    assert saved(app, "FV3") is None


def test_adopting_twice_does_it_once(app: Flask, lead: Browser, url: str) -> None:
    page = lead.get(url)
    lead.press(page, action=f"{url}/adopt")
    lead.press(page, action=f"{url}/adopt")
    assert the(saved(app, "FV4")).row_version == 1
    assert events(app, "position.adopted") == ["FV4"]


def test_adopting_leaves_what_is_agreed(app: Flask, lead: Browser, url: str) -> None:
    page = lead.get(url)
    agree(lead, lead.get(f"{url}/fv4"), COMPLETE | {"target": "5"})
    lead.press(page, action=f"{url}/adopt")
    assert the(saved(app, "FV4")).target == 5


def test_what_was_adopted_can_be_taken_back(app: Flask, lead: Browser, url: str) -> None:
    page = adopt(lead, url)
    page = lead.press(page, action=f"{url}/undo")
    assert "Taken back: 1 adopted median." in page.text
    assert the(saved(app, "FV4")).kind is None
    assert "Nothing is agreed yet." in lead.get(f"{url}/fv4").text
    assert "adopted for 1 characteristic" in lead.press(page, action=f"{url}/adopt").text
    assert events(app, "position.adoption-undone") == ["FV4"]


def test_a_tab_from_before_the_undo_overwrites_nothing(app: Flask, lead: Browser, url: str) -> None:
    page = adopt(lead, url)
    old_tab = lead.get(f"{url}/fv4")
    lead.press(page, action=f"{url}/undo")
    agree(lead, lead.get(f"{url}/fv4"), REASONED | {"minority_view": "Some doubt it."})
    agree(lead, old_tab, {"note": "Typed before the undo."}, 409)
    assert the(saved(app, "FV4")).minority_view == "Some doubt it."


def test_undoing_twice_is_harmless(app: Flask, lead: Browser, url: str) -> None:
    page = adopt(lead, url)
    lead.press(page, action=f"{url}/undo")
    assert "Nothing was left to take back." in lead.press(page, action=f"{url}/undo").text
    assert events(app, "position.adoption-undone") == ["FV4"]


def test_undo_leaves_what_somebody_has_changed_since(app: Flask, lead: Browser, url: str) -> None:
    page = adopt(lead, url)
    changed = lead.get(f"{url}/fv4")
    assert "adopted together with others" in changed.text
    agree(lead, changed, {"note": "Looked at."})
    lead.press(page, action=f"{url}/undo")
    assert the(saved(app, "FV4")).note == "Looked at."


def test_what_was_carried_over_is_not_overwritten_by_a_median(app: Flask, lead: Browser, url: str) -> None:
    with app.app_context(), writing():
        lead_id = voices.find_user("lead")
        carried = {"assessment_id": number_of(url), "code": "FV4", "note": "From last year", "form_id": ""}
        db.session.add(Position(**carried, kind=Kind.LEVEL, current=1, is_confirmed=False, saved_by_id=lead_id))
    assert "The easy ones" not in lead.get(url).text
    page = lead.get(f"{url}/fv4")
    assert fields_of(page.by_id("agree"))["current"] == "2"
    assert "From last year" in (page.by_id("note").text or "")


def test_a_position_that_holds_no_evidence_and_nothing_else_is_not_overwritten_either(
    app: Flask, lead: Browser, url: str
) -> None:
    with app.app_context(), writing():
        begun = {"assessment_id": number_of(url), "code": "FV4", "form_id": "", "saved_by_id": voices.find_user("lead")}
        db.session.add(Position(**begun, evidence=0))
    assert "The easy ones" not in lead.get(url).text


def test_a_target_below_the_median_is_left_to_the_lead(app: Flask, lead: Browser) -> None:
    number = voices.start(app)
    for place, person in enumerate(voices.add_people(app, number)):
        voices.answer(app, person, "FV4", 3 + place % 2, target=1 + place % 2, evidence=2, reason="A smaller service.")
    voices.close(app, number)
    assert "The easy ones" not in lead.get(f"/assessments/{number}/position").text


def test_a_batch_that_is_none_is_refused(lead: Browser, url: str) -> None:
    lead.post(f"{url}/adopt", {"batch": "x"}, 400)
    lead.post(f"{url}/undo", {"batch": ""}, 400)


def test_what_is_not_agreed_is_known_to_the_stages(app: Flask, lead: Browser, url: str) -> None:
    agree(lead, lead.get(f"{url}/fv3"), REASONED)
    with app.app_context():
        assessment = db.session.get_one(Assessment, number_of(url))
        left = not_agreed(assessment)
        assert "FV3" not in left
        assert len(left) == 26
        assert position_sheet(assessment).read()["FV3"].rationale == "Seen in the audit."


def test_a_partner_is_compared_as_well(app: Flask, lead: Browser) -> None:
    number = voices.start(app)
    for place, person in enumerate(voices.add_people(app, number, partners=5)):
        voices.answer(app, person, "FV4", 2 + place % 2, target=4, evidence=2)
    voices.close(app, number)
    assert Group.PARTNER in list(Group)
    assert "Median of 5 partners" in lead.get(f"/assessments/{number}/position").text
