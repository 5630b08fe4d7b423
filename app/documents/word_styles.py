"""The styles that a document of ours is written in: the template’s where it has them, made where it lacks them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from docx.shared import Cm, Pt, RGBColor

from app.documents.word_parts import element

PARAGRAPH, TABLE = WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.TABLE
FONT, INK = "Arial", RGBColor(0x0B, 0x0C, 0x0C)
TABLE_GRID = "Table Grid"
CONTENTS = "TOC Heading"
"""What stands over the contents: Word’s own name for it."""


@dataclass(frozen=True, slots=True)
class Look:
    size: float
    before: float
    after: float
    is_bold: bool = False
    indent: float = 0
    outline: int | None = None
    """The depth of a heading, by which Word and screen readers know it for one."""


LOOKS = {
    "Title": Look(26, 0, 6, is_bold=True),
    "Heading 1": Look(20, 18, 6, is_bold=True, outline=0),
    "Heading 2": Look(15, 16, 4, is_bold=True, outline=1),
    "Heading 3": Look(12, 12, 3, is_bold=True, outline=2),
    "List Bullet": Look(11, 0, 4, indent=0.63),
    CONTENTS: Look(12, 12, 3, is_bold=True),
    "toc 1": Look(11, 4, 2),
    "toc 2": Look(11, 0, 2, indent=0.63),
}
OF_A_TEMPLATE = ("Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet", TABLE_GRID)
"""Those that a council’s own template is asked for."""


def missing_styles(template: bytes) -> list[str]:
    document = Document(BytesIO(template))
    return [name for name in OF_A_TEMPLATE if _find(document, name) is None]


def find_or_make(document: WordDocument) -> dict[str, str]:
    """The id of each style by its name. A heading is a real one even where the template has no style for it."""
    found = {name: (_find(document, name) or _make(document, name, look)).style_id for name, look in LOOKS.items()}
    grid = _find(document, TABLE_GRID)
    return found | {TABLE_GRID: grid.style_id if grid is not None else ""}


def _find(document: WordDocument, name: str) -> Any | None:
    kind = TABLE if name == TABLE_GRID else PARAGRAPH
    return next((style for style in document.styles if style.type is kind and _is(style.name, name)), None)


def _is(name: str | None, wanted: str) -> bool:
    return (name or "").lower() == wanted.lower()


def _make(document: WordDocument, name: str, look: Look) -> Any:
    taken = {style.style_id for style in document.styles}
    style: Any = document.styles.add_style(name, PARAGRAPH, builtin=True)
    if style.style_id in taken:
        style.style_id = f"{style.style_id}Bearings"
    _dress(style, look)
    if name == "List Bullet":
        _give_bullets(document, style)
    return style


def _give_bullets(document: WordDocument, style: Any) -> None:
    """A real list: its points are counted to those who hear it."""
    numbering: Any = _numbering(document)
    names = numbering.xpath("w:abstractNum/@w:abstractNumId")
    number = str(1 + max((int(name) for name in names), default=0))
    indent = element("pPr", element("ind", left="357", hanging="357"))
    look = [element("start", val="1"), element("numFmt", val="bullet"), element("lvlText", val="•"), indent]
    made = element("abstractNum", element("lvl", *look, ilvl="0"), abstractNumId=number)
    first = next(numbering.iterchildren(qn("w:num"), qn("w:numIdMacAtCleanup")), None)
    numbering.append(made) if first is None else first.addprevious(made)
    given = style.element.get_or_add_pPr().get_or_add_numPr()
    given.get_or_add_numId().val = numbering.add_num(int(number)).numId


def _numbering(document: WordDocument) -> Any:
    part: Any
    try:
        part = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        name, content = PackURI("/word/numbering.xml"), f"<w:numbering {nsdecls('w')}/>".encode()
        part = NumberingPart.load(name, CONTENT_TYPE.WML_NUMBERING, content, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return part.element


def _dress(style: Any, look: Look) -> None:
    style.font.size, style.font.bold = Pt(look.size), look.is_bold or None
    about = style.paragraph_format
    about.space_before, about.space_after = Pt(look.before), Pt(look.after)
    if look.indent:
        about.left_indent = Cm(look.indent)
    if look.outline is not None:
        about.keep_with_next = True
        properties = style.element.get_or_add_pPr()
        for older in properties.findall(qn("w:outlineLvl")):
            properties.remove(older)
        properties.append(element("outlineLvl", val=str(look.outline)))


def make_plain(document: WordDocument) -> None:
    """A4 in Arial and dark ink, from the document that python-docx begins with."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    for name, look in {"Normal": Look(11, 0, 7), **LOOKS}.items():
        style = _find(document, name) or _make(document, name, look)
        write_plainly(style)
        _drop_borders(style)
        if name != "List Bullet":
            _dress(style, look)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    _drop_what_nobody_needs(document)


def write_plainly(style: Any) -> None:
    style.font.name, style.font.color.rgb = FONT, INK
    fonts = style.element.rPr.find(qn("w:rFonts"))
    for key in [key for key in fonts.attrib if "theme" in key.lower()]:
        del fonts.attrib[key]
    for kind in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)


def _drop_borders(style: Any) -> None:
    for border in list(style.element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)


def _drop_what_nobody_needs(document: WordDocument) -> None:
    """A picture of an empty page, and styles for Word 2007."""
    for relations in (document.part.rels, document.part.package.rels):
        for number, relation in list(relations.items()):
            if relation.reltype.endswith(("/thumbnail", "/stylesWithEffects", "/customXml")):
                del relations[number]


def speak_english(document: WordDocument) -> None:
    """Screen readers and the spelling go by it."""
    styles: Any = document.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = element("docDefaults")
        styles.insert(0, defaults)
    parent = defaults
    for name in ("rPrDefault", "rPr"):
        child = parent.find(qn(f"w:{name}"))
        if child is None:
            child = element(name)
            parent.insert(0, child)
        parent = child
    if parent.find(qn("w:lang")) is None:
        parent.append(element("lang", val="en-GB"))
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def has_page_numbers(document: WordDocument) -> bool:
    """On the pages after the first, and by a field: the word may stand in any name."""
    section = document.sections[-1]
    own: list[Any] = [one for one in (section.header, section.footer) if not one.is_linked_to_previous]
    return any(re.search(r"\bPAGE\b", code, re.IGNORECASE) for one in own for code in _codes(one.part.element))


def _codes(root: Any) -> Iterator[str]:
    yield from (found.text or "" for found in root.iter(qn("w:instrText")))
    yield from (found.get(qn("w:instr"), "") for found in root.iter(qn("w:fldSimple")))
