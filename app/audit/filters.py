"""Which part of the record is looked at. It stands in the address of the list and of the file."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from flask_wtf import FlaskForm
from sqlalchemy import ColumnElement
from werkzeug.datastructures import MultiDict
from wtforms import Field, SelectField
from wtforms.validators import Optional, ValidationError

from app.audit.record import OF_PARTICIPANTS
from app.audit.tables import Event
from app.audit.words import keys_of, kind_names
from app.forms import DATE_PARTS, DateField, is_number

DELETED = "deleted:"
PARTICIPANTS = "participants"


class FiltersForm(FlaskForm):
    """Sent in the address, so without a token."""

    class Meta:
        csrf = False

    assessment = SelectField("Assessment", validate_choice=False)
    person = SelectField("Who", validate_choice=False)
    kind = SelectField("What", validate_choice=False)
    since = DateField("From (optional)", [Optional()])
    until = DateField("To (optional)", [Optional()])

    def validate_until(self, field: Field) -> None:
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError("To must be the same as From, or later")


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty where everything is wanted."""

    assessment: str = ""
    """Its number, or the title of one that is deleted."""
    person: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    page: int = 1

    @classmethod
    def read(cls, form: FiltersForm, args: MultiDict[str, str], known: dict[str, dict[str, str]]) -> Self:
        """What does not exist is passed over, as the lists to choose from cannot show it."""
        chosen = {name: args.get(name, "") for name in known}
        page = args.get("page", "")
        return cls(
            **{name: value if value in known[name] else "" for name, value in chosen.items()},
            since=form.since.data,
            until=form.until.data,
            page=int(page) if is_number(page, 6) else 1,
        )

    @property
    def args(self) -> dict[str, Any]:
        """For an address."""
        words = {"assessment": self.assessment, "person": self.person, "kind": self.kind}
        days = {"since": self.since, "until": self.until}
        parts = {f"{name}-{part}": str(getattr(day, part)) for name, day in days.items() if day for part in DATE_PARTS}
        page = {"page": str(self.page)} if self.page > 1 else {}
        return {name: value for name, value in words.items() if value} | parts | page

    @property
    def are_any(self) -> bool:
        return self != type(self)(page=self.page)

    def on_page(self, page: int) -> Self:
        return replace(self, page=page)

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        return [*self._of_assessment(), *self._of_person(), *self._of_kind(), *self._of_days()]

    def _of_assessment(self) -> list[ColumnElement[bool]]:
        if self.assessment.startswith(DELETED):
            title = self.assessment.removeprefix(DELETED)
            return [Event.assessment_id.is_(None), Event.assessment_title == title]
        return [Event.assessment_id == int(self.assessment)] if self.assessment else []

    def _of_person(self) -> list[ColumnElement[bool]]:
        """Of an account, never what it did as a participant: the filter would tell what the list does not."""
        if self.person == PARTICIPANTS:
            return [Event.what.in_(OF_PARTICIPANTS)]
        if not self.person:
            return []
        return [Event.user_id == int(self.person), Event.what.not_in(OF_PARTICIPANTS)]

    def _of_kind(self) -> list[ColumnElement[bool]]:
        return [Event.what.in_(keys_of(self.kind))] if self.kind else []

    def _of_days(self) -> list[ColumnElement[bool]]:
        found = [Event.at >= _midnight(self.since)] if self.since else []
        return found + ([Event.at < _midnight(self.until + timedelta(days=1))] if self.until else [])


def _midnight(day: date) -> datetime:
    """In the time of the machine, as the list shows it."""
    return datetime.combine(day, time()).astimezone()


KIND_NAMES = kind_names()
