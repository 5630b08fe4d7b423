"""The entries of the hub as the rows of a spreadsheet."""

from collections.abc import Iterator

from sqlalchemy import func, select

from app.database import db
from app.resources.bulk.columns import COLUMNS, cells_of, values_of
from app.resources.storing import WHOLE, around
from app.resources.tables import Resource, Status

WIDTHS = [column.width for column in COLUMNS.values()]


def rows(status: Status | None) -> Iterator[list[str]]:
    """The names of the columns, then all entries, or those of this status, by id."""
    first_model = around().first_model
    wanted = select(Resource).options(*WHOLE).order_by(Resource.slug)
    wanted = wanted if status is None else wanted.where(Resource.status == status)
    yield list(COLUMNS)
    for resource in db.session.scalars(wanted):
        yield cells_of(values_of(resource, first_model))


def counts() -> dict[str, int]:
    """How many entries there are of each status, and in all under an empty one."""
    found = {s: number for s, number in db.session.execute(select(Resource.status, func.count()).group_by("status"))}
    return {"": sum(found.values())} | {status: found.get(status, 0) for status in Status}
