"""What is agreed on the way from the private responses to a signed position."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.tables import words
from app.assessment.answer import REASON_LENGTH
from app.assessment.tables import TEXT_LENGTH
from app.database import Base, UtcDateTime, utc_now


class Comparison(Base):
    """The figures of the groups, made once when they are first asked for after the window has closed.

    Nothing is shown from the responses themselves, and nothing is reckoned a second time: two moments cannot be
    compared, and a later withdrawal shows nobody's answers (app/position/suppression.py).
    """

    __tablename__ = "comparison"

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    content: Mapped[str] = mapped_column(Text)
    """JSON, already suppressed."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)


class Verdict(StrEnum):
    """What a reviewer says to a position."""

    AGREE = "agree"
    QUERY = "query"
    CHANGE = "change"


class PositionReview(Base):
    """A reviewer's word on one position, and how the lead settled it."""

    __tablename__ = "position_review"
    __table_args__ = (CheckConstraint("level BETWEEN 0 AND 6", name="level"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(8))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    verdict: Mapped[Verdict] = mapped_column(words(Verdict))
    level: Mapped[int | None]
    """The current level that a change is proposed to."""
    text: Mapped[str] = mapped_column(String(TEXT_LENGTH), default="")
    said_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settlement: Mapped[str] = mapped_column(String(TEXT_LENGTH), default="")


class SignOff(Base):
    """A frozen snapshot. Every page and document of a signed-off assessment reads the newest of them alone."""

    __tablename__ = "sign_off"
    __table_args__ = (UniqueConstraint("assessment_id", "version"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    version: Mapped[int]
    """Counted from 1."""
    content: Mapped[str] = mapped_column(Text)
    """JSON: positions, narratives, the model's digest, and the figures of the groups, already suppressed."""
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the content, in hexadecimal."""
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    signed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    unanswered_reason: Mapped[str] = mapped_column(String(REASON_LENGTH), default="", server_default=text("''"))
    """Why it was signed off with characteristics that nobody answered."""
    correction: Mapped[str] = mapped_column(String(REASON_LENGTH), default="", server_default=text("''"))
    """Why this version corrects the one before it."""
