"""A theme's form: one characteristic a page. Each change saves itself; the buttons do the same without JavaScript."""

import secrets
from collections.abc import Mapping

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.tables import User
from app.assessment import choices
from app.assessment.access import get_assessment, get_assessment_to_answer, refuse_closed
from app.assessment.answer_form import AnswerForm, both_answers, fields_of
from app.assessment.answering import (
    Place,
    first_incomplete,
    get_place,
    get_theme,
    missing_parts,
)
from app.assessment.criteria import ticked_at
from app.assessment.feedback import feedback_on
from app.assessment.moving import wording_before
from app.assessment.saving import Origin, Saved, positions_of, save_position
from app.assessment.tables import Assessment
from app.database import db, writing
from app.htmx import render
from app.maturity.changes import former_words
from app.maturity.glossary import terms_used
from app.results.figures import theme_figures

bp = Blueprint("themes", __name__, url_prefix="/assessments/<int:assessment_id>/themes")


@bp.get("/<theme>")
def theme(assessment_id: int, theme: str) -> ResponseReturnValue:
    """The theme's summary: every answer, and what is still missing."""
    assessment = get_assessment(assessment_id)
    this = get_theme(assessment.model, theme)
    positions = positions_of(assessment)
    return render_template(
        "assessment/theme.html",
        assessment=assessment,
        model=assessment.model,
        theme=this,
        figures=theme_figures(this, positions),
        positions=positions,
        missing={c.code: missing_parts(positions.get(c.code)) for c in this.characteristics},
        go_on=first_incomplete(this, positions),
        next_theme=_theme_after(assessment, theme),
    )


def _theme_after(assessment: Assessment, slug: str) -> object:
    slugs = [theme.slug for theme in assessment.model.themes]
    return dict(zip(slugs, assessment.model.themes[1:], strict=False)).get(slug)


@bp.get("/<theme>/<code>")
def characteristic(assessment_id: int, theme: str, code: str) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id)
    place = get_place(assessment.model, theme, code)
    positions = positions_of(assessment)
    form = AnswerForm(formdata=None, data=fields_of(positions.get(place.characteristic.code)))
    form.form_id.data = secrets.token_hex(8)
    form.row_version.data, form.change_number.data = form.row_version.data or 0, 0
    return _draw(assessment, place, form, positions)


@bp.post("/<theme>/<code>")
def answer(assessment_id: int, theme: str, code: str) -> ResponseReturnValue:
    """Save what is there, complete or not. “Save and continue” goes on only from a complete answer."""
    assessment = get_assessment_to_answer(assessment_id)
    place = get_place(assessment.model, theme, code)
    form = AnswerForm()
    form.offer(assessment.model, place.characteristic.code)
    if not form.validate():
        return _draw(assessment, place, form, positions_of(assessment), 422, problem="Not saved")

    code = place.characteristic.code
    origin = Origin(g.user.id, form.form_id.data, form.change_number.data or 0, form.seen)
    with writing():
        refuse_closed(assessment.id)
        save_position(assessment, code, form.columns(), origin)
        positions = positions_of(assessment)
    position = positions[code]
    if (position.form_id, position.saved_by_id) != (origin.form_id, origin.user_id):  # another answer stands
        return _draw(assessment, place, form, positions, 409, problem="Not saved", newer=position)
    form.row_version.data = position.row_version
    if "continue" in request.form:
        if not _tell_what_is_missing(form, position):
            return redirect(_address_after(assessment, place), 303)
        return _draw(assessment, place, form, positions, 422)
    return _draw(assessment, place, form, positions)


def _tell_what_is_missing(form: AnswerForm, position: Saved) -> bool:
    missing = missing_parts(position)
    for name, sentence in missing.items():
        form[name].errors = [sentence]
    return bool(missing)


def _address_after(assessment: Assessment, place: Place) -> str:
    """The next characteristic, or the theme's summary after the last."""
    if place.next is None:
        return url_for("themes.theme", assessment_id=assessment.id, theme=place.theme.slug)
    code = place.next.code.lower()
    return url_for("themes.characteristic", assessment_id=assessment.id, theme=place.theme.slug, code=code)


def _draw(
    assessment: Assessment,
    place: Place,
    form: AnswerForm,
    positions: Mapping[str, Saved],
    status: int = 200,
    *,
    problem: str = "",
    newer: Saved | None = None,
) -> ResponseReturnValue:
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
        positions=positions,
        position=positions.get(place.characteristic.code),
        feedback=feedback_on(assessment, place.theme, place.characteristic, positions),
        choices=choices,
        ticked_at=ticked_at,
        former=_former_words(assessment, place, positions),
        terms=terms_used(assessment.model, place.characteristic.code),
        both_answers=both_answers,
        problem=problem,
        newer=newer,
        newer_by=db.session.get(User, newer.saved_by_id) if newer else None,
    )


def _former_words(
    assessment: Assessment, place: Place, positions: Mapping[str, Saved]
) -> tuple[str | None, dict[int, str]] | None:
    """Where an answer waits to be confirmed: the words it was given on, as far as they were others."""
    position = positions.get(place.characteristic.code)
    if position is None or position.is_confirmed:
        return None
    before = wording_before(assessment, position.code)
    return former_words(before, place.characteristic) if before else (None, {})
