"""A new entry of the hub: written by an editor, or made of what somebody suggested."""

from datetime import date

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.database import writing
from app.editorial.entries import TakenError, add_entry, slug_of
from app.editorial.entry_fields import fields_of_new, fields_of_suggestion
from app.editorial.entry_form import EntryForm
from app.editorial.routes import bp
from app.editorial.suggestions import alike, find_suggestion
from app.forms import is_number
from app.resources.storing import around
from app.resources.tables import Suggestion, SuggestionStatus

DECIDED = "Somebody has decided about this suggestion already, so nothing is published"


@bp.route("/resources/new", methods=["GET", "POST"])
def new_entry() -> ResponseReturnValue:
    suggestion = _asked_suggestion()
    if request.method == "GET" and suggestion and suggestion.status is not SuggestionStatus.OPEN:
        return redirect(url_for("editorial.suggestion", suggestion_id=suggestion.id), 303)
    form = _form_of(suggestion)
    if request.method == "GET" or form.adds_rows():
        return _draw(form, suggestion)
    entry = form.entry(slug_of(str(form.title.data)))
    if entry is None:
        return _draw(form, suggestion, 422)
    try:
        with writing():
            suggestion = _asked_suggestion()
            is_open = suggestion is None or suggestion.status is SuggestionStatus.OPEN
            if is_open:
                add_entry(entry, suggestion, date.today(), g.user.id)
    except TakenError as fault:
        form.url.errors = [str(fault)]
        return _draw(form, _asked_suggestion(), 422)
    if not is_open:
        form.form_errors.append(DECIDED)
        return _draw(form, suggestion, 409)
    flash(f"“{entry.title}” is published.")
    return redirect(url_for("editorial.suggestions" if suggestion else "editorial.entries"), 303)


def _asked_suggestion() -> Suggestion | None:
    number = request.args.get("suggestion")
    if number is None:
        return None
    return (find_suggestion(int(number)) if is_number(number, 9) else None) or abort(404)


def _form_of(suggestion: Suggestion | None) -> EntryForm:
    among, data = around(), fields_of_new(date.today())
    if suggestion is not None:
        data |= fields_of_suggestion(suggestion, among)
    form = EntryForm(data=data)
    form.offer(among)
    return form


def _draw(form: EntryForm, suggestion: Suggestion | None, status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "editorial/entry_new.html",
        form=form,
        suggestion=suggestion,
        alike=alike(suggestion) if suggestion else [],
    )
    return page, status
