"""What a test finds in the database when it begins: written there directly, because the pages have their own tests."""

import re
from datetime import date

from flask import Flask, session
from sqlalchemy import select

from app.accounts import sessions
from app.accounts.tables import User
from app.assessment.dates import add_months
from app.assessment.saving import Origin, position_sheet
from app.assessment.tables import Assessment
from app.database import db, utc_now, writing
from app.maturity.versions import current_versions, model_of
from app.participation import visits
from app.participation.tables import Part, Participant
from app.results.figures import Kind

COOKIE = "bearings"
PARTS = {"officer": Part.PARTICIPANT, "viewer": Part.VIEWER}


def sign_in(app: Flask, handle: str) -> str:
    """The cookie of somebody who has signed in."""
    with app.test_request_context():
        user = _user(handle)
        with writing():
            sessions.begin(user)
        return _cookie(app)


def visit(app: Flask, participant_id: int) -> str:
    """The cookie of a participant who has opened their private link in this browser."""
    with app.test_request_context():
        participant = db.session.get_one(Participant, participant_id)
        with writing():
            visits.begin(participant)
        return _cookie(app)


def _cookie(app: Flask) -> str:
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return str(serializer.dumps(dict(session)))


def _user(handle: str) -> User:
    return db.session.scalars(select(User).where(User.email == f"{handle}@anytown.example")).one()


def add_assessment(
    app: Flask, title: str, *, lead: str = "lead", share: float = 0, note: str = "", is_archived: bool = False
) -> str:
    """The address of a new assessment, of which this share is answered."""
    with app.test_request_context(), writing():
        today, version = date.today(), current_versions()[0]
        assessment = Assessment(title=title, as_at=today, target_date=add_months(today, 18))
        assessment.model_version, assessment.lead = version, _user(lead)
        assessment.archived_at = utc_now() if is_archived else None
        db.session.add(assessment)
        db.session.flush()
        for handle, part in PARTS.items():
            db.session.add(Participant(assessment_id=assessment.id, user_id=_user(handle).id, role=part))
        _fill(assessment, share, note)
        return f"/assessments/{assessment.id}"


def _fill(assessment: Assessment, share: float, note: str) -> None:
    """Answers of every kind, by turns."""
    model = model_of(assessment.model_version)
    characteristics = model.characteristics
    for number, characteristic in enumerate(characteristics[: round(share * len(characteristics))]):
        kind = {4: Kind.UNKNOWN, 9: Kind.NOT_APPLICABLE}.get(number, Kind.LEVEL)
        has_level = kind is Kind.LEVEL
        current = number % (model.top_level + 1)
        content = {
            "kind": kind,
            "current": current if has_level else None,
            "target": min(current + number % 3, model.top_level) or 1 if has_level else None,
            "reason": "",
            "evidence": number % 5 if has_level else None,
            "note": note,
            "is_priority": number % 6 == 1,
        }
        position_sheet(assessment).save(characteristic.code, content, Origin("0" * 16, 0, 0, assessment.lead.id))


def save_as(app: Flask, handle: str, form_url: str, note: str) -> None:
    """Somebody else’s form saves a note where `form_url` leads to."""
    assessment_id, code = re.findall(r"/assessments/(\d+)/themes/[^/]+/([^/]+)$", form_url)[0]
    with app.test_request_context():
        assessment = db.session.get_one(Assessment, int(assessment_id))
        content = {"kind": None, "current": None, "target": None, "reason": "", "evidence": None, "is_priority": False}
        with writing():
            position_sheet(assessment).save(
                code.upper(), content | {"note": note}, Origin("f" * 16, 0, 0, _user(handle).id)
            )
