"""The form by which anybody suggests a resource."""

from flask_wtf import FlaskForm
from wtforms import Field, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from app.forms import one_line, plain_text
from app.resources.addresses import normal, problem_with
from app.resources.tables import NOTE_LENGTH, PUBLISHER_LENGTH, TITLE_LENGTH, Suggestion


def needed(what: str, most: int) -> list[DataRequired | Length]:
    too_long = f"{what[0].upper()}{what[1:]} must be {most:,} characters or fewer"
    return [DataRequired(f"Enter {what}"), Length(max=most, message=too_long)]


class SuggestionForm(FlaskForm):
    url = StringField(
        "Address of the page",
        [DataRequired("Enter the address of the page")],
        [plain_text],
        description="Copy it from the browser’s address bar. It begins with https:// or http://.",
    )
    title = StringField("Title", needed("the title", TITLE_LENGTH), [one_line])
    publisher = StringField(
        "Who publishes it",
        needed("the publisher", PUBLISHER_LENGTH),
        [one_line],
        description="For example, a council, a government department or a charity.",
    )
    why = TextAreaField(
        "What it helps with",
        needed("what it helps with", NOTE_LENGTH),
        [plain_text],
        description="In a sentence or two: who would use it, and for what.",
    )
    code = SelectField("Characteristic it helps with", validate_choice=False)
    homepage = StringField("Leave this empty")
    """A trap: only programs that fill in every field see it."""

    def offer(self, characteristics: dict[str, str]) -> None:
        found = [SelectChoice(code, title) for code, title in characteristics.items()]
        self.code.choices = [SelectChoice("", "I do not know"), *found]

    def validate_url(self, field: Field) -> None:
        if problem := problem_with(field.data):
            raise ValidationError(problem)

    def validate_code(self, field: Field) -> None:
        if field.data not in {choice.value for choice in field.iter_choices()}:
            raise ValidationError("Select a characteristic from the list, or “I do not know”")

    @property
    def is_trapped(self) -> bool:
        return bool(self.homepage.data)

    def suggestion(self, by_id: int | None, sender: str | None) -> Suggestion:
        return Suggestion(
            url=self.url.data,
            normal_url=normal(str(self.url.data)),
            title=self.title.data,
            publisher=self.publisher.data,
            why=self.why.data,
            code=self.code.data,
            suggested_by_id=by_id,
            sender_hash=sender,
        )
