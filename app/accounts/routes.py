"""Sign in and out, and one's own account."""

import re

from flask import Blueprint, Response, current_app, flash, g, make_response, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import select

from app import errors
from app.accounts import passwords, sessions
from app.accounts.forms import FirstPasswordForm, PasswordForm, SignInForm
from app.accounts.tables import User
from app.accounts.throttle import Throttle
from app.database import db, utc_now, writing
from app.security import public
from app.words import count_in_words

bp = Blueprint("accounts", __name__)

# One slash, then printable characters, none of which a browser takes for a second slash.
LOCAL_PATH = re.compile(r"/(?!/)(?:(?!\\)[!-~])*")
KNOWN_BROWSER = "bearings_known"
KNOWN_FOR_SECONDS = 400 * 24 * 3600


@bp.record_once
def start_throttle(state: BlueprintSetupState) -> None:
    state.app.extensions["throttle"] = Throttle()


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    form = SignInForm(next=request.args.get("next", ""), carried="")
    if g.user is not None and request.method == "GET":
        return redirect(local_path(form.next.data))
    if not form.validate_on_submit():
        return _draw_sign_in(form, 422 if form.errors else 200)

    user = db.session.scalar(select(User).where(User.email == form.email.data))
    account, address, is_known = form.email.data.lower(), request.remote_addr or "", _is_known_browser(user)
    throttle: Throttle = current_app.extensions["throttle"]
    if seconds := throttle.wait(account, address, is_known=is_known):
        form.password.errors = [
            f"Too many tries. Wait {count_in_words(seconds, 'second')}, then enter your password again"
        ]
        response = make_response(_draw_sign_in(form, 429))
        response.headers["Retry-After"] = str(seconds)
        return response
    if not passwords.is_right(form.password.data, user) or user is None or not user.is_active:
        form.password.errors = ["Email address or password is not right. Check both and try again"]
        return _draw_sign_in(form, 422)

    throttle.forgive(account, address, is_known=is_known)
    with writing():
        sessions.begin(user)
    return _remember_browser(make_response(_go_on(form, user)), user)


def _draw_sign_in(form: SignInForm, status: int) -> ResponseReturnValue:
    return render_template("accounts/sign_in.html", form=form, was_signed_out=bool(form.carried.data)), status


def _go_on(form: SignInForm, user: User) -> ResponseReturnValue:
    """To where the person was going; a form that the sign-in interrupted is shown with what was typed in it."""
    if form.carried.data and (carried := errors.unpack(form.carried.data, user.id)):
        path, fields = carried
        text = "You are signed in again. Nothing has been saved yet of what you typed before."
        return errors.draw_again("Check and send again", text, local_path(path), fields)
    return redirect(local_path(form.next.data), 303)


def local_path(path: str | None) -> str:
    """`path` where it is an address of this site, otherwise the first page."""
    return path if path and LOCAL_PATH.fullmatch(path) else url_for("home.home")


def _is_known_browser(user: User | None) -> bool:
    return user is not None and user.id in _known_users()


def _known_users() -> list[int]:
    try:
        found = _known_browser_seal().loads(request.cookies.get(KNOWN_BROWSER, ""))
    except BadData:
        return []
    return [number for number in found if isinstance(number, int)]


def _remember_browser(response: Response, user: User) -> Response:
    users = [user.id, *(known for known in _known_users() if known != user.id)][:10]
    value = _known_browser_seal().dumps(users)
    is_secure = current_app.config["SECURE"]
    response.set_cookie(
        KNOWN_BROWSER, value, KNOWN_FOR_SECONDS, path="/sign-in", secure=is_secure, httponly=True, samesite="Lax"
    )
    return response


def _known_browser_seal() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="known-browser")


@bp.get("/signed-in")
def signed_in() -> ResponseReturnValue:
    """After signing in again in a new tab: the form is in the other one."""
    return render_template("accounts/signed_in.html")


@bp.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    with writing():
        sessions.end()
    flash("You have signed out.")
    return redirect(url_for("accounts.sign_in"), 303)


@bp.post("/sign-out-everywhere")
def sign_out_everywhere() -> ResponseReturnValue:
    with writing():
        sessions.end_all(db.session.get_one(User, g.user.id))
        sessions.end()
    flash("You have signed out here and everywhere else.")
    return redirect(url_for("accounts.sign_in"), 303)


@bp.route("/account", methods=["GET", "POST"])
def account() -> ResponseReturnValue:
    """One's own name and role, a new password, sign out everywhere."""
    user = db.session.get_one(User, g.user.id)
    form = PasswordForm(user)
    if form.validate_on_submit():
        throttle: Throttle = current_app.extensions["throttle"]
        if throttle.wait(user.email.lower(), "", is_known=True):
            form.current_password.errors = ["Too many tries. Wait half a minute, then try again"]
        elif not passwords.is_right(form.current_password.data, user):
            form.current_password.errors = ["Current password is not right"]
        else:
            throttle.forgive(user.email.lower(), "", is_known=True)
            _change_password(user, form.new_password.data)
            flash("Your password is changed. Every other browser has been signed out.")
            return redirect(url_for("accounts.account"), 303)
    return render_template("accounts/account.html", form=form), 422 if form.errors else 200


def _change_password(user: User, password: str) -> None:
    password_hash = passwords.hash_password(password)
    with writing():
        passwords.set_password(user, password_hash)
        sessions.begin(user)


@bp.route("/set-password/<token>", methods=["GET", "POST"])
@public
def set_password(token: str) -> ResponseReturnValue:
    """A one-time link. Looking at it uses nothing up; setting the password does."""
    user = _user_of_link(token)
    if user is None:
        return render_template("accounts/link_ended.html"), 404
    form = FirstPasswordForm(user)
    if form.validate_on_submit():
        password_hash = passwords.hash_password(form.password.data)
        with writing():
            if (user := _user_of_link(token)) is not None:  # nobody used it meanwhile
                passwords.set_password(user, password_hash)
                sessions.begin(user)
        if user is None:
            return render_template("accounts/link_ended.html"), 404
        flash("Your password is set and you are signed in.")
        return _remember_browser(make_response(redirect(url_for("home.home"), 303)), user)
    return render_template("accounts/set_password.html", form=form, person=user), 422 if form.errors else 200


def _user_of_link(token: str) -> User | None:
    query = select(User).where(User.link_hash == sessions.digest(token), User.is_active)
    user = db.session.scalar(query.execution_options(populate_existing=True))
    return user if user is not None and user.link_expires_at and user.link_expires_at > utc_now() else None
