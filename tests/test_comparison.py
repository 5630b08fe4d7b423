"""Where members and officers differ: reckoned once from the responses, suppressed, stored, and shown."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from app.assessment.tables import Assessment, Privacy, Stage
from app.audit.tables import Event
from app.database import db, writing
from app.participation.tables import Group, Part, Participant
from app.position.comparing import ComparisonFigures, find_comparison, from_json, is_compared, to_json
from app.position.tables import Comparison
from app.results.figures import Profile
from tests import voices
from tests.browsing import Browser, Page
from tests.summaries import answer as answer_position
from tests.summaries import html_of

Answers = dict[str, tuple[list[int | None], ...]]
"""Levels by code, of members, officers and partners; None for “don’t know”."""
ANSWERS: Answers = {
    "FV1": ([3, 3, 3, 4, 2], [1, 1, 2, 2, 1, 2]),
    "FV2": ([2, 2, 3, 3, 2], [2, 3, 2, 2, 2, 3]),
    "FV3": ([3, 3, 2, None, 3], [1, 1, 1, None, None, 2]),
    "FV4": ([4, 4, 4, 4, 4], [1, 2, 3, 1, 2, 3]),
}


def made(app: Flask, answers: Answers, stage: Stage = Stage.CLOSED, privacy: Privacy = Privacy.GROUPED) -> int:
    """An assessment whose people answered this, at a stage; its number."""
    assessment_id = voices.start(app, privacy)
    sizes = [
        max((len(groups[number]) for groups in answers.values() if len(groups) > number), default=0)
        for number in range(3)
    ]
    people = voices.add_people(app, assessment_id, *sizes)
    starts = (0, sizes[0], sizes[0] + sizes[1])
    for code, groups in answers.items():
        for start, levels in zip(starts, groups, strict=False):
            for number, level in enumerate(levels):
                target = None if level is None else min(5, level + 1)
                voices.answer(app, people[start + number], code, level, target, None if level is None else 2)
    voices.set_stage(app, assessment_id, stage)
    return assessment_id


def compared(app: Flask, assessment_id: int) -> ComparisonFigures:
    with app.test_request_context():
        found = find_comparison(db.session.get_one(Assessment, assessment_id))
        assert found
        return found


@pytest.fixture
def assessment_id(app: Flask) -> int:
    return made(app, ANSWERS)


@pytest.fixture
def url(assessment_id: int) -> str:
    return f"/assessments/{assessment_id}/results"


def test_the_figures_are_counts_by_group(app: Flask, assessment_id: int) -> None:
    one = compared(app, assessment_id).characteristics["FV1"]
    assert one.groups[Group.MEMBER].profile == Profile((0, 0, 1, 3, 1, 0))
    assert one.groups[Group.OFFICER].profile == Profile((0, 3, 3, 0, 0, 0))
    assert one.all is not None
    assert (one.all.n, one.all.lowest, one.all.highest) == (11, 1, 4)
    officers = one.groups[Group.OFFICER].median
    assert officers is not None
    assert (officers.low, officers.high) == (1, 2)
    assert one.target.groups[Group.MEMBER].profile.counts == (0, 0, 0, 1, 3, 1)


def test_a_group_under_five_and_a_unanimous_one_are_not_shown(app: Flask, assessment_id: int) -> None:
    characteristics = compared(app, assessment_id).characteristics
    assert characteristics["FV3"].groups == {}
    assert characteristics["FV3"].all is not None
    assert characteristics["FV3"].all.unknown == 3
    assert characteristics["FV4"].all is None
    # Nobody’s strength of evidence differs from the others’.
    assert characteristics["FV1"].evidence.all is None


def test_it_comes_back_from_json_as_it_went(app: Flask, assessment_id: int) -> None:
    figures = compared(app, assessment_id)
    assert from_json(to_json(figures)) == figures
    assert from_json(json.dumps(json.loads(to_json(figures)))) == figures


def test_there_is_none_before_the_window_closes(app: Flask) -> None:
    assessment_id = made(app, ANSWERS, Stage.OPEN)
    with app.test_request_context():
        assessment = db.session.get_one(Assessment, assessment_id)
        assert find_comparison(assessment) is None
        assert not is_compared(assessment)


def test_there_is_none_in_one_done_together(app: Flask, assessment_url: str) -> None:
    with app.test_request_context():
        assert find_comparison(db.session.get_one(Assessment, int(assessment_url.rsplit("/", 1)[1]))) is None


def test_it_is_made_once_and_a_later_withdrawal_changes_nothing(app: Flask, assessment_id: int) -> None:
    before = compared(app, assessment_id)
    with app.app_context(), writing():
        db.session.delete(db.session.query(Participant).filter_by(group=Group.MEMBER).first())
    assert compared(app, assessment_id) == before
    with app.app_context():
        assert db.session.query(Event).filter_by(what="comparison.made").count() == 1


def test_who_has_withdrawn_and_what_waits_to_be_confirmed_do_not_count(app: Flask) -> None:
    assessment_id = made(app, ANSWERS)
    with app.app_context(), writing():
        db.session.query(Participant).filter_by(name="Councillor 1").one().withdrawn_at = db.func.now()
    one = compared(app, assessment_id).characteristics["FV1"]
    assert one.groups == {}
    assert one.all is not None
    assert one.all.n == 10


def test_requests_at_the_same_moment_store_one(app: Flask, assessment_id: int) -> None:
    barrier = Barrier(6)

    def ask(_: int) -> str:
        with app.test_request_context():
            assessment = db.session.get_one(Assessment, assessment_id)
            barrier.wait()
            found = find_comparison(assessment)
            db.session.remove()
            assert found
            return to_json(found)

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(ask, range(6)))) == 1
    with app.app_context():
        assert db.session.query(Comparison).count() == 1
        assert db.session.query(Event).filter_by(what="comparison.made").count() == 1


def test_a_window_that_was_reopened_meanwhile_stores_none(app: Flask, assessment_id: int) -> None:
    with app.test_request_context():
        stale = db.session.get_one(Assessment, assessment_id)
        db.session.expunge(stale)
        voices.set_stage(app, assessment_id, Stage.OPEN)
        assert find_comparison(stale) is None
        assert not is_compared(stale)


def test_of_a_named_assessment_everything_is_shown(app: Flask) -> None:
    assessment_id = made(app, {"FV1": ([2], [3, 3])}, privacy=Privacy.NAMED)
    figures = compared(app, assessment_id)
    assert figures.is_enough
    assert {group: spread.n for group, spread in figures.characteristics["FV1"].groups.items()} == {
        Group.MEMBER: 1,
        Group.OFFICER: 2,
    }


# The page


def part(page: Page, name: str) -> str:
    """The text of the block of one characteristic."""
    (block,) = [
        e
        for e in page.root.iter("div")
        if e.get("class") == "app-differ" and any(c.get("id") == name for c in e.iter())
    ]
    return " ".join("".join(block.itertext()).split())


def test_before_a_position_is_agreed_the_page_leads_with_the_comparison(lead: Browser, url: str) -> None:
    page = lead.get(url)
    assert page.text.index("No position is agreed yet.") < page.text.index("Where we differ")
    assert not page.find("h2", id="chart")
    assert "11 people answered individually and in private" in page.text


def test_the_widest_gap_is_read_out(lead: Browser, url: str) -> None:
    (first, *_) = lead.get(url).find("ul", aria_labelledby="widest-differences")[0]
    words = " ".join("".join(first.itertext()).split())
    assert words == (
        "Medium-term planning: between one and two levels apart"
        "Members see it at Mature, officers between Minimum and Developing."
    )


def test_each_group_has_its_median_its_range_and_its_count(lead: Browser, url: str) -> None:
    words = part(lead.get(url), "differ-fv1")
    assert "Members: median Mature, range Developing to Leader, 5 levels given" in words
    assert "Officers: median between Minimum and Developing, range Minimum to Developing, 6 levels given" in words
    assert "All: median Developing" in words


def test_the_strip_has_a_text_that_says_the_same(lead: Browser, url: str) -> None:
    words = part(lead.get(url), "differ-fv1")
    assert "Medium-term planning: how many gave each level" in words
    assert "Members: 1 Developing, 3 Mature, 1 Leader. Officers: 3 Minimum, 3 Developing." in words


def test_who_did_not_know_is_said(lead: Browser, url: str) -> None:
    page = lead.get(url)
    assert "3 of 11 people said “don’t know”." in page.text
    assert "Members and officers are not shown, to keep answers private." in part(page, "differ-fv3")


def test_what_is_hidden_says_why_in_one_sentence(lead: Browser, url: str) -> None:
    words = part(lead.get(url), "differ-fv4")
    assert words.endswith(
        "Not shown, to keep answers private: fewer than five people gave a level, or many gave the same one."
    )
    assert "Leader" not in words


def test_the_table_says_the_same(lead: Browser, url: str) -> None:
    rows = [
        [" ".join("".join(cell.itertext()).split()) for cell in row]
        for table in lead.get(url).root.iter("table")
        if "app-differ-table" in table.get("class", "")
        for row in table.iter("tr")
    ]
    assert [
        "Members",
        "Mature",
        "Developing to Leader",
        "1 Developing, 3 Mature, 1 Leader",
        "Leader",
        "not shown",
    ] in rows


def test_a_themes_figures_are_of_what_is_shown_of_it_alone(lead: Browser, url: str) -> None:
    finance = lead.get(url).by_id("differ-finance")
    words = " ".join("".join(next(finance.iter("ul")).itertext()).split())
    assert "Members: median Mature, range Developing to Leader, 10 levels given" in words


def test_with_a_position_the_page_has_both(app: Flask, lead: Browser, url: str, assessment_id: int) -> None:
    answer_position(app, f"/assessments/{assessment_id}", 0)
    page = lead.get(url)
    assert page.find("h2", id="chart")
    assert page.text.index("furthest apart") < page.text.index("The position") < page.text.index("theme by theme")


def test_under_five_answers_there_is_no_comparison_and_the_page_says_why(app: Flask, lead: Browser) -> None:
    assessment_id = made(app, {"FV1": ([1, 2], [3, 4])})
    page = lead.get(f"/assessments/{assessment_id}/results")
    assert "There is no comparison, because fewer than five people answered" in page.text
    assert not page.find("h2", id="differ-each")


def test_nothing_is_compared_while_people_answer(app: Flask, lead: Browser) -> None:
    lead.get(f"/assessments/{made(app, ANSWERS, Stage.OPEN)}/results", 403)


def test_a_viewer_sees_it_once_the_position_is_agreed(
    app: Flask, viewer: Browser, url: str, assessment_id: int
) -> None:
    voices.add_person(app, assessment_id, None, user="viewer", role=Part.VIEWER)
    viewer.get(url, 403)
    voices.set_stage(app, assessment_id, Stage.AGREED)
    assert "Where we differ" in viewer.get(url).text


def test_one_done_together_has_no_comparison(lead: Browser, assessment_url: str) -> None:
    assert "differ" not in lead.get(f"{assessment_url}/results").text


def test_the_wording_never_says_weakness_and_has_no_decimals(lead: Browser, url: str) -> None:
    text = lead.get(url).text.lower()
    for word in ("weak", "worse", "score:", "average", "wrong", "%"):
        assert word not in text


def test_the_summary_has_the_same_figures(app: Flask, assessment_id: int) -> None:
    html = html_of(app, f"/assessments/{assessment_id}")
    assert "Where views differ" in html
    assert "Members see it at Mature, officers between Minimum and Developing." in html
    assert "column-count" not in html


def test_the_summary_of_one_done_together_has_no_such_page(app: Flask, assessment_url: str) -> None:
    assert "Where views differ" not in html_of(app, assessment_url)
