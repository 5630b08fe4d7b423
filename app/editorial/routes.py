"""The editors’ pages: comments on the content, and what becomes of them."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.database import writing
from app.downloads import attachment
from app.editorial.export import as_csv
from app.editorial.filters import ALL, Filters
from app.editorial.forms import ReviewForm
from app.editorial.known import Known, known
from app.editorial.listing import PER_PAGE, counts, every_comment, find_comment, one_page, shown
from app.editorial.reviewing import decide, stamp
from app.editorial.tables import Comment, CommentStatus
from app.editorial.words import CHOICES, KINDS, STATUSES
from app.paging import page_links, page_within

bp = Blueprint("editorial", __name__, url_prefix="/editorial")

DONE = {
    CommentStatus.OPEN: "The comment is open again.",
    CommentStatus.ACCEPTED: "The comment is accepted. Whoever made it can see that.",
    CommentStatus.DECLINED: "The comment is declined. Whoever made it can see why.",
}


@bp.before_request
def require_editor() -> None:
    """Others are told nothing of these pages."""
    if not g.user.is_editor:
        abort(404)


@bp.get("")
def comments() -> ResponseReturnValue:
    choices = known()
    filters = Filters.read(request.args, choices)
    numbers = counts(filters)
    page, pages = page_within(filters.page, numbers[filters.status], PER_PAGE)
    filters = filters.on_page(page)
    return render_template(
        "editorial/review.html",
        shown=shown(one_page(filters)),
        filters=filters,
        counts=numbers,
        statuses=STATUSES | {ALL: "All"},
        kinds=KINDS,
        choices=_choices(filters, choices),
        has_models=len(choices.models) > 1,
        pagination=_page_links(filters, pages) if pages > 1 else None,
        stamp=stamp,
    )


@bp.get("/comments.csv")
def export() -> ResponseReturnValue:
    table = as_csv(shown(every_comment(Filters.read(request.args, known()))))
    return attachment(table, "text/csv", "comments.csv")


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


def _page_links(filters: Filters, pages: int) -> dict[str, Any]:
    return page_links(filters.page, pages, lambda page: _address(filters.on_page(page)), "Pages of comments")


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
