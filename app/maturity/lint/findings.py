"""All that the rules find in a model, in the order of its lines."""

from collections.abc import Callable, Iterator

from app.maturity.definitions import Model
from app.maturity.document import Document
from app.maturity.faults import Fault, where
from app.maturity.lint import ease, lengths, levels, style, terms, vocabulary
from app.maturity.lint.texts import Finding, Text, texts_of

TEXT_RULES: tuple[Callable[[Text], Iterator[str]], ...] = (
    lengths.length,
    lengths.sentences,
    ease.hard_text,
    vocabulary.unwanted_words,
    vocabulary.american_spelling,
    style.marks,
    style.ending,
    style.subject,
)
MODEL_RULES: tuple[Callable[[Model, list[Text]], Iterator[Finding]], ...] = (
    lengths.counts,
    ease.hard_on_average,
    levels.alike,
    terms.abbreviations,
    terms.unused_terms,
    terms.repeated_terms,
)


def findings(document: Document, model: Model) -> list[Fault]:
    texts = list(texts_of(model))
    found = [Finding(text.path, message) for text in texts for rule in TEXT_RULES for message in rule(text)]
    found += [finding for rule in MODEL_RULES for finding in rule(model, texts)]
    faults = [_fault(document, finding) for finding in found]
    return sorted(faults, key=lambda fault: (fault.line, fault.column))


def _fault(document: Document, finding: Finding) -> Fault:
    return Fault(*document.value_place(finding.path), where(document.data, finding.path), finding.message)
