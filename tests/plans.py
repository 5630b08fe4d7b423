"""An agreed assessment with its focus and its plan, laid straight into the database."""

from datetime import date
from typing import Any

from flask import Flask

from app.assessment.dates import add_months
from app.assessment.tables import Assessment, Position, Stage, Way
from app.database import db, writing
from app.maturity.definitions import Characteristic, Model
from app.maturity.versions import current_versions
from app.plan.tables import Action, Choice, Focus
from app.position.signing import draft_of
from app.position.signing import sign as freeze
from app.results.figures import Kind
from tests.voices import find_user

TITLE = "Agreed 2026"
LEVELS = ((2, 3, 2), (1, 3, 1), (3, 3, 3), (2, 2, 2), (0, 2, 0), (3, 4, 4), (4, 4, 3), (2, 3, 1), (3, 2, 2))
"""Current level, target and evidence of one characteristic after another, begun again at the end: by code UP1 (2, 3),
UP2 (1, 3), UP3 a hold at 3 …"""
UNKNOWN, NOT_APPLICABLE = -2, -1
"""The places in the model of the characteristics that are answered “don’t know” and “not applicable”."""


def agreed(app: Flask, *, lead: str = "lead", sponsor: str | None = "officer", **columns: Any) -> int:
    """Its number: done together, all characteristics answered, agreed and not signed off."""
    with app.app_context(), writing():
        version = current_versions()[0]
        assessment = Assessment(
            title=TITLE,
            as_at=date.today(),
            target_date=add_months(date.today(), 18),
            model_version_id=version.id,
            lead_id=find_user(lead),
            sponsor_id=find_user(sponsor) if sponsor else None,
            way=Way.TOGETHER,
            stage_set=Stage.AGREED,
        )
        for name, value in columns.items():
            setattr(assessment, name, value)
        db.session.add(assessment)
        db.session.flush()
        model = db.session.get_one(Assessment, assessment.id).model
        db.session.add_all(_positions(assessment.id, model, assessment.lead_id))
        return assessment.id


def _positions(assessment_id: int, model: Model, lead_id: int) -> list[Position]:
    kinds = {len(model.characteristics) + UNKNOWN: Kind.UNKNOWN}
    kinds[len(model.characteristics) + NOT_APPLICABLE] = Kind.NOT_APPLICABLE
    return [
        _position(assessment_id, one, place, kinds.get(place, Kind.LEVEL), lead_id)
        for place, one in enumerate(model.characteristics)
    ]


def _position(assessment_id: int, one: Characteristic, place: int, kind: Kind, lead_id: int) -> Position:
    current, target, evidence = LEVELS[place % len(LEVELS)] if kind is Kind.LEVEL else (None, None, None)
    position = Position(assessment_id=assessment_id, code=one.code, kind=kind, form_id="plans", saved_by_id=lead_id)
    position.current, position.target, position.evidence = current, target, evidence
    position.note = f"Seen in the papers on {one.title.lower()}." if kind is Kind.LEVEL else ""
    position.reason = "Other things come first." if target is not None and current and target < current else ""
    return position


def change(app: Flask, assessment_id: int, code: str, **columns: Any) -> None:
    """The position on one characteristic, behind everybody’s back."""
    with app.app_context(), writing():
        position = db.session.get_one(Position, (assessment_id, code))
        for name, value in columns.items():
            setattr(position, name, value)


def focus(
    app: Flask,
    assessment_id: int,
    code: str,
    choice: Choice | str | None = Choice.IMPROVE,
    impact: int | None = 3,
    effort: int | None = 2,
    is_priority: bool = False,
) -> None:
    with app.app_context(), writing():
        row = db.session.get(Focus, (assessment_id, code))
        if row is None:
            row = Focus(assessment_id=assessment_id, code=code, saved_by_id=find_user("lead"))
            db.session.add(row)
        row.choice = Choice(choice) if choice else None
        row.impact, row.effort, row.is_priority = impact, effort, is_priority


def add_action(app: Flask, assessment_id: int, code: str, **columns: Any) -> int:
    """Its number. `columns` are those of the table."""
    with app.app_context(), writing():
        action = Action(assessment_id=assessment_id, code=code, **{"what": f"Do something about {code}"} | columns)
        db.session.add(action)
        db.session.flush()
        return action.id


def sign(app: Flask, assessment_id: int) -> int:
    """By its sponsor; the number of the version."""
    with app.app_context():
        draft = draft_of(db.session.get_one(Assessment, assessment_id))
        with writing():
            assessment = db.session.get_one(Assessment, assessment_id)
            return freeze(assessment, draft, assessment.sponsor_id or assessment.lead_id, "")
