"""Many entries that could be real: titles, summaries and publishers of the real ones, cut up and put together anew."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

Row = tuple[object, ...]

COPIED = (
    "publisher, url, normal_url, kind, year, council_types, effort, access, status, review_by, added_at, changed_at, "
    "row_version, link_state"
)


def add_entries(folder: Path, total: int) -> None:
    """Until there are so many in the database of this instance."""
    chance = random.Random(total)  # noqa: S311 - the same entries in every run
    with closing(sqlite3.connect(folder / "bearings.sqlite", isolation_level=None)) as database:
        database.execute("BEGIN")
        (there,) = database.execute("SELECT count(*) FROM resource").fetchone()
        first = 1 + database.execute("SELECT max(id) FROM resource").fetchone()[0]
        new = range(first, first + max(0, total - there))
        _insert(
            database,
            "resource",
            f"id, slug, title, summary, topics_text, serves_text, {COPIED}",
            _rows(database, new, chance),
        )
        for table, columns in (
            ("resource_step", "model_id, code, from_level, to_level"),
            ("resource_topic", "topic_slug"),
        ):
            _insert(database, table, f"resource_id, {columns}", _parts_of(database, table, columns, new, chance))
        for index in ("resource_index", "resource_words"):  # as a load does
            database.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
        database.execute("COMMIT")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _insert(database: sqlite3.Connection, table: str, columns: str, rows: Iterator[Row]) -> None:
    places = ", ".join("?" * len(columns.split(",")))
    database.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)


def _rows(database: sqlite3.Connection, new: range, chance: random.Random) -> Iterator[Row]:
    real = database.execute(f"SELECT title, summary, topics_text, serves_text, {COPIED} FROM resource").fetchall()
    for number in new:
        one, other, third = chance.choices(real, k=3)
        title = f"{_half(one[0])} {_half(other[0], -1)}"[:200]
        summary = f"{_half(other[1])} {_half(third[1], -1)}"[:1000]
        publisher, url, normal, *others = third[4:]
        yield (
            number, f"plausible-{number}", title, summary, other[2], one[3],
            publisher, f"{url}#{number}", f"{normal}#{number}", *others,
        )  # fmt: skip


def _half(text: str, which: int = 1) -> str:
    words = text.split()
    middle = (len(words) + 1) // 2
    return " ".join(words[:middle] if which > 0 else words[middle:])


def _parts_of(
    database: sqlite3.Connection, table: str, columns: str, new: range, chance: random.Random
) -> Iterator[Row]:
    """Each has the steps, or the topics, of a real one."""
    real: dict[int, list[Row]] = {}
    for entry, *part in database.execute(f"SELECT resource_id, {columns} FROM {table}"):
        real.setdefault(entry, []).append(tuple(part))
    choices = list(real.values())
    for number in new:
        for part in chance.choice(choices):
            yield number, *part
