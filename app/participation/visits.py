"""The session of a private link. The cookie names a row of `visit`; it opens one participant's own pages alone."""

import secrets
from datetime import datetime, timedelta
from typing import NamedTuple, cast

from flask import abort, current_app, g, session
from sqlalchemy import Table, bindparam, delete, select

from app.accounts import sessions
from app.accounts.sessions import digest
from app.assessment.tables import Assessment
from app.database import db, utc_now
from app.participation.tables import Participant, Visit


class Invited(NamedTuple):
    """The participant of a visit."""

    id: int
    assessment_id: int
    name: str


_participant, _visit = cast(Table, Participant.__table__), cast(Table, Visit.__table__)
_assessment = cast(Table, Assessment.__table__)
_find = (
    select(_visit.c.created_at, *(_participant.c[name] for name in Invited._fields))
    .join_from(_visit, _participant)
    .join(_assessment, _assessment.c.id == _participant.c.assessment_id)
    .where(
        _visit.c.key_hash == bindparam("key_hash"),
        _visit.c.epoch == _participant.c.epoch,
        _participant.c.withdrawn_at.is_(None),
        _assessment.c.responses_ended_at.is_(None),
    )
)


def find_participant() -> Invited | None:
    """The participant of this session, if it is neither too old nor ended by a renewed or withdrawn link."""
    key = session.get("visit")
    if not isinstance(key, str):
        return None
    found = db.session.execute(_find, {"key_hash": digest(key)}).first()
    if found is None or found.created_at < _oldest():
        return None
    return Invited._make(found[1:])


def refuse_ended() -> None:
    """Inside `writing`: a renewed link ends its visits also for what was on its way already, since whoever starts
    empty through the new one must find nothing of the former."""
    if g.user is None and find_participant() is None:
        abort(404)


def begin(participant: Participant) -> None:
    """Inside a writing transaction. Nothing of the browser’s former session is kept: an account is signed out."""
    _forget_this()
    sessions.end()
    session.clear()
    key = secrets.token_urlsafe(32)
    db.session.execute(delete(Visit).where(Visit.created_at < _oldest()))
    db.session.add(Visit(key_hash=digest(key), participant_id=participant.id, epoch=participant.epoch))
    session.permanent = False
    session["visit"] = key
    g.user, g.participant = None, Invited(participant.id, participant.assessment_id, participant.name)


def end() -> None:
    """Inside a writing transaction: leave this browser."""
    _forget_this()
    session.clear()
    g.participant = None


def _forget_this() -> None:
    db.session.execute(delete(Visit).where(Visit.key_hash == digest(session.get("visit", ""))))


def _oldest() -> datetime:
    return utc_now() - timedelta(hours=current_app.config["SESSION_HOURS"])
