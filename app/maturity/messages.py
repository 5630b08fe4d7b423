"""What is wrong with one part of a file and what to write there, from the error that pydantic found."""

import difflib
from collections.abc import Callable
from typing import Any

from app.maturity.document import Unquoted
from app.maturity.faults import Path
from app.maturity.schema import schema_of


def missing(path: Path, given: Any) -> str:
    is_missing = "are missing" if str(path[-1]).endswith("s") else "is missing"
    return f"The {path[-1]} {is_missing}. {what_to_write(path)}"


def unknown(path: Path, given: Any) -> str:
    allowed = schema_of(path[:-1]).get("properties", {})
    guess = did_you_mean(path)
    if guess:
        return f"There is no key “{path[-1]}”. Did you mean “{guess}”?"
    return f"There is no key “{path[-1]}”. Take it out; the keys here are {', '.join(allowed)}."


def did_you_mean(path: Path) -> str | None:
    allowed = schema_of(path[:-1]).get("properties", {})
    return next(iter(difflib.get_close_matches(str(path[-1]).lower(), allowed, n=1)), None)


def not_text(path: Path, given: Any) -> str:
    if isinstance(given, Unquoted | int) and (text := _as_written(given)):
        kind = given.kind if isinstance(given, Unquoted) else "a number"
        return f'Without quotes {text} is read as {kind}. Put it in quotes: "{text}".'
    return _empty(path, given) or f"This must be a text, not {_kind(given)}. {what_to_write(path)}"


def not_whole_number(path: Path, given: Any) -> str:
    if path[-1] == "[key]":
        return f"“{path[-2]}” cannot be the number of a level. Write it as a whole number without quotes, such as 1:."
    if isinstance(given, str) and given.strip().isdecimal():
        return f"This must be a number, not a text. Take the quotes away: {given.strip()}."
    if text := _as_written(given):
        return f"“{text}” is not a whole number. {what_to_write(path)}"
    return _empty(path, given) or f"This must be a whole number, not {_kind(given)}. {what_to_write(path)}"


def out_of_range(path: Path, given: Any) -> str:
    part = schema_of(path)
    return f"{given} is not from {part['minimum']} to {part['maximum']}. {what_to_write(path)}"


def too_short(path: Path, given: Any) -> str:
    """A text of nothing but spaces, or a list of too few."""
    return f"This is empty. {what_to_write(path)}" if not given or isinstance(given, str) else _miscounted(path, given)


def too_long(path: Path, given: Any) -> str:
    if not isinstance(given, str):
        return _miscounted(path, given)
    return f"This has {len(given.strip())} characters. Write at most {schema_of(path)['maxLength']}."


def _miscounted(path: Path, given: Any) -> str:
    return f"There {'is' if len(given) == 1 else 'are'} {len(given)} here. {what_to_write(path)}"


def unfit(path: Path, given: Any) -> str:
    text = _as_written(given)
    return f"“{text}” cannot be used here. {what_to_write(path)}" if text else f"This is empty. {what_to_write(path)}"


def not_a_list(path: Path, given: Any) -> str:
    wrong = f"This must be a list, each item on a line of its own after a hyphen, not {_kind(given)}."
    return _empty(path, given) or f"{wrong} {what_to_write(path)}"


def not_a_group(path: Path, given: Any) -> str:
    keys = ", ".join(f"{key}:" for key in schema_of(path).get("properties", {}))
    wanted = f"Write its keys here, each on a line of its own: {keys}." if keys else what_to_write(path)
    return f"This is empty. {wanted}" if given == Unquoted("", "nothing") else wanted


MESSAGES: dict[str, Callable[[Path, Any], str]] = {
    "missing": missing,
    "extra_forbidden": unknown,
    "invalid_key": unknown,
    "string_type": not_text,
    "string_too_short": too_short,
    "string_too_long": too_long,
    "string_pattern_mismatch": unfit,
    "int_type": not_whole_number,
    "greater_than_equal": out_of_range,
    "less_than_equal": out_of_range,
    "tuple_type": not_a_list,
    "too_short": too_short,
    "too_long": too_long,
    "dict_type": not_a_group,
    "model_type": not_a_group,
}


def what_to_write(path: Path) -> str:
    description: str = schema_of(path).get("description", "")
    return f"Write {description[0].lower()}{description[1:]}" if description else ""


def _empty(path: Path, given: Any) -> str:
    return f"This is empty. {what_to_write(path)}" if given == Unquoted("", "nothing") else ""


def _as_written(given: Any) -> str:
    text = given.text if isinstance(given, Unquoted) else str(given) if isinstance(given, str | int) else ""
    return text if len(text) <= 40 else f"{text[:39]}…"


def _kind(given: Any) -> str:
    if isinstance(given, dict):
        return "a group of keys"
    return "a list" if isinstance(given, tuple) else "a text or number"
