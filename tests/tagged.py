"""A PDF as a screen reader meets it: its tags in reading order, and what is drawn on its pages under which tag."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
PAINTS = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE", "Tj", "TJ", "'", '"'}
"""The operators that put something on the page."""


@dataclass(frozen=True)
class Tag:
    """One element of the structure."""

    name: str
    item: Any
    kids: tuple["Tag", ...]

    def walk(self) -> Iterator["Tag"]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def find(self, *names: str) -> list["Tag"]:
        return [tag for tag in self.walk() if tag.name in names]

    def entry(self, name: str) -> Any:
        """Of its attributes, which are one dictionary or several."""
        return next((one[name] for one in listed(self.item.get("/A", [])) if name in one), None)

    @property
    def width(self) -> int:
        """In columns."""
        return int(self.entry("/ColSpan") or 1)


def tags_of(pdf: PdfReader) -> Tag:
    """The root of all."""
    root: Any = pdf.root_object["/StructTreeRoot"]
    return Tag("", root, tuple(_tags_in(root)))


def _tags_in(item: Any) -> Iterator[Tag]:
    for kid in listed(item.get("/K", [])):
        if isinstance(kid, dict) and "/S" in kid:
            yield Tag(str(kid["/S"]).removeprefix("/"), kid, tuple(_tags_in(kid)))


def listed(held: Any) -> list[Any]:
    """Where PDF allows one thing in place of a list of one."""
    found = held.get_object() if hasattr(held, "get_object") else held
    return [one.get_object() for one in found] if isinstance(found, list) else [found]


def rows_of(table: Tag) -> list[list[Tag]]:
    return [list(row.kids) for row in table.find("TR")]


def heading_levels(root: Tag) -> list[int]:
    return [HEADINGS.index(tag.name) + 1 for tag in root.find(*HEADINGS)]


def untold(page: PageObject) -> list[str]:
    """What is painted neither under a tag nor as an artifact."""
    found: list[str] = []
    told: list[bool] = []
    for operands, operator in _operations(page):
        if operator in {"BDC", "BMC"}:
            told.append(operands[0] == "/Artifact" or _mark(operands) is not None)
        elif operator == "EMC":
            told.pop()
        elif operator in PAINTS and not any(told):
            found.append(operator)
    return found


def marks_on(page: PageObject) -> list[int]:
    """The numbers under which its content is tagged, in the order in which it is painted."""
    marks = [_mark(operands) for operands, operator in _operations(page) if operator == "BDC"]
    return [mark for mark in marks if mark is not None]


def _mark(operands: Any) -> int | None:
    held = operands[1] if len(operands) > 1 else None
    return int(held["/MCID"]) if isinstance(held, dict) and "/MCID" in held else None


def _operations(page: PageObject) -> Iterator[tuple[Any, str]]:
    for operands, operator in ContentStream(page["/Contents"].get_object(), page.pdf).operations:
        yield operands, operator.decode()


def owners(pdf: PdfReader) -> dict[int, list[int | None]]:
    """By the number a page or an annotation has in the structure: the objects that own what is marked there."""
    tree: Any = pdf.root_object["/StructTreeRoot"]
    numbers = tree["/ParentTree"]["/Nums"]
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return {int(key): [number_of(one) for one in listed(held)] for key, held in pairs}


def number_of(item: Any) -> int | None:
    """Of its object in the file; none where nothing stands in its place."""
    reference: Any = getattr(item, "indirect_reference", None)
    return None if reference is None else int(reference.idnum)


def links_on(page: PageObject) -> list[Any]:
    return [one for one in listed(page.get("/Annots", [])) if one["/Subtype"] == "/Link"]


def fonts_of(pdf: PdfReader) -> dict[str, Any]:
    """By name, what describes the font itself."""
    found: dict[str, Any] = {}
    for page in pdf.pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[attr-defined]
            held = font.get_object()
            for one in listed(held.get("/DescendantFonts", [held])):
                found[str(one["/BaseFont"])] = one["/FontDescriptor"]
    return found
