"""A form of something that somebody has deleted meanwhile: what was typed in it is shown, and why it is not saved."""

from flask import g, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from app.errors import http_problem, typed_fields

TITLE = "Not saved"
TEXT = "What you opened was deleted meanwhile, so nothing is saved. What you typed is below: copy what you still need."


def explain_gone(error: NotFound) -> ResponseReturnValue:
    """To whoever has a part in the assessment; to others it does not exist."""
    if request.method != "POST" or "standing" not in g:
        return http_problem(error)
    return render_template("errors/problem.html", title=TITLE, text=TEXT, fields=typed_fields()), 404
