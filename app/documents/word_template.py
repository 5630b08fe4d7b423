"""A council’s own Word template, taken in: its styles, page, headers and footers, and nothing else of what was sent.

A new file is put together from what is known to be harmless, part by part; whatever else lies in the old one (macros,
embedded objects, custom XML, comments, add-ins) is never copied. References to the outside are taken out of what is.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from app.documents.package import Package, Relation, open_package
from app.documents.word_cleaning import clean_part

MOST_BYTES = 3_000_000
SAVE_ANEW = "Open it in Word, save it as “Word Document (.docx)” and upload that"
NOT_WORD = "The template must be a Word document (.docx) or template (.dotx)"
MACROS = f"The template holds macros. {SAVE_ANEW}"
DAMAGED = f"The template cannot be read. {SAVE_ANEW}"
TOO_MUCH = f"The template holds far more than a template needs. {SAVE_ANEW}"

MAIN_TYPES = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
KINDS = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "header": "header",
    "footer": "footer",
    "fontTable": "fontTable",
}
"""Of the parts beside the document that are taken over: what they are called in a relation and in a content type."""
PICTURES = {
    "png": ("image/png", b"\x89PNG\r\n"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    "gif": ("image/gif", b"GIF8"),
}
THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def read_template(content: bytes) -> bytes:
    """The template without what does not belong into one. Raises ValueError, with a sentence for the person."""
    if len(content) > MOST_BYTES:
        raise ValueError("The template must be smaller than 3 megabytes")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValueError(f"The template is an old Word file (.doc) or has a password. {SAVE_ANEW}")
    with open_package(content, NOT_WORD, DAMAGED, TOO_MUCH) as package:
        return _cleaned(package, _main_of(package))


def _main_of(package: Package) -> str:
    if any(re.search(r"vba(project|data)|macro", name, re.IGNORECASE) for name in package.names):
        raise ValueError(MACROS)
    types = package.content_types()
    if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in types.values()):
        raise ValueError(MACROS)
    for relation in package.relations_of(""):
        if relation.kind == "officeDocument" and not relation.is_external and relation.target in package.names:
            if relation.is_strict:
                raise ValueError(f"The template is of the kind “Strict Open XML”. {SAVE_ANEW}")
            if types.get(relation.target) in MAIN_TYPES and _is_xml(relation.target):
                return relation.target
    raise ValueError(NOT_WORD)


def _is_xml(name: str) -> bool:
    """Only what is called so was looked through."""
    return name.lower().endswith(".xml")


def _cleaned(package: Package, main: str) -> bytes:
    """Whatever a library makes of a file that is damaged or made to do harm, is told here."""
    try:
        cleaned = _Copy(package).make(main)
        _write_on(cleaned)
    except Exception as error:
        raise ValueError(DAMAGED) from error
    return cleaned


def _write_on(cleaned: bytes) -> None:
    """Something of each kind that a paper holds."""
    from app.documents.word_writer import Writer

    writer = Writer(cleaned)
    writer.title("Title")
    writer.contents_heading("Contents")
    writer.contents()
    writer.heading("Heading", 1)
    writer.bullets(["Point"])
    writer.link("Link: ", "https://council.example")
    writer.table("Table", ["One"], [["Two"]], (1,))
    writer.save("Title", "Council", "")


class _Copy:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._file = BytesIO()
        self._types: dict[str, str] = {}
        self._names: dict[tuple[str, str], str] = {}
        """The new names by kind and old name: that could be anything, and each kind is cleaned in its own way."""

    def make(self, main: str) -> bytes:
        with ZipFile(self._file, "w", ZIP_DEFLATED) as archive:
            self._copy(archive, main, "document", "document.xml", WORD.format("document.main"))
            archive.writestr("_rels/.rels", _relations([("rId1", "officeDocument", "word/document.xml")]))
            archive.writestr("[Content_Types].xml", self._content_types())
        return self._file.getvalue()

    def _copy(self, archive: ZipFile, old: str, kind: str, new: str, content_type: str) -> None:
        kept = list(self._kept(old, kind))
        numbers = {relation.number for relation in kept}
        cleaned = clean_part(kind, self._package.read(old), numbers)
        archive.writestr(f"word/{new}", cleaned)
        self._types[f"/word/{new}"] = content_type
        relations = [(relation.number, relation.kind, self._take(archive, relation)) for relation in kept]
        if relations:
            archive.writestr(f"word/_rels/{new}.rels", _relations(relations))

    def _kept(self, old: str, kind: str) -> Iterator[Relation]:
        """Of a header and a footer only its pictures, so that this ends."""
        for relation in self._package.relations_of(old):
            if relation.is_external or relation.target not in self._package.names:
                continue
            is_part = kind == "document" and relation.kind in {*KINDS, "theme"} and _is_xml(relation.target)
            is_picture = kind in {"header", "footer", "numbering"} and relation.kind == "image"
            if is_part or (is_picture and self._picture_type(relation.target)):
                yield relation

    def _picture_type(self, name: str) -> str:
        kind, beginning = PICTURES.get(name.rpartition(".")[2].lower(), ("", b""))
        return kind if kind and self._package.read(name).startswith(beginning) else ""

    def _take(self, archive: ZipFile, relation: Relation) -> str:
        known = relation.kind, relation.target
        if known in self._names:
            return self._names[known]
        number = len(self._names) + 1
        if relation.kind == "image":
            new = f"media/picture{number}.{relation.target.rpartition('.')[2].lower()}"
            archive.writestr(f"word/{new}", self._package.read(relation.target))
            self._types[f"/word/{new}"] = self._picture_type(relation.target)
        else:
            new = f"{relation.kind}{number}.xml"
            content_type = THEME if relation.kind == "theme" else WORD.format(KINDS[relation.kind])
            self._copy(archive, relation.target, relation.kind, new, content_type)
        self._names[known] = new
        return new

    def _content_types(self) -> str:
        parts = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in self._types.items())
        rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        xml = '<Default Extension="xml" ContentType="application/xml"/>'
        return f'{HEAD}<Types xmlns="{PACKAGE}content-types">{rels}{xml}{parts}</Types>'


def _relations(relations: list[tuple[str, str, str]]) -> str:
    from xml.sax.saxutils import quoteattr

    lines = "".join(
        f"<Relationship Id={quoteattr(number)} Type={quoteattr(OFFICE + kind)} Target={quoteattr(target)}/>"
        for number, kind, target in relations
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}relationships">{lines}</Relationships>'
