"""What follows from a position: the choice of focus, actions and their progress, reviews."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.tables import words
from app.assessment.answer import REASON_LENGTH
from app.assessment.tables import TEXT_LENGTH
from app.database import Base, UtcDateTime, utc_now

WHAT_LENGTH = 1_000
PERSON_LENGTH = 120


class Choice(StrEnum):
    """Is this good enough for us?"""

    HOLD = "hold"
    IMPROVE = "improve"


class Focus(Base):
    """What the council makes of one characteristic. A sign-off freezes what is chosen by then."""

    __tablename__ = "focus"
    __table_args__ = (
        CheckConstraint("impact BETWEEN 1 AND 3", name="impact"),
        CheckConstraint("effort BETWEEN 1 AND 3", name="effort"),
    )

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    choice: Mapped[Choice | None] = mapped_column(words(Choice))
    impact: Mapped[int | None]
    """Of getting to the target: 1 low, 2 medium, 3 high; so too the effort."""
    effort: Mapped[int | None]
    is_priority: Mapped[bool] = mapped_column(default=False, server_default=false())
    row_version: Mapped[int] = mapped_column(default=1)
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)


class Progress(StrEnum):
    NOT_STARTED = "not-started"
    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    DELAYED = "delayed"
    COMPLETE = "complete"
    STOPPED = "stopped"


class Action(Base):
    __tablename__ = "action"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(8))
    """The characteristic that it is for."""
    what: Mapped[str] = mapped_column(String(WHAT_LENGTH))
    lead_officer: Mapped[str] = mapped_column(String(PERSON_LENGTH), default="")
    starts_on: Mapped[date | None]
    due_on: Mapped[date | None]
    success_measure: Mapped[str] = mapped_column(String(WHAT_LENGTH), default="")
    cost_note: Mapped[str] = mapped_column(String(TEXT_LENGTH), default="")
    benefit_note: Mapped[str] = mapped_column(String(TEXT_LENGTH), default="")
    status: Mapped[Progress] = mapped_column(words(Progress), default=Progress.NOT_STARTED)
    stopped_reason: Mapped[str] = mapped_column(String(REASON_LENGTH), default="")
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("action.id", ondelete="SET NULL"), index=True)
    """The action of the assessment before, which this one goes on with."""
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    row_version: Mapped[int] = mapped_column(default=1)


class ActionResource(Base):
    """A resource of the hub that helps with an action."""

    __tablename__ = "action_resource"

    action_id: Mapped[int] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"), primary_key=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id", ondelete="CASCADE"), primary_key=True)


class ActionUpdate(Base):
    """A word on the progress of an action."""

    __tablename__ = "action_update"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    status: Mapped[Progress] = mapped_column(words(Progress))
    text: Mapped[str] = mapped_column(String(TEXT_LENGTH), default="")


class Review(Base):
    """One look back at the priorities: planned for a day, and held on one."""

    __tablename__ = "review"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    due_on: Mapped[date]
    held_on: Mapped[date | None]
    text: Mapped[str] = mapped_column(String(TEXT_LENGTH), default="")
    row_version: Mapped[int] = mapped_column(default=1)


class Moved(StrEnum):
    FORWARD = "forward"
    UNCHANGED = "unchanged"
    BACK = "back"


class ReviewEntry(Base):
    """What moved on one priority since the last review, and why."""

    __tablename__ = "review_entry"

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    moved: Mapped[Moved | None] = mapped_column(words(Moved))
    why: Mapped[str] = mapped_column(String(TEXT_LENGTH), default="", server_default=text("''"))
