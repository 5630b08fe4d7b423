"""The documents already made: files in the instance folder, each named for exactly what it was made from."""

import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from app.documents.renderer import WORKER


@dataclass(frozen=True, slots=True)
class Document:
    """One state of one document of an assessment. Another answer makes another, so a stale one is never found."""

    assessment_id: int
    digest: str
    kind: str = "summary"

    @property
    def beginning(self) -> str:
        """Of the names of all states of it. The dot keeps “summary” from being one of “summary-public”."""
        return f"{self.assessment_id}-{self.kind}."

    @property
    def file_name(self) -> str:
        return f"{self.beginning}{self.digest}.pdf"


def document_of(assessment_id: int, html: str, kind: str = "summary") -> Document:
    digest = sha256(renderer_version() + html.encode("utf-8", "replace")).hexdigest()[:32]
    return Document(assessment_id, digest, kind)


@cache
def renderer_version() -> bytes:
    """Changes with WeasyPrint and with what we do to its PDFs."""
    return version("weasyprint").encode() + WORKER.read_bytes()


def find(folder: Path, document: Document) -> bytes | None:
    try:
        return (folder / document.file_name).read_bytes()
    except OSError:
        return None


def is_stored(folder: Path, document: Document) -> bool:
    return (folder / document.file_name).exists()


def write_draft(folder: Path, document: Document, pdf: bytes) -> Path:
    """Write it whole or not at all, where nobody looks for it yet. Raises OSError."""
    folder.mkdir(mode=0o700, exist_ok=True)
    draft = folder / f"{document.beginning}{secrets.token_hex(8)}.draft"
    try:
        _write(draft, pdf)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    return draft


def _write(path: Path, content: bytes) -> None:
    """Only the user who runs the server may read it, and a power cut leaves no half of it under its last name."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def keep(folder: Path, document: Document, draft: Path) -> None:
    """Have the draft found from now on, and the older states of the document no more. Raises OSError."""
    draft.replace(folder / document.file_name)
    _unlink(path for path in folder.glob(f"{document.beginning}*") if path.name != document.file_name)


def remove(folder: Path, assessment_id: int) -> None:
    _unlink(folder.glob(f"{assessment_id}-*"))


def clear(folder: Path) -> None:
    _unlink(folder.glob("*"))


def _unlink(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(PermissionError):  # Windows, while somebody reads it; it goes with the next one.
            path.unlink(missing_ok=True)
