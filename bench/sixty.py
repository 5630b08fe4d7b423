"""15 saves a second from 60 people at moments of their own, beside one of them alone."""

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, repeat
from time import perf_counter, sleep

from bench import servers
from bench.council import change_stored, council
from bench.person import Person, signed_in
from bench.scale import Scale
from bench.table import Row, slowest_milliseconds

ALONE_TIMES = 4
"""One person saves too seldom for a percentile: they are watched so many times as long."""
SAVES_OF_A_TURN = 2
MOST = 3.0


def run(scale: Scale) -> list[Row]:
    with council(scale.people) as (folder, places):
        with servers.bearings(folder) as server, signed_in(server.port, places) as people:
            chance = random.Random(60)  # noqa: S311 - the same moments every time
            alone, together = [], []
            for person in people:
                person.save()
            for _ in range(scale.turns):
                alone += _save_in_turn(people[:1], ALONE_TIMES * SAVES_OF_A_TURN, scale.seconds_between, chance)
                together += _save_in_turn(people, SAVES_OF_A_TURN, scale.seconds_between, chance)
        failed = sum(seconds is None for seconds in together)
        stale = sum(change_stored(folder, person.place) != person.changes for person in people)
    what = f"{scale.people} people, {scale.people / scale.seconds_between:.0f} saves a second"
    return [
        Row(f"{what}, 95th percentile (beside one alone)", _slowest(together), floor=_slowest(alone), most=MOST),
        Row(f"… errors in {len(together)} saves", failed, "", most=0),
        Row("… rows not as last acknowledged", stale, "", most=0),
    ]


def _slowest(taken: Sequence[float | None]) -> float:
    return slowest_milliseconds([seconds for seconds in taken if seconds is not None])


def _save_in_turn(people: Sequence[Person], count: int, every: float, chance: random.Random) -> list[float | None]:
    """All people at once; each saves `count` times, once in `every` seconds at a moment of chance."""
    moments = [[(number + chance.random()) * every for number in range(count)] for _ in people]
    began = perf_counter()
    with ThreadPoolExecutor(len(people)) as pool:
        return list(chain.from_iterable(pool.map(_save_at, people, moments, repeat(began))))


def _save_at(person: Person, moments: Sequence[float], began: float) -> list[float | None]:
    """Seconds of each save; None for one that failed."""
    taken: list[float | None] = []
    for moment in moments:
        sleep(max(0.0, began + moment - perf_counter()))
        try:
            taken.append(person.save().seconds)
        except (AssertionError, OSError):
            taken.append(None)
    return taken
