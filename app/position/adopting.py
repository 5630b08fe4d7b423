"""The easy ones in one step: where the answers lie at most one level apart the median is adopted, and can be undone.

What is adopted together carries the batch in the place of a form’s id, so whoever changes one afterwards takes it out
of the batch, and undoing leaves it alone.
"""

import re
import secrets
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select, update

from app.assessment.saving import AGREEMENT, Origin, Saved, agreement_sheet
from app.assessment.tables import Assessment, Position
from app.database import db, utc_now
from app.position.disagreement import lower_middle, steps_apart
from app.position.listing import Listing, Row
from app.results.figures import Kind

MOST_APART = 1
_MARK = "adopted-"
_BATCH = re.compile(r"adopted-[0-9a-f]{16}")
_NOTHING: dict[str, Any] = {
    **dict.fromkeys(("kind", "current", "target", "evidence")),
    **dict.fromkeys(("reason", "note", "criteria", *AGREEMENT), ""),
    "is_priority": False,
}


class Easy(NamedTuple):
    """One that will be adopted, with its levels."""

    row: Row
    current: int
    target: int | None
    evidence: int | None


class Batch(NamedTuple):
    """Positions that were adopted together and that nobody has changed since."""

    id: str
    saved_at: datetime
    codes: tuple[str, ...]


def new_batch() -> str:
    return _MARK + secrets.token_hex(8)


def is_batch(given: str) -> bool:
    return _BATCH.fullmatch(given) is not None


def easy_ones(listing: Listing) -> list[Easy]:
    """Those that would be adopted now, in the order of the list."""
    return [easy for row in listing.rows if (easy := _read(row)) is not None]


def _read(row: Row) -> Easy | None:
    """A target below the current level needs a reason, so somebody has to agree it; so does what already holds
    something, which would be lost."""
    if row.compared is None or row.is_agreed or _holds_something(row.position):
        return None
    current, steps = lower_middle(row.compared.all), steps_apart(row.compared.all)
    target = lower_middle(row.compared.target.all)
    if current is None or steps is None or steps > MOST_APART or (target is not None and target < current):
        return None
    return Easy(row, current, target, lower_middle(row.compared.evidence.all))


def _holds_something(position: Saved | None) -> bool:
    return position is not None and any(getattr(position, name) != nothing for name, nothing in _NOTHING.items())


def adopt(listing: Listing, batch: str, user_id: int) -> list[str]:
    """In a writing transaction: the codes that are adopted. What somebody has agreed meanwhile stays theirs."""
    sheet = agreement_sheet(listing.assessment)
    before = sheet.read()
    for easy in easy_ones(listing):
        former = before.get(easy.row.code)
        if not _holds_something(former):
            sheet.save(easy.row.code, _content(easy), Origin(batch, 0, former.row_version if former else 0, user_id))
    return [code for code, saved in sheet.read().items() if saved.form_id == batch and before.get(code) != saved]


def _content(easy: Easy) -> dict[str, Any]:
    levels = {"kind": Kind.LEVEL, "current": easy.current, "target": easy.target, "evidence": easy.evidence}
    return _NOTHING | levels


def batches_of(listing: Listing) -> list[Batch]:
    """The newest first."""
    found: dict[str, list[Saved]] = {}
    for saved in listing.positions.values():
        if is_batch(saved.form_id):
            found.setdefault(saved.form_id, []).append(saved)
    batches = [Batch(id, saved[0].saved_at, tuple(one.code for one in saved)) for id, saved in found.items()]
    return sorted(batches, key=lambda batch: batch.saved_at, reverse=True)


def undo(assessment: Assessment, batch: str) -> list[str]:
    """In a writing transaction: the codes that are open again. Whoever changed one since keeps it.

    The rows stay, empty: deleted, the next would count its versions from 1 again, and an old tab could overwrite it.
    """
    theirs = (Position.assessment_id == assessment.id, Position.form_id == batch)
    codes = list(db.session.scalars(select(Position.code).where(*theirs)))
    undone = {"form_id": "", "row_version": Position.row_version + 1, "saved_at": utc_now()}
    db.session.execute(update(Position).where(*theirs).values(_NOTHING | undone))
    return codes
