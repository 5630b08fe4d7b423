"""Which entries an editor looks at: those that wait for something, by what it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from sqlalchemy import ColumnElement, SQLColumnExpression, case, func, select

from app.database import db
from app.forms import is_number, one_line
from app.resources.facts import due_before
from app.resources.tables import LinkState, Resource, Status

PER_PAGE = 50
MOST_TYPED = 200

QUEUES = {
    "all": "All",
    "review": "To review",
    "links": "Links",
    "differs": "Differs from the file",
    "withdrawn": "Withdrawn",
}


EMPTY = {
    "all": "There are no resources yet.",
    "review": "Nothing is due to be looked at again.",
    "links": "No link is known to be broken or to have moved.",
    "differs": "Nothing differs from the file.",
    "withdrawn": "Nothing is withdrawn.",
}
"""What a queue says that holds nothing."""

FIRST: Mapping[str, SQLColumnExpression[Any]] = {
    "review": Resource.review_by,
    "links": case({LinkState.BROKEN: 1, LinkState.MOVED: 2}, value=Resource.link_state, else_=3),
}
"""By what a queue is ordered before the title."""


@dataclass(frozen=True, slots=True)
class Entries:
    """A list of entries. It stands in the address of the list, and of all that is reached from it."""

    queue: str = "all"
    q: str = ""
    """Words of the title."""
    page: int = 1

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Self:
        queue, page = args.get("queue", ""), args.get("page", "")
        return cls(
            queue=queue if queue in QUEUES else "all",
            q=(one_line(args.get("q")) or "")[:MOST_TYPED],
            page=int(page) if is_number(page, 6) else 1,
        )

    @property
    def args(self) -> dict[str, str]:
        """For an address: what differs from the list as it is first opened."""
        args = {"queue": self.queue} if self.queue != "all" else {}
        return args | ({"q": self.q} if self.q else {}) | ({"page": str(self.page)} if self.page > 1 else {})

    def of(self, queue: str) -> Self:
        return replace(self, queue=queue, page=1)

    def on_page(self, page: int) -> Self:
        return replace(self, page=page)

    @property
    def _titled(self) -> ColumnElement[bool]:
        return Resource.title.icontains(self.q, autoescape=True)

    def counts(self, today: date) -> dict[str, int]:
        """How many there are in each queue with these words in the title."""
        sums = [func.coalesce(func.sum(case((condition(name, today), 1), else_=0)), 0) for name in QUEUES]
        return dict(zip(QUEUES, db.session.execute(select(*sums).where(self._titled)).one(), strict=True))

    def one_page(self, today: date) -> list[Resource]:
        query = select(Resource).where(self._titled, condition(self.queue, today))
        query = query.order_by(
            FIRST.get(self.queue, func.lower(Resource.title)), func.lower(Resource.title), Resource.id
        )
        return list(db.session.scalars(query.limit(PER_PAGE).offset((self.page - 1) * PER_PAGE)))


def condition(queue: str, today: date) -> ColumnElement[bool]:
    in_use = Resource.status != Status.WITHDRAWN
    faulty = Resource.link_state.in_([LinkState.BROKEN, LinkState.MOVED, LinkState.UNSURE])
    conditions = {
        "all": Resource.id.is_not(None),
        "review": in_use & (Resource.review_by < due_before(today)),
        "links": in_use & faulty,
        "differs": Resource.offered.is_not(None),
        "withdrawn": ~in_use,
    }
    return conditions[queue]
