"""The glossary: what is abbreviated is explained, what is explained is used, and each once."""

import re
from collections.abc import Iterator

from app.maturity.definitions import Model, Term
from app.maturity.glossary import is_used
from app.maturity.lint.texts import Finding, Text
from app.maturity.lint.words import LISTS

ABBREVIATION = re.compile(r"(?<![\w-])[A-Z][A-Z&]*[A-Z](?:s(?!\w)|(?![\w]))")
ROMAN = re.compile(r"[IVX]+")
KNOWN = frozenset(LISTS["known_abbreviations"])


def abbreviations(model: Model, texts: list[Text]) -> Iterator[Finding]:
    explained = {name for term in model.glossary for name in names_of(term)}
    abbreviated = {part for name in explained for part in ABBREVIATION.findall(name)}
    for text in texts:
        for found in dict.fromkeys(ABBREVIATION.findall(text.words)):
            if not _is_known(found, abbreviated):
                message = f"“{found}” is not in the glossary. Write it out, or explain it there."
                yield Finding(text.path, message)


def _is_known(found: str, abbreviated: set[str]) -> bool:
    return bool(ROMAN.fullmatch(found)) or any(
        {found, found.removesuffix("s")} & known for known in (KNOWN, abbreviated)
    )


def unused_terms(model: Model, texts: list[Text]) -> Iterator[Finding]:
    others = [framework.title for framework in model.frameworks]
    others += [part.title for framework in model.frameworks for part in framework.parts]
    for number, term in enumerate(model.glossary):
        own = ("glossary", number)
        used = any(is_used(term, text.words) for text in texts if text.path[:2] != own)
        if not used and not any(is_used(term, title) for title in others):
            yield Finding((*own, "term"), f"No text of the model uses “{term.term}”. Use it, or take it out of here.")


def names_of(term: Term) -> tuple[str, ...]:
    return (term.term, *term.also)


def repeated_terms(model: Model, _: list[Text]) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for number, term in enumerate(model.glossary):
        for name in names_of(term):
            if (explained := first.setdefault(name.casefold(), term.term)) != term.term:
                message = f"“{name}” is explained under “{explained}” already. Explain it once."
                yield Finding(("glossary", number), message)
