"""The floor of a workbook: openpyxl writes the same cells, each with its value and look. Run as a module."""

from collections.abc import Iterator
from copy import copy
from functools import cache
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bench.floors.turns import take_turns

PARTS = ("font", "fill", "border", "alignment", "protection", "number_format")
Look = tuple[tuple[str, Any], ...]
"""What differs from a plain cell."""


class Choices(NamedTuple):
    source: str
    cells: str


class Sheet(NamedTuple):
    title: str
    widths: tuple[tuple[str, float], ...]
    frozen: str | None
    filtered: str | None
    cells: tuple[tuple[Any, Any, Any, int], ...]
    """Row, column, value, and which of the looks."""
    choices: tuple[Choices, ...]


class Book(NamedTuple):
    looks: tuple[Look, ...]
    sheets: tuple[Sheet, ...]


def read(content: bytes) -> Book:
    book, looks = load_workbook(BytesIO(content)), dict[Look, int]()
    sheets = tuple(_sheet(sheet, looks) for sheet in book.worksheets)
    return Book(tuple(looks), sheets)


@cache
def plain() -> dict[str, Any]:
    """The parts of a cell without any look, as they are read back."""
    file, book = BytesIO(), Workbook()
    book.worksheets[0].cell(1, 1, "plain")
    book.save(file)
    return dict(_parts(load_workbook(file).worksheets[0].cell(1, 1)))


def _sheet(sheet: Worksheet, looks: dict[Look, int]) -> Sheet:
    cells = tuple(
        (cell.row, cell.column, cell.value, looks.setdefault(_look(cell), len(looks)))
        for row in sheet.iter_rows()
        for cell in row
        if cell.has_style or cell.value is not None
    )
    widths = tuple((letter, column.width) for letter, column in sheet.column_dimensions.items())
    choices = tuple(Choices(rule.formula1, str(rule.sqref)) for rule in sheet.data_validations.dataValidation)
    return Sheet(sheet.title, widths, sheet.freeze_panes, sheet.auto_filter.ref, cells, choices)


def _look(cell: Any) -> Look:
    return tuple((name, part) for name, part in _parts(cell) if part != plain()[name])


def _parts(cell: Any) -> Iterator[tuple[str, Any]]:
    """The library hands out proxies, which are never equal; a copy is the thing itself."""
    yield from ((name, copy(getattr(cell, name))) for name in PARTS)


def write(content: Book) -> bytes:
    book = Workbook()
    del book["Sheet"]
    for one in content.sheets:
        sheet = book.create_sheet(one.title)
        for row, column, value, look in one.cells:
            cell = sheet.cell(row, column, value)
            for name, part in content.looks[look]:
                setattr(cell, name, part)
        for letter, width in one.widths:
            sheet.column_dimensions[letter].width = width
        for source, cells in one.choices:
            sheet.add_data_validation(DataValidation(type="list", formula1=source, sqref=cells))
        sheet.freeze_panes, sheet.auto_filter.ref = one.frozen, one.filtered
    file = BytesIO()
    book.save(file)
    return file.getvalue()


if __name__ == "__main__":
    take_turns(read, write)
