"""Forms for an assessment and for an answer."""

from datetime import date

from flask_wtf import FlaskForm
from wtforms import Field, RadioField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from app.assessment.dates import EARLIEST, LATEST, LEAST_MONTHS, MOST_MONTHS, add_months
from app.assessment.tables import TITLE_LENGTH, Assessment
from app.forms import DateField, one_line
from app.words import date_in_words


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
