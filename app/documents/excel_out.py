"""The results as an Excel file: results, themes, actions, the model’s level texts, and what it all is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from app.documents.cells import FONT, fill, heighten, print_set_up, put, widen
from app.documents.columns import ACTIONS, RESULTS, Cell, columns_for, level_rows, stamps, theme_rows
from app.documents.paper import Paper

if TYPE_CHECKING:
    from openpyxl import Workbook

NOTES = (
    "Medians and ranges leave out “don’t know”, “not applicable” and what is not answered.",
    "There is no overall score, on purpose: a council is not one number.",
    "Nobody’s own answers are in this file, unless answers were given by name.",
)
PAGE_WIDTH = 200
"""Letters across a page in landscape that can still be read."""
ABOUT_WIDTHS = (24, 90)


def results_excel(paper: Paper) -> bytes:
    from openpyxl import Workbook  # here, because the server starts and rests without it
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook()
    del book["Sheet"]
    book.properties.title, book.properties.creator = f"{paper.title}: results", paper.council
    book.properties.created = book.properties.modified = datetime.combine(paper.as_at, time())
    results, actions = columns_for(paper, RESULTS), columns_for(paper, ACTIONS)
    found = [[column.read(paper, row) for column in results] for row in paper.rows]
    planned = [[column.read(paper, action) for column in actions] for action in paper.actions]
    _add(book, "Results", [[it.heading for it in results], *found], [it.width for it in results], "D2")
    _add(book, "Themes", list(theme_rows(paper)), [32, 28, 28, 28, 28, 11, 14], "B2")
    _add(book, "Actions", [[it.heading for it in actions], *planned], [it.width for it in actions], "D2")
    _add(book, "Levels", list(level_rows(paper)), [24, 8, 32, 7, 18, 90], "D2")
    _add_about(book, paper)
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()  # the book’s own way to save writes down the moment
    return file.getvalue()


def _add(book: Workbook, title: str, rows: Sequence[Sequence[Cell]], widths: Sequence[int], frozen: str) -> None:
    sheet = book.create_sheet(title)
    fill(sheet, rows)
    widen(sheet, widths)
    heighten(sheet, widths)
    print_set_up(sheet)
    sheet.page_setup.fitToWidth = 1 + sum(widths) // PAGE_WIDTH
    sheet.print_title_cols = "A:C" if frozen == "D2" else "A:A"
    sheet.freeze_panes = frozen
    sheet.auto_filter.ref = sheet.dimensions


def _add_about(book: Workbook, paper: Paper) -> None:
    from openpyxl.styles import Alignment, Font

    sheet, notes = book.create_sheet("About"), [("Note", note) for note in NOTES]
    for number, (name, value) in enumerate([*stamps(paper).items(), *notes], 1):
        cells = put(sheet, number, 1, name), put(sheet, number, 2, value)
        cells[0].font = Font(name=FONT, size=11, bold=True)
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
    widen(sheet, ABOUT_WIDTHS)
    heighten(sheet, ABOUT_WIDTHS)
    print_set_up(sheet)
