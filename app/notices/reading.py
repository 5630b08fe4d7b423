"""The notice that holds: the council’s own text, or the prefilled one, which is true of Bearings as it is set up."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app, render_template
from sqlalchemy import select

from app.accounts.council import council, is_hub_public, may_visitors_suggest
from app.accounts.tables import RETENTION_DAYS, Retention
from app.database import db
from app.notices.tables import Notice
from app.words import count_in_words

TITLES = {"privacy": "Privacy", "accessibility": "Accessibility"}


@dataclass(frozen=True, slots=True)
class Shown:
    slug: str
    text: str
    row_version: int
    """0 for the prefilled text."""
    changed_at: datetime | None

    @property
    def title(self) -> str:
        return TITLES[self.slug]


def find_notice(slug: str) -> Notice | None:
    return db.session.scalar(select(Notice).where(Notice.slug == slug))


def shown(slug: str) -> Shown:
    """What is read on the page. A notice that was taken back has no text of its own."""
    notice = find_notice(slug)
    if notice is None:
        return Shown(slug, prefilled(slug), 0, None)
    return Shown(slug, notice.text or prefilled(slug), notice.row_version, notice.changed_at)


def prefilled(slug: str) -> str:
    owner = council()
    retention = owner.retention if owner else Retention.ANONYMISE
    return render_template(
        f"notices/{slug}.txt",
        council_name=owner.name if owner else "the council",
        retention=retention.value,
        days=count_in_words(owner.retention_days if owner else RETENTION_DAYS, "day"),
        smallest_group=owner.smallest_group if owner else 5,
        cookie=current_app.config["SESSION_COOKIE_NAME"],
        hours=count_in_words(current_app.config["SESSION_HOURS"], "hour"),
        minutes=count_in_words(current_app.config["IDLE_MINUTES"], "minute"),
        is_hub_public=is_hub_public(),
        may_visitors_suggest=may_visitors_suggest(),
    ).strip()
