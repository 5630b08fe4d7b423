"""What the server holds at rest and after work, and what the program that makes PDFs holds until it ends."""

import re
from pathlib import Path
from time import monotonic, sleep

from app.documents.making import IDLE_SECONDS
from bench import servers
from bench.client import Connection
from bench.council import Place, council
from bench.pdf import LONGEST_SECONDS
from bench.person import Person, signed_in
from bench.scale import Scale
from bench.table import Row

PROC = Path("/proc")
MOST_AT_REST, MOST_GROWTH, MOST_OF_WORKER = 90.0, 1.2, 110.0


def run(scale: Scale) -> list[Row]:
    if not (PROC / "self/status").exists():
        return []  # only Linux says it without another package
    with council(1) as (folder, places), servers.bearings(folder) as server:
        connection, pid = Connection(server.port), server.process.pid
        assert connection.get("/").status == 200
        connection.close()
        at_rest, shared = memory(pid), memory(pid, "smaps_rollup", "Pss")
        with signed_in(server.port, places) as (person,):
            _visit_every_page(person, places[0])
            worker = _make_documents(person, folder, 1, pid)
            warm = memory(pid)
            for _ in range(scale.saves):
                person.save()
            worker = max(worker, _make_documents(person, folder, scale.documents, pid))
        rows = [
            Row("server at rest, RSS", at_rest, "MB", most=MOST_AT_REST),
            Row("… PSS", shared, "MB"),
            Row(
                f"… after {scale.saves:,} saves and {scale.documents} PDFs (beside warmed up)",
                memory(pid),
                "MB",
                floor=warm,
                most=MOST_GROWTH,
            ),
            Row("PDF worker, peak RSS", worker, "MB", most=MOST_OF_WORKER),
        ]
        return (
            [*rows, Row("… still there when idle", _workers_left(pid), "", most=0)] if scale.is_idle_awaited else rows
        )


def memory(pid: int, file: str = "status", what: str = "VmRSS") -> float:
    """In MB of a million bytes; 0 where the process has ended."""
    try:
        found = re.search(rf"^{what}:\s+(\d+) kB", (PROC / str(pid) / file).read_text(), re.MULTILINE)
    except OSError:
        return 0.0
    return int(found[1]) * 1024 / 1_000_000 if found else 0.0


def children(pid: int) -> list[int]:
    """Whichever of its threads started them."""
    found: list[int] = []
    for thread in (PROC / str(pid) / "task").iterdir():
        found += map(int, (thread / "children").read_text().split())
    return found


def _visit_every_page(person: Person, place: Place) -> None:
    theme = place.form.rpartition("/")[0]
    for path in ("/assessments", place.assessment, theme, place.form, f"{place.assessment}/results", "/model"):
        assert person.connection.get(path).status < 400, path
    person.save()


def _make_documents(person: Person, folder: Path, count: int, pid: int) -> float:
    """One after another, each of other answers. Returns the most that the worker held at any time."""
    peak = 0.0
    documents = folder / "documents"
    for _ in range(count):
        person.save()
        before, began = set(documents.glob("*.pdf")), monotonic()
        assert person.connection.get(f"{person.place.assessment}/summary.pdf").status == 202
        while not set(documents.glob("*.pdf")) - before:
            assert monotonic() - began < LONGEST_SECONDS, "the summary was not made"
            peak = max([peak, *(memory(child, what="VmHWM") for child in children(pid))])
            sleep(0.01)
    return peak


def _workers_left(pid: int) -> int:
    sleep(IDLE_SECONDS + 2)
    return len(children(pid))
