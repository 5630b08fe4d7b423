"""What a row must be to become an entry. Every fault is named by its column, in a sentence for the person."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy import select

from app.database import db
from app.resources.addresses import normal
from app.resources.bulk.columns import COLUMNS, Step, Values
from app.resources.definitions import Entry, as_stored
from app.resources.storing import Around
from app.resources.tables import Resource


class RowFaultError(Exception):
    """What is wrong in one row, by column."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = faults


def entry_from(values: Values, differing: Container[str], among: Around) -> Entry:
    """Raises RowFaultError. Only what differs is judged: a model may have lost, or a rule forbidden, what is stored."""
    problems = {
        "topics": _unknown_topic(values.get("topics", []), among),
        "serves": _problem_of_steps(values.get("serves", []), among),
    }
    faults = {name: text for name, text in problems.items() if text and name in differing}
    entry, errors = _judged(values)
    judged = [each for each in errors if each["loc"][0] in differing or each["loc"][0] not in values]
    faults |= {str(each["loc"][0]): _sentence(each) for each in reversed(judged)}
    if faults:
        raise RowFaultError(faults)
    return entry or as_stored(values)


def _judged(values: Values) -> tuple[Entry | None, list[ErrorDetails]]:
    try:
        return Entry.model_validate(values), []
    except ValidationError as error:
        return None, error.errors()


def _sentence(error: ErrorDetails) -> str:
    name, context = str(error["loc"][0]), error.get("ctx", {})
    if error["type"] == "string_too_long":
        return f"Write at most {context['max_length']:,} characters; there are {len(str(error['input'])):,}"
    if error["type"] == "value_error":
        return str(context["error"])
    return f"Write {COLUMNS[name].advice}"


def _unknown_topic(topics: Iterable[str], among: Around) -> str | None:
    unknown = [topic for topic in topics if topic not in among.topics]
    known = ", ".join(sorted(among.topics))
    return f"There is no topic “{unknown[0][:60]}”. The topics are {known}" if unknown else None


def _problem_of_steps(serves: Iterable[Step], among: Around) -> str | None:
    starts = Counter((step["model"], step["characteristic"], step["from"]) for step in serves)
    twice = [
        f"There are two steps of {code} from {start}. Keep one of them"
        for (_model, code, start), number in starts.items()
        if number > 1
    ]
    return next(filter(None, [*twice, *(_problem_of(step, among) for step in serves)]), None)


def _problem_of(step: Step, among: Around) -> str | None:
    code, model = step["characteristic"], among.models.get(step["model"] or among.first_model)
    if model is None:
        return f"There is no model “{step['model'][:60]}”. The models are {', '.join(among.models)}"
    if code not in {one.code for one in model.characteristics}:
        return f"There is no characteristic {code} in “{model.title}”"
    if step["to"] > model.top_level:
        return f"“{model.title}” has no level {step['to']}: its last is {model.top_level}"
    return None


def same_addresses(entries: Iterable[Entry]) -> dict[str, str]:
    """By its id, the entry that has the address of an entry already, once all these are stored.

    Of entries that share an address as it is, nothing is said.
    """
    before = {slug: place for slug, place in db.session.execute(select(Resource.slug, Resource.normal_url))}
    after = before | {entry.id: normal(entry.url) for entry in entries}
    by_place: dict[str, list[str]] = {}
    for slug, place in after.items():
        by_place.setdefault(place, []).append(slug)
    shared = {slug: others for others in by_place.values() if len(others) > 1 for slug in others}
    return {
        slug: next(other for other in others if other != slug)
        for slug, others in shared.items()
        if before.get(slug) != after[slug]
    }
