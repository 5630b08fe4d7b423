"""Forms for an assessment: its details, how it is done, who leads it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.accounts.forms import MOST_GROUP, WholeNumberField
from app.accounts.tables import LEAST_GROUP, User
from app.assessment.dates import EARLIEST, LATEST, LEAST_MONTHS, MOST_MONTHS, add_months
from app.assessment.tables import TITLE_LENGTH, Assessment, Privacy, Way
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


WAYS = {
    Way.TOGETHER: ("Together", "For a pilot, a workshop or a small service."),
    Way.SEPARATELY: ("Separately", "Members and officers answer in private, then one position is agreed."),
}
PRIVACIES = {
    Privacy.GROUPED: (
        "By group",
        "Nobody is named, and small groups are not shown. With fewer answers than the smallest group in all, there is "
        "no comparison.",
    ),
    Privacy.NAMED: (
        "By name",
        "Whoever agrees the position sees who answered what. Everybody is told so before they answer. For a small "
        "group whose members all want it.",
    ),
}
NOBODY_YET = SelectChoice(0, "Nobody yet")


def as_number(value: Any) -> int:
    return int(value or 0)


def people_to_choose(people: Sequence[User]) -> list[SelectChoice]:
    return [SelectChoice(person.id, person.name) for person in people]


class WindowForm(FlaskForm):
    """The dates of the response window. Without them it is opened and closed by hand."""

    opens_on = DateField("First day (optional)", [Optional()])
    closes_on = DateField("Last day (optional)", [Optional()])
    seen = HiddenField()

    def validate_opens_on(self, field: Field) -> None:
        check_day(field, "First day")

    def validate_closes_on(self, field: Field) -> None:
        check_day(field, "Last day")
        if field.data and self.opens_on and self.opens_on.data and field.data < self.opens_on.data:
            raise ValidationError("Last day must be the first day or later")


def check_day(field: Field, what: str) -> None:
    """A window of the past would open or close at once, and nobody would have meant it."""
    if field.data and field.data != field.object_data and not date.today() <= field.data <= LATEST:
        raise ValidationError(f"{what} must be today or later")


class SetUpForm(AssessmentForm):
    """Also how it is done. What is asked for one way only is not looked at for the other."""

    way = RadioField(
        "How do you want to do it?",
        [DataRequired("Select how you want to do it")],
        choices=[SelectChoice(way.value, label) for way, (label, _) in WAYS.items()],
        default=Way.TOGETHER.value,
    )
    sponsor = SelectField(
        "Sponsor (optional)",
        coerce=as_number,
        description="Who signs it off, such as the chief executive or the leader. You can choose them later.",
    )
    privacy = RadioField(
        "How are the answers shown once the window is closed?",
        choices=[SelectChoice(kind.value, label) for kind, (label, _) in PRIVACIES.items()],
        default=Privacy.GROUPED.value,
        description="This cannot be loosened once somebody has begun to answer.",
    )
    smallest_group = WholeNumberField("Smallest group", default=LEAST_GROUP)
    opens_on = DateField("First day for answers (optional)", [Optional()])
    closes_on = DateField("Last day for answers (optional)", [Optional()])
    least_group = LEAST_GROUP

    def offer_sponsors(self, people: Sequence[User]) -> None:
        self.sponsor.choices = [NOBODY_YET, *people_to_choose(people)]

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        if self.way.data != Way.SEPARATELY.value:
            for field in (self.privacy, self.smallest_group, self.opens_on, self.closes_on):
                field.errors = []
        return not any(field.errors for field in self)

    def validate_smallest_group(self, field: WholeNumberField) -> None:
        field.check_between(self.least_group, MOST_GROUP)

    def validate_opens_on(self, field: Field) -> None:
        check_day(field, "First day for answers")

    def validate_closes_on(self, field: Field) -> None:
        check_day(field, "Last day for answers")
        if field.data and self.opens_on.data and field.data < self.opens_on.data:
            raise ValidationError("Last day for answers must be the first day or later")


class NewAssessmentForm(SetUpForm):
    model_version = RadioField("Model", [DataRequired("Select a model")], coerce=int)


class HandOverForm(FlaskForm):
    new_lead = SelectField("New lead", [DataRequired("Select the new lead")], coerce=as_number)

    def offer(self, people: Sequence[User]) -> None:
        self.new_lead.choices = [SelectChoice(0, "Select a person"), *people_to_choose(people)]


class DeleteForm(FlaskForm):
    """The title is typed, so that nobody deletes by a slip."""

    typed_title = StringField("Title of the assessment", filters=[one_line])

    def __init__(self, assessment: Assessment) -> None:
        super().__init__()
        self._title = assessment.title

    def validate_typed_title(self, field: Field) -> None:
        if field.data != self._title:
            raise ValidationError("Enter the title exactly as it is shown above")
