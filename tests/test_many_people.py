"""A page about many people asks the database as often as one about few."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, insert

from app.accounts.sessions import digest
from app.assessment.tables import Stage
from app.audit import tables as audit
from app.database import db, utc_now, writing
from app.maturity.definitions import Model
from app.participation.tables import Group, Part, Participant, Response
from app.results.figures import Kind
from tests import voices
from tests.browsing import Browser

FEW, MANY = 12, 120
GROUPS = list(Group)


@contextmanager
def queries(app: Flask) -> Iterator[list[str]]:
    """Those of the block."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def make(app: Flask, model: Model, people: int, stage: Stage) -> int:
    """An assessment in which so many people answered everything, each with a link and things in the record."""
    number = voices.start(app, stage=stage, sponsor="member")
    with app.app_context(), writing():
        rows = [_person(number, at) for at in range(people)]
        db.session.add_all(rows)
        db.session.flush()
        answers = [_answer(person, one.code) for person in rows for one in model.characteristics]
        db.session.execute(insert(Response), answers)
        about = {"assessment_id": number, "assessment_title": voices.TITLE, "what": "link.made"}
        db.session.execute(insert(audit.Event), [about | {"about_id": person.id} for person in rows])
    return number


def _person(number: int, at: int) -> Participant:
    return Participant(
        assessment_id=number,
        name=f"Person {at}",
        email=f"person{at}@anytown.example",
        group=GROUPS[at % 3],
        directorate=f"Service {at}",
        role=Part.PARTICIPANT,
        told_at=utc_now(),
        link_hash=digest(f"{number} {at}"),
    )


def _answer(person: Participant, code: str) -> dict[str, Any]:
    current = person.id // 3 % 3 + 1
    values = {"participant_id": person.id, "code": code, "form_id": "many", "note": "Seen.", "is_note_shared": True}
    return values | {"kind": Kind.LEVEL, "current": current, "target": current + 1, "evidence": 2}


def count(app: Flask, browser: Browser, path: str) -> int:
    browser.get(path)  # the first to ask has the comparison made
    with queries(app) as asked:
        browser.get(path)
    return len(asked)


@pytest.mark.parametrize(
    ("stage", "path"),
    [
        (Stage.OPEN, ""),
        (Stage.OPEN, "/people"),
        (Stage.OPEN, "/people/add"),
        (Stage.OPEN, "/people/progress"),
        (Stage.CLOSED, "/results"),
        (Stage.CLOSED, "/position"),
        (Stage.CLOSED, "/position/fv1"),
        (Stage.AGREED, "/sign-off"),
    ],
)
def test_a_page_of_many_people_asks_no_more_queries(
    app: Flask, model: Model, lead: Browser, stage: Stage, path: str
) -> None:
    few, many = (make(app, model, people, stage) for people in (FEW, MANY))
    asked = [count(app, lead, f"/assessments/{number}{path}") for number in (few, many)]
    assert asked[0] == asked[1]
    assert asked[1] <= 10


def test_a_save_among_many_people_asks_no_more_queries(app: Flask, model: Model, browser_of: Any) -> None:
    asked = []
    for people in (FEW, MANY):
        number = make(app, model, people, Stage.OPEN)
        voices.add_person(app, number, user="officer", told_at=utc_now())
        officer = browser_of("officer")
        page = officer.get(f"/assessments/{number}/themes/finance/fv1")
        with queries(app) as found:
            officer.autosave(page, {"current": "2", "change_number": "1"})
        asked.append(len(found))
    assert asked[0] == asked[1]


def test_the_record_and_the_list_of_assessments_ask_no_more_queries_as_they_grow(
    app: Flask, model: Model, administrator: Browser, lead: Browser
) -> None:
    make(app, model, FEW, Stage.OPEN)
    before = count(app, administrator, "/audit"), count(app, lead, "/assessments")
    for _ in range(5):
        make(app, model, FEW, Stage.OPEN)
    after = count(app, administrator, "/audit"), count(app, lead, "/assessments")
    assert before == after
