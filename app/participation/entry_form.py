"""The compact form of quick entry: for each characteristic of a theme, three lists, a reason and a note."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from app.assessment.answer import NOTE_LENGTH, REASON_LENGTH
from app.assessment.answer_form import COUNTS, fields_of, levels_as_columns
from app.assessment.choices import current_choices, evidence_choices, target_choices
from app.assessment.saving import Saved
from app.forms import error_summary, one_line, plain_text
from app.maturity.definitions import Model, Theme
from app.participation.on_paper import Typed
from app.results.words import NOT_A_LEVEL

LESS_NOTE = f"The note must be {NOTE_LENGTH:,} characters or fewer"
LESS_REASON = f"The reason must be {REASON_LENGTH:,} characters or fewer"
NEWER = "Saved from another form meanwhile: {}. Save again to replace it with what is here"


class OptionalSelectField(SelectField):
    """Nothing chosen, or left out, is no fault."""

    def pre_validate(self, form: FlaskForm) -> None:
        if self.data:
            super().pre_validate(form)


class EntryForm(FlaskForm):
    """One characteristic; every field may be empty."""

    class Meta:
        csrf = False  # Every POST’s token is checked before its route.

    current = OptionalSelectField("Now")
    target = OptionalSelectField("Target")
    evidence = OptionalSelectField("Evidence")
    reason = StringField(
        "Reason, if the target is lower than now", [Length(max=REASON_LENGTH, message=LESS_REASON)], [one_line]
    )
    note = TextAreaField("Note", [Length(max=NOTE_LENGTH, message=LESS_NOTE)], [plain_text])
    is_note_shared = BooleanField("The note may be shared, without the name")
    row_version = IntegerField(validators=COUNTS)

    def offer(self, model: Model, code: str) -> None:
        self.current.choices = _offered(current_choices(model, code))
        self.target.choices = _offered(target_choices(model))
        self.evidence.choices = _offered(evidence_choices(model))

    def columns(self) -> dict[str, Any]:
        found = levels_as_columns(self.current.data, self.target.data, self.evidence.data)
        found |= {"reason": self.reason.data or "", "note": self.note.data or ""}
        return found | ({"is_note_shared": self.is_note_shared.data} if self.is_note_shared else {})

    def replace(self, saved: Saved, words: str) -> None:
        """Another form has saved this meanwhile: the next save of this one replaces it."""
        self.row_version.data, self.row_version.raw_data = saved.row_version, None
        self.current.errors = [NEWER.format(words)]


def _offered(choices: Iterable[Any]) -> list[tuple[str, str]]:
    return [("", ""), *((choice.value, choice.label) for choice in choices)]


def forms_for(model: Model, theme: Theme, saved: Mapping[str, Saved], *, is_private: bool) -> dict[str, EntryForm]:
    """By code, each with its own names on the page. Only in private is there anything to share."""
    forms = {}
    for one in theme.characteristics:
        known = fields_of(saved.get(one.code)) or {"row_version": 0}
        form = EntryForm(prefix=f"{one.code.lower()}-", data=known)
        form.offer(model, one.code)
        if not is_private:
            del form.is_note_shared
        forms[one.code] = form
    return forms


def typed_in(forms: Mapping[str, EntryForm]) -> list[Typed]:
    return [Typed(code, form.columns(), form.row_version.data or 0) for code, form in forms.items()]


def errors_of(forms: Iterable[EntryForm]) -> list[dict[str, Any]]:
    """For one summary over all of them."""
    return [error for form in forms if form.errors for error in error_summary(form)["errorList"]]


def in_words(model: Model, saved: Saved) -> str:
    """“now Mature, target Leader, note “…””"""
    now = NOT_A_LEVEL[saved.kind].lower() if saved.current is None else model.level_name(saved.current)
    target = f", target {model.level_name(saved.target)}" if saved.target is not None else ""
    evidence = f", evidence {model.evidence[saved.evidence].name}" if saved.evidence is not None else ""
    note = f", note “{saved.note}”" if saved.note else ""
    return f"now {now}{target}{evidence}{note}"
