"""The stages of an assessment and its response window."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.tables import User
from app.assessment.access import STAGE_WORDS, get_assessment, refuse_closed
from app.assessment.forms import WindowForm
from app.assessment.roles import May
from app.assessment.stages import Move, move_on, moves_of, set_window, steps_of
from app.assessment.tables import Assessment, Stage
from app.audit.record import record
from app.database import db, writing
from app.plan.carrying import carry_unfinished
from app.position.reviewing import not_agreed, open_queries
from app.words import count_in_words, joined

bp = Blueprint("stages", __name__, url_prefix="/assessments/<int:assessment_id>/stage")

MEANWHILE = "This assessment is {} by now, so nothing was moved. Look again what comes next."
HAS_WINDOW = {Stage.PREPARING, Stage.OPEN}


@bp.get("")
def stage(assessment_id: int) -> ResponseReturnValue:
    """Where it stands, what comes next, and who must do it."""
    return _draw(get_assessment(assessment_id, May.CHANGE))


@bp.post("")
def move(assessment_id: int) -> ResponseReturnValue:
    """On, or back. Nothing is moved when somebody else has moved it since the page was drawn."""
    assessment = get_assessment(assessment_id, May.CHANGE)
    with writing():
        refuse_closed(assessment.id, May.CHANGE)
        db.session.refresh(assessment)
        problem = _move(assessment)
    if problem:
        return _draw(assessment, 409, problem)
    flash(f"“{assessment.title}” is {STAGE_WORDS[assessment.stage]} now.")
    return redirect(url_for("assessment.assessment", assessment_id=assessment_id), 303)


def _move(assessment: Assessment) -> str:
    if assessment.stage.value == request.form.get("to"):
        return ""  # the same button was pressed twice
    if assessment.stage.value != request.form.get("seen"):
        return MEANWHILE.format(STAGE_WORDS[assessment.stage])
    wanted = next((move for move in moves_of(assessment) if move.to.value == request.form.get("to")), None)
    if wanted is None:
        abort(400)
    if not wanted.obstacle:
        move_on(assessment, wanted.to)
        if wanted.to is Stage.AGREED:
            carry_unfinished(assessment)
        record("stage.moved", assessment, STAGE_WORDS[wanted.to])
    return wanted.obstacle


@bp.post("/window")
def window(assessment_id: int) -> ResponseReturnValue:
    """The days on which it opens and closes by itself."""
    assessment = get_assessment(assessment_id, May.CHANGE)
    form = WindowForm(obj=assessment)
    if assessment.stage is not Stage.PREPARING:
        del form.opens_on
    if not form.validate():
        return _draw(assessment, 422, form=form)
    with writing():
        refuse_closed(assessment.id, May.CHANGE)
        db.session.refresh(assessment)
        problem = _set_window(assessment, form)
    if problem:
        return _draw(assessment, 409, problem, form)
    flash(f"The days are saved. It is {STAGE_WORDS[assessment.stage]} now.")
    return redirect(url_for("stages.stage", assessment_id=assessment_id), 303)


def _set_window(assessment: Assessment, form: WindowForm) -> str:
    if assessment.stage.value != form.seen.data:
        return MEANWHILE.format(STAGE_WORDS[assessment.stage])
    if not assessment.is_separate or assessment.stage not in HAS_WINDOW:
        abort(400)
    first = form.opens_on.data if "opens_on" in form else None
    if not (problem := set_window(assessment, first, form.closes_on.data)):
        record("window.set", assessment)
    return problem


def _draw(
    assessment: Assessment, status: int = 200, problem: str = "", form: WindowForm | None = None
) -> ResponseReturnValue:
    moves = moves_of(assessment)
    sponsor = db.session.get(User, assessment.sponsor_id) if assessment.sponsor_id else None
    page = render_template(
        "assessment/stage.html",
        assessment=assessment,
        steps=steps_of(assessment.way),
        on=next((move for move in moves if not move.is_back), None),
        back=next((move for move in moves if move.is_back), None),
        sponsor=sponsor,
        warnings=_warnings(assessment, moves),
        window=_window(assessment, form),
        now=STAGE_WORDS[assessment.stage],
        problem=problem,
    )
    return page, status


def _window(assessment: Assessment, form: WindowForm | None) -> WindowForm | None:
    """Its form, where days can still be set. A window that is over is opened again first."""
    if not assessment.is_separate or assessment.stage not in HAS_WINDOW:
        return None
    form = form or WindowForm(formdata=None, obj=assessment)
    if assessment.stage is not Stage.PREPARING and "opens_on" in form:
        del form.opens_on
    form.seen.data = assessment.stage.value
    return form


def _warnings(assessment: Assessment, moves: list[Move]) -> list[str]:
    """What is left undone by moving on to agreed. It is allowed."""
    if not any(move.to is Stage.AGREED for move in moves):
        return []
    without = not_agreed(assessment)
    return [
        *_said(assessment, without, "{} without a position: {}", "No characteristic has a position yet"),
        *_said(assessment, open_queries(assessment), "{} with a query that is not settled: {}"),
    ]


def _said(assessment: Assessment, codes: list[str], sentence: str, of_all: str = "") -> list[str]:
    """One sentence that names them; of all of them, that it is all."""
    if of_all and len(codes) == len(assessment.model.by_code):
        return [of_all]
    titles = joined([assessment.model.by_code[code].title for code in codes])
    return [sentence.format(count_in_words(len(codes), "characteristic"), titles)] if codes else []
