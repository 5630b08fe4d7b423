"""Which resources are shown for a gap, in which order, and where."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from app.accounts.tables import CouncilType
from app.database import db
from app.resources.fit import Candidate, best_for, best_of_kinds, first_step, wants_more
from app.resources.tables import Kind, LinkState, Status
from tests.browsing import Browser, Page, squeeze
from tests.entries import add_entry, add_note, change_entry, open_the_hub, serves
from tests.summaries import answer, html_of

DISTRICT = CouncilType.DISTRICT
MODEL = "/model/efficient-and-intelligent-council"


def candidate(slug: str, **parts: object) -> Candidate:
    values: dict[str, object] = {
        "slug": slug,
        "title": slug,
        "publisher": "Fenmarsh",
        "url": f"https://fenmarsh.example.org/{slug}",
        "kind": Kind.GUIDANCE,
        "year": 2024,
        "status": Status.CURRENT,
        "link_state": LinkState.UNCHECKED,
        "council_types": "",
        "code": "FV1",
        "from_level": 2,
        "to_level": 3,
        "helped": 0,
    }
    return Candidate(**values | parts)  # type: ignore[arg-type]


def names(candidates: tuple[Candidate, ...]) -> list[str]:
    return [one.slug for one in candidates]


def best(*candidates: Candidate, level: int = 2) -> list[str]:
    """The same whatever the order in which they come."""
    forwards, backwards = (names(best_for(each, level, DISTRICT)) for each in (candidates, candidates[::-1]))
    assert forwards == backwards
    return forwards


# The step


@pytest.mark.parametrize(
    ("current", "target", "wanted"),
    [(2, 3, True), (1, 4, True), (0, 1, True), (2, None, True), (2, 2, False), (3, 2, False), (5, 5, False)],
)
def test_only_who_wants_to_move_up_is_shown_something(current: int, target: int | None, wanted: bool) -> None:
    assert wants_more(current, target, 5) is wanted


def test_without_a_level_or_at_the_top_there_is_no_step() -> None:
    assert not wants_more(None, 3, 5)
    assert not wants_more(5, None, 5)


def test_from_nothing_it_is_what_leads_to_the_first_level_or_else_from_it() -> None:
    first, next_ = candidate("first", from_level=0, to_level=1), candidate("next", from_level=1, to_level=2)
    assert first_step([next_], 0) == 1
    assert first_step([next_, first], 0) == 0
    assert first_step([next_, first], 2) == 2


# The order


def test_only_what_covers_the_step_is_shown() -> None:
    below, above = candidate("below", from_level=1, to_level=2), candidate("above", from_level=3, to_level=4)
    assert best(below, above, candidate("this")) == ["this"]


def test_each_is_shown_once_by_the_narrowest_of_its_steps() -> None:
    steps = [(1, 3), (2, 3), (0, 4)]
    twice = [candidate("twice", from_level=start, to_level=end) for start, end in steps]
    others = [candidate(f"other-{number}", from_level=1, year=2026) for number in range(2)]
    assert best(*twice, *others) == ["twice", "other-0", "other-1"]
    assert [(one.from_level, one.to_level) for one in best_for(twice, 2, DISTRICT)] == [(2, 3)]


def test_at_most_three_are_shown() -> None:
    assert len(best(*(candidate(f"guide-{number}") for number in range(9)))) == 3


@pytest.mark.parametrize(
    "worse",
    [
        {"from_level": 1, "to_level": 3},
        {"status": Status.ARCHIVED},
        {"link_state": LinkState.BROKEN},
        {"helped": -1},
        {"council_types": "county"},
        {"year": 2020},
        {"year": None},
    ],
)
def test_the_better_one_comes_first(worse: dict[str, object]) -> None:
    # In the order of their names it would be the other way round.
    assert best(candidate("a", **worse), candidate("b")) == ["b", "a"]


@pytest.mark.parametrize(
    "better", [{"helped": 2}, {"council_types": "district county"}, {"year": 2026}, {"link_state": LinkState.BROKEN}]
)
def test_what_helped_here_and_is_for_us_comes_first(better: dict[str, object]) -> None:
    expected = ["a", "b"] if "link_state" in better else ["b", "a"]
    assert best(candidate("a"), candidate("b", **better)) == expected


@pytest.mark.parametrize("state", [LinkState.WORKS, LinkState.MOVED, LinkState.UNSURE])
def test_a_link_that_may_work_is_as_good_as_one_not_checked(state: LinkState) -> None:
    assert best(candidate("a", link_state=state), candidate("b")) == ["a", "b"]


def test_kinds_are_mixed() -> None:
    studies = [candidate(f"a-{number}", kind=Kind.CASE_STUDY, year=2026) for number in range(3)]
    assert best(*studies, candidate("b"), candidate("c", kind=Kind.TOOL, year=2019)) == ["a-0", "b", "c"]


def test_three_of_a_kind_are_not_shown_where_there_is_another() -> None:
    helped = [candidate(f"a-{number}", kind=Kind.CASE_STUDY, helped=3) for number in range(3)]
    assert best(*helped, candidate("z", status=Status.ARCHIVED)) == ["a-0", "a-1", "z"]
    assert best(*helped, candidate("z", link_state=LinkState.BROKEN)) == ["a-0", "a-1", "a-2"]


def test_a_shelf_has_the_best_of_each_kind_and_guidance_first() -> None:
    found = [candidate(f"study-{number}", kind=Kind.CASE_STUDY) for number in range(4)]
    found += [candidate("tool", kind=Kind.TOOL), candidate("old", year=2010), candidate("new")]
    assert names(best_of_kinds(found, DISTRICT)) == ["new", "old", "study-0", "tool"]
    data = [candidate(f"data-{kind}", kind=kind) for kind in Kind]
    assert names(best_of_kinds(data, DISTRICT)) == ["data-guidance", "data-case-study", "data-tool", "data-template"]


# Beside an answer


def feedback(lead: Browser, assessment_url: str, **fields: str) -> str:
    page = lead.get(f"{assessment_url}/themes/finance/fv1")
    return lead.autosave(page, {"evidence": "2"} | fields).text


def test_a_saved_answer_is_told_what_is_worth_reading(lead: Browser, app: Flask, assessment_url: str) -> None:
    add_entry(app, "next-step", title="For the next step")
    add_entry(app, "other-step", title="For another step", serves=serves("FV1 3>4"))
    add_entry(app, "other-code", title="For another characteristic", serves=serves("FV2 2>3"))
    add_entry(app, "gone", title="Withdrawn since", status="withdrawn")
    told = feedback(lead, assessment_url, current="2", target="4")
    assert "Helps from Developing to Mature." in told
    assert 'href="/resources/next-step" target="_blank" rel="noopener">For the next step</a><br>Guidance' in told
    assert not [title for title in ("For another step", "For another characteristic", "Withdrawn") if title in told]


def test_one_who_holds_or_does_not_know_is_told_of_nothing(lead: Browser, app: Flask, assessment_url: str) -> None:
    add_entry(app, "next-step")
    for fields in ({"current": "2", "target": "2"}, {"current": "unknown"}, {"current": "5", "target": "5"}):
        assert "Worth reading" not in feedback(lead, assessment_url, **fields)


def test_from_nothing_the_next_step_up_is_shown(lead: Browser, app: Flask, assessment_url: str) -> None:
    add_entry(app, "early", title="For beginners", serves=serves("FV1 1>2"))
    told = feedback(lead, assessment_url, current="0", target="1")
    assert "Helps from Minimum to Developing." in told
    assert "For beginners" in told


def test_where_the_hub_has_nothing_the_search_is_offered(lead: Browser, app: Flask, assessment_url: str) -> None:
    add_entry(app, "other-step", title="For another step", serves=serves("FV1 3>4"))
    told = feedback(lead, assessment_url, current="2", target="3")
    assert "The hub has nothing from Developing to Mature yet." in told
    found = lead.get("/resources?characteristic=efficient-and-intelligent-council/FV1")
    assert "/resources?characteristic=efficient-and-intelligent-council/FV1" in told
    assert "For another step" in found.text


def test_steps_that_overlap_show_it_once(lead: Browser, app: Flask, assessment_url: str) -> None:
    add_entry(app, "twice", serves=serves("FV1 1>3", "FV1 2>3", "FV1 0>4"))
    add_entry(app, "other", serves=serves("FV1 1>3"))
    told = feedback(lead, assessment_url, current="2", target="3")
    assert told.count('href="/resources/twice"') == told.count('href="/resources/other"') == 1


def test_what_helped_here_is_shown_first(lead: Browser, app: Flask, assessment_url: str) -> None:
    for slug in ("a-first", "b-second"):
        add_entry(app, slug)
    add_note(app, "b-second", "officer", helped=True)
    told = feedback(lead, assessment_url, current="2", target="3")
    assert told.index("/resources/b-second") < told.index("/resources/a-first")
    change_entry(app, "b-second", link_state=LinkState.BROKEN)
    told = feedback(lead, assessment_url, current="2", target="3")
    assert told.index("/resources/a-first") < told.index("/resources/b-second")


def test_what_another_program_changes_is_shown_at_the_next_save(
    lead: Browser, app: Flask, instance: Path, assessment_url: str
) -> None:
    add_entry(app, "kept", title="As it was")
    add_entry(app, "moved", title="No longer for this step")
    assert "As it was" in feedback(lead, assessment_url, current="2", target="3")
    with closing(sqlite3.connect(instance / "bearings.sqlite")) as other, other:
        other.execute("UPDATE resource SET title = 'As it is now' WHERE slug = 'kept'")
        other.execute("DELETE FROM resource_step WHERE resource_id = (SELECT id FROM resource WHERE slug = 'moved')")
    told = feedback(lead, assessment_url, current="2", target="3")
    assert "As it is now" in told
    assert "No longer for this step" not in told


def test_a_save_asks_for_resources_once(lead: Browser, app: Flask, assessment_url: str, hub: None) -> None:
    asked: list[str] = []
    page = lead.get(f"{assessment_url}/themes/finance/fv1")
    with app.app_context():
        listen = (db.engine, "before_cursor_execute", lambda _c, _u, statement, *_: asked.append(statement))
        event.listen(*listen)
    told = lead.autosave(page, {"current": "2", "target": "3"}).text
    event.remove(*listen)
    assert told.count('href="/resources/') == 3
    assert len([statement for statement in asked if "resource_step" in statement]) == 1


# On the results page and in the summary


@pytest.fixture
def answered(app: Flask, assessment_url: str) -> str:
    """Of the first characteristics one has a gap, one holds, one is not known and one has nothing to read."""
    add_entry(app, "insight", title="Insight step by step", serves=serves("UP1 2>3"))
    add_entry(app, "holding", title="For those who hold", serves=serves("UP2 2>3"))
    answer(app, assessment_url, 0, current=2, target=5)
    answer(app, assessment_url, 1, current=2, target=2)
    answer(app, assessment_url, 3, current=2, target=3)
    return assessment_url


def reading(page: Page, theme: str) -> str:
    (found,) = [s for s in page.find("section") if s.get("aria-labelledby") == f"theme-{theme}"]
    return squeeze("".join(found.itertext()))


def test_the_results_name_what_is_worth_reading_for_each_gap(lead: Browser, answered: str) -> None:
    page = lead.get(f"{answered}/results")
    told = reading(page, "local-place-and-priorities")
    assert "Local insight, from Developing to Mature" in told
    assert page.links()["Insight step by step"] == "/resources/insight"
    assert "For those who hold" not in page.text
    assert "Nothing for this step yet" in told
    assert "Worth reading" not in reading(page, "finance")


def test_the_results_follow_the_hub_at_once(lead: Browser, app: Flask, answered: str) -> None:
    lead.get(f"{answered}/results")
    add_entry(app, "newer", title="Come since", serves=serves("UP1 2>3"))
    assert "Come since" in lead.get(f"{answered}/results").text


def test_the_summary_prints_titles_publishers_and_addresses(app: Flask, answered: str) -> None:
    html = html_of(app, answered)
    assert html.count("<h3>Worth reading</h3>") == 1
    assert "Local insight, from Developing to Mature" in squeeze(html).replace('<span class="code">UP1</span> ', "")
    address = "https://fenmarsh.example.org/insight"
    assert f'<p>Insight step by step. Fenmarsh Council. <a href="{address}">{address}</a></p>' in html
    assert "For those who hold" not in html


def test_a_summary_without_gaps_has_nothing_to_read(app: Flask, assessment_url: str) -> None:
    add_entry(app, "insight", serves=serves("UP1 2>3"))
    answer(app, assessment_url, 0, current=2, target=2)
    assert "Worth reading" not in html_of(app, assessment_url)


# Under the characteristics of the model


def test_a_theme_of_the_model_shows_resources_to_those_who_may_read_them(
    administrator: Browser, lead: Browser, visitor: Browser, app: Flask
) -> None:
    for number in range(5):
        add_entry(app, f"guide-{number}", title=f"Guide {number}", year=2020 + number)
    add_entry(app, "study", title="A case", kind="case-study", serves=serves("FV1 1>2", "FV1 2>3"))
    assert "Guide 4" not in visitor.get(f"{MODEL}/finance").text
    page = lead.get(f"{MODEL}/finance")
    assert "Guidance: Guide 4 Guidance: Guide 3 Guidance: Guide 2 Case study: A case" in page.text
    assert "All 6 resources for this characteristic: Medium-term planning" in page.links()
    open_the_hub(administrator)
    assert "Case study: A case" in visitor.get(f"{MODEL}/finance").text
