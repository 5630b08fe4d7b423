"""Comments on the words of a model, and what the editors made of them. They hold no answers."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.tables import User, words
from app.database import Base, UtcDateTime, utc_now
from app.maturity.tables import ModelVersion

COMMENT_LENGTH = 2_000
REASON_LENGTH = 1_000


class CommentKind(StrEnum):
    UNCLEAR = "unclear"
    MISSING = "missing"
    WRONG = "wrong"
    GOOD = "good"


class CommentStatus(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Comment(Base):
    """What one person says of the words of one characteristic, in the version they read."""

    __tablename__ = "comment"
    __table_args__ = (CheckConstraint("(status = 'open') = (reviewed_at IS NULL)", name="reviewed_when_closed"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    model_version_id: Mapped[int] = mapped_column(ForeignKey("model_version.id"), index=True)
    code: Mapped[str] = mapped_column(String(8))
    kind: Mapped[CommentKind] = mapped_column(words(CommentKind))
    text: Mapped[str] = mapped_column(String(COMMENT_LENGTH))
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    status: Mapped[CommentStatus] = mapped_column(words(CommentStatus), default=CommentStatus.OPEN)
    reason: Mapped[str] = mapped_column(String(REASON_LENGTH), default="")
    """Why it was declined, or what was done about it; its author reads it. Kept for the editors when it is reopened."""
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reviewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    model_version: Mapped[ModelVersion] = relationship(lazy="raise")
    author: Mapped[User] = relationship(lazy="raise", foreign_keys=author_id)
    reviewed_by: Mapped[User | None] = relationship(lazy="raise", foreign_keys=reviewed_by_id)

    @property
    def made_on(self) -> date:
        return _day_of(self.created_at)

    @property
    def reviewed_on(self) -> date | None:
        return _day_of(self.reviewed_at) if self.reviewed_at else None


def _day_of(moment: datetime) -> date:
    """In the time of the machine, as everywhere on the pages."""
    return moment.astimezone().date()
