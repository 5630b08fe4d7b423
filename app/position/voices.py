"""What single people said, as far as it may be read: shared notes without a name and, where the council chose “named”
before anybody answered, each answer with its name."""

from hashlib import sha256
from typing import NamedTuple

from flask import g
from sqlalchemy import select

from app.accounts.tables import User
from app.assessment.roles import May, is_allowed
from app.assessment.tables import Assessment, Stage
from app.database import db
from app.participation.reading import NAME
from app.participation.tables import Group, Participant, Response
from app.results.figures import Kind


class Voice(NamedTuple):
    name: str
    group: Group | None
    kind: Kind | None
    current: int | None
    target: int | None
    evidence: int | None


def hears_voices(assessment: Assessment) -> bool:
    """Those who agree the position: people who may see the comparison before it is agreed."""
    return is_allowed(May.SEE_COMPARISON, g.standing.who, assessment.way, Stage.CLOSED)


def shared_notes(assessment: Assessment, code: str) -> list[str]:
    """Without name and group, in an order that says nothing about who wrote which."""
    query = select(Response.note).join(Participant, Participant.id == Response.participant_id)
    query = query.where(Participant.assessment_id == assessment.id, Participant.withdrawn_at.is_(None))
    found = db.session.scalars(query.where(Response.code == code, Response.is_note_shared, Response.note != ""))
    return sorted(found, key=lambda note: sha256(note.encode()).digest())


def voices_on(assessment: Assessment, code: str) -> list[Voice]:
    """None where the answers are private, or are no longer anybody’s."""
    if not assessment.is_named or assessment.responses_ended_at is not None:
        return []
    columns = (NAME, Participant.group, Response.kind, Response.current, Response.target, Response.evidence)
    query = select(*columns).join(Participant, Participant.id == Response.participant_id)
    query = query.outerjoin(User, User.id == Participant.user_id)
    query = query.where(Participant.assessment_id == assessment.id, Response.code == code)
    query = query.where(Participant.withdrawn_at.is_(None), NAME != "", Response.kind.is_not(None))
    return [Voice(*row) for row in db.session.execute(query.order_by(Participant.group, NAME))]
