"""The form of a position, and those of its review. The fields of an answer are the theme form’s own."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from app.assessment.answer_form import COUNTS, DAMAGED, AnswerForm, both_answers
from app.assessment.saving import AGREEMENT, Saved
from app.assessment.tables import TEXT_LENGTH
from app.database import utc_now
from app.forms import plain_text
from app.maturity.definitions import Model
from app.position.comparing import CharacteristicComparison
from app.position.disagreement import missing_in
from app.position.tables import PositionReview, Verdict


def _text(label: str, hint: str = "") -> TextAreaField:
    too_long = f"{label} must be {TEXT_LENGTH:,} characters or fewer"
    return TextAreaField(label, [Length(max=TEXT_LENGTH, message=too_long)], [plain_text], description=hint)


class PositionForm(AnswerForm):
    rationale = _text("Rationale")
    minority_view = _text(
        "Minority view",
        "What some hold against this position. It is recorded without a name: write it so that it gives nobody away.",
    )
    restricted_note = _text(
        "Restricted note",
        "For the council alone: it is left out of the public version of every document. It can still be asked for "
        "under the Freedom of Information Act.",
    )

    @property
    def is_readable(self) -> bool:
        """What is chosen was offered."""
        fields = (self.current, self.target, self.evidence)
        return all(not it.data or it.data in {choice.value for choice in it.iter_choices()} for it in fields)

    def position(self, code: str, user_id: int) -> Saved:
        """What is in the form, as it would be saved."""
        values = self.columns() | self.agreement()
        form_id, seen = self.form_id.data or "", self.seen
        return Saved(
            code=code,
            **values,
            is_confirmed=True,
            row_version=seen,
            form_id=form_id,
            saved_at=utc_now(),
            saved_by_id=user_id,
            is_note_shared=False,
        )

    def agreement(self) -> dict[str, Any]:
        return {name: self[name].data or "" for name in AGREEMENT}

    def is_whole(self, position: Saved, compared: CharacteristicComparison | None) -> bool:
        """What is missing is said at its field."""
        missing = missing_in(position, compared)
        for name, sentence in missing.items():
            self[name].errors = [sentence]
        return not missing


def both_positions(form: PositionForm, saved: Saved) -> list[tuple[str, str, str]]:
    """Where a saved position and the one in the form differ."""
    theirs = {name: getattr(saved, name) for name in AGREEMENT}
    mine = form.agreement()
    more = [(form[name].label.text, theirs[name] or "Nothing", mine[name] or "Nothing") for name in AGREEMENT]
    return both_answers(form, saved) + [(label, one, other) for label, one, other in more if one != other]


VERDICTS = {
    Verdict.AGREE: ("Agree", "The position reads right."),
    Verdict.QUERY: ("Query", "Ask the lead something, or say what you doubt."),
    Verdict.CHANGE: ("Propose a change", "Say to which level, and why."),
}


class ReviewForm(FlaskForm):
    verdict = RadioField(
        "What do you say to this position?",
        [InputRequired("Select what you say to this position")],
        choices=[SelectChoice(verdict.value, label) for verdict, (label, _) in VERDICTS.items()],
    )
    level = SelectField("Proposed level", default="", validate_choice=False)
    text = _text("Your reasons", "The lead, the sponsor and the other reviewers see them with your name.")
    row_version = IntegerField(validators=[*COUNTS, InputRequired(DAMAGED), NumberRange(1, 2**53, DAMAGED)])
    """Of the position that was read."""

    def offer(self, model: Model) -> None:
        levels = [SelectChoice(str(number), model.level_name(number)) for number in range(model.top_level + 1)]
        self.level.choices = [SelectChoice("", "Select a level"), *levels]

    def validate_level(self, field: Field) -> None:
        if self.verdict.data == Verdict.CHANGE and field.data not in {choice.value for choice in field.choices[1:]}:
            raise ValidationError("Select the level that you propose")

    def validate_text(self, field: Field) -> None:
        if self.verdict.data == Verdict.QUERY and not field.data:
            raise ValidationError("Enter what you query")
        if self.verdict.data == Verdict.CHANGE and not field.data:
            raise ValidationError("Enter why you propose a change")

    def review(self) -> PositionReview:
        verdict = Verdict(self.verdict.data)
        level = int(self.level.data) if verdict is Verdict.CHANGE else None
        return PositionReview(verdict=verdict, level=level, text=self.text.data or "")


class SettleForm(FlaskForm):
    """One on a page for each open review, so its fields carry the review’s number."""

    settlement = _text("How it is settled", "The reviewer, the sponsor and the other reviewers see this.")

    def __init__(self, review_id: int, *, is_sent: bool = False) -> None:
        self.review_id = review_id
        super().__init__(prefix=f"settle-{review_id}-", **({} if is_sent else {"formdata": None}))

    def validate_settlement(self, field: Field) -> None:
        if not field.data:
            raise ValidationError("Enter how it is settled")
