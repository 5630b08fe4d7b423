"""The choices of the answer form in the model’s own words, and their markup, which is kept: it is most of the page."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from markupsafe import Markup

from app import govuk
from app.assessment.criteria import place_of
from app.maturity.definitions import NOT_YET_IN_PLACE, Model
from app.results.figures import Kind
from app.words import date_in_words


class Choice(NamedTuple):
    value: str
    label: str
    hint: str = ""


WITHOUT_LEVEL = (
    Choice(Kind.UNKNOWN.value, "Don’t know", "You cannot judge it; somebody else may."),
    Choice(Kind.NOT_APPLICABLE.value, "Not applicable", "It is not among this council’s duties."),
)
CURRENT_HINT = "Choose the highest level whose description is true, if those of all lower levels are true as well."
TARGET_HINT = "The same level as now means “hold”, which is a choice like any other."
CRITERIA_HINT = "Ticks help you choose a level, and are kept with the answer. They decide nothing."


def current_choices(model: Model, code: str) -> list[Choice]:
    """Not yet in place, each level with its descriptor, and the two answers without a level."""
    nothing = Choice(str(NOT_YET_IN_PLACE), model.level_name(NOT_YET_IN_PLACE), model.not_yet_in_place)
    described = model.by_code[code].levels
    levels = [Choice(str(level.number), level.name, described[level.number].descriptor) for level in model.levels]
    return [nothing, *levels, *WITHOUT_LEVEL]


def target_choices(model: Model) -> list[Choice]:
    return [Choice(str(level.number), level.name) for level in model.levels]


def evidence_choices(model: Model) -> list[Choice]:
    return [Choice(str(strength.number), strength.name, strength.meaning) for strength in model.evidence]


def criteria_choices(model: Model, code: str) -> list[Choice]:
    """Those of all levels, by level and by place in the level."""
    characteristic = model.by_code[code]
    return [
        Choice(place_of(number, place), criterion)
        for number in sorted(characteristic.levels)
        for place, criterion in enumerate(characteristic.levels[number].criteria, start=1)
    ]


@lru_cache(512)
def current_radios(model: Model, code: str, chosen: str | None, error: str = "") -> Markup:
    choices = current_choices(model, code)
    items = _items(choices, [chosen])
    items.insert(-len(WITHOUT_LEVEL), {"divider": "or"})
    about = {"hint": {"text": CURRENT_HINT}, "formGroup": {"classes": "app-current"}}
    return govuk.radios(_group("current", "Where are we now?", items, error) | about)


@lru_cache(64)
def target_radios(model: Model, target_date: date, chosen: str | None, error: str = "") -> Markup:
    legend = f"Where do we want to be by {date_in_words(target_date)}?"
    group = _group("target", legend, _items(target_choices(model), [chosen]), error)
    return govuk.radios(group | {"classes": "govuk-radios--small", "hint": {"text": TARGET_HINT}})


@lru_cache(64)
def evidence_radios(model: Model, chosen: str | None, error: str = "") -> Markup:
    group = _group("evidence", "How strong is the evidence?", _items(evidence_choices(model), [chosen]), error)
    return govuk.radios(group | {"classes": "govuk-radios--small"})


@lru_cache(256)
def criteria_boxes(model: Model, code: str, ticked: tuple[str, ...]) -> Markup:
    """Behind a summary that is open once anything is ticked; nothing where the model has no criteria."""
    choices = criteria_choices(model, code)
    levels = [_level_boxes(level.number, level.name, choices, ticked) for level in model.levels]
    if not choices:
        return Markup()
    hint = Markup('<p class="govuk-body">%s</p>') % CRITERIA_HINT
    inside = hint + Markup().join(levels)
    return govuk.details({"summaryText": "Tick what is in place", "html": inside, "open": bool(ticked)})


def _level_boxes(number: int, name: str, choices: Sequence[Choice], ticked: Sequence[str]) -> Markup:
    of_level = [choice for choice in choices if choice.value.startswith(f"{number}.")]
    if not of_level:
        return Markup()
    group = _group("criteria", name, _items(of_level, ticked), "", size="s")
    return govuk.checkboxes(group | {"idPrefix": f"criteria-{number}", "classes": "govuk-checkboxes--small"})


def _group(name: str, legend: str, items: list[dict[str, Any]], error: str, size: str = "m") -> dict[str, Any]:
    params = {
        "name": name,
        "idPrefix": name,
        "fieldset": {"legend": {"text": legend, "classes": f"govuk-fieldset__legend--{size}"}},
        "items": items,
    }
    return params | ({"errorMessage": {"text": error}} if error else {})


def _items(choices: Sequence[Choice], chosen: Sequence[str | None]) -> list[dict[str, Any]]:
    return [
        {"value": choice.value, "text": choice.label, "checked": choice.value in chosen}
        | ({"hint": {"text": choice.hint}} if choice.hint else {})
        for choice in choices
    ]
