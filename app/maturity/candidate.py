"""A file that may become the next version of its model: all that speaks against it, found at once."""

from dataclasses import dataclass
from pathlib import Path

from app.assessment.answered import answered_codes
from app.maturity.checking import check
from app.maturity.definitions import Model
from app.maturity.document import Document
from app.maturity.faults import ModelFaults
from app.maturity.reading import read_document
from app.maturity.source import decode, read_source, shown
from app.maturity.succession import check_succession
from app.maturity.tables import ModelVersion
from app.maturity.versions import content_of, digest_of, model_of, version_in_force


@dataclass(frozen=True)
class Candidate:
    """Sound or not."""

    name: str
    digest: str
    document: Document
    model: Model | None


def read_candidate(path: Path) -> Candidate:
    """Raises ModelFaults where there is no text to check."""
    raw = read_source(path)
    document = read_document(decode(raw, shown(path)))
    return Candidate(shown(path), digest_of(raw), document, check(document))


def judge(candidate: Candidate) -> Model:
    """The model, where it may follow the one in force. Raises ModelFaults with all that speaks against the file."""
    model, before = candidate.model, _version_before(candidate.document)
    if before is not None and (model is None or digest_of(content_of(model)) != before.digest):
        check_succession(candidate.document, model_of(before), answered_codes(before.model_id))
    if model is None or candidate.document.found:
        raise ModelFaults(candidate.name, candidate.document.faults())
    return model


def _version_before(document: Document) -> ModelVersion | None:
    model_id = document.data.get("id") if isinstance(document.data, dict) else None
    return version_in_force(model_id) if isinstance(model_id, str) else None
