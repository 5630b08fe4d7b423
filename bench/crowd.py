"""Many people saving at moments of their own, beside one of them alone: with accounts, or with private links."""

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, repeat
from pathlib import Path
from time import perf_counter, sleep

from app.assessment.tables import Stage
from bench import servers
from bench.council import Place, change_stored, council
from bench.person import Person, signed_in
from bench.scale import Crowd, Scale
from bench.separate import add_links, add_separate
from bench.table import Row, slowest_milliseconds

ALONE_SAVES = 20
"""In a turn: enough for a percentile."""
ALONE_SECONDS = 1.0
"""The longest between two saves of one alone, so that nobody watches for minutes: warm, they are only quicker."""
SAVES_OF_A_TURN = 2
MOST = 3.0


def run_sixty(scale: Scale) -> list[Row]:
    """Each the lead of an assessment done together."""
    with council(scale.sixty.people) as (folder, places):
        return _measure(folder, places, scale.sixty, "people")


def run_voices(scale: Scale) -> list[Row]:
    """All in one assessment done separately, with everybody’s answers in it."""
    with council(1) as (folder, places):
        separate = add_separate(folder, places[0].assessment_id, scale.voices.people, Stage.OPEN)
        return _measure(folder, add_links(folder, separate), scale.voices, "private links")


def _measure(folder: Path, places: list[Place], crowd: Crowd, who: str) -> list[Row]:
    with servers.bearings(folder) as server, signed_in(server.port, places) as people:
        chance = random.Random(60)  # noqa: S311 - the same moments every time
        alone, together, cpu = [], [], 0.0
        for person in people:
            person.save()
        for _ in range(crowd.turns):
            alone += _save_in_turn(people[:1], ALONE_SAVES, min(crowd.seconds_between / 4, ALONE_SECONDS), chance)
            before = server.cpu_seconds()
            together += _save_in_turn(people, SAVES_OF_A_TURN, crowd.seconds_between, chance)
            cpu += server.cpu_seconds() - before
    stale = sum(change_stored(folder, person.place) != person.changes for person in people)
    what = f"{crowd.people} {who}, {crowd.people / crowd.seconds_between:.0f} saves a second"
    return [
        Row(f"{what}, 95th percentile (beside one alone)", _slowest(together), floor=_slowest(alone), most=MOST),
        Row("… CPU time of the server for each", 1000 * cpu / len(together)),
        Row(f"… errors in {len(together)} saves", sum(seconds is None for seconds in together), "", most=0),
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
