"""Words we do not use, each with what to write instead, and British spelling."""

import re
from collections.abc import Iterator

from app.maturity.lint.texts import Text
from app.maturity.lint.words import (
    AMERICAN,
    AMERICAN_ALLOWED,
    AMERICAN_ENDINGS,
    AMERICAN_WORDS,
    UNWANTED,
    Ending,
    Unwanted,
)

LETTERS = re.compile(r"[^\W\d_]+")


def unwanted_words(text: Text) -> Iterator[str]:
    for unwanted in UNWANTED:
        if not unwanted.kinds or text.kind.name in unwanted.kinds:
            for word in dict.fromkeys(_hits(unwanted, text.words)):
                yield f"“{word}” is not a word for this {text.kind.name}. {unwanted.instead}"


def _hits(unwanted: Unwanted, words: str) -> Iterator[str]:
    allowed = [found.span() for found in unwanted.allowed.finditer(words)] if unwanted.allowed else []
    for found in unwanted.found.finditer(words):
        if not any(start <= found.start() and found.end() <= end for start, end in allowed):
            yield found[0]


def american_spelling(text: Text) -> Iterator[str]:
    words = AMERICAN_ALLOWED.sub("", text.words)
    for found in dict.fromkeys(AMERICAN_WORDS.findall(words)):
        yield _write(found, AMERICAN[" ".join(LETTERS.findall(found.lower()))])
    for word in dict.fromkeys(LETTERS.findall(words)):
        for ending in AMERICAN_ENDINGS:
            if british := _in_british(word, ending):
                yield _write(word, british)


def _write(american: str, british: str) -> str:
    return f"“{american}” is American spelling. Write “{british}”."


def _in_british(word: str, ending: Ending) -> str | None:
    found = ending.found.search(word.lower())
    if not found:
        return None
    stem = word[: found.start()].lower()
    is_american = stem in ending.stems if ending.is_only else bool(stem) and not word.lower().startswith(ending.stems)
    return word[: found.start()] + found.expand(ending.british) if is_american else None
