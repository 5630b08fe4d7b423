"""The printable summary of an assessment."""

import re
from http import HTTPStatus
from io import BytesIO
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, request, send_file
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from app.accounts.council import council, council_logo
from app.documents import store
from app.documents.capability import missing_library
from app.documents.making import Maker, Progress, State
from app.documents.summary import summary_html
from app.htmx import render, wants_fragment
from app.results.result import Result, get_result

bp = Blueprint("documents", __name__)

MAKING = ("documents/_making.html", HTTPStatus.ACCEPTED)
ANSWERS = {
    State.WAITING: MAKING,
    State.MAKING: MAKING,
    State.READY: ("documents/_ready.html", HTTPStatus.OK),
    State.FAILED: ("documents/_failed.html", HTTPStatus.SERVICE_UNAVAILABLE),
}


@bp.record_once
def init(state: BlueprintSetupState) -> None:
    state.app.extensions["documents"] = Maker(Path(state.app.instance_path) / "documents")


def maker() -> Maker:
    found: Maker = current_app.extensions["documents"]
    return found


def forget_documents(assessment_id: int) -> None:
    """Remove all that was made of an assessment, which is being deleted."""
    maker().forget(assessment_id)


@bp.get("/assessments/<int:assessment_id>/summary.pdf")
def summary(assessment_id: int) -> ResponseReturnValue:
    """The PDF where it is made; otherwise it is asked for, and a page says how far it is."""
    result, owner = get_result(assessment_id), council() or abort(404)
    assessment = result.assessment
    html = summary_html(result, owner, council_logo())
    document = store.document_of(assessment.id, html)
    progress = progress_of(document, html)
    if progress.state is State.READY and not wants_fragment() and (pdf := store.find(maker().folder, document)):
        return send_pdf(pdf, _name_of(owner.name, result))
    part, status = ANSWERS[progress.state]
    if status is HTTPStatus.ACCEPTED and wants_fragment():
        return "", HTTPStatus.NO_CONTENT  # The page says so already, and goes on asking.
    return render(
        "documents/progress.html",
        part,
        status,
        assessment=assessment,
        part=part,
        reason=progress.reason,
        here=request.full_path.rstrip("?"),
    )


def _name_of(owner: str, result: Result) -> str:
    version = f" version {result.signed.version}" if result.signed else ""
    return f"{owner} {result.assessment.title} summary{version}"


def progress_of(document: store.Document, html: str) -> Progress:
    if not store.is_stored(maker().folder, document) and (missing := missing_library()):
        return Progress(State.FAILED, missing)
    return maker().ask(document, html)


def send_pdf(pdf: bytes, name: str) -> Response:
    """Shown in the browser, and saved under a name that every system can hold."""
    words = re.findall(r"[^\W_]+", name.replace("’", "").replace("'", "").lower())
    response = send_file(BytesIO(pdf), "application/pdf", download_name=f"{'-'.join(words)}.pdf")
    response.headers["Cache-Control"] = "private, no-store"
    response.vary.add("HX-Request-Type")
    return response
