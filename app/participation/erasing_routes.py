"""The lead erases a person who asked for it."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import BooleanField
from wtforms.validators import DataRequired

from app.assessment.access import get_assessment
from app.assessment.roles import May
from app.assessment.tables import Assessment
from app.database import db, writing
from app.documents.routes import forget_documents
from app.documents.workbook_forms import drop_fillings
from app.participation.erasing import erase, scrub_files
from app.participation.reading import find_person, has_comparison
from app.participation.tables import Participant

bp = Blueprint("erasure", __name__, url_prefix="/assessments/<int:assessment_id>/people")


class EraseForm(FlaskForm):
    sure = BooleanField(
        "They asked for it: erase this person and their answers", [DataRequired("Tick the box if you want to erase it")]
    )


@bp.route("/<int:participant_id>/erase", methods=["GET", "POST"])
def person(assessment_id: int, participant_id: int) -> ResponseReturnValue:
    """In an archived assessment as well: people may ask at any time."""
    assessment = get_assessment(assessment_id, May.KEEP)
    found = find_person(assessment, participant_id) if assessment.is_separate else None
    if found is None:
        abort(404)
    form = EraseForm()
    if form.validate_on_submit():
        with writing():
            erase(assessment, _row(assessment, participant_id))
        forget_documents(assessment.id)
        drop_fillings(assessment.id, participant_id)
        flash(f"{found.name} is erased from this assessment, with their answers. {scrub_files()}".strip())
        return redirect(url_for(_where_to(assessment), assessment_id=assessment.id), 303)
    page = render_template(
        "participation/erase.html",
        assessment=assessment,
        person=found,
        form=form,
        is_compared=has_comparison(assessment.id),
        action=request.path,
    )
    return page, 422 if form.errors else 200


def _row(assessment: Assessment, participant_id: int) -> Participant:
    """As it is now: they may have been removed meanwhile, or the assessment deleted."""
    query = select(Participant).where(Participant.id == participant_id, Participant.assessment_id == assessment.id)
    return db.session.scalar(query) or abort(404)


def _where_to(assessment: Assessment) -> str:
    """The list of people cannot be opened once it is archived."""
    return "assessment.assessment" if assessment.archived_at else "participation.people"
