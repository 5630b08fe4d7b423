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
from bench.table import Row, Turns, compare

MOST = {1: 5.0, 8: 6.0}

Save = Callable[[], float]


def run(scale: Scale) -> list[Row]:
    most_people = min(max(MOST), scale.sixty.people)
    with council(most_people) as (folder, places):
        with servers.bearings(folder) as ours, servers.floor(folder) as floor, signed_in(ours.port, places) as people:
            bare = [BareSaver(floor.port, number) for number in range(most_people)]
            rows = [
                row
                for count, most in MOST.items()
                for row in _compare(
                    people[:count], bare[:count], Turns(ours.cpu_seconds), Turns(floor.cpu_seconds), most, scale
                )
            ]
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


def _compare(
    people: Sequence[Person], bare: Sequence[BareSaver], ours: Turns, floor: Turns, most: float, scale: Scale
) -> list[Row]:
    saves: list[Save] = [lambda person=person: person.save().seconds for person in people]  # type: ignore[misc]
    bare_saves = [saver.save for saver in bare]
    for number in range(scale.rounds + 1):
        ours.take(lambda: _all_at_once(saves, scale.batch))
        floor.take(lambda: _all_at_once(bare_saves, scale.batch))
        if not number:
            ours.forget()
            floor.forget()
    return compare(ours, floor, f"save, {len(people)} connection{'s' if len(people) > 1 else ''}", most)


def _all_at_once(saves: Sequence[Save], count: int) -> list[float]:
    """Each saves again as soon as it has its answer."""
    with ThreadPoolExecutor(len(saves)) as pool:
        return list(chain.from_iterable(pool.map(lambda save: [save() for _ in range(count)], saves)))


def _count_stale(people: Sequence[Person], folder: Path) -> int:
    return sum(change_stored(folder, person.place) != person.changes for person in people)
