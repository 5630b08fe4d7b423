"""The pages people wait for, beside a bare route that returns the same bytes; plain, and compressed on both sides."""

from contextlib import closing
from pathlib import Path

from bench import servers
from bench.client import Answer, Connection
from bench.council import council
from bench.person import Person, signed_in
from bench.scale import Scale
from bench.table import Row, milliseconds

MOST = 8.0


def run(scale: Scale) -> list[Row]:
    with (
        council(1) as (folder, places),
        servers.bearings(folder) as ours,
        servers.floor(folder) as floor,
        signed_in(ours.port, places) as (person,),
        closing(Connection(floor.port)) as bare,
    ):
        form, results = places[0].form, f"{places[0].assessment}/results"
        return [
            *_compare("one characteristic’s page", form, person, bare, folder, scale),
            *_compare("results page", results, person, bare, folder, scale),
        ]


def _compare(what: str, path: str, person: Person, bare: Connection, folder: Path, scale: Scale) -> list[Row]:
    content = person.get(path).body
    assert content.endswith(b"</html>"), "not a whole page"
    name = f"{path.rpartition('/')[2]}.html"
    (folder / name).write_bytes(content)
    what = f"{what}, {len(content) / 1000:.0f} kB"
    plain = _alternate(person, path, bare, f"/page/{name}", {}, scale)
    compressed = _alternate(person, path, bare, f"/compressed/{name}", {"Accept_Encoding": "gzip"}, scale)
    return [
        Row(f"{what}, median", plain[0], floor=plain[1], most=MOST),
        Row("… compressed on both sides", compressed[0], floor=compressed[1]),
    ]


def _alternate(
    person: Person, path: str, bare: Connection, bare_path: str, headers: dict[str, str], scale: Scale
) -> tuple[float, float]:
    taken: list[float] = []
    floor: list[float] = []
    for number in range(scale.rounds + 1):
        answers = [person.get(path, **headers) for _ in range(scale.batch)]
        bare_answers = [bare.get(bare_path, **headers) for _ in range(scale.batch)]
        _check(answers, bare_answers, is_compressed=bool(headers))
        if number:  # the first turn warms up
            taken += [answer.seconds for answer in answers]
            floor += [answer.seconds for answer in bare_answers]
    return milliseconds(taken), milliseconds(floor)


def _check(answers: list[Answer], bare_answers: list[Answer], *, is_compressed: bool) -> None:
    for answer in (*answers, *bare_answers):
        assert answer.status == 200
        assert (b"content-encoding: gzip" in answer.head.lower()) == is_compressed
    ours, bare = len(answers[-1].body), len(bare_answers[-1].body)
    assert abs(ours - bare) < 0.02 * bare, f"{ours} bytes beside {bare}"
