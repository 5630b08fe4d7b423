"""One action: added and changed."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from app.assessment.access import get_assessment, refuse_closed
from app.assessment.roles import May
from app.assessment.tables import Assessment
from app.audit.record import record
from app.database import writing
from app.plan import actions
from app.plan.action_routes import get_action
from app.plan.beginning import begun_from, resource_choices, start_of
from app.plan.blueprint import bp
from app.plan.comparing import both_actions
from app.plan.forms import ActionForm
from app.plan.tables import Action
from app.results.result import Result, result_of

GONE = "This action was deleted after you opened it. What you typed is below: save it to add it again."


@bp.get("/plan/new")
def new(assessment_id: int) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id, May.PLAN)
    result = result_of(assessment)
    form = ActionForm(formdata=None, data=begun_from(result, request.args))
    return _draw_form(assessment, form, result)


@bp.post("/plan/new")
def add(assessment_id: int) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id, May.PLAN)
    form = ActionForm()
    form.offer(assessment.model)
    if not form.validate():
        return _draw_form(assessment, form, status=422)
    with writing():
        refuse_closed(assessment.id, May.PLAN)
        action, is_new = actions.add(assessment, form.columns(), form.resources.data or ())
        if is_new:
            record("action.added", assessment, action.code)
    flash("The action is added to the plan.")
    return redirect(_place_of(action), 303)


@bp.route("/plan/<int:action_id>/edit", methods=["GET", "POST"])
def edit(assessment_id: int, action_id: int) -> ResponseReturnValue:
    assessment = get_assessment(assessment_id, May.PLAN)
    if request.method == "GET":
        action = get_action(assessment, action_id)
        return _draw_form(assessment, _form_of(action), action=action)
    form = ActionForm()
    form.offer(assessment.model)
    if not form.validate():
        found = actions.find_action(assessment, action_id)
        return _draw_form(assessment, form, action=found, status=422, overtaken="" if found else GONE)
    return _change(assessment, action_id, form)


def _change(assessment: Assessment, action_id: int, form: ActionForm) -> ResponseReturnValue:
    columns, slugs = form.columns(), form.resources.data or ()
    with writing():
        refuse_closed(assessment.id, May.PLAN)
        action = actions.find_action(assessment, action_id)
        is_other = action is not None and not actions.is_as(action, columns, slugs)
        is_newer = action is not None and is_other and action.row_version != form.seen
        if action is not None and is_other and not is_newer:
            actions.change(action, columns, slugs, g.user.id)
            record("action.changed", assessment, action.code)
    if action is None:
        return _draw_form(assessment, form, status=409, overtaken=GONE)
    if is_newer:
        return _draw_form(assessment, form, action=action, status=409, is_newer=True)
    flash("The action is saved.")
    return redirect(url_for("plan.action", assessment_id=assessment.id, action_id=action.id), 303)


def _place_of(action: Action) -> str:
    return url_for("plan.plan", assessment_id=action.assessment_id, _anchor=action.code.lower())


def _form_of(action: Action) -> ActionForm:
    return ActionForm(formdata=None, obj=action, data={"resources": [one.slug for one in actions.linked_to(action)]})


def _draw_form(
    assessment: Assessment,
    form: ActionForm,
    result: Result | None = None,
    *,
    action: Action | None = None,
    status: int = 200,
    is_newer: bool = False,
    overtaken: str = "",
) -> ResponseReturnValue:
    """Of a new action, where there is none yet, or none any more. `is_newer`: somebody has changed it meanwhile."""
    result = result or result_of(assessment)
    form.offer(assessment.model)
    code = form.code.data if form.code.data in assessment.model.by_code else ""
    chosen = [request.args.get("resource", ""), *(form.resources.data or ())]
    offered = resource_choices(assessment.model, result, code, action.id if action else None, chosen)
    form.resources.choices = [SelectChoice(slug, words) for slug, words in offered]
    page = render_template(
        "plan/action_form.html",
        assessment=assessment,
        form=form,
        action=action,
        start=start_of(result, code) if code and action is None else None,
        characteristic=assessment.model.by_code.get(code),
        differing=both_actions(form, action) if action and is_newer else [],
        is_newer=is_newer,
        overtaken=overtaken,
        send_to=_send_to(assessment, action, is_gone=bool(overtaken)),
    )
    return page, status


def _send_to(assessment: Assessment, action: Action | None, *, is_gone: bool) -> str:
    """With its question, so that what the address offers is offered again where the form comes back."""
    if action is not None:
        return url_for("plan.edit", assessment_id=assessment.id, action_id=action.id)
    asked: dict[str, Any] = (
        {} if is_gone else {name: request.args[name] for name in ("code", "resource") if name in request.args}
    )
    return url_for("plan.add", assessment_id=assessment.id, **asked)
