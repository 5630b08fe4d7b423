"""Which addresses are looked at, and what was found noted beside them."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.exc import DBAPIError

from app.database import BusyError, db, is_busy_or_full, utc_now, writing
from app.resources.links.findings import Found, Link
from app.resources.tables import LinkState, Resource, Status


def links_to_check(
    only: LinkState | None = None, older_than: int | None = None, limit: int | None = None
) -> list[Link]:
    """Those of current and archived resources, the longest unchecked first. `older_than` is in days."""
    query = select(Resource.id, Resource.slug, Resource.url).where(Resource.status != Status.WITHDRAWN)
    if only:
        query = query.where(Resource.link_state == only)
    if older_than is not None:
        before = utc_now() - timedelta(days=older_than)
        query = query.where(or_(Resource.link_checked_at.is_(None), Resource.link_checked_at < before))
    query = query.order_by(Resource.link_checked_at.nulls_first(), Resource.id).limit(limit)
    links = [Link(*row) for row in db.session.execute(query)]
    db.session.rollback()  # or the reading transaction would stay open while sites are waited for
    return links


class Notes:
    """Findings on their way into the database, in batches: each is a short write, and the server writes too."""

    def __init__(self) -> None:
        self._waiting: list[Found] = []
        self._doubtful: list[Found] = []
        self._kept: list[Found] = []
        self._has_heard = False

    def take(self, found: Found) -> None:
        """Names that were not found wait until a site has answered: without internet no name is."""
        self._has_heard = self._has_heard or found.finding.status is not None
        (self._doubtful if found.finding.is_of_name else self._waiting).append(found)
        if self._has_heard:
            self._waiting += self._doubtful
            self._doubtful = []

    def write(self, at_least: int = 1) -> bool:
        """Note what waits, if it is so many. False where the database is busy: then it waits on."""
        if len(self._waiting) < at_least:
            return True
        try:
            with writing():
                _note(self._waiting)
        except (BusyError, DBAPIError) as error:
            if not is_busy_or_full(error):
                raise
            return False
        self._kept += self._waiting
        self._waiting = []
        return True

    @property
    def found(self) -> list[Found]:
        return self._kept + self._waiting

    @property
    def unwritten(self) -> int:
        return len(self._waiting)

    @property
    def doubtful(self) -> int:
        """How many names were not found while no site answered at all."""
        return len(self._doubtful)


def _note(founds: Iterable[Found]) -> None:
    """Inside `writing`. Of a resource that has another address by now, nothing is known."""
    for found in founds:
        finding = found.finding
        db.session.execute(
            update(Resource)
            .where(Resource.id == found.link.id, Resource.url == found.link.url)
            .values(
                link_state=finding.state,
                link_checked_at=utc_now(),
                link_note=finding.note,
                moved_to=finding.moved_to,
            )
        )
