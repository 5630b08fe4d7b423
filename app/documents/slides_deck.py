"""A presentation of ours, and what is put on its slides: in the council’s colour, in British English."""

from copy import deepcopy
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.text.text import TextFrame
from pptx.util import Inches, Pt

from app.documents import slides_fit as fit
from app.documents.slides_boxes import ACROSS, FOOT_SIZE, LEFT, PAD, TABLE_SIZE, TITLE_SIZE, Box, row_height
from app.documents.slides_template import empty_in, place

_LANGUAGE = "en-GB"
Slide = Any
"""The library’s own types say less than it can do."""
RGB: Any = RGBColor


class Deck:
    def __init__(self, colour: str, foot: str) -> None:
        """`colour`: six digits, dark enough for white text."""
        self.file = empty_in(colour)
        self.colour, self.foot = RGB.from_string(colour.upper()), foot
        self._feet: list[Any] = []

    def opening(self, title: str, lines: list[str]) -> Slide:
        """The title slide, on the council’s colour."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[0])
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = self.colour
        heading, below = slide.shapes.title, slide.placeholders[1]
        place(heading, LEFT, 1.3, ACROSS, 2.2)
        place(below, LEFT, 3.7, ACROSS, 2.9)
        size = 36
        heading.text_frame.text = fit.shortened(title, ACROSS - 2 * PAD, size, 3)
        heading.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
        below.text_frame.text = "\n".join(fit.shortened(line, ACROSS - 2 * PAD, 18, 2) for line in lines)
        for shape, points in ((heading, size), (below, 18)):
            for paragraph in shape.text_frame.paragraphs:
                paragraph.alignment = PP_ALIGN.LEFT
                for run in paragraph.runs:
                    run.font.size, run.font.color.rgb = Pt(points), RGB(255, 255, 255)
        return slide

    def page(self, title: str, notes: list[str]) -> Slide:
        slide = self.file.slides.add_slide(self.file.slide_layouts[1])
        slide.shapes.title.text_frame.text = fit.shortened(title, ACROSS - 2 * PAD, TITLE_SIZE, 2)
        self._number(slide)
        self.say(slide, notes)
        return slide

    def _number(self, slide: Slide) -> None:
        """The foot and the number: the library leaves them on the layout."""
        if not self._feet:
            self._feet = _feet_of(slide, fit.shortened(self.foot, 10.5, FOOT_SIZE, 1))
        slide.shapes.element.extend(map(deepcopy, self._feet))

    def say(self, slide: Slide, paragraphs: list[str]) -> None:
        """The speaker’s notes."""
        frame = slide.notes_slide.notes_text_frame
        frame.text = "\n".join(paragraphs)

    def text(self, slide: Slide, name: str, paragraphs: list[str], box: Box, heading: str = "") -> None:
        """Whole paragraphs, as many as fit; the caller has cut each."""
        shape = slide.shapes.add_textbox(Inches(box.left), Inches(box.top), Inches(box.width), Inches(box.height))
        shape.name = name
        frame = shape.text_frame
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Inches(PAD)
        for number, text in enumerate([heading, *paragraphs] if heading else paragraphs):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text, run.font.size = text, Pt(box.size)
            run.font.bold = bool(heading) and number == 0
            paragraph.space_after = Pt(box.after)

    def table(self, slide: Slide, rows: list[list[str]], widths: list[float], description: str, top: float) -> None:
        """The first row is the head. The rows are as high as their text asks for."""
        frame = slide.shapes.add_table(
            len(rows), len(widths), Inches(LEFT), Inches(top), Inches(sum(widths)), Inches(0.4 * len(rows))
        )
        describe(frame, "Table", description)
        for column, width in zip(frame.table.columns, widths, strict=True):
            column.width = Inches(width)
        like = _cell_of(frame.table)
        for element, texts in zip(frame.element.graphic.graphicData.tbl.tr_lst, rows, strict=True):
            element.h = Inches(row_height(texts, widths))
            for old, text in zip(element.tc_lst, texts, strict=True):
                element.replace(old, _filled(like, text))
        frame.table.notify_height_changed()

    def save(self, title: str, author: str, subject: str, day: date) -> bytes:
        """`day`: its date. That of the library’s template is of 2013, and today’s would make every copy another."""
        core = self.file.core_properties
        core.title, core.author, core.subject, core.language = title, author, subject, _LANGUAGE
        core.last_modified_by, core.keywords, core.comments = "Bearings", "self-assessment", ""
        core.created = core.modified = datetime.combine(day, time())
        for page in (self.file.slide_master, *self.file.slide_layouts, *self.file.slides):
            _say_language(page.element)
        for slide in self.file.slides:
            if slide.has_notes_slide:
                _say_language(slide.notes_slide.element)
        _say_language(self.file.element)
        content = BytesIO()
        self.file.save(content)
        return content.getvalue()


def _feet_of(slide: Slide, text: str) -> list[Any]:
    """Alike on every slide."""
    feet = []
    for shape in slide.slide_layout.placeholders:
        kind = shape.element.find(f".//{qn('p:ph')}").get("type")
        if kind in {"ftr", "sldNum"}:
            copy = deepcopy(shape.element)
            copy.find(f".//{qn('p:cNvPr')}").set("id", str(100 + (kind == "ftr")))
            feet.append(copy)
            if kind == "ftr":
                TextFrame(copy.txBody, slide).text = text
    return feet


def _cell_of(table: Any) -> Any:
    """As every cell looks. The library takes ten times as long to make one as to copy it."""
    cell = table.cell(0, 0)
    cell.margin_left = cell.margin_right = Inches(PAD)
    cell.margin_top = cell.margin_bottom = Inches(PAD / 2)
    cell.text_frame.text = "–"
    cell.text_frame.paragraphs[0].runs[0].font.size = Pt(TABLE_SIZE)
    return deepcopy(cell._tc)


def _filled(like: Any, text: str) -> Any:
    made = deepcopy(like)
    paragraph = made.txBody.p_lst[0]
    if text:
        paragraph.r_lst[0].text = text
    else:
        paragraph.remove(paragraph.r_lst[0])
    return made


def describe(shape: Any, name: str, description: str) -> None:
    """The alternative text."""
    shape.name = name
    shape.element.find(f".//{qn('p:cNvPr')}").set("descr", description)


def _say_language(element: Any) -> None:
    for run in element.iter(qn("a:r")):
        run.get_or_add_rPr()
    for tag in ("a:rPr", "a:endParaRPr", "a:defRPr"):
        for properties in element.iter(qn(tag)):
            properties.set("lang", _LANGUAGE)
