"""The SQL of the search: how well entries match, and the few on a page."""

import sqlite3
from collections.abc import Collection, Sequence

from app.database import db
from app.resources.search.cards import Row

WEIGHTS = (10.0, 4.0, 3.0, 2.0, 1.0)
"""Of title, topics, what it serves, publisher and summary: the columns of the index in their order."""

_weights = ", ".join(map(str, WEIGHTS))
_SCORES = f"SELECT rowid, -bm25(resource_index, {_weights}) FROM resource_index WHERE resource_index MATCH ?"  # noqa: S608
_IDS = "SELECT rowid FROM resource_index WHERE resource_index MATCH ?"
_SHOWN = f"SELECT {', '.join(Row._fields)} FROM resource WHERE id IN "  # noqa: S608


class Index:
    """Asked for plain tuples, thousands of them at a keystroke; in the same transaction as all else."""

    def __init__(self) -> None:
        driver = db.session.connection().connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)  # noqa: S101
        self._execute = driver.execute

    def ids(self, expression: str) -> set[int]:
        """Of whatever matches. It takes a tenth of the time of the scores."""
        return {number for (number,) in self._execute(_IDS, (expression,))}

    def scores(self, expression: str) -> dict[int, float]:
        """By the ids of what matches: the higher, the better."""
        return dict(self._execute(_SCORES, (expression,)))

    def titles(self, some: Collection[int]) -> dict[int, str]:
        return dict(self._execute(f"SELECT id, title FROM resource WHERE id IN {_places(some)}", tuple(some)))  # noqa: S608

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """In this order."""
        if not ids:
            return []
        found = {row[0]: Row._make(row) for row in self._execute(_SHOWN + _places(ids), tuple(ids))}
        return [found[number] for number in ids]


def _places(some: Collection[int]) -> str:
    return f"({', '.join('?' * len(some))})"


def tidy() -> None:
    """Put what many changes left in pieces together, inside `writing`: each piece is asked for every word. After a load
    this makes a search twice as fast."""
    for name in ("resource_index", "resource_words"):
        db.session.connection().exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('optimize')")  # noqa: S608
