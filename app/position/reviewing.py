"""What reviewers say to a position, and how the lead settles it. What was said stays as it was said."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from app.accounts.tables import User
from app.assessment.saving import positions_of
from app.assessment.tables import Assessment
from app.database import db, utc_now
from app.position.tables import PositionReview, Verdict
from app.results.figures import UNANSWERED, is_answered

_is_open = PositionReview.settled_at.is_(None) & (PositionReview.verdict != Verdict.AGREE)


class Said(NamedTuple):
    review: PositionReview
    reviewer: str

    @property
    def is_open(self) -> bool:
        return self.review.settled_at is None and self.review.verdict is not Verdict.AGREE


def reviews_of(assessment: Assessment, code: str) -> list[Said]:
    """In the order in which they were said."""
    query = select(PositionReview, User.name).join(User, User.id == PositionReview.reviewer_id)
    query = query.where(PositionReview.assessment_id == assessment.id, PositionReview.code == code)
    return [Said(review, name) for review, name in db.session.execute(query.order_by(PositionReview.id))]


def count_open(assessment: Assessment) -> Counter[str]:
    """By code: the queries and proposed changes that the lead has not settled."""
    query = select(PositionReview.code).where(PositionReview.assessment_id == assessment.id, _is_open)
    return Counter(db.session.scalars(query))


def open_queries(assessment: Assessment) -> list[str]:
    """The codes with something that is not settled, in the model’s order."""
    found = count_open(assessment)
    return [one.code for one in assessment.model.characteristics if one.code in found]


def not_agreed(assessment: Assessment) -> list[str]:
    """The codes without an agreed position, in the model’s order."""
    positions = positions_of(assessment)
    codes = [one.code for one in assessment.model.characteristics]
    return [code for code in codes if not is_answered(positions.get(code, UNANSWERED))]


def say(assessment: Assessment, code: str, review: PositionReview, reviewer_id: int) -> bool:
    """In a writing transaction. False where the button was pressed twice."""
    if any(_is_same(said.review, review) for said in _last(reviews_of(assessment, code), reviewer_id)):
        return False
    review.assessment_id, review.code, review.reviewer_id = assessment.id, code, reviewer_id
    db.session.add(review)
    return True


def _last(said: Sequence[Said], reviewer_id: int) -> list[Said]:
    return [one for one in said if one.review.reviewer_id == reviewer_id][-1:]


def _is_same(one: PositionReview, other: PositionReview) -> bool:
    return one.settled_at is None and (one.verdict, one.level, one.text) == (other.verdict, other.level, other.text)


def settle(review: PositionReview, settlement: str) -> bool:
    """In a writing transaction. False where it was settled in another way before."""
    if review.settled_at is not None:
        return review.settlement == settlement
    review.settled_at, review.settlement = utc_now(), settlement
    return True
