"""The slides."""

from io import BytesIO

from flask import Blueprint, abort, send_file
from flask.typing import ResponseReturnValue

from app.accounts.council import council
from app.documents.asked import file_name, get_paper, not_kept
from app.documents.slides import slides_of

bp = Blueprint("slides", __name__)

POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@bp.get("/assessments/<int:assessment_id>/slides.pptx")
def slides(assessment_id: int) -> ResponseReturnValue:
    """Made with the request, in less than a second: there is none that could be stale."""
    paper, owner = get_paper(assessment_id), council() or abort(404)
    content = BytesIO(slides_of(paper, owner.colour))
    name = file_name(paper, "slides", "pptx")
    return not_kept(send_file(content, POWERPOINT, as_attachment=True, download_name=name))
