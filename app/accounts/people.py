"""The administrator’s list of people: add, change, deactivate, and make one-time links."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from app.accounts import passwords, sessions
from app.accounts.forms import ROLES, PersonForm
from app.accounts.tables import Role, User
from app.database import db, writing

bp = Blueprint("people", __name__, url_prefix="/people")

HINTS = {role.value: {"hint": {"text": hint}} for role, (_, hint) in ROLES.items()}


@bp.before_request
def require_administrator() -> None:
    """Others are told nothing of these pages."""
    if g.user.role is not Role.ADMINISTRATOR:
        abort(404)


@bp.get("")
def people() -> ResponseReturnValue:
    everybody = db.session.scalars(select(User).order_by(User.is_active.desc(), func.lower(User.name))).all()
    return render_template("accounts/people.html", everybody=everybody, roles=ROLES)


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    form = PersonForm(role=Role.USER.value)
    if form.validate_on_submit():
        with writing():
            user = None if _is_taken(form.email.data) else User(role=Role(form.role.data), is_active=True, epoch=0)
            if user is not None:
                user.name, user.email = form.name.data, form.email.data
                link = passwords.make_link(user)
                db.session.add(user)
        if user is not None:
            return _show_link(user, link, is_new=True)
        form.email.errors = ["Somebody with this email address is on the list already"]
    return render_template("accounts/person_new.html", form=form, hints=HINTS), 422 if form.errors else 200


@bp.route("/<int:user_id>", methods=["GET", "POST"])
def person(user_id: int) -> ResponseReturnValue:
    user = get_person(user_id)
    form = PersonForm(data={"name": user.name, "email": user.email, "role": user.role.value})
    if form.validate_on_submit():
        with writing():
            db.session.refresh(user)
            fault = _change(user, form)
        if not fault:
            flash(f"The details of {user.name} are saved.")
            return redirect(url_for("people.people"), 303)
    return render_template("accounts/person.html", form=form, person=user, hints=HINTS), 422 if form.errors else 200


def _change(user: User, form: PersonForm) -> bool:
    """Take over the form; True when something in it will not do, with the reason in the form."""
    role = Role(form.role.data)
    if user.email.lower() != form.email.data.lower() and _is_taken(form.email.data):
        form.email.errors = ["Somebody with this email address is on the list already"]
        return True
    if role is not Role.ADMINISTRATOR and _is_last_administrator(user):
        form.role.errors = ["There must be one administrator. Make somebody else administrator first"]
        return True
    if role is not user.role or form.email.data != user.email:
        sessions.end_all(user)
    user.name, user.email, user.role = form.name.data, form.email.data, role
    return False


@bp.post("/<int:user_id>/link")
def link(user_id: int) -> ResponseReturnValue:
    """A new one-time link to set a password with. Whatever the person had before goes on working until it is used."""
    user = get_person(user_id)
    with writing():
        db.session.refresh(user)
        secret = passwords.make_link(user) if user.is_active else None
    return (
        _show_link(user, secret, is_new=False) if secret else redirect(url_for("people.person", user_id=user_id), 303)
    )


@bp.post("/<int:user_id>/deactivate")
def deactivate(user_id: int) -> ResponseReturnValue:
    user = get_person(user_id)
    with writing():
        db.session.refresh(user)
        is_last = _is_last_administrator(user)
        if not is_last:
            user.is_active, user.link_hash = False, None
            sessions.end_all(user)
    flash(
        f"{user.name} is the only administrator. Make somebody else administrator first."
        if is_last
        else f"{user.name} can no longer sign in. What they wrote is kept."
    )
    return redirect(url_for("people.people"), 303)


@bp.post("/<int:user_id>/reactivate")
def reactivate(user_id: int) -> ResponseReturnValue:
    user = get_person(user_id)
    with writing():
        db.session.refresh(user)
        user.is_active = True
    flash(f"{user.name} can sign in again.")
    return redirect(url_for("people.people"), 303)


def get_person(user_id: int) -> User:
    return db.get_or_404(User, user_id)


def _show_link(user: User, secret: str, *, is_new: bool) -> ResponseReturnValue:
    address = url_for("accounts.set_password", token=secret, _external=True)
    days = passwords.LINK_DAYS
    return render_template("accounts/link.html", person=user, address=address, is_new=is_new, days=days)


def _is_taken(email: str) -> bool:
    return db.session.scalar(select(User.id).where(User.email == email)) is not None


def _is_last_administrator(user: User) -> bool:
    others = select(User.id).where(User.role == Role.ADMINISTRATOR, User.is_active, User.id != user.id)
    return user.role is Role.ADMINISTRATOR and db.session.scalar(others) is None
