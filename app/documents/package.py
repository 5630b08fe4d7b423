"""A file of Office that somebody sent, opened only after it is known not to burst: a zip of XML and pictures."""

import posixpath
import zlib
from collections.abc import Iterator, Sized
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

MOST_BYTES_INSIDE = 30 * 1024 * 1024
MOST_BYTES_OF_XML = 8 * 1024 * 1024
MOST_PARTS = 500
MOST_ELEMENTS = 200_000
MOST_ATTRIBUTES = 200
"""Of one element: lxml looks through all for each. Word’s longest have sixty, the namespaces among them."""
DEEPEST = 200
STRICT = "http://purl.oclc.org/ooxml/"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


class _TooMuchError(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Relation:
    number: str
    kind: str
    """The last word of its type."""
    target: str
    """The name of a part, or an address outside."""
    is_external: bool
    is_strict: bool


class Package:
    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self.names = set(archive.namelist())

    def read(self, name: str) -> bytes:
        return self._archive.read(name)

    def content_types(self) -> dict[str, str]:
        """By the name of the part; only those that are named each."""
        root = ElementTree.fromstring(self.read("[Content_Types].xml"))  # noqa: S314  it was looked through
        parts = root.findall(f"{TYPES}Override")
        return {part.get("PartName", "").lstrip("/"): part.get("ContentType", "") for part in parts}

    def relations_of(self, name: str) -> Iterator[Relation]:
        """Of a part, or with "" of the whole."""
        folder, _, file = name.rpartition("/")
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        if listed not in self.names:
            return
        for found in ElementTree.fromstring(self.read(listed)).iter(RELATIONS):  # noqa: S314
            kind, target = found.get("Type", ""), found.get("Target", "")
            is_external = found.get("TargetMode", "").lower() == "external"
            where = target if is_external else posixpath.normpath(posixpath.join("/", folder, unquote(target)))
            yield Relation(
                found.get("Id", ""), kind.rpartition("/")[2], where.lstrip("/"), is_external, kind.startswith(STRICT)
            )


@contextmanager
def open_package(content: bytes, no_package: str, damaged: str, too_much: str) -> Iterator[Package]:
    """Raises ValueError with one of the three sentences."""
    try:
        archive = ZipFile(BytesIO(content))
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        raise ValueError(no_package) from None
    with archive:
        try:
            _check_directory(archive, too_much)
            for part in archive.infolist():
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _check_xml(archive.read(part), damaged, too_much)
            if "[Content_Types].xml" not in archive.namelist():
                raise ValueError(no_package)
            yield Package(archive)
        except (BadZipFile, zlib.error, OSError, EOFError, RuntimeError, KeyError, ElementTree.ParseError) as error:
            raise ValueError(no_package) from error


def _check_directory(archive: ZipFile, too_much: str) -> None:
    """By what it says of itself; a part never unpacks to more: zipfile stops there."""
    parts = archive.infolist()
    xml = sum(part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels", ".vml")))
    # The other ways to pack, which Office never uses, unpack without a limit.
    strange = [part for part in parts if part.compress_type not in {ZIP_STORED, ZIP_DEFLATED}]
    total = sum(part.file_size for part in parts)
    if strange or total > MOST_BYTES_INSIDE or xml > MOST_BYTES_OF_XML or len(parts) > MOST_PARTS:
        raise ValueError(too_much)


def _check_xml(content: bytes, damaged: str, too_much: str) -> None:
    """Entities, which can grow without end, begin with a DOCTYPE: Office has none."""
    elements = depth = 0

    def begin(_tag: str, attributes: Sized) -> None:
        nonlocal elements, depth
        elements, depth = elements + 1, depth + 1
        if elements > MOST_ELEMENTS or depth > DEEPEST or len(attributes) > MOST_ATTRIBUTES:
            raise _TooMuchError

    def end(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_declared: object) -> None:
        raise _TooMuchError

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = begin, end, refuse
    try:
        parser.Parse(content, True)
    except _TooMuchError:
        raise ValueError(too_much) from None
    except (expat.ExpatError, LookupError, ValueError) as error:  # other readers know more encodings: they never see it
        raise ValueError(damaged) from error
