"""The choices of the answer form in the model’s own words."""

from typing import Any

from app.assessment.forms import WITHOUT_LEVEL, AnswerForm, fields_of
from app.assessment.saving import Saved
from app.forms import govuk
from app.maturity.definitions import NOT_YET_IN_PLACE, Characteristic, Model

LEGEND = {"legend": {"classes": "govuk-fieldset__legend--m"}}
HINTS_WITHOUT_LEVEL = ("You cannot judge it; somebody else may.", "It is not among this council’s duties.")


def current_choices(form: AnswerForm, model: Model, characteristic: Characteristic) -> dict[str, Any]:
    """Radios for where we are now: each level with its descriptor."""
    hints = {str(number): level.descriptor for number, level in characteristic.levels.items()}
    hints[str(NOT_YET_IN_PLACE)] = model.not_yet_in_place
    hints |= dict(zip(WITHOUT_LEVEL, HINTS_WITHOUT_LEVEL, strict=True))
    items: dict[str, dict[str, Any]] = {value: {"hint": {"text": hint}} for value, hint in hints.items()}
    items[next(iter(WITHOUT_LEVEL)).value]["divider"] = "or"
    hint = "Choose the highest description that is true, and only if those above it in this list are true as well."
    return govuk(form.current, items=items, hint={"text": hint}, formGroup={"classes": "app-current"}, fieldset=LEGEND)


def evidence_choices(form: AnswerForm, model: Model) -> dict[str, Any]:
    meanings = {str(strength.number): {"hint": {"text": strength.meaning}} for strength in model.evidence}
    return govuk(form.evidence, items=meanings, classes="govuk-radios--small", fieldset=LEGEND)


def both_answers(form: AnswerForm, saved: Saved, model: Model) -> list[tuple[str, str, str]]:
    """Where a saved answer and the one in the form differ: what it is called, what is saved, what is typed."""
    theirs, mine = fields_of(saved), {name: form[name].data for name in fields_of(saved)}
    labels: dict[str, tuple[str, dict[Any, str]]] = {
        "current": ("Now", _levels(form.current)),
        "target": ("Target", _levels(form.target)),
        "reason": ("Reason for the lower target", {}),
        "evidence": ("Strength of evidence", _levels(form.evidence)),
        "note": ("Evidence note", {}),
        "is_priority": ("Candidate priority", {True: "Yes", False: "No"}),
    }
    return [
        (label, _shown(theirs[name], names), _shown(mine[name], names))
        for name, (label, names) in labels.items()
        if (theirs[name] or None) != (mine[name] or None)
    ]


def _levels(field: Any) -> dict[Any, str]:
    return {choice.value: choice.label for choice in field.iter_choices()}


def _shown(value: object, names: dict[Any, str]) -> str:
    return names.get(value, str(value)) if value not in (None, "") else "Nothing"
