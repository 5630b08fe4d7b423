"""What a filled-in workbook would change, and what stands in the way. Nothing is written here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from app.assessment.answer_form import levels_as_columns
from app.assessment.saving import AGREEMENT, Saved
from app.database import utc_now
from app.documents.workbook_columns import FIELDS, RATIONALE, YES, words_of
from app.documents.workbook_in import Fault, Row
from app.documents.workbook_target import Target, fingerprint
from app.position.comparing import ComparisonFigures
from app.position.disagreement import missing_in
from app.results.figures import Kind

NEWER = "Somebody has changed this since the workbook was made"
HEADINGS = {name: field.heading for name, field in {**FIELDS, **RATIONALE}.items()}


@dataclass(frozen=True, slots=True)
class Difference:
    place: str
    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    code: str
    title: str
    seen: int
    """The row version that it is made on; 0 for none."""
    content: dict[str, Any]
    differences: tuple[Difference, ...]
    conflict: str
    """Why it has to be ticked before it is taken."""


@dataclass(frozen=True, slots=True)
class Comparison:
    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]
    unchanged: int

    @property
    def conflicts(self) -> list[Change]:
        return [change for change in self.changes if change.conflict]

    @property
    def digest(self) -> str:
        """Another one means that what is shown is no longer what would be done."""
        return sha256(repr(self.changes).encode()).hexdigest()

    def chosen(self, ticked: Collection[str]) -> list[Change]:
        return [change for change in self.changes if not change.conflict or change.code in ticked]


@dataclass(frozen=True)
class _Standing:
    """How things stand, read once."""

    target: Target
    saved: Mapping[str, Saved]
    shown: Mapping[str, Saved]
    seen: Mapping[str, str]
    compared: ComparisonFigures | None


def compare(
    target: Target, rows: Iterable[Row], seen: Mapping[str, str], compared: ComparisonFigures | None
) -> Comparison:
    """With the answers as they are now. `compared` is how the groups compare, where the position is agreed after."""
    standing = _Standing(target, target.sheet.read(), target.shown, seen, compared)
    asked = {one.code for theme in target.themes for one in theme.characteristics}
    changes, faults, unchanged = [], [], 0
    for row in rows:
        if row.code not in asked:
            faults += [Fault(place=row.place, text=f"{row.code} is not asked of {target.name}")] * _is_filled(row)
            continue
        change = _change(row, standing)
        wrong = [] if change is None else [*_faults(row, change, standing)]
        faults += wrong
        if change is None:
            unchanged += 1
        elif not wrong:
            changes.append(change)
    return Comparison(tuple(changes), tuple(faults), unchanged)


def _is_filled(row: Row) -> bool:
    """A priority that is not one says nothing."""
    return any(value for name, value in row.cells.items() if name != "is_priority") or (
        row.cells.get("is_priority") == YES
    )


def _change(row: Row, standing: _Standing) -> Change | None:
    """None where the row says what stands already, or nothing."""
    saved, is_person = standing.saved.get(row.code), standing.target.person is not None
    if is_person and not _is_filled(row):
        return None
    shown = standing.shown.get(row.code)
    content = _content(row, shown)
    differences = tuple(_differences(row, shown, content, standing))
    if not differences:
        return None
    title = standing.target.assessment.model.by_code[row.code].title
    conflict = NEWER if _is_newer(row.code, shown, standing) else ""
    return Change(row.code, title, saved.row_version if saved else 0, content, differences, conflict)


def _is_newer(code: str, shown: Saved | None, standing: _Standing) -> bool:
    return standing.seen.get(code) != fingerprint(shown)


def _content(row: Row, saved: Saved | None) -> dict[str, Any]:
    """The columns of the answer: what the sheet has no column for stays as it is."""
    cells = _values_of(saved) | row.cells
    levels = levels_as_columns(cells["current"] or None, cells["target"] or None, cells["evidence"] or None)
    return levels | {
        "note": cells["note"],
        "reason": cells["reason"],
        "is_priority": cells["is_priority"] == YES,
        "criteria": saved.criteria if saved else "",
        **{name: getattr(saved, name) if saved else "" for name in AGREEMENT},
        "rationale": cells["rationale"],
    }


def _values_of(saved: Saved | None) -> dict[str, str]:
    if saved is None:
        return dict.fromkeys(HEADINGS, "")
    current = saved.current if saved.kind is Kind.LEVEL else saved.kind
    return {
        "current": "" if current is None else str(current),
        "target": "" if saved.target is None else str(saved.target),
        "evidence": "" if saved.evidence is None else str(saved.evidence),
        "note": saved.note,
        "reason": saved.reason,
        "is_priority": YES if saved.is_priority else "",
        "rationale": saved.rationale,
    }


def _as_saved(code: str, content: Mapping[str, Any]) -> Saved:
    """The answer as it would be."""
    own = {"row_version": 0, "form_id": "", "saved_at": utc_now(), "saved_by_id": None, "is_note_shared": False}
    return Saved(**{"code": code, "is_confirmed": True, **own, **content})


def _differences(
    row: Row, shown: Saved | None, content: Mapping[str, Any], standing: _Standing
) -> Iterator[Difference]:
    model = standing.target.assessment.model
    before, after = words_of(shown, model), words_of(_as_saved(row.code, content), model)
    for name in row.cells:
        one = before[name] or ("No" if name == "is_priority" else "")
        if one != after[name]:
            yield Difference(row.places[name], HEADINGS[name], one, after[name])


def _faults(row: Row, change: Change, standing: _Standing) -> Iterator[Fault]:
    """What no form would take either."""
    if change.content["kind"] not in {None, Kind.LEVEL} and row.cells.get("target"):
        yield Fault(place=row.places["target"], text="Empty this: “Don’t know” and “Not applicable” take no target")
    if standing.target.is_agreement:
        compared = standing.compared.characteristics.get(row.code) if standing.compared else None
        for name, sentence in missing_in(_as_saved(row.code, change.content), compared).items():
            yield Fault(place=row.places.get(name, row.place), text=sentence)
