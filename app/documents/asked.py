"""The paper that a request asks for, and the file that answers it."""

import re
from io import BytesIO

from flask import Response, abort, g, request, send_file

from app.accounts.council import council
from app.accounts.tables import Council
from app.assessment.roles import May
from app.documents.gathering import paper_of
from app.documents.paper import Paper
from app.downloads import EXCEL
from app.results.result import get_result

KINDS = {
    "xlsx": EXCEL,
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
VERSIONS = {"": False, "full": False, "public": True}


def get_paper(assessment_id: int) -> Paper:
    """`?version=public` is the one without names and notes. Another word is not taken for the full one."""
    result, version = get_result(assessment_id), request.args.get("version", "")
    is_public = VERSIONS[version] if version in VERSIONS else abort(404)
    is_restricted = not is_public and g.standing.may(May.SEE_RESTRICTED)
    has_plan = g.standing.may(May.SEE_PLAN) or g.standing.is_lead
    return paper_of(result, get_council(), is_public=is_public, is_restricted=is_restricted, has_plan=has_plan)


def get_council() -> Council:
    return council() or abort(404)


def file_name(paper: Paper, what: str, ending: str) -> str:
    """One that every system can hold."""
    signed = paper.result.signed
    version = f" version {signed.version}" if signed else ""
    public = " public" if paper.is_public else ""
    return plain_name(f"{paper.council} {paper.title} {what}{version}{public}", ending)


def plain_name(name: str, ending: str) -> str:
    words = re.findall(r"[^\W_]+", name.replace("’", "").replace("'", "").lower())
    return f"{'-'.join(words)}.{ending}"


def send_document(content: bytes, name: str) -> Response:
    """To be stored as a file. The ending of its name says what it is."""
    kind = KINDS[name.rpartition(".")[2]]
    return not_kept(send_file(BytesIO(content), kind, as_attachment=True, download_name=name))


def not_kept(response: Response) -> Response:
    """Another answer makes another document: no cache holds one."""
    response.headers["Cache-Control"] = "private, no-store"
    return response
