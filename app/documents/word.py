"""The Word documents: the ready paragraphs of the covering report, and the appendix with all results."""

from app.documents.covering import covering_of
from app.documents.paper import Paper
from app.documents.phrases import ABOUT, facts_of
from app.documents.word_appendix import write_appendix
from app.documents.word_parts import Cell
from app.documents.word_writer import Writer


def summary_word(paper: Paper, template: bytes | None = None, logo: bytes | None = None) -> bytes:
    writer = _begin(paper, template, logo, "Self-assessment")
    writer.paragraph(ABOUT)
    writer.contents_heading("Contents")
    writer.contents()
    writer.heading("Covering report", 1, on_new_page=True)
    _write_covering(writer, paper, 2)
    writer.heading("Appendix: the results in full", 1, on_new_page=True)
    write_appendix(writer, paper)
    return _save(writer, paper, "Self-assessment")


def covering_word(paper: Paper, template: bytes | None = None, logo: bytes | None = None) -> bytes:
    """The ready paragraphs alone, to go into a report of the council’s own."""
    writer = _begin(paper, template, logo, "Covering report")
    _write_covering(writer, paper, 1, is_alone=True)
    return _save(writer, paper, "Covering report")


def _begin(paper: Paper, template: bytes | None, logo: bytes | None, what: str) -> Writer:
    writer = Writer(template)
    # A template has the logo where the council wants it.
    if logo and not template:
        writer.picture(logo, f"Logo of {paper.council}")
    writer.title(paper.title)
    writer.paragraph(f"{what} of {paper.council}")
    rows: list[list[str | Cell]] = [[Cell(name, is_bold=True), fact] for name, fact, _ in facts_of(paper)]
    writer.table("What this document is", [], rows, (4, 11))
    return writer


def _write_covering(writer: Writer, paper: Paper, level: int, *, is_alone: bool = False) -> None:
    for passage in covering_of(paper, is_alone=is_alone):
        writer.heading(passage.heading, level)
        for text in passage.paragraphs:
            writer.paragraph(text)
        writer.bullets(passage.points)
        for text in passage.last:
            writer.paragraph(text)


def _save(writer: Writer, paper: Paper, what: str) -> bytes:
    stamp = f"{paper.model.title}, version {paper.model.version}. {paper.state}"
    return writer.save(f"{paper.title}: {what[0].lower()}{what[1:]}", paper.council, stamp, paper.changed_on)
