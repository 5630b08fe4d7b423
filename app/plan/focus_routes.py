"""Is this good enough for us? The choice of focus, and the few priorities."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.council import council
from app.accounts.tables import MOST_PRIORITIES
from app.assessment.access import get_assessment, refuse_closed
from app.assessment.roles import May
from app.assessment.tables import Assessment, Stage
from app.audit.record import record
from app.database import db, writing
from app.plan.choosing import DamagedError, Kept, choose, read_form
from app.plan.focus import Board, agreed_result, board_of, choice_items, degree_items
from app.plan.reading import actions_of, is_frozen
from app.plan.tables import Choice
from app.plan.warnings import warnings_of
from app.plan.words import CHOICES, DEGREES
from app.results.words import gap_in_words, number_in_words
from app.words import count_in_words, joined

FROZEN = "These choices were signed off, so they stay as they are. A correction can change them; the plan stays live."

bp = Blueprint("focus", __name__, url_prefix="/assessments/<int:assessment_id>/focus")


@bp.get("")
def focus(assessment_id: int) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id, May.SEE_PLAN)
    return _draw(assessment)


@bp.post("")
def choose_focus(assessment_id: int) -> ResponseReturnValue:
    """Every row that this form changed and nobody else has since."""
    assessment = get_assessment(assessment_id, May.PLAN)
    try:
        sent = read_form(request.form, [row.code for row in board_of(assessment, _most()).rows])
    except DamagedError:
        abort(400)
    with writing():
        refuse_closed(assessment.id, May.PLAN)
        db.session.refresh(assessment)  # it may have been signed off since
        if is_frozen(agreed_result(assessment)):
            abort(403, FROZEN)
        codes, kept = choose(assessment, sent, g.user.id)
        if codes:
            record("focus.chosen", assessment, joined(codes))
    if kept:
        return _draw(assessment, 409, kept, len(codes))
    flash(f"Saved for {count_in_words(len(codes), 'characteristic')}." if codes else "Nothing was changed.")
    return redirect(url_for("focus.focus", assessment_id=assessment.id, _anchor=_place()), 303)


def _place() -> str:
    """The theme whose button was pressed; without one the top."""
    theme = request.form.get("theme", "")
    return f"theme-{theme}" if theme.replace("-", "").isalnum() else "main-content"


def _draw(assessment: Assessment, status: int = 200, kept: Sequence[Kept] = (), saved: int = 0) -> ResponseReturnValue:
    board, may_plan = board_of(assessment, _most()), g.standing.may(May.PLAN)
    page = render_template(
        "plan/focus.html",
        assessment=assessment,
        model=board.result.model,
        target_date=board.result.assessment.target_date,
        board=board,
        kept={one.code: one for one in kept},
        saved=saved,
        warnings=warnings_of(board.result, actions_of(assessment)),
        ninth=_cost_of_many(board) if may_plan else "",
        may_plan=may_plan,
        may_choose=may_plan and not board.is_frozen,
        can_correct=g.standing.may(May.CHANGE) and assessment.stage is Stage.SIGNED_OFF,
        held=board.count(Choice.HOLD),
        improved=board.count(Choice.IMPROVE),
        choice_items=choice_items,
        degree_items=degree_items,
        choices=CHOICES,
        degrees=DEGREES,
        gap_in_words=gap_in_words,
        count_in_words=count_in_words,
    )
    return page, status


def _most() -> int:
    owner = council()
    return owner.most_priorities if owner else MOST_PRIORITIES


def _cost_of_many(board: Board) -> str:
    """What one more costs, said gently; empty where there are not too many."""
    over = len(board.priorities) - board.most
    if over <= 0:
        return ""
    return (
        f"You have {number_in_words(len(board.priorities))} priorities, {number_in_words(over)} more than the "
        f"{number_in_words(board.most)} that the council aims for. Every further one takes officers’ time and "
        "members’ attention from the others, and the plan moves more slowly on all of them. Which could wait until the "
        "next review?"
    )
