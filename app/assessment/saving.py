"""The answers of an assessment: read all at once, and saved without losing another’s."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, and_, bindparam, or_, select
from sqlalchemy.dialects.sqlite import insert

from app.assessment.tables import Assessment, Position
from app.database import db, utc_now
from app.results.figures import Kind

CONTENT = ("kind", "current", "target", "reason", "evidence", "note", "is_priority", "criteria")


class Saved(NamedTuple):
    """An answer as it is saved. Any part may be missing while it is unfinished."""

    code: str
    kind: Kind | None
    current: int | None
    target: int | None
    reason: str
    evidence: int | None
    note: str
    is_priority: bool
    criteria: str
    is_confirmed: bool
    row_version: int
    form_id: str
    saved_by_id: int
    saved_at: datetime


# On the table and not the class, since nothing here needs objects that follow their rows; and built once, since
# building a statement costs more than running it.
_table = cast(Table, Position.__table__)
_all = select(*(_table.c[name] for name in Saved._fields)).where(_table.c.assessment_id == bindparam("assessment_id"))


def positions_of(assessment: Assessment) -> dict[str, Saved]:
    """All answers so far by code; a characteristic that nobody has touched has none."""
    rows = db.session.execute(_all, {"assessment_id": assessment.id})
    return {saved.code: saved for saved in map(Saved._make, rows)}


_insert = insert(_table).values(row_version=1, is_confirmed=True)
_same_form = and_(
    Position.form_id == _insert.excluded.form_id,
    Position.saved_by_id == _insert.excluded.saved_by_id,
    Position.change_number <= _insert.excluded.change_number,
)
_save = _insert.on_conflict_do_update(
    index_elements=[Position.assessment_id, Position.code],
    set_={name: _insert.excluded[name] for name in (*CONTENT, "form_id", "change_number", "saved_by_id", "saved_at")}
    | {"row_version": Position.row_version + 1, "is_confirmed": True},
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
