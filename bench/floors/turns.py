"""A bare script that takes turns with ours: it writes anew, with its library alone, what ours has just written."""

import gc
import sys
from collections.abc import Callable
from time import perf_counter, process_time
from typing import TypeVar

Content = TypeVar("Content")


def take_turns(read: Callable[[bytes], Content], write: Callable[[Content], bytes]) -> None:
    """In: four bytes of length, then a document. Out: a line with the seconds it took, and those of the processor.

    The first that was written is read again and compared: what leaves something out is no floor. All that comes before
    the answer, so that ours never shares the core with it.
    """
    is_checked = False
    while length := sys.stdin.buffer.read(4):
        content = read(sys.stdin.buffer.read(int.from_bytes(length, "big")))
        gc.collect()  # what reading left behind is no part of the writing
        began, used = perf_counter(), process_time()
        document = write(content)
        seconds, cpu_seconds = perf_counter() - began, process_time() - used
        assert is_checked or read(document) == content, "something is missing from what was written"
        is_checked = True
        print(seconds, cpu_seconds, flush=True)
