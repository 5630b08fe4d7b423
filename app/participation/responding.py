"""A participant’s own pages: who will see what, what they answered, finish, download, withdraw."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy import delete, select
from wtforms import BooleanField
from wtforms.validators import DataRequired

from app.accounts.tables import User
from app.assessment.access import get_assessment, refuse_closed, require
from app.assessment.roles import May
from app.assessment.tables import Assessment, Stage
from app.audit.record import record
from app.database import db, utc_now, writing
from app.documents.workbook_forms import drop_fillings
from app.downloads import attachment
from app.participation import links, privacy, visits
from app.participation.answers import answers_csv, answers_json, own_answers
from app.participation.on_paper import entered_codes
from app.participation.tables import Happening, Participant, Response, Visit
from app.security import open_to_invited

bp = Blueprint("responding", __name__, url_prefix="/assessments/<int:assessment_id>")

HAPPENED = {
    Happening.MADE: "The lead made your link",
    Happening.OPENED: "Your link was opened in a browser, with the return code",
    Happening.RENEWED: "The lead made a new link in place of the old one",
    Happening.WRONG_CODE: "Somebody gave a wrong return code",
    Happening.WITHDRAWN: "Your link was withdrawn",
}


class WithdrawForm(FlaskForm):
    sure = BooleanField(
        "Delete all my answers and leave this assessment", [DataRequired("Tick the box if you want to withdraw")]
    )


def get_own(assessment_id: int) -> Assessment:
    """The assessment, where the person of this request answers in private."""
    return get_assessment(assessment_id, May.SEE_OWN)


def own_row(assessment: Assessment) -> Participant:
    """The person’s own row as it is now: inside `writing`, they may have withdrawn or been removed meanwhile."""
    visits.refuse_ended()
    query = select(Participant).where(Participant.id == g.standing.participant_id, Participant.withdrawn_at.is_(None))
    return db.session.scalar(query.where(Participant.assessment_id == assessment.id)) or abort(404)


@bp.route("/before", methods=["GET", "POST"])
@open_to_invited
def before(assessment_id: int) -> ResponseReturnValue:
    """Who will see what, before the first answer."""
    assessment = get_own(assessment_id)
    if request.method == "GET":
        return _draw_before(assessment)
    require(May.RESPOND)
    with writing():
        refuse_closed(assessment.id, May.RESPOND)
        db.session.refresh(assessment)
        is_as_read = request.form.get("terms") == privacy.terms(assessment)
        person = own_row(assessment)
        if is_as_read and person.told_at is None:
            person.told_at = utc_now()
            record("responses.begun", assessment, about=person)
    if not is_as_read and person.told_at is None:
        return _draw_before(assessment, 409)
    return redirect(url_for("assessment.assessment", assessment_id=assessment.id), 303)


def _draw_before(assessment: Assessment, status: int = 200) -> ResponseReturnValue:
    """409: the council has set it otherwise since the person read it, so they read it again."""
    lead = db.session.get_one(User, assessment.lead_id)
    page = render_template(
        "participation/before.html",
        assessment=assessment,
        name=g.user.name if g.user else g.participant.name,
        lead=lead,
        sponsor=db.session.get(User, assessment.sponsor_id) if assessment.sponsor_id else None,
        until=privacy.until_when(assessment, lead.name),
        minutes=links.minutes_for(sum(len(theme.characteristics) for theme in g.standing.asked_themes)),
        retention=privacy.after_sign_off(assessment),
        is_over=assessment.stage not in {Stage.PREPARING, Stage.OPEN},
        may_start=g.standing.may(May.RESPOND) and g.standing.told_at is None,
        terms=privacy.terms(assessment),
        is_changed=status == 409,
        is_entered=bool(entered_codes(g.standing.participant_id)),
    )
    return page, status


@bp.get("/mine")
@open_to_invited
def mine(assessment_id: int) -> ResponseReturnValue:
    assessment = get_own(assessment_id)
    return render_template(
        "participation/mine.html",
        assessment=assessment,
        answers=own_answers(assessment, g.standing.participant_id, g.standing.asked_themes),
        happenings=links.happenings_of(g.standing.participant_id),
        happened=HAPPENED,
        finished_at=g.standing.finished_at,
        may_respond=g.standing.may(May.RESPOND),
        is_told=g.standing.told_at is not None,
        is_said_by_lead=_is_said_by_lead(),
        retention=privacy.after_sign_off(assessment),
    )


def _is_said_by_lead() -> bool:
    """That they have finished: of a paper, before they began here themselves."""
    finished_at, told_at = g.standing.finished_at, g.standing.told_at
    return bool(finished_at and told_at and finished_at < told_at)


@bp.post("/mine/finished")
@open_to_invited
def finished(assessment_id: int) -> ResponseReturnValue:
    """Said by the person, and taken back by them. Answers may be changed either way while it is open."""
    assessment = get_assessment(assessment_id, May.RESPOND)
    is_finished = request.form.get("finished") == "yes"
    with writing():
        refuse_closed(assessment.id, May.RESPOND)
        person = own_row(assessment)
        if is_finished != (person.finished_at is not None):
            person.finished_at = utc_now() if is_finished else None
            record("responses.finished" if is_finished else "responses.resumed", assessment, about=person)
    if is_finished:
        flash("Thank you. The lead sees that you have finished. You can still change your answers while it is open.")
    else:
        flash("You are no longer shown as finished.")
    return redirect(url_for("responding.mine", assessment_id=assessment.id), 303)


@bp.post("/mine/download")
@open_to_invited
def download(assessment_id: int) -> ResponseReturnValue:
    """A POST, because it is put on the record."""
    assessment = get_own(assessment_id)
    answers = own_answers(assessment, g.standing.participant_id, g.standing.asked_themes)
    with writing():
        person = own_row(assessment)
        record("responses.downloaded", assessment, about=person)
    if request.form.get("format") == "json":
        return attachment(answers_json(assessment, person, answers), "application/json", "my-answers.json")
    return attachment(answers_csv(answers), "text/csv", "my-answers.csv")


@bp.route("/mine/withdraw", methods=["GET", "POST"])
@open_to_invited
def withdraw(assessment_id: int) -> ResponseReturnValue:
    assessment = get_own(assessment_id)
    form = WithdrawForm()
    if not form.validate_on_submit():
        page = render_template("participation/withdraw.html", assessment=assessment, form=form)
        return page, 422 if form.errors else 200
    with writing():
        person = own_row(assessment)
        _withdraw(person)
        record("responses.withdrawn", assessment, about=person)
        if g.user is None:
            visits.end()
    drop_fillings(assessment.id, person.id)
    flash("You have withdrawn. Your answers are deleted.")
    return redirect(url_for("home.home"), 303)


def _withdraw(person: Participant) -> None:
    db.session.execute(delete(Response).where(Response.participant_id == person.id))
    db.session.execute(delete(Visit).where(Visit.participant_id == person.id))
    person.link_hash = person.code_hash = person.finished_at = None
    person.epoch = Participant.epoch + 1
    person.withdrawn_at = utc_now()
