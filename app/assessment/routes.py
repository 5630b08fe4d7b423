"""Assessments: the list, one's task list, starting, changing, archiving and deleting."""

from datetime import date
from typing import cast

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from wtforms.fields.choices import SelectChoice

from app.accounts.tables import User
from app.assessment.access import (
    find_assessment,
    find_assessments,
    get_assessment,
    get_assessment_to_change,
    get_assessment_to_lead,
    refuse_closed,
)
from app.assessment.answering import first_incomplete
from app.assessment.dates import add_months
from app.assessment.forms import AssessmentForm, DeleteForm, NewAssessmentForm
from app.assessment.moving import newer_version
from app.assessment.saving import positions_of
from app.assessment.tables import Assessment
from app.database import db, utc_now, writing
from app.documents.routes import forget_documents
from app.maturity.definitions import Model
from app.maturity.versions import current_versions, model_of, replacements
from app.results.figures import figures_of

bp = Blueprint("assessment", __name__, url_prefix="/assessments")


@bp.get("")
def assessments() -> ResponseReturnValue:
    found = find_assessments()
    answered = {assessment.id: figures_of(assessment.model, positions_of(assessment)) for assessment in found}
    return render_template(
        "assessment/assessments.html",
        open=[assessment for assessment in found if not assessment.archived_at],
        archived=[assessment for assessment in found if assessment.archived_at],
        figures=answered,
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Whoever starts an assessment is its lead."""
    versions = current_versions()
    models = {version.id: model_of(version) for version in versions}
    first = next(iter(models.values()))
    today = date.today()
    form = NewAssessmentForm(
        data={"as_at": today, "target_date": add_months(today, first.horizon_months), "model_version": versions[0].id}
    )
    form.model_version.choices = [SelectChoice(number, model.title) for number, model in models.items()]
    # Another version may have come into force since the page was drawn: whoever starts now begins on that one.
    form.model_version.data = replacements().get(form.model_version.data, form.model_version.data)
    if form.validate_on_submit():
        assessment = Assessment(lead_id=g.user.id)
        _take(form, assessment)
        chosen = models[form.model_version.data]
        if assessment.target_date == add_months(assessment.as_at, first.horizon_months):  # as it was proposed
            assessment.target_date = add_months(assessment.as_at, chosen.horizon_months)
        with writing():
            assessment.model_version_id = replacements()[form.model_version.data]
            db.session.add(assessment)
        return redirect(url_for("assessment.assessment", assessment_id=assessment.id), 303)
    hints = {str(number): {"hint": {"text": _about(model)}} for number, model in models.items()}
    return render_template("assessment/new.html", form=form, hints=hints), 422 if form.errors else 200


def _about(model: Model) -> str:
    return f"{model.summary} Its targets are usually {model.horizon_months} months ahead."


def _take(form: AssessmentForm, assessment: Assessment) -> None:
    assessment.title = form.title.data
    assessment.as_at, assessment.target_date = cast(date, form.as_at.data), cast(date, form.target_date.data)


@bp.get("/<int:assessment_id>")
def assessment(assessment_id: int) -> ResponseReturnValue:
    """The task list: its themes, and how far each has come."""
    assessment = get_assessment(assessment_id)
    positions = positions_of(assessment)
    return render_template(
        "assessment/assessment.html",
        assessment=assessment,
        lead=db.session.get(User, assessment.lead_id),
        former=find_assessment(assessment.follows_id) if assessment.follows_id else None,
        moved_to=find_assessment(assessment.moved_to_id) if assessment.moved_to_id else None,
        newer=newer_version(assessment) if g.is_lead and not assessment.archived_at else None,
        figures=figures_of(assessment.model, positions),
        go_on={theme.slug: first_incomplete(theme, positions) for theme in assessment.model.themes},
    )


@bp.route("/<int:assessment_id>/edit", methods=["GET", "POST"])
def edit(assessment_id: int) -> ResponseReturnValue:
    assessment = get_assessment_to_change(assessment_id)
    form = AssessmentForm(obj=assessment)
    if form.validate_on_submit():
        with writing():
            refuse_closed(assessment.id)
            _take(form, assessment)
        flash("The details are saved.")
        return redirect(url_for("assessment.assessment", assessment_id=assessment_id), 303)
    return render_template("assessment/edit.html", assessment=assessment, form=form), 422 if form.errors else 200


@bp.post("/<int:assessment_id>/archive")
def archive(assessment_id: int) -> ResponseReturnValue:
    """Out of the way and read only, until it is restored."""
    assessment = get_assessment_to_change(assessment_id)
    with writing():
        refuse_closed(assessment.id)
        assessment.archived_at = utc_now()
    flash(f"“{assessment.title}” is archived. It can be read, and restored.")
    return redirect(url_for("assessment.assessments"), 303)


@bp.post("/<int:assessment_id>/restore")
def restore(assessment_id: int) -> ResponseReturnValue:
    assessment = get_assessment_to_lead(assessment_id)
    with writing():
        assessment.archived_at = None
    flash(f"“{assessment.title}” is restored.")
    return redirect(url_for("assessment.assessment", assessment_id=assessment_id), 303)


@bp.route("/<int:assessment_id>/delete", methods=["GET", "POST"])
def delete(assessment_id: int) -> ResponseReturnValue:
    """For ever, with all its answers; the title is typed first."""
    assessment = get_assessment_to_lead(assessment_id)
    form = DeleteForm(assessment)
    if form.validate_on_submit():
        with writing():
            row = db.session.scalar(select(Assessment).where(Assessment.id == assessment_id))
            if row is not None:
                db.session.delete(row)
        forget_documents(assessment_id)
        flash(f"“{assessment.title}” and its answers are deleted.")
        return redirect(url_for("assessment.assessments"), 303)
    return render_template("assessment/delete.html", assessment=assessment, form=form), 422 if form.errors else 200
