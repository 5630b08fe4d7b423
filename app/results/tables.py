"""What the lead wrote in the place of a made narrative."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.tables import User  # noqa: F401 - the table that is referred to
from app.database import Base, UtcDateTime, utc_now

NARRATIVE_LENGTH = 6_000


class NarrativeEdit(Base):
    """The lead's text on one theme. It is kept when figures change, and then marked as older than they are."""

    __tablename__ = "narrative_edit"

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    theme: Mapped[str] = mapped_column(String(60), primary_key=True)
    """The theme's slug."""
    text: Mapped[str] = mapped_column(String(NARRATIVE_LENGTH))
    """Paragraphs with an empty line between them."""
    figures_digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the theme's answers at that moment: another one means that they have changed since."""
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
