"""The form for the lead’s own text on a theme."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, Regexp

from app.assessment.answer_form import DAMAGED
from app.forms import plain_text
from app.results.tables import NARRATIVE_LENGTH

DIGEST = Regexp(r"^[0-9a-f]{64}$", message=DAMAGED)


class SeenForm(FlaskForm):
    """Going back to the made text."""

    seen = HiddenField(validators=[DIGEST])
    """The version of the text that the person had before them."""


class NarrativeForm(SeenForm):
    text = TextAreaField(
        "Your text",
        [
            DataRequired("Enter the text, or use the made text again"),
            Length(max=NARRATIVE_LENGTH, message=f"The text must be {NARRATIVE_LENGTH:,} characters or fewer"),
        ],
        [plain_text],
        description="An empty line begins a new paragraph.",
    )
    figures = HiddenField(validators=[DIGEST])
    """The figures that the person had before them."""
    replaces = HiddenField(validators=[Optional(), DIGEST])
    """The version of another text that the person has read and chosen to replace."""

    @property
    def version(self) -> str:
        return str(self.replaces.data or self.seen.data)
