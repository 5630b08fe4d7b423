"""200 people who answered everything: the page that compares them, beside the results page of the same without."""

from app.assessment.tables import Stage
from bench import servers
from bench.council import council
from bench.person import Person, signed_in
from bench.scale import Scale
from bench.separate import add_separate
from bench.table import Row, Turns
from bench.table import compare as beside

PEOPLE = 200
MOST = 3.0


def run(scale: Scale) -> list[Row]:
    with council(1) as (folder, places):
        separate = add_separate(folder, places[0].assessment_id, PEOPLE, Stage.AGREED)
        with servers.bearings(folder) as server, signed_in(server.port, places) as (person,):
            compared, plain = f"/assessments/{separate}/results", f"{places[0].assessment}/results"
            person.get(plain)
            first = person.get(compared)
            assert b"How many at each level" in first.body
            assert b"differ-table" in first.body
            ours, floor = _take_turns(person, compared, plain, server, scale)
    what = f"comparison page, {PEOPLE} people, {len(first.body) / 1000:.0f} kB (beside the results page without)"
    return [
        *beside(ours, floor, what, MOST),
        Row("… the first look, which makes the comparison", first.seconds * 1000),
    ]


def _take_turns(person: Person, path: str, plain: str, server: servers.Server, scale: Scale) -> tuple[Turns, Turns]:
    ours, floor = Turns(server.cpu_seconds), Turns(server.cpu_seconds)
    for number in range(scale.rounds + 1):
        ours.take(lambda: [person.get(path).seconds for _ in range(scale.batch)])
        floor.take(lambda: [person.get(plain).seconds for _ in range(scale.batch)])
        if not number:
            ours.forget()
            floor.forget()
    return ours, floor
