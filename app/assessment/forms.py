"""Forms for an assessment and for an answer."""

from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, NumberRange, Optional, Regexp, ValidationError

from app.assessment.dates import EARLIEST, LATEST, LEAST_MONTHS, MOST_MONTHS, add_months
from app.assessment.saving import Saved
from app.assessment.tables import NOTE_LENGTH, REASON_LENGTH, TITLE_LENGTH, Assessment
from app.forms import DateField, one_line, plain_text
from app.maturity.definitions import NOT_YET_IN_PLACE, Characteristic, Model
from app.results.figures import Kind
from app.words import date_in_words

DAMAGED = "This form is damaged. Copy what you typed and reload the page"
COUNTS = [Optional(), NumberRange(0, 2**53, DAMAGED)]
WITHOUT_LEVEL = {Kind.UNKNOWN: "Don’t know", Kind.NOT_APPLICABLE: "Not applicable"}


class AssessmentForm(FlaskForm):
    title = StringField(
        "Title",
        [
            DataRequired("Enter a title"),
            Length(max=TITLE_LENGTH, message=f"Title must be {TITLE_LENGTH} characters or fewer"),
        ],
        [one_line],
        description="For example, Self-assessment 2026.",
    )
    as_at = DateField("As-at date", description="The day whose state of things you describe.")
    target_date = DateField("Target date")

    def validate_as_at(self, field: Field) -> None:
        if field.data and not EARLIEST <= field.data <= LATEST:
            raise ValidationError(f"As-at date must be between {EARLIEST.year} and {LATEST.year}")

    def validate_target_date(self, field: Field) -> None:
        start: date | None = self.as_at.data
        if not field.data or not start or not EARLIEST <= start <= LATEST:
            return
        first, last = add_months(start, LEAST_MONTHS), add_months(start, MOST_MONTHS)
        if not first <= field.data <= last:
            raise ValidationError(
                f"Target date must be {LEAST_MONTHS} to {MOST_MONTHS} months after the as-at date: "
                f"from {date_in_words(first)} to {date_in_words(last)}"
            )


class NewAssessmentForm(AssessmentForm):
    model_version = RadioField("Model", [DataRequired("Select a model")], coerce=int)


class DeleteForm(FlaskForm):
    """The title is typed, so that nobody deletes by a slip."""

    typed_title = StringField("Title of the assessment", filters=[one_line])

    def __init__(self, assessment: Assessment) -> None:
        super().__init__()
        self._title = assessment.title

    def validate_typed_title(self, field: Field) -> None:
        if field.data != self._title:
            raise ValidationError("Enter the title exactly as it is shown above")


class OptionalRadioField(RadioField):
    """Nothing chosen is an unfinished answer, not a fault."""

    def pre_validate(self, form: FlaskForm) -> None:
        if self.data:
            super().pre_validate(form)


class AnswerForm(FlaskForm):
    """Every field may be empty: what is there is saved."""

    class Meta:
        # Every POST’s token is checked before its route; a second look here costs a tenth of a save.
        csrf = False

    current = OptionalRadioField("Where are we now?")
    target = OptionalRadioField()
    reason = TextAreaField(
        "Why is the target below where you are now?",
        [Length(max=REASON_LENGTH, message=f"The reason must be {REASON_LENGTH:,} characters or fewer")],
        [plain_text],
    )
    evidence = OptionalRadioField("How strong is the evidence?")
    note = TextAreaField(
        "Evidence note",
        [Length(max=NOTE_LENGTH, message=f"The evidence note must be {NOTE_LENGTH:,} characters or fewer")],
        [plain_text],
        description="The papers, meetings or figures that show it.",
    )
    is_priority = BooleanField("This is a candidate for a priority")
    row_version = IntegerField(validators=COUNTS)
    form_id = HiddenField(validators=[Regexp(r"^[0-9a-f]{16}$", message=DAMAGED)])
    change_number = IntegerField(validators=COUNTS)
    replaces = IntegerField(validators=COUNTS)
    """The version of somebody else’s answer that the person has seen and chosen to replace."""

    def offer(self, model: Model, characteristic: Characteristic, target_date: date) -> None:
        """The choices come from the model; nothing here knows a level by name or number."""
        levels = [SelectChoice(str(level.number), level.name) for level in model.levels]
        without = [SelectChoice(kind.value, words) for kind, words in WITHOUT_LEVEL.items()]
        nothing = SelectChoice(str(NOT_YET_IN_PLACE), model.level_name(NOT_YET_IN_PLACE))
        self.current.choices = [nothing, *levels, *without]
        self.target.choices = levels
        self.target.label.text = f"Where do we want to be by {date_in_words(target_date)}?"
        self.evidence.choices = [SelectChoice(str(strength.number), strength.name) for strength in model.evidence]

    @property
    def seen(self) -> int:
        """The row version on which this answer was made; 0 for none."""
        return self.replaces.data or self.row_version.data or 0

    def columns(self) -> dict[str, Any]:
        """The answer as the columns of a position. An answer without a level takes no target."""
        current = self.current.data or None
        kind = None if current is None else Kind.LEVEL if current.isdigit() else Kind(current)
        has_target = kind not in WITHOUT_LEVEL
        return {
            "kind": kind,
            "current": int(current) if current is not None and kind is Kind.LEVEL else None,
            "target": int(self.target.data) if self.target.data and has_target else None,
            "reason": self.reason.data or "",
            "evidence": int(self.evidence.data) if self.evidence.data else None,
            "note": self.note.data or "",
            "is_priority": self.is_priority.data,
            "criteria": "",
        }


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
        "is_priority": position.is_priority,
        "row_version": position.row_version,
    }
