"""Quick entry: the lead types in what people answered on paper, a theme at a time, and is never shown anything else.

In an assessment that is done together the same compact form writes the council’s position.
"""

import secrets
from collections.abc import Iterable

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.assessment.access import get_assessment, refuse_closed
from app.assessment.answering import get_theme
from app.assessment.roles import May
from app.assessment.saving import Saved, position_sheet, response_sheet
from app.assessment.tables import Assessment, Stage
from app.audit.record import record
from app.database import db, utc_now, writing
from app.maturity.definitions import Theme
from app.participation.entry_form import EntryForm, errors_of, forms_for, in_words, typed_in
from app.participation.on_paper import (
    NewerError,
    entered_answers,
    entered_codes,
    has_begun,
    may_be_entered,
    people_to_enter,
    save_typed,
)
from app.participation.reading import Person, Status, find_person
from app.participation.tables import Participant
from app.participation.words import GROUPS
from app.words import count_in_words

bp = Blueprint("entering", __name__, url_prefix="/assessments/<int:assessment_id>/enter")

NOT_OPEN = "Answers from paper can be typed in while the assessment is open for answers."
ALL_OF_IT = "All that is on the paper of {} is typed in. They are shown as finished."
NOT_ALL = "{} is no longer shown as finished."
BEGUN = (
    "{} has begun to answer here meanwhile, so nothing was saved: from then on their answers are theirs alone. What "
    "you typed is on their paper; they can enter it themselves."
)


def get_open(assessment_id: int) -> Assessment:
    assessment = get_assessment(assessment_id, May.ENTER)
    return assessment if assessment.stage is Stage.OPEN else abort(403, NOT_OPEN)


def get_person(assessment: Assessment, participant_id: int) -> Person:
    """Somebody whose answers may be typed in, if they have not begun themselves."""
    person = find_person(assessment, participant_id) if assessment.is_separate else None
    if person is None or not may_be_entered(person, g.standing.participant_id):
        abort(404)
    return person


def asked_themes(assessment: Assessment, person: Person) -> list[Theme]:
    return [theme for theme in assessment.model.themes if not person.themes or theme.slug in person.themes]


@bp.get("")
def enter(assessment_id: int) -> ResponseReturnValue:
    assessment = get_open(assessment_id)
    people = people_to_enter(assessment, g.standing.participant_id) if assessment.is_separate else []
    shown = {"people": people, "group_names": GROUPS, "count_in_words": count_in_words}
    return render_template("participation/enter.html", assessment=assessment, **shown)


@bp.route("/<int:participant_id>", methods=["GET", "POST"])
def person(assessment_id: int, participant_id: int) -> ResponseReturnValue:
    """The themes of one person, and whether that is all; once they have begun, a page that shows nothing."""
    assessment = get_open(assessment_id)
    person = get_person(assessment, participant_id)
    if request.method == "POST":
        is_all = request.form.get("finished") == "yes"
        _finish(assessment, person, is_all=is_all)
        flash((ALL_OF_IT if is_all else NOT_ALL).format(person.name))
        return redirect(request.path, 303)
    is_begun = has_begun(person.id)
    answers = frozenset[str]() if is_begun else entered_codes(person.id)
    return render_template(
        "participation/enter_person.html",
        assessment=assessment,
        person=person,
        themes=asked_themes(assessment, person),
        entered={
            theme.slug: sum(one.code in answers for one in theme.characteristics) for theme in assessment.model.themes
        },
        has_begun=is_begun,
        is_finished=person.status is Status.FINISHED,
    )


def _finish(assessment: Assessment, person: Person, *, is_all: bool) -> None:
    """So that nobody reminds them. Once they begin here, it is theirs to say."""
    with writing():
        row = _still_on_paper(assessment, person)
        if is_all != (row.finished_at is not None):
            row.finished_at = utc_now() if is_all else None
            record("responses.all-entered" if is_all else "responses.not-all-entered", assessment, about=row)


@bp.route("/<int:participant_id>/<theme>", methods=["GET", "POST"])
def theme(assessment_id: int, participant_id: int, theme: str) -> ResponseReturnValue:
    assessment = get_open(assessment_id)
    person = get_person(assessment, participant_id)
    themes = asked_themes(assessment, person)
    this = next((one for one in themes if one.slug == theme), None) or abort(404)
    back = url_for("entering.person", assessment_id=assessment.id, participant_id=person.id)
    if has_begun(person.id):
        if request.method == "POST":
            flash(BEGUN.format(person.name))
        return redirect(back, 303)
    forms = forms_for(assessment.model, this, entered_answers(person.id), is_private=True)
    if request.method == "GET" or not all([form.validate() for form in forms.values()]):
        return _draw(assessment, this, forms, person)
    try:
        count = _save(assessment, person, forms)
    except NewerError as error:
        return _draw(assessment, this, forms, person, error.newer)
    flash(f"{count_in_words(count, 'answer')} of {person.name} typed in.")
    after = themes[themes.index(this) + 1 :]
    if "continue" in request.form and after:
        back = url_for("entering.theme", assessment_id=assessment.id, participant_id=person.id, theme=after[0].slug)
    return redirect(back, 303)


def _save(assessment: Assessment, person: Person, forms: dict[str, EntryForm]) -> int:
    with writing():
        row = _still_on_paper(assessment, person)
        extra = {"is_entered_by_lead": True}
        count = save_typed(response_sheet(person.id), typed_in(forms), secrets.token_hex(8), extra, None)
        if count:
            record("responses.entered", assessment, about=row)
    return count


def _still_on_paper(assessment: Assessment, person: Person) -> Participant:
    """Inside `writing`: looks again whether they have begun, so that nothing of theirs is ever overwritten."""
    _refuse_not_open(assessment)
    row = db.session.get(Participant, person.id, populate_existing=True)
    if row is None or row.withdrawn_at is not None or row.assessment_id != assessment.id:
        abort(404)
    if has_begun(person.id):
        abort(403, BEGUN.format(person.name))
    return row


def _refuse_not_open(assessment: Assessment) -> None:
    refuse_closed(assessment.id, May.ENTER)
    db.session.refresh(assessment)
    if assessment.stage is not Stage.OPEN:
        abort(403, NOT_OPEN)


@bp.route("/position/<theme>", methods=["GET", "POST"])
def position(assessment_id: int, theme: str) -> ResponseReturnValue:
    """The council’s position on a theme, where it is done together."""
    assessment = get_open(assessment_id)
    if assessment.is_separate:
        abort(404)
    this = get_theme(assessment.model, theme)
    forms = forms_for(assessment.model, this, position_sheet(assessment).read(), is_private=False)
    if request.method == "GET" or not all([form.validate() for form in forms.values()]):
        return _draw(assessment, this, forms, None)
    try:
        with writing():
            _refuse_not_open(assessment)
            sheet = position_sheet(assessment)
            count = save_typed(sheet, typed_in(forms), secrets.token_hex(8), {}, g.user.id)
    except NewerError as error:
        return _draw(assessment, this, forms, None, error.newer)
    flash(f"{count_in_words(count, 'answer')} saved.")
    return redirect(_after_position(assessment, this), 303)


def _after_position(assessment: Assessment, theme: Theme) -> str:
    themes = list(assessment.model.themes)
    after = themes[themes.index(theme) + 1 :]
    if "continue" in request.form and after:
        return url_for("entering.position", assessment_id=assessment.id, theme=after[0].slug)
    return url_for("entering.enter", assessment_id=assessment.id)


def _draw(
    assessment: Assessment,
    theme: Theme,
    forms: dict[str, EntryForm],
    person: Person | None,
    newer: dict[str, Saved] | None = None,
) -> ResponseReturnValue:
    """`newer`: what another form has saved meanwhile. It is shown beside what was typed, and the next save replaces
    it."""
    for code, saved in (newer or {}).items():
        forms[code].replace(saved, in_words(assessment.model, saved))
    errors = errors_of(forms.values())
    page = render_template(
        "participation/enter_theme.html",
        assessment=assessment,
        theme=theme,
        forms=forms,
        person=person,
        errors=errors,
        is_last=_is_last(theme, asked_themes(assessment, person) if person else assessment.model.themes),
    )
    return page, 409 if newer else 422 if errors else 200


def _is_last(theme: Theme, themes: Iterable[Theme]) -> bool:
    return list(themes)[-1] == theme
