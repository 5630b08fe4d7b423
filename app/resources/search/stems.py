"""Words as the index of the search compares them: SQLite’s own tokenizer and stemmer, asked in memory."""

import sqlite3
import threading
from collections.abc import Iterable
from functools import lru_cache

TOKENIZER = "porter unicode61 remove_diacritics 2"
"""As in the migration that made `resource_index`."""

Stems = tuple[str, ...]

_lock = threading.Lock()
_asked: list[sqlite3.Connection] = []


def stems_of_each(texts: Iterable[str]) -> list[Stems]:
    """The stems of every text, in their order."""
    numbered = list(enumerate(texts, 1))
    found: list[list[str]] = [[] for _ in numbered]
    with _lock:
        connection = _connection()
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO asked (rowid, text) VALUES (?, ?)", numbered)
        for number, stem in connection.execute("SELECT doc, term FROM stems ORDER BY doc, offset"):
            found[number - 1].append(stem)
        connection.execute("ROLLBACK")
    return [tuple(stems) for stems in found]


@lru_cache(maxsize=4096)
def stems_of(text: str) -> Stems:
    return stems_of_each([text])[0]


def _connection() -> sqlite3.Connection:
    if not _asked:
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        connection.execute(f"CREATE VIRTUAL TABLE asked USING fts5 (text, content = '', tokenize = '{TOKENIZER}')")
        connection.execute("CREATE VIRTUAL TABLE stems USING fts5vocab (asked, instance)")
        _asked.append(connection)
    return _asked[0]
