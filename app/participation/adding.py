"""Let people in, change their details and take them out again: what a list and a form have in common."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import insert, select

from app.accounts.tables import User
from app.assessment.tables import Assessment, Stage
from app.audit.record import record
from app.database import db
from app.participation.reading import Person, has_comparison
from app.participation.tables import Group, Part, Participant
from app.words import count_in_words

SAME_NAME = "If this is somebody else of the same name, give each of the two an email address"
NEEDS_ACCOUNT = "A reviewer or a viewer needs an account: an administrator adds people who sign in"
TOO_LATE = "Nobody else can answer in this assessment any more"


class RefusedError(Exception):
    """What cannot be done to a person: why, in a sentence."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to be let in."""

    name: str
    email: str = ""
    group: Group | None = None
    directorate: str = ""
    role: Part = Part.PARTICIPANT
    themes: str = ""
    user_id: int | None = None


class Known:
    """People by what tells one from another: the account, the e-mail address or, where one of two has none, the name.

    Two people may have the same name if each has an e-mail address.
    """

    def __init__(self, people: Iterable[Person | Newcomer] = ()) -> None:
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        self._emails: set[str] = set()
        self._accounts: set[int] = set()
        for person in people:
            self.add(person)

    def add(self, person: Person | Newcomer) -> None:
        self._by_name[_folded(person.name)].append(_folded(person.email))
        self._emails |= {_folded(person.email)} - {""}
        self._accounts |= {person.user_id} - {None}  # type: ignore[arg-type]

    def has(self, person: Person | Newcomer) -> bool:
        if person.user_id in self._accounts or _folded(person.email) in self._emails:
            return True
        return self.has_name(person)

    def has_name(self, person: Person | Newcomer) -> bool:
        """Of the same name, and nothing says that they are two."""
        emails = self._by_name.get(_folded(person.name), [])
        return any(not email or not person.email for email in emails)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def find_accounts() -> dict[str, User]:
    """By e-mail address in small letters, whoever can sign in."""
    return {user.email.casefold(): user for user in db.session.scalars(select(User).where(User.is_active))}


def may_add_participants(assessment: Assessment) -> bool:
    """Once the groups are compared nobody can answer any more; before that a closed window may be opened again."""
    return assessment.stage.number <= Stage.CLOSED.number and not has_comparison(assessment.id)


def add(assessment: Assessment, newcomers: Sequence[Newcomer]) -> None:
    """In a writing transaction, people of whom it is known that they are not in it yet."""
    rows = [asdict(newcomer) | {"assessment_id": assessment.id} for newcomer in newcomers]
    if len(newcomers) == 1:
        person = Participant(**rows[0])
        db.session.add(person)
        db.session.flush()
        record("people.added", assessment, about=person)
    elif rows:
        db.session.execute(insert(Participant), rows)
        record("people.added", assessment, subject=count_in_words(len(rows), "person", "people"))


def change(assessment: Assessment, person: Person, values: dict[str, Any]) -> None:
    """In a writing transaction, what may be changed. The account stays: another’s would see the answers."""
    row = db.session.get_one(Participant, person.id)
    for name, value in values.items():
        setattr(row, name, value)
    record("people.changed", assessment, about=row)


def is_settled(person: Person, *, is_compared: bool) -> bool:
    """Whether role and group can no longer be changed, because answers count under them."""
    return person.is_participant and (person.has_answered or is_compared)


def check_themes(person: Person, themes: Sequence[str]) -> None:
    """Raises RefusedError where a theme would be taken away from somebody who has answered."""
    if person.has_answered and themes and not (person.themes and set(person.themes) <= set(themes)):
        raise RefusedError(
            f"{person.name} has answered already, so themes can be added and none taken away. "
            "With none ticked they are asked all"
        )


def remove(assessment: Assessment, person: Person) -> None:
    """In a writing transaction. Raises RefusedError where answers would go with them."""
    if person.has_answered:
        raise RefusedError(f"{person.name} has answered already, and stays in the list. They can withdraw themselves")
    record("people.removed", assessment)
    db.session.delete(db.session.get_one(Participant, person.id))
