"""The parts of a Word template without what they may not hold: text of the body, references to the outside."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree  # type: ignore[import-untyped]

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"
ROOTS = {
    "document": "w:document",
    "styles": "w:styles",
    "numbering": "w:numbering",
    "settings": "w:settings",
    "header": "w:hdr",
    "footer": "w:ftr",
    "fontTable": "w:fonts",
    "theme": "a:theme",
}
SETTINGS = {
    "zoom",
    "mirrorMargins",
    "alignBordersAndEdges",
    "gutterAtTop",
    "autoHyphenation",
    "hyphenationZone",
    "doNotHyphenateCaps",
    "defaultTabStop",
    "evenAndOddHeaders",
    "characterSpacingControl",
    "compat",
    "themeFontLang",
    "clrSchemeMapping",
    "decimalSymbol",
    "listSeparator",
}
"""What is taken over of the settings: no template elsewhere, no mail merge, no protection, no tracked changes."""
FIELDS = {"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF", "TITLE", "SUBJECT", "AUTHOR", "DATE"}
"""That may stand in a header or footer: they tell of this document alone."""
OUTSIDE = {
    qn(f"w:{name}")
    for name in ("object", "control", "altChunk", "subDoc", "dataBinding", "movie", "objectEmbed", "ffData")
} | {f"{OFFICE}OLEObject", "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding"}
ADDRESSES = ("href", "src", f"{OFFICE}gfxdata")
"""Attributes of the older drawings, which need no relation; the last holds a whole file."""
EMBEDDED_FONTS = {qn(f"w:embed{kind}") for kind in ("Regular", "Bold", "Italic", "BoldItalic")}
PICTURE_OF = {qn("w:drawing"), qn("w:pict"), qn("w:object"), qn("w:numPicBullet")}
OTHER_PICTURES = {"svgBlip", "imgProps"}
"""The same picture drawn otherwise, or as it was before its colours were changed: beside it stands a plain one."""
TAKEN_AWAY = {qn(f"w:{name}") for name in ("del", "moveFrom", "delInstrText", "delText", "cellDel", "cellIns")}
PUT_IN = (qn("w:ins"), qn("w:moveTo"))
ON_PAGES = (qn("w:headerReference"), qn("w:footerReference"))
MARK, CODE, TEXT = qn("w:fldChar"), qn("w:instrText"), qn("w:t")


def clean_part(kind: str, content: bytes, relations: set[str]) -> bytes:
    """`relations` are those that it keeps; what refers to another goes."""
    root: Any = parse_xml(content)
    if root.tag != qn(ROOTS[kind]):
        raise ValueError(f"The part is no {kind}")
    if kind == "document":
        _empty_body(root)
    if kind == "settings":
        _keep_settings(root)
    _drop_outside(root)
    _accept_changes(root)
    if kind in {"header", "footer"}:
        _drop_fields(root)
        _end_with_paragraph(root)
    _drop_relations(root, relations)
    cleaned: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return cleaned


def _empty_body(root: Any) -> None:
    """Only the page set-up of its last section is left."""
    for child in list(root):
        if child.tag != qn("w:body"):
            root.remove(child)
    body = root.find(qn("w:body"))
    section = next(iter(body.findall(qn("w:sectPr"))[-1:]), None)
    if section is not None:
        _inherit(section, [one for one in body.iter(qn("w:sectPr")) if one is not section])
    for child in [child for child in body if child is not section]:
        body.remove(child)


def _inherit(section: Any, earlier: Iterable[Any]) -> None:
    """A section that names no header or footer of a kind has that of the section before it."""
    found = {_kind(one): one for before in earlier for one in before.iterchildren(*ON_PAGES)}
    own = {_kind(one) for one in section.iterchildren(*ON_PAGES)}
    for kind, one in found.items():
        if kind not in own:
            section.insert(0, one)


def _kind(reference: Any) -> tuple[str, str]:
    return reference.tag, reference.get(qn("w:type"), "default")


def _keep_settings(root: Any) -> None:
    kept = {qn(f"w:{name}") for name in SETTINGS}
    for child in list(root):
        if child.tag not in kept:
            root.remove(child)


def _drop_outside(root: Any) -> None:
    for found in [one for one in root.iter() if one.tag in OUTSIDE | EMBEDDED_FONTS]:
        _remove(found)
    for found in [one for one in root.iter() if not isinstance(one.tag, str)]:  # comments and instructions
        _remove(found)


def _accept_changes(root: Any) -> None:
    """As if somebody had accepted what was tracked: who wrote it and when is nobody’s business."""
    for found in [one for one in root.iter() if one.tag in TAKEN_AWAY or one.tag.endswith("Change")]:
        _remove(found)
    for found in list(root.iter(*PUT_IN)):
        _unwrap(found)


def _end_with_paragraph(root: Any) -> None:
    """Word asks for one, and page numbers are put there."""
    if root.find(qn("w:p")) is None:
        root.append(parse_xml(f"<w:p {nsdecls('w')}/>"))


def _drop_fields(root: Any) -> None:
    """What such a field last showed stays as text."""
    for simple in list(root.iter(qn("w:fldSimple"))):
        if not _is_allowed(simple.get(qn("w:instr"), "")):
            _unwrap(simple)
    for one in list(_fields(root)):
        if not _is_allowed("".join(one.code)):
            for mark in one.marks:
                _remove(mark)


@dataclass
class _Field:
    marks: list[Any] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    """What it is to do. Word takes any text there for it, even that of a field within."""
    is_shown: bool = False
    """What follows is what it last showed."""


def _fields(root: Any) -> Iterator[_Field]:
    """What has no beginning or no end is to do nothing."""
    strays, open_fields = _Field(), list[_Field]()
    for found in root.iter(MARK, CODE, TEXT):
        mark = found.get(qn("w:fldCharType"))
        if mark == "begin":
            open_fields.append(_Field())
        for one in [one for one in open_fields if not one.is_shown]:
            one.code.append(found.text or "")
        here = open_fields[-1] if open_fields else strays
        here.marks += [found] if found.tag != TEXT else []
        here.is_shown |= mark == "separate"
        if mark == "end" and open_fields:
            yield open_fields.pop()
    yield from (_Field(one.marks) for one in (strays, *open_fields))


def _is_allowed(instruction: str) -> bool:
    return "".join(instruction.split()[:1]).upper() in FIELDS


def _drop_relations(root: Any, kept: set[str]) -> None:
    """A hyperlink stays as text; a picture that is not here goes whole."""
    for found in list(root.iter()):
        for name in ADDRESSES:
            found.attrib.pop(name, None)
        theirs = [value for key, value in found.attrib.items() if str(key).startswith(RELATION)]
        is_linked = any(str(key) == f"{RELATION}link" or str(key).startswith(f"{OFFICE}href") for key in found.attrib)
        if found.tag == qn("w:hyperlink"):
            _unwrap(found)
        elif etree.QName(found).localname in OTHER_PICTURES:
            _remove(found.getparent())
        elif etree.QName(found).localname in {"hlinkClick", "hlinkHover"}:
            _remove(found)
        elif is_linked or not kept.issuperset(theirs):
            _remove(next((above for above in found.iterancestors() if above.tag in PICTURE_OF), found))


def _unwrap(found: Any) -> None:
    for child in list(found):
        found.addprevious(child)
    _remove(found)


def _remove(found: Any) -> None:
    if found.getparent() is not None:
        found.getparent().remove(found)
