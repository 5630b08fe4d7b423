"""One person’s row, answers, link and visits, gone on request. What was agreed and compared stays."""

from flask import current_app
from sqlalchemy import delete

from app.assessment.tables import Assessment
from app.audit.record import record
from app.database import db, is_busy_or_full, scrub
from app.participation.ending import forget_deeds
from app.participation.tables import Participant

NOT_YET = (
    "The database is in use, so traces of them may stay in its file until tomorrow, when Bearings cleans it by itself."
)


def erase(assessment: Assessment, participant: Participant) -> None:
    """Inside `writing`; `scrub_files` after it. The record’s deeds of theirs become those of a participant."""
    if participant.user_id is not None:
        forget_deeds(assessment.id, participant.user_id)
    db.session.execute(delete(Participant).where(Participant.id == participant.id))
    db.session.expunge(participant)
    record("people.erased", assessment)


def scrub_files() -> str:
    """Why something may be left in the database’s file, or nothing."""
    try:
        return "" if scrub() else NOT_YET
    except Exception as error:
        if not is_busy_or_full(error):
            raise
        current_app.logger.warning("The database could not be cleaned after an erasure; it is tried again daily.")
        return NOT_YET
