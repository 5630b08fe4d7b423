"""The forms of an action: the action itself, a word on its progress, and its deletion."""

from datetime import date

from flask_wtf import FlaskForm
from wtforms import Field, IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.assessment.answer import REASON_LENGTH
from app.assessment.answer_form import COUNTS
from app.assessment.dates import EARLIEST, LATEST
from app.assessment.tables import TEXT_LENGTH
from app.forms import DateField, one_line, plain_text
from app.maturity.definitions import Model
from app.plan.tables import PERSON_LENGTH, WHAT_LENGTH, Progress
from app.plan.words import STATUSES

WHY_STOPPED = "Enter why it is stopped"


def text_field(label: str, most: int, hint: str = "", needed: str = "", name: str = "") -> TextAreaField:
    """`name`: what a sentence calls it, where that is not the label."""
    called = name or label.removesuffix(" (optional)")
    too_long = Length(max=most, message=f"{called} must be {most:,} characters or fewer")
    return TextAreaField(label, [*([DataRequired(needed)] if needed else []), too_long], [plain_text], description=hint)


def _status_choices() -> list[SelectChoice]:
    return [SelectChoice(status.value, words) for status, words in STATUSES.items()]


class ActionForm(FlaskForm):
    code = SelectField("Characteristic", [DataRequired("Select the characteristic that it is for")])
    what = text_field("What will be done", WHAT_LENGTH, needed="Enter what will be done")
    lead_officer = StringField(
        "Lead officer (optional)",
        [Length(max=PERSON_LENGTH, message=f"Lead officer must be {PERSON_LENGTH} characters or fewer")],
        [one_line],
        description="The one person who sees that it happens. No public document names them.",
    )
    starts_on = DateField("Start date (optional)", [Optional()])
    due_on = DateField("Due date (optional)", [Optional()])
    success_measure = text_field("Success measure (optional)", WHAT_LENGTH, "How you will know that it has worked.")
    benefit_note = text_field("Benefit note (optional)", TEXT_LENGTH, "What it is expected to bring.")
    cost_note = text_field("Cost note (optional)", TEXT_LENGTH, "What it is expected to take: money, people, time.")
    status = RadioField("Status", choices=_status_choices(), default=Progress.NOT_STARTED.value)
    stopped_reason = text_field(
        "Why is it stopped?", REASON_LENGTH, "Needed where the status is “Stopped”.", name="Why it is stopped"
    )
    resources = SelectMultipleField("Resources that help (optional)", validate_choice=False)
    row_version = IntegerField(validators=COUNTS)
    replaces = IntegerField(validators=COUNTS)
    """The version of somebody else’s that the person has seen and chosen to replace."""

    def offer(self, model: Model) -> None:
        first = SelectChoice("", "Select a characteristic")
        self.code.choices = [first, *(SelectChoice(it.code, f"{it.code} {it.title}") for it in model.characteristics)]

    @property
    def seen(self) -> int:
        return self.replaces.data or self.row_version.data or 0

    def validate_starts_on(self, field: Field) -> None:
        check_year(field, "Start date")

    def validate_due_on(self, field: Field) -> None:
        check_year(field, "Due date")
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError("Due date must be the start date or later")

    def validate_stopped_reason(self, field: Field) -> None:
        if self.status.data == Progress.STOPPED and not field.data:
            raise ValidationError(WHY_STOPPED)

    def columns(self) -> dict[str, object]:
        """The action as the columns of its row."""
        names = ("code", "what", "lead_officer", "success_measure", "benefit_note", "cost_note")
        status = Progress(self.status.data)
        days: dict[str, date | None] = {"starts_on": self.starts_on.data, "due_on": self.due_on.data}
        reason = self.stopped_reason.data or "" if status is Progress.STOPPED else ""
        return {name: self[name].data or "" for name in names} | days | {"status": status, "stopped_reason": reason}


def check_year(field: Field, what: str) -> None:
    if field.data and not EARLIEST <= field.data <= LATEST:
        raise ValidationError(f"{what} must be between {EARLIEST.year} and {LATEST.year}")


class UpdateForm(FlaskForm):
    status = RadioField("How does it stand?", choices=_status_choices())
    text = text_field("What has happened", TEXT_LENGTH, "Seen by everybody who may see the plan, with your name.")
    row_version = IntegerField(validators=COUNTS)

    def __init__(self, was: Progress, **options: object) -> None:
        super().__init__(**options)
        self._was = was

    def validate_text(self, field: Field) -> None:
        if self.status.data == Progress.STOPPED:
            _check_reason(field)
        elif not field.data and self.status.data == self._was.value:
            raise ValidationError("Enter what has happened, or choose another status")


def _check_reason(field: Field) -> None:
    if not field.data:
        raise ValidationError(WHY_STOPPED)
    if len(field.data) > REASON_LENGTH:
        raise ValidationError(f"Why it is stopped must be {REASON_LENGTH:,} characters or fewer")


class DeleteForm(FlaskForm):
    """The version that the person has read."""

    row_version = IntegerField(validators=COUNTS)
