"""Levels that differ in what is done: not by how much, and not by what is said again."""

import re
from collections.abc import Iterator
from itertools import combinations

from app.maturity.definitions import Characteristic, Model
from app.maturity.faults import Path
from app.maturity.lint.texts import Finding, Text, characteristics_of
from app.maturity.lint.words import small

MOST_SHARED = 50
"""Per cent of the telling words of a descriptor that may stand in the one below: beyond half, more is said again than
is new. Of ours no pair shares more than 41."""
LONGEST_RUN = 5
"""Words in a row that may be the same: “gap between income and spending” is five."""

HOW_MUCH, NOT_ADVERBS, SMALL = small("how_much"), small("not_adverbs"), small("small_words")
WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
# Enough that “services” is “service” and “reviewed” is “reviews”: for comparing, not for reading.
INFLECTION = re.compile(r"(?<=\w{3})(?:[’']s|s[’']|ies|es|s|ed|ing|e|y)$")


def alike(model: Model, _: list[Text]) -> Iterator[Finding]:
    for path, characteristic in characteristics_of(model):
        yield from _same_but_for_how_much(path, characteristic)
        yield from _repeats(path, characteristic)


def _same_but_for_how_much(path: Path, characteristic: Characteristic) -> Iterator[Finding]:
    for (lower, one), (upper, other) in combinations(sorted(characteristic.levels.items()), 2):
        if what_is_done(one.descriptor) == what_is_done(other.descriptor):
            message = f"This differs from level {lower} only by how much or how well. Say what else is done."
            yield Finding((*path, "levels", upper, "descriptor"), message)


def _repeats(path: Path, characteristic: Characteristic) -> Iterator[Finding]:
    described = sorted(characteristic.levels.items())
    for (lower, below), (number, level) in zip(described, described[1:], strict=False):
        at = (*path, "levels", number, "descriptor")
        if (share := shared(level.descriptor, below.descriptor)) > MOST_SHARED:
            message = f"{share} per cent of its telling words stand in level {lower} already. Say what is new."
            yield Finding(at, f"{message} At most {MOST_SHARED} may.")
        if len(run := longest_run(level.descriptor, below.descriptor)) > LONGEST_RUN:
            yield Finding(
                at, f"“{' '.join(run)}” stands in level {lower} already. Take it for granted, or say it anew."
            )


def what_is_done(descriptor: str) -> list[str]:
    """The words without those that only say how much, how often or how well."""
    return [word for word in _words(descriptor) if not _says_how_much(word)]


def _says_how_much(word: str) -> bool:
    return word in HOW_MUCH or (word.endswith("ly") and word not in NOT_ADVERBS)


def shared(descriptor: str, below: str) -> int:
    """How many in a hundred of the words that tell something are in the descriptor below."""
    telling, told = _telling(descriptor), _telling(below)
    return round(100 * len(telling & told) / len(telling)) if telling else 0


def _telling(text: str) -> set[str]:
    return {INFLECTION.sub("", word) for word in _words(text) if word not in SMALL}


def longest_run(text: str, other: str) -> list[str]:
    """The most words in a row that are in both."""
    mine, theirs = _words(text), f" {' '.join(_words(other))} "
    starts = range(len(mine))
    runs = (mine[start:end] for start in starts for end in range(start + 1, len(mine) + 1))
    return max((run for run in runs if f" {' '.join(run)} " in theirs), key=len, default=[])


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower())
