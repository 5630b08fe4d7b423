"""The answers of an assessment: read all at once, and saved without losing another’s."""

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Table, and_, bindparam, or_, select
from sqlalchemy.dialects.sqlite import insert

from app.assessment.tables import Assessment, Position
from app.database import db, utc_now

CONTENT = ("kind", "current", "target", "reason", "evidence", "note", "is_priority")

# Statements are built once: building one costs more than running it.
_all = select(Position).where(Position.assessment_id == bindparam("assessment_id"))


def positions_of(assessment: Assessment) -> dict[str, Position]:
    """All answers so far by code; a characteristic that nobody has touched has none."""
    rows = db.session.scalars(_all, {"assessment_id": assessment.id})
    return {position.code: position for position in rows}


# On the table and not the class: SQLAlchemy’s way for many objects costs twice as much for one row.
_insert = insert(cast(Table, Position.__table__)).values(row_version=1)
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
