"""Which characteristics have answers, over all assessments of a model. What was answered stays out of it."""

from collections import defaultdict

from sqlalchemy import func, not_, select

from app.assessment.tables import Assessment, Position
from app.database import db
from app.maturity.tables import ModelVersion

_is_empty = (
    Position.kind.is_(None)
    & Position.target.is_(None)
    & Position.evidence.is_(None)
    & not_(Position.is_priority)
    & (Position.reason == "")
    & (Position.note == "")
    & (Position.criteria == "")
)
HOLDS_SOMETHING = not_(_is_empty)
"""A note alone is worth keeping; what was cleared again is not."""


def answered_codes(model_id: str) -> dict[str, int]:
    """By code, how many assessments have an answer to it, whatever version they are on."""
    query = (
        select(Position.code, func.count())
        .join(Assessment, Assessment.id == Position.assessment_id)
        .join(ModelVersion, ModelVersion.id == Assessment.model_version_id)
        .where(ModelVersion.model_id == model_id, HOLDS_SOMETHING)
        .group_by(Position.code)
    )
    return {code: count for code, count in db.session.execute(query)}


def open_assessments(model_id: str) -> list[Assessment]:
    """Those that are not archived, on any version of the model."""
    query = select(Assessment).join(ModelVersion, ModelVersion.id == Assessment.model_version_id)
    query = query.where(ModelVersion.model_id == model_id, Assessment.archived_at.is_(None))
    return list(db.session.scalars(query.order_by(Assessment.id)))


def answers_in(assessments: list[Assessment]) -> dict[int, dict[str, bool]]:
    """By assessment, the codes that it has answers to, and whether each is confirmed."""
    wanted = [assessment.id for assessment in assessments]
    query = select(Position.assessment_id, Position.code, Position.is_confirmed)
    found: defaultdict[int, dict[str, bool]] = defaultdict(dict)
    for number, code, is_confirmed in db.session.execute(
        query.where(Position.assessment_id.in_(wanted), HOLDS_SOMETHING).order_by(Position.code)
    ):
        found[number][code] = is_confirmed
    return found
