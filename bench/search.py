"""The search of the hub: a keystroke at the shipped size, and the whole page with many more entries.

A keystroke stands beside a bare route that returns the same bytes. The whole page stands beside the bare SQL for what
is on it, by sqlite3 itself with the same database and queries: the ids in order, the twenty of the page with their
words marked, and a count for every value of every filter.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from urllib.parse import quote_plus

import yaml

from app.resources.search.dictionary import dictionary
from app.resources.search.index import WEIGHTS
from app.resources.search.query import any_of, read_query
from bench import servers
from bench.client import Connection
from bench.council import council
from bench.pages import is_compressed
from bench.person import HTMX, Person, signed_in
from bench.plausible import add_entries
from bench.scale import Scale
from bench.servers import Server
from bench.table import Row, Turns, compare, milliseconds

MOST_OF_A_KEYSTROKE = 4.0
MOST_OF_A_PAGE = 1.5
QUERIES = Path(__file__).parent.parent / "tests/search_queries.yaml"
FEW = 40
"""Keystrokes that are asked for again and again: what was found is kept in memory."""
SEARCHES = (
    "reserves",
    "risk management",
    "MTFS",
    "community engagement",
    "data sharing",
    "climate change",
    "performance framework",
    "scrutiny of the budget",
)
PAGE = 20
MOST_WITH_A_TARGET = 10_000

RANKED = (
    "SELECT rowid FROM resource_index WHERE resource_index MATCH ? "
    f"ORDER BY bm25(resource_index, {', '.join(map(str, WEIGHTS))})"
)
SNIPPETS = (
    "SELECT r.slug, r.publisher, r.kind, r.year, r.access, r.status, highlight(resource_index, 0, '<', '>'), "
    "snippet(resource_index, 4, '<', '>', '…', 60) FROM resource_index JOIN resource r ON r.id = resource_index.rowid "
    "WHERE resource_index MATCH ? AND +resource_index.rowid IN (SELECT value FROM json_each(?))"
)
FACETS = (
    "SELECT kind, year, publisher, access FROM found JOIN resource USING (id)",
    "SELECT topic_slug, count(*) FROM found JOIN resource_topic ON resource_id = id GROUP BY topic_slug",
    "SELECT id, code, from_level FROM found JOIN resource_step ON resource_id = id",
)
"""What the counts are made of, read once: a GROUP BY for each of the eight filters takes four times as long."""


def run(scale: Scale) -> list[Row]:
    return [*_keystrokes(scale), *(row for total in scale.entries for row in _pages(total, scale))]


def _keystrokes(scale: Scale) -> list[Row]:
    with (
        council(1) as (folder, places),
        servers.bearings(folder) as ours,
        servers.floor(folder) as floor,
        signed_in(ours.port, places) as (person,),
        closing(Connection(floor.port)) as bare,
    ):
        texts = keystrokes()
        sizes = _keep_answers(list(map(address, texts)), person, folder)
        size = f"{sum(sizes) / len(sizes) / 1000:.0f} kB"
        rows = []
        for how, route, headers in (
            ("compressed on both sides as browsers ask", "compressed", {"Accept_Encoding": "gzip"}),
            ("not compressed", "page", {}),
        ):
            # Another half each way: what was found lately is kept.
            half = range(0, len(texts), 2) if headers else range(1, len(texts), 2)
            for when, some in (("for the first time", half), ("again", half[:FEW])):
                bare_paths = [f"/{route}/keystroke-{number}.html" for number in some]
                sides = (ours, person.connection, [address(texts[at]) for at in some]), (floor, bare, bare_paths)
                what = f"a keystroke of the search {when}, {size}, {how}"
                rows += compare(*_alternate(sides, headers, scale), what, MOST_OF_A_KEYSTROKE)
        return rows


def keystrokes() -> list[str]:
    """Realistic searches, letter by letter; each once."""
    content = yaml.load(QUERIES.read_text("utf-8"), Loader=yaml.CSafeLoader)
    searches = [query["search"] for group in content.values() for query in group]
    return list(dict.fromkeys(text[:end].rstrip() for text in searches for end in range(2, len(text) + 1)))


def address(text: str) -> str:
    return f"/resources?q={quote_plus(text)}"


def _keep_answers(paths: Sequence[str], person: Person, folder: Path) -> list[int]:
    """What the bare route returns: for every keystroke the answer that ours gives."""
    sizes = []
    for number, path in enumerate(paths):
        body = person.get(path, **HTMX).body
        assert b'role="status"' in body, "not what a keystroke is answered"
        (folder / f"keystroke-{number}.html").write_bytes(body)
        sizes.append(len(body))
    return sizes


Parts = tuple[float, float, float]
Side = tuple[Server, Connection, Sequence[str]]


def _alternate(sides: tuple[Side, Side], headers: dict[str, str], scale: Scale) -> tuple[Turns, Turns]:
    """Each asks for the same keystrokes by turns, a few at a time."""
    turns = tuple(Turns(server.cpu_seconds) for server, _, _ in sides)
    count = len(sides[0][2])
    for number in range(-1, scale.rounds):
        some = [(number * scale.batch + each) % count for each in range(scale.batch)]
        for turn, (_, connection, paths) in zip(turns, sides, strict=True):
            turn.take(partial(_ask_each, connection, [paths[at] for at in some], headers))
            if number < 0:
                turn.forget()
    return turns[0], turns[1]


def _ask_each(connection: Connection, paths: Sequence[str], headers: dict[str, str]) -> list[float]:
    answers = [connection.get(path, **headers, **HTMX) for path in paths]
    assert {(answer.status, is_compressed(answer)) for answer in answers} == {(200, bool(headers))}
    return [answer.seconds for answer in answers]


def _pages(total: int, scale: Scale) -> Iterator[Row]:
    """Ours over HTTP, and the bare SQL in this process, by turns."""
    with council(1) as (folder, places):
        add_entries(folder, total)
        with (
            servers.bearings(folder) as ours,
            signed_in(ours.port, places) as (person,),
            closing(sqlite3.connect(folder / "bearings.sqlite", isolation_level=None)) as database,
        ):
            database.execute("CREATE TEMP TABLE found (id INTEGER PRIMARY KEY)")
            first = _first_after_a_change(database, person)
            pages, sql = Turns(ours.cpu_seconds), Turns(process_time)
            parts: list[Parts] = []
            for number in range(max(2, scale.rounds // 6)):
                for text in SEARCHES:
                    # Never the same page twice, or ours would not look again.
                    path = f"{address(text)}&page={number + 1}"
                    pages.take(partial(_page_once, person, path))
                    sql.take(partial(_bare_once, database, text, parts))
    target = MOST_OF_A_PAGE if total <= MOST_WITH_A_TARGET else None
    yield from compare(pages, sql, f"the search page with {total:,} entries, beside the bare SQL", target)
    for at, part in enumerate(("the ids in order", "the page’s twenty, marked", "the filters’ counts")):
        yield Row(f"… of the bare SQL: {part}", milliseconds([each[at] for each in parts]))
    yield Row("… the first search after a change", first * 1000)


def _page_once(person: Person, path: str) -> list[float]:
    return [person.get(path).seconds]


def _bare_once(database: sqlite3.Connection, text: str, parts: list[Parts]) -> list[float]:
    parts.append(bare(database, text))
    return [sum(parts[-1])]


def _first_after_a_change(database: sqlite3.Connection, person: Person) -> float:
    """What is kept in memory is made anew."""
    person.get(address(SEARCHES[0]))
    database.execute("UPDATE resource SET changed_at = datetime('now', '+1 day') WHERE id = 1")
    return person.get(address(SEARCHES[0])).seconds


def bare(database: sqlite3.Connection, text: str) -> Parts:
    """Seconds for each of the three parts, every row fetched."""
    query = read_query(text, dictionary(), {})
    marked = any_of(term.strong for term in query.terms)
    times = [perf_counter()]
    ids = [row[0] for row in database.execute(RANKED, (query.strong,))]
    times.append(perf_counter())
    shown = database.execute(SNIPPETS, (marked, str(ids[:PAGE]))).fetchall()
    assert len(shown) == min(PAGE, len(ids))
    times.append(perf_counter())
    database.execute("BEGIN")
    database.executemany("INSERT INTO found VALUES (?)", ((number,) for number in ids))
    for facet in FACETS:
        database.execute(facet).fetchall()
    database.execute("ROLLBACK")
    times.append(perf_counter())
    return times[1] - times[0], times[2] - times[1], times[3] - times[2]
