"""A reviewer’s word on a position, and how the lead settles it."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.assessment.access import get_assessment, refuse_closed
from app.assessment.roles import May
from app.assessment.saving import positions_of
from app.audit.record import record
from app.database import db, writing
from app.position.forms import SettleForm
from app.position.page import Subject, draw_one, get_subject, may_review, read_review
from app.position.reviewing import say, settle
from app.position.tables import PositionReview, Verdict
from app.words import joined, time_in_words

bp = Blueprint("reviews", __name__, url_prefix="/assessments/<int:assessment_id>/position")

NOT_ASKED = "You were asked to review {} alone, and this characteristic belongs to another theme."
NOTHING_YET = "There is no position here yet, so there is nothing to review. Come back when the lead has agreed one."
CHANGED = "This position was changed after you opened the page. Read it as it is now, then send your review again."


@bp.post("/<code>/reviews")
def review(assessment_id: int, code: str) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id, May.REVIEW)
    subject = get_subject(assessment, code)
    _refuse_review(subject)
    form = read_review(subject)
    if not form.validate():
        return draw_one(subject, 422, review_form=form)
    with writing():
        refuse_closed(assessment.id, May.REVIEW)
        position = positions_of(assessment).get(subject.code)
        is_as_read = position is not None and position.row_version == form.row_version.data
        if is_as_read and say(assessment, subject.code, form.review(), g.user.id):
            record("review.said", assessment, subject.code)
    if not is_as_read:
        form.row_version.data = position.row_version if position else 0
        return draw_one(get_subject(assessment, code), 409, review_form=form, overtaken=CHANGED)
    flash("Your review is sent.")
    return redirect(_back(subject), 303)


def _refuse_review(subject: Subject) -> None:
    if subject.row.theme not in g.standing.asked_themes:
        abort(403, NOT_ASKED.format(joined([f"“{theme.title}”" for theme in g.standing.asked_themes])))
    if not may_review(subject):
        abort(403, NOTHING_YET)


@bp.post("/<code>/reviews/<int:review_id>")
def settle_review(assessment_id: int, code: str, review_id: int) -> ResponseReturnValue:
    """The lead may change the position first; what the reviewer said stays beside how it was settled."""
    assessment = get_assessment(assessment_id, May.AGREE)
    subject = get_subject(assessment, code)
    form = SettleForm(review_id, is_sent=True)
    if not form.validate():
        return draw_one(subject, 422, settle_form=form)
    with writing():
        refuse_closed(assessment.id, May.AGREE)
        found = _get_review(subject, review_id)
        was_open = found.settled_at is None
        is_settled = settle(found, form.settlement.data)
        if was_open:
            record("review.settled", assessment, subject.code)
    if not is_settled:
        when = time_in_words(found.settled_at) if found.settled_at else ""
        overtaken = f"This was settled at {when} in other words, which stand. Yours were: “{form.settlement.data}”"
        return draw_one(get_subject(assessment, code), 409, overtaken=overtaken)
    flash("The review is settled.")
    return redirect(_back(subject), 303)


def _get_review(subject: Subject, review_id: int) -> PositionReview:
    wanted = {"id": review_id, "assessment_id": subject.assessment.id, "code": subject.code}
    query = select(PositionReview).filter_by(**wanted).where(PositionReview.verdict != Verdict.AGREE)
    return db.session.scalar(query) or abort(404)


def _back(subject: Subject) -> str:
    place: dict[str, Any] = {
        "assessment_id": subject.assessment.id,
        "code": subject.code.lower(),
        **subject.filters.args,
    }
    return url_for("position.one", **place, _anchor="reviews")
