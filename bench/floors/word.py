"""The floor of a Word document: python-docx writes the same paragraphs, runs, tables and pictures. Run as a module.

Spacing, shading, widths, bookmarks and fields, which ours has as well, are left out: the floor does rather less.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Length
from docx.table import Table
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph

from bench.floors.turns import take_turns

STYLES = {style.name for style in Document().styles}


class Words(NamedTuple):
    text: str
    is_bold: bool | None
    size: int | None


class Line(NamedTuple):
    style: str | None
    words: tuple[Words, ...]


class Cell(NamedTuple):
    columns: int
    lines: tuple[Line, ...]


class Grid(NamedTuple):
    columns: int
    rows: tuple[tuple[Cell, ...], ...]


class Picture(NamedTuple):
    content: bytes
    height: int


Block = Line | Grid | Picture


def read(content: bytes) -> list[Block]:
    document = Document(BytesIO(content))
    return [_block(document, one) for one in document.iter_inner_content()]


def _block(document: WordDocument, one: Paragraph | Table) -> Block:
    if isinstance(one, Table):
        return Grid(len(one.columns), tuple(tuple(_cells(row.cells)) for row in one.rows))
    pictures = one._p.xpath(".//a:blip/@r:embed")
    if pictures:
        return Picture(document.part.related_parts[pictures[0]].blob, int(one._p.xpath(".//wp:extent/@cy")[0]))
    return _line(one)


def _cells(cells: tuple[Any, ...]) -> Iterator[Cell]:
    """One that reaches over several columns stands in each of them."""
    place = 0
    while place < len(cells):
        cell = cells[place]
        yield Cell(cell.grid_span, tuple(map(_line, cell.paragraphs)))
        place += cell.grid_span


def _line(paragraph: Paragraph) -> Line:
    name = paragraph.style.name if paragraph.style else None
    runs = [
        run
        for part in paragraph.iter_inner_content()
        for run in (part.runs if isinstance(part, Hyperlink) else [part])
        if run.text
    ]
    style = name if name in STYLES and name != "Normal" else None
    return Line(style, tuple(Words(run.text, run.bold, run.font.size) for run in runs))


def write(blocks: list[Block]) -> bytes:
    document = Document()
    for block in blocks:
        if isinstance(block, Grid):
            _write_grid(document, block)
        elif isinstance(block, Picture):
            document.add_picture(BytesIO(block.content), height=Length(block.height))
        else:
            _write_words(document.add_paragraph(style=block.style), block.words)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _write_grid(document: WordDocument, grid: Grid) -> None:
    table = document.add_table(len(grid.rows), grid.columns)
    for row, cells in zip(table.rows, grid.rows, strict=True):
        there, place = row.cells, 0
        for cell in cells:
            made = there[place]
            if cell.columns > 1:
                made = made.merge(there[place + cell.columns - 1])
            _write_words(made.paragraphs[0], cell.lines[0].words)
            place += cell.columns


def _write_words(paragraph: Paragraph, words: tuple[Words, ...]) -> None:
    for text, is_bold, size in words:
        run = paragraph.add_run(text)
        if is_bold:
            run.bold = True
        if size is not None:
            run.font.size = Length(size)


if __name__ == "__main__":
    take_turns(read, write)
