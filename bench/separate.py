"""An assessment done separately by many people, each of whom answered everything."""

import random
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from app.accounts.sessions import digest
from app.assessment.tables import Assessment, Position, Stage, Way
from app.database import db, writing
from app.maturity.definitions import Model
from app.participation.tables import Group, Part, Participant, Response
from app.results.figures import Kind
from bench.council import Place, opened, places_in


def add_separate(folder: Path, assessment_id: int, people: int, stage: Stage) -> int:
    """The same assessment with the same position, but done separately by so many people."""
    with opened(folder), writing():
        same = db.session.get_one(Assessment, assessment_id)
        names = ("title", "as_at", "target_date", "model_version_id", "lead_id")
        other = Assessment(**{name: getattr(same, name) for name in names}, way=Way.SEPARATELY, stage_set=stage)
        db.session.add(other)
        db.session.flush()
        _copy_position(assessment_id, other.id)
        for participant_id in _add_people(other.id, people):
            db.session.execute(insert(Response), list(_answers(same.model, participant_id)))
        return other.id


def add_links(folder: Path, assessment_id: int) -> list[Place]:
    """A private link for everybody in it, each on a characteristic of their own."""
    with opened(folder), writing():
        model = db.session.get_one(Assessment, assessment_id).model
        people = db.session.query(Participant).filter_by(assessment_id=assessment_id).order_by(Participant.id).all()
        for person in people:
            person.link_hash = digest(_token(person.id))
        at = zip(people, cycle(places_in(model)), strict=False)
        return [Place("", assessment_id, *place, person.id, _token(person.id)) for person, place in at]


def _token(participant_id: int) -> str:
    return f"link-of-{participant_id}"


def _copy_position(from_id: int, to_id: int) -> None:
    columns = Position.__table__.columns
    rows = db.session.execute(Position.__table__.select().where(Position.assessment_id == from_id)).mappings()
    copies = [{column.name: row[column.name] for column in columns} | {"assessment_id": to_id} for row in rows]
    db.session.execute(insert(Position), copies)


def _add_people(assessment_id: int, count: int) -> list[int]:
    groups = islice(cycle((Group.MEMBER, Group.OFFICER, Group.OFFICER, Group.PARTNER)), count)
    people = [
        Participant(assessment_id=assessment_id, role=Part.PARTICIPANT, group=group, name=f"Person {number}")
        for number, group in enumerate(groups)
    ]
    db.session.add_all(people)
    db.session.flush()
    return [person.id for person in people]


def _answers(model: Model, participant_id: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(participant_id)  # noqa: S311 - the same council every time
    for one in model.characteristics:
        answer = {"participant_id": participant_id, "code": one.code, "form_id": "bench", "note": ""}
        if chance.random() < 0.1:
            nothing = {"current": None, "target": None, "evidence": None}
            yield answer | nothing | {"kind": chance.choice((Kind.UNKNOWN, Kind.NOT_APPLICABLE))}
            continue
        current = chance.randint(0, model.top_level)
        target = max(1, min(model.top_level, current + chance.randint(0, 2)))
        given = {"current": current, "target": target, "evidence": chance.randint(0, 4)}
        yield answer | given | {"kind": Kind.LEVEL}
