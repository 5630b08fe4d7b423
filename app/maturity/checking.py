"""Whether what a file holds is a model: the definitions first, then the rules between parts."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.maturity.definitions import Model
from app.maturity.document import Document
from app.maturity.messages import MESSAGES, did_you_mean, unfit
from app.maturity.rules import check_rules

NOT_KEYS = "The file must begin with keys, such as {}. Take away what comes before them."
Whole = TypeVar("Whole", bound=BaseModel)


def check(document: Document) -> Model | None:
    """The model, or None and the faults noted in the document."""
    model = read_as(document, Model)
    if isinstance(document.data, dict):
        check_rules(document)
    return None if document.found else model


def read_as(document: Document, definition: type[Whole]) -> Whole | None:
    """The whole file as `definition`, or None and the faults noted in the document."""
    if not isinstance(document.data, dict):
        if not document.found:
            document.refuse((), NOT_KEYS.format(document.kind.first_keys))
        return None
    try:
        return definition.model_validate(document.data)
    except ValidationError as error:
        _note(document, error.errors(include_url=False))
        return None


def _note(document: Document, errors: list[ErrorDetails]) -> None:
    misspelt = {
        (*path[:-1], guess)
        for error in errors
        if error["type"] == "extra_forbidden" and (guess := did_you_mean(document.part(path := error["loc"])))
    }
    for error in errors:
        # A key that is there but misspelt is named once, as misspelt.
        if error["loc"] not in misspelt and not _is_miscounted(document, error):
            _refuse(document, error)


def _is_miscounted(document: Document, error: ErrorDetails) -> bool:
    """pydantic counts only the sound items of a list, which may then be too few although all are there."""
    schema = document.part(error["loc"]).schema
    enough = schema.get("minItems", 0) <= len(error["input"]) if isinstance(error["input"], tuple) else False
    return error["type"] == "too_short" and enough


def _refuse(document: Document, error: ErrorDetails) -> None:
    kind, path = error["type"], error["loc"]
    message = MESSAGES.get(kind, unfit)(document.part(path), error["input"]).strip()
    if kind == "value_error":
        message = f"{error['ctx']['error']}."  # what a check of ours says
    if path[-1:] == ("[key]",):
        document.refuse_key(path[:-1], message)
    elif kind in {"missing", "extra_forbidden", "invalid_key"}:
        document.refuse_key(path, message)
    else:
        document.refuse(path, message)
