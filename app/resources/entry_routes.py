"""One entry of the hub: its page, a person’s own list, and what people here say of having used it."""

from datetime import date

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.council import is_hub_public
from app.accounts.routes import local_path
from app.database import writing
from app.maturity.versions import models_in_force
from app.plan.offering import plans_for
from app.resources import notes, saved
from app.resources.facts import facts_of
from app.resources.notes import NoteForm
from app.resources.paths import search_address
from app.resources.related import related_to
from app.resources.routes import bp
from app.resources.steps import helped_by
from app.resources.storing import find_resource
from app.resources.tables import Resource, Status
from app.resources.words import ACCESS, KINDS
from app.security import public_if


@bp.get("/<slug>")
@public_if(is_hub_public)
def resource(slug: str) -> ResponseReturnValue:
    resource = get_resource(slug)
    if resource.status is Status.WITHDRAWN and not is_editor():
        return _withdrawn(resource)
    return _draw(resource)


@bp.post("/<slug>/note")
def note(slug: str) -> ResponseReturnValue:
    """Whether it helped this person; the same form changes what they said."""
    resource = _get_shown(slug)
    form = NoteForm()
    if not form.validate():
        return _draw(resource, form)
    with writing():
        notes.put_note(_get_shown(slug).id, g.user.id, form)
    flash("Thank you. Your note is saved.")
    return redirect(url_for("resources.resource", slug=slug, _anchor="notes"), 303)


@bp.post("/<slug>/note/remove")
def remove_note(slug: str) -> ResponseReturnValue:
    with writing():
        notes.remove_note(get_resource(slug).id, g.user.id)
    flash("Your note is removed.")
    return redirect(url_for("resources.resource", slug=slug, _anchor="notes"), 303)


@bp.post("/<slug>/save")
def save(slug: str) -> ResponseReturnValue:
    with writing():
        resource = _get_shown(slug)
        saved.save(resource.id, g.user.id)
    flash(f"“{resource.title}” is on your list.")
    return _back(slug)


@bp.post("/<slug>/remove")
def remove(slug: str) -> ResponseReturnValue:
    with writing():
        resource = get_resource(slug)
        saved.take_off(resource.id, g.user.id)
    flash(f"“{resource.title}” is off your list.")
    return _back(slug)


@bp.get("/mine")
def mine() -> ResponseReturnValue:
    models = models_in_force()
    listed = [(each, helped_by(each.steps, models)) for each in saved.list_of(g.user.id)]
    return render_template("resources/mine.html", listed=listed, kinds=KINDS)


def get_resource(slug: str) -> Resource:
    return find_resource(slug) or abort(404)


def _get_shown(slug: str) -> Resource:
    resource = get_resource(slug)
    return resource if resource.status is not Status.WITHDRAWN or is_editor() else abort(404)


def is_editor() -> bool:
    return g.user is not None and g.user.is_editor


def _withdrawn(resource: Resource) -> ResponseReturnValue:
    """People here may have had it on their list; a visitor is told nothing of it."""
    if g.user is None:
        abort(404)
    return render_template("resources/withdrawn.html", resource=resource), 410


def _draw(resource: Resource, form: NoteForm | None = None) -> ResponseReturnValue:
    people = {} if g.user is None else _by_people(resource, form)
    page = render_template(
        "resources/resource.html",
        resource=resource,
        facts=facts_of(resource, date.today()),
        helped=helped_by(resource.steps, models_in_force()),
        related=related_to(resource),
        kinds=KINDS,
        access=ACCESS,
        search_address=search_address,
        edit_address=_edit_address(resource),
        **people,
    )
    return page, 422 if form is not None else 200


def _by_people(resource: Resource, form: NoteForm | None) -> dict[str, object]:
    """What only those who are signed in see."""
    all_notes = notes.notes_on(resource.id)
    own = notes.note_by(all_notes, g.user.id)
    return {
        "notes": all_notes,
        "notes_summary": notes.summary_of(all_notes),
        "own_note": own,
        "form": form or notes.form_of(own),
        "is_saved": saved.is_saved(resource.id, g.user.id),
        "plans": plans_for(resource),
    }


def _edit_address(resource: Resource) -> str | None:
    return url_for("editorial.entry", slug=resource.slug) if is_editor() else None


def _back(slug: str) -> ResponseReturnValue:
    """To the page that the button stood on."""
    return redirect(local_path(request.form.get("next") or url_for("resources.resource", slug=slug)), 303)
