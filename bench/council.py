"""The council that is measured: the demonstration’s, with more people, each with an assessment answered in full."""

import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from sqlalchemy import insert, literal, select

from app import create_app
from app.accounts.tables import Council, Role, User
from app.assessment.tables import Assessment, Position
from app.database import db, writing
from app.demo import fill
from app.documents import store
from app.documents.gathering import paper_of
from app.documents.summary import summary_of
from app.maturity.definitions import Model
from app.results.result import result_of
from app.serving import prepare


@dataclass(frozen=True, slots=True)
class Place:
    """Where one person answers."""

    email: str
    assessment_id: int
    theme: str
    code: str
    participant_id: int = 0
    """In one done separately."""
    token: str = ""
    """Of the private link, where they have one and no account."""

    @property
    def assessment(self) -> str:
        return f"/assessments/{self.assessment_id}"

    @property
    def form(self) -> str:
        return f"{self.assessment}/themes/{self.theme}/{self.code.lower()}"


@contextmanager
def council(people: int) -> Iterator[tuple[Path, list[Place]]]:
    """An instance folder with so many people, thrown away at the end."""
    with TemporaryDirectory(prefix="bearings-bench-") as name:
        folder = Path(name)
        with opened(folder) as app, redirect_stdout(sys.stderr):
            prepare(app)
            template = db.session.get_one(Assessment, fill(app))
            places = [_add_person(template, number) for number in range(people)]
        yield folder, places


@contextmanager
def opened(folder: Path) -> Iterator[Flask]:
    """The application on `folder`, in this process."""
    app = create_app({"INSTANCE": str(folder)})
    with app.test_request_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def _add_person(template: Assessment, number: int) -> Place:
    """Each on a characteristic of their own, in an assessment that has every answer of `template`."""
    places = places_in(template.model)
    email = f"person{number}@demo.example"
    with writing():
        password_hash = db.session.get_one(User, template.lead_id).password_hash
        person = User(name=f"Person {number}", email=email, role=Role.USER, password_hash=password_hash)
        db.session.add(person)
        db.session.flush()
        same = {name: getattr(template, name) for name in ("title", "as_at", "target_date", "model_version_id")}
        assessment = Assessment(lead_id=person.id, **same)
        db.session.add(assessment)
        db.session.flush()
        _copy_answers(template.id, assessment.id)
    return Place(email, assessment.id, *places[number % len(places)])


def places_in(model: Model) -> list[tuple[str, str]]:
    """Each characteristic with its theme."""
    return [(theme.slug, each.code) for theme in model.themes for each in theme.characteristics]


def _copy_answers(template_id: int, assessment_id: int) -> None:
    others = [column for column in Position.__table__.columns if column.name != "assessment_id"]
    rows = select(literal(assessment_id), *others).where(Position.assessment_id == template_id)
    db.session.execute(insert(Position).from_select(["assessment_id", *others], rows))


def document_of(folder: Path, assessment_id: int) -> tuple[str, Path]:
    """What the summary is drawn from at this moment, and the file in which the server will store it."""
    with opened(folder):
        owner = db.session.get_one(Council, 1)
        result = result_of(db.session.get_one(Assessment, assessment_id))
        html = summary_of(paper_of(result, owner, is_restricted=True), owner)
        return html, folder / "documents" / store.document_of(assessment_id, html).file_name


def change_stored(folder: Path, place: Place) -> int:
    """The number in the note that the database holds, read beside the server."""
    query, owner = "SELECT note FROM position WHERE assessment_id = ? AND code = ?", place.assessment_id
    if place.participant_id:
        query, owner = "SELECT note FROM response WHERE participant_id = ? AND code = ?", place.participant_id
    with closing(sqlite3.connect(folder / "bearings.sqlite")) as database:
        row = database.execute(query, (owner, place.code)).fetchone()
    found = re.match(r"Change (\d+)\.", row[0])
    return int(found[1]) if found else 0
