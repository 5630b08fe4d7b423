"""Answers and summaries for the tests of documents."""

import os
from typing import Any

import pytest
from flask import Flask

from app.accounts.council import council
from app.accounts.tables import Council, User
from app.assessment.tables import Assessment, Position
from app.database import db, utc_now, writing
from app.documents.capability import missing_library
from app.documents.gathering import paper_of
from app.documents.summary import summary_of
from app.maturity.definitions import Model
from app.results.figures import Kind
from app.results.result import result_of

needs_libraries = pytest.mark.skipif(
    missing_library() is not None and not os.environ.get("BEARINGS_EXPECT_ALL"), reason=str(missing_library())
)


def answer(app: Flask, assessment_url: str, number: int, **parts: Any) -> None:
    """Answer one characteristic, counted from 0, by writing its row."""
    given = {"kind": Kind.LEVEL, "current": 2, "target": 3, "evidence": 2} | parts
    with app.app_context(), writing():
        assessment = db.session.get_one(Assessment, id_of(assessment_url))
        code = assessment.model.characteristics[number].code
        lead = db.session.get_one(User, assessment.lead_id)
        position = db.session.get(Position, (assessment.id, code)) or Position(
            assessment_id=assessment.id, code=code, form_id="test", saved_by_id=lead.id
        )
        for name, value in given.items():
            setattr(position, name, value)
        position.saved_at = utc_now()
        db.session.add(position)


def html_of(app: Flask, assessment_url: str, owner: Council | None = None, logo: bytes | None = None) -> str:
    with app.test_request_context():
        owner = owner or council()
        assert owner
        result = result_of(db.session.get_one(Assessment, id_of(assessment_url)))
        return summary_of(paper_of(result, owner, is_restricted=True), owner, logo)


def model_of_assessment(app: Flask, assessment_url: str) -> Model:
    with app.app_context():
        return db.session.get_one(Assessment, id_of(assessment_url)).model


def id_of(assessment_url: str) -> int:
    return int(assessment_url.rsplit("/", 1)[1])
