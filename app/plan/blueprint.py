"""The pages of the plan hang on this; routes.py gathers them."""

from flask import Blueprint

# Up to the assessment alone, because the calendar file stands beside the plan and not below it.
bp = Blueprint("plan", __name__, url_prefix="/assessments/<int:assessment_id>")
