"""The editors’ pages on the entries of the hub: which of them wait for something, and the form of one."""

from datetime import date
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.tables import User
from app.database import db, writing
from app.editorial.entries import TakenError, choose_version, is_seen, note_review, save_entry
from app.editorial.entry_fields import fields_of, next_review
from app.editorial.entry_form import EntryForm
from app.editorial.queues import EMPTY, PER_PAGE, QUEUES, Entries
from app.editorial.routes import bp
from app.paging import page_links, page_within
from app.resources.definitions import Entry
from app.resources.differing import differences, in_words
from app.resources.storing import around, entry_of, find_resource
from app.resources.tables import Resource
from app.resources.words import KINDS, LINK_STATES, STATUSES

CHANGED = "The entry was changed after you opened it. Look at it as it stands now, then press again"


@bp.get("/resources")
def entries() -> ResponseReturnValue:
    today, asked = date.today(), Entries.read(request.args)
    numbers = asked.counts(today)
    page, pages = page_within(asked.page, numbers[asked.queue], PER_PAGE)
    here = asked.on_page(page)
    return render_template(
        "editorial/entries.html",
        shown=here.one_page(today),
        here=here,
        counts=numbers,
        queues=QUEUES,
        empty=EMPTY,
        kinds=KINDS,
        statuses=STATUSES,
        link_states=LINK_STATES,
        pagination=_page_links(here, pages) if pages > 1 else None,
    )


@bp.route("/resources/<slug>", methods=["GET", "POST"])
def entry(slug: str) -> ResponseReturnValue:
    resource = get_resource(slug)
    form = _form_of(resource)
    if request.method == "GET" or form.adds_rows():
        return _draw(resource, form)
    entry = form.entry(slug)
    if entry is None:
        return _draw(resource, form, 422)
    try:
        with writing():
            resource = get_resource(slug)
            is_saved = save_entry(resource, entry, form.seen, g.user.id)
    except TakenError as fault:
        form.url.errors = [str(fault)]
        return _draw(resource, form, 422)
    return _done(f"“{entry.title}” is saved.") if is_saved else _draw(resource, form, 409, mine=entry)


@bp.post("/resources/<slug>/reviewed")
def reviewed(slug: str) -> ResponseReturnValue:
    """The editor has looked at it: it is right, and looked at again in a year."""
    with writing():
        resource = get_resource(slug)
        is_same = is_seen(resource, request.form.get("row_version", ""))
        if is_same:
            note_review(resource, date.today(), g.user.id)
    return _done(f"“{resource.title}” is right until {resource.review_by:%B %Y}.") if is_same else _refuse(resource)


@bp.post("/resources/<slug>/offered")
def offered(slug: str) -> ResponseReturnValue:
    """Which stands: the content of the file, or what was edited here."""
    is_files = request.form.get("version") == "file"
    with writing():
        resource = get_resource(slug)
        is_same = is_seen(resource, request.form.get("row_version", ""))
        if is_same:
            choose_version(resource, is_files=is_files, editor_id=g.user.id)
    stands = "holds what the file does" if is_files else "stays as it was edited here"
    return _done(f"“{resource.title}” {stands}.") if is_same else _refuse(resource)


def get_resource(slug: str) -> Resource:
    return find_resource(slug) or abort(404)


def _form_of(resource: Resource, *, is_typed: bool = True) -> EntryForm:
    """As it was sent, or as the entry stands."""
    among = around()
    stored = entry_of(resource, among)
    data = fields_of(stored, among.first_model) | {"row_version": str(resource.row_version)}
    form = EntryForm(formdata=request.form if is_typed and request.form else None, data=data)
    form.offer(among, stored)
    return form


def _draw(resource: Resource, form: EntryForm, status: int = 200, *, mine: Entry | None = None) -> ResponseReturnValue:
    """With `mine`, somebody else has changed the entry, and both are shown."""
    page = render_template(
        "editorial/entry.html",
        resource=resource,
        form=form,
        here=Entries.read(request.args),
        right_until=date.fromisoformat(f"{next_review(date.today())}-01"),
        differences=differences(resource) if resource.offered else [],
        both=_both(resource, mine) if mine else [],
        changed_by=db.session.get(User, resource.changed_by_id) if resource.changed_by_id else None,
        link_states=LINK_STATES,
    )
    return page, status


def _both(resource: Resource, mine: Entry) -> list[tuple[str, str, str]]:
    """Each field that differs: what it is called, what is saved, what is in the form."""
    among = around()
    saved, typed = in_words(entry_of(resource, among), among), in_words(mine, among)
    return [(name, saved[name], typed[name]) for name in saved if saved[name] != typed[name]]


def _refuse(resource: Resource) -> ResponseReturnValue:
    form = _form_of(resource, is_typed=False)
    form.form_errors.append(CHANGED)
    return _draw(resource, form, 409)


def _done(words: str) -> ResponseReturnValue:
    """Back to the list that the entry was opened from."""
    flash(words)
    return redirect(_list(Entries.read(request.args)), 303)


def _list(here: Entries) -> str:
    args: dict[str, Any] = {**here.args}
    return url_for("editorial.entries", **args)


def _page_links(here: Entries, pages: int) -> dict[str, Any]:
    return page_links(here.page, pages, lambda page: _list(here.on_page(page)), "Pages of resources")
