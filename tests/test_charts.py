"""Both pictures, for any model: nothing is cut off, nothing is left out, and colour is never the only sign."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from operator import mul
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import ImageFile

from app.maturity.definitions import Model
from app.results.charts import TITLE_WIDTH, Point, dumbbell, radar
from app.results.figures import Answer, Kind, Profile, figures_of
from app.results.words import profile_in_words
from tests.summaries import needs_libraries
from tests.test_figures import Answers, any_case_of, assessments, make_model, models, plain_model

SVG = "{http://www.w3.org/2000/svg}"
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
    undefined=StrictUndefined,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)

letters = st.characters(min_codepoint=32, max_codepoint=126, include_characters="éüŵŷñ")
TITLE = "Organisational leadership, governance and conduct in every part"
letters_at_random = st.text(letters, min_size=60, max_size=100).filter(str.strip)
one_letter = st.builds(mul, st.sampled_from("WMr@tm"), st.integers(60, 100))
names = letters_at_random | one_letter | st.just(TITLE)
long_models = st.builds(
    make_model,
    titles=st.lists(st.tuples(names, st.lists(names, min_size=1, max_size=3)), min_size=1, max_size=8),
    levels=st.lists(names, min_size=3, max_size=6),
)
any_models = models | long_models

# The advance widths of Helvetica and Helvetica Bold from space to tilde, in thousandths of an em.
PLAIN = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667,
    556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556,
    556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722,
    500, 500, 500, 334, 260, 334, 584
]  # fmt: skip
BOLD = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722,
    611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556,
    611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778,
    556, 556, 500, 389, 280, 389, 584
]  # fmt: skip


def draw(template: str, chart: object, **context: object) -> str:
    return TEMPLATES.get_template(f"results/{template}").render(chart=chart, **context)


def width_of(text: str, size: int, is_bold: bool) -> float:
    plain = normalize("NFD", text).translate(str.maketrans("’“”", '\'""', "\u0301\u0302\u0303\u0308"))
    return sum((BOLD if is_bold else PLAIN)[ord(character) - 32] for character in plain) * size / 1000


def boxes(svg: ET.Element) -> Iterator[tuple[float, float, float, float]]:
    """Left, top, right and bottom of everything drawn."""
    for element in svg.iter():
        match element.tag.removeprefix(SVG):
            case "text":
                yield box_of_text(element)
            case "circle":
                x, y, reach = (float(element.attrib[name]) for name in ("cx", "cy", "r"))
                reach += float(element.get("stroke-width", 0)) / 2
                yield x - reach, y - reach, x + reach, y + reach
            case "path":
                yield from ((x, y, x, y) for x, y in points_of_path(element.attrib["d"]))
            case "polygon":
                points = (point.split(",") for point in element.attrib["points"].split())
                yield from ((float(x), float(y), float(x), float(y)) for x, y in points)


def box_of_text(element: ET.Element) -> tuple[float, float, float, float]:
    size = int(element.get("font-size", 14))
    assert size >= 12
    width = width_of(element.text or "", size, element.get("font-weight") == "bold")
    before = {"start": 0.0, "middle": width / 2, "end": width}[element.get("text-anchor", "start")]
    x, y = float(element.attrib["x"]) - before, float(element.attrib["y"])
    return x, y - 0.76 * size, x + width, y + 0.24 * size


def points_of_path(path: str) -> Iterator[tuple[float, float]]:
    x = y = 0.0
    for command, arguments in re.findall(r"([MLlHhVv])([^A-Za-z]*)", path):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", arguments)]
        if command in "Hh":
            numbers = [number for each in numbers for number in (each, y if command == "H" else 0)]
        elif command in "Vv":
            numbers = [number for each in numbers for number in (x if command == "V" else 0, each)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = (x + dx, y + dy) if command.islower() else (dx, dy)
            yield x, y


def check_nothing_is_cut_off(drawing: str) -> ET.Element:
    svg = ET.fromstring(drawing)  # noqa: S314
    left, top, width, height = (float(number) for number in svg.attrib["viewBox"].split())
    for box in boxes(svg):
        assert left <= box[0] <= box[2] <= left + width, box
        assert top <= box[1] <= box[3] <= top + height, box
    return svg


def text_of(svg: ET.Element) -> str:
    """Without spaces, since a long title is broken into lines."""
    return "".join("".join(text.text or "" for text in svg.iter(f"{SVG}text")).split())


@any_case_of(assessments(any_models))
def test_the_dumbbell_shows_each_characteristic_once_and_cuts_nothing_off(assessment: tuple[Model, Answers]) -> None:
    model, answers = assessment
    chart = dumbbell(model, figures_of(model, answers))
    words = text_of(check_nothing_is_cut_off(draw("_dumbbell.svg", chart)))
    rows = [row for block in chart.blocks for row in block.rows]
    assert [row.code for row in rows] == [characteristic.code for characteristic in model.characteristics]
    for theme in model.themes:
        assert "".join(theme.title.split()) in words
    for row, characteristic in zip(rows, model.characteristics, strict=True):
        assert "".join(line.text for line in row.title).replace(" ", "") == characteristic.title.replace(" ", "")
        assert (row.mark is None) == (row.words is not None)


@any_case_of(assessments(any_models))
def test_titles_in_the_dumbbell_stay_clear_of_the_levels(assessment: tuple[Model, Answers]) -> None:
    chart = dumbbell(assessment[0], figures_of(*assessment))
    for block in chart.blocks:
        assert all(width_of(line.text, 15, is_bold=True) <= TITLE_WIDTH for line in block.title)
        assert all(width_of(line.text, 14, is_bold=False) <= TITLE_WIDTH for row in block.rows for line in row.title)


@any_case_of(assessments(any_models))
def test_the_rows_of_the_dumbbell_follow_one_another(assessment: tuple[Model, Answers]) -> None:
    bottom = 0
    for block in dumbbell(assessment[0], figures_of(*assessment)).blocks:
        assert all(bottom < line.y < block.top for line in (*block.title, *block.levels))
        bottom = block.top
        for row in block.rows:
            assert row.top == bottom
            assert all(row.top < line.y < row.bottom for line in row.title)
            bottom = row.bottom
        assert bottom == block.bottom


def test_what_has_no_level_says_why_in_words() -> None:
    model = plain_model(4, [3])
    chart = dumbbell(model, figures_of(model, {"A0": Answer(Kind.UNKNOWN), "A1": Answer(Kind.NOT_APPLICABLE)}))
    words = [row.words.text for row in chart.blocks[0].rows if row.words]
    assert words == ["Don’t know", "Not applicable", "Not answered"]


def test_a_hold_a_move_up_a_move_down_and_no_target_look_different_without_colour() -> None:
    model = plain_model(5, [4])
    targets = {"A0": 3, "A1": 4, "A2": 2, "A3": None}
    answers = {code: Answer(Kind.LEVEL, 3, target) for code, target in targets.items()}
    svg = ET.fromstring(draw("_dumbbell.svg", dumbbell(model, figures_of(model, answers))))  # noqa: S314
    hold, up, down, alone = (
        [each for each in row if each.tag != f"{SVG}text"] for row in svg.findall(f"{SVG}g/{SVG}g")
    )
    assert [each.tag.removeprefix(SVG) for each in hold] == ["circle", "circle"]
    assert [each.tag.removeprefix(SVG) for each in up] == ["path", "path", "circle"]
    assert [each.tag.removeprefix(SVG) for each in alone] == ["circle"]
    assert up[1].attrib["d"].endswith("l-14 -7v14z")
    assert down[1].attrib["d"].endswith("l14 -7v14z")


@any_case_of(assessments(any_models))
def test_the_radar_cuts_nothing_off_and_needs_three_themes(assessment: tuple[Model, Answers]) -> None:
    model, answers = assessment
    chart = radar(model, figures_of(model, answers))
    assert (chart is None) == (len(model.themes) < 3)
    if chart is not None:
        words = text_of(check_nothing_is_cut_off(draw("_radar.svg", chart)))
        assert all("".join(theme.title.split()) in words for theme in model.themes)


@any_case_of(assessments(models.filter(lambda model: len(model.themes) >= 3)))
def test_the_radar_marks_each_median_at_its_lower_level(assessment: tuple[Model, Answers]) -> None:
    figures = figures_of(*assessment)
    chart = radar(assessment[0], figures)
    assert chart is not None
    medians = [theme.current.median for theme in figures.themes]
    places = [[Point(0, 0)] * len(medians), *(ring.points for ring in chart.rings)]
    marked = [places[median.low][axis] for axis, median in enumerate(medians) if median is not None]
    assert list(chart.current.points) == marked
    assert chart.current.path.endswith("Z") == (None not in medians)


@any_case_of(assessments(any_models))
def test_a_profile_prints_every_number(assessment: tuple[Model, Answers]) -> None:
    model, answers = assessment
    for theme in figures_of(model, answers).themes:
        profile = theme.current
        cells = list(ET.fromstring(profile_table(model, profile)).iter("td"))  # noqa: S314
        printed = [int((cell[-1].tail if len(cell) else cell.text) or "") for cell in cells]
        others = (profile.unknown, profile.not_applicable, profile.unanswered)
        assert printed == [*profile.counts, *(count for count in others if count)]


def profile_table(model: Model, profile: Profile) -> str:
    template = TEMPLATES.get_template("results/_profile.html")
    return str(template.render(model=model, profile=profile, caption=profile_in_words(profile, model)))


def test_ids_follow_the_prefix_and_nothing_is_styled_from_outside() -> None:
    model = plain_model(5, [2, 2, 2])
    figures = figures_of(model, {})
    for template, chart in (("_dumbbell.svg", dumbbell(model, figures)), ("_radar.svg", radar(model, figures))):
        drawing = draw(template, chart, prefix="second")
        assert 'aria-labelledby="second-title second-desc"' in drawing
        assert re.findall(r' id="([^"]+)"', drawing) == ["second-title", "second-desc"]
        assert not re.search(r"style=|class=|<style|currentColor|var\(", drawing)


@needs_libraries
def test_both_pictures_print(monkeypatch: pytest.MonkeyPatch) -> None:
    # WeasyPrint makes Pillow lenient, which the tests of the logo after this one must not see.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", ImageFile.LOAD_TRUNCATED_IMAGES)
    import weasyprint  # here, because it needs the libraries

    model = plain_model(5, [5, 5, 6])
    figures = figures_of(model, {each.code: Answer(Kind.LEVEL, 2, 3) for each in model.characteristics})
    pictures = draw("_dumbbell.svg", dumbbell(model, figures)) + draw("_radar.svg", radar(model, figures))
    page = f'<html lang="en"><title>Pictures</title><body>{pictures}{profile_table(model, figures.themes[0].current)}'
    assert weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1").startswith(b"%PDF")
