"""Movement from the assessment before to this one."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from app.assessment.access import Standing, find_standing
from app.assessment.roles import May
from app.database import db
from app.maturity.changes import former_words
from app.plan import movement_words
from app.plan.carrying import former_of, going_on_in
from app.plan.movement import Movement, Side, movement_of
from app.plan.movement_charts import movement_chart
from app.plan.reading import actions_of
from app.plan.words import tag_of
from app.results.result import Result, get_result, result_of

bp = Blueprint("movement", __name__, url_prefix="/movement")


@bp.get("")
def movement(assessment_id: int) -> ResponseReturnValue:
    result = get_result(assessment_id)
    former = former_of(g.standing.assessment)
    standing = find_standing(former.id) if former else None
    sees = standing is not None and standing.sees_result
    found = _movement(result, standing) if standing and sees else None
    return render_template(
        "plan/movement.html",
        assessment=result.assessment,
        result=result,
        former=standing.assessment if standing else None,
        has_former=former is not None,
        sees_plan=bool(standing and standing.may(May.SEE_PLAN)),
        movement=found,
        earlier=former_of(standing.assessment) if standing and sees else None,
        words=movement_words,
        chart_of=movement_chart,
        former_words=former_words,
        tag_of=tag_of,
        is_draft=result.signed is None,
    )


def _movement(result: Result, standing: Standing) -> Movement:
    former = result_of(standing.assessment)
    actions = actions_of(standing.assessment) if standing.may(May.SEE_PLAN) else []
    carried = db.session.scalars(going_on_in([result.assessment.id])) if g.standing.may(May.SEE_PLAN) else ()
    return movement_of(_side(former), _side(result), actions, frozenset(carried))


def _side(result: Result) -> Side:
    return Side(result.model, result.figures, result.assessment.as_at, result.assessment.target_date)
