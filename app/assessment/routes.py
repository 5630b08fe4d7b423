"""Assessments: the list, one's page, starting and changing."""

from collections.abc import Mapping
from datetime import date
from typing import cast

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from wtforms.fields.choices import SelectChoice

from app.accounts.council import council
from app.accounts.tables import User
from app.assessment import set_up
from app.assessment.access import (
    STAGE_WORDS,
    Standing,
    find_assessment,
    find_standings,
    get_assessment,
    refuse_closed,
)
from app.assessment.answering import first_incomplete
from app.assessment.counting import answered_in
from app.assessment.dates import add_months
from app.assessment.forms import (
    PRIVACIES,
    WAYS,
    AssessmentForm,
    NewAssessmentForm,
    SetUpForm,
)
from app.assessment.moving import newer_version
from app.assessment.next_facts import facts_of
from app.assessment.next_steps import Step, next_steps
from app.assessment.roles import May
from app.assessment.saving import Saved, response_sheet
from app.assessment.stages import steps_of
from app.assessment.tables import Assessment, Stage
from app.assessment.themes import may_answer
from app.audit.record import record
from app.database import db, writing
from app.maturity.definitions import Model
from app.maturity.versions import current_versions, model_of, replacements
from app.results.figures import theme_figures
from app.results.result import result_of
from app.security import open_to_invited

bp = Blueprint("assessment", __name__, url_prefix="/assessments")

FROZEN = "This assessment is signed off, so its details stay as they are. Begin a correction to change them."


@bp.get("")
def assessments() -> ResponseReturnValue:
    standings = list(find_standings())
    return render_template(
        "assessment/assessments.html",
        open=[standing for standing in standings if not standing.assessment.archived_at],
        archived=[standing for standing in standings if standing.assessment.archived_at],
        answered=answered_in(standings),
        stage_words=STAGE_WORDS,
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Whoever starts an assessment is its lead."""
    versions = current_versions()
    models = {version.id: model_of(version) for version in versions}
    form = _new_form(models)
    if form.validate_on_submit():
        assessment = _new_assessment(form, models)
        with writing():
            assessment.model_version_id = replacements()[form.model_version.data]
            db.session.add(assessment)
            db.session.flush()
            record("assessment.started", assessment)
        return redirect(url_for("assessment.assessment", assessment_id=assessment.id), 303)
    hints = {str(number): {"hint": {"text": _about(model)}} for number, model in models.items()}
    return render_template("assessment/new.html", form=form, hints=hints, **_hints()), 422 if form.errors else 200


def _new_form(models: Mapping[int, Model]) -> NewAssessmentForm:
    first, today = next(iter(models)), date.today()
    owner = council() or abort(404)
    proposed = {
        "as_at": today,
        "target_date": add_months(today, models[first].horizon_months),
        "model_version": first,
        "smallest_group": owner.smallest_group,
    }
    form = NewAssessmentForm(data=proposed)
    form.least_group = owner.smallest_group
    form.offer_sponsors(set_up.people_to_ask())
    form.model_version.choices = [SelectChoice(number, model.title) for number, model in models.items()]
    # Another version may have come into force since the page was drawn: whoever starts now begins on that one.
    form.model_version.data = replacements().get(form.model_version.data, form.model_version.data)
    return form


def _new_assessment(form: NewAssessmentForm, models: Mapping[int, Model]) -> Assessment:
    assessment = Assessment(lead_id=g.user.id)
    _take(form, assessment)
    set_up.begin(assessment, form, council() or abort(404))
    first, chosen = next(iter(models.values())), models[form.model_version.data]
    if assessment.target_date == add_months(assessment.as_at, first.horizon_months):  # as it was proposed
        assessment.target_date = add_months(assessment.as_at, chosen.horizon_months)
    return assessment


def _hints() -> dict[str, object]:
    return {
        "ways": {way.value: {"hint": {"text": hint}} for way, (_, hint) in WAYS.items()},
        "privacies": {kind.value: {"hint": {"text": hint}} for kind, (_, hint) in PRIVACIES.items()},
    }


def _about(model: Model) -> str:
    return f"{model.summary} Its targets are usually {model.horizon_months} months ahead."


def _take(form: AssessmentForm, assessment: Assessment) -> None:
    assessment.title = form.title.data
    assessment.as_at, assessment.target_date = cast(date, form.as_at.data), cast(date, form.target_date.data)


@bp.get("/<int:assessment_id>")
@open_to_invited
def assessment(assessment_id: int) -> ResponseReturnValue:
    """What this person can do next, and the task list: its themes, and how far each has come."""
    assessment = get_assessment(assessment_id)
    answers = _answers(assessment)
    themes = g.standing.asked_themes
    people = _people_of(assessment)
    return render_template(
        "assessment/assessment.html",
        assessment=assessment,
        themes=themes,
        progress=[theme_figures(theme, answers).current for theme in themes] if answers is not None else [],
        may_answer=g.standing.may(may_answer(assessment)),
        lead=people[assessment.lead_id],
        sponsor=people[assessment.sponsor_id] if assessment.sponsor_id else None,
        steps=steps_of(assessment.way),
        next_steps=[step for step in _next_steps(people) if not step.is_in_list],
        may_see_result=g.standing.sees_result,
        former=find_assessment(assessment.follows_id) if assessment.follows_id else None,
        moved_to=find_assessment(assessment.moved_to_id) if assessment.moved_to_id else None,
        newer=newer_version(assessment) if g.standing.may(May.CHANGE) else None,
        go_on={theme.slug: first_incomplete(theme, dict(answers or {})) for theme in themes},
    )


def _next_steps(people: Mapping[int, User]) -> list[Step]:
    standing: Standing = g.standing
    return next_steps(standing, people, facts_of([standing])[standing.assessment.id])


def _people_of(assessment: Assessment) -> dict[int, User]:
    """Its lead and its sponsor."""
    found = db.session.scalars(select(User).where(User.id.in_([assessment.lead_id, assessment.sponsor_id])))
    return {person.id: person for person in found}


def _answers(assessment: Assessment) -> Mapping[str, Saved] | None:
    """What the task list counts: the position or, where people answer in private, one's own responses."""
    if not assessment.is_separate:
        return result_of(assessment, is_draft=assessment.stage is not Stage.SIGNED_OFF).positions
    return response_sheet(g.standing.participant_id).read() if g.standing.is_asked else None


@bp.route("/<int:assessment_id>/edit", methods=["GET", "POST"])
def edit(assessment_id: int) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id, May.CHANGE)
    form = _edit_form(assessment)
    if form.validate_on_submit():
        try:
            with writing():
                _change(assessment, form)
        except set_up.FixedError as fixed:
            form[fixed.field].errors = [str(fixed)]
            return _draw_edit(assessment, form)
        flash("The details are saved.")
        return redirect(url_for("assessment.assessment", assessment_id=assessment_id), 303)
    return _draw_edit(assessment, form)


def _edit_form(assessment: Assessment) -> SetUpForm:
    form = SetUpForm(obj=assessment, data={"sponsor": assessment.sponsor_id or 0})
    form.least_group = min((council() or abort(404)).smallest_group, assessment.smallest_group)
    form.offer_sponsors(set_up.people_to_ask(assessment.sponsor_id))
    return form


def _change(assessment: Assessment, form: SetUpForm) -> None:
    """Inside a writing transaction. Raises set_up.FixedError."""
    refuse_closed(assessment.id, May.CHANGE)
    db.session.refresh(assessment)
    if assessment.stage is Stage.SIGNED_OFF:
        abort(403, FROZEN)
    _take(form, assessment)
    set_up.change(assessment, form)
    record("assessment.changed", assessment)


def _draw_edit(assessment: Assessment, form: SetUpForm) -> ResponseReturnValue:
    page = render_template(
        "assessment/edit.html",
        assessment=assessment,
        form=form,
        is_frozen=assessment.stage is Stage.SIGNED_OFF,
        has_window=assessment.stage is Stage.PREPARING or not assessment.is_separate,
        **_hints(),
    )
    return page, 422 if form.errors else 200
