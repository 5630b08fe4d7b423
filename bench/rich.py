"""An assessment about which the documents have everything to say: answered separately by many, compared, agreed with a
rationale for each characteristic, with priorities, a plan of twenty actions, reviews and the council’s logo."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image

from app.accounts.tables import Council
from app.assessment.dates import add_months
from app.assessment.tables import Assessment, Position, Stage
from app.database import db, writing
from app.demo import NOTES
from app.maturity.definitions import Model
from app.plan.tables import Action, ActionResource, ActionUpdate, Choice, Focus, Progress, Review
from app.resources.tables import Resource
from bench.council import opened
from bench.separate import add_separate

PEOPLE, PRIORITIES, ACTIONS, MONTHS = 40, 8, 20, (6, 12, 18)
NOTE = " ".join(filter(None, NOTES))
RATIONALE = "Members see the decisions and officers the work behind them; the evidence supports this level for now."
MINORITY = "Some hold that the new arrangements already meet the next level."
RESTRICTED = "The service manager’s post is vacant until the spring, which is not public yet."


def add_rich(folder: Path, like_id: int) -> int:
    """Its number. It has the answers of that assessment, and its lead."""
    assessment_id = add_separate(folder, like_id, PEOPLE, Stage.CLOSED)
    with opened(folder), writing():
        assessment = db.session.get_one(Assessment, assessment_id)
        db.session.get_one(Council, 1).logo = _logo()
        _write_texts(assessment)
        db.session.add_all(_focus(assessment))
        actions = list(_actions(assessment))
        db.session.add_all(actions)
        db.session.add_all(_reviews(assessment))
        db.session.flush()
        _add_to_actions(actions, assessment.lead_id)
    return assessment_id


def _logo() -> bytes:
    file = BytesIO()
    Image.new("RGB", (480, 160), "#00573d").save(file, "PNG")
    return file.getvalue()


def _write_texts(assessment: Assessment) -> None:
    found = db.session.query(Position).filter_by(assessment_id=assessment.id).order_by(Position.code)
    for number, position in enumerate(found):
        position.note, position.rationale = NOTE, RATIONALE
        position.minority_view = MINORITY if number % 3 == 0 else ""
        position.restricted_note = RESTRICTED if number % 5 == 0 else ""


def _focus(assessment: Assessment) -> Iterator[Focus]:
    for number, code in enumerate(_codes(assessment.model)):
        yield Focus(
            assessment_id=assessment.id,
            code=code,
            choice=Choice.IMPROVE if number % 3 else Choice.HOLD,
            impact=number % 3 + 1,
            effort=number % 2 + 1,
            is_priority=number % 3 == 1 and number < 3 * PRIORITIES,
            saved_by_id=assessment.lead_id,
        )


def _codes(model: Model) -> list[str]:
    return [one.code for one in model.characteristics]


def _actions(assessment: Assessment) -> Iterator[Action]:
    codes, statuses, today = _codes(assessment.model), list(Progress), date.today()
    for number in range(ACTIONS):
        status = statuses[number % len(statuses)]
        yield Action(
            assessment_id=assessment.id,
            code=codes[number % len(codes)],
            what=f"Agree with the service what it takes, in writing, and have it looked at again (step {number + 1})",
            lead_officer=f"Head of service {number + 1}",
            starts_on=today,
            due_on=today + timedelta(days=30 * (number + 1)),
            success_measure="Nine of ten reports that go to committee use it by the end of the year",
            cost_note="Two days of an officer each month, from the present budget",
            benefit_note="Decisions are made once, with the figures in view",
            status=status,
            stopped_reason="The county does it for all districts now" if status is Progress.STOPPED else "",
        )


def _reviews(assessment: Assessment) -> Iterator[Review]:
    for months in MONTHS:
        yield Review(assessment_id=assessment.id, due_on=add_months(assessment.as_at, months))


def _add_to_actions(actions: Sequence[Action], user_id: int) -> None:
    """To each a word on its progress and something of the hub."""
    resources = db.session.query(Resource.id).order_by(Resource.id).limit(len(actions)).all()
    for action, (resource_id,) in zip(actions, resources, strict=False):
        db.session.add(ActionResource(action_id=action.id, resource_id=resource_id))
        text = "The first meeting was held; the draft is with the lead officers."
        db.session.add(ActionUpdate(action_id=action.id, by_id=user_id, status=action.status, text=text))
