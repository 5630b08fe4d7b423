"""Forms for a comment and for what the editors decide about it."""

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, DataRequired, Length, ValidationError

from app.editorial.tables import COMMENT_LENGTH, REASON_LENGTH, CommentKind, CommentStatus
from app.editorial.words import CHOICES
from app.forms import plain_text
from app.resources.tables import REASON_LENGTH as DECLINE_LENGTH


class CommentForm(FlaskForm):
    kind = RadioField(
        "What did you notice?",
        [DataRequired("Select what you noticed")],
        choices=[SelectChoice(kind.value, label) for kind, label in CHOICES.items()],
    )
    text = TextAreaField(
        "Your comment",
        [
            DataRequired("Enter your comment"),
            Length(max=COMMENT_LENGTH, message=f"Your comment must be {COMMENT_LENGTH:,} characters or fewer"),
        ],
        [plain_text],
        description="Say what you read, not what your council’s answer is. The editors see it with your name.",
    )

    def name_boxes(self, code: str) -> None:
        """A page may hold the forms of several characteristics."""
        self.kind.id, self.text.id = f"comment-{code}-kind", f"comment-{code}-text"

    @property
    def chosen_kind(self) -> CommentKind:
        return CommentKind(self.kind.data)


class ReviewForm(FlaskForm):
    decision = StringField(validators=[AnyOf([*CommentStatus], "Press one of the buttons: Accept, Decline or Reopen")])
    reason = TextAreaField(
        filters=[plain_text],
        validators=[
            Length(max=REASON_LENGTH, message=f"What you tell the person must be {REASON_LENGTH:,} characters or fewer")
        ],
    )
    seen = HiddenField()
    """The decision that the editor had before them."""

    def validate_reason(self, field: Field) -> None:
        if self.decision.data == CommentStatus.DECLINED and not field.data:
            raise ValidationError("Enter why, so that the person knows")


class DeclineForm(FlaskForm):
    """Of a suggested resource."""

    reason = TextAreaField(
        "Why it is declined",
        [
            DataRequired("Enter why it is declined"),
            Length(max=DECLINE_LENGTH, message=f"The reason must be {DECLINE_LENGTH:,} characters or fewer"),
        ],
        [plain_text],
        description="The person who suggested it reads it.",
    )
