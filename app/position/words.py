"""What the pages of the position say of the answers, and of what is agreed."""

from datetime import date

from app.assessment.saving import Saved
from app.maturity.definitions import Model
from app.participation.words import GROUPS as NAMES
from app.position.comparing import Spread
from app.position.disagreement import steps_apart
from app.results.figures import Kind
from app.results.words import NOT_A_LEVEL, gap_in_words, median_in_words, number_in_words

NOT_SHOWN = "Not shown, to keep answers private"
NOBODY = "Nobody gave a level"
GROUPS = {group: many for group, (_one, many) in NAMES.items()}
MISSING = {"target": "no target yet", "evidence": "no strength of evidence yet", "reason": "no reason for the target"}


def begin(text: str) -> str:
    """With a capital, and the names of levels as they are."""
    return text[:1].upper() + text[1:]


def spread_in_words(shown: Spread | None, model: Model) -> str:
    """“three levels, Minimum to Leader”"""
    steps = steps_apart(shown)
    if shown is None:
        return NOT_SHOWN
    if steps is None or shown.lowest is None or shown.highest is None:
        return NOBODY
    low, high = model.level_name(shown.lowest), model.level_name(shown.highest)
    if steps == 0:
        return f"none, all at {low}"
    return f"{number_in_words(steps)} {'level' if steps == 1 else 'levels'}, {low} to {high}"


def middle_in_words(shown: Spread | None, model: Model) -> str:
    if shown is None:
        return NOT_SHOWN
    return begin(median_in_words(shown.median, model))


def position_in_words(position: Saved, target_date: date, model: Model) -> str:
    if position.kind is not Kind.LEVEL or position.current is None:
        return NOT_A_LEVEL[position.kind]
    return gap_in_words(position.current, position.target, target_date, model)


def voice_in_words(kind: Kind | None, current: int | None, model: Model) -> str:
    return NOT_A_LEVEL[kind] if current is None else model.level_name(current)
