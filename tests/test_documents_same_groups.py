"""Field by field: how the groups compare, and whom no document shows, where people answered separately."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from flask import Flask

from app.assessment.tables import Stage
from app.documents.renderer import Renderer
from app.participation.tables import Group
from app.results.differing_words import GROUPS
from app.results.words import median_in_words, range_in_words
from tests import voices
from tests.browsing import squeeze
from tests.laid import laid
from tests.said import Said, tight, word_tables, word_text
from tests.summaries import needs_libraries

pytestmark = needs_libraries

SIZES = {Group.MEMBER: 5, Group.OFFICER: 6, Group.PARTNER: 2}
ANSWERS: Mapping[str, tuple[list[int | None], ...]] = {
    "FV1": ([3, 3, 3, 4, 2], [1, 1, 2, 2, 1, 2]),
    "FV2": ([2, 2, 3, 3, 2], [2, 3, 2, 2, 2, 3], [1, 4]),
    "FV3": ([3, 3, 2, None, 3], [1, 1, 1, 0, 1, 2]),
    "UP1": ([2, 3, 2, 3, 2], [2, 3, 2, 2, 3, 3], [4, 4]),
    "FV4": ([4, 4, 4, 4, 4], [1, 2, 3, 1, 2, 3]),
}
"""Levels of members, officers and partners by code; none is “don’t know”."""
SHOWN = {"FV1": {"Members", "Officers", "All"}, "FV2": {"Officers", "All"}, "FV3": {"All"}, "UP1": {"Officers", "All"}}
"""Partners are too few, and where they answered another group is hidden with them; members are of one mind on FV4."""
Figures = dict[str, tuple[str, str, int]]
"""Of each group that is shown, and of all: the median, the range, and how many gave a level."""


def lay_voices(app: Flask) -> int:
    number = voices.start(app)
    people = iter(voices.add_people(app, number, *SIZES.values()))
    of_group = [[next(people) for _ in range(size)] for size in SIZES.values()]
    for code, answers in ANSWERS.items():
        for group, levels in zip(of_group, answers, strict=False):
            for person, level in zip(group, levels, strict=False):
                voices.answer(app, person, code, level, None if level is None else level + 1, 2)
    voices.set_stage(app, number, Stage.AGREED)
    return number


@pytest.fixture(scope="module")
def app(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with laid(template, tmp_path_factory.mktemp("groups"), lay_voices) as app:
        yield app


@pytest.fixture(scope="module", params=["full", "public"])
def said(app: Flask, renderer: Renderer, request: pytest.FixtureRequest) -> Said:
    return Said(app, renderer, is_public=request.param == "public")


@pytest.fixture
def wanted(said: Said) -> dict[str, Figures]:
    """By code, of every characteristic."""
    comparison, model = said.paper.comparison, said.paper.model
    assert comparison
    return {
        code: {
            GROUPS[group]: (median_in_words(spread.median, model), range_in_words(spread.profile, model), spread.n)
            for group, spread in (*one.groups.items(), (None, one.all))
            if spread
        }
        for code, one in comparison.characteristics.items()
    }


def test_those_are_shown_whose_answers_nobody_can_work_out(wanted: dict[str, Figures]) -> None:
    assert {code: {*figures} for code, figures in wanted.items() if figures} == SHOWN
    assert {name: count for name, (*_, count) in wanted["FV1"].items()} == {"Members": 5, "Officers": 6, "All": 11}
    assert wanted["FV3"]["All"][2] == 10


def test_every_group_is_the_same_on_screen(said: Said, wanted: dict[str, Figures]) -> None:
    titles = {row.title: row.code for row in said.rows}
    found = {}
    for one in said.screen.find("div", class_="app-differ"):
        (heading,), lines = one.iter("h4"), one.iter("li")
        if code := titles.get(squeeze("".join(heading.itertext()))):
            found[code] = {squeeze("".join(line.itertext())).partition(";")[0] for line in lines}
    assert {code: lines for code, lines in found.items() if lines} == {
        code: {f"{name}: median {median}, range {spread}, {n} levels given" for name, (median, spread, n) in it.items()}
        for code, it in wanted.items()
        if it
    }


def test_every_group_is_the_same_in_json(said: Said, wanted: dict[str, Figures]) -> None:
    names = [said.paper.model.level_name(number) for number in range(said.paper.model.top_level + 1)]
    found = {
        one.code: {
            GROUPS[it.group]: (it.median, f"{names[it.lowest]} to {names[it.highest]}", it.answers) for it in one.groups
        }
        for one in said.json.characteristics
    }
    assert found == wanted


def test_every_group_is_the_same_in_word(said: Said, wanted: dict[str, Figures]) -> None:
    cells = [row for table in word_tables(said.word, "Characteristic", "All") for row in table]
    assert {name for row in cells for name in row} == {"Characteristic", "Members", "Officers", "All", "Don’t know"}
    found = {row["Characteristic"].split()[0]: row for row in cells}
    for code, figures in wanted.items():
        for name in ("Members", "Officers", "All"):
            assert found[code][name] == (_cell(*figures[name]) if name in figures else "–")
    assert (found["FV3"]["Don’t know"], found["FV4"]["Don’t know"]) == ("1", "–")


def _cell(median: str, spread: str, count: int) -> str:
    return f"{median}\n{spread} ({count})"


def test_every_group_is_the_same_in_the_pdf(said: Said, wanted: dict[str, Figures]) -> None:
    assert "CharacteristicMembersOfficersAllDon’tknow" in said.pdf
    for row in said.rows:
        figures = wanted[row.code]
        cells = [_cell(*figures[name]) if name in figures else "–" for name in ("Members", "Officers", "All")]
        assert tight("".join([row.code, row.title, *cells])) in said.pdf


def test_what_is_furthest_apart_is_the_same_wherever_it_is_said(said: Said, wanted: dict[str, Figures]) -> None:
    """Only on one characteristic are members and officers both shown."""
    (members, *_), (officers, *_) = (wanted["FV1"][name] for name in ("Members", "Officers"))
    seen = tight(f"Medium-term planning: Members see it at {members}, officers {officers}.")
    for text in (word_text(said.covering), "".join(said.glance)):
        assert seen in tight(text)
    row = tight("Between one and two levels apart")
    title, _, how = seen.partition(":")
    for text in (word_text(said.word), said.pdf):
        assert f"{title}{row}{how}" in tight(text)
    assert f"{title}:{row[0].lower()}{row[1:]}.{how}" in tight(_slides(said))
    assert row[0].lower() + row[1:] + how in tight(said.screen.text)


def test_no_document_says_how_a_hidden_group_sees_it(said: Said) -> None:
    texts = [said.screen.text, word_text(said.word), word_text(said.covering), _slides(said), said.pdf, *said.glance]
    for text in map(tight, texts):
        for words in ("Partners:", "Partnersseeit", "partnersbetween", "partnersat", "Partners(2)"):
            assert words not in text
        assert text.count("Members:median") <= 2


def _slides(said: Said) -> str:
    return "\n".join(shape.text_frame.text for slide in said.slides for shape in slide.shapes if shape.has_text_frame)
