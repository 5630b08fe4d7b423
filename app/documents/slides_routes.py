"""The slides."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.documents.asked import file_name, get_council, get_paper, send_document

bp = Blueprint("slides", __name__)


@bp.get("/assessments/<int:assessment_id>/slides.pptx")
def slides(assessment_id: int) -> ResponseReturnValue:
    """Made with the request, in less than a second: there is none that could be stale."""
    from app.documents.slides import slides_of  # here, because the server starts and rests without it

    paper = get_paper(assessment_id)
    return send_document(slides_of(paper, get_council().colour), file_name(paper, "slides", "pptx"))
