"""A JSON of results read and judged, before anything is made of it. Every fault is named by its place."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from app.assessment.dates import LEAST_MONTHS, MOST_MONTHS, add_months
from app.documents.results_file import CharacteristicPart, ResultsFile
from app.documents.results_plan import ActionPart
from app.forms import one_line
from app.maturity.definitions import Characteristic, Model
from app.maturity.tables import ModelVersion
from app.maturity.versions import find_version, model_of
from app.plan.tables import Progress
from app.results.figures import Kind
from app.spreadsheets import UnreadableError
from app.words import date_in_words, joined

NOT_OURS = (
    "This is not the results of an assessment from Bearings. Choose the file that “JSON” on a results page gives you"
)
NOT_JSON = f"This file is not JSON, or is not whole. {NOT_OURS}"
MOST_KEYS = 100
"""Of one object; ours have far fewer."""
SENTENCES = {
    "missing": "This is missing",
    "string_type": "Write a text here",
    "string_too_long": "Write at most {max_length:,} characters here",
    "string_pattern_mismatch": "This is not written as the JSON Schema says",
    "int_type": "Write a whole number here",
    "bool_type": "Write true or false here",
    "enum": "Write one of {expected} here",
    "literal_error": "Write {expected} here",
    "greater_than_equal": "Write a number from {ge} up here",
    "less_than_equal": "Write a number up to {le} here",
    "too_long": "There are more than {max_length:,} of these",
    "tuple_type": "Write a list here",
    "model_type": "Write an object here",
    "value_error": "{error}",
    "timezone_aware": "Write a moment with its time zone here",
}
DATES = ("date", "datetime")


class Fault(BaseModel):
    model_config = ConfigDict(frozen=True)

    place: str
    """$.themes[0].characteristics[2].current"""
    text: str


class FaultyError(Exception):
    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)


def read_results(content: bytes) -> ResultsFile:
    """Raises UnreadableError for what is another file, and FaultyError for one of ours that is wrong within."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    _check_keys(content)
    try:
        return ResultsFile.model_validate_json(content)
    except ValidationError as error:
        details = error.errors(include_url=False)
    if any(each["type"] in {"json_invalid", "json_type"} for each in details):
        raise UnreadableError(NOT_JSON)
    if any(each["loc"] in {(), ("format",)} for each in details):
        raise UnreadableError(NOT_OURS)
    if any(each["loc"] == ("format_version",) for each in details):
        raise UnreadableError("This file is of another format than version 1, which this version of Bearings reads")
    raise FaultyError([Fault(place=place_of(each["loc"]), text=_sentence(each)) for each in details])


def _check_keys(content: bytes) -> None:
    """Of a key that stands twice the last would win, and nobody would be told."""
    try:
        json.loads(content, object_pairs_hook=_check_object)
    except (ValueError, RecursionError):
        raise UnreadableError(NOT_JSON) from None


def _check_object(pairs: list[tuple[str, object]]) -> None:
    if len(pairs) > MOST_KEYS:
        raise UnreadableError(f"One object in this file has more than {MOST_KEYS} keys. {NOT_OURS}")
    if len(dict(pairs)) < len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise UnreadableError(f"The key “{_shown(twice)}” stands twice in one object of this file. Take one away")


def find_model(file: ResultsFile) -> ModelVersion:
    """The same wording, published here. Raises UnreadableError."""
    name = f"“{file.model.title}”, version {file.model.version}"
    found = find_version(file.model.id, file.model.version)
    if found is None:
        raise UnreadableError(
            f"These answers were given on {name}, which is not published here. Have that version published, "
            "then upload the file again"
        )
    if found.digest != file.model.digest:
        raise UnreadableError(
            f"These answers were given on {name}, and the version of that number here has other wording, so the "
            "levels may mean something else. Nothing can be taken over"
        )
    return found


def judge(file: ResultsFile, version: ModelVersion) -> list[Fault]:
    """What the model has no place for."""
    model = model_of(version)
    return [*_of_details(file), *_of_whole(file, model), *_of_themes(file, model), *_of_plan(file, model)]


def place_of(steps: Iterable[str | int]) -> str:
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{_shown(step)}" for step in steps)


def _shown(key: str) -> str:
    """A key may be of any length, and hold what cannot be seen."""
    return (one_line(key) or "")[:60]


def _sentence(error: ErrorDetails) -> str:
    if error["type"] == "extra_forbidden":
        return f"“{_shown(str(error['loc'][-1]))}” is no key that Bearings knows. Take it away"
    if error["type"].startswith(DATES):
        return "Write a day here, such as 2026-11-22" if error["type"].startswith("date_") else "Write a moment here"
    pattern = SENTENCES.get(error["type"])
    text = pattern.format(**error.get("ctx", {})) if pattern else f"This cannot be read: {error['msg']}"
    return re.sub("'([^']*)'", "“\\1”", text)


def _of_details(file: ResultsFile) -> Iterator[Fault]:
    first, last = (add_months(file.assessment.as_at, months) for months in (LEAST_MONTHS, MOST_MONTHS))
    if not first <= file.assessment.target_date <= last:
        between = f"from {date_in_words(first)} to {date_in_words(last)}"
        text = f"Write a day {LEAST_MONTHS} to {MOST_MONTHS} months after the day of the levels: {between}"
        yield Fault(place="$.assessment.target_date", text=text)


def _of_whole(file: ResultsFile, model: Model) -> Iterator[Fault]:
    """A part of an assessment is not taken for all of it."""
    places = {theme.slug: number for number, theme in enumerate(file.themes)}
    codes = {one.code for one in file.characteristics}
    for theme in model.themes:
        missing = [one.code for one in theme.characteristics if one.code not in codes]
        if theme.slug not in places:
            yield Fault(place="$.themes", text=f"The theme “{theme.slug}” is not there")
        elif missing:
            place = f"$.themes[{places[theme.slug]}].characteristics"
            yield Fault(place=place, text=f"Not all are there: without {joined(missing)}")


def _of_themes(file: ResultsFile, model: Model) -> Iterator[Fault]:
    codes = Counter(one.code for one in file.characteristics)
    slugs = Counter(theme.slug for theme in file.themes)
    for number, theme in enumerate(file.themes):
        here = f"$.themes[{number}]"
        if model.find_theme(theme.slug) is None or slugs[theme.slug] > 1:
            yield Fault(place=f"{here}.slug", text=_known(theme.slug, slugs[theme.slug], "theme", model))
        for place, one in enumerate(theme.characteristics):
            there = f"{here}.characteristics[{place}]"
            if one.code not in model.by_code or codes[one.code] > 1:
                yield Fault(place=f"{there}.code", text=_known(one.code, codes[one.code], "characteristic", model))
            else:
                yield from _of_answer(one, model, there)


def _known(name: str, count: int, what: str, model: Model) -> str:
    return f"“{name}” is there twice" if count > 1 else f"“{model.title}” has no {what} “{name}”"


def _of_answer(one: CharacteristicPart, model: Model, here: str) -> Iterator[Fault]:
    if (one.kind is Kind.LEVEL) != (one.current is not None):
        yield Fault(place=f"{here}.current", text="There has to be a level exactly where the kind is “level”")
    if one.kind not in {Kind.LEVEL, None} and one.target is not None:
        yield Fault(place=f"{here}.target", text="What has no level takes no target. Write null here")
    for name, level, least in (("current", one.current, 0), ("target", one.target, 1)):
        if level is not None and not least <= level <= model.top_level:
            yield Fault(place=f"{here}.{name}", text=f"“{model.title}” has no such level {level} here")
    if unknown := set(one.criteria) - _criteria_of(model.by_code[one.code]):
        yield Fault(place=f"{here}.criteria", text=f"{one.code} has no criterion {sorted(unknown)[0]}")


def _criteria_of(characteristic: Characteristic) -> set[str]:
    return {
        f"{number}.{place}"
        for number, level in characteristic.levels.items()
        for place in range(1, len(level.criteria) + 1)
    }


def _of_plan(file: ResultsFile, model: Model) -> Iterator[Fault]:
    for number, action in enumerate(file.actions):
        if action.code not in model.by_code:
            yield Fault(place=f"$.actions[{number}].code", text=_known(action.code, 1, "characteristic", model))
        yield from _of_action(action, f"$.actions[{number}]", is_public=file.version == "public")
    for number, review in enumerate(file.reviews):
        counts = Counter(entry.code for entry in review.entries)
        for place, entry in enumerate(review.entries):
            if entry.code not in model.by_code or counts[entry.code] > 1:
                text = _known(entry.code, counts[entry.code], "characteristic", model)
                yield Fault(place=f"$.reviews[{number}].entries[{place}].code", text=text)


def _of_action(action: ActionPart, here: str, *, is_public: bool) -> Iterator[Fault]:
    if action.starts_on and action.due_on and action.due_on < action.starts_on:
        yield Fault(place=f"{here}.due_on", text="It is due before it starts")
    if action.status is Progress.STOPPED and not action.stopped_reason and not is_public:
        yield Fault(place=f"{here}.stopped_reason", text="Write why it is stopped")
