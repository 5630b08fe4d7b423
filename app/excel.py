"""Excel’s files: a table written as one, and one read after it is known to be harmless."""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from typing import Any
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from app.spreadsheets import MOST_COLUMNS, MOST_ROWS, Line, Table, UnreadableError, defuse, fuse, kept

MOST_BYTES_INSIDE = 20 * 1024 * 1024
MOST_FILES_INSIDE = 200
# A table of 5,000 rows and 14 columns has about 300,000.
MOST_ELEMENTS = 500_000
# Beyond these there may be no cells, not even empty ones.
LAST_ROW = 20_000
LAST_COLUMN = 200
MOST_SHEETS = 40
LARGEST_RATIO = 200
SMALL = 1024 * 1024
PIECE = 64 * 1024
# Between two tags, and of a tag with its attributes: a parser looks at an unfinished one again with every piece. A cell
# of Excel holds 32,767 letters, each of which may be written by its number (“&#8217;”).
LONGEST = 300_000

NOT_EXCEL = "This is not an Excel file"
SAVE_ANEW = "Open it in Excel, save it as “Excel Workbook (.xlsx)” and upload that"
# A letter by its number: so Excel writes what XML cannot hold, and what only looks as if it were one of these.
_NUMBERED = re.compile("_x([0-9A-Fa-f]{4})_")

DAMAGED = f"This Excel file is damaged. {SAVE_ANEW}"
UNSAFE = f"This Excel file holds far more than a table. {SAVE_ANEW}"


def as_excel(title: str, rows: Iterable[Sequence[str]], widths: Sequence[int]) -> bytes:
    """Every cell as text, so that Excel makes no dates and no formulas of them. The first row names the columns."""
    from openpyxl import Workbook  # here, because the server starts and rests without it
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number, row in enumerate(rows):
        cells = [WriteOnlyCell(sheet, escape(defuse(text))) for text in row]
        for cell in cells:
            cell.data_type, cell.number_format = "s", "@"
            if number == 0:
                cell.font = Font(bold=True)
        sheet.append(cells)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def read_excel(content: bytes) -> Table:
    """The first sheet. Raises UnreadableError."""
    with _opened(content) as book:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # they may be wrong, and rows are left out by them
        too_long = f"The sheet has more than {MOST_ROWS:,} rows. Upload it in parts"
        lines = kept(_lines(sheet, lambda value: fuse(text_of(value)), too_long))
        others = len(book.worksheets) - 1
    return Table(lines, (f"Only the first sheet, “{sheet.title}”, was read.",) if others else ())


def read_sheets(content: bytes, most_rows: int) -> dict[str, tuple[Line, ...]]:
    """The lines of every sheet by its title, hidden ones too; none may have more than `most_rows` that hold something.

    Raises UnreadableError.
    """
    with _opened(content) as book:
        if len(book.worksheets) > MOST_SHEETS:
            raise UnreadableError(f"This file has more than {MOST_SHEETS} sheets. Upload the one that you downloaded")
        return {sheet.title: _few_lines(sheet, most_rows) for sheet in book.worksheets}


def _few_lines(sheet: Any, most_rows: int) -> tuple[Line, ...]:
    sheet.reset_dimensions()
    found: list[Line] = []
    too_long = f"The sheet “{sheet.title}” goes on after row {LAST_ROW:,}. Delete all rows below its table"
    for line in _lines(sheet, text_of, too_long):
        if line.faults or any(cell.strip() for cell in line.cells):
            found.append(line)
        if len(found) > most_rows:
            raise UnreadableError(
                f"The sheet “{sheet.title}” has more than {most_rows:,} rows. Upload the workbook that you downloaded"
            )
    return tuple(found)


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    """What goes wrong while it is read is said in a sentence."""
    from openpyxl import load_workbook

    _refuse_other_kinds(content)
    _refuse_bombs(content)
    try:
        # Not data_only: a formula’s last value would pass for something that was typed.
        yield load_workbook(BytesIO(content), read_only=True, keep_links=False)
    except UnreadableError:
        raise
    except Exception as error:  # whatever a library makes of a file that is damaged or made to do harm
        raise UnreadableError(f"This Excel file cannot be read. {SAVE_ANEW}") from error


def _lines(sheet: Any, read: Callable[[object], str], too_long: str) -> Iterator[Line]:
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > LAST_ROW:
            raise UnreadableError(too_long)
        if len(row) > LAST_COLUMN:
            where = f"Row {number} of the sheet “{sheet.title}” has more than {MOST_COLUMNS} columns"
            raise UnreadableError(f"{where}. Delete what stands right of its table")
        faults = {place: fault for place, cell in enumerate(row) if (fault := _fault_of(cell))}
        cells = tuple("" if place in faults else read(cell.value) for place, cell in enumerate(row))
        yield Line(number, cells, faults)


def _fault_of(cell: Any) -> str | None:
    if cell.value is not None and cell.data_type == "f":
        return "This cell holds a formula. Copy its value into it"
    if cell.value is not None and cell.data_type == "e":
        return f"This cell holds Excel’s error {cell.value}. Write its value into it"
    return None


def text_of(value: object) -> str:
    """What a person sees in the cell: numbers without a point nought, dates by year, month and day."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return _NUMBERED.sub(_letter, str(value))


def escape(text: str) -> str:
    """What only looks like Excel’s way to write a letter by its number stays as it is."""
    return re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)


def _letter(found: re.Match[str]) -> str:
    letter = chr(int(found[1], 16))
    return letter if letter.isprintable() or letter in "\t\n" else ""


def _refuse_other_kinds(content: bytes) -> None:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError(f"This is an old Excel file (.xls) or one with a password. {SAVE_ANEW}")
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        raise UnreadableError(NOT_EXCEL) from None
    if any(name.lower().endswith(("vbaproject.bin", "workbook.bin")) for name in names):
        raise UnreadableError(f"This Excel file holds macros or is of the binary kind. {SAVE_ANEW}")
    if "[Content_Types].xml" not in names:
        raise UnreadableError(NOT_EXCEL)


def _refuse_bombs(content: bytes) -> None:
    """Before anything is unpacked by a library: by what the directory says, then by a look at every part."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_directory(archive)
            elements = 0
            for name in archive.namelist():
                elements = _count_elements(archive, name, elements)
    except (BadZipFile, zlib.error, OSError, EOFError, ValueError, LookupError, RuntimeError) as error:
        raise UnreadableError(DAMAGED) from error


def _check_directory(archive: ZipFile) -> None:
    """A part never unpacks to more than the directory says: zipfile stops there."""
    parts = archive.infolist()
    sizes = [part.file_size for part in parts]
    tight = [part for part in parts if part.file_size > max(SMALL, LARGEST_RATIO * part.compress_size)]
    # The other ways to pack, which Excel never uses, unpack without a limit.
    strange = [part for part in parts if part.compress_type not in {ZIP_STORED, ZIP_DEFLATED}]
    if tight or strange or sum(sizes) > MOST_BYTES_INSIDE or len(parts) > MOST_FILES_INSIDE:
        raise UnreadableError(UNSAFE)


def _count_elements(archive: ZipFile, name: str, elements: int) -> int:
    """Go through a part piece by piece. Entities, which can grow without end, begin with a DOCTYPE: Excel has none."""

    def count(_tag: str, _attributes: object) -> None:
        nonlocal elements
        elements += 1
        if elements > MOST_ELEMENTS:
            raise UnreadableError(UNSAFE)

    def refuse(*_declared: object) -> None:
        raise UnreadableError(UNSAFE)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = count, refuse
    read = since_tag = 0
    with archive.open(name) as part:
        try:
            while piece := part.read(PIECE):
                read += len(piece)
                to_tag, last_tag = piece.find(b"<"), piece.rfind(b"<")
                since_tag += len(piece) if to_tag < 0 else to_tag
                if since_tag > LONGEST:
                    raise UnreadableError(UNSAFE)
                since_tag = since_tag if to_tag < 0 else len(piece) - last_tag
                parser.Parse(piece)
                # Comments hold “<”, and so do letters of UTF-16.
                if read - parser.CurrentByteIndex > LONGEST:
                    raise UnreadableError(UNSAFE)
        except expat.ExpatError:  # a picture, say
            _refuse_xml(name)
    return elements


def _refuse_xml(name: str) -> None:
    """What could not be counted may be read all the same: libraries know encodings that this parser does not."""
    if name.lower().endswith((".xml", ".rels")):
        raise UnreadableError(DAMAGED)
