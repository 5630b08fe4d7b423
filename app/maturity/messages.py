"""What is wrong with one part of a file and what to write there, from the error that pydantic found."""

import difflib
from collections.abc import Callable
from typing import Any

from app.maturity.document import Unquoted
from app.maturity.schema import Part


def missing(part: Part, given: Any) -> str:
    is_many = str(part.name).endswith("s") and part.schema.get("type") in {"array", "object"}
    is_missing = "are missing" if is_many else "is missing"
    return f"The {part.name} {is_missing}. {what_to_write(part)}"


def unknown(part: Part, given: Any) -> str:
    allowed = part.around.schema.get("properties", {})
    guess = did_you_mean(part)
    if guess:
        return f"There is no key “{part.name}”. Did you mean “{guess}”?"
    return f"There is no key “{part.name}”. Take it out; the keys here are {', '.join(allowed)}."


def did_you_mean(part: Part) -> str | None:
    allowed = part.around.schema.get("properties", {})
    return next(iter(difflib.get_close_matches(str(part.name).lower(), allowed, n=1)), None)


def not_text(part: Part, given: Any) -> str:
    if isinstance(given, Unquoted | int) and (text := _as_written(given)):
        kind = given.kind if isinstance(given, Unquoted) else "a number"
        return f'Without quotes {text} is read as {kind}. Put it in quotes: "{text}".'
    return _empty(part, given) or f"This must be a text, not {_kind(given)}. {what_to_write(part)}"


def not_whole_number(part: Part, given: Any) -> str:
    if part.name == "[key]":
        wrong = f"“{part.around.name}” cannot be the number of a level."
        return f"{wrong} Write it as a whole number without quotes, such as 1:."
    if isinstance(given, str) and given.strip().isdecimal():
        return f"This must be a number, not a text. Take the quotes away: {given.strip()}."
    if text := _as_written(given):
        return f"“{text}” is not a whole number. {what_to_write(part)}"
    return _empty(part, given) or f"This must be a whole number, not {_kind(given)}. {what_to_write(part)}"


def out_of_range(part: Part, given: Any) -> str:
    schema = part.schema
    return f"{given} is not from {schema['minimum']} to {schema['maximum']}. {what_to_write(part)}"


def too_short(part: Part, given: Any) -> str:
    """A text of nothing but spaces, or a list of too few."""
    return f"This is empty. {what_to_write(part)}" if not given or isinstance(given, str) else _miscounted(part, given)


def too_long(part: Part, given: Any) -> str:
    if not isinstance(given, str):
        return _miscounted(part, given)
    return f"This has {len(given.strip())} characters. Write at most {part.schema['maxLength']}."


def _miscounted(part: Part, given: Any) -> str:
    return f"There {'is' if len(given) == 1 else 'are'} {len(given)} here. {what_to_write(part)}"


def unfit(part: Part, given: Any) -> str:
    text = _as_written(given)
    return f"“{text}” cannot be used here. {what_to_write(part)}" if text else f"This is empty. {what_to_write(part)}"


def not_one_of(part: Part, given: Any) -> str:
    text = _as_written(given)
    wrong = f"“{text}” is not one of those that are known." if text else "This is empty."
    return f"{wrong} Write one of these: {', '.join(part.schema.get('enum', ()))}."


def not_a_list(part: Part, given: Any) -> str:
    wrong = f"This must be a list, each item on a line of its own after a hyphen, not {_kind(given)}."
    return _empty(part, given) or f"{wrong} {what_to_write(part)}"


def not_a_group(part: Part, given: Any) -> str:
    keys = ", ".join(f"{key}:" for key in part.schema.get("properties", {}))
    wanted = f"Write its keys here, each on a line of its own: {keys}." if keys else what_to_write(part)
    return f"This is empty. {wanted}" if given == Unquoted("", "nothing") else wanted


MESSAGES: dict[str, Callable[[Part, Any], str]] = {
    "missing": missing,
    "extra_forbidden": unknown,
    "invalid_key": unknown,
    "string_type": not_text,
    "string_too_short": too_short,
    "string_too_long": too_long,
    "string_pattern_mismatch": unfit,
    "int_type": not_whole_number,
    "int_parsing": not_whole_number,
    "enum": not_one_of,
    "greater_than_equal": out_of_range,
    "less_than_equal": out_of_range,
    "tuple_type": not_a_list,
    "too_short": too_short,
    "too_long": too_long,
    "dict_type": not_a_group,
    "model_type": not_a_group,
}


def what_to_write(part: Part) -> str:
    description: str = part.schema.get("description", "")
    return f"Write {description[0].lower()}{description[1:]}" if description else ""


def _empty(part: Part, given: Any) -> str:
    return f"This is empty. {what_to_write(part)}" if given == Unquoted("", "nothing") else ""


def _as_written(given: Any) -> str:
    text = given.text if isinstance(given, Unquoted) else str(given) if isinstance(given, str | int) else ""
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def _kind(given: Any) -> str:
    if isinstance(given, dict):
        return "a group of keys"
    return "a list" if isinstance(given, tuple) else "a text or number"
