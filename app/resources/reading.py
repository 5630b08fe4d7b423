"""The hub read from the text of a file, or all that is wrong with it."""

from typing import Any

from app.maturity.checking import read_as
from app.maturity.document import Unquoted
from app.maturity.faults import ModelFaults
from app.maturity.reading import read_document
from app.maturity.schema import FileKind
from app.resources.definitions import Entry, Hub, Serves
from app.resources.rules import check_rules
from app.resources.storing import Around

HUB_FILE = FileKind("list of resources", Hub, 100_000)
"""403 resources have about 10,000 parts."""

OPTIONAL = {key for key, field in Entry.model_fields.items() if not field.is_required()}


def read_hub(text: str, name: str, among: Around) -> Hub:
    """The hub in `text`. Raises ModelFaults with every fault in it; `name` is what the file is called in them."""
    document = read_document(text, HUB_FILE)
    document.data = _without_nothing(document.data)
    hub = read_as(document, Hub)
    check_rules(document, among)
    if hub is None or document.found:
        raise ModelFaults(name, document.faults())
    return hub.model_copy(update={"resources": tuple(_unnamed(entry, among.first_model) for entry in hub.resources)})


def _without_nothing(data: object) -> object:
    """A key that may be left out may also hold nothing, such as year: null."""
    listed = data.get("resources") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(listed, tuple):
        return data
    return data | {"resources": tuple(_filled(item) if isinstance(item, dict) else item for item in listed)}


def _filled(item: dict[Any, Any]) -> dict[Any, Any]:
    return {key: value for key, value in item.items() if key not in OPTIONAL or not _is_nothing(value)}


def _is_nothing(value: object) -> bool:
    return isinstance(value, Unquoted) and value.kind == "nothing"


def _unnamed(entry: Entry, first: str) -> Entry:
    """The same content is the same whether or not it names the model that goes without saying."""
    serves = tuple(_without_model(each) if each.model == first else each for each in entry.serves)
    return entry.model_copy(update={"serves": serves})


def _without_model(serves: Serves) -> Serves:
    return serves.model_copy(update={"model": None})
