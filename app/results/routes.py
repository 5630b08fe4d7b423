"""The results of an assessment on one page."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from app.assessment.access import get_assessment
from app.results.pictures import figures_page
from app.results.result import result_of
from app.results.tables import NarrativeEdit  # noqa: F401

bp = Blueprint("results", __name__, url_prefix="/assessments/<int:assessment_id>/results")


@bp.get("")
def results(assessment_id: int) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id)
    result = result_of(assessment)
    here = url_for("assessment.assessment", assessment_id=assessment_id)
    return render_template(
        "results/results.html",
        assessment=assessment,
        figures=result.figures,
        everything=figures_page(result.model, result.figures, assessment.target_date, here),
    )
