"""The parts of a Word template without what they may not hold: text of the body, references to the outside."""

from collections.abc import Iterator
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"
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
    qn(f"w:{name}") for name in ("object", "control", "altChunk", "subDoc", "dataBinding", "movie", "objectEmbed")
} | {f"{OFFICE}OLEObject"}
EMBEDDED_FONTS = {qn(f"w:embed{kind}") for kind in ("Regular", "Bold", "Italic", "BoldItalic")}
PICTURE_OF = {qn("w:drawing"), qn("w:pict"), qn("w:object"), qn("w:numPicBullet")}
SVG = "svgBlip"


def clean_part(kind: str, content: bytes, relations: set[str]) -> bytes:
    """`relations` are those that it keeps; what refers to another goes."""
    root: Any = parse_xml(content)
    if kind == "document":
        _empty_body(root)
    if kind == "settings":
        _keep_settings(root)
    _drop_outside(root)
    if kind in {"header", "footer"}:
        _drop_fields(root)
    _drop_relations(root, relations)
    cleaned: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return cleaned


def _empty_body(root: Any) -> None:
    """Only the page set-up of its last section is left."""
    for child in list(root):
        if child.tag != qn("w:body"):
            root.remove(child)
    body = root.find(qn("w:body"))
    for child in list(body)[:-1] if len(body) and body[-1].tag == qn("w:sectPr") else list(body):
        body.remove(child)


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


def _drop_fields(root: Any) -> None:
    """What such a field last showed stays as text."""
    for simple in list(root.iter(qn("w:fldSimple"))):
        if not _is_allowed(simple.get(qn("w:instr"), "")):
            _unwrap(simple)
    for parts, instruction in list(_fields(root)):
        if not _is_allowed(instruction):
            for part in parts:
                _remove(part)


def _fields(root: Any) -> Iterator[tuple[list[Any], str]]:
    """Each field’s own marks, and what it is to do; what has no beginning or no end is to do nothing."""
    open_fields: list[tuple[list[Any], list[str]]] = [([], [])]
    for found in root.iter(qn("w:fldChar"), qn("w:instrText")):
        mark = found.get(qn("w:fldCharType"))
        if mark == "begin":
            open_fields.append(([], []))
        parts, words = open_fields[-1]
        parts.append(found)
        if found.tag == qn("w:instrText"):
            words.append(found.text or "")
        if mark == "end" and len(open_fields) > 1:
            open_fields.pop()
            yield parts, "".join(words)
    yield from ((parts, "") for parts, _ in open_fields)


def _is_allowed(instruction: str) -> bool:
    return "".join(instruction.split()[:1]).upper() in FIELDS


def _drop_relations(root: Any, kept: set[str]) -> None:
    """A hyperlink stays as text; a picture that is not here goes whole."""
    for found in list(root.iter()):
        theirs = [value for key, value in found.attrib.items() if str(key).startswith(RELATION)]
        is_linked = any(str(key) == f"{RELATION}link" or str(key).startswith(f"{OFFICE}href") for key in found.attrib)
        if found.tag == qn("w:hyperlink"):
            _unwrap(found)
        elif etree.QName(found).localname == SVG:
            _remove(found.getparent())  # the same as a plain picture stands beside it
        elif etree.QName(found).localname in {"hlinkClick", "hlinkHover"}:
            _remove(found)
        elif is_linked or not kept.issuperset(theirs):
            _remove(next((above for above in found.iterancestors() if above.tag in PICTURE_OF), found))
        elif "href" in found.attrib:
            del found.attrib["href"]


def _unwrap(found: Any) -> None:
    for child in list(found):
        found.addprevious(child)
    _remove(found)


def _remove(found: Any) -> None:
    if found.getparent() is not None:
        found.getparent().remove(found)
