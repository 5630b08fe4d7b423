"""Answers: read all at once, and saved without losing another’s. The position and the responses go the same way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, Table, and_, bindparam, false, literal, null, or_, select
from sqlalchemy.dialects.sqlite import insert

from app.assessment.answer import CONTENT
from app.assessment.tables import Assessment, Position
from app.database import db, utc_now
from app.participation.tables import Response
from app.results.figures import Kind

AGREEMENT = ("rationale", "minority_view", "restricted_note")
"""What a position has beside an answer, where it is agreed after people responded in private."""


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
    saved_at: datetime
    saved_by_id: int | None
    """Of a position; a response is its participant’s own."""
    is_note_shared: bool
    """Of a response."""
    rationale: str = ""
    """These three of a position."""
    minority_view: str = ""
    restricted_note: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a save comes from."""

    form_id: str
    change_number: int
    seen: int
    """The row version on which the answer was made; 0 for none."""
    user_id: int | None = None
    """Who saves a position."""


class _Statements:
    """On the table and not the class, since nothing here needs objects that follow their rows; and built once, since
    building a statement costs more than running it."""

    def __init__(self, table: Table, owner: str, own: tuple[str, ...]) -> None:
        read: list[ColumnElement[Any]] = [
            table.c[name] if name in table.c else _MISSING[name].label(name) for name in Saved._fields
        ]
        self.all = select(*read).where(table.c[owner] == bindparam("owner_id"))
        adding = insert(table).values(row_version=1, is_confirmed=True)
        adding = adding.values({owner: bindparam("owner_id"), **{name: bindparam(name) for name in own}})
        same_form = and_(
            table.c.form_id == adding.excluded.form_id,
            *(table.c[name] == adding.excluded[name] for name in own if name == "saved_by_id"),
            table.c.change_number <= adding.excluded.change_number,
        )
        replaced = (*CONTENT, *own, "form_id", "change_number", "saved_at")
        self.save = adding.on_conflict_do_update(
            index_elements=[table.c[owner], table.c.code],
            set_={name: adding.excluded[name] for name in replaced}
            | {"row_version": table.c.row_version + 1, "is_confirmed": True},
            where=or_(table.c.row_version == bindparam("seen"), same_form),
        )


_MISSING: dict[str, ColumnElement[Any]] = {"saved_by_id": null(), "is_note_shared": false()}
_MISSING |= dict.fromkeys(AGREEMENT, literal(""))
_OF_POSITION = _Statements(cast(Table, Position.__table__), "assessment_id", ("saved_by_id",))
_OF_AGREEMENT = _Statements(cast(Table, Position.__table__), "assessment_id", ("saved_by_id", *AGREEMENT))
_OF_RESPONSES = _Statements(cast(Table, Response.__table__), "participant_id", ("is_note_shared", "is_entered_by_lead"))


_OF_ITS_PERSON = {"is_note_shared": False, "is_entered_by_lead": False}
"""What a response is unless its save says otherwise: whoever saves it makes it theirs."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The answers that a theme’s form reads and writes: the council’s position, or one participant’s responses."""

    owner_id: int
    is_position: bool
    frozen: dict[str, Saved] | None = None
    """Of a signed-off position, which is read from its snapshot."""
    has_agreement: bool = False
    """A save brings the rationale and its like as well, in the one statement that guards against a lost update."""

    @property
    def _statements(self) -> _Statements:
        if self.has_agreement:
            return _OF_AGREEMENT
        return _OF_POSITION if self.is_position else _OF_RESPONSES

    def read(self) -> dict[str, Saved]:
        """All answers so far by code; a characteristic that nobody has touched has none."""
        if self.frozen is not None:
            return self.frozen
        rows = db.session.execute(self._statements.all, {"owner_id": self.owner_id})
        return {saved.code: saved for saved in map(Saved._make, rows)}

    def save(self, code: str, content: dict[str, Any], origin: Origin) -> None:
        """Save an answer, in a writing transaction.

        Nothing is saved when somebody else or another form has saved since, or a later change of the same form:
        read the sheet afterwards to learn which.
        """
        own = {"saved_by_id": origin.user_id} if self.is_position else _OF_ITS_PERSON
        values = {
            "owner_id": self.owner_id,
            "code": code,
            "form_id": origin.form_id,
            "change_number": origin.change_number,
            "saved_at": utc_now(),
            "seen": origin.seen,
        }
        db.session.execute(self._statements.save, own | content | values)


def position_sheet(assessment: Assessment) -> Sheet:
    return Sheet(assessment.id, is_position=True)


def agreement_sheet(assessment: Assessment) -> Sheet:
    """The position with its rationale, minority view and restricted note."""
    return Sheet(assessment.id, is_position=True, has_agreement=True)


def response_sheet(participant_id: int) -> Sheet:
    return Sheet(participant_id, is_position=False)


def positions_of(assessment: Assessment) -> dict[str, Saved]:
    """The council’s position as it stands, by code."""
    return position_sheet(assessment).read()
