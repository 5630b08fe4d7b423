"""The blank questions to print, as PDF and as Word."""

from hashlib import sha256

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue

from app.assessment.access import get_assessment
from app.assessment.roles import May
from app.documents import store
from app.documents.asked import get_council, plain_name, send_document
from app.documents.pack import HOW, NOTE_LINES, SHARED, Pack, pack_of
from app.documents.routes import Kind, answer_pdf
from app.documents.summary import stylesheet
from app.maturity.definitions import Theme
from app.security import open_to_invited

bp = Blueprint("pack", __name__, url_prefix="/assessments/<int:assessment_id>")

KIND = Kind("pack", "questions", "Your pack of questions", "documents/pack_progress.html")


def get_pack(assessment_id: int) -> Pack:
    """Whoever is in the assessment may print it: it holds nobody’s answers."""
    return pack_of(get_assessment(assessment_id, May.SEE), get_council().name, _chosen())


def _chosen() -> list[Theme]:
    """Those that `?theme=` names, otherwise all that the person is asked."""
    wanted = request.args.getlist("theme")
    themes: list[Theme] = g.standing.asked_themes
    if not wanted:
        return themes
    known = g.standing.assessment.model.themes
    if not {*wanted} <= {theme.slug for theme in known}:
        abort(404)
    return [theme for theme in known if theme.slug in wanted]


@bp.get("/pack.pdf")
@open_to_invited
def pdf(assessment_id: int) -> ResponseReturnValue:
    pack = get_pack(assessment_id)
    html = pack_html(pack)
    document = store.document_of(pack.number, html, _stored_as(pack))
    return answer_pdf(document, html, _name(pack, "pdf"), KIND, g.standing.assessment)


@bp.get("/pack.docx")
@open_to_invited
def word(assessment_id: int) -> ResponseReturnValue:
    from app.documents.pack_word import pack_docx  # here, because the server starts and rests without it

    pack = get_pack(assessment_id)
    return send_document(pack_docx(pack), _name(pack, "docx"))


def _name(pack: Pack, ending: str) -> str:
    return plain_name(f"{pack.council} {pack.title} {KIND.what}", ending)


def _stored_as(pack: Pack) -> str:
    """Each choice of themes is a document of its own, so that none takes another’s place while it is fetched."""
    slugs = " ".join(theme.slug for theme in pack.themes)
    return f"{KIND.name}-{sha256(slugs.encode()).hexdigest()[:8]}"


def pack_html(pack: Pack) -> str:
    return render_template(
        "documents/pack.html",
        pack=pack,
        how=HOW,
        lines=range(NOTE_LINES),
        shared=SHARED,
        stylesheet=stylesheet("pack.css"),
    )
