"""A workbook that was filled in, read: its stamp, its rows by their code, and every fault by sheet and cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict

from app.assessment.tables import Assessment
from app.documents.workbook_columns import BY_HEADING, CODE, Field, choices_for, fields_for, heading_key, read_cell
from app.documents.workbook_out import FORMAT, INSTRUCTIONS, STAMP
from app.documents.workbook_target import POSITION
from app.excel import read_sheets
from app.maturity.definitions import Model
from app.spreadsheets import Line, UnreadableError
from app.words import count_in_words, joined

MOST_ROWS = 1_000
"""Of one sheet; a theme has ten or so, and the stamp one for each characteristic."""
ROWS_ABOVE = 20
"""Within which the headings stand, if somebody has put something above them."""
MOST_NAMED = 10
DOWNLOAD = "Download a workbook on this page, and fill in that"


class Fault(BaseModel):
    model_config = ConfigDict(frozen=True)

    place: str
    """Financial planning!E7"""
    text: str


class Row(BaseModel):
    """One characteristic as it was filled in."""

    model_config = ConfigDict(frozen=True)

    code: str
    place: str
    cells: dict[str, str]
    """The values of the form’s fields, of the columns that the sheet has."""
    places: dict[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    key: str
    """For whom it was made."""
    seen: Mapping[str, str]
    """By code, what the answer was when the workbook was made."""
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    notices: tuple[str, ...]


@dataclass
class _Reading:
    model: Model
    fields: Mapping[str, Field]
    """The columns that a workbook made for this target has."""
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    """Columns that are none of ours."""
    notices: list[str] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    """Those that have a row, filled in well or not."""
    sheets: int = 0


def read_workbook(content: bytes, assessment: Assessment) -> Filled:
    """Raises UnreadableError for what is no workbook of this assessment."""
    sheets = read_sheets(content, MOST_ROWS)
    stamp = _stamp_of(sheets.pop(STAMP, ()), assessment)
    sheets.pop(INSTRUCTIONS, None)
    is_agreement = assessment.is_separate and stamp["for"] == POSITION
    reading = _Reading(assessment.model, fields_for(is_agreement=is_agreement))
    for title, lines in sheets.items():
        _read_sheet(title, lines, reading)
    if not reading.sheets:
        raise UnreadableError(f"No sheet of this workbook has a column “{CODE}”. {DOWNLOAD}")
    seen = {code: stamp[code] for code in assessment.model.by_code if code in stamp}
    notices = (*reading.notices, *_unread_columns(reading), *_missing_rows(seen, reading))
    return Filled(stamp["for"], seen, tuple(reading.rows), tuple(reading.faults), notices)


def _unread_columns(reading: _Reading) -> Iterator[str]:
    known = {heading_key(text) for text in ("Characteristic", *(_levels(reading.model)))}
    names = [name for name in dict.fromkeys(reading.unknown) if heading_key(name) not in known]
    yield from (f"The column “{name}” was not read." for name in names[:MOST_NAMED])
    if more := names[MOST_NAMED:]:
        yield f"Of {count_in_words(len(more), 'more column')} nothing was read."


def _missing_rows(seen: Mapping[str, str], reading: _Reading) -> Iterator[str]:
    if missing := [code for code in seen if code not in reading.codes]:
        yield f"The workbook has no row for {joined(missing)}: nothing changes there."


def _levels(model: Model) -> list[str]:
    return [f"Level {level.number}: {level.name}" for level in model.levels]


def _stamp_of(lines: tuple[Line, ...], assessment: Assessment) -> dict[str, str]:
    stamp = {line.cells[0]: line.cells[1] for line in lines if len(line.cells) > 1}
    if stamp.get("format") != FORMAT or "for" not in stamp:
        raise UnreadableError(f"This is no workbook of Bearings, or it has lost its hidden sheet. {DOWNLOAD}")
    if stamp.get("assessment") != str(assessment.id):
        raise UnreadableError(f"This workbook was made for another assessment. {DOWNLOAD}")
    if stamp.get("model") != assessment.model_version.digest:
        raise UnreadableError(
            f"This workbook was made on another version of the model, whose words may mean something else. {DOWNLOAD}"
        )
    return stamp


def _read_sheet(title: str, lines: tuple[Line, ...], reading: _Reading) -> None:
    place = next((n for n, line in enumerate(lines[:ROWS_ABOVE]) if _is_heading(line)), None)
    if place is None:
        _pass_over(title, lines, reading)
        return
    reading.sheets += 1
    names = _names(title, lines[place], reading)
    for line in lines[place + 1 :]:
        _read_line(title, line, names, reading)


def _pass_over(title: str, lines: tuple[Line, ...], reading: _Reading) -> None:
    """Somebody’s own notes, or a sheet of ours that has lost its codes or its headings."""
    cells = [cell for line in lines for cell in line.cells if cell.strip()]
    headings = {BY_HEADING.get(heading_key(cell)) for cell in cells} - {None}
    if len(headings) > 1 or any(cell.strip().upper() in reading.model.by_code for cell in cells):
        text = f"This sheet has no column “{CODE}”. Put its codes and headings back, or take the sheet away"
        reading.faults.append(Fault(place=f"{title}!A1", text=text))
    elif cells:
        reading.notices.append(f"The sheet “{title}” was not read: it has no column “{CODE}”.")


def _is_heading(line: Line) -> bool:
    return any(heading_key(cell) == heading_key(CODE) for cell in line.cells)


def _names(title: str, heading: Line, reading: _Reading) -> dict[int, str]:
    """By its place in the row, the field of a column, or the code."""
    found: dict[int, str] = {}
    for place, cell in enumerate(heading.cells):
        key = heading_key(cell)
        name = CODE if key == heading_key(CODE) else BY_HEADING.get(key)
        if name is None or (name != CODE and name not in reading.fields):
            reading.unknown += [cell.strip()[:60]] if key else []
        elif name in found.values():
            text = f"The column “{cell.strip()}” is there twice. Take one away"
            reading.faults.append(Fault(place=address(title, place, heading.number), text=text))
        else:
            found[place] = name
    for name, one in reading.fields.items():
        if name not in found.values():
            reading.notices.append(f"The sheet “{title}” has no column “{one.heading}”: nothing changes there.")
    return found


def _read_line(title: str, line: Line, names: Mapping[int, str], reading: _Reading) -> None:
    here = {name: place for place, name in names.items()}
    faults = [
        Fault(place=address(title, place, line.number), text=text)
        for place, text in line.faults.items()
        if place in names
    ]
    reading.faults += faults
    raw = {name: line.cells[place] if place < len(line.cells) else "" for name, place in here.items()}
    places = {name: address(title, place, line.number) for name, place in here.items()}
    code = raw.pop(CODE).strip().upper()
    reading.codes.add(code)
    if problem := _problem_of_code(code, raw, reading):
        reading.faults += [Fault(place=places[CODE], text=problem)] if here[CODE] not in line.faults else []
    elif code and not faults:
        cells = dict(_values(raw, places, reading))
        reading.rows.append(Row(code=code, place=places[CODE], cells=cells, places=places))


def _problem_of_code(code: str, raw: Mapping[str, str], reading: _Reading) -> str:
    if not code:
        is_filled = any(cell.strip() for cell in raw.values())
        return "There is no code in this row, so it cannot be told what is answered" if is_filled else ""
    if code not in reading.model.by_code:
        return f"There is no characteristic “{code[:20]}” in this model"
    former = next((row.place for row in reading.rows if row.code == code), "")
    return f"{code} is there twice: see {former} too" if former else ""


def _values(raw: Mapping[str, str], places: Mapping[str, str], reading: _Reading) -> Iterator[tuple[str, str]]:
    choices = choices_for(reading.model)
    for name, cell in raw.items():
        try:
            yield name, read_cell(name, cell, choices)
        except ValueError as error:
            reading.faults.append(Fault(place=places[name], text=str(error)))


def address(title: str, place: int, row: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"{title}!{get_column_letter(place + 1)}{row}"
