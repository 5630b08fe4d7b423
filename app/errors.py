"""What a person sees when something goes wrong: a page or, for htmx, a line. Nothing typed is lost."""

from flask import Flask, Response, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import Forbidden, HTTPException, SecurityError

from app.accounts.forms import SignInForm
from app.database import BusyError, db, is_busy_or_full
from app.htmx import render_problem, wants_fragment

MESSAGES = {
    400: ("This request cannot be used", "Go back, check what you entered and try again."),
    403: ("You may not do this", "You can see this, but changing it is for others. Ask the assessment’s lead."),
    404: ("Page not found", "Check the address. If you followed a link, you may not have been let in."),
    405: ("This request cannot be used", "Go back and use the page’s own buttons."),
    413: ("That is too much at once", "Send less text or a smaller file. A logo may have 2 megabytes, a table 3."),
    429: ("Too many tries", "Wait a moment, then try again."),
}
UNKNOWN_HOST = "Bearings does not answer to this name. Whoever runs it can add the name to BEARINGS_HOSTS.\n"
PROBLEM = ("Sorry, there is a problem", "Try again in a moment. If it goes on, tell whoever looks after Bearings.")
OPEN_AGAIN = "Open your private link again"
VISIT_ENDED = (
    "Your visit has ended, so nothing more is saved. Open your private link again in another tab; if it no longer "
    "works, ask the lead for a new one."
)
# Never carried into another page: they are asked for again.
SECRET_FIELDS = ("csrf_token", "password", "new_password", "current_password", "return_code")
# The form of the focus has the most: five for each characteristic.
MOST_FIELDS = 250


def init_app(app: Flask) -> None:
    app.register_error_handler(CSRFError, stale_form)
    app.register_error_handler(HTTPException, http_problem)
    app.register_error_handler(DBAPIError, database_problem)
    app.register_error_handler(BusyError, database_problem)
    app.register_error_handler(OverflowError, impossible_number)
    app.register_error_handler(Exception, unexpected_problem)


def http_problem(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400 or error.response is not None:
        return error
    if isinstance(error, SecurityError):
        # No page: its links would be made from the name that is not ours.
        return Response(UNKNOWN_HOST, 400, mimetype="text/plain")
    title, text = MESSAGES.get(error.code, PROBLEM)
    if isinstance(error, Forbidden) and error.description != Forbidden.description:
        text = str(error.description)
    return _problem(title, text, error.code)


def impossible_number(_error: OverflowError) -> ResponseReturnValue:
    """Larger than the database can count: whatever was asked for does not exist."""
    return _problem(*MESSAGES[404], 404)


def unexpected_problem(error: Exception) -> ResponseReturnValue:
    # The answer itself stays out of the log: messages of the database hide their parameters.
    _log(error)
    return _problem(*PROBLEM, 500)


def _log(error: Exception) -> None:
    # The rule and not the path, which may hold the secret of a one-time link.
    current_app.logger.error("%s %s failed", request.method, request.url_rule, exc_info=error)


def _problem(title: str, text: str, status: int) -> ResponseReturnValue:
    db.session.rollback()
    try:
        if wants_fragment():
            return render_problem(f"{title}. {text}", status)
        typed = typed_fields() if request.method == "POST" and status in {403, 404} else []
        return render_template("errors/problem.html", title=title, text=text, fields=typed), status
    except Exception as error:  # the page itself needs the database
        _log(error)
        return Response(f"{title}. {text}\n", status, mimetype="text/plain")


def stale_form(_error: CSRFError) -> ResponseReturnValue:
    """The form is older than the session. What it holds is shown again, to be sent with a fresh token."""
    if request.endpoint == "accounts.sign_in":
        return redirect(url_for("accounts.sign_in"), 303)
    text = "This page was open for too long, so nothing has been saved yet."
    return offer_again("Check and send again", text, 400)


def database_problem(error: DBAPIError | BusyError) -> ResponseReturnValue:
    if not is_busy_or_full(error):
        return unexpected_problem(error)
    _log(error)
    text = "The database is busy or its disk is full, so nothing has been saved yet. Wait a moment, then try again."
    return offer_again("Not saved yet", text, 503)


def offer_again(title: str, text: str, status: int) -> ResponseReturnValue:
    """Show what was typed with a button that sends it again."""
    db.session.rollback()
    if wants_fragment():
        return render_problem(f"{text} What you typed is still here: save or send it again.", status)
    if request.method != "POST":
        return _problem(title, text, status)
    return draw_again(title, text, request.full_path.rstrip("?"), typed_fields()), status


def draw_again(title: str, text: str, action: str, fields: list[tuple[str, str]]) -> str:
    return render_template("errors/again.html", title=title, text=text, action=action, fields=fields)


def typed_fields() -> list[tuple[str, str]]:
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in SECRET_FIELDS]
    return fields[:MOST_FIELDS]


def ask_to_sign_in() -> ResponseReturnValue:
    """The session ended in the middle of a form: sign in, and come back to what was typed."""
    if "visit" in session:
        return ask_to_open_link()
    if wants_fragment():
        text = "You have been signed out, so nothing more is saved. What you typed is still here."
        return render_problem(text, 401, link=url_for("accounts.sign_in", next=url_for("accounts.signed_in")))
    if not (fields := typed_fields()):
        return redirect(url_for("accounts.sign_in"), 303)
    form = SignInForm(formdata=None, carried=pack(request.full_path.rstrip("?"), fields))
    return render_template("accounts/sign_in.html", form=form, was_signed_out=True), 401


def ask_to_open_link() -> ResponseReturnValue:
    """The visit of a private link has ended. Opened again in another tab, it takes what was typed from this one."""
    if wants_fragment():
        return render_problem(
            f"{VISIT_ENDED} What you typed is still here: then come back to this page and go on.", 401
        )
    if request.method != "POST":
        return render_template("errors/problem.html", title=OPEN_AGAIN, text=VISIT_ENDED, fields=[]), 401
    text = f"{VISIT_ENDED} Then come back to this page and send again what you typed."
    return draw_again(OPEN_AGAIN, text, request.full_path.rstrip("?"), typed_fields()), 401


def pack(path: str, fields: list[tuple[str, str]]) -> str:
    """What was typed, sealed for the person whose session ended."""
    return _sealer().dumps({"path": path, "fields": fields, "user": session.get("user_id")})


def unpack(carried: str, user_id: int) -> tuple[str, list[tuple[str, str]]] | None:
    """What `pack` sealed, or nothing when it is not ours or was somebody else’s."""
    try:
        found = _sealer().loads(carried)
    except BadData:
        return None
    # Unknown where the browser has lost its cookie: then whoever sent the form signs in on its answer.
    if found["user"] not in {None, user_id}:
        return None
    return found["path"], [(name, value) for name, value in found["fields"]]


def _sealer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="carried")
