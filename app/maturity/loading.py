"""A model read from the text of a file, or all that is wrong with it."""

from app.maturity.checking import check
from app.maturity.definitions import Model
from app.maturity.document import Document
from app.maturity.faults import ModelFaults
from app.maturity.reading import read_document


def read_model(text: str, name: str) -> Model:
    """The model in `text`. Raises ModelFaults with every fault in it; `name` is what the file is called in them."""
    return read_with_places(text, name)[1]


def read_with_places(text: str, name: str) -> tuple[Document, Model]:
    """The model, and the document that knows where in the file each of its parts is."""
    document = read_document(text)
    model = check(document)
    if model is None:
        raise ModelFaults(name, document.faults())
    return document, model
