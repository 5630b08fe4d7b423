"""What editors do to the entries of the hub. All of it happens inside `writing`."""

import re
from datetime import date
from unicodedata import normalize

from sqlalchemy import select

from app.database import db
from app.editorial.entry_fields import next_review
from app.editorial.suggestions import publish_as
from app.resources.addresses import normal
from app.resources.definitions import RESERVED_IDS, Entry
from app.resources.differing import keep_mine, take_offered
from app.resources.storing import content_of, entry_of, new_resource, put
from app.resources.tables import Resource, Suggestion

LONGEST_FROM_TITLE = 55


class TakenError(Exception):
    """Another entry has this address, with a sentence for the editor."""


def save_entry(resource: Resource, entry: Entry, seen: str, editor_id: int) -> bool:
    """False where somebody saved otherwise since the form was drawn. Raises TakenError."""
    if content_of(entry_of(resource)) == content_of(entry):
        return True
    if not is_seen(resource, seen):
        return False
    if normal(entry.url) != resource.normal_url:
        _refuse_taken(entry)
    put(resource, entry, editor_id)
    return True


def is_seen(resource: Resource, seen: str) -> bool:
    """Whether the form that carries `seen` was drawn of the entry as it stands."""
    return str(resource.row_version) == seen


def note_review(resource: Resource, today: date, editor_id: int) -> None:
    """Somebody has looked at it, and it is right."""
    entry = entry_of(resource).model_copy(update={"review_by": next_review(today)})
    put(resource, entry, editor_id)
    resource.reviewed_on = today


def choose_version(resource: Resource, *, is_files: bool, editor_id: int) -> None:
    """The file’s content, or what was edited here. The row changes either way, as a form open elsewhere must know."""
    if resource.offered is None:
        return
    if is_files:
        take_offered(resource, editor_id)
    else:
        keep_mine(resource)
        resource.row_version += 1


def add_entry(entry: Entry, suggestion: Suggestion | None, today: date, editor_id: int) -> None:
    """Publish it, as what was suggested if anything was, under an id that is free. Raises TakenError."""
    _refuse_taken(entry)
    resource = new_resource(entry.model_copy(update={"id": _free_slug(entry.id)}), editor_id)
    resource.reviewed_on = today
    db.session.flush()
    if suggestion is not None:
        publish_as(suggestion, resource, editor_id)


def _refuse_taken(entry: Entry) -> None:
    other = db.session.scalar(select(Resource).where(Resource.normal_url == normal(entry.url)).limit(1))
    if other is not None:
        raise TakenError(f"“{other.title}” has this address already: change that entry instead")


def slug_of(title: str) -> str:
    """An id made from a title: “Councils’ data – a guide” becomes councils-data-a-guide."""
    plain = normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    slug = "-".join(words)
    if len(slug) > LONGEST_FROM_TITLE:
        slug = slug[: LONGEST_FROM_TITLE + 1].rpartition("-")[0] or slug[:LONGEST_FROM_TITLE]
    return f"{slug}-resource" if slug in RESERVED_IDS else slug or "resource"


def _free_slug(wanted: str) -> str:
    taken = {*db.session.scalars(select(Resource.slug).where(Resource.slug.startswith(wanted)))}
    candidates = (f"{wanted}-{number}" if number > 1 else wanted for number in range(1, len(taken) + 2))
    return next(slug for slug in candidates if slug not in taken)
