"""The library’s own template made ours: 16:9, two layouts, Arial, and the council’s colour."""

import re
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.util import Inches

from app.documents.slides_boxes import ACROSS, BOTTOM, FOOT_SIZE, HEIGHT, LEFT, TITLE_SIZE, TOP, WIDTH

TITLE, TITLE_ONLY = 0, 5
"""The layouts that are kept."""


def empty_in(colour: str) -> Any:
    """A presentation without slides. `colour`: six digits, dark enough for white text."""
    file: Any = Presentation()
    file.slide_width, file.slide_height = Inches(WIDTH), Inches(HEIGHT)
    _strip(file)
    _dress(file, colour)
    for page in (file.slide_master, *file.slide_layouts):
        _lay_out(page)
    return file


def _strip(file: Any) -> None:
    """Layouts nobody uses, a printer’s settings and a picture of another slide."""
    layouts = file.slide_layouts
    for number, layout in reversed(list(enumerate(layouts))):
        if number not in {TITLE, TITLE_ONLY}:
            layouts.remove(layout)
    package = file.part.package
    for holder, kind in ((file.part, RT.PRINTER_SETTINGS), (package, RT.THUMBNAIL)):
        for relation in [one for one in package.iter_rels() if one.reltype == kind]:
            holder.drop_rel(relation.rId)


def _dress(file: Any, colour: str) -> None:
    master = file.slide_master
    theme = master.part.part_related_by(RT.THEME)
    text = re.sub(rb'<a:latin typeface="[^"+]*"', b'<a:latin typeface="Arial"', theme.blob)
    accent = b"<a:accent1><a:srgbClr val=%b/></a:accent1>" % f'"{colour.upper()}"'.encode()
    theme.blob = re.sub(rb"<a:accent1>.*?</a:accent1>", accent, text, flags=re.DOTALL)
    style = master.element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", "l")
    run = style.find(qn("a:defRPr"))
    run.set("sz", str(TITLE_SIZE * 100))
    run.set("b", "1")
    run.find(f".//{qn('a:schemeClr')}").set("val", "accent1")


def _lay_out(page: Any) -> None:
    """The library’s template is made for 4:3."""
    for shape in page.placeholders:
        kind = shape.element.find(f".//{qn('p:ph')}").get("type")
        if kind in {"title", "ctrTitle"}:
            place(shape, LEFT, 0.4, ACROSS, 1.0)
            shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        elif kind == "ftr":
            place(shape, LEFT, 6.9, 10.7, 0.4)
            _small(shape, "l")
        elif kind == "sldNum":
            place(shape, 11.53, 6.9, 1.2, 0.4)
            _small(shape, "r")
        elif kind == "dt":
            shape.element.getparent().remove(shape.element)
        else:
            place(shape, LEFT, TOP, ACROSS, BOTTOM - TOP)


def _small(shape: Any, align: str) -> None:
    """Dark enough to read: the template’s own grey is not."""
    for style in shape.element.iter(qn("a:lvl1pPr")):
        style.set("algn", align)
        for run in style.iter(qn("a:defRPr")):
            run.set("sz", str(FOOT_SIZE * 100))
            for colour in run.iter(qn("a:schemeClr")):
                for child in list(colour):
                    colour.remove(child)


def place(shape: Any, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = Inches(left), Inches(top), Inches(width), Inches(height)
