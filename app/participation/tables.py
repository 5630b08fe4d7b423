"""Who takes part in an assessment beside its lead and its sponsor, and what each of them answered in private."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.tables import User, words
from app.assessment.answer import NOTE_LENGTH, AnswerColumns, answer_checks
from app.database import Base, UtcDateTime, utc_now

NAME_LENGTH = 120
THEMES_LENGTH = 400


class Part(StrEnum):
    """What a person may do in an assessment; `app/assessment/roles.py` says it in full."""

    PARTICIPANT = "participant"
    REVIEWER = "reviewer"
    VIEWER = "viewer"


class Group(StrEnum):
    """Whose views are compared."""

    MEMBER = "member"
    OFFICER = "officer"
    PARTNER = "partner"


class Participant(Base):
    """Somebody with an account, or with a private link of their own; made anonymous, nobody any more."""

    __tablename__ = "participant"
    __table_args__ = (UniqueConstraint("assessment_id", "user_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    group: Mapped[Group | None] = mapped_column(words(Group))
    directorate: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    role: Mapped[Part] = mapped_column(words(Part))
    themes: Mapped[str] = mapped_column(String(THEMES_LENGTH), default="")
    """The slugs of those assigned, with spaces between them; empty for all."""
    added_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=utc_now)

    link_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Of the secret in the private link; none where there is none, or it was withdrawn."""
    code_hash: Mapped[str | None] = mapped_column(String(200))
    """Of the return code that the person chose at the first opening."""
    epoch: Mapped[int] = mapped_column(default=0)
    """Raised to end every visit: a renewed or withdrawn link."""
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When they had read who will see what, which comes before the first answer."""
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When they withdrew: their answers are gone and the link is worth nothing."""

    user: Mapped[User | None] = relationship(lazy="raise")


class Visit(Base):
    """The session of a private link in one browser: it opens this participant’s pages and nothing else."""

    __tablename__ = "visit"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    epoch: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)


class Happening(StrEnum):
    """What happened to a private link."""

    MADE = "made"
    OPENED = "opened"
    RENEWED = "renewed"
    WRONG_CODE = "wrong-code"
    WITHDRAWN = "withdrawn"


class Opening(Base):
    """One thing that happened to a private link. Its participant is shown all of them."""

    __tablename__ = "opening"

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    what: Mapped[Happening] = mapped_column(words(Happening))


class Response(AnswerColumns, Base):
    """One person’s private answer to one characteristic. Any part may be missing while it is unfinished."""

    __tablename__ = "response"
    __table_args__ = answer_checks()

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    is_note_shared: Mapped[bool] = mapped_column(default=False)
    """The person wants the note read, without their name, when the position is agreed."""
    is_entered_by_lead: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Typed in from paper or a workbook; the person is told so."""
    late_note: Mapped[str] = mapped_column(String(NOTE_LENGTH), default="")
    """What reached the server after the window had closed: kept for the person, and shown to nobody else."""
