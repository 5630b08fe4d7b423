"""Assess once, use many: the same answers by the parts of another framework, which is data of the model."""

import re

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.config import TOP
from app.database import db, writing
from app.maturity.definitions import Model
from app.maturity.loading import read_model
from app.maturity.publishing import publish
from app.maturity.tables import ModelVersion
from app.results.figures import Answer, Kind, figures_of
from app.results.frameworks import FrameworkFigures, framework_figures
from tests.browsing import Browser, Page, squeeze
from tests.conftest import OTHER_MODEL
from tests.summaries import answer

FRAMEWORKS = """\
frameworks:
  - id: public-libraries
    title: Public libraries promise
    publisher: Society of Made-up Libraries
    url: https://libraries.example/promise
    parts:
      - id: reading
        title: Reading for everybody
      - id: digital
        title: Digital access
      - id: place
        title: A place in the town
  - id: nothing-yet
    title: Nothing yet
    publisher: Nobody
    url: https://nobody.example/
    parts:
      - id: only
        title: The only part
themes:
"""
MAPS = {
    "BK1": "{public-libraries: [reading]}",
    "D1": "{public-libraries: [place]}",
    "D2": "{public-libraries: [reading, place]}",
    "TWN10": "{public-libraries: [reading]}",
}


def with_frameworks() -> Model:
    """The library’s model as somebody would write another framework into its file, and nothing else."""
    text = OTHER_MODEL.read_text("utf-8").replace("themes:\n", FRAMEWORKS, 1).replace('version: "2"', 'version: "3"')
    for code, mapped in MAPS.items():
        text = text.replace(f"- code: {code}\n", f"- code: {code}\n        maps_to: {mapped}\n")
    return read_model(text, "frameworks.yaml")


MODEL = with_frameworks()


def by_parts(answers: dict[str, Answer], framework: str = "public-libraries") -> FrameworkFigures:
    found = MODEL.find_framework(framework)
    assert found
    return framework_figures(MODEL, found, figures_of(MODEL, answers))


def test_a_part_has_every_characteristic_that_maps_to_it_in_the_models_order() -> None:
    parts = {part.id: [row.code for row in part.rows] for part in by_parts({}).parts}
    assert parts == {"reading": ["BK1", "D2", "TWN10"], "digital": [], "place": ["D1", "D2"]}


def test_a_part_has_the_profile_of_its_characteristics() -> None:
    answers = {
        "BK1": Answer(Kind.LEVEL, 1, 3),
        "D2": Answer(Kind.LEVEL, 3, 3),
        "TWN10": Answer(Kind.UNKNOWN),
        "BK2": Answer(Kind.LEVEL, 4, 4),
    }
    reading, digital, place = by_parts(answers).parts
    assert reading.current.counts == (0, 1, 0, 1, 0)
    assert (reading.current.unknown, reading.current.unanswered) == (1, 0)
    assert reading.target.counts == (0, 0, 0, 2, 0)
    assert (digital.current.total, digital.current.median) == (0, None)
    assert place.current.counts == (0, 0, 0, 1, 0)
    assert place.current.unanswered == 1


def test_coverage_counts_parts_and_characteristics_once() -> None:
    figures = by_parts({})
    assert (figures.covered, len(figures.parts)) == (2, 3)
    assert (figures.mapped, figures.total) == (4, 7)
    assert [row.code for row in figures.unmapped] == ["BK2", "D3", "TWN11"]
    nothing = by_parts({}, "nothing-yet")
    assert (nothing.covered, nothing.mapped) == (0, 0)


def test_every_part_of_the_default_model_is_of_its_own_model() -> None:
    model = read_model((TOP / "model.yaml").read_text("utf-8"), "model.yaml")
    for framework in model.frameworks:
        figures = framework_figures(model, framework, figures_of(model, {}))
        assert {row.code for part in figures.parts for row in part.rows} | {row.code for row in figures.unmapped} == {
            one.code for one in model.characteristics
        }


# The page


@pytest.fixture
def library_url(lead: Browser, app: Flask) -> str:
    return start(lead, app, MODEL)


def start(lead: Browser, app: Flask, model: Model) -> str:
    with app.app_context():
        with writing():
            publish(model, by=None)
        version = db.session.scalar(select(func.max(ModelVersion.id)))
    return lead.post_form("/assessments/new", {"title": "The library", "model_version": str(version)}).path


@pytest.fixture
def page(lead: Browser, app: Flask, library_url: str) -> Page:
    answer(app, library_url, 0, current=1, target=3, evidence=2)
    answer(app, library_url, 3, current=3, target=3, evidence=1)
    answer(app, library_url, 5, kind=Kind.UNKNOWN, current=None, target=None, evidence=None)
    return lead.get(f"{library_url}/results?view=public-libraries")


def part(page: Page, name: str) -> str:
    return page.text_of(f"part-{name}")


def rows_of(page: Page, name: str) -> list[list[str]]:
    rows = page.by_id(f"part-{name}").iter("tr")
    return [[squeeze("".join(cell.itertext())) for cell in row] for row in rows]


def test_coverage_is_stated_at_the_top(page: Page) -> None:
    assert page.h1 == "Results: Public libraries promise"
    assert "2 of 3 parts are covered; 4 of 7 characteristics map to it." in page.text


def test_a_framework_of_one_part_is_counted_in_the_singular(lead: Browser, library_url: str) -> None:
    page = lead.get(f"{library_url}/results?view=nothing-yet")
    assert "0 of 1 part is covered; 0 of 7 characteristics map to it." in page.text
    assert "Nothing in this model maps to The only part." in page.text


def test_a_part_shows_the_same_answers_as_the_themes(page: Page) -> None:
    assert rows_of(page, "reading") == [
        ["Characteristic", "Now", "Target", "Gap", "Evidence"],
        ["BK1 Choosing stock", "Opening", "Rooted", "two steps", "On paper"],
        ["D2 Welcome", "Rooted", "Rooted", "hold", "Word of mouth"],
        ["TWN10 Work with schools", "Don’t know", "", "", ""],
    ]
    assert rows_of(page, "place")[2] == rows_of(page, "reading")[2], "it counts in both"


def test_a_part_says_its_profile_median_and_range_in_words(page: Page) -> None:
    assert (
        "Now: 1 Opening, 1 Rooted; 1 don’t know. Median between Opening and Rooted, range Opening to Rooted."
        in part(page, "reading")
    )
    assert "Target: 2 Rooted; 1 don’t know. Median Rooted, range all at Rooted." in part(page, "reading")
    assert "Now: 1 Rooted; 1 not answered. Target: 1 Rooted; 1 without a target. Characteristic" in part(page, "place")


def test_a_part_that_nothing_maps_to_says_so(page: Page) -> None:
    assert part(page, "digital") == "Digital access Nothing in this model maps to Digital access."


def test_what_maps_to_no_part_is_listed(page: Page) -> None:
    (heading,) = [h for h in page.find("h2") if h.text == "Characteristics that map to no part"]
    assert heading is not None
    listed = [squeeze("".join(item.itertext())) for item in page.find("li")]
    for line in ("BK2 Making room: Not answered", "D3 Quiet and noise: Not answered"):
        assert line in listed


def test_it_says_what_it_is_and_is_not(page: Page) -> None:
    assert "These are the same answers in another order." in page.text
    assert "A characteristic counts in every part that it maps to" in page.text
    assert "not an assessment under this framework" in page.text
    assert page.links()["Public libraries promise, Society of Made-up Libraries"] == "https://libraries.example/promise"


def test_there_is_no_score_and_no_percentage(page: Page) -> None:
    assert "%" not in page.text
    assert "score" not in page.text.lower()


def ways(page: Page) -> list[tuple[str, str | None]]:
    found = [nav for nav in page.find("nav") if nav.get("aria-labelledby") == "views"]
    return [("".join(a.itertext()), a.get("aria-current")) for nav in found for a in nav.iter("a")]


def test_the_view_is_chosen_at_the_top_of_the_results(page: Page, lead: Browser, library_url: str) -> None:
    assert ways(page) == [("Theme", None), ("Public libraries promise", "page"), ("Nothing yet", None)]
    by_theme = lead.get(f"{library_url}/results")
    assert ways(by_theme) == [("Theme", "page"), ("Public libraries promise", None), ("Nothing yet", None)]


def test_a_model_without_frameworks_offers_no_choice(lead: Browser, app: Flask) -> None:
    plain = read_model(OTHER_MODEL.read_text("utf-8"), OTHER_MODEL.name)
    page = lead.get(f"{start(lead, app, plain)}/results")
    assert ways(page) == []
    assert "Group the answers by" not in page.text


@pytest.mark.parametrize("view", ["best-value", "", "theme", "PUBLIC-LIBRARIES", "reading", "%00", "x" * 3000])
def test_a_view_that_is_not_there_is_not_found(lead: Browser, library_url: str, view: str) -> None:
    lead.get(f"{library_url}/results?view={view}", 404)


def test_a_view_is_for_those_who_may_see_the_results(stranger: Browser, library_url: str) -> None:
    stranger.get(f"{library_url}/results?view=public-libraries", 404)


def test_best_value_groups_the_answers_of_the_default_model(lead: Browser, assessment_url: str) -> None:
    page = lead.get(f"{assessment_url}/results?view=best-value")
    assert re.search(r"\d of 7 parts are covered; \d+ of 27 characteristics map to it\.", page.text)
