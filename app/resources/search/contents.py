"""What the filters and their counts need of all entries, kept in memory and made anew when an entry changes.

Each value of a filter holds a number whose bits are the entries that have it: to filter is AND, to count is to count
bits. A page of ten thousand entries counts all its filters in a fraction of a millisecond, where SQL takes many.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import current_app
from sqlalchemy import Connection

from app.database import db
from app.maturity.versions import models_in_force
from app.resources.search import vocabulary
from app.resources.search.dictionary import dictionary
from app.resources.search.values import Values
from app.resources.search.vocabulary import Vocabulary
from app.resources.words import ACCESS, KINDS

Version = tuple[object, ...]
Key = TypeVar("Key", bound=Hashable)

OF_ONE_STEP = {"theme", "characteristic", "step"}
"""Filters that must hold of the same step: help with planning from 1 to 2 is no help with risk from 1 to 2."""

_VERSION = """
SELECT (SELECT count(*) FROM resource), (SELECT total(row_version) FROM resource),
    (SELECT max(changed_at) FROM resource), (SELECT group_concat(slug || title) FROM topic),
    (SELECT max(id) FROM model_version)
"""
_SHOWN = """
SELECT id, kind, coalesce(year, ''), publisher, access FROM resource
WHERE status IN ('current', 'archived') ORDER BY year IS NULL, year DESC, added_at DESC, id DESC
"""
_STEPS = "SELECT resource_id, model_id, code, from_level, to_level FROM resource_step"
_TOPICS = "SELECT resource_id, topic_slug FROM resource_topic"


@dataclass(frozen=True, slots=True)
class Served:
    """One step of one characteristic: the values of three filters, and who helps with it."""

    theme: str
    characteristic: str
    step: str
    bits: int


@dataclass(frozen=True, slots=True)
class Contents:
    version: Version
    ids: Sequence[int]
    """Of the entries that can be found, the newest first: the place of each is its bit."""
    place: Mapping[int, int]
    labels: Mapping[str, Mapping[str, str]]
    """What each filter’s values are called, in the order in which they are offered."""
    bits: Mapping[str, Mapping[str, int]]
    served: Sequence[Served]
    codes: Mapping[str, str]
    """Titles of characteristics by their codes in lower case."""
    aliases: Mapping[str, str]
    """Longer ways to name a theme or a characteristic in an address."""
    vocabulary: Vocabulary
    drawn: dict[Any, Any] = field(default_factory=dict)
    """What was drawn lately, for app/resources/showing.py alone: it goes when the contents do."""

    @property
    def every(self) -> int:
        return (1 << len(self.ids)) - 1


def bits_by(facet: str, served: Iterable[Served]) -> dict[str, int]:
    """Theme, characteristic or step: whatever helps with any of its steps."""
    bits: dict[str, int] = defaultdict(int)
    for each in served:
        bits[getattr(each, facet)] |= each.bits
    return bits


def contents() -> Contents:
    """As they are in this transaction."""
    connection = db.session.connection()
    seen = _seen(connection)
    kept: tuple[Version, Contents] | None = connection.info.get("contents")
    if kept and kept[0] == seen:
        return kept[1]
    found = _of_version(connection, tuple(connection.exec_driver_sql(_VERSION).one()))
    connection.info["contents"] = seen, found
    return found


def _seen(connection: Connection) -> Version:
    """The same as long as nothing was written: by others, and through this connection. It costs next to nothing."""
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101
    return driver.execute("PRAGMA data_version").fetchone()[0], driver.total_changes


def _of_version(connection: Connection, version: Version) -> Contents:
    kept: Contents | None = current_app.extensions.get("contents")
    if kept is None or kept.version != version:
        kept = current_app.extensions["contents"] = _read(connection, version)
    return kept


def _read(connection: Connection, version: Version) -> Contents:
    models = models_in_force()
    rows = connection.exec_driver_sql(_SHOWN).all()
    place = {row[0]: number for number, row in enumerate(rows)}
    entries = _Bits(place)
    columns = {"kind": 1, "year": 2, "publisher": 3, "access": 4}
    bits = {name: entries.of((row[0], str(row[at])) for row in rows if row[at]) for name, at in columns.items()}
    bits["topic"] = entries.of((row[0], row[1]) for row in connection.exec_driver_sql(_TOPICS))
    steps = connection.exec_driver_sql(_STEPS).all()
    found = entries.of((row[0], (row[1], row[2], level)) for row in steps for level in range(row[3], row[4]))
    values = Values(models)
    served = [Served(*values.of[key], helped) for key, helped in found.items() if key in values.of]
    return Contents(
        version=version,
        ids=[row[0] for row in rows],
        place=place,
        labels=values.labels | _labels(connection, bits),
        bits=bits | {facet: bits_by(facet, served) for facet in OF_ONE_STEP},
        served=served,
        codes={one.code.lower(): one.title for model in reversed(models) for one in model.characteristics},
        aliases=values.aliases,
        vocabulary=vocabulary.made_of(_words(connection), dictionary()),
    )


def _labels(connection: Connection, bits: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, str]]:
    topics = connection.exec_driver_sql("SELECT slug, title FROM topic ORDER BY title").all()
    return {
        "kind": {str(kind): label for kind, label in KINDS.items()},
        "topic": {slug: title for slug, title in topics},
        "publisher": {name: name for name in sorted(bits["publisher"], key=str.casefold)},
        "year": {year: year for year in sorted(bits["year"], reverse=True)},
        "access": {str(access): label for access, label in ACCESS.items()},
    }


class _Bits:
    """Sets the bits of many values at once."""

    def __init__(self, place: Mapping[int, int]) -> None:
        self._place = place
        self._size = len(place) // 8 + 1

    def of(self, pairs: Iterable[tuple[int, Key]]) -> dict[Key, int]:
        """By every value that the ids of entries are paired with."""
        found: dict[Key, bytearray] = defaultdict(lambda: bytearray(self._size))
        for entry, value in pairs:
            if (place := self._place.get(entry)) is not None:
                found[value][place >> 3] |= 1 << (place & 7)
        return {value: int.from_bytes(bits, "little") for value, bits in found.items()}


def _words(connection: Connection) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.exec_driver_sql("SELECT term, doc FROM resource_vocabulary")}
