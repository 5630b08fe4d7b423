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


def ids(expression: str) -> set[int]:
    """Of whatever matches. It takes a tenth of the time of the scores."""
    return {number for (number,) in _driver().execute(_IDS, (expression,))}


def scores(expression: str) -> dict[int, float]:
    """By the ids of what matches: the higher, the better."""
    return dict(_driver().execute(_SCORES, (expression,)))


def titles(some: Collection[int]) -> dict[int, str]:
    return dict(_driver().execute(f"SELECT id, title FROM resource WHERE id IN {_places(some)}", tuple(some)))  # noqa: S608


def _places(some: Collection[int]) -> str:
    return f"({', '.join('?' * len(some))})"


def rows(ids: Sequence[int]) -> list[Row]:
    """In this order."""
    if not ids:
        return []
    found = {row[0]: Row._make(row) for row in _driver().execute(_SHOWN + _places(ids), tuple(ids))}
    return [found[number] for number in ids]


def _driver() -> sqlite3.Connection:
    """For rows as plain tuples, thousands of them at a keystroke; in the same transaction as all else."""
    driver = db.session.connection().connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101
    return driver


def tidy() -> None:
    """Put what many changes left in pieces together, inside `writing`: each piece is asked for every word. After a load
    this makes a search twice as fast."""
    for name in ("resource_index", "resource_words"):
        _driver().execute(f"INSERT INTO {name} ({name}) VALUES ('optimize')")  # noqa: S608
