"""15 saves a second from 60 people at moments of their own, beside one of them alone."""

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from time import perf_counter, sleep

from bench import servers
from bench.council import change_stored, council
from bench.person import Person, signed_in
from bench.scale import Scale
from bench.table import Row, slowest_milliseconds

SAVES_A_SECOND = 15 / 60
"""Of each person."""
ALONE_TIMES = 4
"""One person saves too seldom for a percentile: they are watched so many times as long."""
TURNS = 3
MOST = 3.0


def run(scale: Scale) -> list[Row]:
    with council(scale.people) as (folder, places):
        with servers.bearings(folder) as server, signed_in(server.port, places) as people:
            chance = random.Random(60)  # noqa: S311 - the same moments every time
            alone, together = [], []
            for person in people:
                person.save()
            for _ in range(TURNS):
                alone += _saves_of(people[:1], scale.seconds * ALONE_TIMES / TURNS, chance)
                together += _saves_of(people, scale.seconds / TURNS, chance)
        failed = sum(seconds is None for seconds in together)
        stale = sum(change_stored(folder, person.place) != person.changes for person in people)
    what = f"{scale.people} people, {scale.people * SAVES_A_SECOND:.0f} saves a second"
    return [
        Row(f"{what}, 95th percentile (beside one alone)", _slowest(together), floor=_slowest(alone), most=MOST),
        Row(f"… errors in {len(together)} saves", failed, "", most=0),
        Row("… rows not as last acknowledged", stale, "", most=0),
    ]


def _slowest(taken: Sequence[float | None]) -> float:
    return slowest_milliseconds([seconds for seconds in taken if seconds is not None])


def _saves_of(people: Sequence[Person], seconds: float, chance: random.Random) -> list[float | None]:
    """All people at once; each saves once in every four seconds, at a moment of chance."""
    period = 1 / SAVES_A_SECOND
    turns = max(1, round(seconds / period))
    moments = [[(turn + chance.random()) * min(period, seconds) for turn in range(turns)] for _ in people]
    began = perf_counter()
    with ThreadPoolExecutor(len(people)) as pool:
        return list(chain.from_iterable(pool.map(lambda each: _save_at(*each, began), zip(people, moments))))  # noqa: B905


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
