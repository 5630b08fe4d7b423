"""What a person was typing when the response window closed: refused as an answer, and its text kept for them alone."""

from typing import NoReturn

from flask import abort, g
from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from app.assessment.access import require
from app.assessment.answer import NOTE_LENGTH
from app.assessment.roles import May
from app.assessment.tables import Assessment, Stage
from app.database import db, writing
from app.participation import visits
from app.participation.tables import Participant, Response

KEPT = (
    "The response window has closed, so this is no part of your answers. The text of your note is kept for you: it is "
    "under “My answers”, and nobody else is shown it."
)


def is_late(assessment: Assessment) -> bool:
    """Whether the person of this request answered in private here, and now no longer can."""
    is_closed = assessment.stage.number > Stage.OPEN.number and assessment.archived_at is None
    return bool(g.standing.is_asked and g.standing.told_at and is_closed and not assessment.responses_ended_at)


def refuse_late(code: str, note: str) -> NoReturn:
    participant_id: int = g.standing.participant_id
    note = note[:NOTE_LENGTH]
    with writing():
        refuse_gone(participant_id)
        is_kept = bool(note) and note != _saved_note(participant_id, code)
        if is_kept:
            _keep(participant_id, code, note)
    if is_kept:
        abort(403, KEPT)
    require(May.RESPOND)
    abort(403)


def refuse_gone(participant_id: int) -> None:
    """Inside `writing`: they may have withdrawn in another tab, been removed, or got a new link, since this request
    looked."""
    visits.refuse_ended()
    query = select(Participant.id).where(Participant.id == participant_id, Participant.withdrawn_at.is_(None))
    if db.session.scalar(query) is None:
        abort(404)


def late_notes(participant_id: int) -> dict[str, str]:
    """By code."""
    query = select(Response.code, Response.late_note)
    rows = db.session.execute(query.where(Response.participant_id == participant_id, Response.late_note != ""))
    return {code: note for code, note in rows}


def _saved_note(participant_id: int, code: str) -> str | None:
    query = select(Response.note).where(Response.participant_id == participant_id, Response.code == code)
    return db.session.scalar(query)


def _keep(participant_id: int, code: str, note: str) -> None:
    """The answer that counts stays as it is."""
    adding = insert(Response).values(
        participant_id=participant_id, code=code, late_note=note, form_id="", row_version=0, change_number=0
    )
    same = ["participant_id", "code"]
    db.session.execute(adding.on_conflict_do_update(index_elements=same, set_={"late_note": note}))
