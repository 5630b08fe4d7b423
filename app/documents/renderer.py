"""The worker as the server sees it: started when there is something to make, and asked one thing at a time."""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import IO

from app.assets import STATIC

WORKER = Path(__file__).with_name("worker.py")
LONGEST_SECONDS = 120.0


class RenderingError(Exception):
    """No PDF came out. The message is for the person who asked for it."""


class Renderer:
    def __init__(self, seconds: float = LONGEST_SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def render(self, html: str) -> bytes:
        """The PDF of `html`. Raises RenderingError."""
        was_there, began = self._process is not None, monotonic()
        try:
            return self._ask(html)
        except (OSError, EOFError) as error:
            self.stop()
            if monotonic() - began >= self._seconds:
                raise RenderingError(f"It took longer than {self._seconds:.0f} seconds.") from error
            if was_there:  # It may have ended since the last one, by itself or by the system.
                return self.render(html)
            raise RenderingError("The program that makes PDFs stopped before it was done.") from error

    def _ask(self, html: str) -> bytes:
        self._process = self._process or start(self._seconds)
        into, out = pipes(self._process)
        page = html.encode("utf-8", "replace")
        into.write(len(page).to_bytes(4, "big") + page)
        into.flush()
        status = read_exactly(out, 1)
        answer = read_exactly(out, int.from_bytes(read_exactly(out, 4), "big"))
        if status == b"+":
            return answer
        raise RenderingError(f"The program that makes PDFs could not draw it ({answer.decode()}).")

    def stop(self) -> None:
        """End the worker; the next document starts another."""
        if self._process:
            for pipe in pipes(self._process):
                with suppress(OSError):  # What was not yet written has no reader any more.
                    pipe.close()
            self._process.kill()
            self._process.wait()
            self._process = None


def start(seconds: float) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-P", str(WORKER), str(STATIC), str(seconds)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # Elsewhere the worker lowers its own priority.
        creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
    )


def pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise OSError("the worker has no pipes")
    return process.stdin, process.stdout


def read_exactly(pipe: IO[bytes], length: int) -> bytes:
    """Raises EOFError where the worker ended before it had said it all."""
    found = pipe.read(length)
    if len(found) < length:
        raise EOFError
    return found
