"""What the way to the targets asks for."""

from app.assessment.criteria import ticked_at, unticked_at
from app.results.figures import CharacteristicFigures
from app.results.narrative.sentences import quoted, quoted_list, sentence
from app.results.narrative.telling import Rows, Telling


def what_it_asks_for(telling: Telling) -> list[str]:
    """The next level’s words for one or two of the widest gaps."""
    if not telling.rises:
        return []
    first, *others = telling.widest_first
    if others:
        return [_asked(telling, first, _step_of(telling, first, others)), _needed(telling, others[0])]
    if first.gap == 1 and len(telling.rises) > 1:
        return [_asked(telling, first, f"{first.title} starts lowest, and its step to {telling.next_level(first)}")]
    return [_asked(telling, first, _step_of(telling, first, others))]


def _step_of(telling: Telling, row: CharacteristicFigures, others: Rows) -> str:
    is_first, to = (row.gap or 0) > 1, f"to {telling.next_level(row)}"
    if len(telling.rated) == 1:
        return f"the first step, {to}," if is_first else "that step"
    instance = ", for instance" if len(others) > 1 else ""
    return f"for {row.title}{instance}, the {f'first step, {to},' if is_first else f'step {to}'}"


def _asked(telling: Telling, row: CharacteristicFigures, step: str) -> str:
    if left := _left_to_tick(telling, row):
        return sentence(f"{step} still needs {quoted_list(left)}")
    asks = telling.one_of("asks this of us", "means that we can say this", "asks for this")
    return sentence(f"{step} {asks}: {quoted(_next_descriptor(telling, row))}")


def _needed(telling: Telling, row: CharacteristicFigures) -> str:
    to_bring = f"to bring {row.title} to {telling.next_level(row)} we"
    if left := _left_to_tick(telling, row):
        return sentence(f"{to_bring} still need {quoted_list(left)}")
    return sentence(f"{to_bring} need this: {quoted(_next_descriptor(telling, row))}")


def _next_descriptor(telling: Telling, row: CharacteristicFigures) -> str:
    return telling.characteristic(row).levels[(row.current or 0) + 1].descriptor


def _left_to_tick(telling: Telling, row: CharacteristicFigures) -> tuple[str, ...]:
    """Of the next level, where somebody has begun to tick its criteria."""
    characteristic, level, ticked = telling.characteristic(row), (row.current or 0) + 1, telling.ticked(row)
    return unticked_at(characteristic, level, ticked) if ticked_at(characteristic, level, ticked) else ()
