"""The editors’ pages on suggested resources: publish by way of the entry form, or decline with a reason."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.database import writing
from app.editorial.forms import DeclineForm
from app.editorial.routes import bp
from app.editorial.suggestions import PER_PAGE, STATUSES, Suggested, alike, counts, decline, find_suggestion, reopen
from app.paging import page_links, page_within
from app.resources.suggesting import characteristics
from app.resources.tables import Suggestion


@bp.get("/suggestions")
def suggestions() -> ResponseReturnValue:
    numbers, asked = counts(), Suggested.read(request.args)
    page, pages = page_within(asked.page, numbers[asked.status], PER_PAGE)
    here = Suggested(asked.status, page)
    return render_template(
        "editorial/suggestions.html",
        shown=[(each, alike(each)) for each in here.one_page()],
        here=here,
        counts=numbers,
        statuses=STATUSES,
        codes=characteristics(),
        pagination=_page_links(here, pages) if pages > 1 else None,
    )


@bp.route("/suggestions/<int:suggestion_id>", methods=["GET", "POST"])
def suggestion(suggestion_id: int) -> ResponseReturnValue:
    """One suggestion; its form declines it."""
    suggestion = get_suggestion(suggestion_id)
    form = DeclineForm(reason=suggestion.reason)
    form.reason.id = f"reason-{suggestion_id}"
    if suggestion.suggested_by_id is None:
        form.reason.description = "Only editors read it: a visitor made this suggestion."
    if not form.validate_on_submit():
        return _draw(suggestion, form, 422 if form.errors else 200)
    with writing():
        suggestion = get_suggestion(suggestion_id)
        is_done = decline(suggestion, str(form.reason.data), g.user.id)
    if not is_done:
        return _draw(suggestion, form, 409)
    flash(f"The suggestion is declined.{' Whoever sent it can see why.' if suggestion.suggested_by_id else ''}")
    return redirect(url_for("editorial.suggestions"), 303)


@bp.post("/suggestions/<int:suggestion_id>/reopen")
def reopen_suggestion(suggestion_id: int) -> ResponseReturnValue:
    with writing():
        is_open = reopen(get_suggestion(suggestion_id))
    flash("The suggestion is open again." if is_open else "Somebody has published it, so it is not opened again.")
    return redirect(url_for("editorial.suggestion", suggestion_id=suggestion_id), 303)


def get_suggestion(suggestion_id: int) -> Suggestion:
    return find_suggestion(suggestion_id) or abort(404)


def _draw(suggestion: Suggestion, form: DeclineForm, status: int) -> ResponseReturnValue:
    page = render_template(
        "editorial/suggestion.html",
        suggestion=suggestion,
        alike=alike(suggestion),
        form=form,
        codes=characteristics(),
        statuses=STATUSES,
        is_overtaken=status == 409,
    )
    return page, status


def _page_links(here: Suggested, pages: int) -> dict[str, Any]:
    def address(page: int) -> str:
        args: dict[str, Any] = {**Suggested(here.status, page).args}
        return url_for("editorial.suggestions", **args)

    return page_links(here.page, pages, address, "Pages of suggestions")
