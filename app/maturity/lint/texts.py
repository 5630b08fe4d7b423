"""Every text of a model that people read, with its place in the file and what kind of text it is."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.maturity.definitions import Characteristic, EvidenceStrength, Level, Model, Theme
from app.maturity.faults import Path


class Kind(NamedTuple):
    """What a text is for, and so how long it may be and how it ends."""

    name: str
    fewest: int
    most: int
    """Words."""
    sentences: int
    ends: str
    """. or ? or, for what stands in a list, nothing."""


# A page is read standing up, between meetings: each text is as long as it takes to be clear and no longer. 45 words is
# what the content guide allows a descriptor; the rest follow from the room each has on the page.
SUMMARY = Kind("summary", 10, 90, 6, ".")
NARRATIVE = Kind("narrative paragraph", 15, 90, 8, ".")
MEANING = Kind("meaning", 4, 40, 3, ".")
QUESTION = Kind("question of a theme", 5, 30, 1, "?")
STATEMENT = Kind("statement", 8, 30, 1, ".")
WHY = Kind("why", 8, 40, 3, ".")
DESCRIPTOR = Kind("descriptor", 8, 45, 2, ".")
CRITERION = Kind("criterion", 2, 10, 1, "")
PROMPT = Kind("prompt", 4, 20, 1, "?")
EXAMPLE = Kind("example of evidence", 1, 10, 1, "")
TITLE = Kind("title", 1, 10, 1, "")
TERM = Kind("term", 1, 8, 1, "")
KINDS = (SUMMARY, NARRATIVE, MEANING, QUESTION, STATEMENT, WHY, DESCRIPTOR, CRITERION, PROMPT, EXAMPLE, TITLE, TERM)


class Text(NamedTuple):
    kind: Kind
    path: Path
    words: str


class Finding(NamedTuple):
    path: Path
    message: str


SENTENCE = re.compile(r"\S.*?(?:[.?!…]+[’”)]*(?=\s+[“‘(]*[A-Z0-9]|\s*$)|$)", re.S)
WORD = re.compile(r"[^\W_]+(?:[’'.,/&][^\W_]+)*")


def sentences_of(text: str) -> list[str]:
    return SENTENCE.findall(text)


def words_of(text: str) -> list[str]:
    """As a reader counts them: what stands between spaces, without the marks around it."""
    return [part for part in text.split() if WORD.search(part)]


def texts_of(model: Model) -> Iterator[Text]:
    """All but the names that others gave: those of frameworks, publishers and licences."""
    yield Text(TITLE, ("title",), model.title)
    yield Text(SUMMARY, ("summary",), model.summary)
    yield Text(SUMMARY, ("credit",), model.credit)
    if model.narrative_title:
        yield Text(TITLE, ("narrative_title",), model.narrative_title)
    yield from _each(NARRATIVE, ("narrative",), model.narrative)
    yield Text(MEANING, ("not_yet_in_place",), model.not_yet_in_place)
    yield from _named(("levels",), model.levels)
    yield from _named(("evidence",), model.evidence)
    for number, theme in enumerate(model.themes):
        yield from _theme(("themes", number), theme)
    for number, term in enumerate(model.glossary):
        yield Text(TERM, ("glossary", number, "term"), term.term)
        yield Text(MEANING, ("glossary", number, "meaning"), term.meaning)
    for number, retired in enumerate(model.retired):
        yield Text(WHY, ("retired", number, "why"), retired.why)


def _named(path: Path, numbered: tuple[Level | EvidenceStrength, ...]) -> Iterator[Text]:
    for number, item in enumerate(numbered):
        yield Text(TITLE, (*path, number, "name"), item.name)
        yield Text(MEANING, (*path, number, "meaning"), item.meaning)


def characteristics_of(model: Model) -> Iterator[tuple[Path, Characteristic]]:
    for number, theme in enumerate(model.themes):
        for place, characteristic in enumerate(theme.characteristics):
            yield ("themes", number, "characteristics", place), characteristic


def _theme(path: Path, theme: Theme) -> Iterator[Text]:
    yield Text(TITLE, (*path, "title"), theme.title)
    yield Text(QUESTION, (*path, "question"), theme.question)
    yield from _each(NARRATIVE, (*path, "narrative"), theme.narrative)
    for number, characteristic in enumerate(theme.characteristics):
        yield from _characteristic((*path, "characteristics", number), characteristic)


def _characteristic(path: Path, characteristic: Characteristic) -> Iterator[Text]:
    yield Text(TITLE, (*path, "title"), characteristic.title)
    yield Text(STATEMENT, (*path, "statement"), characteristic.statement)
    yield Text(WHY, (*path, "why"), characteristic.why)
    for number, level in characteristic.levels.items():
        yield Text(DESCRIPTOR, (*path, "levels", number, "descriptor"), level.descriptor)
        yield from _each(CRITERION, (*path, "levels", number, "criteria"), level.criteria)
    if characteristic.prompts:
        for key, prompt in characteristic.prompts.model_dump().items():
            yield Text(PROMPT, (*path, "prompts", key), prompt)
    yield from _each(EXAMPLE, (*path, "evidence_examples"), characteristic.evidence_examples)


def _each(kind: Kind, path: Path, texts: tuple[str, ...]) -> Iterator[Text]:
    for number, words in enumerate(texts):
        yield Text(kind, (*path, number), words)
