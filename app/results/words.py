"""The figures in words: the names of levels come from the model, the numbers from figures.py."""

from datetime import date

from app.maturity.definitions import Model
from app.results.figures import CharacteristicFigures, Kind, Median, Profile

NO_LEVEL = "no level yet"
NOT_A_LEVEL = {Kind.UNKNOWN: "Don’t know", Kind.NOT_APPLICABLE: "Not applicable", None: "Not answered"}
SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def number_in_words(number: int) -> str:
    return SMALL_NUMBERS[number] if number < len(SMALL_NUMBERS) else str(number)


def answer_in_words(row: CharacteristicFigures, model: Model) -> str:
    """Its current level, or why it has none."""
    return NOT_A_LEVEL[row.kind] if row.current is None else model.level_name(row.current)


def median_in_words(median: Median | None, model: Model) -> str:
    if median is None:
        return NO_LEVEL
    low, high = model.level_name(median.low), model.level_name(median.high)
    return low if median.low == median.high else f"between {low} and {high}"


def range_in_words(profile: Profile, model: Model) -> str:
    if profile.lowest is None or profile.highest is None:
        return NO_LEVEL
    lowest, highest = model.level_name(profile.lowest), model.level_name(profile.highest)
    if lowest != highest:
        return f"{lowest} to {highest}"
    return lowest if profile.rated == 1 else f"all at {lowest}"


def gap_in_words(current: int, target: int | None, target_date: date, model: Model) -> str:
    """“Developing now, Mature by May 2028: one step”."""
    now, by = model.level_name(current), f"by {target_date:%B %Y}"
    if target is None:
        return f"{now} now; no target yet"
    if target == current:
        return f"{now} now and {by}: hold"
    return f"{now} now, {model.level_name(target)} {by}: {steps_in_words(target - current)}"


def steps_in_words(gap: int) -> str:
    if gap == 0:
        return "hold"
    steps = f"{number_in_words(abs(gap))} {'step' if abs(gap) == 1 else 'steps'}"
    return steps if gap > 0 else f"{steps} lower"


def profile_in_words(profile: Profile, model: Model, missing: str = "not answered") -> str:
    """“2 Developing, 1 Mature; 1 don’t know; 2 not answered”; a profile of targets says what is missing itself."""
    levels = ", ".join(f"{count} {model.level_name(level)}" for level, count in enumerate(profile.counts) if count)
    others = (
        (profile.unknown, "don’t know"),
        (profile.not_applicable, "not applicable"),
        (profile.unanswered, missing),
    )
    return "; ".join([levels] * bool(levels) + [f"{count} {words}" for count, words in others if count])
