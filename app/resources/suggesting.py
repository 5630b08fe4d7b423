"""Storing a suggestion within limits, and what its sender sees of it again."""

import hmac
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import joinedload

from app.database import db, utc_now
from app.maturity.versions import models_in_force
from app.resources.tables import Suggestion, SuggestionStatus

MOST_A_DAY = 30
"""Of one person."""
MOST_A_DAY_FROM_ONE_ADDRESS = 5
"""Of visitors who are not signed in."""
MOST_OPEN_FROM_VISITORS = 100
MOST_SHOWN = 50

TOO_MANY_OF_YOURS = (
    f"You have sent {MOST_A_DAY} suggestions in the last 24 hours, which is the most it takes from one person. "
    "Copy this one and send it tomorrow"
)
TOO_MANY_FROM_HERE = (
    f"{MOST_A_DAY_FROM_ONE_ADDRESS} suggestions have come from your network today, which is the most it takes from "
    "one without signing in. Copy this one and send it tomorrow"
)
TOO_MANY_FROM_VISITORS = (
    "So many suggestions wait for the editors that no more are taken without signing in. Copy this one and try again "
    "in a few days"
)


def characteristics() -> dict[str, str]:
    """Code and title of all that a suggestion may help with, by code."""
    models = reversed(models_in_force())
    return {each.code: f"{each.code} {each.title}" for model in models for each in model.characteristics}


def save(suggestion: Suggestion) -> str | None:
    """Store it, inside `writing`, or say why not. The same sent twice is one."""
    if suggestion.suggested_by_id is None:
        _forget_senders_of_other_days()
    if _is_sent_already(suggestion):
        return None
    if fault := _too_many(suggestion):
        return fault
    db.session.add(suggestion)
    return None


def _is_sent_already(new: Suggestion) -> bool:
    columns = ("url", "title", "publisher", "why", "code", "suggested_by_id", "sender_hash")
    same = [getattr(Suggestion, name) == getattr(new, name) for name in columns]
    return _count(Suggestion.status == SuggestionStatus.OPEN, *same) > 0


def _too_many(new: Suggestion) -> str | None:
    if new.suggested_by_id is not None:
        since = Suggestion.suggested_at > utc_now() - timedelta(days=1)
        count = _count(Suggestion.suggested_by_id == new.suggested_by_id, since)
        return TOO_MANY_OF_YOURS if count >= MOST_A_DAY else None
    if _count(Suggestion.sender_hash == new.sender_hash) >= MOST_A_DAY_FROM_ONE_ADDRESS:
        return TOO_MANY_FROM_HERE
    waiting = _count(Suggestion.suggested_by_id.is_(None), Suggestion.status == SuggestionStatus.OPEN)
    return TOO_MANY_FROM_VISITORS if waiting >= MOST_OPEN_FROM_VISITORS else None


def _count(*conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(Suggestion).where(*conditions)) or 0


def sender_hash(address: str, day: date, key: bytes) -> str:
    """Tells a visitor’s suggestions of one day from others’; without the key, and on another day, it tells nothing."""
    return hmac.new(key, f"suggestion {day} {_network_of(address)}".encode(), sha256).hexdigest()


def _network_of(address: str) -> str:
    """What one visitor has: an address, or in version 6 a network of them."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((int(found), 64), strict=False))
    return str(found)


def _forget_senders_of_other_days() -> None:
    """They are compared within a day only."""
    today = datetime.combine(utc_now().date(), time(), UTC)
    older = update(Suggestion).where(Suggestion.sender_hash.is_not(None), Suggestion.suggested_at < today)
    db.session.execute(older.values(sender_hash=None))


def own_suggestions(user_id: int) -> list[Suggestion]:
    """The newest, the newest first."""
    query = select(Suggestion).where(Suggestion.suggested_by_id == user_id).options(joinedload(Suggestion.resource))
    return list(db.session.scalars(query.order_by(Suggestion.id.desc()).limit(MOST_SHOWN)))
