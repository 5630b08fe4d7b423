"""The grammar of a narrative: lists, counts and quotations as a careful officer writes them."""

from collections.abc import Sequence

from app.results.words import number_in_words
from app.words import joined

MOST_NAMED = 5
"""A longer list of names is a count."""


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".”") else ".")


def listed(items: Sequence[str]) -> str:
    """“a, b and c”; where a name has an “and” or a comma of its own, what parts the names is stronger."""
    if len(items) > 2 and any("," in item for item in items):
        return joined(items, "; ", "; and ")
    # A bracket at its end closes a name just as well.
    is_unclear = any(("," in item or " and " in item) and not item.endswith(")") for item in items)
    return joined(items, ", ", ", and " if is_unclear else " and ")


def share(count: int, whole: int) -> str:
    """“four of the six”, “all six”, “both”"""
    if count < whole:
        return f"{number_in_words(count)} of the {number_in_words(whole)}"
    return "both" if whole == 2 else f"all {number_in_words(whole)}"


def none_of(whole: int) -> str:
    return f"{'neither' if whole == 2 else 'none'} of the {number_in_words(whole)}"


def any_of(whole: int) -> str:
    return "either" if whole == 2 else "any"


def verb_of(number: int) -> str:
    return "is" if number < 2 else "are"


def said_of(names: Sequence[str], one: str, many: str) -> str:
    """“Local insight stands higher.” or “Two stand higher: Local insight and Community voice.”"""
    if len(names) == 1:
        return sentence(f"{names[0]} {one}")
    return sentence(
        f"{number_in_words(len(names))} {many}" + (f": {listed(names)}" if len(names) <= MOST_NAMED else "")
    )


def names_or_count(names: Sequence[str], whole: int) -> str:
    """For the end of a sentence: the names, or how many where they are too many to read."""
    return listed(names) if len(names) <= MOST_NAMED else share(len(names), whole)


def quoted(text: str) -> str:
    """The model’s words, with their own quotation marks inside ours."""
    inner = text.replace("“", "‘").replace("”", "’")
    return f"“{inner.rstrip('. ')}.”"


def quoted_list(texts: Sequence[str]) -> str:
    """Short texts of the model, each in quotation marks."""
    return joined([quoted(text).replace(".”", "”") for text in texts])
