"""How long a text may be, and how many of a kind there are."""

from collections.abc import Iterator

from app.maturity.definitions import Characteristic, Model
from app.maturity.faults import Path
from app.maturity.lint.texts import Finding, Text, characteristics_of, sentences_of, words_of

MOST_WORDS_A_SENTENCE = 30
"""GOV.UK asks for 25; a list of three bodies in a sector’s own names takes the rest."""
CRITERIA = range(2, 5)
"""To a level: one is the descriptor again, five are a form to fill in."""
EXAMPLES = range(3, 6)
"""Of evidence: enough that every council has one of them."""
PARAGRAPHS = range(2, 5)
"""Of narrative to a theme: a page that is read to the end."""


def length(text: Text) -> Iterator[str]:
    words, kind = len(words_of(text.words)), text.kind
    if words > kind.most:
        yield f"This has {words} words. Write at most {kind.most} in the {kind.name}."
    if words < kind.fewest:
        yield f"This has {_count(words, 'word')}. Write at least {kind.fewest} in the {kind.name}."


def sentences(text: Text) -> Iterator[str]:
    found = sentences_of(text.words)
    if len(found) > text.kind.sentences:
        most = _count(text.kind.sentences, "sentence")
        yield f"This has {len(found)} sentences. Write at most {most} in the {text.kind.name}."
    for sentence in found:
        if (words := len(words_of(sentence))) > MOST_WORDS_A_SENTENCE:
            too_long = f"has {words} words, and {MOST_WORDS_A_SENTENCE} is the most"
            yield f"The sentence “{_beginning(sentence)}” {too_long}. Make two of it."


def counts(model: Model, _: list[Text]) -> Iterator[Finding]:
    for number, theme in enumerate(model.themes):
        yield from _number_of(len(theme.narrative), PARAGRAPHS, "paragraphs", ("themes", number, "narrative"))
    for path, characteristic in characteristics_of(model):
        yield from _parts(path, characteristic)


def _parts(path: Path, characteristic: Characteristic) -> Iterator[Finding]:
    if characteristic.prompts is None:
        yield Finding(
            (*path, "prompts"), "There are no prompts. Write four, under understand:, plan:, do: and review:."
        )
    yield from _number_of(len(characteristic.evidence_examples), EXAMPLES, "examples", (*path, "evidence_examples"))
    for number, level in characteristic.levels.items():
        yield from _number_of(len(level.criteria), CRITERIA, "criteria", (*path, "levels", number, "criteria"))


def _number_of(found: int, wanted: range, name: str, path: Path) -> Iterator[Finding]:
    # A file with too many is not a model.
    if found < wanted[0]:
        yield Finding(path, f"There are too few {name} here: {found}. Write {wanted[0]} to {wanted[-1]}.")


def _count(number: int, one: str) -> str:
    return f"{number} {one}{'s' if number != 1 else ''}"


def _beginning(sentence: str) -> str:
    return " ".join(sentence.split()[:4]) + " …"
