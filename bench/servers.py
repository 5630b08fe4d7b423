"""Servers as processes of their own: started on one core, so that the load has the other, and always stopped."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.config import PREFIX, SETTINGS, TOP

FLOORS = Path(__file__).parent / "floors"
THREADS = str(next(setting.default for setting in SETTINGS if setting.name == "THREADS"))
_cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
SERVER_CORE, LOAD_CORE = (_cores[0], _cores[-1]) if len(_cores) > 1 else (None, None)


class StartError(Exception):
    """A server ended before it said its address."""


@dataclass(frozen=True, slots=True)
class Server:
    process: subprocess.Popen[str]
    port: int

    def cpu_seconds(self) -> float:
        """Used so far by all its threads; 0 where the system does not say it so finely."""
        files = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(file.read_text().split()[0]) for file in files) / 1e9


@contextmanager
def bearings(instance: Path) -> Iterator[Server]:
    """The product as it is started, but for the check of its environment."""
    with serving([sys.executable, "-m", "app", "serve"], instance) as server:
        yield server


@contextmanager
def floor(folder: Path) -> Iterator[Server]:
    """Bare routes under the same server with the same settings."""
    with serving([sys.executable, str(FLOORS / "routes.py"), str(folder), THREADS], folder) as server:
        yield server


@contextmanager
def serving(command: Sequence[str], folder: Path) -> Iterator[Server]:
    """Run `command` until the end of the block. Raises StartError where it does not get as far as an address."""
    with (folder / "server.log").open("a") as log, on_core(SERVER_CORE):
        process = subprocess.Popen(
            command, cwd=TOP, env=environment(folder), stdout=subprocess.PIPE, stderr=log, text=True
        )
    try:
        yield Server(process, _port_of(process, folder))
    finally:
        stop(process)


def environment(folder: Path) -> dict[str, str]:
    """Ours without the settings and habits of whoever measures: bytecode is kept, as on any machine."""
    dropped = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH")
    kept = {name: value for name, value in os.environ.items() if name not in dropped and not name.startswith(PREFIX)}
    return kept | {f"{PREFIX}INSTANCE": str(folder), f"{PREFIX}PORT": "0"}


@contextmanager
def on_core(core: int | None) -> Iterator[None]:
    """What is started in this block stays on `core`; this thread itself comes back."""
    if core is None:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def stay_on_load_core() -> None:
    if LOAD_CORE is not None:
        os.sched_setaffinity(0, {LOAD_CORE})


def _port_of(process: subprocess.Popen[str], folder: Path) -> int:
    for line in output_of(process):
        if found := re.search(r"http://127\.0\.0\.1:(\d+)", line):
            return int(found[1])
    raise StartError((folder / "server.log").read_text()[-2000:])


def output_of(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout is not None
    return process.stdout


def stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    output_of(process).close()
