"""Reviews of the priorities: planned for a day, and held on one. What moved on each, and why."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, select

from app.assessment.dates import add_months
from app.assessment.tables import Assessment
from app.database import db
from app.plan.tables import Moved, Review, ReviewEntry

MONTHS = (6, 12, 18)
AHEAD = timedelta(weeks=4)
"""How long before its day somebody is told of it."""
NO_ENTRY = (None, "")


@dataclass(frozen=True, slots=True)
class Content:
    """What is said at a review."""

    held_on: date | None
    text: str
    entries: Mapping[str, tuple[Moved | None, str]]
    """By code: what moved, and why. Where nothing is said there is none."""


def proposed_days(as_at: date, target_date: date, today: date) -> list[date]:
    """After 6, 12 and 18 months, not beyond the target date; a day that has gone by already is left out."""
    days = (add_months(as_at, months) for months in MONTHS)
    return [day for day in days if today <= day <= target_date]


def reviews_of(assessment: Assessment) -> list[Review]:
    query = select(Review).where(Review.assessment_id == assessment.id)
    return list(db.session.scalars(query.order_by(Review.due_on, Review.id)))


def contents_of(reviews: Collection[Review]) -> dict[int, Content]:
    """By the review’s number: one question to the database for all."""
    entries: defaultdict[int, dict[str, tuple[Moved | None, str]]] = defaultdict(dict)
    query = select(ReviewEntry).where(ReviewEntry.review_id.in_([review.id for review in reviews]))
    for entry in db.session.scalars(query):
        entries[entry.review_id][entry.code] = entry.moved, entry.why
    return {review.id: Content(review.held_on, review.text, entries[review.id]) for review in reviews}


def next_reviews(assessment_ids: Collection[int]) -> dict[int, Review]:
    """By assessment, the first that is not held yet."""
    found: dict[int, Review] = {}
    if not assessment_ids:
        return found
    query = select(Review).where(Review.assessment_id.in_(assessment_ids), Review.held_on.is_(None))
    for review in db.session.scalars(query.order_by(Review.due_on, Review.id)):
        found.setdefault(review.assessment_id, review)
    return found


def is_near(review: Review, today: date) -> bool:
    """Time to hold it, or to get ready for it."""
    return review.held_on is None and review.due_on <= today + AHEAD


def plan_reviews(assessment: Assessment) -> bool:
    """Inside a writing transaction: the usual ones, unless there are some."""
    if reviews_of(assessment):
        return False
    days = proposed_days(assessment.as_at, assessment.target_date, date.today())
    db.session.add_all(Review(assessment_id=assessment.id, due_on=day) for day in days)
    return bool(days)


def is_taken(assessment: Assessment, day: date, but_for: int = 0) -> bool:
    return any(review.due_on == day and review.id != but_for for review in reviews_of(assessment))


def save_content(review: Review, content: Content) -> None:
    """Inside a writing transaction."""
    review.held_on, review.text = content.held_on, content.text
    review.row_version += 1
    db.session.execute(delete(ReviewEntry).where(ReviewEntry.review_id == review.id))
    db.session.add_all(_rows(review.id, content))


def _rows(review_id: int, content: Content) -> Iterator[ReviewEntry]:
    for code, (moved, why) in content.entries.items():
        if moved or why:
            yield ReviewEntry(review_id=review_id, code=code, moved=moved, why=why)
