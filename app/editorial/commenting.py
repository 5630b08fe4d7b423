"""“Is this clear?”: anybody signed in comments on the words of a characteristic, and sees what became of it."""

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.database import writing
from app.editorial.forms import CommentForm
from app.editorial.saving import own_comments, save_comment
from app.editorial.subjects import Subject, address_now, get_subject
from app.editorial.words import KINDS
from app.htmx import render, wants_fragment

bp = Blueprint("comments", __name__, url_prefix="/model/<model>/<theme>/<code>/comments")

THANKS = "Thank you. The editors will read your comment."


@bp.get("")
def comments(model: str, theme: str, code: str) -> ResponseReturnValue:
    subject = get_subject(model, theme, code, request.args.get("version", ""))
    return _draw(subject, CommentForm(formdata=None))


@bp.post("")
def add(model: str, theme: str, code: str) -> ResponseReturnValue:
    subject = get_subject(model, theme, code, request.form.get("version", ""))
    form = CommentForm()
    if not form.validate():
        return _draw(subject, form, 422)
    with writing():
        fault = save_comment(subject, form.chosen_kind, form.text.data, g.user.id)
    if fault:
        form.text.errors = [fault]
        return _draw(subject, form, 429)
    if wants_fragment():
        return _draw(subject, CommentForm(formdata=None), thanks=THANKS)
    flash(THANKS)
    own_page = url_for("comments.comments", model=model, theme=theme, code=code, version=subject.version.id)
    return redirect(own_page, 303)


def _draw(subject: Subject, form: CommentForm, status: int = 200, *, thanks: str = "") -> ResponseReturnValue:
    """The box in place, or a page of its own. Nobody sees what others said."""
    form.name_boxes(subject.characteristic.code.lower())
    return render(
        "editorial/comments.html",
        "editorial/_comment.html",
        status,
        model=subject.model,
        theme=subject.theme,
        characteristic=subject.characteristic,
        version=subject.version,
        form=form,
        way_back=address_now(subject),
        own=own_comments(subject, g.user.id),
        kinds=KINDS,
        thanks=thanks,
        in_place=wants_fragment(),
    )
