"""One answer: where it stands in its theme, whether it is complete, and how it is saved without losing another."""

from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.dialects.sqlite import insert

from app.assessment.tables import Assessment, Position
from app.database import db, utc_now
from app.maturity.definitions import Characteristic, Model, Theme
from app.results.figures import Kind

CONTENT = ("kind", "current", "target", "reason", "evidence", "note", "is_priority")


@dataclass(frozen=True, slots=True)
class Place:
    """A characteristic in its theme."""

    theme: Theme
    characteristic: Characteristic
    number: int
    """Counted from 1."""

    @property
    def previous(self) -> Characteristic | None:
        return self.theme.characteristics[self.number - 2] if self.number > 1 else None

    @property
    def next(self) -> Characteristic | None:
        last = len(self.theme.characteristics)
        return self.theme.characteristics[self.number] if self.number < last else None


def get_theme(model: Model, slug: str) -> Theme:
    return model.find_theme(slug) or abort(404)


def get_place(model: Model, slug: str, code: str) -> Place:
    theme = get_theme(model, slug)
    places = (Place(theme, found, number) for number, found in enumerate(theme.characteristics, 1))
    return next((place for place in places if place.characteristic.code.lower() == code), None) or abort(404)


_positions = select(Position).where(Position.assessment_id == bindparam("assessment_id"))


def positions_of(assessment: Assessment) -> dict[str, Position]:
    """All answers so far, by code."""
    rows = db.session.scalars(
        _positions, {"assessment_id": assessment.id}, execution_options={"populate_existing": True}
    )
    return {position.code: position for position in rows}


_insert = insert(Position).values(row_version=1)
_same_form = and_(
    Position.form_id == _insert.excluded.form_id, Position.change_number <= _insert.excluded.change_number
)
_save = _insert.on_conflict_do_update(
    index_elements=[Position.assessment_id, Position.code],
    set_={name: _insert.excluded[name] for name in (*CONTENT, "form_id", "change_number", "saved_by_id", "saved_at")}
    | {"row_version": Position.row_version + 1},
    where=or_(Position.row_version == bindparam("seen"), _same_form),
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a save comes from."""

    user_id: int
    form_id: str
    change_number: int
    seen: int
    """The row version on which the answer was made; 0 for none."""


def save_position(assessment: Assessment, code: str, content: dict[str, Any], origin: Origin) -> None:
    """Save an answer, in a writing transaction.

    Nothing is saved when somebody else or another form has saved since, or a later change of the same form:
    read the position afterwards to learn which.
    """
    values = {
        "assessment_id": assessment.id,
        "code": code,
        "form_id": origin.form_id,
        "change_number": origin.change_number,
        "saved_by_id": origin.user_id,
        "saved_at": utc_now(),
        "seen": origin.seen,
    }
    db.session.execute(_save, content | values)


def missing_parts(position: Position | None) -> dict[str, str]:
    """What a complete answer still needs: a sentence by field name."""
    if position is None or position.kind is None:
        return {"current": "Select where you are now. If you cannot tell, select “Don’t know”"}
    if position.kind is not Kind.LEVEL or position.current is None:
        return {}
    missing = {}
    if position.target is None:
        missing["target"] = "Select where you want to be. The same level as now means “hold”"
    elif position.target < position.current and not position.reason:
        missing["reason"] = "Enter why the target is below where you are now"
    if position.evidence is None:
        missing["evidence"] = "Select how strong the evidence is"
    return missing


def first_incomplete(theme: Theme, positions: dict[str, Position]) -> Characteristic | None:
    """Where to go on in a theme: the first unanswered characteristic, else the first whose answer is unfinished."""
    unanswered = (c for c in theme.characteristics if c.code not in positions or positions[c.code].kind is None)
    unfinished = (c for c in theme.characteristics if missing_parts(positions.get(c.code)))
    return next(unanswered, None) or next(unfinished, None)
