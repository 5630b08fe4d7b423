"""Hand an assessment over, archive, restore and delete it."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.accounts.tables import User
from app.assessment import set_up
from app.assessment.access import get_assessment, refuse_closed
from app.assessment.forms import DeleteForm, HandOverForm
from app.assessment.roles import May
from app.assessment.routes import bp
from app.assessment.tables import Assessment
from app.audit.record import record
from app.database import db, utc_now, writing
from app.documents.routes import forget_documents
from app.documents.workbook_forms import drop_fillings


@bp.route("/<int:assessment_id>/lead", methods=["GET", "POST"])
def hand_over(assessment_id: int) -> ResponseReturnValue:
    """Somebody else leads from now on."""
    assessment = get_assessment(assessment_id, May.CHANGE)
    form = HandOverForm()
    form.offer([person for person in set_up.people_to_ask() if person.id != assessment.lead_id])
    if form.validate_on_submit():
        with writing():
            name = _hand_over(assessment, form.new_lead.data)
        flash(f"{name} leads “{assessment.title}” from now on.")
        return redirect(url_for("assessment.assessments"), 303)
    return render_template("assessment/lead.html", assessment=assessment, form=form), 422 if form.errors else 200


def _hand_over(assessment: Assessment, new_lead_id: int) -> str:
    """Inside a writing transaction: the name of the new lead."""
    refuse_closed(assessment.id, May.CHANGE)
    db.session.refresh(assessment)
    new_lead = db.session.scalars(select(User).where(User.id == new_lead_id)).one()
    if assessment.lead_id != g.user.id or not new_lead.is_active:
        abort(403, "Something has changed meanwhile, so the lead was not handed over. Open the assessment again.")
    set_up.hand_over(assessment, new_lead.id)
    record("lead.changed", assessment, new_lead.name)
    return new_lead.name


@bp.post("/<int:assessment_id>/archive")
def archive(assessment_id: int) -> ResponseReturnValue:
    """Out of the way and read only, until it is restored."""
    assessment = get_assessment(assessment_id, May.CHANGE)
    with writing():
        refuse_closed(assessment.id, May.CHANGE)
        assessment.archived_at = utc_now()
        record("assessment.archived", assessment)
    flash(f"“{assessment.title}” is archived. It can be read, and restored.")
    return redirect(url_for("assessment.assessments"), 303)


@bp.post("/<int:assessment_id>/restore")
def restore(assessment_id: int) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id, May.KEEP)
    with writing():
        assessment.archived_at = None
        record("assessment.restored", assessment)
    flash(f"“{assessment.title}” is restored.")
    return redirect(url_for("assessment.assessment", assessment_id=assessment_id), 303)


@bp.route("/<int:assessment_id>/delete", methods=["GET", "POST"])
def delete(assessment_id: int) -> ResponseReturnValue:
    """For ever, with all its answers; the title is typed first."""
    assessment = get_assessment(assessment_id, May.KEEP)
    form = DeleteForm(assessment)
    if form.validate_on_submit():
        with writing():
            row = db.session.scalar(select(Assessment).where(Assessment.id == assessment_id))
            if row is not None:
                record("assessment.deleted", row)
                db.session.delete(row)
        forget_documents(assessment_id)
        drop_fillings(assessment_id)
        flash(f"“{assessment.title}” and its answers are deleted.")
        return redirect(url_for("assessment.assessments"), 303)
    return render_template("assessment/delete.html", assessment=assessment, form=form), 422 if form.errors else 200
