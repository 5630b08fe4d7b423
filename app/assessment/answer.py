"""The columns of an answer, which a private response and the council’s position have in common."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String, text, true
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.tables import words
from app.database import UtcDateTime, utc_now
from app.results.figures import Kind

NOTE_LENGTH = 10_000
REASON_LENGTH = 1_000
CRITERIA_LENGTH = 120

CONTENT = ("kind", "current", "target", "reason", "evidence", "note", "is_priority", "criteria")
"""What a person answers; the other columns say how it came in."""


class AnswerColumns:
    kind: Mapped[Kind | None] = mapped_column(words(Kind))
    current: Mapped[int | None]
    target: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(REASON_LENGTH), default="")
    """Why the target is below the current level."""
    evidence: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(NOTE_LENGTH), default="")
    is_priority: Mapped[bool] = mapped_column(default=False)
    criteria: Mapped[str] = mapped_column(String(CRITERIA_LENGTH), default="", server_default=text("''"))
    """Those that are ticked, by level and by place in the level from 1: “1.1 1.2 3.1”."""
    is_confirmed: Mapped[bool] = mapped_column(default=True, server_default=true())
    """False while an answer carried over from another assessment waits to be confirmed: it counts as none."""
    row_version: Mapped[int] = mapped_column(default=1)
    form_id: Mapped[str] = mapped_column(String(32))
    """Of the form on screen that saved last: its own queued saves never conflict."""
    change_number: Mapped[int] = mapped_column(default=0)
    """Of that form's changes, so that an older one that arrives late does not undo a newer one."""
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)


def answer_checks() -> tuple[CheckConstraint, ...]:
    """An answer has a level exactly when it says so, and none beyond those that a model may have."""
    return (
        CheckConstraint("(kind IS 'level') = (current IS NOT NULL)", name="current_with_level"),
        CheckConstraint("current BETWEEN 0 AND 6", name="current"),
        CheckConstraint("target BETWEEN 1 AND 6", name="target"),
        CheckConstraint("evidence BETWEEN 0 AND 4", name="evidence"),
    )
