"""The published models."""

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, UtcDateTime, utc_now


class ModelVersion(Base):
    """One version of a maturity model as it was published. It never changes, and assessments are pinned to it."""

    __tablename__ = "model_version"
    __table_args__ = (UniqueConstraint("model_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    model_id: Mapped[str]
    version: Mapped[str]
    digest: Mapped[str]
    """SHA-256 of `content`."""
    source_digest: Mapped[str | None]
    """SHA-256 of the file it was last found to be the same as, so that a start need not read that file again."""
    # About 100 kB, and read once in the life of the process: versions.model_of remembers it.
    content: Mapped[str] = mapped_column(Text, deferred=True)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    published_by: Mapped[str | None]
