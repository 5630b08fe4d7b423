"""Whether what a file holds is a model: the definitions first, then the rules between parts."""

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from app.maturity.definitions import Model
from app.maturity.document import Document
from app.maturity.faults import Path
from app.maturity.messages import MESSAGES, did_you_mean, unfit
from app.maturity.rules import check_rules
from app.maturity.schema import schema_of

NOT_KEYS = "The file must begin with keys, such as id:, version: and title:. Take away what comes before them."


def check(document: Document) -> Model | None:
    """The model, or None and the faults noted in the document."""
    if not isinstance(document.data, dict):
        if not document.found:
            document.refuse((), NOT_KEYS)
        return None
    model = None
    try:
        model = Model.model_validate(document.data)
    except ValidationError as error:
        _note(document, error.errors(include_url=False))
    check_rules(document)
    return None if document.found else model


def _note(document: Document, errors: list[ErrorDetails]) -> None:
    misspelt = {
        (*path[:-1], guess)
        for error in errors
        if error["type"] == "extra_forbidden" and (guess := did_you_mean(path := error["loc"]))
    }
    for error in errors:
        # A key that is there but misspelt is named once, as misspelt.
        if error["loc"] not in misspelt and not _is_miscounted(error):
            _refuse(document, error["type"], error["loc"], error["input"])


def _is_miscounted(error: ErrorDetails) -> bool:
    """pydantic counts only the sound items of a list, which may then be too few although all are there."""
    part = schema_of(error["loc"])
    enough = part.get("minItems", 0) <= len(error["input"]) if isinstance(error["input"], tuple) else False
    return error["type"] == "too_short" and enough


def _refuse(document: Document, kind: str, path: Path, given: object) -> None:
    message = MESSAGES.get(kind, unfit)(path, given).strip()
    if path[-1:] == ("[key]",):
        document.refuse_key(path[:-1], message)
    elif kind in {"missing", "extra_forbidden", "invalid_key"}:
        document.refuse_key(path, message)
    else:
        document.refuse(path, message)
