"""An assessment done separately, laid straight into the database: begun, with its people, answered and closed."""

from datetime import date, timedelta
from typing import Any

from flask import Flask

from app.accounts.tables import LEAST_GROUP, User
from app.assessment.dates import add_months
from app.assessment.tables import Assessment, Privacy, Stage, Way
from app.database import db, utc_now, writing
from app.maturity.versions import current_versions
from app.participation.tables import Group, Part, Participant, Response
from app.results.figures import Kind

TITLE = "Many voices 2026"
NAMES = {Group.MEMBER: "Councillor", Group.OFFICER: "Officer", Group.PARTNER: "Partner"}


def start(
    app: Flask,
    privacy: Privacy = Privacy.GROUPED,
    stage: Stage = Stage.OPEN,
    *,
    lead: str = "lead",
    sponsor: str | None = None,
    smallest_group: int = LEAST_GROUP,
    **columns: Any,
) -> int:
    """Its number. `lead` and `sponsor` are handles of the cast; `columns` are others of the table."""
    with app.app_context(), writing():
        assessment = Assessment(
            title=TITLE,
            as_at=date.today(),
            target_date=add_months(date.today(), 18),
            model_version_id=current_versions()[0].id,
            lead_id=find_user(lead),
            sponsor_id=find_user(sponsor) if sponsor else None,
            way=Way.SEPARATELY,
            stage_set=stage,
            privacy=privacy,
            smallest_group=smallest_group,
        )
        for name, value in columns.items():
            setattr(assessment, name, value)
        db.session.add(assessment)
        db.session.flush()
        return assessment.id


def find_user(handle: str) -> int:
    """Inside an application context."""
    return int(db.session.query(User.id).filter_by(email=f"{handle}@anytown.example").scalar())


def add_people(app: Flask, assessment_id: int, members: int = 5, officers: int = 5, partners: int = 0) -> list[int]:
    """Participants without accounts, members first: the numbers of their rows. Their names are “Councillor 1” …"""
    wanted = {Group.MEMBER: members, Group.OFFICER: officers, Group.PARTNER: partners}
    return [
        add_person(app, assessment_id, group, name=f"{NAMES[group]} {number}")
        for group, count in wanted.items()
        for number in range(1, count + 1)
    ]


def add_person(
    app: Flask,
    assessment_id: int,
    group: Group | None = Group.OFFICER,
    *,
    user: str | None = None,
    role: Part = Part.PARTICIPANT,
    **columns: Any,
) -> int:
    """One person, of the cast where `user` is a handle of it. `columns` are others of the table."""
    with app.app_context(), writing():
        person = Participant(assessment_id=assessment_id, group=group, role=role, **columns)
        if user:
            account = db.session.get_one(User, find_user(user))
            person.user_id, person.name = account.id, columns.get("name", account.name)
        db.session.add(person)
        db.session.flush()
        return person.id


def answer(
    app: Flask,
    participant_id: int,
    code: str,
    current: int | None = None,
    target: int | None = None,
    evidence: int | None = None,
    kind: Kind | None = None,
    note: str = "",
    *,
    is_note_shared: bool = False,
    is_priority: bool = False,
    reason: str = "",
) -> None:
    """One answer. Without a kind it is a level where `current` is given, and “don’t know” otherwise."""
    content = {
        "kind": kind or (Kind.UNKNOWN if current is None else Kind.LEVEL),
        "current": current,
        "target": target,
        "reason": reason,
        "evidence": evidence,
        "note": note,
        "is_note_shared": is_note_shared,
        "is_priority": is_priority,
    }
    with app.app_context(), writing():
        person = db.session.get_one(Participant, participant_id)
        person.told_at = person.told_at or utc_now()
        response = db.session.get(Response, (participant_id, code))
        if response is None:
            response = Response(participant_id=participant_id, code=code, form_id="voices")
            db.session.add(response)
        for name, value in content.items():
            setattr(response, name, value)


def close(app: Flask, assessment_id: int) -> None:
    """The response window, by hand."""
    set_stage(app, assessment_id, Stage.CLOSED)


def set_stage(app: Flask, assessment_id: int, stage: Stage) -> None:
    with app.app_context(), writing():
        db.session.get_one(Assessment, assessment_id).stage_set = stage


def window(app: Flask, assessment_id: int, opens_in: int | None = None, closes_in: int | None = None) -> None:
    """Its dates, in days from today."""
    with app.app_context(), writing():
        assessment = db.session.get_one(Assessment, assessment_id)
        assessment.opens_on = None if opens_in is None else date.today() + timedelta(days=opens_in)
        assessment.closes_on = None if closes_in is None else date.today() + timedelta(days=closes_in)
