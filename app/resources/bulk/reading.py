"""An uploaded file as rows of cells by the name of their column, and what is wrong with it before it is compared."""

from collections import Counter
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from app.excel import NOT_EXCEL, read_excel
from app.resources.bulk.columns import COLUMNS
from app.spreadsheets import Line, Table, UnreadableError, read_csv


class Fault(BaseModel):
    model_config = ConfigDict(frozen=True)

    row: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    """As the spreadsheet shows it."""
    cells: dict[str, str]
    """Only of the columns that the file has."""
    faulty: frozenset[str] = frozenset()
    """The columns whose cell holds no value: a fault says so already."""


@dataclass(frozen=True, slots=True)
class Sheet:
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...] = ()
    notices: tuple[str, ...] = ()


def read_sheet(content: bytes, file_name: str) -> Sheet:
    """By what the file is and not by what it is called. Raises UnreadableError."""
    table = _read_table(content, file_name)
    heading, *lines = table.lines
    names = ["_".join(cell.lower().split()) for cell in heading.cells]
    if faults := _faults_of_heading(heading, names, lines):
        return Sheet((), faults, table.notices)
    found = tuple(fault for line in lines for fault in _faults_of_cells(line, names))
    return Sheet(tuple(_row(line, names) for line in lines), found, table.notices)


def _read_table(content: bytes, file_name: str) -> Table:
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return read_excel(content)
    if file_name.lower().endswith((".xlsx", ".xlsm", ".xls")):
        raise UnreadableError(NOT_EXCEL)
    return read_csv(content)


def _faults_of_heading(heading: Line, names: list[str], lines: list[Line]) -> tuple[Fault, ...]:
    known = f"The columns are {', '.join(COLUMNS)}"
    repeated = [name for name, number in Counter(names).items() if name in COLUMNS and number > 1]
    unknown = [cell for cell, name in zip(heading.cells, names, strict=True) if name and name not in COLUMNS]
    found = [(cell, f"There is no column “{cell[:60]}”. {known}") for cell in unknown]
    found += [(name, f"The column “{name}” is there more than once. Take one away") for name in repeated]
    found += [(heading.cells[place], text) for place, text in heading.faults.items()]
    if "id" not in names:
        found.append(("id", f"There is no column “id”, which every row needs. {known}"))
    if any(cell.strip() for line in lines for cell in _cells_without_name(line, names)):
        found.append(("", "Some cells stand in a column without a name. Name it in the first row, or empty them"))
    return tuple(Fault(row=heading.number, column=column[:60], text=text) for column, text in found)


def _cells_without_name(line: Line, names: list[str]) -> list[str]:
    return [cell for place, cell in enumerate(line.cells) if place >= len(names) or not names[place]]


def _faults_of_cells(line: Line, names: list[str]) -> list[Fault]:
    return [
        Fault(row=line.number, column=names[place] if place < len(names) else "", text=text)
        for place, text in line.faults.items()
    ]


def _row(line: Line, names: list[str]) -> Row:
    """A row that ends early has empty cells, as a spreadsheet shows it."""
    cells = list(line.cells) + [""] * (len(names) - len(line.cells))
    faulty = frozenset(names[place] for place in line.faults if place < len(names))
    named = {name: cell for name, cell in zip(names, cells, strict=False) if name and name not in faulty}
    return Row(line.number, named, faulty)
