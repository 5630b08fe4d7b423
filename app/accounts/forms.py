"""Forms for setting up, signing in, people and settings."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Email, Length, Optional, Regexp, ValidationError

from app.accounts import colour, passwords
from app.accounts.tables import COVERING_LENGTH, LEAST_GROUP, MOST_PRIORITIES, CouncilType, Retention, Role, User
from app.forms import is_number, one_line, plain_text

COUNCIL_TYPES = {
    CouncilType.COUNTY: "County council",
    CouncilType.DISTRICT: "District or borough council",
    CouncilType.UNITARY: "Unitary council",
    CouncilType.METROPOLITAN: "Metropolitan district council",
    CouncilType.LONDON: "London borough council",
    CouncilType.COMBINED: "Combined authority",
    CouncilType.OTHER: "Another kind of authority",
}
ROLES = {
    Role.USER: ("User", "Takes part in assessments and may start one."),
    Role.EDITOR: ("Editor", "Also reviews comments and suggested resources and looks after the hub, under Editorial."),
    Role.ADMINISTRATOR: (
        "Administrator",
        "Also looks after people and settings. Sees the answers of an assessment only where its lead has let them in.",
    ),
}

RETENTIONS = {
    Retention.ANONYMISE: (
        "Make them anonymous",
        "The levels stay, without names, directorates, notes or times; nobody can tell any more whose they were.",
    ),
    Retention.DELETE: ("Delete them", "The signed-off position and the comparison of the groups stay."),
    Retention.KEEP: ("Keep them as they are", "With names, until the assessment is deleted."),
}
MOST_DAYS = 730
MOST_GROUP = 100
MOST_MOST_PRIORITIES = 20


def required(message: str) -> DataRequired:
    return DataRequired(message)


def name_field(label: str, what: str, hint: str = "") -> StringField:
    too_long = Length(max=120, message=f"{what} must be 120 characters or fewer")
    return StringField(label, [required(f"Enter {what[0].lower()}{what[1:]}"), too_long], [one_line], description=hint)


def email_field(label: str = "Email address", hint: str = "") -> EmailField:
    real = Email("Enter an email address in the correct format, like name@example.gov.uk", granular_message=False)
    return EmailField(
        label,
        [
            required("Enter an email address"),
            Length(max=254, message="Email address must be 254 characters or fewer"),
            real,
        ],
        [one_line],
        description=hint,
    )


def new_password_field(label: str = "Password") -> PasswordField:
    hint = f"At least {passwords.LEAST_LENGTH} characters. Three or four words together are easy to remember."
    return PasswordField(label, [required("Enter a password")], description=hint)


def check_new_password(field: Field, *about: str) -> None:
    if fault := passwords.fault_of(field.data or "", *about):
        raise ValidationError(fault)


class WholeNumberField(IntegerField):
    """Of at most four digits."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        self.data = int(typed) if typed and is_number(typed, 4) else None
        if self.data is None:
            raise ValueError(f"{self.label.text} must be a whole number, like {self.default}")

    @property
    def number(self) -> int:
        """Of a valid form."""
        return int(self.data or 0)

    def check_between(self, least: int, most: int) -> None:
        if self.data is not None and not least <= self.data <= most:
            raise ValidationError(f"{self.label.text} must be {least} to {most}")


class CouncilForm(FlaskForm):
    council_name = name_field("Name of the council", "The name of the council", "For example, Anytown Borough Council.")
    council_type = RadioField(
        "Type of council",
        [required("Select the type of council")],
        choices=[SelectChoice(kind.value, label) for kind, label in COUNCIL_TYPES.items()],
    )
    gss_code = StringField(
        "ONS code (optional)",
        [Optional(), Regexp(r"^E[0-9]{8}$", message="ONS code must be the letter E and eight digits, like E07000123")],
        [one_line, lambda text: (text or "").upper().replace(" ", "")],
        description="The nine-character code of the Office for National Statistics, like E07000123.",
    )


class SetupForm(CouncilForm):
    name = name_field("Your name", "Your name")
    email = email_field("Your email address", "You sign in with it. Bearings sends no email.")
    password = new_password_field("Choose a password")
    code = HiddenField()

    def validate_password(self, field: Field) -> None:
        check_new_password(field, self.email.data or "", self.council_name.data or "", self.name.data or "")


class SignInForm(FlaskForm):
    email = email_field()
    password = PasswordField("Password", [required("Enter your password"), Length(max=1000)])
    next = HiddenField()
    carried = HiddenField()


class PasswordForm(FlaskForm):
    def __init__(self, person: User) -> None:
        super().__init__()
        self._about = (person.email, person.name)

    current_password = PasswordField("Current password", [required("Enter your current password"), Length(max=1000)])
    new_password = new_password_field("New password")

    def validate_new_password(self, field: Field) -> None:
        check_new_password(field, *self._about, self.current_password.data or "")


class FirstPasswordForm(FlaskForm):
    def __init__(self, person: User) -> None:
        super().__init__()
        self._about = (person.email, person.name)

    password = new_password_field("Choose a password")

    def validate_password(self, field: Field) -> None:
        check_new_password(field, *self._about)


class PersonForm(FlaskForm):
    name = name_field("Full name", "A name")
    email = email_field()
    role = RadioField(
        "Role",
        [required("Select a role")],
        choices=[SelectChoice(role.value, label) for role, (label, _) in ROLES.items()],
    )


class SettingsForm(CouncilForm):
    colour = StringField(
        "Colour (optional)",
        [Optional()],
        [one_line],
        description="Of the bar at the top: six hexadecimal digits, like #00573d. White text must be readable on it.",
    )
    logo = FileField("Logo (optional)", description="A PNG, JPEG or WebP picture of up to 2 megabytes.")
    remove_logo = BooleanField("Remove the logo")
    is_hub_public = BooleanField(
        "Anybody may read the resources without signing in",
        description="What people here have noted on a resource stays with those who are signed in.",
    )
    may_visitors_suggest = BooleanField(
        "Visitors may suggest resources",
        description="Editors see each suggestion before anybody else does.",
    )
    word_template = FileField(
        "Word template (optional)",
        description="A document (.docx) or template (.dotx) of up to 3 megabytes. Its styles, page, headers and "
        "footers are used; its text, macros and links to other files are not.",
    )
    remove_word_template = BooleanField("Remove the Word template")
    covering_text = TextAreaField(
        "What every covering report begins with (optional)",
        [Length(max=COVERING_LENGTH, message=f"This must be {COVERING_LENGTH:,} characters or fewer")],
        [plain_text],
        description="For example, how the report fits into the corporate plan. An empty line begins a new paragraph.",
    )
    most_priorities = WholeNumberField("Most priorities", default=MOST_PRIORITIES)
    smallest_group = WholeNumberField("Smallest group", default=LEAST_GROUP)
    retention = RadioField(
        "What becomes of people’s private answers after the sign-off?",
        [required("Select what becomes of people’s private answers")],
        choices=[SelectChoice(kind.value, label) for kind, (label, _) in RETENTIONS.items()],
    )
    retention_days = WholeNumberField("Days after the sign-off", default=90)

    def validate_smallest_group(self, field: WholeNumberField) -> None:
        field.check_between(LEAST_GROUP, MOST_GROUP)

    def validate_most_priorities(self, field: WholeNumberField) -> None:
        field.check_between(1, MOST_MOST_PRIORITIES)

    def validate_retention_days(self, field: WholeNumberField) -> None:
        field.check_between(0, MOST_DAYS)

    def validate_may_visitors_suggest(self, field: Field) -> None:
        if field.data and not self.is_hub_public.data:
            raise ValidationError("Let anybody read the resources first, or do not let visitors suggest them")

    def validate_colour(self, field: Field) -> None:
        try:
            field.data = colour.checked(field.data)
        except ValueError as error:
            raise ValidationError(str(error)) from error
