"""What a cell of Excel may hold of ours: texts that stay texts, numbers and days as such; and how a sheet looks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from app.excel import escape
from app.forms import UNPRINTABLE

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32_767
"""Letters that a cell can hold."""
DAY = "d mmm yyyy"
FONT = "Calibri"
"""Named with every font of ours: LibreOffice would take one with serifs."""
LINE, ROOM, TALLEST = 15, 4, 409
"""The height of a line, what a row has besides, and that of the tallest row of Excel."""


def put(sheet: Worksheet, row: int, column: int, value: str | int | date | None) -> Any:
    """The cell. A text is one whatever it begins with: no formula, no number, no day is made of it."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = escape(UNPRINTABLE.sub("", value))[:LONGEST]
        cell.data_type = "s"
        cell.quotePrefix = value.lstrip("'").startswith(("=", "+", "-", "@"))
    elif isinstance(value, date):
        cell.value, cell.number_format = value, DAY
    else:
        cell.value = value
    return cell


def fill(sheet: Worksheet, rows: Iterable[Sequence[str | int | date | None]], start: int = 1) -> int:
    """The last row that was filled. The first names the columns."""
    from openpyxl.styles import Alignment, Font, PatternFill

    body, figure = Alignment(wrap_text=True, vertical="top"), Alignment(horizontal="center", vertical="top")
    bold, blue = Font(name=FONT, size=11, bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1D3D5C")
    number = start - 1
    for number, row in enumerate(rows, start):
        for place, value in enumerate(row, 1):
            cell = put(sheet, number, place, value)
            cell.alignment = figure if isinstance(value, int) else body
            if number == start:
                cell.font, cell.fill = bold, blue
    return number


def widen(sheet: Worksheet, widths: Sequence[int]) -> None:
    from openpyxl.utils import get_column_letter

    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def heighten(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Each row as tall as its fullest cell: Excel finds that out by itself, LibreOffice does not.

    A width counts digits, than which letters are narrower, but a line is seldom full.
    """
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        lines = max(_lines(value, width) for value, width in zip(row, widths, strict=True))
        sheet.row_dimensions[number].height = min(TALLEST, LINE * lines + ROOM)


def _lines(value: object, width: int) -> int:
    return sum(1 + len(line) // width for line in value.split("\n")) if isinstance(value, str) else 1


def print_set_up(sheet: Worksheet, heading_row: int = 1) -> None:
    """Landscape, as wide as the page, the headings on every page."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{heading_row}:{heading_row}"
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "&A, page &P of &N"
