"""What the steps of all a person’s assessments hang on: a few questions to the database, however many there are.

Only what is asked for at its stage is looked up.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import g
from sqlalchemy import ColumnElement, Select, or_, select

from app.assessment.access import Standing
from app.assessment.counting import holds_an_answer
from app.assessment.roles import May
from app.assessment.tables import Assessment, Position, Stage
from app.database import db
from app.participation.tables import Response
from app.plan.reviews import next_reviews
from app.plan.tables import Action, Focus, Review
from app.position.tables import PositionReview

IS_CHOSEN = or_(Focus.choice.is_not(None), Focus.is_priority)
IS_ALIVE = or_(Assessment.archived_at.is_(None), Assessment.moved_to_id.is_not(None))


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one assessment, for this person."""

    answered: frozenset[str] = frozenset()
    """The codes that the council’s position has an answer to."""
    own: frozenset[str] = frozenset()
    """Those that the person has answered in private."""
    reviewed: frozenset[str] = frozenset()
    """Those that the person has said something to as a reviewer."""
    has_focus: bool = False
    has_actions: bool = False
    has_reviews: bool = False
    next_review: Review | None = None
    """The first that is not held yet."""
    is_followed: bool = False
    """A reassessment of it is begun, and not given up."""


def facts_of(standings: Sequence[Standing]) -> dict[int, Facts]:
    open_ones = [one for one in standings if not one.assessment.archived_at]
    positions = select(Position.assessment_id, Position.code).where(holds_an_answer(Position))
    answered = _codes(positions, _filled(open_ones))
    own = _own_codes([one for one in open_ones if one.is_asked and one.may(May.RESPOND)])
    reviewed = _reviewed([one.assessment.id for one in open_ones if one.may(May.REVIEW)])
    planned = [one.assessment.id for one in open_ones if one.may(May.PLAN)]
    focus, actions = _those_with(Focus.assessment_id, planned, IS_CHOSEN), _those_with(Action.assessment_id, planned)
    reviews, waiting = _those_with(Review.assessment_id, planned), next_reviews(planned)
    followed = _those_with(Assessment.follows_id, planned, IS_ALIVE)

    def facts(standing: Standing) -> Facts:
        number = standing.assessment.id
        return Facts(
            answered.get(number, frozenset()),
            own.get(standing.participant_id or 0, frozenset()),
            reviewed.get(number, frozenset()),
            number in focus,
            number in actions,
            number in reviews,
            waiting.get(number),
            number in followed,
        )

    return {standing.assessment.id: facts(standing) for standing in standings}


def _filled(standings: Iterable[Standing]) -> list[int]:
    """Those whose position is being filled in or agreed by somebody."""
    stages = {False: Stage.OPEN, True: Stage.CLOSED}
    return [one.assessment.id for one in standings if one.assessment.stage is stages[one.assessment.is_separate]]


def _codes(query: Select[int, str], wanted: Collection[int]) -> dict[int, frozenset[str]]:
    """By the first column, the second, where the first is wanted."""
    if not wanted:
        return {}
    found: defaultdict[int, set[str]] = defaultdict(set)
    number = query.selected_columns[0]
    for owner, code in db.session.execute(query.where(number.in_(wanted))):
        found[owner].add(code)
    return {owner: frozenset(codes) for owner, codes in found.items()}


def _own_codes(standings: Iterable[Standing]) -> dict[int, frozenset[str]]:
    """By the participant."""
    people = [one.participant_id for one in standings if one.participant_id is not None]
    return _codes(select(Response.participant_id, Response.code).where(holds_an_answer(Response)), people)


def _reviewed(assessments: Collection[int]) -> dict[int, frozenset[str]]:
    if not assessments or g.user is None:
        return {}
    query = select(PositionReview.assessment_id, PositionReview.code)
    return _codes(query.where(PositionReview.reviewer_id == g.user.id), assessments)


def _those_with(column: Any, wanted: Collection[int], *conditions: ColumnElement[bool]) -> frozenset[int]:
    if not wanted:
        return frozenset()
    return frozenset(db.session.scalars(select(column).where(column.in_(wanted), *conditions).distinct()))
