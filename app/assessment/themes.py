"""A theme's form: one characteristic a page. Each change saves itself; the buttons do the same without JavaScript.

In an assessment that is done together it writes the council's position; in one done separately, one's own response.
"""

import secrets
from collections.abc import Mapping

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden

from app.accounts.tables import User
from app.assessment import choices
from app.assessment.access import Standing, get_assessment, refuse_closed, require
from app.assessment.answer_form import AnswerForm, both_answers, fields_of
from app.assessment.answering import (
    Place,
    address_after,
    first_incomplete,
    get_place,
    missing_parts,
)
from app.assessment.criteria import ticked_at
from app.assessment.feedback import feedback_on
from app.assessment.former import former_words_of
from app.assessment.roles import May
from app.assessment.saving import Origin, Saved, Sheet, response_sheet
from app.assessment.tables import Assessment, Stage
from app.database import db, writing
from app.htmx import render
from app.maturity.definitions import Theme
from app.maturity.glossary import terms_used
from app.participation import privacy
from app.participation.late import is_late, late_notes, refuse_gone, refuse_late
from app.participation.on_paper import entered_codes
from app.results.figures import theme_figures
from app.results.result import sheet_shown
from app.security import open_to_invited

bp = Blueprint("themes", __name__, url_prefix="/assessments/<int:assessment_id>/themes")


def may_answer(assessment: Assessment) -> May:
    return May.RESPOND if assessment.is_separate else May.FILL_IN


def get_sheet(assessment: Assessment) -> Sheet:
    """The answers that these pages are about, as far as the person may see them.

    Who will see what is read before the first answer is given.
    """
    if not assessment.is_separate:
        require(May.SEE_POSITION)
        return sheet_shown(assessment)
    require(May.SEE_OWN)
    if g.standing.told_at is None and g.standing.may(May.RESPOND):
        abort(redirect(url_for("responding.before", assessment_id=assessment.id), 303))
    return response_sheet(g.standing.participant_id)


def get_asked_theme(slug: str) -> Theme:
    """A theme that this person is asked to answer."""
    standing: Standing = g.standing
    return next((theme for theme in standing.asked_themes if theme.slug == slug), None) or abort(404)


@bp.get("/<theme>")
@open_to_invited
def theme(assessment_id: int, theme: str) -> ResponseReturnValue:
    """The theme's summary: every answer, and what is still missing."""
    assessment = get_assessment(assessment_id)
    answers = get_sheet(assessment).read()
    this = get_asked_theme(theme)
    return render_template(
        "assessment/theme.html",
        assessment=assessment,
        model=assessment.model,
        theme=this,
        figures=theme_figures(this, answers),
        positions=answers,
        may_answer=g.standing.may(may_answer(assessment)),
        late=_late_notes(),
        missing={c.code: missing_parts(answers.get(c.code)) for c in this.characteristics},
        go_on=first_incomplete(this, answers),
        next_theme=_theme_after(theme),
    )


def _late_notes() -> dict[str, str]:
    """While it is open there are none to show."""
    return late_notes(g.standing.participant_id) if g.standing.is_asked and not g.standing.may(May.RESPOND) else {}


def _theme_after(slug: str) -> Theme | None:
    themes = g.standing.asked_themes
    slugs = [theme.slug for theme in themes]
    return dict(zip(slugs, themes[1:], strict=False)).get(slug)


@bp.get("/<theme>/<code>")
@open_to_invited
def characteristic(assessment_id: int, theme: str, code: str) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id)
    sheet = get_sheet(assessment)
    place = get_place(get_asked_theme(theme), code)
    answers = sheet.read()
    form = AnswerForm(formdata=None, data=fields_of(answers.get(place.characteristic.code)))
    form.form_id.data = secrets.token_hex(8)
    form.row_version.data, form.change_number.data = form.row_version.data or 0, 0
    return _draw(assessment, place, form, answers)


@bp.post("/<theme>/<code>")
@open_to_invited
def answer(assessment_id: int, theme: str, code: str) -> ResponseReturnValue:
    """Save what is there, complete or not. “Save and continue” goes on only from a complete answer."""
    assessment = get_assessment(assessment_id)
    place = get_place(get_asked_theme(theme), code)
    form = AnswerForm()
    if is_late(assessment):
        refuse_late(place.characteristic.code, form.note.data or "")
    require(may_answer(assessment))
    sheet = get_sheet(assessment)
    form.offer(assessment.model, place.characteristic.code)
    if not form.validate():
        return _draw(assessment, place, form, sheet.read(), 422, problem="Not saved")

    code = place.characteristic.code
    origin = form.origin(g.user.id if sheet.is_position else None)
    try:
        answers = _save(assessment, sheet, code, form, origin)
    except Forbidden:
        if is_late(get_assessment(assessment_id)):  # it was closed between the look and the save
            refuse_late(code, form.note.data or "")
        raise
    saved = answers[code]
    if (saved.form_id, saved.saved_by_id) != (origin.form_id, origin.user_id):  # another answer stands
        return _draw(assessment, place, form, answers, 409, problem="Not saved", newer=saved)
    form.row_version.data = saved.row_version
    if "continue" in request.form:
        if not form.tell(missing_parts(saved)):
            return redirect(address_after(assessment, place), 303)
        return _draw(assessment, place, form, answers, 422)
    return _draw(assessment, place, form, answers)


def _save(assessment: Assessment, sheet: Sheet, code: str, form: AnswerForm, origin: Origin) -> dict[str, Saved]:
    """All answers as they are after it."""
    content = form.columns() if sheet.is_position else form.columns() | form.sharing()
    with writing():
        refuse_closed(assessment.id, may_answer(assessment))
        if not sheet.is_position:
            refuse_gone(sheet.owner_id)
        sheet.save(code, content, origin)
        return sheet.read()


def _draw(
    assessment: Assessment,
    place: Place,
    form: AnswerForm,
    answers: Mapping[str, Saved],
    status: int = 200,
    *,
    problem: str = "",
    newer: Saved | None = None,
) -> ResponseReturnValue:
    newer_by = db.session.get(User, newer.saved_by_id) if newer and newer.saved_by_id else None
    return render(
        "assessment/characteristic.html",
        "assessment/_saved.html",
        status,
        assessment=assessment,
        model=assessment.model,
        place=place,
        theme=place.theme,
        characteristic=place.characteristic,
        form=form,
        positions=answers,
        position=answers.get(place.characteristic.code),
        may_answer=g.standing.may(may_answer(assessment)),
        is_to_come=assessment.stage is Stage.PREPARING,
        feedback=feedback_on(assessment, place.theme, place.characteristic, answers),
        choices=choices,
        ticked_at=ticked_at,
        former=former_words_of(assessment, place, answers),
        terms=terms_used(assessment.model, place.characteristic.code),
        both_answers=both_answers,
        problem=problem,
        newer=newer,
        newer_by=None if newer_by is None or newer_by.id == g.user.id else newer_by.name,
        whose_eyes=privacy.whose_eyes(assessment) if assessment.is_separate else "",
        is_entered=g.standing.is_asked and place.characteristic.code in entered_codes(g.standing.participant_id),
        late_note=_late_notes().get(place.characteristic.code, ""),
    )
