"""Every document, over HTTP, beside a bare warm script that writes the same anew with the library alone.

The script reads from each document what is in it, paragraph by paragraph or cell by cell, and is timed only as it
writes that again; then it checks that nothing is missing. A PDF is drawn from the same HTML. Before each document an
answer is changed, so that none is served that was made before.

CSV and JSON are written in a millisecond or two, and whatever answers a request takes longer to know who asks and to
read the figures. For them the target is of the writing alone; the request stands above it.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from time import process_time

from app.config import TOP
from bench import servers
from bench.council import council
from bench.lead import HTML, TEXTS, Lead
from bench.memory import PROC, children, memory
from bench.pdf import bare_script, draw
from bench.person import signed_in
from bench.rich import add_rich
from bench.scale import Scale
from bench.servers import Server
from bench.table import Row, Turns, compare, milliseconds

MOST, MOST_GROWTH = 1.5, 1.3
WARM_UP = 2
SCRIPTS = {
    "summary.docx": "word",
    "covering.docx": "word",
    "pack.docx": "word",
    "summary.xlsx": "excel",
    "workbook/fill-in.xlsx?for=position": "excel",
    "slides.pptx": "slides",
    "summary.csv": "plain",
    "summary.json": "plain",
}
"""The bare script for each document that is made while one waits."""


def run(scale: Scale) -> list[Row]:
    return [*_times(scale), *_growth(scale)]


def _times(scale: Scale) -> Iterator[Row]:
    with _lead() as (folder, server, lead):
        for name, module in SCRIPTS.items():
            with Script.started(module, folder) as script:
                yield from _made_at_once(name, script, server, lead, scale)
        with bare_script(folder) as drawing:
            for name in HTML:
                yield _made_by_worker(name, drawing, lead, scale)


@contextmanager
def _lead() -> Iterator[tuple[Path, Server, Lead]]:
    with council(1) as (folder, places):
        rich = add_rich(folder, places[0].assessment_id)
        with servers.bearings(folder) as server, signed_in(server.port, places) as (person,):
            yield folder, server, Lead(person, folder, rich)


def _made_at_once(name: str, script: "Script", server: Server, lead: Lead, scale: Scale) -> list[Row]:
    turns = _turns(partial(lead.make, name), Turns(server.cpu_seconds), script, lead, scale)
    what = f"{name.partition('?')[0]}, {_size(lead)}"
    if name not in TEXTS:
        return compare(*turns, what, MOST)
    with lead.writer() as write:
        written = _turns(partial(write, name), Turns(process_time), script, lead, scale)
    return [*compare(*turns, what, None), compare(*written, "… the writing alone", MOST)[0]]


def _turns(
    make: Callable[[], list[float]], ours: Turns, script: "Script", lead: Lead, scale: Scale
) -> tuple[Turns, Turns]:
    floor, warm_up = Turns(lambda: script.cpu_seconds), min(WARM_UP, scale.renders)
    for number in range(warm_up + scale.batch):
        if number == warm_up:
            ours.forget()
            floor.forget()
        lead.change()
        ours.take(make)
        floor.take(lambda: script.write(lead.last))
    return ours, floor


def _made_by_worker(name: str, script: subprocess.Popen[bytes], lead: Lead, scale: Scale) -> Row:
    made, drawn, warm_up = [], [], min(WARM_UP, scale.renders)
    for number in range(warm_up + scale.renders):
        lead.change()
        seconds = lead.make(name)
        bare_seconds = draw(script, lead.html_of(name))
        if number >= warm_up:
            made += seconds
            drawn.append(bare_seconds)
    what = f"{name}, {_size(lead)}, asked for to stored, median"
    return Row(what, milliseconds(made), floor=milliseconds(drawn), most=MOST)


def _size(lead: Lead) -> str:
    return f"{len(lead.last) / 1000:.0f} kB"


class Script:
    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.cpu_seconds = 0.0

    @classmethod
    @contextmanager
    def started(cls, module: str, folder: Path) -> Iterator["Script"]:
        with servers.on_core(servers.SERVER_CORE):
            process = subprocess.Popen(
                [sys.executable, "-m", f"bench.floors.{module}"],
                cwd=TOP,
                env=servers.environment(folder),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        with process:
            yield cls(process)
        assert process.returncode == 0, f"the bare script {module} failed, as said above"

    def write(self, document: bytes) -> list[float]:
        """The same again. How long it took."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(len(document).to_bytes(4, "big") + document)
        self._process.stdin.flush()
        seconds, cpu_seconds = map(float, self._process.stdout.readline().split())
        self.cpu_seconds += cpu_seconds
        return [seconds]


def _growth(scale: Scale) -> Iterator[Row]:
    """From the first of each kind on, all kinds in turn."""
    if not (PROC / "self/status").exists():
        return  # only Linux says it without another package
    names = [*SCRIPTS, *HTML]
    with _lead() as (_, server, lead):
        first = _held_after(names, server.process.pid, lead)
        last = _held_after(list(islice(cycle(names), scale.documents)), server.process.pid, lead)
    for who, after, before in zip(("server", "PDF worker"), last, first, strict=True):
        what = f"{who}, RSS after {scale.documents} more documents (beside after the first of each)"
        yield Row(what, after, "MB", floor=before, most=MOST_GROWTH)


def _held_after(names: list[str], pid: int, lead: Lead) -> tuple[float, float]:
    for name in names:
        lead.change()
        lead.make(name)
    return memory(pid), sum(map(memory, children(pid)))
