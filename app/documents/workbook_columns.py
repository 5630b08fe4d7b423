"""The columns of the workbook that are filled in, and what a cell of each may hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.assessment.answer import NOTE_LENGTH, REASON_LENGTH
from app.assessment.saving import Saved
from app.assessment.tables import TEXT_LENGTH
from app.forms import plain_text
from app.maturity.definitions import Model
from app.results.figures import Kind
from app.results.words import NOT_A_LEVEL

CODE = "Code"
YES, NO = "Yes", "No"


@dataclass(frozen=True, slots=True)
class Field:
    heading: str
    width: int
    longest: int = 0
    """Of a text; a choice has none."""


FIELDS: dict[str, Field] = {
    "current": Field("Now", 18),
    "target": Field("Target", 18),
    "evidence": Field("Evidence", 18),
    "note": Field("Evidence note", 50, NOTE_LENGTH),
    "reason": Field("Reason for a lower target", 40, REASON_LENGTH),
    "is_priority": Field("Candidate priority", 12),
}
RATIONALE = {"rationale": Field("Rationale", 40, TEXT_LENGTH)}


def fields_for(*, is_agreement: bool) -> Mapping[str, Field]:
    """Where the position is agreed after people answered separately, with its rationale."""
    return FIELDS | RATIONALE if is_agreement else FIELDS


def heading_key(cell: str) -> str:
    """By which words are compared: a spreadsheet may curl an apostrophe, or a person type a straight one."""
    return " ".join(cell.lower().replace("'", "’").split())


BY_HEADING = {heading_key(field.heading): name for name, field in {**FIELDS, **RATIONALE}.items()}


def choices_for(model: Model) -> dict[str, dict[str, str]]:
    """By field, what may be chosen: the words in a cell, and the value of the form’s field."""
    levels = {model.level_name(number): str(number) for number in range(model.top_level + 1)}
    others = {NOT_A_LEVEL[kind]: kind.value for kind in (Kind.UNKNOWN, Kind.NOT_APPLICABLE)}
    return {
        "current": levels | others,
        "target": {name: number for name, number in levels.items() if number != "0"},
        "evidence": {one.name: str(one.number) for one in model.evidence},
        "is_priority": {YES: YES, NO: NO},
    }


def read_cell(name: str, cell: str, choices: Mapping[str, Mapping[str, str]]) -> str:
    """The value of the form’s field. Raises ValueError with a sentence."""
    if name not in choices:
        return _read_text(name, cell)
    wanted = heading_key(cell)
    known = {heading_key(words): value for words, value in choices[name].items()}
    known |= {value: value for value in choices[name].values()}
    if wanted and wanted not in known:
        raise ValueError(f"“{cell.strip()[:60]}” is not on the list. Choose {_listed([*choices[name]])}")
    return known.get(wanted, "")


def _read_text(name: str, cell: str) -> str:
    text, longest = plain_text(cell) or "", {**FIELDS, **RATIONALE}[name].longest
    if len(text) > longest:
        raise ValueError(f"Write at most {longest:,} characters; there are {len(text):,}")
    return text


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def words_of(saved: Saved | None, model: Model) -> dict[str, str]:
    """An answer as the cells of its row."""
    if saved is None:
        return dict.fromkeys((*FIELDS, *RATIONALE), "")
    current = "" if saved.kind is None else NOT_A_LEVEL.get(saved.kind, "")
    return {
        "current": current if saved.current is None else model.level_name(saved.current),
        "target": "" if saved.target is None else model.level_name(saved.target),
        "evidence": "" if saved.evidence is None else model.evidence[saved.evidence].name,
        "note": saved.note,
        "reason": saved.reason,
        "is_priority": YES if saved.is_priority else NO,
        "rationale": saved.rationale,
    }
