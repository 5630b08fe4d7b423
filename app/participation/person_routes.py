"""One person of an assessment done separately: added, changed, taken out."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.tables import User
from app.assessment.access import get_assessment, refuse_closed
from app.assessment.roles import May
from app.assessment.tables import Assessment
from app.database import writing
from app.participation import adding
from app.participation.adding import SAME_NAME, Known, Newcomer, RefusedError
from app.participation.forms import PersonForm
from app.participation.reading import Person, find_person, has_comparison, people_in
from app.participation.tables import Group, Part
from app.participation.words import GROUPS, ROLES

bp = Blueprint("person", __name__)

HINTS = {role.value: {"hint": {"text": hint}} for role, (_, hint) in ROLES.items()}


def get_separate(assessment_id: int) -> Assessment:
    assessment = get_assessment(assessment_id, May.MANAGE_PEOPLE)
    return assessment if assessment.is_separate else abort(404)


@bp.route("/add", methods=["GET", "POST"])
def add(assessment_id: int) -> ResponseReturnValue:
    assessment = get_separate(assessment_id)
    accounts = adding.find_accounts()
    form = PersonForm()
    form.offer(_free_accounts(assessment, accounts), assessment.model.themes)
    if not adding.may_add_participants(assessment):
        form.role.choices, form.role.default = form.role.choices[1:], None
    if form.validate_on_submit():
        newcomer = _newcomer(form, accounts)
        if _add(assessment, newcomer):
            flash(f"{newcomer.name} is added.")
            return _back(assessment)
        form.name.errors = [f"{newcomer.name} is in this assessment already. {SAME_NAME}"]
    return _draw(assessment, form, None)


def _free_accounts(assessment: Assessment, accounts: Mapping[str, User]) -> list[User]:
    inside = {person.user_id for person in people_in(assessment)}
    return sorted((it for it in accounts.values() if it.id not in inside), key=lambda it: it.name.casefold())


def _newcomer(form: PersonForm, accounts: Mapping[str, User]) -> Newcomer:
    """With the account that was selected, or whose e-mail address was typed."""
    selected = next((user for user in accounts.values() if user.id == form.account), None)
    account = selected or accounts.get((form.email.data or "").casefold())
    details = {name: value for name, value in _details(form).items() if name not in {"name", "email"}}
    if account is None:
        return Newcomer(form.name.data, form.email.data or "", **details)
    return Newcomer(account.name, account.email, user_id=account.id, **details)


def _add(assessment: Assessment, newcomer: Newcomer) -> bool:
    """False where they are in it already."""
    with writing():
        refuse_closed(assessment.id, May.MANAGE_PEOPLE)
        if newcomer.role is Part.PARTICIPANT and not adding.may_add_participants(assessment):
            abort(403, f"{adding.TOO_LATE}.")
        if Known(people_in(assessment)).has(newcomer):
            return False
        adding.add(assessment, [newcomer])
    return True


@bp.route("/<int:participant_id>", methods=["GET", "POST"])
def person(assessment_id: int, participant_id: int) -> ResponseReturnValue:
    assessment = get_separate(assessment_id)
    person = find_person(assessment, participant_id) or abort(404)
    form = _form_for(assessment, person)
    if form.validate_on_submit() and _change(assessment, person, form):
        flash(f"The details of {person.name if person.user_id else form.name.data} are saved.")
        return _back(assessment)
    return _draw(assessment, form, find_person(assessment, participant_id))


def _form_for(assessment: Assessment, person: Person) -> PersonForm:
    """With the fields that can be changed: who answers and under which group stays once answers count under it."""
    names = ("name", "email", "directorate")
    data: dict[str, Any] = {name: getattr(person, name) for name in names}
    data |= {"role": person.role.value, "group": person.group and person.group.value, "themes": list(person.themes)}
    form = PersonForm(data=data)
    form.offer([], assessment.model.themes)
    is_settled = adding.is_settled(person, is_compared=has_comparison(assessment.id))
    fixed = {"user": True, "name": person.user_id, "email": person.user_id, "group": is_settled}
    for name, is_fixed in (fixed | {"role": is_settled or person.user_id is None}).items():
        if is_fixed:
            delattr(form, name)
    if form.role is not None and not (person.is_participant or adding.may_add_participants(assessment)):
        form.role.choices = form.role.choices[1:]
    return form


def _change(assessment: Assessment, person: Person, form: PersonForm) -> bool:
    """True when it is done; otherwise the reason is in the form. What it hangs on is looked at again inside."""
    with writing():
        refuse_closed(assessment.id, May.MANAGE_PEOPLE)
        now = find_person(assessment, person.id) or abort(404)
        values = _details(form)
        is_settled = adding.is_settled(now, is_compared=has_comparison(assessment.id))
        if is_settled and any(values.get(name, getattr(now, name)) != getattr(now, name) for name in ("group", "role")):
            form.form_errors = [f"Meanwhile {now.name} has answered, so group and role stay. Nothing is saved yet"]
            del form.group, form.role
            return False
        if form.name is not None and _is_taken(assessment, now, values):
            form.name.errors = [f"Somebody else in this assessment has this name or email address. {SAME_NAME}"]
            return False
        try:
            adding.check_themes(now, values["themes"].split())
        except RefusedError as refused:
            form.themes.errors = [str(refused)]
            return False
        adding.change(assessment, now, values)
    return True


def _is_taken(assessment: Assessment, person: Person, values: dict[str, Any]) -> bool:
    others = [other for other in people_in(assessment) if other.id != person.id]
    return Known(others).has(Newcomer(values["name"], values["email"]))


def _details(form: PersonForm) -> dict[str, Any]:
    """What the form says, as the columns hold it."""
    values = {name: form[name].data or "" for name in ("name", "email", "directorate") if name in form}
    values["themes"] = " ".join(form.themes.data or [])
    if form.role is not None:
        values["role"] = Part(form.role.data)
    if form.group is not None:
        values["group"] = Group(form.group.data) if form.group.data else None
    return values


@bp.post("/<int:participant_id>/take-out")
def take_out(assessment_id: int, participant_id: int) -> ResponseReturnValue:
    """Only while they have no answers."""
    assessment = get_separate(assessment_id)
    person = find_person(assessment, participant_id) or abort(404)
    try:
        with writing():
            refuse_closed(assessment.id, May.MANAGE_PEOPLE)
            adding.remove(assessment, find_person(assessment, participant_id) or abort(404))
    except RefusedError as refused:
        form = _form_for(assessment, person)
        form.form_errors = [str(refused)]
        return _draw(assessment, form, find_person(assessment, participant_id))
    flash(f"{person.name} is no longer in this assessment.")
    return _back(assessment)


def _back(assessment: Assessment) -> ResponseReturnValue:
    return redirect(url_for("participation.people", assessment_id=assessment.id), 303)


def _draw(assessment: Assessment, form: PersonForm, person: Person | None) -> ResponseReturnValue:
    page = render_template(
        "participation/people_person.html",
        assessment=assessment,
        form=form,
        person=person,
        hints=HINTS,
        group_names=GROUPS,
        role_names=ROLES,
        action=request.path,
    )
    return page, 422 if form.errors else 200
