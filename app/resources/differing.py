"""Entries that were edited here while the file they came from changed too: both are kept until somebody chooses."""

import json

from sqlalchemy import select

from app.accounts.forms import COUNCIL_TYPES
from app.database import db
from app.resources.definitions import Entry, Serves, as_stored
from app.resources.storing import WHOLE, Around, around, digest_of, entry_of, put
from app.resources.tables import Resource
from app.resources.words import ACCESS, EFFORT, KINDS, STATUSES

NOTHING = "Nothing"


def differing() -> list[Resource]:
    """Those that somebody has to choose for, by title."""
    query = select(Resource).where(Resource.offered.is_not(None)).order_by(Resource.title, Resource.id)
    return list(db.session.scalars(query.options(*WHOLE)))


def differences(resource: Resource) -> list[tuple[str, str, str]]:
    """What each field is called, what it holds here and what in the file, where they differ."""
    among = around()
    here, there = in_words(entry_of(resource, among), among), in_words(_offered(resource), among)
    return [(name, here[name], there[name]) for name in here if here[name] != there[name]]


def take_offered(resource: Resource, by_id: int) -> None:
    """The file’s content instead of what was edited here, inside `writing`; its steps and topics are loaded."""
    entry = _offered(resource)
    put(resource, entry, by_id)
    resource.loaded_digest, resource.offered = digest_of(entry), None


def keep_mine(resource: Resource) -> None:
    """What was edited here stays, inside `writing`: the same file does not bring the question up again."""
    resource.loaded_digest, resource.offered = digest_of(_offered(resource)), None


def _offered(resource: Resource) -> Entry:
    """What the file holds instead. Only of a resource that differs."""
    assert resource.offered is not None, f"{resource.slug} does not differ from its file"  # noqa: S101
    return as_stored(json.loads(resource.offered))


def in_words(entry: Entry, among: Around) -> dict[str, str]:
    """Every field but the id, by what it is called, as a person would write it."""
    topics = [among.topics[slug].title if slug in among.topics else slug for slug in entry.topics]
    return {
        "Title": entry.title,
        "Publisher": entry.publisher,
        "Address": entry.url,
        "Kind": KINDS[entry.kind],
        "Year": str(entry.year or NOTHING),
        "Summary": entry.summary,
        "Helps with": "; ".join(sorted(_step_in_words(each, among) for each in entry.serves)),
        "Topics": "; ".join(sorted(topics)) or NOTHING,
        "Types of council": "; ".join(sorted(COUNCIL_TYPES[each] for each in entry.council_types)) or "All",
        "Effort": EFFORT[entry.effort],
        "Access": ACCESS[entry.access],
        "Status": STATUSES[entry.status],
        "Review by": f"{entry.review_date:%B %Y}",
    }


def _step_in_words(serves: Serves, among: Around) -> str:
    """UP1 Local insight, level 2 to 3"""
    model = among.models.get(serves.model or among.first_model)
    found = model.by_code.get(serves.characteristic) if model else None
    named = f"{serves.characteristic} {found.title}" if found else serves.characteristic
    return f"{named}, level {serves.from_level} to {serves.to_level}"
