"""Two ways on from an assessment: to a newer version of its model, and to a reassessment."""

import re
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, ValidationError

from app.assessment.access import ARCHIVED, get_assessment
from app.assessment.dates import add_months
from app.assessment.forms import AssessmentForm
from app.assessment.moving import Crossing, RefusedError, crossing_of
from app.assessment.moving import move as move_on
from app.assessment.moving import reassess as begin_anew
from app.assessment.roles import May
from app.assessment.tables import TITLE_LENGTH, Assessment
from app.database import writing
from app.maturity.words import groups_of, outcomes_of
from app.plan.carrying import outcome_of_plan
from app.words import date_in_words

bp = Blueprint("moving", __name__, url_prefix="/assessments/<int:assessment_id>")

STARTING_POINT, STILL_STAND = "starting-point", "still-stand"
HINTS = {
    STARTING_POINT: "Each counts once somebody has confirmed it.",
    STILL_STAND: "Only those whose words have changed, or that nobody has confirmed yet, must be confirmed.",
}


class ReassessmentForm(AssessmentForm):
    def __init__(self, former: Assessment, proposed: dict[str, object]) -> None:
        super().__init__(data=proposed)
        self._earliest = former.as_at

    answers = RadioField(
        "How do last time’s answers count?",
        [DataRequired("Select how last time’s answers count")],
        choices=[SelectChoice(STARTING_POINT, "As a starting point"), SelectChoice(STILL_STAND, "They still stand")],
    )

    def validate_as_at(self, field: Field) -> None:
        super().validate_as_at(field)
        if field.data and field.data < self._earliest:
            raise ValidationError(f"As-at date must be {date_in_words(self._earliest)}, as last time, or later")


@bp.get("/move")
def move(assessment_id: int) -> ResponseReturnValue:
    """What has changed in the version in force, and what would become of each answer."""
    return _draw_move(get_assessment(assessment_id, May.CHANGE), 200)


@bp.post("/move")
def move_now(assessment_id: int) -> ResponseReturnValue:
    """Once only: a second press leads to the copy that the first one made."""
    assessment = get_assessment(assessment_id, May.KEEP)
    crossing_of(assessment)  # both models are read before anybody has to wait for it
    version = request.form.get("version", "")
    try:
        with writing():
            assessment = get_assessment(assessment_id, May.KEEP)
            if assessment.archived_at and assessment.moved_to_id is None:
                abort(403, ARCHIVED)
            copy_id = assessment.moved_to_id if assessment.archived_at else move_on(assessment, version).id
    except RefusedError as refused:
        return _draw_move(get_assessment(assessment_id, May.CHANGE), 409, str(refused))
    what = "The answers are" if not assessment.is_separate else "What there was is"
    flash(f"{what} copied to version {version}, and the former assessment is archived.")
    return redirect(url_for("assessment.assessment", assessment_id=copy_id), 303)


def _draw_move(assessment: Assessment, status: int, refusal: str = "") -> ResponseReturnValue:
    crossing = crossing_of(assessment)
    page = render_template(
        "assessment/move.html",
        assessment=assessment,
        crossing=crossing,
        groups=groups_of(crossing.changes),
        outcomes=outcomes_of(crossing.changes, crossing.carried),
        plan=outcome_of_plan(assessment, crossing.changes, is_move=True),
        refusal=refusal,
    )
    return page, status


@bp.route("/reassess", methods=["GET", "POST"])
def reassess(assessment_id: int) -> ResponseReturnValue:
    """A new assessment that begins with the answers of this one, which stays as it is."""
    former = get_assessment(assessment_id, May.KEEP)
    crossing = crossing_of(former)
    form = ReassessmentForm(former, _proposed(former, crossing))
    refusal = crossing.obstacle_to_reassess
    if former.is_separate:
        del form.answers
    if form.validate_on_submit() and not refusal:
        new = Assessment(title=form.title.data, as_at=form.as_at.data, target_date=form.target_date.data)
        try:
            with writing():
                former = get_assessment(assessment_id, May.KEEP)
                new = begin_anew(former, new, is_starting_point=_is_starting_point(form))
            return redirect(url_for("assessment.assessment", assessment_id=new.id), 303)
        except RefusedError as refused:
            refusal = str(refused)
    page = render_template(
        "assessment/reassess.html",
        assessment=former,
        crossing=crossing,
        outcomes=outcomes_of(crossing.changes, crossing.carried),
        plan=outcome_of_plan(former, crossing.changes, is_move=False),
        form=form,
        hints={value: {"hint": {"text": hint}} for value, hint in HINTS.items()},
        refusal=refusal,
    )
    return page, _status(form, refusal)


def _is_starting_point(form: ReassessmentForm) -> bool:
    return form.answers is not None and form.answers.data == STARTING_POINT


def _proposed(former: Assessment, crossing: Crossing) -> dict[str, object]:
    today = date.today()
    title = re.sub(r"^Reassessment \d{4} of ", "", former.title)
    return {
        "title": f"Reassessment {today.year} of {title}"[:TITLE_LENGTH].rstrip(),
        "as_at": today,
        "target_date": add_months(today, crossing.changes.after.horizon_months),
        "answers": STARTING_POINT,
    }


def _status(form: ReassessmentForm, refusal: str) -> int:
    if refusal and request.method == "POST":
        return 409
    return 422 if form.errors else 200
