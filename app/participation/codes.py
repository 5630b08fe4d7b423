"""The return code that a participant chooses at the first opening of their link. Nobody can look it up."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, PasswordField
from wtforms.validators import DataRequired, Length, ValidationError

LEAST_LENGTH = 6
MOST_LENGTH = 100
_RUNS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")


def fault_of(code: str, name: str) -> str | None:
    """Why this code will not do, or nothing. The person’s own name is what the lead would try first."""
    if len(code) < LEAST_LENGTH:
        return f"Return code must be {LEAST_LENGTH} characters or more"
    if len(code) > MOST_LENGTH:
        return f"Return code must be {MOST_LENGTH} characters or fewer"
    if _is_easy(code.lower(), name.lower()):
        return "Return code is too easy to guess. Two words that do not belong together are hard to guess"
    return None


def _is_easy(code: str, name: str) -> bool:
    names = {name, name.replace(" ", ""), *name.split()}
    return len(set(code)) < 3 or code in names or any(code in run or code in run[::-1] for run in _RUNS)


class NewCodeForm(FlaskForm):
    """At the first opening."""

    return_code = PasswordField("Choose a return code", [DataRequired("Enter a return code of your own")])

    def __init__(self, name: str, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self._name = name

    def validate_return_code(self, field: Field) -> None:
        if fault := fault_of(field.data, self._name):
            raise ValidationError(fault)


class StartEmptyForm(NewCodeForm):
    """Without the former code: the answers before are deleted, which is confirmed."""

    sure = BooleanField(
        "Delete my earlier answers and start empty", [DataRequired("Tick the box if you want to start empty")]
    )


class CodeForm(FlaskForm):
    return_code = PasswordField(
        "Your return code", [DataRequired("Enter your return code"), Length(max=1000, message="That is too long")]
    )
