"""The documents as PDF: the printable summary, and the two pages at a glance."""

from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from pathlib import Path

from flask import Blueprint, Response, current_app, request, send_file
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from app.accounts.council import council_logo
from app.assessment.tables import Assessment
from app.documents import store
from app.documents.asked import file_name, get_council, get_paper, not_kept
from app.documents.capability import missing_library
from app.documents.glance import glance_html
from app.documents.making import Maker, Progress, State
from app.documents.paper import Paper
from app.documents.summary import summary_of
from app.htmx import render, wants_fragment

bp = Blueprint("documents", __name__)

MAKING = ("documents/_making.html", HTTPStatus.ACCEPTED)
ANSWERS = {
    State.WAITING: MAKING,
    State.MAKING: MAKING,
    State.READY: ("documents/_ready.html", HTTPStatus.OK),
    State.FAILED: ("documents/_failed.html", HTTPStatus.SERVICE_UNAVAILABLE),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A document in words."""

    name: str
    what: str
    """As it is called in the name of the file."""
    title: str
    page: str = "documents/progress.html"
    """Where one waits for it."""


SUMMARY = Kind("summary", "summary", "Your summary")
GLANCE = Kind("glance", "at a glance", "Your summary at a glance")


@bp.record_once
def init(state: BlueprintSetupState) -> None:
    state.app.extensions["documents"] = Maker(Path(state.app.instance_path) / "documents")


def maker() -> Maker:
    found: Maker = current_app.extensions["documents"]
    return found


def forget_documents(assessment_id: int) -> None:
    """Remove all that was made of an assessment, which is being deleted."""
    maker().forget(assessment_id)


def forget_all_documents() -> None:
    """Remove all that was made: whoever is erased may be named in any of it. By command, beside a running server."""
    store.clear(maker().folder)


@bp.get("/assessments/<int:assessment_id>/summary.pdf")
def summary(assessment_id: int) -> ResponseReturnValue:
    paper = get_paper(assessment_id)
    return _answer(paper, summary_of(paper, get_council(), council_logo()), SUMMARY)


@bp.get("/assessments/<int:assessment_id>/glance.pdf")
def glance(assessment_id: int) -> ResponseReturnValue:
    paper = get_paper(assessment_id)
    return _answer(paper, glance_html(paper, get_council()), GLANCE)


def _answer(paper: Paper, html: str, kind: Kind) -> ResponseReturnValue:
    assessment = paper.result.assessment
    document = store.document_of(assessment.id, html, f"{kind.name}{_readers(paper)}")
    return answer_pdf(document, html, file_name(paper, kind.what, "pdf"), kind, assessment)


def _readers(paper: Paper) -> str:
    """Those who read another one must not have it take the place of theirs."""
    version = "-public" if paper.is_public else "-restricted" if paper.has_restricted_notes else ""
    return version if paper.has_plan else f"{version}-without-plan"


def answer_pdf(
    document: store.Document, html: str, name: str, kind: Kind, assessment: Assessment
) -> ResponseReturnValue:
    """The PDF under its name where it is made; otherwise it is asked for, and a page says how far it is."""
    progress = progress_of(document, html)
    if progress.state is State.READY and not wants_fragment() and (pdf := store.find(maker().folder, document)):
        return send_pdf(pdf, name)
    part, status = ANSWERS[progress.state]
    if status is HTTPStatus.ACCEPTED and wants_fragment():
        return "", HTTPStatus.NO_CONTENT  # The page says so already, and goes on asking.
    return render(
        kind.page,
        part,
        status,
        assessment=assessment,
        part=part,
        kind=kind,
        reason=progress.reason,
        here=request.full_path.rstrip("?"),
    )


def progress_of(document: store.Document, html: str) -> Progress:
    if not store.is_stored(maker().folder, document) and (missing := missing_library()):
        return Progress(State.FAILED, missing)
    return maker().ask(document, html)


def send_pdf(pdf: bytes, name: str) -> Response:
    """Shown in the browser."""
    response = not_kept(send_file(BytesIO(pdf), "application/pdf", download_name=name))
    response.vary.add("HX-Request-Type")
    return response
