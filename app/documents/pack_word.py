"""The blank questions for Word: real headings, tables with header rows, A4, and nothing that needs colour."""

from copy import deepcopy
from datetime import datetime, time
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from app.assessment.choices import Choice
from app.documents import word_styles
from app.documents.pack import HOW, NOTE_LINES, SHARED, Pack
from app.documents.word_parts import element, field, run
from app.maturity.definitions import Characteristic

BOX = "☐"
ACROSS = 17.4
"""Centimetres between the margins."""
COLUMNS = (1.2, 3.6, 12.6)


def pack_docx(pack: Pack) -> bytes:
    document = Document()
    _set_up(document, pack)
    document.add_paragraph("Questions to answer on paper", "Title")
    _first_page(document, pack)
    form = _form(document, pack)
    for theme in pack.themes:
        heading = document.add_heading(theme.title, 1)
        heading.paragraph_format.page_break_before = True
        document.add_paragraph(theme.question).paragraph_format.keep_with_next = True
        for one in theme.characteristics:
            _characteristic(document, pack, one, form)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _set_up(document: WordDocument, pack: Pack) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin = section.bottom_margin = Cm(1.8)
    for name, size in (("Normal", 10), ("Title", 24), ("Heading 1", 18), ("Heading 2", 12)):
        style: Any = document.styles[name]
        word_styles.write_plainly(style)
        style.font.size = Pt(size)
    word_styles.speak_english(document)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    _say_what_it_is(document, pack)
    _number_pages(document, pack)


def _say_what_it_is(document: WordDocument, pack: Pack) -> None:
    core = document.core_properties
    core.title, core.author, core.language = f"{pack.title}: questions to answer on paper", pack.council, "en-GB"
    core.comments, core.last_modified_by = "", "Bearings"
    core.created = core.modified = datetime.combine(pack.as_at, time())


def _number_pages(document: WordDocument, pack: Pack) -> None:
    foot = document.sections[0].footer.paragraphs[0]
    document.styles["Footer"].paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(Cm(ACROSS), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{pack.title} (number {pack.number})\tPage ")
    for made in (*field("PAGE", "1"), run(" of "), *field("NUMPAGES", "1")):
        foot._p.append(made)
    for part in foot.runs:
        part.font.size = Pt(8)


def _first_page(document: WordDocument, pack: Pack) -> None:
    document.add_paragraph(pack.council)
    facts = [*pack.facts, *([("Your name", ""), ("You answer as", _boxes(pack.groups))] if pack.is_private else [])]
    table = document.add_table(0, 2, "Table Grid")
    table.autofit = False
    for name, fact in facts:
        row = table.add_row()
        row.cells[0].text, row.cells[1].text = name, fact
        row.cells[0].paragraphs[0].runs[0].bold = True
        row.height = Cm(1) if not fact else None
    _widths(table, (4.4, ACROSS - 4.4))
    document.add_heading("Who sees what", 2)
    document.add_paragraph(pack.who_sees)
    document.add_heading("How to fill it in", 2)
    for text in HOW:
        document.add_paragraph(text, "List Bullet")


def _form(document: WordDocument, pack: Pack) -> list[Any]:
    """What is filled in, alike for every characteristic but for the words of its levels: made once, since the library
    takes a hundred times as long to make it as to copy it."""
    body = document.element.body
    before = len(body) - 1  # what sets up the page stands last
    _levels(document, len(pack.levels(pack.model.characteristics[0])) + 1)
    _line(document, pack.target_words, [choice.label for choice in pack.targets])
    _line(document, "How strong is the evidence?", [choice.label for choice in pack.strengths])
    _line(document, "Note: the papers, meetings or figures that show it", [])
    for number in range(NOTE_LINES):
        line = document.add_paragraph()
        line.paragraph_format.space_before = Pt(10)
        line.paragraph_format.keep_with_next = number < NOTE_LINES - 1 or pack.is_private
        _underline(line)
    if pack.is_private:
        document.add_paragraph(f"{BOX} {SHARED}")
    made = list(body)[before:-1]
    for part in made:
        body.remove(part)
    return made


def _levels(document: WordDocument, rows: int) -> None:
    table = document.add_table(rows, len(COLUMNS), "Table Grid")
    table.autofit = False
    for number, row in enumerate(table._tbl.tr_lst):
        about = row.get_or_add_trPr()
        about.append(element("cantSplit"))
        if number == 0:
            about.append(element("tblHeader"))
        for tc in row.tc_lst:
            _prepare(Paragraph(tc.p_lst[0], table), is_bold=number == 0)
    _widths(table, COLUMNS)


def _prepare(paragraph: Paragraph, *, is_bold: bool) -> None:
    paragraph.add_run().bold = is_bold or None
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_after = Pt(1)


def _characteristic(document: WordDocument, pack: Pack, one: Characteristic, form: list[Any]) -> None:
    document.add_heading(f"{one.code} {one.title}", 2)
    document.add_paragraph(one.statement).paragraph_format.keep_with_next = True
    table, *rest = deepcopy(form)
    _fill(table, pack.levels(one))
    for part in (table, *rest):
        document.element.body[-1].addprevious(part)


def _fill(table: Any, choices: list[Choice]) -> None:
    texts = [("Tick", "Now", "What it means"), *((BOX, choice.label, choice.hint) for choice in choices)]
    for row, cells in zip(table.tr_lst, texts, strict=True):
        for tc, text in zip(row.tc_lst, cells, strict=True):
            tc.p_lst[0].r_lst[0].text = text


def _widths(table: Any, widths: tuple[float, ...]) -> None:
    """On the elements: the library looks for each cell anew, which takes seconds."""
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Cm(width)
    for row in table._tbl.tr_lst:
        for tc, width in zip(row.tc_lst, widths, strict=True):
            tc.width = Cm(width)


def _line(document: WordDocument, question: str, labels: list[str]) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(4)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(question).bold = True
    if labels:
        paragraph.add_run(f"  {_boxes(labels)}")


def _boxes(labels: list[str]) -> str:
    """A box stays on the line of its word."""
    return "   ".join(f"{BOX}\u00a0{label}".replace(" ", "\u00a0") for label in labels)


def _underline(paragraph: Paragraph) -> None:
    """And between: Word takes lines that stand together for one paragraph with one border."""
    lines = (element(side, val="single", sz="4", space="1", color="000000") for side in ("bottom", "between"))
    paragraph._p.get_or_add_pPr().append(element("pBdr", *lines))
