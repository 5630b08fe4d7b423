"""An empty presentation of ours, and what is put on its slides: 16:9, in the council’s colour, in British English."""

import re
from copy import deepcopy
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.text.text import TextFrame
from pptx.util import Inches, Pt

from app.documents import slides_fit as fit
from app.documents.slides_boxes import (
    ACROSS,
    BOTTOM,
    FOOT_SIZE,
    HEIGHT,
    LEFT,
    PAD,
    TABLE_SIZE,
    TITLE_SIZE,
    TOP,
    WIDTH,
    Box,
    row_height,
)

TITLE, TITLE_ONLY = 0, 5
"""The layouts of the library’s own template that are kept."""
_LANGUAGE = "en-GB"
Slide = Any
"""The library’s own types say less than it can do."""
RGB: Any = RGBColor


class Deck:
    def __init__(self, colour: str, foot: str) -> None:
        """`colour`: six digits, dark enough for white text."""
        self.file: Any = Presentation()
        self.colour, self.foot = RGB.from_string(colour.upper()), foot
        self._feet: list[Any] = []
        self.file.slide_width, self.file.slide_height = Inches(WIDTH), Inches(HEIGHT)
        self._strip()
        self._dress(colour)

    def _strip(self) -> None:
        """Layouts nobody uses, a printer’s settings and a picture of another slide."""
        layouts = self.file.slide_layouts
        for number, layout in reversed(list(enumerate(layouts))):
            if number not in {TITLE, TITLE_ONLY}:
                layouts.remove(layout)
        part, package = self.file.part, self.file.part.package
        for rels, kind in ((part.rels, RT.PRINTER_SETTINGS), (package._rels, RT.THUMBNAIL)):
            for key in [key for key, rel in rels.items() if rel.reltype == kind]:
                rels.pop(key)

    def _dress(self, colour: str) -> None:
        theme = self.file.slide_master.part.part_related_by(RT.THEME)
        text = re.sub(rb'<a:latin typeface="[^"+]*"', b'<a:latin typeface="Arial"', theme.blob)
        accent = b"<a:accent1><a:srgbClr val=%b/></a:accent1>" % f'"{colour.upper()}"'.encode()
        theme._blob = re.sub(rb"<a:accent1>.*?</a:accent1>", accent, text, flags=re.DOTALL)
        master = self.file.slide_master
        style = master.element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
        style.set("algn", "l")
        run = style.find(qn("a:defRPr"))
        run.set("sz", str(TITLE_SIZE * 100))
        run.set("b", "1")
        run.find(f".//{qn('a:schemeClr')}").set("val", "accent1")
        title, opening = self.file.slide_layouts.get_by_name("Title Only"), self.file.slide_layouts[0]
        for page in (master, title, opening):
            _lay_out(page)

    def opening(self, title: str, lines: list[str]) -> Slide:
        """The title slide, on the council’s colour."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[0])
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = self.colour
        heading, below = slide.shapes.title, slide.placeholders[1]
        _place(heading, LEFT, 1.3, ACROSS, 2.2)
        _place(below, LEFT, 3.7, ACROSS, 2.9)
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
        slide.shapes._spTree.extend(map(deepcopy, self._feet))

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
        for element, texts in zip(frame._element.graphic.graphicData.tbl.tr_lst, rows, strict=True):
            element.h = Inches(row_height(texts, widths))
            for old, text in zip(element.tc_lst, texts, strict=True):
                element.replace(old, _filled(like, text))
        frame.table.notify_height_changed()

    def save(self, title: str, author: str, subject: str) -> bytes:
        core = self.file.core_properties
        core.title, core.author, core.subject, core.language = title, author, subject, _LANGUAGE
        core.last_modified_by, core.keywords, core.comments = "Bearings", "self-assessment", ""
        for page in (self.file.slide_master, *self.file.slide_layouts, *self.file.slides):
            _say_language(page.element)
        for slide in self.file.slides:
            if slide.has_notes_slide:
                _say_language(slide.notes_slide.element)
        _say_language(self.file.part._element)
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
    shape._element.find(f".//{qn('p:cNvPr')}").set("descr", description)


def _lay_out(page: Any) -> None:
    """The library’s template is made for 4:3."""
    for shape in page.placeholders:
        kind = shape.element.find(f".//{qn('p:ph')}").get("type")
        if kind in {"title", "ctrTitle"}:
            _place(shape, LEFT, 0.4, ACROSS, 1.0)
            shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        elif kind == "ftr":
            _place(shape, LEFT, 6.9, 10.7, 0.4)
            _small(shape, "l")
        elif kind == "sldNum":
            _place(shape, 11.53, 6.9, 1.2, 0.4)
            _small(shape, "r")
        elif kind == "dt":
            shape.element.getparent().remove(shape.element)
        else:
            _place(shape, LEFT, TOP, ACROSS, BOTTOM - TOP)


def _small(shape: Any, align: str) -> None:
    """Dark enough to read: the template’s own grey is not."""
    for style in shape.element.iter(qn("a:lvl1pPr")):
        style.set("algn", align)
        for run in style.iter(qn("a:defRPr")):
            run.set("sz", str(FOOT_SIZE * 100))
            for colour in run.iter(qn("a:schemeClr")):
                for child in list(colour):
                    colour.remove(child)


def _place(shape: Any, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = Inches(left), Inches(top), Inches(width), Inches(height)


def _say_language(element: Any) -> None:
    for run in element.iter(qn("a:r")):
        run.get_or_add_rPr()
    for tag in ("a:rPr", "a:endParaRPr", "a:defRPr"):
        for properties in element.iter(qn(tag)):
            properties.set("lang", _LANGUAGE)
