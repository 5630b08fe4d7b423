"""The results of an assessment on one page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.assessment.access import get_assessment
from app.results import words
from app.results.pictures import dumbbell_picture, radar_picture
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
        dumbbell=dumbbell_picture(result.model, result.figures),
        radar=radar_picture(result.model, result.figures),
        words=words,
    )
