"""The sector’s abbreviations and synonyms, from words.yaml: what else to look for, and what to leave out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.resources.search.stems import Stems, stems_of, stems_of_each

_word = re.compile(r"[^\W_]+")
FILE = Path(__file__).with_name("words.yaml")


class Words(BaseModel):
    """The file as it is written; its head says what each part means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    same: tuple[Annotated[tuple[str, ...], Field(min_length=2, max_length=8)], ...]
    also: dict[str, tuple[str, ...]]
    stands_for: dict[str, tuple[str, ...]] = {}
    common: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    same: tuple[str, ...] = ()
    """What means the same, with the word itself."""
    also: tuple[str, ...] = ()
    """What is worth finding as well, after all that."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    meanings: Mapping[Stems, Meaning]
    common: frozenset[str]
    stems: frozenset[str]
    """Of every word that stands in it anywhere."""
    stems_of: Mapping[str, Stems]
    """Of every word and phrase."""
    words: tuple[str, ...]
    """Single ones, in lower case, in the order of the file."""
    longest: int
    """How many words the longest phrase has."""

    def is_common(self, word: str) -> bool:
        """“n’t” makes any word one that says nothing."""
        plain = word.lower().replace("’", "'")
        return plain in self.common or plain.endswith("n't")


@cache
def dictionary() -> Dictionary:
    """Read when the first search needs it, and so is what reads it: neither is part of a start."""
    import yaml

    return made_of(Words.model_validate(yaml.load(FILE.read_text("utf-8"), Loader=yaml.CSafeLoader)))  # noqa: S506


def made_of(words: Words) -> Dictionary:
    known = _stemmed(words)
    meanings = {known[word]: Meaning(group) for group in words.same for word in group}
    meanings |= {known[word]: Meaning((word, *others)) for word, others in words.stands_for.items()}
    for word, others in words.also.items():
        same = meanings.get(known[word], Meaning((word,))).same
        # What stands for one of a group holds for all of it; two of a group may have their own.
        for each in same:
            before = meanings.get(stems_of(each), Meaning(same))
            meanings[stems_of(each)] = Meaning(same, tuple(dict.fromkeys([*before.also, *others])))
    common = frozenset(word.replace("’", "'").lower() for word in words.common)
    stems = frozenset(stem for each in [*known.values(), *stems_of_each(common)] for stem in each)
    single = dict.fromkeys(word.lower() for each in _every_word(words) for word in _word.findall(each))
    return Dictionary(meanings, common, stems, known, tuple(single), max(map(len, meanings), default=1))


def _stemmed(words: Words) -> dict[str, Stems]:
    every = dict.fromkeys(_every_word(words))
    return dict(zip(every, stems_of_each(every), strict=True))


def _every_word(words: Words) -> Iterable[str]:
    for group in words.same:
        yield from group
    for word, others in (*words.also.items(), *words.stands_for.items()):
        yield word
        yield from others
