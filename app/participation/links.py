"""Private links: how they are made, found, renewed and withdrawn, and what happened to each.

A link is stored as a hash alone. Everything that changes one belongs into a writing transaction.
"""

import secrets
from datetime import timedelta
from math import ceil

from sqlalchemy import delete, func, select

from app.accounts.sessions import digest
from app.assessment.tables import Assessment, Stage
from app.database import db, utc_now
from app.participation.tables import Happening, Opening, Part, Participant, Response, Visit

SECRET_BYTES = 24
MOST_WRONG_CODES_A_DAY = 20
"""For one participant from wherever they come, so that nobody who has the link finds the code by trying."""

_takes_a_link = (
    Participant.user_id.is_(None),
    Participant.role == Part.PARTICIPANT,
    Participant.withdrawn_at.is_(None),
    Participant.name != "",
)


def find_participant(secret: str) -> Participant | None:
    """Whose link it is, as long as it is worth anything."""
    query = select(Participant).join(Assessment, Assessment.id == Participant.assessment_id)
    query = query.where(Participant.link_hash == digest(secret), Assessment.responses_ended_at.is_(None))
    return db.session.scalar(query.where(*_takes_a_link))


def find_invited(assessment_id: int, participant_id: int) -> Participant | None:
    """Somebody of the assessment who can have a link."""
    query = select(Participant).where(Participant.assessment_id == assessment_id, Participant.id == participant_id)
    return db.session.scalar(query.where(*_takes_a_link))


def find_waiting(assessment_id: int) -> list[Participant]:
    """Those who can have a link, and have none."""
    query = select(Participant).where(Participant.assessment_id == assessment_id, Participant.link_hash.is_(None))
    return list(db.session.scalars(query.where(*_takes_a_link).order_by(func.lower(Participant.name), Participant.id)))


def make(participant: Participant, what: Happening = Happening.MADE) -> str:
    """The secret of a new link. An older one and its visits end at once; the return code stays."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    participant.link_hash = digest(secret)
    if participant.code_hash is not None:  # otherwise it was never opened, and 500 links are made in one go
        _end_visits(participant)
    note(participant, what)
    return secret


def withdraw(participant: Participant) -> None:
    participant.link_hash = None
    _end_visits(participant)
    note(participant, Happening.WITHDRAWN)


def _end_visits(participant: Participant) -> None:
    participant.epoch = Participant.epoch + 1  # whatever it has become since it was read
    db.session.flush()
    db.session.execute(delete(Visit).where(Visit.participant_id == participant.id))


def note(participant: Participant, what: Happening) -> None:
    db.session.add(Opening(participant_id=participant.id, what=what))


def happenings_of(participant_id: int) -> list[Opening]:
    """What happened to the link, the newest first."""
    query = select(Opening).where(Opening.participant_id == participant_id).order_by(Opening.id.desc())
    return list(db.session.scalars(query))


def has_too_many_wrong_codes(participant: Participant) -> bool:
    query = select(func.count()).where(
        Opening.participant_id == participant.id,
        Opening.what == Happening.WRONG_CODE,
        Opening.at > utc_now() - timedelta(days=1),
    )
    return (db.session.scalar(query) or 0) >= MOST_WRONG_CODES_A_DAY


def is_renewed(participant: Participant) -> bool:
    """Whether the lead has made a new link since the last one was opened."""
    query = select(Opening.what).where(
        Opening.participant_id == participant.id,
        Opening.what.in_((Happening.MADE, Happening.RENEWED, Happening.OPENED)),
    )
    return db.session.scalar(query.order_by(Opening.id.desc()).limit(1)) is not Happening.OPENED


def can_start_empty(participant: Participant, assessment: Assessment) -> bool:
    """Without the code: through a renewed link, and while answers can still be given."""
    return is_renewed(participant) and assessment.stage in {Stage.PREPARING, Stage.OPEN}


def start_empty(participant: Participant) -> None:
    """The answers before are gone: whoever has a renewed link and not the code never sees them."""
    db.session.execute(delete(Response).where(Response.participant_id == participant.id))
    participant.told_at = participant.finished_at = participant.code_hash = None


def minutes_for(characteristics: int) -> int:
    """About how long the answers take: a good minute each, in steps of five."""
    return max(5, ceil(characteristics * 1.1 / 5) * 5)
