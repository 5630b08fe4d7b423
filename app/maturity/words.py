"""What has changed from one version of a model to the next, in words: for a command and for a page alike."""

from typing import NamedTuple

from app.maturity.changes import Carried, Changed, Changes, Step, differs
from app.maturity.definitions import Characteristic, Model, Theme
from app.words import count_in_words, joined

NAMES = {
    "maps_to": "mapping to other frameworks",
    "evidence_examples": "examples of evidence",
    "prompts": "questions to ask",
    "why": "why it matters",
    "narrative_title": "title of the narrative",
    "horizon_months": "months to the target date",
}


class Group(NamedTuple):
    """Changes of one kind."""

    title: str
    items: list[str]


def groups_of(changes: Changes) -> list[Group]:
    """Every kind of change that there is."""
    groups = (
        Group("Added", [named(characteristic) for characteristic in changes.added]),
        Group("Removed", [_removed(characteristic, changes) for characteristic in changes.removed]),
        Group("Reworded", [f"{named(it.after)} ({_reworded(it, changes.after)})" for it in changes.reworded]),
        Group("Other criteria", [_criteria(it, changes.after) for it in changes.changed if it.criteria]),
        Group("Moved to another theme", [_moved(it.after, *it.themes) for it in changes.moved if it.themes]),
        Group("Other addresses", [f"the theme “{it.title}” has another address" for _, it in changes.readdressed]),
        Group("Levels", [*_zero(changes), *(_step(step, "level") for step in changes.levels)]),
        Group("Strengths of evidence", [_step(step, "strength") for step in changes.evidence]),
        Group("Other wording", [*_other_characteristics(changes), *_other_parts(changes)]),
    )
    return [group for group in groups if group.items]


def outcomes_of(changes: Changes, carried: Carried) -> list[Group]:
    """What becomes of the answers, for the person whose they are: a sentence, and the characteristics it is about."""
    names = {characteristic.code: named(characteristic) for characteristic in changes.before.characteristics}
    no_more = f"left behind, because version {changes.after.version} no longer asks for"
    sentences = (
        (carried.reworded, _answers(carried.reworded, "must", "must", "be confirmed, because the words have changed")),
        (carried.waiting, _answers(carried.waiting, "has", "have", "not been confirmed yet, and must be there")),
        (carried.left, _answers(carried.left, "is", "are", f"{no_more} {'it' if len(carried.left) == 1 else 'them'}")),
    )
    whole = _answers(carried.whole, "carries", "carry", "over unchanged")
    return [
        Group(whole, []),
        *(Group(sentence, [names[code] for code in codes]) for codes, sentence in sentences if codes),
    ]


def _answers(codes: tuple[str, ...], one: str, many: str, rest: str) -> str:
    return f"{count_in_words(len(codes), 'answer')} {one if len(codes) == 1 else many} {rest}"


def named(characteristic: Characteristic) -> str:
    """UP1 Local insight"""
    return f"{characteristic.code} {characteristic.title}"


def _removed(characteristic: Characteristic, changes: Changes) -> str:
    why = changes.why_retired(characteristic.code)
    return f"{named(characteristic)} (retired: {why.rstrip('.')})" if why else named(characteristic)


def _reworded(changed: Changed, model: Model) -> str:
    return joined(["statement"] * changed.has_other_statement + _levels(changed.descriptors, model))


def _criteria(changed: Changed, model: Model) -> str:
    return f"{named(changed.after)} ({joined(_levels(changed.criteria, model))})"


def _levels(numbers: tuple[int, ...], model: Model) -> list[str]:
    return [f"level {number} {model.level_name(number)}" for number in numbers]


def _moved(characteristic: Characteristic, before: Theme, after: Theme) -> str:
    return f"{named(characteristic)}, from “{before.title}” to “{after.title}”"


def _zero(changes: Changes) -> list[str]:
    return ["“Not yet in place” is explained in other words"] * changes.has_other_zero


def _step(step: Step, kind: str) -> str:
    if step.before is None or step.after is None:
        there = step.before or step.after
        change = "is added" if step.after else "is taken out"
        return f"{kind} {step.number}, {there.name if there else ''}, {change}"
    name = f"{kind} {step.number}, {step.before.name},"
    changes = [f"is now called {step.after.name}"] * differs(step.before.name, step.after.name)
    changes += ["is explained in other words"] * differs(step.before.meaning, step.after.meaning)
    return f"{name} {joined(changes)}"


def _other_characteristics(changes: Changes) -> list[str]:
    return [f"{named(it.after)} ({_keys(it.other_keys)})" for it in changes.changed if it.other_keys]


def _other_parts(changes: Changes) -> list[str]:
    themes = [f"the theme “{theme.title}” ({_keys(keys)})" for theme, keys in changes.themes]
    return themes + ([f"the model itself ({_keys(changes.model_keys)})"] if changes.model_keys else [])


def _keys(keys: tuple[str, ...]) -> str:
    return joined([NAMES.get(key, key) for key in keys])
