"""The notices of the council, as far as it has its own words for them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, UtcDateTime, utc_now

NOTICE_LENGTH = 20_000


class Notice(Base):
    """One that was changed; the other is read from its template."""

    __tablename__ = "notice"

    slug: Mapped[str] = mapped_column(String(20), primary_key=True)
    text: Mapped[str] = mapped_column(String(NOTICE_LENGTH))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    row_version: Mapped[int] = mapped_column(default=1)
