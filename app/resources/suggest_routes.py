"""Suggesting a resource. What is here already, or waits for the editors, is shown before anything is sent."""

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.council import may_visitors_suggest
from app.database import utc_now, writing
from app.resources.duplicates import Match, find_duplicates, resource_at
from app.resources.suggest_form import SuggestionForm
from app.resources.suggesting import characteristics, own_suggestions, save, sender_hash
from app.resources.tables import Suggestion
from app.security import public_if

bp = Blueprint("suggesting", __name__, url_prefix="/resources/suggest")


@bp.route("", methods=["GET", "POST"])
@public_if(may_visitors_suggest)
def suggest() -> ResponseReturnValue:
    """Pressed are: send; `sure`, after looking at what is like it; `change`, to go back from there."""
    form = SuggestionForm()
    form.offer(characteristics())
    if not form.validate_on_submit() or "change" in request.form:
        return _draw(form, 422 if form.errors else 200)
    if g.user is None and form.is_trapped:
        return _thank()
    url, title = str(form.url.data), str(form.title.data)
    alike = find_duplicates(url, title)
    if any(match.is_here and match.is_same_address for match in alike) or (alike and "sure" not in request.form):
        return _ask(form, alike)
    with writing():
        is_here = resource_at(url) is not None
        fault = None if is_here else save(_read(form))
    if is_here:
        return _ask(form, find_duplicates(url, title))
    if fault:
        form.form_errors.append(fault)
        return _draw(form, 429)
    return _thank()


def _read(form: SuggestionForm) -> Suggestion:
    if g.user is not None:
        return form.suggestion(g.user.id, None)
    key = current_app.config["SECRET_KEY"]
    return form.suggestion(None, sender_hash(request.remote_addr or "", utc_now().date(), key))


def _draw(form: SuggestionForm, status: int) -> ResponseReturnValue:
    own = own_suggestions(g.user.id) if g.user else []
    return render_template("resources/suggest.html", form=form, own=own), status


def _ask(form: SuggestionForm, alike: list[Match]) -> ResponseReturnValue:
    """Is it one of these? What is here under the same address is not suggested again."""
    here = next((match.item for match in alike if match.is_here and match.is_same_address), None)
    page = render_template("resources/suggest_alike.html", form=form, alike=alike, here=here)
    return page, 422 if here else 200


def _thank() -> ResponseReturnValue:
    flash("Thank you. The editors will look at your suggestion.")
    return redirect(url_for("suggesting.suggest"), 303)
