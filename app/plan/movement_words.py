"""Movement in words."""

from app.maturity.definitions import Model
from app.plan.movement import Against, Movement, MovementRow, Way, Wording
from app.results.figures import CharacteristicFigures
from app.results.words import NOT_A_LEVEL, number_in_words, steps_in_words
from app.words import date_in_words, joined

WAYS = {Way.ROSE: "Rose", Way.FELL: "Fell", Way.HELD: "Held", Way.NOT_COMPARED: "Not compared"}
WORDS_CHANGED = "the words changed"


def level_in_words(row: CharacteristicFigures | None, model: Model) -> str:
    if row is None:
        return "Not in this version"
    return NOT_A_LEVEL[row.kind] if row.current is None else model.level_name(row.current)


def target_in_words(row: CharacteristicFigures | None, model: Model) -> str:
    return "" if row is None or row.target is None else model.level_name(row.target)


def way_in_words(row: MovementRow) -> str:
    """“Rose one step”"""
    if row.steps is None:
        return WAYS[Way.NOT_COMPARED]
    return f"{WAYS[row.way]} {steps_in_words(abs(row.steps))}" if row.steps else WAYS[Way.HELD]


def against_in_words(row: MovementRow, model: Model) -> str:
    """Beside the target of last time; what was to be held is said so."""
    target = target_in_words(row.before, model)
    if row.against is Against.NO_PLAN or row.short_by is None:
        return ""
    if row.against is Against.REACHED:
        return "as planned" if row.steps == row.planned == 0 else f"at its target, {target}"
    steps = steps_in_words(abs(row.short_by))
    if row.against is Against.BEYOND:
        return f"{steps} {'above' if (row.planned or 0) < 0 else 'beyond'} its target, {target}"
    return f"{steps} short of its target, {target}"


def row_in_words(row: MovementRow, movement: Movement) -> str:
    """“Developing last time, Mature now: rose one step, at its target, Mature.”"""
    was, now = (level_in_words(side, of.model) for side, of in ((row.before, movement.before), (row.now, movement.now)))
    if row.wording is Wording.ADDED:
        return f"New in version {movement.now.model.version} of the model. {now} now."
    if row.wording is Wording.REMOVED:
        return f"Version {movement.now.model.version} of the model has it no more. {was} last time."
    said = [way_in_words(row).lower(), against_in_words(row, movement.before.model)]
    levels = f"{was} last time and now" if was == now else f"{was} last time, {now} now"
    return f"{levels}: {', '.join(part for part in said if part)}."


def first_words(movement: Movement) -> list[str]:
    """The short of it: what rose, fell and held; how many are where they were to be; where the words changed."""
    compared = _compared(movement) if movement.has_one_scale else []
    return compared + ([_reworded(len(movement.reworded))] if movement.reworded else [])


def _compared(movement: Movement) -> list[str]:
    counts = {way: len(movement.rows_of(way)) for way in Way}
    rose = _of(number_in_words(counts[Way.ROSE]), counts[Way.ROSE])
    fell, held = (number_in_words(counts[way]) if counts[way] else "none" for way in (Way.FELL, Way.HELD))
    since = f"Since {date_in_words(movement.before.as_at)}, {rose} rose, {fell} fell "
    sentences = [f"{since}and {held} held."]
    if left := counts[Way.NOT_COMPARED]:
        many = "does not have" if left == 1 else "do not have"
        sentences.append(f"{_of(number_in_words(left), left).capitalize()} {many} a level on both sides to compare.")
    if planned := len(movement.was_to_rise):
        sentences.append(_reached(movement, planned))
    return sentences


def _of(number: str, count: int) -> str:
    return f"{number} {'characteristic' if count == 1 else 'characteristics'}"


def _reached(movement: Movement, planned: int) -> str:
    reached = len(movement.has_reached)
    many = "was" if planned == 1 else "were"
    there = "none is there yet" if not reached else f"{_are(reached)} there"
    by = date_in_words(movement.before.target_date)
    return f"{number_in_words(planned).capitalize()} of those compared {many} planned to rise by {by}: {there}."


def _are(count: int) -> str:
    return f"{number_in_words(count)} {'is' if count == 1 else 'are'}"


def _reworded(count: int) -> str:
    whose = "its levels are" if count == 1 else "their levels are"
    which = _of(number_in_words(count), count)
    return f"The words of {which} changed in between, so {whose} not quite those of last time."


def changed_parts(row: MovementRow, model: Model) -> str:
    """What of it reads differently: “the statement and the descriptors of Mature and Leader”."""
    if row.changed is None:
        return ""
    parts = ["the statement"] if row.changed.has_other_statement else []
    if names := [model.level_name(number) for number in row.changed.descriptors]:
        parts.append(f"the {'descriptor' if len(names) == 1 else 'descriptors'} of {joined(names)}")
    return joined(parts)
