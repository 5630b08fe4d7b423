"""The hub: resources and the steps they help with, what people saved and noted, and what was suggested."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.tables import User, words
from app.database import Base, UtcDateTime, utc_now

SLUG_LENGTH = 60
TITLE_LENGTH = 200
PUBLISHER_LENGTH = 120
URL_LENGTH = 1_000
SUMMARY_LENGTH = 1_000
NOTE_LENGTH = 1_000
REASON_LENGTH = 1_000


class Kind(StrEnum):
    CASE_STUDY = "case-study"
    GUIDANCE = "guidance"
    TOOL = "tool"
    TEMPLATE = "template"
    TRAINING = "training"
    PEER_SUPPORT = "peer-support"
    RESEARCH = "research"
    DATA = "data"


class Access(StrEnum):
    OPEN = "open"
    REGISTRATION = "registration"
    MEMBERS = "members"


class Effort(StrEnum):
    READ = "read"
    SESSION = "session"
    PROJECT = "project"


class Status(StrEnum):
    """Only what is current or archived is found; an archived one is marked as older."""

    CURRENT = "current"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"


class LinkState(StrEnum):
    UNCHECKED = "unchecked"
    WORKS = "works"
    MOVED = "moved"
    BROKEN = "broken"
    UNSURE = "unsure"
    """No answer in time, or one that says nothing of the page: a refusal, too many requests."""


class Topic(Base):
    __tablename__ = "topic"

    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH), primary_key=True)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))


class Resource(Base):
    __tablename__ = "resource"
    __table_args__ = (
        Index("ix_resource_status_added_on", "status", "added_at"),
        CheckConstraint("year BETWEEN 1900 AND 2100", name="year"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH), unique=True)
    """Its id in files and in its address; it never changes."""
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    publisher: Mapped[str] = mapped_column(String(PUBLISHER_LENGTH), index=True)
    url: Mapped[str] = mapped_column(String(URL_LENGTH))
    normal_url: Mapped[str] = mapped_column(String(URL_LENGTH), index=True)
    """By which the same page is known again: see `addresses.normal`."""
    kind: Mapped[Kind] = mapped_column(words(Kind))
    year: Mapped[int | None]
    summary: Mapped[str] = mapped_column(String(SUMMARY_LENGTH))
    council_types: Mapped[str] = mapped_column(String(100), default="", server_default=text("''"))
    """The types of council that it matters to, as words with spaces between; empty for all."""
    effort: Mapped[Effort] = mapped_column(words(Effort))
    access: Mapped[Access] = mapped_column(words(Access))
    status: Mapped[Status] = mapped_column(words(Status))
    review_by: Mapped[date]
    reviewed_on: Mapped[date | None]
    """The day a person last said that the entry is right; none where it stands as it was loaded."""
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    row_version: Mapped[int] = mapped_column(default=1)
    loaded_digest: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of the content as it came from a file. Other content now means that it was edited here."""
    offered: Mapped[str | None]
    """What the file holds instead of the entry that was edited here, as JSON; none where they do not differ."""
    topics_text: Mapped[str] = mapped_column(default="", server_default=text("''"))
    serves_text: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """Titles of its topics, and of the characteristics it helps: for the search alone."""
    link_state: Mapped[LinkState] = mapped_column(words(LinkState), default=LinkState.UNCHECKED)
    link_checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    link_note: Mapped[str] = mapped_column(String(300), default="", server_default=text("''"))
    """What the check found, in words."""
    moved_to: Mapped[str | None] = mapped_column(String(URL_LENGTH))

    steps: Mapped[list["ResourceStep"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="ResourceStep.code, ResourceStep.from_level"
    )
    topics: Mapped[list[Topic]] = relationship(lazy="raise", secondary="resource_topic", order_by=Topic.title)


class ResourceStep(Base):
    """A step from one level to the next that a resource helps with."""

    __tablename__ = "resource_step"
    __table_args__ = (Index("ix_resource_step_serves", "model_id", "code", "from_level"),)

    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id", ondelete="CASCADE"), primary_key=True)
    model_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    from_level: Mapped[int] = mapped_column(primary_key=True)
    to_level: Mapped[int]


class ResourceTopic(Base):
    __tablename__ = "resource_topic"

    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id", ondelete="CASCADE"), primary_key=True)
    topic_slug: Mapped[str] = mapped_column(ForeignKey("topic.slug"), primary_key=True, index=True)


class SavedResource(Base):
    """On a person's own list."""

    __tablename__ = "saved_resource"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    resource_id: Mapped[int] = mapped_column(
        ForeignKey("resource.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)


class ResourceNote(Base):
    """What somebody here says of having used it: one of each person, who may change it."""

    __tablename__ = "resource_note"

    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True)
    helped: Mapped[bool]
    text: Mapped[str] = mapped_column(String(NOTE_LENGTH), default="")
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    user: Mapped[User] = relationship(lazy="raise")


class SuggestionStatus(StrEnum):
    OPEN = "open"
    PUBLISHED = "published"
    DECLINED = "declined"


class Suggestion(Base):
    """A resource that somebody thinks should be here."""

    __tablename__ = "suggestion"
    __table_args__ = (CheckConstraint("(status = 'open') = (decided_at IS NULL)", name="decided_when_closed"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    url: Mapped[str] = mapped_column(String(URL_LENGTH))
    normal_url: Mapped[str] = mapped_column(String(URL_LENGTH), index=True)
    publisher: Mapped[str] = mapped_column(String(PUBLISHER_LENGTH))
    why: Mapped[str] = mapped_column(String(NOTE_LENGTH))
    """What it helps with, in the suggester's words."""
    code: Mapped[str] = mapped_column(String(8))
    """The characteristic it helps with; empty where the suggester did not know."""
    suggested_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    """None where a visitor did, without signing in."""
    sender_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    """Of a visitor's network address and a key that lives a day, to limit how many come from one."""
    suggested_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    status: Mapped[SuggestionStatus] = mapped_column(words(SuggestionStatus), default=SuggestionStatus.OPEN)
    reason: Mapped[str] = mapped_column(String(REASON_LENGTH), default="")
    """Why it was declined; whoever suggested it reads it."""
    resource_id: Mapped[int | None] = mapped_column(ForeignKey("resource.id", ondelete="SET NULL"))
    """What it became."""
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    suggested_by: Mapped[User | None] = relationship(lazy="raise", foreign_keys=suggested_by_id)
    resource: Mapped[Resource | None] = relationship(lazy="raise")
