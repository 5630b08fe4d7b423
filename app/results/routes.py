"""The results of an assessment on one page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.assessment.access import get_assessment
from app.results import charts, words
from app.results.result import result_of

bp = Blueprint("results", __name__, url_prefix="/assessments/<int:assessment_id>/results")


@bp.get("")
def results(assessment_id: int) -> ResponseReturnValue:
    result = result_of(get_assessment(assessment_id))
    return render_template(
        "results/results.html",
        result=result,
        assessment=result.assessment,
        model=result.model,
        figures=result.figures,
        dumbbell=charts.dumbbell(result.model, result.figures),
        radar=charts.radar(result.model, result.figures),
        words=words,
    )
