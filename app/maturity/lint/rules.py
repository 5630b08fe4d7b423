"""The rules in a table, as the README has it."""

from collections.abc import Iterable

from app.maturity.lint.ease import LEAST, LEAST_OF_NARRATIVE, LEAST_ON_AVERAGE
from app.maturity.lint.lengths import CRITERIA, EXAMPLES, MOST_WORDS_A_SENTENCE, PARAGRAPHS
from app.maturity.lint.levels import LONGEST_RUN, MOST_SHARED
from app.maturity.lint.texts import KINDS


def rules_table() -> str:
    rows = {
        "Words": _listed(f"{kind.name} {kind.fewest} to {kind.most}" for kind in KINDS),
        "Sentences": f"at most: {_listed(f'{kind.name} {kind.sentences}' for kind in KINDS if kind.sentences > 1)}, "
        f"any other 1; none longer than {MOST_WORDS_A_SENTENCE} words",
        "How many": f"{_to(CRITERIA)} criteria a level; 4 prompts and {_to(EXAMPLES)} examples of evidence a "
        f"characteristic; {_to(PARAGRAPHS)} narrative paragraphs a theme",
        "Reading ease (Flesch)": f"at least: descriptors {LEAST_ON_AVERAGE} on average, each narrative paragraph "
        f"{LEAST_OF_NARRATIVE}, each other text in sentences {LEAST}",
        "Levels": "no two differ only by adverbs and quantities; a descriptor takes at most "
        f"{MOST_SHARED} % of its telling words from the level below, and at most {LONGEST_RUN} in a row",
        "Words we do not use": "those of a list, each with what to do instead, where it is looked for and where it may "
        "stand: weakness, leverage, robust, stakeholder, ensure, fully, most …",
        "Spelling": "British, by endings and a list",
        "Endings": f"a question mark: {_ending_in('?')}; nothing: {_ending_in('')}; a full stop: any other",
        "Marks": "curly quotes and apostrophes, “ – ” for a dash, no double spaces, no exclamation marks",
        "Subject": "no sentence of a descriptor begins with “There is”",
        "Glossary": "explains each abbreviation but those that everybody knows, each term once, none that is unused",
    }
    return "\n".join(
        ["| Rule | What it asks |", "| --- | --- |", *(f"| {name} | {asks} |" for name, asks in rows.items())]
    )


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def _to(numbers: range) -> str:
    return f"{numbers[0]} to {numbers[-1]}"


def _ending_in(mark: str) -> str:
    return _listed(kind.name for kind in KINDS if kind.ends == mark)
