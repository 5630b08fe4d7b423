"""A second start, to the first page answered, beside a bare Flask and SQLAlchemy application’s."""

import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import run as starter
from bench import servers
from bench.client import Connection
from bench.council import council
from bench.scale import Scale
from bench.servers import FLOORS, THREADS
from bench.table import Row, milliseconds

MOST = 2.5
# The same without its look at the environment, which it would make anew where something else has made it.
WITHOUT_LOOK = """
import sys, run
run.PYTHON = sys.argv[1]
run.prepare = lambda *locks: None
run.main([])
"""


def run(scale: Scale) -> list[Row]:
    with council(1) as (folder, _):
        command, remark = _command()
        bare = [sys.executable, str(FLOORS / "start.py"), str(folder), THREADS]
        _seconds(command, folder), _seconds(bare, folder)  # bytecode and templates compiled
        taken, floor = [], []
        for _ in range(scale.starts):
            taken.append(_seconds(command, folder))
            floor.append(_seconds(bare, folder))
    what = f"second start to first page{remark}, median"
    return [Row(what, milliseconds(taken), floor=milliseconds(floor), most=MOST)]


def _command() -> tuple[list[str], str]:
    # The Python that made the environment: a launcher in between (pyenv’s) is no part of ours.
    python: str = getattr(sys, "_base_executable", sys.executable)
    lock = "requirements.lock"
    stamp = starter.VENV / f"{lock}.installed"
    if stamp.exists() and stamp.read_text() == starter.digest(lock):
        return [python, str(starter.TOP / "run.py")], ""
    return [python, "-c", WITHOUT_LOOK, sys.executable], " (run.py has not made this environment and does not check it)"


def _seconds(command: Sequence[str], folder: Path) -> float:
    began = perf_counter()
    with servers.serving(command, folder) as server:
        connection = Connection(server.port)
        answer = connection.get("/")
        seconds = perf_counter() - began
        connection.close()
    assert answer.status == 200
    return seconds
