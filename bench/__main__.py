"""How fast Bearings is and what it needs, as one table: `python3 run.py bench`.

    python3 run.py bench                    everything, in about a quarter of an hour on an idle machine
    python3 run.py bench --quick            a look, too short for figures that repeat
    python3 run.py bench save pages         some parts
    python3 run.py bench profile save       where the time goes: save, characteristic or results

How to read the table. Machines differ, and a shared one differs from minute to minute, so a figure stands beside its
floor: the least that any program with these parts would need for the same, measured in the same run, taking turns
with ours every few requests. The ratio of the two is what is to be reached; milliseconds are for information. Where
there is no floor, the target is of the figure itself. "met by 20%" leaves a fifth of the target to spare.

Every server is a process of its own on one core, and the load another on another, where the system can do that. The
product is started as it always is, with its settings as they are shipped; a floor runs under the same server with the
same settings. Every answer is checked, and saves are compared with the database at the end. Nothing leaves this
machine; what is made is thrown away.
"""

import argparse
import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import version

from bench import (
    compare,
    crowd,
    documents,
    kill,
    memory,
    pages,
    pdf,
    profiling,
    save,
    search,
    servers,
    start,
    suppression,
    weight,
)
from bench.scale import FULL, QUICK, Scale
from bench.table import Row, markdown

PARTS = {
    "save": save.run,
    "sixty": crowd.run_sixty,
    "voices": crowd.run_voices,
    "pages": pages.run,
    "compare": compare.run,
    "search": search.run,
    "pdf": pdf.run,
    "documents": documents.run,
    "memory": memory.run,
    "start": start.run,
    "weight": weight.run,
    "kill": kill.run,
    "suppression": suppression.run,
}


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["profile"]:
        return _profile(arguments[1:])
    parser = argparse.ArgumentParser(prog="bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; all where none is named")
    parser.add_argument("--quick", action="store_true", help="a look, too short for figures that repeat")
    options = parser.parse_args(arguments)
    if unknown := set(options.parts) - PARTS.keys():
        parser.error(f"there is no part {', '.join(sorted(unknown))}")

    servers.stay_on_load_core()
    missed = 0
    for line in markdown(_measured(options.parts or list(PARTS), QUICK if options.quick else FULL)):
        print(line, flush=True)
        missed += "**missed**" in line
    print(f"\n{conditions()}")
    return 1 if missed else 0


def _measured(parts: list[str], scale: Scale) -> Iterator[Row]:
    for name in parts:
        print(f"Measuring: {name}", file=sys.stderr, flush=True)
        yield from PARTS[name](scale)


def conditions() -> str:
    """The machine, the client and the server's settings, in a sentence each."""
    pinned = "" if servers.SERVER_CORE is None else "; servers on one of them, the load on another"
    return (
        f"Machine: {platform.system()} {platform.machine()}, {os.cpu_count()} cores{pinned}; "
        f"Python {platform.python_version()}. Client: raw sockets, kept alive, in a process of their own. "
        f"Server: waitress {version('waitress')}, {servers.THREADS} threads, SQLite in WAL with synchronous FULL; "
        "floors likewise."
    )


def _profile(kinds: list[str]) -> int:
    if len(kinds) != 1 or kinds[0] not in profiling.KINDS:
        print(f"Say what to profile: {', '.join(profiling.KINDS)}.", file=sys.stderr)
        return 2
    profiling.print_profile(kinds[0])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
