"""Signing off, its versions, and corrections."""

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.assessment.access import get_assessment, refuse_closed, require
from app.assessment.answer import REASON_LENGTH
from app.assessment.roles import May
from app.assessment.tables import Assessment, Stage
from app.audit.record import record
from app.database import db, writing
from app.forms import plain_text
from app.position.comparing import find_comparison
from app.position.signing import Draft, begin_correction, draft_of, sign
from app.position.snapshot import Signed, find_sign_off, find_sign_offs
from app.words import count_in_words

bp = Blueprint("sign_off", __name__, url_prefix="/assessments/<int:assessment_id>/sign-off")

CHANGED = "Something has changed since you opened this page, so nothing is signed off. Read it again, then sign it off."
TOO_LONG = Length(max=REASON_LENGTH, message=f"The reason must be {REASON_LENGTH:,} characters or fewer")


class SignOffForm(FlaskForm):
    reason = TextAreaField("Why is it signed off without them?", [TOO_LONG], [plain_text])
    seen = HiddenField()


class CorrectionForm(FlaskForm):
    reason = TextAreaField(
        "Why is it corrected?",
        [DataRequired("Enter why it is corrected"), TOO_LONG],
        [plain_text],
        description="It stands beside the next version for good, in public documents as well.",
    )
    seen = HiddenField()


@bp.get("")
def sign_off(assessment_id: int) -> ResponseReturnValue:
    """The versions so far; for the sponsor what would be frozen now."""
    assessment = get_assessment(assessment_id)
    if not g.standing.sees_result:
        require(May.SEE_POSITION)
    find_comparison(assessment)  # the first to ask has it made
    return _draw(assessment, SignOffForm(formdata=None))


@bp.post("")
def sign_now(assessment_id: int) -> ResponseReturnValue:
    """Once: whoever presses again finds it signed off."""
    assessment, form = get_assessment(assessment_id), SignOffForm()
    if assessment.stage is Stage.SIGNED_OFF and g.standing.may(May.SEE_POSITION):
        return _back(assessment, "It is signed off already.")
    require(May.SIGN_OFF)
    draft = draft_of(assessment)  # made before anybody has to wait for it
    if draft.unanswered and not form.reason.data:
        form.reason.errors = ["Enter why it is signed off without them"]
    elif form.validate():
        with writing():
            version = _sign(assessment, form)
        if version is not None:
            return _back(assessment, f"Version {version} is signed off." if version else "It is signed off already.")
        return _draw(assessment, form, 409, CHANGED)
    return _draw(assessment, form, 422)


def _sign(assessment: Assessment, form: SignOffForm) -> int | None:
    """The version; 0 where somebody else was quicker, None where it is not what the sponsor has read."""
    db.session.refresh(assessment)
    if assessment.stage is Stage.SIGNED_OFF:
        return 0
    refuse_closed(assessment.id, May.SIGN_OFF)
    if assessment.sponsor_id != g.user.id:
        abort(403, "Meanwhile somebody else is the sponsor of this assessment, so nothing was signed off.")
    draft = draft_of(assessment)
    if draft.digest != form.seen.data:
        return None
    version = sign(assessment, draft, g.user.id, form.reason.data or "" if draft.unanswered else "")
    record("signed-off", assessment, str(version))
    return version


def _back(assessment: Assessment, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for("sign_off.sign_off", assessment_id=assessment.id), 303)


def _draw(assessment: Assessment, form: SignOffForm, status: int = 200, problem: str = "") -> ResponseReturnValue:
    draft = _draft(assessment)
    form.seen.data = draft.digest if draft else ""
    page = render_template(
        "sign_off/sign_off.html",
        assessment=assessment,
        versions=find_sign_offs(assessment),
        draft=draft,
        form=form,
        problem=problem,
        can_correct=g.standing.may(May.CHANGE) and assessment.stage is Stage.SIGNED_OFF,
        count_in_words=count_in_words,
    )
    return page, status


def _draft(assessment: Assessment) -> Draft | None:
    return draft_of(assessment) if g.standing.may(May.SIGN_OFF) else None


@bp.get("/<int:version>")
def version(assessment_id: int, version: int) -> ResponseReturnValue:
    """One version, and whether its content still makes its digest."""
    assessment, signed = _get_version(assessment_id, version)
    return render_template("sign_off/version.html", assessment=assessment, signed=signed)


@bp.get("/<int:version>/snapshot.json")
def snapshot(assessment_id: int, version: int) -> ResponseReturnValue:
    """Byte for byte what the digest was made of. It holds the restricted notes, so it is the lead’s."""
    _, signed = _get_version(assessment_id, version)
    require(May.KEEP)
    name = f"assessment-{assessment_id}-version-{version}.json"
    headers = {"Content-Disposition": f"attachment; filename={name}", "Cache-Control": "private, no-store"}
    return Response(signed.content, mimetype="application/json", headers=headers)


def _get_version(assessment_id: int, version: int) -> tuple[Assessment, Signed]:
    assessment = get_assessment(assessment_id)
    if not g.standing.sees_result:
        require(May.SEE_POSITION)
    return assessment, find_sign_off(assessment, version) or abort(404)


@bp.route("/correct", methods=["GET", "POST"])
def correct(assessment_id: int) -> ResponseReturnValue:
    """Begin a correction, with its reason. The signed version stays in view until the next is signed."""
    assessment = get_assessment(assessment_id, May.CHANGE)
    signed = find_sign_off(assessment)
    if assessment.stage is not Stage.SIGNED_OFF or signed is None:
        abort(403, "Only what is signed off can be corrected.")
    form = CorrectionForm()
    if form.validate_on_submit():
        with writing():
            _begin(assessment, str(form.reason.data))
        flash(f"The correction is begun. Version {signed.version} stays in view until the next one is signed off.")
        return redirect(url_for("assessment.assessment", assessment_id=assessment_id), 303)
    page = render_template("sign_off/correct.html", assessment=assessment, signed=signed, form=form)
    return page, 422 if form.errors else 200


def _begin(assessment: Assessment, reason: str) -> None:
    """Inside a writing transaction; nothing where it was begun already."""
    refuse_closed(assessment.id, May.CHANGE)
    db.session.refresh(assessment)
    if assessment.stage is Stage.SIGNED_OFF and (signed := find_sign_off(assessment)):
        begin_correction(assessment, reason)
        record("correction.begun", assessment, str(signed.version))
