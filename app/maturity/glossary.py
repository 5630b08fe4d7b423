"""Which of the sector’s terms a characteristic uses, so that they can be explained where they are read."""

import re
from functools import lru_cache

from app.maturity.definitions import Characteristic, Model, Term


@lru_cache(256)
def terms_used(model: Model, code: str) -> tuple[Term, ...]:
    """Those in the words of one characteristic, in alphabetical order.

    Words that half of the characteristics use, such as “member”, are left to the glossary's own page.
    """
    used = _used_by_code(model)
    common = {term.term for term in model.glossary if 2 * sum(term in terms for terms in used.values()) >= len(used)}
    return tuple(term for term in used[code] if len(used) == 1 or term.term not in common)


@lru_cache(8)
def _used_by_code(model: Model) -> dict[str, list[Term]]:
    texts = {characteristic.code: " ".join(texts_of(characteristic)) for characteristic in model.characteristics}
    return {code: [term for term in alphabetical(model) if is_used(term, text)] for code, text in texts.items()}


def alphabetical(model: Model) -> list[Term]:
    return sorted(model.glossary, key=lambda term: term.term.casefold())


def is_used(term: Term, text: str) -> bool:
    """As a whole word, in the singular or the plural; an abbreviation only in its capitals."""
    names = "|".join(_pattern(name) for name in (term.term, *term.also))
    return re.search(rf"\b(?:{names})\b", text) is not None


def _pattern(name: str) -> str:
    if name.isupper():
        return f"{re.escape(name)}s?"
    stem, ending = (name[:-1], "(?:y|ies)") if name.endswith("y") else (name, "(?:s|es)?")
    return f"(?i:{re.escape(stem)}{ending})"


def texts_of(characteristic: Characteristic) -> list[str]:
    """All that a person reads who answers it."""
    texts = [characteristic.title, characteristic.statement, characteristic.why, *characteristic.evidence_examples]
    for described in characteristic.levels.values():
        texts += [described.descriptor, *described.criteria]
    return texts + list(characteristic.prompts.all if characteristic.prompts else ())
