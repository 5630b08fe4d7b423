"""The elements that a Word document is made of. python-docx asks after every cell of a table; these are just laid."""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from app.forms import UNPRINTABLE

SMALL = "18"
"""Half points: what stands in tables."""
GREY = "F3F2F1"


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    is_bold: bool = False
    fill: str = ""
    """A colour, of no meaning."""
    columns: int = 1
    is_centred: bool = False


def element(tag: str, *children: BaseOxmlElement, **attributes: str) -> BaseOxmlElement:
    made = OxmlElement(f"w:{tag}", {qn(f"w:{name}"): value for name, value in attributes.items()})
    made.extend(children)
    return made


def run(text: str, *, is_bold: bool = False, size: str = "", style: str = "") -> BaseOxmlElement:
    """Any text, as text: what XML cannot hold is left out."""
    made = element("r")
    properties = [element("rStyle", val=style)] * bool(style) + [element("b")] * is_bold
    properties += [element("sz", val=size), element("szCs", val=size)] if size else []
    if properties:
        made.append(element("rPr", *properties))
    for number, line in enumerate(UNPRINTABLE.sub("", text).split("\n")):
        if number:
            made.append(element("br"))
        made.append(_text("t", line))
    return made


def _text(tag: str, text: str) -> BaseOxmlElement:
    made = element(tag)
    made.text = text
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def field(instruction: str, shown: str) -> list[BaseOxmlElement]:
    """What Word reckons, and what stands there until it does."""
    return [*field_begin(instruction), run(shown), field_end()]


def field_begin(instruction: str) -> list[BaseOxmlElement]:
    return [
        element("r", element("fldChar", fldCharType="begin")),
        element("r", _text("instrText", f" {instruction} ")),
        element("r", element("fldChar", fldCharType="separate")),
    ]


def field_end() -> BaseOxmlElement:
    return element("r", element("fldChar", fldCharType="end"))


def paragraph(
    *content: BaseOxmlElement, style: str = "", properties: Sequence[BaseOxmlElement] = ()
) -> BaseOxmlElement:
    """`properties` in the order that Word asks for."""
    all_properties = [element("pStyle", val=style)] * bool(style) + list(properties)
    return element("p", *([element("pPr", *all_properties)] if all_properties else []), *content)


def table(
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str | Cell]],
    widths: Sequence[int],
    style: str,
) -> BaseOxmlElement:
    """Its heading row is repeated on every page, and no row is broken across two. Widths in twentieths of a point."""
    made = element("tbl", _table_properties(title, sum(widths), style, has_head=bool(headings)))
    made.append(element("tblGrid", *(element("gridCol", w=str(width)) for width in widths)))
    if headings:
        made.append(_row([Cell(heading, True, GREY) for heading in headings], widths, is_head=True))
    made.extend(_row([one if isinstance(one, Cell) else Cell(one) for one in row], widths) for row in rows)
    return made


def _table_properties(title: str, width: int, style: str, *, has_head: bool) -> BaseOxmlElement:
    sides = ("top", "bottom", "insideH")
    borders = [element(side, val="single", sz="4", space="0", color="B1B4B6") for side in sides]
    look = {"firstRow": str(int(has_head)), "lastRow": "0", "firstColumn": "1", "lastColumn": "0"}
    return element(
        "tblPr",
        *([element("tblStyle", val=style)] if style else []),
        element("tblW", w=str(width), type="dxa"),
        *([] if style else [element("tblBorders", *borders)]),
        element("tblLayout", type="fixed"),
        element("tblCellMar", element("left", w="60", type="dxa"), element("right", w="60", type="dxa")),
        element("tblLook", **look, noHBand="1", noVBand="1"),
        element("tblCaption", val=title),
    )


def _row(cells: Sequence[Cell], widths: Sequence[int], *, is_head: bool = False) -> BaseOxmlElement:
    made = element("tr", element("trPr", element("cantSplit"), *([element("tblHeader")] if is_head else [])))
    place = 0
    for cell in cells:
        width = sum(widths[place : place + cell.columns])
        place += cell.columns
        made.append(_cell(cell, width, is_head=is_head))
    return made


def _cell(cell: Cell, width: int, *, is_head: bool) -> BaseOxmlElement:
    properties = [element("tcW", w=str(width), type="dxa")]
    properties += [element("gridSpan", val=str(cell.columns))] if cell.columns > 1 else []
    properties += [element("shd", val="clear", color="auto", fill=cell.fill)] if cell.fill else []
    # A row that heads others stays with the next.
    about = [element("keepNext")] if is_head or cell.columns > 1 else []
    about += [element("spacing", before="30", after="30", line="240", lineRule="auto"), element("ind", left="0")]
    about += [element("jc", val="center" if cell.is_centred else "left")]
    content = run(cell.text, is_bold=cell.is_bold, size=SMALL)
    return element("tc", element("tcPr", *properties), paragraph(content, properties=about))
