"""The server is killed in a stream of saves, again and again: what it acknowledged has to be there when it is back."""

import random
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from time import sleep

from bench import servers
from bench.council import change_stored, council
from bench.person import Person
from bench.scale import Scale
from bench.servers import Server, StartError
from bench.table import Row

PEOPLE = 4


@dataclass(slots=True)
class Tally:
    acknowledged: int = 0
    lost: int = 0
    """Answers in the database that are older than the last acknowledged one."""
    unsound: int = 0
    failed_starts: int = 0


def run(scale: Scale) -> list[Row]:
    chance = random.Random(9)  # noqa: S311 - the same moments every time
    tally = Tally()
    with council(PEOPLE) as (folder, places):
        people: list[Person] = []
        for number in range(scale.kills + 1):
            try:
                with servers.bearings(folder) as server:
                    if number:
                        _check(people, folder, tally)
                    people = people or [Person(server.port, place) for place in places]
                    if number < scale.kills:
                        _save_until_killed(people, server, chance.uniform(0.05, 0.5), tally)
            except StartError:
                tally.failed_starts += 1
        for person in people:
            person.connection.close()
    what = f"killed {scale.kills} times in {tally.acknowledged:,} acknowledged saves: answers lost"
    return [
        Row(what, tally.lost, "", most=0),
        Row("… databases found unsound by integrity_check", tally.unsound, "", most=0),
        Row("… starts that failed", tally.failed_starts, "", most=0),
    ]


def _check(people: Sequence[Person], folder: Path, tally: Tally) -> None:
    """A save that was under way may be there without having been acknowledged; what was acknowledged must be."""
    tally.lost += sum(change_stored(folder, person.place) < person.acknowledged for person in people)
    with closing(sqlite3.connect(folder / "bearings.sqlite")) as database:
        found = database.execute("PRAGMA integrity_check").fetchall()
    tally.unsound += found != [("ok",)]


def _save_until_killed(people: Sequence[Person], server: Server, seconds: float, tally: Tally) -> None:
    for person in people:
        person.connection.reconnect(server.port)
    with ThreadPoolExecutor(len(people)) as pool:
        streams = [pool.submit(_save_for_ever, person) for person in people]
        sleep(seconds)
        server.process.kill()
    tally.acknowledged += sum(stream.result() for stream in streams)


def _save_for_ever(person: Person) -> int:
    saved = 0
    with suppress(OSError):  # the end of the server
        while True:
            person.save()
            saved += 1
    return saved
