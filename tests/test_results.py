"""The results page: the figures in words, two charts with their tables, and no overall score."""

import re

import pytest

from tests.browsing import Browser, Page, squeeze

SVG = "{http://www.w3.org/2000/svg}"
ANSWERS = {
    "fv1": {"current": "2", "target": "3", "evidence": "1"},
    "fv2": {"current": "3", "target": "3", "evidence": "3"},
    "fv3": {"current": "1", "target": "4", "evidence": "2", "is_priority": "y"},
    "fv4": {"current": "unknown"},
    "fv5": {"current": "not-applicable"},
}


@pytest.fixture
def results(lead: Browser, assessment_url: str) -> Page:
    for code, fields in ANSWERS.items():
        lead.autosave(lead.get(f"{assessment_url}/themes/finance/{code}"), fields)
    return lead.get(f"{assessment_url}/results")


def rows_of(page: Page, caption: str) -> list[list[str]]:
    (table,) = [t for t in page.find("table") if squeeze("".join(t.find("caption").itertext())) == caption]  # type: ignore[union-attr]
    return [[squeeze("".join(cell.itertext())) for cell in row] for row in table.iter("tr")]


def section(page: Page, name: str) -> list[str]:
    (found,) = [s for s in page.find("section") if s.get("aria-labelledby") == name]
    return [squeeze("".join(item.itertext())) for item in found.iter("li")]


def test_an_empty_assessment_says_that_nothing_is_answered(lead: Browser, assessment_url: str) -> None:
    page = lead.get(f"{assessment_url}/results")
    assert "Nothing is answered yet." in page.text
    assert "0 of 27 characteristics answered" in page.text


def test_coverage_is_stated(results: Page) -> None:
    assert "5 of 27 characteristics answered" in results.text


def test_a_themes_median_and_range_leave_out_dont_know_and_not_applicable(results: Page) -> None:
    rows = {row[0]: row[1:] for row in rows_of(results, "Median and range of each theme")}
    assert rows["Financial planning and viability"] == ["Developing", "Minimum to Mature", "Mature", "5 of 6"]
    assert rows["Leadership of place"][:2] == ["no level yet", "no level yet"]


def test_the_chart_has_its_table(results: Page) -> None:
    rows = {row[0]: row[1:] for row in rows_of(results, "The same as a table")}
    assert rows["Medium-term planning"] == ["Developing", "Mature", "one step", "Asserted"]
    assert rows["Budgets and savings"] == ["Mature", "Mature", "hold", "Measured"]
    assert rows["Income and investment"] == ["Don’t know", "", "", ""]
    assert rows["Procurement and contracts"] == ["Not applicable", "", "", ""]
    assert rows["Assets and capital"] == ["Not answered", "", "", ""]


def test_the_charts_have_titles(results: Page) -> None:
    charts = results.find(f"{SVG}svg", role="img")
    assert len(charts) == 2
    for chart in charts:
        assert chart.find(f"{SVG}title") is not None


def test_each_theme_has_its_text_and_its_profile(results: Page) -> None:
    (theme,) = results.find("section", aria_labelledby="theme-finance")
    text = squeeze("".join(theme.itertext()))
    assert "Our answers run from Minimum to Mature, with Developing in the middle." in text
    assert "Reserves and resilience has the furthest to go, from Minimum to Leader." in text
    assert "How many at each level Not yet in place" in text
    assert "We have yet to answer Assets and capital." in text


def test_strongest_widest_and_thinnest(results: Page) -> None:
    assert section(results, "strongest")[0].startswith("Budgets and savings")
    assert re.match(
        r"Reserves and resilience ?Minimum now, Leader by .*: three steps", section(results, "widest-gaps")[0]
    )
    assert section(results, "thinnest-evidence") == ["Medium-term planningDeveloping; evidence: asserted"]


def test_candidate_priorities_are_listed(results: Page) -> None:
    assert "Candidate priorities" in results.text


def test_there_is_no_overall_score_rank_or_percentage(results: Page) -> None:
    assert "%" not in results.text
    assert not re.search(r"\d\.\d", results.text.replace("version 1.0", ""))
    for word in ("score:", "total score", "average", "grade", "rank"):
        assert word not in results.text.lower()


def test_a_title_with_markup_is_shown_as_typed(lead: Browser, assessment_url: str) -> None:
    lead.post_form(f"{assessment_url}/edit", {"title": "<b>Bold</b> & “true”"})
    assert "<b>Bold</b> & “true”" in lead.get(f"{assessment_url}/results").text
