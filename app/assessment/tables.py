"""An assessment, and the position: the council's answer to each characteristic."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.tables import User, words
from app.database import Base, UtcDateTime, utc_now
from app.maturity.definitions import Model
from app.maturity.tables import ModelVersion
from app.maturity.versions import model_of
from app.results.figures import Kind

TITLE_LENGTH = 120
NOTE_LENGTH = 10_000
REASON_LENGTH = 1_000
CRITERIA_LENGTH = 120


class Assessment(Base):
    __tablename__ = "assessment"
    # The number of a deleted one is never given again: an old tab or bookmark must not open another.
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    as_at: Mapped[date]
    target_date: Mapped[date]
    model_version_id: Mapped[int] = mapped_column(ForeignKey("model_version.id"), index=True)
    """Pinned: an assessment stays on the exact content it began with."""
    lead_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    moved_to_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id", ondelete="SET NULL"), index=True)
    """The copy that it went on as, on a newer version of its model, when it was archived by the move."""
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id", ondelete="SET NULL"), index=True)
    """The assessment whose answers this one began with: the one it was moved from, or reassesses."""

    model_version: Mapped[ModelVersion] = relationship(lazy="joined", innerjoin=True)
    lead: Mapped[User] = relationship(lazy="raise")

    @property
    def model(self) -> Model:
        return model_of(self.model_version)


class Position(Base):
    """Any part may be missing while an answer is unfinished."""

    __tablename__ = "position"
    __table_args__ = (
        CheckConstraint("(kind IS 'level') = (current IS NOT NULL)", name="current_with_level"),
        CheckConstraint("current BETWEEN 0 AND 6", name="current"),
        CheckConstraint("target BETWEEN 1 AND 6", name="target"),
        CheckConstraint("evidence BETWEEN 0 AND 4", name="evidence"),
    )

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(String(8), primary_key=True)
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
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
