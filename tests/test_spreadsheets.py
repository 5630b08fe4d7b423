"""Tables into spreadsheets and out of them again, and what is refused before it does harm."""

import csv
import secrets
import zlib
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO, StringIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from app.excel import MOST_BYTES_INSIDE, MOST_ELEMENTS, _check_directory, as_excel, read_excel
from app.spreadsheets import (
    AS_WINDOWS,
    BYTE_ORDER_MARK,
    MOST_COLUMNS,
    MOST_ROWS,
    Table,
    UnreadableError,
    as_csv,
    defuse,
    fuse,
    read_csv,
)

RISKY = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'=1+1", "''-1", "-", "="]
HARMLESS = ["", "a", "'Tis", "''", "1-1", "a=b", " "]
# What XML can hold; “\r” is read as “\n” there.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))


def cells_of(table: Table) -> list[list[str]]:
    return [list(line.cells) for line in table.lines]


def refusal(read: Callable[[bytes], Table], content: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(content)
    return str(caught.value)


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def packed(parts: dict[str, bytes], compression: int = ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """An Excel file with one of its parts changed."""
    parts = parts_of(as_excel("Sheet", [["id"], ["one"]], [10]))
    return packed(parts | {name: change(parts[name])})


@pytest.mark.parametrize("cell", RISKY)
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(cell: str) -> None:
    assert defuse(cell) == f"'{cell}"
    assert fuse(defuse(cell)) == cell


@pytest.mark.parametrize("cell", HARMLESS)
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert defuse(cell) == fuse(cell) == cell


@given(st.text("'=+-@\t\ra", max_size=6))
def test_every_cell_has_its_way_back(cell: str) -> None:
    assert fuse(defuse(cell)) == cell
    assert not defuse(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_csv_comes_back_as_it_was(cells: list[str]) -> None:
    table = read_csv(as_csv([["heading"], cells]).encode())
    assert cells_of(table)[1:] == ([cells] if any(cell.strip() for cell in cells) else [])


def test_csv_is_known_for_utf_8_and_read_with_or_without_the_mark() -> None:
    text = as_csv([["id", "title"], ["a", 'Café, “quoted” "twice"\nnext line; end']])
    assert text.startswith(BYTE_ORDER_MARK)
    for content in (text.encode(), text.removeprefix(BYTE_ORDER_MARK).encode()):
        assert cells_of(read_csv(content))[1] == ["a", 'Café, “quoted” "twice"\nnext line; end']
    assert list(csv.reader(StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))[1][0] == "a"


def test_semicolons_are_read_as_excel_writes_them_in_much_of_europe() -> None:
    table = read_csv(b'id;title\r\na;"One; two, three"\r\n')
    assert cells_of(table) == [["id", "title"], ["a", "One; two, three"]]


@pytest.mark.parametrize("heading", ["sep=;\r\n", '"sep=;"\n', "SEP=;\r", "\ufeffsep=;\n"])
def test_a_first_line_that_names_the_separator_is_no_row(heading: str) -> None:
    lines = read_csv(f"{heading}id;title\r\na;b, c, d\r\n".encode()).lines
    assert [(line.number, line.cells) for line in lines] == [(1, ("id", "title")), (2, ("a", "b, c, d"))]
    assert cells_of(read_csv(b"sep=\t\nid\ttitle\n")) == [["id", "title"]]
    assert "empty" in refusal(read_csv, b"sep=;")


def test_windows_1252_is_read_and_said_so() -> None:
    table = read_csv("id,title\na,Café – “déjà vu”\n".encode("cp1252"))
    assert cells_of(table)[1] == ["a", "Café – “déjà vu”"]
    assert table.notices == (AS_WINDOWS,)
    assert read_csv("id,title\na,Café\n".encode()).notices == ()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused_by_its_name(encoding: str) -> None:
    assert "UTF-16" in refusal(read_csv, "id,title\na,b\n".encode(encoding))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\n\n , \n", "empty"),
        (b"id\n\x81\x8d", "letters"),
        (b"id\nx\0y", "neither CSV nor Excel"),
        (b'id,title\na,"never closed\n', "Row 2"),
        (b'id,title\na,b\nc,"closed" late\n', "Row 3"),
        (b"id\n" + b"x" * 200_000, "Row 2"),
        (b"id\n" + b"a," * MOST_COLUMNS + b"b", "40 columns"),
        (b"id\n" + b"a\n" * (MOST_ROWS + 1), "5,000 rows"),
    ],
)
def test_csv_that_cannot_be_a_table_is_refused_in_a_sentence(content: bytes, words: str) -> None:
    assert words in refusal(read_csv, content)


def test_rows_are_counted_as_a_spreadsheet_shows_them() -> None:
    table = read_csv(b'id,title\n\na,"two\nlines"\n,\nb,c\n')
    assert [line.number for line in table.lines] == [1, 3, 5]


def test_as_many_rows_as_may_be_are_read() -> None:
    assert len(read_csv(b"id\n" + b"a\n" * MOST_ROWS + b"\n" * 9).lines) == MOST_ROWS + 1


@settings(deadline=None, max_examples=30)
@given(st.lists(TEXT, min_size=1, max_size=4).filter(lambda cells: cells[-1].strip()))
def test_excel_comes_back_as_it_was(cells: list[str]) -> None:
    table = read_excel(as_excel("Sheet", [["heading"], cells], []))
    assert cells_of(table)[1:] == [cells]


@pytest.mark.parametrize(
    "cell", ["_x000D_x", "_x005F_x000D_", "a_x0041_b", "_x005f_", "=_x000D_", "_x000D", "_xzzzz_", "_x000D_x000D_"]
)
def test_what_looks_like_a_numbered_letter_comes_back_as_it_was(cell: str) -> None:
    assert cells_of(read_excel(as_excel("Sheet", [[cell]], []))) == [[cell]]


def test_numbered_letters_are_read_as_excel_shows_them() -> None:
    book = Workbook()
    book.active.append(["a_x000D_\nb", "_x0041__x00e9_", "_x005F_x0041_", "_xD83D__x0001_x"])  # type: ignore[union-attr]
    assert cells_of(read_excel(saved(book))) == [["a\nb", "Aé", "_x0041_", "x"]]


def test_no_cell_of_ours_is_a_formula_to_excel() -> None:
    content = as_excel("Sheet", [["id"], *([cell] for cell in RISKY if cell.isprintable())], [10])
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    for (cell,) in sheet.iter_rows():
        assert cell.data_type == "s"
        assert not str(cell.value).startswith(("=", "+", "-", "@"))


def test_numbers_and_dates_are_read_as_a_person_sees_them() -> None:
    book = Workbook()
    book.active.append([2024, 2024.0, 2.5, date(2027, 11, 1), datetime(2027, 11, 1, 9), True, None, "x"])  # type: ignore[union-attr]
    cells = cells_of(read_excel(saved(book)))[0]
    assert cells == ["2024", "2024", "2.5", "2027-11-01", "2027-11-01", "True", "", "x"]


def test_formulas_and_errors_are_named_as_faults() -> None:
    book = Workbook()
    book.active.append(["id", "=1+1", "#REF!", "'=1+1"])  # type: ignore[union-attr]
    line = read_excel(saved(book)).lines[0]
    assert line.cells == ("id", "", "", "=1+1")
    assert "formula" in line.faults[1]
    assert "#REF!" in line.faults[2]


def test_of_several_sheets_the_first_is_read_and_that_is_said() -> None:
    book = Workbook()
    book.active.append(["id"])  # type: ignore[union-attr]
    book.create_sheet("Notes").append(["other"])
    table = read_excel(saved(book))
    assert cells_of(table) == [["id"]]
    assert table.notices == ("Only the first sheet, “Sheet”, was read.",)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"id,title\n", "not an Excel file"),
        (b"PK\x03\x04 and no more", "not an Excel file"),
        (packed({"a.txt": b"a"}), "not an Excel file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel file (.xls)"),
        (packed({"[Content_Types].xml": b"", "xl/vbaProject.bin": b"x"}), "macros"),
        (packed({"[Content_Types].xml": b"<a/>"}), "cannot be read"),
        (packed({"[Content_Types].xml": b"x" * 1000}, ZIP_BZIP2), "far more than a table"),
    ],
)
def test_what_is_no_excel_file_is_refused_in_a_sentence(content: bytes, words: str) -> None:
    assert words in refusal(read_excel, content)


SHEET = "xl/worksheets/sheet1.xml"
BOMB = b'<?xml version="1.0"?><!DOCTYPE lol [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'


@pytest.mark.parametrize(
    "change",
    [
        lambda _sheet: b"<a>" + b" " * MOST_BYTES_INSIDE + b"</a>",
        lambda _sheet: zlib.compress(b"x") + b"\0" * (2 * 1024 * 1024),
        lambda _sheet: b"<a>" + b"<c/>" * (MOST_ELEMENTS + 1) + b"</a>",
        lambda _sheet: BOMB,
        lambda _sheet: BOMB.decode().replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16"),
    ],
    ids=["large", "tight", "many elements", "entities", "entities in UTF-16"],
)
def test_a_bomb_is_refused_before_it_goes_off(change: Callable[[bytes], bytes]) -> None:
    assert "far more than a table" in refusal(read_excel, with_part(SHEET, change))


@pytest.mark.parametrize("encoding", ["foo-bar", "hex", "rot13", "big5", "utf-7"])
def test_a_part_in_an_encoding_that_nobody_uses_is_refused(encoding: str) -> None:
    part = f'<?xml version="1.0" encoding="{encoding}"?><a/>'.encode()
    assert "damaged" in refusal(read_excel, with_part(SHEET, lambda _sheet: part))


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "_rels/.rels", "[Content_Types].xml"])
def test_a_part_that_cannot_be_counted_is_not_left_to_another_reader(name: str) -> None:
    content = '<?xml version="1.0"?><a><b/></a>'.encode("utf-32")
    assert "damaged" in refusal(read_excel, with_part(name, lambda _part: content))


def test_a_picture_is_no_damage() -> None:
    parts = parts_of(as_excel("Sheet", [["id"]], [10]))
    assert cells_of(read_excel(packed(parts | {"xl/media/image1.png": b"\x89PNG\r\n\x1a\n<<"}))) == [["id"]]


def endless(letter: str) -> str:
    """So long, and packed no tighter than may be."""
    return letter * 9_000_000 + secrets.token_hex(100_000).replace("0", letter)


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: sheet.replace("<worksheet ", f'<worksheet a="{endless("x")}" ', 1).encode(),
        lambda sheet: sheet.replace("<sheetData>", f"<!--{endless('<')}--><sheetData>", 1).encode(),
        lambda sheet: sheet.replace("</sheetData>", f"<row><c><v>{endless('x')}</v></c></row></sheetData>", 1).encode(),
        lambda _sheet: f'<?xml version="1.0" encoding="UTF-16"?><a b="{endless(chr(0x3C3C))}"/>'.encode("utf-16"),
    ],
    ids=["attribute", "comment", "text", "attribute in UTF-16"],
)
def test_one_endless_part_of_a_sheet_is_refused_at_once(change: Callable[[str], bytes]) -> None:
    content = with_part(SHEET, lambda sheet: change(sheet.decode()))
    with ZipFile(BytesIO(content)) as archive:
        _check_directory(archive)
    assert "far more than a table" in refusal(read_excel, content)


def test_the_longest_cell_of_excel_is_read() -> None:
    assert cells_of(read_excel(as_excel("Sheet", [["id"], ["é" * 32_767]], [10])))[1] == ["é" * 32_767]


def test_a_damaged_file_is_refused() -> None:
    content = bytearray(as_excel("Sheet", [["id"], ["one"]], [10]))
    content[60:80] = b"\xff" * 20
    assert "damaged" in refusal(read_excel, bytes(content))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (b'<row r="900000000"><c r="A900000000" t="inlineStr"><is><t>x</t></is></c></row>', "5,000 rows"),
        (b'<row r="1"><c r="ZZZ1" t="inlineStr"><is><t>x</t></is></c></row>', "40 columns"),
    ],
)
def test_a_cell_far_out_is_not_waited_for(row: bytes, words: str) -> None:
    def only(sheet: bytes) -> bytes:
        start, end = sheet.index(b"<sheetData>") + len(b"<sheetData>"), sheet.index(b"</sheetData>")
        return sheet[:start] + row + sheet[end:]

    assert words in refusal(read_excel, with_part(SHEET, only))


def test_too_many_rows_of_excel_are_refused() -> None:
    assert "5,000 rows" in refusal(read_excel, as_excel("Sheet", [["a"]] * (MOST_ROWS + 2), [10]))
