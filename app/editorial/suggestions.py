"""Suggested resources as the editors see them, and what becomes of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.database import db, utc_now
from app.forms import is_number
from app.resources.duplicates import Match, find_duplicates
from app.resources.tables import Resource, Suggestion, SuggestionStatus

PER_PAGE = 20
STATUSES = {
    SuggestionStatus.OPEN: "Open",
    SuggestionStatus.PUBLISHED: "Published",
    SuggestionStatus.DECLINED: "Declined",
}
WHOLE = (joinedload(Suggestion.suggested_by), joinedload(Suggestion.resource))


@dataclass(frozen=True, slots=True)
class Suggested:
    """A list of suggestions, as it stands in an address."""

    status: SuggestionStatus = SuggestionStatus.OPEN
    page: int = 1

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Self:
        status, page = args.get("status", ""), args.get("page", "")
        return cls(
            SuggestionStatus(status) if status in [*SuggestionStatus] else SuggestionStatus.OPEN,
            int(page) if is_number(page, 6) else 1,
        )

    @property
    def args(self) -> dict[str, str]:
        args = {"status": str(self.status)} if self.status is not SuggestionStatus.OPEN else {}
        return args | ({"page": str(self.page)} if self.page > 1 else {})

    def one_page(self) -> list[Suggestion]:
        query = select(Suggestion).where(Suggestion.status == self.status).options(*WHOLE)
        query = query.order_by(Suggestion.id.desc()).limit(PER_PAGE).offset((self.page - 1) * PER_PAGE)
        return list(db.session.scalars(query))


def counts() -> dict[str, int]:
    query = select(Suggestion.status, func.count()).group_by(Suggestion.status)
    found = {status: number for status, number in db.session.execute(query)}
    return {status: found.get(status, 0) for status in SuggestionStatus}


def find_suggestion(suggestion_id: int) -> Suggestion | None:
    return db.session.scalar(select(Suggestion).where(Suggestion.id == suggestion_id).options(*WHOLE))


def alike(suggestion: Suggestion) -> list[Match]:
    """What is like an open one, with what was withdrawn: that may be why it is missed."""
    if suggestion.status is not SuggestionStatus.OPEN:
        return []
    return find_duplicates(suggestion.url, suggestion.title, leave_out=suggestion.id, with_withdrawn=True)


def decline(suggestion: Suggestion, reason: str, editor_id: int) -> bool:
    """Inside `writing`. False where somebody has decided already, unless it was this very decision."""
    if suggestion.status is not SuggestionStatus.OPEN:
        decided = (suggestion.status, suggestion.reason, suggestion.decided_by_id)
        return decided == (SuggestionStatus.DECLINED, reason, editor_id)
    suggestion.reason = reason
    _close(suggestion, SuggestionStatus.DECLINED, editor_id)
    return True


def reopen(suggestion: Suggestion) -> bool:
    """Inside `writing`, of a declined one. False where it was published meanwhile. The reason is kept for the editors,
    and goes when somebody decides again."""
    if suggestion.status is SuggestionStatus.DECLINED:
        suggestion.status, suggestion.decided_by_id, suggestion.decided_at = SuggestionStatus.OPEN, None, None
    return suggestion.status is SuggestionStatus.OPEN


def publish_as(suggestion: Suggestion, resource: Resource, editor_id: int) -> None:
    """Inside `writing`, of an open one."""
    suggestion.resource_id, suggestion.reason = resource.id, ""
    _close(suggestion, SuggestionStatus.PUBLISHED, editor_id)


def _close(suggestion: Suggestion, status: SuggestionStatus, editor_id: int) -> None:
    suggestion.status, suggestion.decided_by_id, suggestion.decided_at = status, editor_id, utc_now()
