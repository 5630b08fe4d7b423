"""Who else is in an assessment: the lead lets people in to answer, to review or to view."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import joinedload

from app.accounts.tables import User
from app.assessment.access import get_assessment, refuse_closed
from app.assessment.roles import May
from app.assessment.tables import Assessment
from app.audit.record import record
from app.database import db, writing
from app.participation import list_routes, people_pages, person_routes
from app.participation.forms import PARTS, LetInForm
from app.participation.tables import Part, Participant

bp = Blueprint("participation", __name__, url_prefix="/assessments/<int:assessment_id>/people")
bp.register_blueprint(list_routes.bp)
bp.register_blueprint(person_routes.bp)


@bp.route("", methods=["GET", "POST"])
def people(assessment_id: int) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id, May.MANAGE_PEOPLE)
    return people_pages.draw_people(assessment) if assessment.is_separate else _let_in(assessment)


def _let_in(assessment: Assessment) -> ResponseReturnValue:
    """Into an assessment that is done together: somebody with an account, to answer or to view."""
    participants = _participants(assessment)
    form = LetInForm()
    form.offer(_others(assessment, participants))
    if form.validate_on_submit():
        values = {"assessment_id": assessment.id, "user_id": form.user.data, "role": Part(form.role.data)}
        with writing():
            refuse_closed(assessment.id, May.MANAGE_PEOPLE)
            statement = insert(Participant).values(values)
            same_person = [Participant.assessment_id, Participant.user_id]
            db.session.execute(statement.on_conflict_do_update(same_person, set_={"role": values["role"]}))
            record("people.added", assessment, about=_find(assessment, form.user.data))
        flash(f"{form.name_of(form.user.data)} can now find “{assessment.title}” under Assessments.")
        return redirect(url_for("participation.people", assessment_id=assessment.id), 303)
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
    """Out of one done together. What they answered stays: it is the council’s position."""
    assessment = get_assessment(assessment_id, May.MANAGE_PEOPLE)
    if assessment.is_separate:
        abort(404)
    with writing():
        refuse_closed(assessment.id, May.MANAGE_PEOPLE)
        if _find(assessment, user_id) is not None:
            of_user = (Participant.assessment_id == assessment.id, Participant.user_id == user_id)
            db.session.execute(delete(Participant).where(*of_user))
            record("people.removed", assessment)
    flash("They can no longer open this assessment. The answers they saved stay.")
    return redirect(url_for("participation.people", assessment_id=assessment_id), 303)


@bp.get("/progress")
def progress(assessment_id: int) -> ResponseReturnValue:
    """For the lead and the sponsor: who has answered, and never what."""
    return people_pages.draw_progress(get_assessment(assessment_id, May.SEE_PROGRESS))


def _find(assessment: Assessment, user_id: int) -> Participant | None:
    if user_id >= 2**63:  # more than SQLite can count
        return None
    return db.session.scalar(select(Participant).filter_by(assessment_id=assessment.id, user_id=user_id))


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
