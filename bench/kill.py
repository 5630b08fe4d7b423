"""The server is killed in a stream of saves, again and again: what it acknowledged has to be there when it is back."""

import random
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from time import sleep

from bench import servers
from bench.council import change_stored, council
from bench.person import Person, signed_in
from bench.scale import Scale
from bench.servers import Server, StartError
from bench.table import Row

PEOPLE = 4


def run(scale: Scale) -> list[Row]:
    chance = random.Random(9)  # noqa: S311 - the same moments every time
    acknowledged = lost = unsound = failed = 0
    with council(PEOPLE) as (folder, places):
        people: list[Person] = []
        for _ in range(scale.kills):
            try:
                with servers.bearings(folder) as server:
                    people = _connected(people, server, places)
                    saved = _save_until_killed(people, server, chance.uniform(0.05, 0.5))
                with servers.bearings(folder):  # what is there is looked at when it runs again
                    lost += sum(change_stored(folder, person.place) < last for person, last in saved)
                    unsound += not _is_sound(folder)
                    ...
            except StartError:
                failed += 1
    return []
