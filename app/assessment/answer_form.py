"""The form of one answer, and the answer as its fields."""

from functools import lru_cache
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, IntegerField, RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional, Regexp, ValidationError

from app.assessment.answer import NOTE_LENGTH, REASON_LENGTH
from app.assessment.choices import criteria_choices, current_choices, evidence_choices, target_choices
from app.assessment.saving import Origin, Saved
from app.forms import plain_text
from app.maturity.definitions import Model
from app.results.figures import Kind

DAMAGED = "This form is damaged. Copy what you typed and reload the page"
COUNTS = [Optional(), NumberRange(0, 2**53, DAMAGED)]


class OptionalRadioField(RadioField):
    """Nothing chosen is an unfinished answer, not a fault."""

    def pre_validate(self, form: FlaskForm) -> None:
        if self.data:
            super().pre_validate(form)


class CriteriaField(SelectMultipleField):
    def pre_validate(self, form: FlaskForm) -> None:
        if not {*(self.data or ())} <= {choice.value for choice in self.iter_choices()}:
            raise ValidationError(DAMAGED)


class AnswerForm(FlaskForm):
    """Every field may be empty: what is there is saved."""

    class Meta:
        # Every POST’s token is checked before its route; a second look here costs a tenth of a save.
        csrf = False

    current = OptionalRadioField()
    criteria = CriteriaField()
    target = OptionalRadioField()
    reason = TextAreaField(
        "Why is the target below where you are now?",
        [Length(max=REASON_LENGTH, message=f"The reason must be {REASON_LENGTH:,} characters or fewer")],
        [plain_text],
    )
    evidence = OptionalRadioField()
    note = TextAreaField(
        "Evidence note",
        [Length(max=NOTE_LENGTH, message=f"The evidence note must be {NOTE_LENGTH:,} characters or fewer")],
        [plain_text],
        description="The papers, meetings or figures that show it.",
    )
    is_note_shared = BooleanField(
        "Share this note when the position is agreed",
        description="It is shown without your name, so write it so that it does not give you away.",
    )
    """Of a response alone."""
    is_priority = BooleanField("This is a candidate for a priority")
    row_version = IntegerField(validators=COUNTS)
    form_id = HiddenField(validators=[Regexp(r"^[0-9a-f]{16}$", message=DAMAGED)])
    change_number = IntegerField(validators=COUNTS)
    replaces = IntegerField(validators=COUNTS)
    """The version of somebody else’s answer that the person has seen and chosen to replace."""

    def offer(self, model: Model, code: str) -> None:
        """What may be chosen comes from the model; nothing here knows a level by name or number."""
        for name, choices in _offered(model, code).items():
            self[name].choices = choices

    @property
    def ticked(self) -> tuple[str, ...]:
        return tuple(self.criteria.data or ())

    def error_of(self, name: str) -> str:
        return next(iter(self[name].errors), "")

    def tell(self, missing: dict[str, str]) -> bool:
        """What a complete answer still needs, at its fields; whether it is anything."""
        for name, sentence in missing.items():
            self[name].errors = [sentence]
        return bool(missing)

    @property
    def seen(self) -> int:
        """The row version on which this answer was made; 0 for none."""
        return self.replaces.data or self.row_version.data or 0

    def origin(self, user_id: int | None) -> Origin:
        """`user_id`: who saves, where it is the council's position."""
        return Origin(self.form_id.data, self.change_number.data or 0, self.seen, user_id)

    def sharing(self) -> dict[str, Any]:
        return {"is_note_shared": self.is_note_shared.data}

    def columns(self) -> dict[str, Any]:
        """The answer as the columns of a position. An answer without a level takes no target."""
        return levels_as_columns(self.current.data, self.target.data, self.evidence.data) | {
            "reason": self.reason.data or "",
            "note": self.note.data or "",
            "is_priority": self.is_priority.data,
            "criteria": " ".join(choice.value for choice in self.criteria.iter_choices() if choice.selected),
        }


def levels_as_columns(current: str | None, target: str | None, evidence: str | None) -> dict[str, Any]:
    """What was chosen, as the columns hold it. An answer without a level takes no target."""
    kind = None if not current else Kind.LEVEL if current.isdigit() else Kind(current)
    has_target = kind in {None, Kind.LEVEL}
    return {
        "kind": kind,
        "current": int(current) if current and kind is Kind.LEVEL else None,
        "target": int(target) if target and has_target else None,
        "evidence": int(evidence) if evidence else None,
    }


@lru_cache(256)
def _offered(model: Model, code: str) -> dict[str, list[SelectChoice]]:
    found = {
        "current": current_choices(model, code),
        "criteria": criteria_choices(model, code),
        "target": target_choices(model),
        "evidence": evidence_choices(model),
    }
    return {name: [SelectChoice(choice.value, choice.label) for choice in choices] for name, choices in found.items()}


def fields_of(position: Saved | None) -> dict[str, Any]:
    """What the form shows of a saved answer; the other way of `AnswerForm.columns`."""
    if position is None:
        return {}
    current = position.current if position.kind is Kind.LEVEL else position.kind
    return {
        "current": None if current is None else str(current),
        "target": None if position.target is None else str(position.target),
        "reason": position.reason,
        "evidence": None if position.evidence is None else str(position.evidence),
        "note": position.note,
        "is_note_shared": position.is_note_shared,
        "is_priority": position.is_priority,
        "criteria": position.criteria.split(),
        "row_version": position.row_version,
    }


def both_answers(form: AnswerForm, saved: Saved) -> list[tuple[str, str, str]]:
    """Where a saved answer and the one in the form differ: what it is called, what is saved, what is typed."""
    theirs, mine = fields_of(saved), {name: form[name].data for name in fields_of(saved)}
    labels: dict[str, tuple[str, dict[Any, str]]] = {
        "current": ("Now", _labels(form.current)),
        "criteria": ("Ticked", _labels(form.criteria)),
        "target": ("Target", _labels(form.target)),
        "reason": ("Reason for the lower target", {}),
        "evidence": ("Strength of evidence", _labels(form.evidence)),
        "note": ("Evidence note", {}),
        "is_note_shared": ("Note shared", {True: "Yes", False: "No"}),
        "is_priority": ("Candidate priority", {True: "Yes", False: "No"}),
    }
    return [
        (label, _shown(theirs[name], names), _shown(mine[name], names))
        for name, (label, names) in labels.items()
        if (theirs[name] or None) != (mine[name] or None)
    ]


def _labels(field: Field) -> dict[Any, str]:
    return {choice.value: choice.label for choice in field.iter_choices()}


def _shown(value: object, names: dict[Any, str]) -> str:
    if isinstance(value, list):
        return "\n".join(str(names.get(one, one)) for one in value) or "Nothing"
    return names.get(value, str(value)) if value not in (None, "") else "Nothing"
