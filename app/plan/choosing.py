"""The form of the focus, read and saved row by row: what somebody else has chosen since stands, and is said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.tables import User
from app.assessment.tables import Assessment
from app.database import db, utc_now
from app.plan.picked import Picked, picked_in
from app.plan.tables import Choice, Focus
from app.plan.words import DEGREES


class DamagedError(Exception):
    """A form that no page of ours has sent."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One row of the form."""

    code: str
    picked: Picked
    shown: str
    """What the row held when the page was drawn, as `Picked.written`."""
    row_version: int

    @property
    def is_changed(self) -> bool:
        return self.picked.written != self.shown


@dataclass(frozen=True, slots=True)
class Kept:
    """Somebody else’s newer choice of a row, and what was sent and is not saved."""

    code: str
    theirs: Picked
    by: str
    mine: Picked


def read_form(form: Mapping[str, str], codes: Iterable[str]) -> list[Sent]:
    """Raises DamagedError. A row that the form does not have is left as it is."""
    return [_read(form, code) for code in codes if f"{code}-seen" in form]


def _read(form: Mapping[str, str], code: str) -> Sent:
    shown, _, version = form[f"{code}-seen"].partition("@")
    choice = form.get(f"{code}-choice", "")
    is_known = choice in {"", *(one.value for one in Choice)}
    if not is_known or not (version.isascii() and version.isdigit() and len(version) < 10):
        raise DamagedError
    picked = Picked(
        Choice(choice) if choice else None,
        _degree(form.get(f"{code}-impact", "")),
        _degree(form.get(f"{code}-effort", "")),
        f"{code}-priority" in form,
    )
    return Sent(code, picked, shown, int(version))


def _degree(text: str) -> int | None:
    if not text:
        return None
    found = {str(number): number for number in DEGREES}.get(text)
    if found is None:
        raise DamagedError
    return found


def choose(assessment: Assessment, sent: Iterable[Sent], user_id: int) -> tuple[list[str], list[Kept]]:
    """In a writing transaction: the codes that are saved, and the rows in which somebody was quicker."""
    found = db.session.scalars(select(Focus).where(Focus.assessment_id == assessment.id))
    rows = {row.code: row for row in found}
    saved, kept = [], []
    for one in sent:
        row = rows.get(one.code)
        if not one.is_changed or picked_in(row) == one.picked:
            continue
        if row is not None and row.row_version != one.row_version:
            kept.append(Kept(one.code, picked_in(row), _name_of(row, user_id), one.picked))
            continue
        _put(assessment, row, one, user_id)
        saved.append(one.code)
    return saved, kept


def _name_of(row: Focus, user_id: int) -> str:
    if row.saved_by_id == user_id:
        return "You"
    return db.session.get_one(User, row.saved_by_id).name


def _put(assessment: Assessment, row: Focus | None, sent: Sent, user_id: int) -> None:
    """Cleared, it stays as a row: its version must go on counting."""
    if row is None:
        row = Focus(assessment_id=assessment.id, code=sent.code, row_version=0)
        db.session.add(row)
    row.choice, row.impact, row.effort = sent.picked.choice, sent.picked.impact, sent.picked.effort
    row.is_priority, row.row_version = sent.picked.is_priority, row.row_version + 1
    row.saved_by_id, row.saved_at = user_id, utc_now()
