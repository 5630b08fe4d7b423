"""A JSON of results read and judged, before anything is made of it. Every fault is named by its place."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from app.documents.results_file import CharacteristicPart, ResultsFile
from app.maturity.definitions import Characteristic, Model
from app.maturity.tables import ModelVersion
from app.maturity.versions import find_version, model_of
from app.results.figures import Kind
from app.spreadsheets import UnreadableError

NOT_OURS = (
    "This is not the results of an assessment from Bearings. Choose the file that “JSON” on a results page gives you"
)
SENTENCES = {
    "missing": "This is missing",
    "string_type": "Write a text here",
    "string_too_long": "Write at most {max_length:,} characters here",
    "string_pattern_mismatch": "This is not written as it has to be",
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
    try:
        return ResultsFile.model_validate_json(content.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        details = error.errors(include_url=False)
    if any(each["type"] in {"json_invalid", "json_type"} for each in details):
        raise UnreadableError(f"This file is not JSON, or is not whole. {NOT_OURS}")
    if any(each["loc"] in {(), ("format",)} for each in details):
        raise UnreadableError(NOT_OURS)
    if any(each["loc"] == ("format_version",) for each in details):
        raise UnreadableError("This file is of another format than version 1, which this version of Bearings reads")
    raise FaultyError([Fault(place=place_of(each["loc"]), text=_sentence(each)) for each in details])


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
    return [*_of_details(file), *_of_themes(file, model), *_of_plan(file, model)]


def place_of(steps: Iterable[str | int]) -> str:
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)


def _sentence(error: ErrorDetails) -> str:
    if error["type"] == "extra_forbidden":
        return f"“{str(error['loc'][-1])[:60]}” is no key that Bearings knows. Take it away"
    if error["type"].startswith(DATES):
        return "Write a day here, such as 2026-11-22" if error["type"].startswith("date_") else "Write a moment here"
    pattern = SENTENCES.get(error["type"])
    return pattern.format(**error.get("ctx", {})) if pattern else f"This cannot be read: {error['msg']}"


def _of_details(file: ResultsFile) -> Iterator[Fault]:
    if file.assessment.target_date <= file.assessment.as_at:
        yield Fault(place="$.assessment.target_date", text="The target date has to come after the day of the levels")


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
    for number, review in enumerate(file.reviews):
        counts = Counter(entry.code for entry in review.entries)
        for place, entry in enumerate(review.entries):
            if entry.code not in model.by_code or counts[entry.code] > 1:
                text = _known(entry.code, counts[entry.code], "characteristic", model)
                yield Fault(place=f"$.reviews[{number}].entries[{place}].code", text=text)
