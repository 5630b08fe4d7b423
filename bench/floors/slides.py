"""The floor of slides: python-pptx writes the same boxes, tables, chart and notes on its own template. Run as a module.

A placeholder that ours fills, but for the title, is a box here; fonts, languages and the template are left as they are.
"""

from io import BytesIO
from typing import Any, NamedTuple

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.util import Length

from bench.floors.turns import take_turns

TITLE_ONLY = 5


class Words(NamedTuple):
    text: str
    size: int | None
    is_bold: bool | None


Lines = tuple[tuple[Words, ...], ...]
Place = tuple[int, int, int, int]


class Box(NamedTuple):
    place: Place
    lines: Lines


class Grid(NamedTuple):
    place: Place
    widths: tuple[int, ...]
    rows: tuple[tuple[Lines, ...], ...]


class Chart(NamedTuple):
    place: Place
    kind: Any
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]


class Page(NamedTuple):
    title: str
    shapes: tuple[Box | Grid | Chart, ...]
    notes: str


def read(content: bytes) -> list[Page]:
    return [_page(slide) for slide in Presentation(BytesIO(content)).slides]


def _page(slide: Any) -> Page:
    title = slide.shapes.title
    shapes = tuple(_shape(shape) for shape in slide.shapes if shape.shape_id != title.shape_id)
    return Page(title.text_frame.text, shapes, slide.notes_slide.notes_text_frame.text)


def _shape(shape: Any) -> Box | Grid | Chart:
    place = (shape.left, shape.top, shape.width, shape.height)
    if shape.has_chart:
        plot = shape.chart.plots[0]
        series = tuple((one.name, tuple(one.values)) for one in plot.series)
        return Chart(place, shape.chart.chart_type, tuple(plot.categories), series)
    if shape.has_table:
        rows = tuple(tuple(_lines(cell.text_frame) for cell in row.cells) for row in shape.table.rows)
        return Grid(place, tuple(column.width for column in shape.table.columns), rows)
    return Box(place, _lines(shape.text_frame))


def _lines(frame: Any) -> Lines:
    return tuple(
        tuple(Words(run.text, run.font.size, run.font.bold) for run in paragraph.runs) for paragraph in frame.paragraphs
    )


def write(pages: list[Page]) -> bytes:
    file: Any = Presentation()
    for page in pages:
        slide = file.slides.add_slide(file.slide_layouts[TITLE_ONLY])
        slide.shapes.title.text_frame.text = page.title
        for shape in page.shapes:
            _write(slide, shape)
        slide.notes_slide.notes_text_frame.text = page.notes
    content = BytesIO()
    file.save(content)
    return content.getvalue()


def _write(slide: Any, shape: Box | Grid | Chart) -> None:
    if isinstance(shape, Chart):
        _write_chart(slide, shape)
    elif isinstance(shape, Grid):
        _write_grid(slide, shape)
    else:
        box = slide.shapes.add_textbox(*map(Length, shape.place))
        box.text_frame.word_wrap = True
        _write_lines(box.text_frame, shape.lines)


def _write_grid(slide: Any, grid: Grid) -> None:
    table = slide.shapes.add_table(len(grid.rows), len(grid.widths), *map(Length, grid.place)).table
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Length(width)
    for row, texts in zip(table.rows, grid.rows, strict=True):
        for cell, lines in zip(row.cells, texts, strict=True):
            _write_lines(cell.text_frame, lines)


def _write_lines(frame: Any, lines: Lines) -> None:
    for number, line in enumerate(lines):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        for words in line:
            run = paragraph.add_run()
            run.text = words.text
            if words.size is not None:
                run.font.size = Length(words.size)
            if words.is_bold is not None:
                run.font.bold = words.is_bold


def _write_chart(slide: Any, shape: Chart) -> None:
    """Each series in a colour and with its values, as ours."""
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = shape.categories
    for name, values in shape.series:
        data.add_series(name, values)
    chart = slide.shapes.add_chart(shape.kind, *map(Length, shape.place), data).chart
    chart.has_legend = True
    for series in chart.plots[0].series:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = RGBColor(0, 0x57, 0x3D)  # type: ignore[no-untyped-call]
        series.data_labels.show_value = True


if __name__ == "__main__":
    take_turns(read, write)
