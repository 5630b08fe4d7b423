"""The forms of a review: its day, and what is said when it is held."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, IntegerField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from app.assessment.answer_form import DAMAGED
from app.assessment.dates import LATEST
from app.assessment.tables import TEXT_LENGTH
from app.forms import DateField
from app.plan.forms import text_field
from app.plan.reviews import NO_ENTRY, Content
from app.plan.tables import Moved, Review
from app.results.figures import CharacteristicFigures
from app.words import date_in_words

MOVED_WORDS = {Moved.FORWARD: "Forward", Moved.UNCHANGED: "Unchanged", Moved.BACK: "Back"}


def _seen() -> IntegerField:
    return IntegerField(validators=[InputRequired(DAMAGED), NumberRange(0, 2**53, DAMAGED)])


class DayForm(FlaskForm):
    """Of a review that is to be held. Several stand on a page, so the fields carry the review’s number; 0 is new."""

    due_on = DateField("Day of the review")
    seen = _seen()
    """The version of the review; of a new one the number of the newest that there was."""

    def __init__(self, review: Review | None = None, *, newest: int = 0, is_sent: bool = False) -> None:
        self.review_id = review.id if review else 0
        data = {"due_on": review.due_on if review else None, "seen": review.row_version if review else newest}
        super().__init__(prefix=f"day-{self.review_id}-", data=data, **({} if is_sent else {"formdata": None}))

    @property
    def day(self) -> date:
        """Of a form that is valid."""
        return cast(date, self.due_on.data)

    def validate_due_on(self, field: Field) -> None:
        if field.data and not date.today() <= field.data <= LATEST:
            raise ValidationError(f"Day of the review must be between today and {LATEST.year}")


class HoldForm(FlaskForm):
    held_on = DateField("Day it was held", [Optional()])
    text = text_field(
        "What was said (optional)", TEXT_LENGTH, "What the review was about, who took part in it, what it asks for."
    )
    row_version = _seen()
    later = HiddenField()
    """Pressed to keep what is written so far, before the review is held."""
    as_at: date
    is_held: bool
    priorities: Sequence[CharacteristicFigures]

    def validate_held_on(self, field: Field) -> None:
        if field.data and field.data > date.today():
            raise ValidationError("Day it was held must be today or in the past")
        if field.data and field.data < self.as_at:
            raise ValidationError(f"Day it was held must be on or after {date_in_words(self.as_at)}, the as-at date")

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        if not self.is_for_later:
            self._require()
        return is_valid and not any(field.errors for field in self)

    @property
    def is_for_later(self) -> bool:
        """What is held already stays so, and whole."""
        return bool(self.later.data) and not self.is_held

    def _require(self) -> None:
        """A review is held as a whole."""
        if self.held_on.data is None and not self.held_on.errors:
            self.held_on.errors = ["Enter the day it was held"]
        for row in self.priorities:
            if not self.moved(row.code).data:
                self.moved(row.code).errors = [f"Select what moved on {row.title}"]
            elif not self.why(row.code).data and not self.why(row.code).errors:
                self.why(row.code).errors = [f"Enter why it is so on {row.title}"]

    def moved(self, code: str) -> Field:
        return self[f"moved_{code}"]

    def why(self, code: str) -> Field:
        return self[f"why_{code}"]

    def content(self, before: Content) -> Content:
        """What is not asked for any more stays as it was said."""
        typed = {row.code: (self._moved_of(row.code), self.why(row.code).data or "") for row in self.priorities}
        entries = {code: said for code, said in (dict(before.entries) | typed).items() if said != NO_ENTRY}
        return Content(before.held_on if self.is_for_later else self.held_on.data, self.text.data or "", entries)

    def _moved_of(self, code: str) -> Moved | None:
        chosen = self.moved(code).data
        return Moved(chosen) if chosen else None


def hold_form(
    as_at: date, priorities: Sequence[CharacteristicFigures], review: Review, content: Content, *, is_sent: bool
) -> HoldForm:
    """With two fields for each priority, filled with what is saved unless it was sent."""
    fields: dict[str, Any] = {}
    values: dict[str, Any] = {
        "held_on": content.held_on or date.today(),
        "text": content.text,
        "row_version": review.row_version,
    }
    for row in priorities:
        moved, why = content.entries.get(row.code, NO_ENTRY)
        choices = [SelectChoice(one.value, words) for one, words in MOVED_WORDS.items()]
        fields[f"moved_{row.code}"] = RadioField("What moved?", [Optional()], choices=choices)
        fields[f"why_{row.code}"] = text_field("Why?", TEXT_LENGTH, name=f"Why it is so on {row.title}")
        values |= {f"moved_{row.code}": moved.value if moved else None, f"why_{row.code}": why}
    made: type[HoldForm] = type("HoldFormOfPriorities", (HoldForm,), fields)
    form = made(data=values, **({} if is_sent else {"formdata": None}))
    form.as_at, form.priorities, form.is_held = as_at, priorities, content.held_on is not None
    return form
