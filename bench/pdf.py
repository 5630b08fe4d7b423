"""The summary, from being asked for to lying in the store, beside a bare warm script that draws the same HTML."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep

from app.config import TOP
from bench import servers
from bench.council import council, document_of
from bench.person import Person, signed_in
from bench.scale import Scale
from bench.servers import FLOORS
from bench.table import Row, milliseconds, slowest_milliseconds

MOST, MOST_FOR_OTHERS = 1.3, 3.0
LONGEST_SECONDS = 120
WARM_UP = 2
REQUESTS_AT_REST = 50
PAUSE = 0.01
"""Between two requests of somebody else."""


def run(scale: Scale) -> list[Row]:
    made, drawn, at_rest, meanwhile = [], [], [], []
    with (
        council(2) as (folder, places),
        servers.bearings(folder) as server,
        bare_script(folder) as script,
        signed_in(server.port, places) as (person, other),
    ):
        warm_up = min(WARM_UP, scale.renders)
        for number in range(warm_up + scale.renders):
            seconds, _, html = _make(person, folder)
            bare_seconds = draw(script, html)
            if number >= warm_up:
                made.append(seconds)
                drawn.append(bare_seconds)
                at_rest += [_look(other) for _ in range(REQUESTS_AT_REST)]
                meanwhile += _make(person, folder, other)[1]
    return [
        Row("PDF, asked for to stored, median", milliseconds(made), floor=milliseconds(drawn), most=MOST),
        Row(
            "another page while one is made, 95th percentile (beside at rest)",
            slowest_milliseconds(meanwhile),
            floor=slowest_milliseconds(at_rest),
            most=MOST_FOR_OTHERS,
        ),
    ]


def _make(person: Person, folder: Path, other: Person | None = None) -> tuple[float, list[float], str]:
    """Change an answer and have the summary made. Returns how long it took, what `other` waited for, and its HTML.

    The clock starts as the request is sent, a little before the job is accepted.
    """
    person.save()
    html, file = document_of(folder, person.place.assessment_id)
    looks: list[float] = []
    began = perf_counter()
    answer = person.connection.get(f"{person.place.assessment}/summary.pdf")
    assert answer.status == 202, f"{answer.status}: {answer.body[:500]!r}"
    while not file.exists():
        assert perf_counter() - began < LONGEST_SECONDS, "the summary was not made"
        if other:
            looks.append(_look(other))
        sleep(0.001)
    return perf_counter() - began, looks, html


def _look(person: Person) -> float:
    sleep(PAUSE)
    return person.get(person.place.form).seconds


@contextmanager
def bare_script(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / "script.log").open("a") as log, servers.on_core(servers.SERVER_CORE):
        process = subprocess.Popen(
            [sys.executable, str(FLOORS / "render.py"), str(TOP / "static")],
            env=servers.environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
        )
    with process:
        yield process


def draw(script: subprocess.Popen[bytes], html: str) -> float:
    assert script.stdin is not None
    assert script.stdout is not None
    page = html.encode()
    script.stdin.write(len(page).to_bytes(4, "big") + page)
    script.stdin.flush()
    return float(script.stdout.readline())
