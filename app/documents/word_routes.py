"""The Word documents. They take less than a second, so that they are made while one waits, and never stale."""

from collections.abc import Callable

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from app.accounts.council import council_logo, council_template
from app.documents.asked import file_name, get_paper, send_document

bp = Blueprint("word", __name__)

Make = Callable[..., bytes]


@bp.get("/assessments/<int:assessment_id>/summary.docx")
def summary(assessment_id: int) -> ResponseReturnValue:
    from app.documents.word import summary_word  # here, because the server starts and rests without it

    return _send(assessment_id, summary_word, "summary")


@bp.get("/assessments/<int:assessment_id>/covering.docx")
def covering(assessment_id: int) -> ResponseReturnValue:
    from app.documents.word import covering_word

    return _send(assessment_id, covering_word, "covering report")


def _send(assessment_id: int, make: Make, what: str) -> Response:
    paper = get_paper(assessment_id)
    content = make(paper, council_template(), council_logo())
    return send_document(content, file_name(paper, what, "docx"))
