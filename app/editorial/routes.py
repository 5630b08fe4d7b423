"""The editors’ pages: comments on the content, and what becomes of them."""

from typing import Any

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.tables import Role
from app.database import writing
from app.editorial.export import as_csv
from app.editorial.filters import ALL, Filters
from app.editorial.forms import ReviewForm
from app.editorial.known import Known, known
from app.editorial.listing import PER_PAGE, counts, every_comment, find_comment, one_page, shown
from app.editorial.paging import page_links
from app.editorial.reviewing import decide, stamp
from app.editorial.tables import Comment, CommentStatus
from app.editorial.words import CHOICES, KINDS, STATUSES

bp = Blueprint("editorial", __name__, url_prefix="/editorial")

DONE = {
    CommentStatus.OPEN: "The comment is open again.",
    CommentStatus.ACCEPTED: "The comment is accepted. Whoever made it can see that.",
    CommentStatus.DECLINED: "The comment is declined. Whoever made it can see why.",
}


@bp.before_request
def require_editor() -> None:
    """Others are told nothing of these pages."""
    if g.user.role not in {Role.EDITOR, Role.ADMINISTRATOR}:
        abort(404)


@bp.get("")
def comments() -> ResponseReturnValue:
    choices = known()
    filters = Filters.read(request.args, choices)
    numbers = counts(filters)
    pages = max(1, -(-numbers[filters.status] // PER_PAGE))
    filters = filters.on_page(min(max(filters.page, 1), pages))
    return render_template(
        "editorial/review.html",
        shown=shown(one_page(filters)),
        filters=filters,
        counts=numbers,
        statuses=STATUSES | {ALL: "All"},
        kinds=KINDS,
        choices=_choices(filters, choices),
        has_models=len(choices.models) > 1,
        pagination=page_links(filters.page, pages, lambda page: _address(filters.on_page(page))) if pages > 1 else None,
        stamp=stamp,
    )


@bp.get("/comments.csv")
def export() -> ResponseReturnValue:
    table = as_csv(shown(every_comment(Filters.read(request.args, known()))))
    response = Response(table, mimetype="text/csv")
    response.headers["Content-Disposition"] = "attachment; filename=comments.csv"
    return response


@bp.route("/comments/<int:comment_id>", methods=["GET", "POST"])
def comment(comment_id: int) -> ResponseReturnValue:
    """One comment, and the decision about it, which every form of the list sends here."""
    comment = get_comment(comment_id)
    filters = Filters.read(request.args, known())
    form = ReviewForm(reason=comment.reason)
    form.reason.id = f"reason-{comment_id}"
    if form.validate_on_submit():
        decision = CommentStatus(form.decision.data)
        with writing():
            comment = get_comment(comment_id)
            is_done = decide(comment, decision, form.reason.data or "", form.seen.data or "", g.user.id)
        if is_done:
            flash(DONE[decision])
            return redirect(_address(filters), 303)
        return _draw(comment, form, filters, 409)
    return _draw(comment, form, filters, 422 if form.errors else 200)


def get_comment(comment_id: int) -> Comment:
    return find_comment(comment_id) or abort(404)


def _draw(comment: Comment, form: ReviewForm, filters: Filters, status: int) -> ResponseReturnValue:
    page = render_template(
        "editorial/comment.html",
        each=shown([comment])[0],
        form=form,
        filters=filters,
        kinds=KINDS,
        is_overtaken=status == 409,
        stamp=stamp,
        statuses=STATUSES,
    )
    return page, status


def _address(filters: Filters) -> str:
    args: dict[str, Any] = {**filters.args}
    return url_for("editorial.comments", **args)


def _choices(filters: Filters, known: Known) -> dict[str, list[dict[str, Any]]]:
    """What the lists to filter by offer."""
    lists = {
        "model": ("All models", known.models),
        "characteristic": ("All characteristics", known.characteristics),
        "kind": ("All kinds", {kind.value: label for kind, label in CHOICES.items()}),
    }
    chosen = filters.args
    return {
        name: [
            {"value": value, "text": text, "selected": chosen.get(name, "") == value}
            for value, text in {"": first, **found}.items()
        ]
        for name, (first, found) in lists.items()
    }
