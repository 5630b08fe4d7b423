"""An assessment, and the position: the council's answer to each characteristic."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.tables import LEAST_GROUP, RETENTION_DAYS, Retention, User, words
from app.assessment.answer import REASON_LENGTH, AnswerColumns, answer_checks
from app.database import Base, UtcDateTime, utc_now
from app.maturity.definitions import Model
from app.maturity.tables import ModelVersion
from app.maturity.versions import model_of

TITLE_LENGTH = 120
TEXT_LENGTH = 5_000


class Way(StrEnum):
    """How an assessment is done."""

    TOGETHER = "together"
    """The lead, or a group at one screen, fills in the position."""
    SEPARATELY = "separately"
    """People respond in private, and then a position is agreed."""


class Stage(StrEnum):
    """In their order. One that is done together begins open, and goes from there to agreed."""

    PREPARING = "preparing"
    OPEN = "open"
    CLOSED = "closed"
    AGREED = "agreed"
    SIGNED_OFF = "signed-off"

    @property
    def number(self) -> int:
        return list(Stage).index(self)


def stage_on(stage: Stage, opens_on: date | None, closes_on: date | None) -> Stage:
    """Where it stands today: the window opens and closes by its dates as well as by hand."""
    today = date.today()
    if stage is Stage.PREPARING and opens_on and opens_on <= today:
        stage = Stage.OPEN
    if stage is Stage.OPEN and closes_on and closes_on < today:
        stage = Stage.CLOSED
    return stage


class Privacy(StrEnum):
    """How the answers of an assessment done separately are shown once its window is closed."""

    GROUPED = "grouped"
    NAMED = "named"


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
    sponsor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    """Who signs it off."""
    way: Mapped[Way] = mapped_column(words(Way), default=Way.TOGETHER, server_default=text("'together'"))
    stage_set: Mapped[Stage] = mapped_column(words(Stage), default=Stage.OPEN, server_default=text("'open'"))
    """As it was moved on by hand; `stage` counts the dates of the window as well."""
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    """The last day of the response window."""
    privacy: Mapped[Privacy] = mapped_column(words(Privacy), default=Privacy.GROUPED, server_default=text("'grouped'"))
    smallest_group: Mapped[int] = mapped_column(default=LEAST_GROUP, server_default=text(str(LEAST_GROUP)))
    """A group with fewer answers to a characteristic is not shown."""
    retention: Mapped[Retention] = mapped_column(
        words(Retention), default=Retention.ANONYMISE, server_default=text("'anonymise'")
    )
    """What becomes of the private responses after the sign-off, as people were told before they answered."""
    retention_days: Mapped[int] = mapped_column(default=RETENTION_DAYS, server_default=text(str(RETENTION_DAYS)))
    responses_ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When they were made anonymous or deleted."""
    correction: Mapped[str] = mapped_column(String(REASON_LENGTH), default="", server_default=text("''"))
    """Why a signed-off assessment is being changed, until it is signed off again."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    moved_to_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id", ondelete="SET NULL"), index=True)
    """The copy that it went on as, on a newer version of its model, when it was archived by the move."""
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id", ondelete="SET NULL"), index=True)
    """The assessment whose answers this one began with: the one it was moved from, or reassesses."""

    model_version: Mapped[ModelVersion] = relationship(lazy="joined", innerjoin=True)
    lead: Mapped[User] = relationship(foreign_keys=lead_id, lazy="raise")

    @property
    def stage(self) -> Stage:
        return stage_on(self.stage_set, self.opens_on, self.closes_on)

    @property
    def is_separate(self) -> bool:
        return self.way is Way.SEPARATELY

    @property
    def is_named(self) -> bool:
        return self.privacy is Privacy.NAMED

    @property
    def model(self) -> Model:
        return model_of(self.model_version)


class Position(AnswerColumns, Base):
    """What the council says of one characteristic. Any part may be missing while it is unfinished."""

    __tablename__ = "position"
    __table_args__ = answer_checks()

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    rationale: Mapped[str] = mapped_column(String(TEXT_LENGTH), default="", server_default=text("''"))
    """Why this is the position, where the responses do not speak for themselves."""
    minority_view: Mapped[str] = mapped_column(String(TEXT_LENGTH), default="", server_default=text("''"))
    """What some hold against it. Nobody is named."""
    restricted_note: Mapped[str] = mapped_column(String(TEXT_LENGTH), default="", server_default=text("''"))
    """For the council alone: no public version of a document holds it."""
