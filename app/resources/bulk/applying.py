"""The changes that were looked at, stored all together or not at all."""

from collections.abc import Sequence

from sqlalchemy import select

from app.database import db
from app.resources.bulk.checking import same_addresses
from app.resources.bulk.comparing import Change
from app.resources.search import index
from app.resources.storing import WHOLE, around, new_resource, put
from app.resources.tables import Resource


class OvertakenError(Exception):
    """Somebody has changed what the preview showed."""

    def __init__(self, rows: list[int]) -> None:
        self.rows = rows


def apply(changes: Sequence[Change], by_id: int) -> None:
    """Inside `writing`. Raises OvertakenError, with nothing stored, where an entry is no longer what was seen of it."""
    slugs = [change.entry.id for change in changes]
    found = db.session.scalars(select(Resource).where(Resource.slug.in_(slugs)).options(*WHOLE))
    resources = {resource.slug: resource for resource in found}
    if rows := _overtaken(changes, {slug: resource.row_version for slug, resource in resources.items()}):
        raise OvertakenError(rows)
    among = around()
    for change in changes:
        if resource := resources.get(change.entry.id):
            put(resource, change.entry, by_id, among)
        else:
            new_resource(change.entry, by_id, among)
    db.session.flush()
    index.tidy()


def _overtaken(changes: Sequence[Change], versions: dict[str, int]) -> list[int]:
    taken = same_addresses(change.entry for change in changes)
    return [
        change.row for change in changes if versions.get(change.entry.id) != change.seen or change.entry.id in taken
    ]
