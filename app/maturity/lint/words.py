"""The lists of words that the rules go by, from words.yaml."""

import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml

LISTS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))


class Unwanted(NamedTuple):
    """Words that we do not use, and what to do instead."""

    found: re.Pattern[str]
    allowed: re.Pattern[str] | None
    kinds: frozenset[str]
    """Of text that they are looked for in: of all, where none is named."""
    instead: str


class Ending(NamedTuple):
    """An American ending and the British one."""

    found: re.Pattern[str]
    british: str
    stems: tuple[str, ...]
    is_only: bool
    """Whether the stems are those that it is found after, or those that it may stand after."""


def small(key: str) -> frozenset[str]:
    """A list that is written as one text."""
    return frozenset(LISTS[key].split())


def any_of(phrases: list[str]) -> re.Pattern[str]:
    """Finds whole words: “key …” only before another word, “world class” as “world-class” too."""
    return re.compile("|".join(_phrase(phrase) for phrase in sorted(phrases, key=len, reverse=True)), re.I)


def _phrase(phrase: str) -> str:
    words, before_another = phrase.removesuffix(" …"), phrase.endswith(" …")
    spaced = r"[\s-]+".join(re.escape(word) for word in words.split())
    return rf"(?<![\w-]){spaced}(?![\w-])" + (r"(?=\s+\w)" if before_another else "")


def _unwanted(entry: dict[str, Any]) -> Unwanted:
    allowed = any_of(entry["allow"]) if "allow" in entry else None
    return Unwanted(any_of(entry["words"]), allowed, frozenset(entry.get("in", ())), entry["instead"])


def _ending(entry: dict[str, Any]) -> Ending:
    is_only = "only" in entry
    stems = tuple(entry["only" if is_only else "except"])
    return Ending(re.compile(f"{entry['ends']}$"), entry["british"], stems, is_only)


UNWANTED = tuple(_unwanted(entry) for entry in LISTS["unwanted"])
AMERICAN_ENDINGS = tuple(_ending(entry) for entry in LISTS["american_endings"])
AMERICAN: dict[str, str] = LISTS["american"]
AMERICAN_ALLOWED = any_of(LISTS["american_allowed"])
AMERICAN_WORDS = any_of(list(AMERICAN))
