"""Reviews of the priorities: planning them, and holding one. Movement is beside them, under an address of its own."""

from dataclasses import replace
from datetime import date

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.assessment.access import get_assessment, refuse_closed
from app.assessment.roles import May
from app.assessment.tables import Assessment
from app.audit.record import record
from app.database import db, writing
from app.plan.gone import explain_gone
from app.plan.movement_routes import bp as movement_pages
from app.plan.review_forms import DayForm
from app.plan.review_page import draw_review, opened, read_form, sent_codes
from app.plan.reviews import contents_of, is_taken, plan_reviews, proposed_days, reviews_of, save_content
from app.plan.tables import Review
from app.results.result import result_of

bp = Blueprint("plan_reviews", __name__, url_prefix="/assessments/<int:assessment_id>")
bp.register_blueprint(movement_pages)
bp.register_error_handler(404, explain_gone)

GONE_BY = "The usual days have gone by, so no review is planned. Add one for a day of your own."
CHANGED = "This review was changed after you opened the page. Look at it as it is now, then try again."
TAKEN = "There is a review on that day already"


@bp.get("/reviews")
def reviews(assessment_id: int) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id, May.SEE_PLAN)
    return _draw(assessment)


@bp.post("/reviews")
def plan(assessment_id: int) -> ResponseReturnValue:
    """The usual ones, after 6, 12 and 18 months. Pressed twice, they are there already."""
    assessment = get_assessment(assessment_id, May.PLAN)
    with writing():
        refuse_closed(assessment.id, May.PLAN)
        if plan_reviews(result_of(assessment).assessment):
            record("reviews.planned", assessment)
        is_planned = bool(reviews_of(assessment))
    flash("The reviews are planned." if is_planned else GONE_BY)
    return redirect(_list_of(assessment), 303)


@bp.post("/reviews/add")
def add(assessment_id: int) -> ResponseReturnValue:
    """Pressed twice, it is there already."""
    assessment = get_assessment(assessment_id, May.PLAN)
    form = DayForm(is_sent=True)
    if form.validate():
        with writing():
            refuse_closed(assessment.id, May.PLAN)
            if not _is_added(assessment, form) and _set_day(assessment, Review(assessment_id=assessment.id), form):
                record("reviews.planned", assessment)
    if form.errors:
        return _draw(assessment, 422, form)
    flash("The review is planned.")
    return redirect(_list_of(assessment), 303)


def _is_added(assessment: Assessment, form: DayForm) -> bool:
    """Since the page was drawn."""
    return any(one.due_on == form.day and one.id > form.seen.data for one in reviews_of(assessment))


@bp.post("/reviews/<int:number>/day")
def change_day(assessment_id: int, number: int) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id, May.PLAN)
    form = DayForm(get_review(assessment, number), is_sent=True)
    if form.validate():
        with writing():
            refuse_closed(assessment.id, May.PLAN)
            _change_day(assessment, get_review(assessment, number), form)
    if form.errors:
        return _draw(assessment, 422, form)
    flash("The day of the review is changed.")
    return redirect(_list_of(assessment), 303)


def _change_day(assessment: Assessment, review: Review, form: DayForm) -> None:
    """Inside a writing transaction. Pressed twice, it is that day already."""
    is_done = review.held_on is None and review.due_on == form.day
    if not is_done and _is_as_seen(review, form) and _set_day(assessment, review, form):
        review.row_version += 1
        record("reviews.moved", assessment, str(review.due_on))


def _is_as_seen(review: Review, form: DayForm) -> bool:
    is_as_seen = review.held_on is None and review.row_version == form.seen.data
    if not is_as_seen:
        form.due_on.errors, form.seen.data = [CHANGED], review.row_version
    return is_as_seen


def _set_day(assessment: Assessment, review: Review, form: DayForm) -> bool:
    """Inside a writing transaction. No two reviews are on one day."""
    if is_taken(assessment, form.day, review.id or 0):
        form.due_on.errors = [TAKEN]
        return False
    review.due_on = form.day
    db.session.add(review)
    return True


@bp.post("/reviews/<int:number>/remove")
def remove(assessment_id: int, number: int) -> ResponseReturnValue:
    """One that is not held, and in which nothing is written yet. Pressed twice, it is gone already."""
    assessment = get_assessment(assessment_id, May.PLAN)
    with writing():
        refuse_closed(assessment.id, May.PLAN)
        if review := find_review(assessment, number):
            _remove(assessment, review)
    flash("The review is removed.")
    return redirect(_list_of(assessment), 303)


def _remove(assessment: Assessment, review: Review) -> None:
    content = contents_of([review])[review.id]
    if review.held_on or content.text or content.entries:
        abort(403, "Something is written in this review, so it stays.")
    db.session.delete(review)
    record("reviews.removed", assessment, str(review.due_on))


@bp.get("/reviews/<int:number>")
def review(assessment_id: int, number: int) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id, May.SEE_PLAN)
    return draw_review(opened(assessment, get_review(assessment, number)))


@bp.post("/reviews/<int:number>")
def hold(assessment_id: int, number: int) -> ResponseReturnValue:
    """Hold it, keep what is written so far, or put right what was said."""
    assessment = get_assessment(assessment_id, May.PLAN)
    page = opened(assessment, get_review(assessment, number), sent_codes())
    form = read_form(page)
    if not form.validate():
        return draw_review(page, 422, form)
    with writing():
        refuse_closed(assessment.id, May.PLAN)
        review = get_review(assessment, number)
        now = contents_of([review])[review.id]
        content = form.content(now)
        is_saved = content == now or review.row_version == form.row_version.data
        if is_saved and content != now:
            save_content(review, content)
            if content.held_on:
                record("reviews.changed" if now.held_on else "reviews.held", assessment, str(review.due_on))
    if not is_saved:
        return draw_review(replace(opened(assessment, review), rows=page.rows), 409, form)
    if not content.held_on:
        flash("What is written so far is kept. The review is not held yet.")
        return redirect(url_for(".review", assessment_id=assessment.id, number=review.id), 303)
    flash("The review is saved.")
    return redirect(_list_of(assessment), 303)


def get_review(assessment: Assessment, number: int) -> Review:
    return find_review(assessment, number) or abort(404)


def find_review(assessment: Assessment, number: int) -> Review | None:
    return db.session.scalar(select(Review).where(Review.id == number, Review.assessment_id == assessment.id))


def _list_of(assessment: Assessment) -> str:
    return url_for("plan_reviews.reviews", assessment_id=assessment.id)


def _draw(assessment: Assessment, status: int = 200, wrong: DayForm | None = None) -> ResponseReturnValue:
    found, may_plan = reviews_of(assessment), g.standing.may(May.PLAN)
    forms = {review.id: DayForm(review) for review in found if may_plan and not review.held_on}
    newest = max((review.id for review in found), default=0)
    forms |= {0: DayForm(newest=newest)} | ({wrong.review_id: wrong} if wrong else {})
    shown = result_of(assessment).assessment
    page = render_template(
        "plan/reviews.html",
        assessment=shown,
        reviews=found,
        contents=contents_of(found),
        proposed=proposed_days(shown.as_at, shown.target_date, date.today()),
        may_plan=may_plan,
        forms=forms,
        wrong=wrong,
        today=date.today(),
        sent_to=request.path,
    )
    return page, status
