"""What the form of an entry is filled with before anybody types: the entry, a suggestion, or what is likely."""

from datetime import date
from typing import Any

from app.assessment.dates import add_months
from app.editorial.serves import Row, rows_of
from app.resources.definitions import Entry
from app.resources.storing import Around
from app.resources.tables import Access, Effort, Status, Suggestion

MONTHS_TO_NEXT_REVIEW = 12


def fields_of(entry: Entry, first_model: str) -> dict[str, Any]:
    """What the form shows of an entry; the other way of `EntryForm.entry`."""
    return {
        **entry.model_dump(mode="json", exclude={"id", "serves"}),
        "year": str(entry.year or ""),
        "serves": rows_of(entry.serves, first_model),
    }


def fields_of_suggestion(suggestion: Suggestion, among: Around) -> dict[str, Any]:
    """What the form of a new entry begins with."""
    models = [model for model in among.models.values() if suggestion.code in {c.code for c in model.characteristics}]
    return {
        "title": suggestion.title,
        "publisher": suggestion.publisher,
        "url": suggestion.url,
        "summary": suggestion.why,
        "serves": [Row(f"{model.id}/{suggestion.code}") for model in models[:1]],
    }


def fields_of_new(today: date) -> dict[str, Any]:
    """What is likely; the rest is for the editor to say."""
    return {
        "effort": Effort.READ,
        "access": Access.OPEN,
        "status": Status.CURRENT,
        "review_by": next_review(today),
    }


def next_review(today: date) -> str:
    """The month by which an entry that is right today is looked at again."""
    return f"{add_months(today, MONTHS_TO_NEXT_REVIEW):%Y-%m}"
