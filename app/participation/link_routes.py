"""Private links: made, shown once, renewed, withdrawn. The page of new links is the answer to the POST that made them:
no address, log or session ever holds one."""

from dataclasses import dataclass

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.accounts.tables import User
from app.assessment.access import get_assessment, refuse_closed
from app.assessment.roles import May
from app.assessment.tables import Assessment
from app.audit.record import record
from app.database import db, writing
from app.participation import links, opening, privacy
from app.participation.qr import qr_code
from app.participation.tables import Happening, Participant

bp = Blueprint("links", __name__)
bp.register_blueprint(opening.bp)

PEOPLE = "/assessments/<int:assessment_id>/people"
TOGETHER = "In an assessment that is done together nobody has a private link: people sign in."
ENDED = "The answers of this assessment are no longer tied to people, so there are no private links any more."
LOCAL_NAMES = ("localhost", "127.", "[::1]")


@dataclass(frozen=True, slots=True)
class Invitation:
    """One person’s, to hand over."""

    name: str
    address: str
    picture: Markup
    minutes: int
    has_code: bool
    """It was opened before: the return code of then stays."""


@bp.post(PEOPLE + "/links")
def make(assessment_id: int) -> ResponseReturnValue:
    """For everybody who has no account and no link yet."""
    assessment = _get_assessment(assessment_id)
    with writing():
        refuse_closed(assessment.id, May.MANAGE_PEOPLE)
        made = [(person, links.make(person)) for person in links.find_waiting(assessment.id)]
        for person, _ in made:
            record("link.made", assessment, about=person)
    if not made:
        flash("Everybody who needs a private link has one. Renew the link of somebody who has lost theirs.")
        return _back(assessment)
    return _show(assessment, made)


@bp.post(PEOPLE + "/<int:participant_id>/link")
def make_one(assessment_id: int, participant_id: int) -> ResponseReturnValue:
    assessment = _get_assessment(assessment_id)
    with writing():
        person = _get_person(assessment, participant_id)
        secret = links.make(person) if person.link_hash is None else None
        if secret:
            record("link.made", assessment, about=person)
    if secret is None:
        flash(f"{person.name} has a private link already. Renew it if it is lost.")
        return _back(assessment)
    return _show(assessment, [(person, secret)])


@bp.post(PEOPLE + "/<int:participant_id>/link/renew")
def renew(assessment_id: int, participant_id: int) -> ResponseReturnValue:
    """The old link and whatever it has opened end at once; the person’s return code stays."""
    assessment = _get_assessment(assessment_id)
    with writing():
        person = _get_person(assessment, participant_id)
        secret = links.make(person, Happening.RENEWED)
        record("link.renewed", assessment, about=person)
    return _show(assessment, [(person, secret)])


@bp.post(PEOPLE + "/<int:participant_id>/link/withdraw")
def withdraw(assessment_id: int, participant_id: int) -> ResponseReturnValue:
    assessment = _get_assessment(assessment_id)
    with writing():
        person = _get_person(assessment, participant_id)
        if person.link_hash is not None:
            links.withdraw(person)
            record("link.withdrawn", assessment, about=person)
    flash(f"The private link of {person.name} no longer works. Their answers stay.")
    return _back(assessment)


def _get_assessment(assessment_id: int) -> Assessment:
    assessment = get_assessment(assessment_id, May.MANAGE_PEOPLE)
    if not assessment.is_separate:
        abort(403, TOGETHER)
    if assessment.responses_ended_at is not None:
        abort(403, ENDED)
    return assessment


def _get_person(assessment: Assessment, participant_id: int) -> Participant:
    """Inside `writing`, so that two leads’ clicks follow one another."""
    refuse_closed(assessment.id, May.MANAGE_PEOPLE)
    return links.find_invited(assessment.id, participant_id) or abort(404)


def _back(assessment: Assessment) -> ResponseReturnValue:
    return redirect(url_for("participation.people", assessment_id=assessment.id), 303)


def _show(assessment: Assessment, made: list[tuple[Participant, str]]) -> ResponseReturnValue:
    lead = db.session.get_one(User, assessment.lead_id)
    return render_template(
        "participation/invitations.html",
        assessment=assessment,
        invitations=[_invitation(assessment, person, secret) for person, secret in made],
        lead=lead,
        is_lead=lead.id == g.user.id,
        until=privacy.until_when(assessment, lead.name),
        promise=privacy.in_two_sentences(assessment),
        is_local=request.host.startswith(LOCAL_NAMES),
    )


def _invitation(assessment: Assessment, person: Participant, secret: str) -> Invitation:
    address = url_for("links.opening.private_link", token=secret, _external=True)
    asked = person.themes.split()
    count = sum(len(t.characteristics) for t in assessment.model.themes if not asked or t.slug in asked)
    return Invitation(person.name, address, qr_code(address), links.minutes_for(count), person.code_hash is not None)
