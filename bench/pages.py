"""The pages people wait for, beside a bare route that returns the same bytes; plain, and compressed on both sides."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bench import servers
from bench.client import Answer, Connection
from bench.council import council
from bench.person import Person, signed_in
from bench.scale import Scale
from bench.servers import Server
from bench.table import Row, Turns, compare

MOST = 8.0


@dataclass(frozen=True, slots=True)
class Sides:
    ours: Server
    person: Person
    floor: Server
    bare: Connection


def run(scale: Scale) -> list[Row]:
    with (
        council(1) as (folder, places),
        servers.bearings(folder) as ours,
        servers.floor(folder) as floor,
        signed_in(ours.port, places) as (person,),
        closing(Connection(floor.port)) as bare,
    ):
        sides = Sides(ours, person, floor, bare)
        form, results = places[0].form, f"{places[0].assessment}/results"
        return [
            *_compare("one characteristic’s page", form, sides, folder, scale),
            *_compare("results page", results, sides, folder, scale),
        ]


def _compare(what: str, path: str, sides: Sides, folder: Path, scale: Scale) -> list[Row]:
    content = sides.person.get(path).body
    assert content.endswith(b"</html>"), "not a whole page"
    name = f"{path.rpartition('/')[2]}.html"
    (folder / name).write_bytes(content)
    plain = _alternate(sides, path, f"/page/{name}", {}, scale)
    compressed = _alternate(sides, path, f"/compressed/{name}", {"Accept_Encoding": "gzip"}, scale)
    size = f"{len(content) / 1000:.0f} kB"
    return [
        *compare(*compressed, f"{what}, {size}, compressed on both sides as browsers ask", MOST),
        *compare(*plain, f"{what}, {size}, not compressed", MOST),
    ]


def _alternate(sides: Sides, path: str, bare_path: str, headers: dict[str, str], scale: Scale) -> tuple[Turns, Turns]:
    ours, floor = Turns(sides.ours.cpu_seconds), Turns(sides.floor.cpu_seconds)
    last: list[Answer] = []
    for number in range(scale.rounds + 1):
        ours.take(lambda: _ask(sides.person.connection, path, headers, scale.batch, last))
        floor.take(lambda: _ask(sides.bare, bare_path, headers, scale.batch, last))
        _check(*last[-2:])
        if not number:
            ours.forget()
            floor.forget()
    return ours, floor


def _ask(connection: Connection, path: str, headers: dict[str, str], count: int, last: list[Answer]) -> list[float]:
    answers = [connection.get(path, **headers) for _ in range(count)]
    assert {(answer.status, is_compressed(answer)) for answer in answers} == {(200, bool(headers))}
    last.append(answers[-1])
    return [answer.seconds for answer in answers]


def is_compressed(answer: Answer) -> bool:
    return b"content-encoding: gzip" in answer.head.lower()


def _check(answer: Answer, bare: Answer) -> None:
    ours, theirs = len(answer.body), len(bare.body)
    assert abs(ours - theirs) < 0.02 * theirs, f"{ours} bytes beside {theirs}"
