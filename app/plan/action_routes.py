"""One action: read, told of, deleted."""

from collections.abc import Iterator
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.assessment.access import Standing, find_standing, get_assessment, refuse_closed
from app.assessment.roles import May
from app.assessment.tables import Assessment
from app.audit.record import record
from app.database import db, writing
from app.plan import actions
from app.plan.blueprint import bp
from app.plan.due import same_name
from app.plan.forms import DeleteForm, UpdateForm
from app.plan.reading import chosen_in, focus_in
from app.plan.tables import Action, Progress
from app.plan.words import FINISHED, STATUSES, due_in_words, is_overdue, tag_of
from app.resources.paths import resource_address
from app.results.result import result_of
from app.results.words import gap_in_words

NOT_THEIRS = "You can read this action. Only its lead officer and the lead of this assessment can report its progress."


@bp.get("/plan/<int:action_id>")
def action(assessment_id: int, action_id: int) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id, May.SEE_PLAN)
    return _draw(assessment, get_action(assessment, action_id))


@bp.post("/plan/<int:action_id>/update")
def update(assessment_id: int, action_id: int) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id, May.TELL)
    action = get_own_action(assessment, action_id)
    form, is_saved = UpdateForm(action.status), False
    if form.validate():
        with writing():
            refuse_closed(assessment.id, May.TELL)
            action = get_own_action(assessment, action_id)
            is_saved = action.row_version == form.row_version.data
            if is_saved:
                actions.tell(action, Progress(form.status.data), form.text.data or "", g.user.id)
                record("action.updated", assessment, action.code)
    if not is_saved and not actions.has_told(action, form.status.data, form.text.data or "", g.user.id):
        return _draw(assessment, action, form, 422 if form.errors else 409)
    flash("The update is saved.")
    return redirect(url_for("plan.action", assessment_id=assessment.id, action_id=action.id), 303)


@bp.route("/plan/<int:action_id>/delete", methods=["GET", "POST"])
def delete(assessment_id: int, action_id: int) -> ResponseReturnValue:
    """One that nothing has been told of: another is stopped, so that what happened stays readable."""
    assessment = get_assessment(assessment_id, May.PLAN)
    action, form = get_action(assessment, action_id), DeleteForm()
    is_kept, is_newer = actions.has_updates(action), False
    if form.validate_on_submit() and not is_kept:
        with writing():
            refuse_closed(assessment.id, May.PLAN)
            action = get_action(assessment, action_id)
            is_kept, is_newer = actions.has_updates(action), action.row_version != form.row_version.data
            if not (is_kept or is_newer):
                record("action.deleted", assessment, action.code)
                actions.remove(action)
        if not (is_kept or is_newer):
            flash("The action is deleted.")
            return redirect(url_for("plan.plan", assessment_id=assessment.id), 303)
    status = 409 if request.method == "POST" else 200
    shown = {"action": action, "is_kept": is_kept, "is_newer": is_newer}
    return render_template("plan/delete.html", assessment=assessment, **shown), status


def get_action(assessment: Assessment, action_id: int) -> Action:
    return actions.find_action(assessment, action_id) or abort(404)


def get_own_action(assessment: Assessment, action_id: int) -> Action:
    """One that the person may tell of."""
    action = get_action(assessment, action_id)
    return action if may_tell(action) else abort(403, NOT_THEIRS)


def may_tell(action: Action) -> bool:
    """Who keeps the plan, and the lead officer of the action: the administrator gives accounts their names."""
    standing: Standing = g.standing
    return standing.may(May.PLAN) or (standing.may(May.TELL) and same_name(action.lead_officer, g.user.name))


def _draw(
    assessment: Assessment, action: Action, form: UpdateForm | None = None, status: int = 200
) -> ResponseReturnValue:
    """`form`: an update that was sent and cannot be saved; with 409 because somebody was quicker."""
    form = form or UpdateForm(action.status, formdata=None, data={"status": action.status.value})
    form.row_version.data = action.row_version
    form.row_version.raw_data = None
    result = result_of(assessment)
    page = render_template(
        "plan/action.html",
        assessment=assessment,
        model=assessment.model,
        target_date=result.assessment.target_date,
        action=action,
        figures=next((row for row in result.figures.rows if row.code == action.code), None),
        characteristic=assessment.model.by_code.get(action.code),
        is_priority=action.code in chosen_in(focus_in(result)),
        resources=actions.linked_to(action),
        resource_address=resource_address,
        updates=actions.updates_of(action),
        form=form,
        is_overtaken=status == 409,
        may_plan=g.standing.may(May.PLAN),
        may_tell=may_tell(action),
        **_before_and_after(action),
        finished=FINISHED,
        statuses=STATUSES,
        due_in_words=due_in_words,
        is_overdue=is_overdue,
        tag_of=tag_of,
        gap_in_words=gap_in_words,
    )
    return page, status


def _before_and_after(action: Action) -> dict[str, Any]:
    """Where it comes from and went on, each with its assessment, as far as the person may see the plan there."""
    former = db.session.get(Action, action.carried_from_id) if action.carried_from_id else None
    found = {"before": [former] if former else [], "after": actions.went_on_as(action)}
    return {name: list(_with_assessment(some)) for name, some in found.items()}


def _with_assessment(some: list[Action]) -> Iterator[tuple[Action, Assessment]]:
    for one in some:
        standing = find_standing(one.assessment_id)
        if standing and standing.may(May.SEE_PLAN):
            yield one, standing.assessment
