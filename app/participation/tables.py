"""Who takes part in an assessment beside its lead."""

from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.tables import User, words
from app.database import Base


class Part(StrEnum):
    """What a person may do in an assessment."""

    PARTICIPANT = "participant"
    VIEWER = "viewer"


class Participant(Base):
    __tablename__ = "participant"
    __table_args__ = (UniqueConstraint("assessment_id", "user_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[Part] = mapped_column(words(Part))

    user: Mapped[User] = relationship(lazy="raise")
