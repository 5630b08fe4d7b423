"""The workbook to fill in: one sheet a theme, choices as lists, headings that cannot be typed over."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from app.accounts.council import council
from app.database import utc_now
from app.documents.cells import FONT, heighten, print_set_up, put, widen
from app.documents.workbook_columns import CODE, Field, choices_for, fields_for, words_of
from app.documents.workbook_target import Target, fingerprint
from app.maturity.definitions import Model, Theme
from app.words import date_in_words

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

STAMP, FORMAT = "Bearings", "bearings-workbook 1"
INSTRUCTIONS = "Read this first"
TITLE_LENGTH = 31
"""That of a sheet, which Excel allows no longer."""
RESERVED = (STAMP, "History")
"""Titles that no theme may take: ours, and one that Excel keeps for itself."""


def workbook_of(target: Target) -> bytes:
    from openpyxl import Workbook  # here, because the server starts and rests without it

    book = Workbook()
    del book["Sheet"]
    book.properties.title = f"{target.assessment.title}: to fill in"
    book.properties.creator = "Bearings"
    _add_instructions(book, target)
    model, answers = target.assessment.model, target.shown
    fields = fields_for(is_agreement=target.is_agreement)
    for theme in target.themes:
        rows = {one.code: words_of(answers.get(one.code), model) for one in theme.characteristics}
        blank = {code for code in rows if code not in answers}
        _add_theme(book, theme, model, fields, rows, blank)
    _add_stamp(book, target)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _add_instructions(book: Workbook, target: Target) -> None:
    from openpyxl.styles import Alignment, Font

    assessment, owner = target.assessment, council()
    model = assessment.model
    sheet = book.create_sheet(INSTRUCTIONS)
    lines = [
        f"{owner.name if owner else ''}: {assessment.title}",
        f"For: {target.name}",
        f"Levels as at {date_in_words(assessment.as_at)}, targets by {date_in_words(assessment.target_date)}. "
        f"Model: {model.title}, version {model.version}.",
        "",
        "There is one sheet for each theme, with a row for each characteristic. Read its levels from left to right, "
        "and choose the one that is true now. If you stand between two, choose the lower.",
        "“Now”, “Target”, “Evidence” and “Candidate priority” are lists: click into a cell and choose. “Don’t know” "
        "and “Not applicable” are answers too, and take no target.",
        "Leave empty what you cannot answer. A target below the level of now needs its reason.",
        "Do not write formulas. Rows, columns and sheets may be moved; codes and headings have to stay.",
        "Then give this file back to whoever sent it to you. It is read into this assessment alone, and everything is "
        "looked at before it is stored.",
        "",
        "The levels",
        *(f"{level.name}: {level.meaning}" for level in model.levels),
        f"{model.level_name(0)}: {model.not_yet_in_place}",
        "",
        "The strength of evidence",
        *(f"{one.name}: {one.meaning}" for one in model.evidence),
    ]
    for number, line in enumerate(lines, 1):
        cell = put(sheet, number, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if number == 1 or line in {"The levels", "The strength of evidence"}:
            cell.font = Font(name=FONT, bold=True, size=14 if number == 1 else 12)
    widen(sheet, [110])
    heighten(sheet, [110])
    sheet.protection.sheet = True
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9


def _add_theme(
    book: Workbook,
    theme: Theme,
    model: Model,
    fields: Mapping[str, Field],
    rows: Mapping[str, Mapping[str, str]],
    blank: set[str],
) -> None:
    sheet = book.create_sheet(_sheet_title(theme.title, [*book.sheetnames, *RESERVED]))
    levels = [f"Level {level.number}: {level.name}" for level in model.levels]
    headings = [CODE, "Characteristic", *levels, *(field.heading for field in fields.values())]
    widths = [8, 30, *([28] * len(levels)), *(field.width for field in fields.values())]
    _head(sheet, headings, len(headings) - len(fields))
    for number, one in enumerate(theme.characteristics, 2):
        texts = [one.levels[level.number].descriptor for level in model.levels]
        told = [one.code, f"{one.title}\n{one.statement}", *texts]
        answer = [""] * len(fields) if one.code in blank else [rows[one.code][name] for name in fields]
        _read_only(sheet, number, told)
        for place, text in enumerate(answer, len(told) + 1):
            _to_fill_in(put(sheet, number, place, text or None))
    _offer(sheet, [*fields], 3 + len(levels), len(theme.characteristics) + 1, model)
    widen(sheet, widths)
    heighten(sheet, widths)
    print_set_up(sheet)
    sheet.freeze_panes = "C2"
    _lock(sheet)


def _sheet_title(title: str, taken: list[str]) -> str:
    """Without the letters that Excel refuses, and no other’s."""
    plain = "".join(" " if letter in "[]:*?/\\'" else letter for letter in title).strip()[:TITLE_LENGTH] or "Theme"
    number, found = 1, plain
    while found.lower() in {one.lower() for one in taken}:
        number += 1
        found = f"{plain[: TITLE_LENGTH - 3]} {number}"
    return found


def _head(sheet: Worksheet, headings: list[str], to_read: int) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    font, top = Font(name=FONT, size=11, bold=True, color="FFFFFF"), Alignment(wrap_text=True, vertical="top")
    grey, blue = (PatternFill("solid", fgColor=colour) for colour in ("505A5F", "1D3D5C"))
    for place, heading in enumerate(headings, 1):
        cell = put(sheet, 1, place, heading)
        cell.font, cell.fill, cell.alignment = font, grey if place <= to_read else blue, top


def _read_only(sheet: Worksheet, number: int, texts: list[str]) -> None:
    for place, text in enumerate(texts, 1):
        put(sheet, number, place, text).alignment = _look_to_fill_in()["alignment"]


def _to_fill_in(cell: Any) -> None:
    for name, look in _look_to_fill_in().items():
        setattr(cell, name, look)


@cache
def _look_to_fill_in() -> dict[str, Any]:
    """Made once: the library takes its time for each."""
    from openpyxl.styles import Alignment, Border, PatternFill, Protection, Side

    line = Side(style="thin", color="B1B4B6")
    return {
        "protection": Protection(locked=False),
        "fill": PatternFill("solid", fgColor="FFF9E5"),
        "border": Border(line, line, line, line),
        "alignment": Alignment(wrap_text=True, vertical="top"),
    }


def _offer(sheet: Worksheet, names: list[str], first: int, last_row: int, model: Model) -> None:
    """Lists, kept on the hidden sheet: in the cell itself they could not hold a comma."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for number, (name, choices) in enumerate(choices_for(model).items()):
        source, column = get_column_letter(4 + number), get_column_letter(first + names.index(name))
        rule = DataValidation(type="list", formula1=f"{STAMP}!${source}$1:${source}${len(choices)}", allow_blank=True)
        rule.errorTitle, rule.error = "Not on the list", "Choose one from the list, or leave the cell empty."
        rule.showErrorMessage = True
        rule.add(f"{column}2:{column}{last_row}")
        sheet.add_data_validation(rule)


def _lock(sheet: Worksheet) -> None:
    """Without a password: it keeps from slips, and from nothing else."""
    sheet.protection.sheet = True
    for name in ("formatCells", "formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(sheet.protection, name, False)


def _add_stamp(book: Workbook, target: Target) -> None:
    """What the workbook belongs to, the lists, and how each answer stood that it shows."""
    sheet, assessment = book.create_sheet(STAMP), target.assessment
    stamp = {
        "format": FORMAT,
        "assessment": str(assessment.id),
        "model": assessment.model_version.digest,
        "for": target.key,
        "made": utc_now().isoformat(timespec="seconds"),
    }
    answers = target.shown
    seen = {one.code: fingerprint(answers.get(one.code)) for theme in target.themes for one in theme.characteristics}
    for number, (name, value) in enumerate({**stamp, **seen}.items(), 1):
        put(sheet, number, 1, name)
        put(sheet, number, 2, value)
    for column, choices in enumerate(choices_for(assessment.model).values(), 4):
        for number, words in enumerate(choices, 1):
            put(sheet, number, column, words)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
