from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from app.accounts.tables import User
from app.participation.tables import Part

PARTS = {
    Part.PARTICIPANT: ("To answer", "Sees every answer and may change it."),
    Part.VIEWER: ("To view", "Sees every answer and the results, and changes nothing."),
}


class LetInForm(FlaskForm):
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
