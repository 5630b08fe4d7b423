"""An account on request: all that is held about it, and its end. What it wrote stays, without a name."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Table, delete, or_, select, update

from app.accounts import sessions
from app.accounts.tables import Role, SignIn, User
from app.assessment.tables import Assessment
from app.audit.record import record
from app.audit.tables import Event
from app.database import Base, db
from app.participation.export import person_json
from app.participation.tables import Participant
from app.plan.due import same_name
from app.plan.tables import Action
from app.words import joined


class RefusedError(Exception):
    """Why the account cannot be erased, for whoever asked."""


def held_about(user: User) -> dict[str, Any]:
    """Every row that points to the account, whatever table it is in; their private answers in full."""
    return {
        "account": _row(db.metadata.tables["user"], "id", user.id)[0],
        **{table.name: rows for table, rows in _pointing_to(user) if rows},
        "action": [row for one in _led_by(user) for row in _row(db.metadata.tables["action"], "id", one.id)],
        "private answers": [_answers(participant) for participant in _parts_of(user)],
    }


def _led_by(user: User) -> list[Action]:
    """By the name that stands in the plans; whoever shares it may be the one who is meant."""
    return [] if _is_shared(user) else _naming(user)


def _is_shared(user: User) -> bool:
    others = db.session.scalars(select(User.name).where(User.id != user.id))
    return any(same_name(name, user.name) for name in others)


def _naming(user: User) -> list[Action]:
    found = db.session.scalars(select(Action).where(Action.lead_officer != "").order_by(Action.id))
    return [action for action in found if same_name(action.lead_officer, user.name)]


def name_left(user: User) -> str:
    """Before the erasure: the name that stays in plans because another account has it; empty where none does."""
    return user.name if _is_shared(user) and _naming(user) else ""


def _parts_of(user: User) -> list[Participant]:
    return list(db.session.scalars(select(Participant).where(Participant.user_id == user.id)))


def _answers(participant: Participant) -> Any:
    return json.loads(person_json(db.session.get_one(Assessment, participant.assessment_id), participant))


def _pointing_to(user: User) -> list[tuple[Table, list[dict[str, Any]]]]:
    found = []
    for table in Base.metadata.sorted_tables:
        columns = [
            constraint.column_keys[0]
            for constraint in table.constraints
            if isinstance(constraint, ForeignKeyConstraint) and constraint.referred_table.name == "user"
        ]
        rows = [row for name in sorted(columns) for row in _row(table, name, user.id)]
        found.append((table, [row for place, row in enumerate(rows) if row not in rows[:place]]))
    return found


def _row(table: Table, column: str, value: int) -> list[dict[str, Any]]:
    """Without what nobody is told: hashes; and without frozen contents, which are the council’s."""
    names = [c for c in table.columns if not c.name.endswith("hash") and c.name not in {"content", "epoch"}]
    rows = db.session.execute(select(*names).where(table.c[column] == value)).mappings()
    return [{name: _plain(each) for name, each in row.items()} for row in rows]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value


def erase(user: User) -> str:
    """Inside `writing`; scrub after it. Their former name from now on. Raises RefusedError."""
    _refuse(user)
    former = f"Former user {user.id}"
    for action in _led_by(user):
        action.lead_officer, action.row_version = former, action.row_version + 1
    if not _is_shared(user):
        handed = (Event.what == "lead.changed", Event.subject == user.name)
        db.session.execute(update(Event).where(*handed).values(subject=former))
    blank = {"name": former, "email": "", "directorate": ""}
    db.session.execute(update(Participant).where(Participant.user_id == user.id).values(blank))
    db.session.execute(delete(SignIn).where(SignIn.user_id == user.id))
    sessions.end_all(user)
    user.name = user.email = former
    user.is_active, user.role = False, Role.USER
    user.password_hash = user.link_hash = user.link_expires_at = None
    record("account.erased", subject=former)
    return former


def _refuse(user: User) -> None:
    answers_for = or_(Assessment.lead_id == user.id, Assessment.sponsor_id == user.id)
    titles = list(db.session.scalars(select(Assessment.title).where(answers_for).order_by(Assessment.title)))
    if titles:
        what = joined([f"“{title}”" for title in titles])
        raise RefusedError(
            f"{user.name} leads or sponsors {what}. Hand that to somebody else first, or delete it; then try again."
        )
    others = select(User.id).where(User.role == Role.ADMINISTRATOR, User.is_active, User.id != user.id)
    if user.role is Role.ADMINISTRATOR and db.session.scalar(others) is None:
        raise RefusedError(f"{user.name} is the only administrator. Make somebody else administrator first.")
