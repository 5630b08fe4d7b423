"""Who may do what in an assessment. What is not yours does not exist: 404; what you may only see: 403."""

from typing import cast

from flask import abort, g
from sqlalchemy import Table, bindparam, or_, select

from app.assessment.tables import Assessment
from app.database import db
from app.participation.tables import Part, Participant

ARCHIVED = "This assessment is archived, so it can be read and not changed. Its lead can restore it."
MOVED = "This assessment was moved to a newer version of its model. Go on in “{}”, which is under Assessments."

_my_part = (Participant.assessment_id == Assessment.id) & (Participant.user_id == bindparam("user_id"))
_mine = (
    select(Assessment, Participant.role)
    .outerjoin(Participant, _my_part)
    .where(or_(Assessment.lead_id == bindparam("user_id"), Participant.role.is_not(None)))
)
_one_of_mine = _mine.where(Assessment.id == bindparam("id"))
_table = cast(Table, Assessment.__table__)
_closing = select(_table.c.archived_at, _table.c.moved_to_id).where(_table.c.id == bindparam("id"))
_all_of_mine = _mine.order_by(Assessment.created_at.desc(), Assessment.id.desc())


def get_assessment(assessment_id: int) -> Assessment:
    """The assessment, where the person leads it, takes part or views. Notes in `g` what they may do there."""
    if assessment_id >= 2**63:  # more than SQLite can count
        abort(404)
    found = db.session.execute(_one_of_mine, {"id": assessment_id, "user_id": g.user.id}).first()
    if found is None:
        abort(404)
    assessment: Assessment = found.Assessment
    g.is_lead = assessment.lead_id == g.user.id
    g.may_answer = assessment.archived_at is None and (g.is_lead or found.role is Part.PARTICIPANT)
    return assessment


def get_assessment_to_answer(assessment_id: int) -> Assessment:
    assessment = get_assessment(assessment_id)
    refuse_archived(assessment.archived_at, assessment.moved_to_id)
    if not g.may_answer:
        abort(403)
    return assessment


def refuse_archived(archived_at: object, moved_to_id: int | None) -> None:
    copy = db.session.get(Assessment, moved_to_id) if archived_at and moved_to_id else None
    if archived_at:
        abort(403, MOVED.format(copy.title) if copy else ARCHIVED)


def refuse_closed(assessment_id: int) -> None:
    """Inside `writing`: it may have been archived, moved or deleted since this request looked."""
    found = db.session.execute(_closing, {"id": assessment_id}).first()
    if found is None:
        abort(404)
    refuse_archived(found.archived_at, found.moved_to_id)


def get_assessment_to_lead(assessment_id: int) -> Assessment:
    """For its lead, archived or not."""
    assessment = get_assessment(assessment_id)
    if not g.is_lead:
        abort(403)
    return assessment


def get_assessment_to_change(assessment_id: int) -> Assessment:
    """For its lead, while it is not archived."""
    assessment = get_assessment_to_lead(assessment_id)
    refuse_archived(assessment.archived_at, assessment.moved_to_id)
    return assessment


def find_assessment(assessment_id: int) -> Assessment | None:
    """One that another page refers to, where the person has a part in it."""
    found = db.session.execute(_one_of_mine, {"id": assessment_id, "user_id": g.user.id}).first()
    return found.Assessment if found else None


def find_assessments() -> list[Assessment]:
    """All that the person has a part in, the newest first."""
    return [row.Assessment for row in db.session.execute(_all_of_mine, {"user_id": g.user.id})]
