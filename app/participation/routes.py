"""Who else is in an assessment: the lead lets people in to answer or to view."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import joinedload

from app.accounts.tables import User
from app.assessment.access import get_assessment_to_change, refuse_closed
from app.assessment.tables import Assessment
from app.database import db, writing
from app.participation.forms import PARTS, LetInForm
from app.participation.tables import Part, Participant

bp = Blueprint("participation", __name__, url_prefix="/assessments/<int:assessment_id>/people")


@bp.route("", methods=["GET", "POST"])
def people(assessment_id: int) -> ResponseReturnValue:
    assessment = get_assessment_to_change(assessment_id)
    participants = _participants(assessment)
    form = LetInForm()
    form.offer(_others(assessment, participants))
    if form.validate_on_submit():
        values = {"assessment_id": assessment.id, "user_id": form.user.data, "role": Part(form.role.data)}
        with writing():
            refuse_closed(assessment.id)
            statement = insert(Participant).values(values)
            same_person = [Participant.assessment_id, Participant.user_id]
            db.session.execute(statement.on_conflict_do_update(same_person, set_={"role": values["role"]}))
        flash(f"{form.name_of(form.user.data)} can now find “{assessment.title}” under Assessments.")
        return redirect(url_for("participation.people", assessment_id=assessment_id), 303)
    hints = {part.value: {"hint": {"text": hint}} for part, (_, hint) in PARTS.items()}
    page = render_template(
        "participation/people.html",
        assessment=assessment,
        lead=g.user,
        participants=participants,
        form=form,
        parts=PARTS,
        hints=hints,
    )
    return page, 422 if form.errors else 200


@bp.post("/<int:user_id>/remove")
def remove(assessment_id: int, user_id: int) -> ResponseReturnValue:
    """What they answered stays: it is the council’s position."""
    assessment = get_assessment_to_change(assessment_id)
    with writing():
        refuse_closed(assessment.id)
        db.session.execute(
            delete(Participant).where(Participant.assessment_id == assessment.id, Participant.user_id == user_id)
        )
    flash("They can no longer open this assessment. The answers they saved stay.")
    return redirect(url_for("participation.people", assessment_id=assessment_id), 303)


def _participants(assessment: Assessment) -> list[Participant]:
    query = (
        select(Participant)
        .join(Participant.user)
        .where(Participant.assessment_id == assessment.id)
        .options(joinedload(Participant.user))
        .order_by(func.lower(User.name))
    )
    return list(db.session.scalars(query))


def _others(assessment: Assessment, participants: list[Participant]) -> list[User]:
    """Everybody who could be let in."""
    inside = {assessment.lead_id, *(participant.user_id for participant in participants)}
    query = select(User).where(User.is_active, User.id.not_in(inside)).order_by(func.lower(User.name))
    return list(db.session.scalars(query))
