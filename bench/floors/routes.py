"""The floor of requests: bare Flask routes under the same server. Run as `routes.py FOLDER THREADS`.

The save is one upsert and commit by sqlite3 itself of what was posted, unread; a page is bytes out of memory.
"""

import sqlite3
import sys
import threading
from functools import cache
from pathlib import Path

from flask import Flask, request
from flask_compress import Compress
from waitress import create_server

FOLDER, THREADS = Path(sys.argv[1]), int(sys.argv[2])
UPSERT = "INSERT INTO answer VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET content = excluded.content"

app = Flask(__name__)
app.config.update(COMPRESS_REGISTER=False, COMPRESS_ALGORITHM=["gzip"], COMPRESS_LEVEL=4)
compress = Compress(app)
lock = threading.Lock()
this_thread = threading.local()


def database() -> sqlite3.Connection:
    """One connection a thread, as a pool would have it."""
    if not hasattr(this_thread, "connection"):
        this_thread.connection = sqlite3.connect(FOLDER / "floor.sqlite", isolation_level=None)
        this_thread.connection.execute("PRAGMA journal_mode = WAL")
        this_thread.connection.execute("PRAGMA synchronous = FULL")
    connection: sqlite3.Connection = this_thread.connection
    return connection


@app.post("/save/<int:number>")
def save(number: int) -> str:
    connection, content = database(), request.get_data()
    with lock:  # without it the writers sleep on each other, and the floor would be lower than it need be
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(UPSERT, (number, content))
        connection.execute("COMMIT")
    return "saved"


@cache
def content_of(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


@app.get("/page/<name>")
def page(name: str) -> bytes:
    return content_of(name)


@app.get("/compressed/<name>")
@compress.compressed()
def compressed(name: str) -> bytes:
    return content_of(name)


if __name__ == "__main__":
    database().execute("CREATE TABLE IF NOT EXISTS answer (id INTEGER PRIMARY KEY, content BLOB)")
    server = create_server(app, host="127.0.0.1", port=0, threads=THREADS, connection_limit=1000, ident=None)
    print(f"http://127.0.0.1:{server.effective_port}", flush=True)
    server.run()
