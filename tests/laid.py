"""An assessment with something of everything, laid once for a whole file of tests that only read its documents."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from shutil import copytree

from flask import Flask

from app.database import db, writing
from app.plan.tables import Moved, Progress, Review, ReviewEntry
from tests import plans
from tests.conftest import close_database, make_app


@contextmanager
def laid(template: Path, folder: Path, lay: Callable[[Flask], int]) -> Iterator[Flask]:
    """A council of its own with what this lays, for a whole file of tests that only read."""
    app = make_app(Path(copytree(template, folder / "instance")))
    assert lay(app) == 1
    yield app
    close_database(app)


def lay(app: Flask) -> int:
    """Its number: with notes, one restricted, no target, no evidence, priorities, two actions and two reviews."""
    number = plans.agreed(app)
    plans.change(app, number, "UP1", note="Not for outside.", restricted_note="Hush.")
    plans.change(app, number, "UP2", target=None)
    plans.change(app, number, "UP4", evidence=None)
    for code in ("UP1", "FV3"):
        plans.focus(app, number, code, is_priority=True)
    plans.focus(app, number, "UP3", "hold", None, None)
    due = {"starts_on": date(2027, 1, 4), "due_on": date(2027, 6, 30), "success_measure": "Seen in the survey"}
    notes = {"cost_note": "Two days a month", "benefit_note": "Fewer complaints"}
    plans.add_action(app, number, "UP1", what="Ask residents", lead_officer="Olga Officer", **due, **notes)
    plans.add_action(app, number, "FV3", what="Review reserves", status=Progress.AT_RISK)
    plans.sign(app, number)
    _add_reviews(app, number)
    return number


def _add_reviews(app: Flask, number: int) -> None:
    """One that was held, and one to come."""
    with app.app_context(), writing():
        held = Review(assessment_id=number, due_on=date(2027, 5, 4), held_on=date(2027, 5, 6), text="Slow but sure")
        db.session.add_all([held, Review(assessment_id=number, due_on=date(2027, 11, 2))])
        db.session.flush()
        db.session.add(ReviewEntry(review_id=held.id, code="UP1", moved=Moved.FORWARD, why="The survey went out"))
