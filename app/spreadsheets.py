"""Tables for a spreadsheet and out of one: cells that none of them runs, and CSV. Excel’s own files are in excel.py."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import StringIO

MOST_ROWS = 5_000
MOST_COLUMNS = 40

# A spreadsheet takes a cell that begins so for a formula, and runs it. Apostrophes in front are counted in, so that
# every cell has a way back.
_FIRST = frozenset("'=+-@\t\r")
"""Few cells begin like that, and no other needs a closer look."""
_RISKY = re.compile(r"'*[=+\-@\t\r]")
_DEFUSED = re.compile(r"'+[=+\-@\t\r]")
# Excel takes such a first line for what separates the cells, and does not show it.
_SEPARATOR = re.compile(r'"?sep=([,;\t|])"?(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
# By it Excel knows the text for UTF-8.
BYTE_ORDER_MARK = "\ufeff"

AS_WINDOWS = "The file is not in UTF-8, so it was read as Windows-1252: look at the accents in the preview."


class UnreadableError(Exception):
    """A file that cannot be taken for a table. The message says so to the person, and what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    """As a spreadsheet counts its rows, from 1."""
    cells: tuple[str, ...]
    faults: dict[int, str] = field(default_factory=dict)
    """Of cells that hold no value, by their place in the row."""


@dataclass(frozen=True, slots=True)
class Table:
    lines: tuple[Line, ...]
    """The first one is of the names of the columns; empty ones are left out."""
    notices: tuple[str, ...] = ()


def defuse(cell: str) -> str:
    """The cell with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell[:1] in _FIRST and _RISKY.match(cell) else cell


def fuse(cell: str) -> str:
    """What was defused, as it was before."""
    return cell[1:] if _DEFUSED.match(cell) else cell


def as_csv(rows: Iterable[Iterable[str]]) -> str:
    """Defused, and known for UTF-8 by Excel."""
    table = StringIO()
    csv.writer(table).writerows([defuse(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + table.getvalue()


def read_csv(content: bytes) -> Table:
    """With commas or semicolons, which Excel writes in much of Europe. Raises UnreadableError."""
    text, notices = _decode(content)
    separator = _SEPARATOR.match(text)
    text = text[separator.end() :] if separator else text
    heading = text.partition("\n")[0]
    delimiter = separator[1] if separator else ";" if heading.count(";") > heading.count(",") else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return Table(kept(_lines(reader)), notices)


def _decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:2]:
        raise UnreadableError("The file is in UTF-16. Save it as “CSV UTF-8” and upload that")
    if b"\0" in content:
        raise UnreadableError("The file is neither CSV nor Excel")
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), (AS_WINDOWS,)
    except UnicodeDecodeError:
        raise UnreadableError(
            "The letters of the file cannot be read. Save it as “CSV UTF-8” and upload that"
        ) from None


def _lines(reader: Iterator[list[str]]) -> Iterator[Line]:
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield Line(number, tuple(map(fuse, cells)))
    except csv.Error:
        raise UnreadableError(
            f"Row {number + 1} of the file cannot be read: a quotation mark in it is not closed or not doubled, "
            "or a cell is far too long"
        ) from None


def kept(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Those that hold something, if they are not too many or too wide. Raises UnreadableError."""
    found: list[Line] = []
    for line in lines:
        if not line.faults and not any(cell.strip() for cell in line.cells):
            continue
        if len(found) > MOST_ROWS:
            raise UnreadableError(f"The file has more than {MOST_ROWS:,} rows. Upload it in parts")
        if len(line.cells) > MOST_COLUMNS and any(line.cells[MOST_COLUMNS:]):
            raise UnreadableError(f"Row {line.number} has more than {MOST_COLUMNS} columns")
        found.append(line)
    if not found:
        raise UnreadableError("The file is empty")
    return tuple(found)
