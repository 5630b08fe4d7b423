"""How far assessments have come, for a page that lists them: two questions to the database, however many there are."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app.assessment.access import Standing
from app.assessment.answer import AnswerColumns
from app.assessment.tables import Position, Stage
from app.database import db
from app.participation.tables import Response
from app.results.figures import Kind
from app.words import count_in_words


def holds_an_answer(table: type[AnswerColumns]) -> ColumnElement[bool]:
    """As figures.is_answered says it."""
    is_rated = and_(table.kind == Kind.LEVEL, table.current.is_not(None))
    return table.is_confirmed & or_(is_rated, table.kind.in_([Kind.UNKNOWN, Kind.NOT_APPLICABLE]))


def answered_in(standings: Sequence[Standing]) -> dict[int, str]:
    """By assessment, in words: “12 of 27 answered”; nothing where the person is not the one to answer."""
    together = [one.assessment.id for one in standings if not one.assessment.is_separate]
    asked = [one.participant_id for one in standings if one.is_asked]
    positions = select(Position.assessment_id, func.count()).where(Position.assessment_id.in_(together))
    responses = select(Response.participant_id, func.count()).where(Response.participant_id.in_(asked))
    of_positions = _counted(positions.where(holds_an_answer(Position)).group_by(Position.assessment_id))
    of_responses = _counted(responses.where(holds_an_answer(Response)).group_by(Response.participant_id))
    return {one.assessment.id: _said(one, of_positions, of_responses) for one in standings}


def _counted(query: Select[int, int]) -> dict[int, int]:
    return {number: count for number, count in db.session.execute(query)}


def _said(standing: Standing, positions: dict[int, int], responses: dict[int, int]) -> str:
    assessment = standing.assessment
    if not assessment.is_separate and assessment.stage is not Stage.SIGNED_OFF:
        total = len(assessment.model.characteristics)
        return f"{positions.get(assessment.id, 0)} of {total} answered"
    if standing.is_asked and assessment.stage is Stage.OPEN:
        total = sum(len(theme.characteristics) for theme in standing.asked_themes)
        answered = responses.get(standing.participant_id or 0, 0)
        return f"You have answered {answered} of {count_in_words(total, 'characteristic')}"
    return ""
