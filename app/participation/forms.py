from collections.abc import Sequence

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import EmailField, Field, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Email, Length, Optional, ValidationError

from app.accounts.tables import User
from app.forms import one_line
from app.maturity.definitions import Theme
from app.participation.adding import NEEDS_ACCOUNT
from app.participation.tables import NAME_LENGTH, Group, Part
from app.participation.words import GROUPS, ROLES

PARTS = {
    Part.PARTICIPANT: ("To answer", "Sees every answer and may change it."),
    Part.VIEWER: ("To view", "Sees every answer and the results, and changes nothing."),
}


class LetInForm(FlaskForm):
    """Of an assessment that is done together."""

    user = SelectField("Person", [DataRequired("Select a person")], coerce=lambda value: int(value or 0))
    role = RadioField(
        "What may they do?",
        [DataRequired("Select what they may do")],
        choices=[SelectChoice(part.value, label) for part, (label, _) in PARTS.items()],
        default=Part.PARTICIPANT.value,
    )

    def offer(self, people: Sequence[User]) -> None:
        self._names = {person.id: person.name for person in people}
        choices = [SelectChoice(person.id, person.name) for person in people]
        self.user.choices = [SelectChoice(0, "Select a person"), *choices]

    def name_of(self, user_id: int) -> str:
        return self._names[user_id]


def _text(label: str, what: str, hint: str = "") -> StringField:
    too_long = Length(max=NAME_LENGTH, message=f"{what} must be {NAME_LENGTH} characters or fewer")
    return StringField(label, [too_long], [one_line], description=hint)


class PersonForm(FlaskForm):
    """One person of an assessment done separately. Fields that cannot be changed are taken out of it."""

    user = SelectField(
        "Account",
        coerce=lambda value: int(value or 0),
        description="Whoever has one finds the assessment when they sign in, and needs no private link.",
    )
    name = _text("Name", "Name", "Of somebody without an account. They answer with a private link.")
    email = EmailField(
        "Email address (optional)",
        [
            Optional(),
            Length(max=254, message="Email address must be 254 characters or fewer"),
            Email("Enter an email address in the correct format, like name@example.gov.uk", granular_message=False),
        ],
        [one_line],
        description="For you to write to them. Bearings sends no email.",
    )
    role = RadioField(
        "Role",
        [DataRequired("Select a role")],
        choices=[SelectChoice(part.value, label) for part, (label, _) in ROLES.items()],
        default=Part.PARTICIPANT.value,
    )
    group = RadioField(
        "Group",
        choices=[SelectChoice(group.value, label) for group, (label, _) in GROUPS.items()],
        validate_choice=False,
        description="The views of groups are compared. A reviewer or a viewer needs none.",
    )
    directorate = _text("Directorate or service (optional)", "Directorate")
    themes = SelectMultipleField(
        "Themes (optional)",
        description="What a participant is asked to answer, and a reviewer to review. With none ticked: all.",
    )

    def offer(self, accounts: Sequence[User], themes: Sequence[Theme]) -> None:
        choices = [SelectChoice(user.id, f"{user.name}, {user.email}") for user in accounts]
        self.user.choices = [SelectChoice(0, "No account"), *choices]
        self.themes.choices = [SelectChoice(theme.slug, theme.title) for theme in themes]

    @property
    def account(self) -> int | None:
        return (self.user.data or None) if self.user is not None else None

    def validate_name(self, field: Field) -> None:
        if not field.data and not self.account:
            raise ValidationError("Enter a name, or select an account")

    def validate_role(self, field: Field) -> None:
        if self.user is not None and field.data != Part.PARTICIPANT and not self.account:
            raise ValidationError(f"{NEEDS_ACCOUNT}. Select theirs above")

    def validate_group(self, field: Field) -> None:
        is_participant = self.role is None or self.role.data == Part.PARTICIPANT
        if field.data not in set(Group) and (field.data or is_participant):
            raise ValidationError("Select a group")


class ListForm(FlaskForm):
    """People pasted from a spreadsheet, or a file of them."""

    text = TextAreaField("Paste from a spreadsheet", description="One person a row. Copy the cells and paste them.")
    file = FileField("Or upload a file", description="CSV or Excel (.xlsx).")

    def validate_text(self, field: Field) -> None:
        if not (field.data or "").strip() and not self.file.data:
            raise ValidationError("Paste a list, or select a file")
