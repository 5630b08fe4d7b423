"""Who is in an assessment, and how far each has come: read for the lead and the sponsor. Never what they answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, and_, case, exists, func, not_, or_, select

from app.accounts.tables import User
from app.assessment.tables import Assessment
from app.database import db
from app.participation.tables import Group, Happening, Opening, Part, Participant, Response
from app.position.tables import Comparison


class Status(StrEnum):
    """How far a participant has come: the furthest that is true."""

    WITHDRAWN = "withdrawn"
    FINISHED = "finished"
    STARTED = "started"
    OPENED = "opened"
    NOT_OPENED = "not-opened"
    NO_LINK = "no-link"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in an assessment, as its lead sees them."""

    id: int
    name: str
    email: str
    user_id: int | None
    is_active: bool
    """Of an account: whether it can sign in."""
    group: Group | None
    directorate: str
    role: Part
    themes: tuple[str, ...]
    status: Status
    has_answered: bool
    has_link: bool

    @property
    def needs_link(self) -> bool:
        """Has nothing to come in with."""
        return self.is_participant and not (self.user_id or self.has_link or self.status is Status.WITHDRAWN)

    @property
    def is_participant(self) -> bool:
        return self.role is Part.PARTICIPANT


_response = cast(Table, Response.__table__)
HOLDS_SOMETHING = or_(
    _response.c.kind.is_not(None),
    _response.c.target.is_not(None),
    _response.c.evidence.is_not(None),
    _response.c.is_priority,
    _response.c.criteria != "",
    *(_response.c[name] != "" for name in ("reason", "note", "late_note")),
)
HAS_ANSWERED = exists().where(_response.c.participant_id == Participant.id, HOLDS_SOMETHING)
"""What was cleared again is no answer."""
IS_WITHDRAWN = Participant.withdrawn_at.is_not(None)
IS_FINISHED = Participant.finished_at.is_not(None)
HAS_STARTED = or_(IS_FINISHED, HAS_ANSWERED)
HAS_OPENED = or_(
    Participant.told_at.is_not(None),
    HAS_STARTED,
    exists().where(Opening.participant_id == Participant.id, Opening.what == Happening.OPENED),
)
_status: ColumnElement[str] = case(
    (IS_WITHDRAWN, Status.WITHDRAWN.value),
    (IS_FINISHED, Status.FINISHED.value),
    (HAS_STARTED, Status.STARTED.value),
    (HAS_OPENED, Status.OPENED.value),
    (and_(Participant.link_hash.is_(None), Participant.user_id.is_(None)), Status.NO_LINK.value),
    else_=Status.NOT_OPENED.value,
)
NAME = func.coalesce(User.name, Participant.name)


def people_in(assessment: Assessment) -> list[Person]:
    """By name. Who has been made anonymous is nobody any more."""
    return [_read(row) for row in db.session.execute(_people(assessment).order_by(func.lower(NAME), Participant.id))]


def find_person(assessment: Assessment, participant_id: int) -> Person | None:
    if participant_id >= 2**63:  # more than SQLite can count
        return None
    row = db.session.execute(_people(assessment).where(Participant.id == participant_id)).first()
    return _read(row) if row else None


def _people(assessment: Assessment) -> Select[*tuple[Any, ...]]:
    account: tuple[Any, ...] = (NAME.label("shown_name"), User.email.label("account_email"), User.is_active)
    return (
        select(Participant, *account, _status.label("status"), HAS_ANSWERED.label("has_answered"))
        .outerjoin(User, User.id == Participant.user_id)
        .where(Participant.assessment_id == assessment.id, not_(and_(Participant.user_id.is_(None), NAME == "")))
    )


def _read(row: Any) -> Person:
    person: Participant = row.Participant
    return Person(
        id=person.id,
        name=row.shown_name,
        email=row.account_email or person.email,
        user_id=person.user_id,
        is_active=row.is_active is not False,
        group=person.group,
        directorate=person.directorate,
        role=person.role,
        themes=tuple(person.themes.split()),
        status=Status(row.status),
        has_answered=bool(row.has_answered),
        has_link=person.link_hash is not None,
    )


def by_group(people: Iterable[Person]) -> dict[Group, list[Person]]:
    """The participants, in the order of the groups; a group without any is left out."""
    groups: dict[Group, list[Person]] = {group: [] for group in Group}
    for person in people:
        if person.is_participant and person.group is not None:
            groups[person.group].append(person)
    return {group: persons for group, persons in groups.items() if persons}


def has_comparison(assessment_id: int) -> bool:
    return db.session.scalar(select(exists().where(Comparison.assessment_id == assessment_id))) is True
