"""A save: signed in, token checked, validated, committed, feedback drawn; beside one bare commit."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

from bench import servers
from bench.client import Connection
from bench.council import change_stored, council
from bench.person import NOTE, Person, signed_in
from bench.scale import Scale
from bench.table import Row, milliseconds

MOST = {1: 5.0, 8: 6.0}

Save = Callable[[], float]


def run(scale: Scale) -> list[Row]:
    most_people = min(max(MOST), scale.people)
    with council(most_people) as (folder, places):
        with servers.bearings(folder) as ours, servers.floor(folder) as floor, signed_in(ours.port, places) as people:
            bare = [BareSaver(floor.port, number) for number in range(most_people)]
            rows = [_compare(people[:count], bare[:count], most, scale) for count, most in MOST.items()]
            for saver in bare:
                saver.connection.close()
        return [*rows, Row("… rows not as last acknowledged", _count_stale(people, folder), "", most=0)]


class BareSaver:
    """Posts as much as a person does, and is not asked who it is."""

    def __init__(self, port: int, number: int) -> None:
        self.connection = Connection(port)
        self._path = f"/save/{number}"
        self._changes = 0

    def save(self) -> float:
        """Something new each time: SQLite writes nothing, and waits for no disk, where a row becomes what it was."""
        self._changes += 1
        answer = self.connection.post(self._path, {"note": NOTE.format(self._changes), "rest": "x" * 330})
        assert answer.body == b"saved"
        return answer.seconds


def _compare(people: Sequence[Person], bare: Sequence[BareSaver], most: float, scale: Scale) -> Row:
    saves: list[Save] = [lambda person=person: person.save().seconds for person in people]  # type: ignore[misc]
    bare_saves = [saver.save for saver in bare]
    taken, floor = [], []
    for number in range(scale.rounds + 1):
        seconds, bare_seconds = _all_at_once(saves, scale.batch), _all_at_once(bare_saves, scale.batch)
        if number:  # the first turn warms up
            taken += seconds
            floor += bare_seconds
    connections = f"{len(people)} connection{'s' if len(people) > 1 else ''}"
    return Row(f"save, {connections}, median", milliseconds(taken), floor=milliseconds(floor), most=most)


def _all_at_once(saves: Sequence[Save], count: int) -> list[float]:
    """Each saves again as soon as it has its answer."""
    with ThreadPoolExecutor(len(saves)) as pool:
        return list(chain.from_iterable(pool.map(lambda save: [save() for _ in range(count)], saves)))


def _count_stale(people: Sequence[Person], folder: Path) -> int:
    return sum(change_stored(folder, person.place) != person.changes for person in people)
