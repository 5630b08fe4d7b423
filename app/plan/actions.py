"""Actions in the database: found, added, changed, told of, deleted. All that writes is called inside `writing`."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select

from app.accounts.tables import User
from app.assessment.tables import Assessment
from app.database import db, utc_now
from app.plan.tables import Action, ActionResource, ActionUpdate, Progress
from app.resources.tables import Resource, Status

PRESSED_TWICE = timedelta(seconds=30)
"""The same action or update sent again later is meant."""
MOST_RESOURCES = 50
"""Of one action."""


def find_action(assessment: Assessment, action_id: int) -> Action | None:
    if action_id >= 2**63:  # more than SQLite can count
        return None
    return db.session.scalar(select(Action).where(Action.id == action_id, Action.assessment_id == assessment.id))


def add(assessment: Assessment, columns: dict[str, Any], slugs: Iterable[str]) -> tuple[Action, bool]:
    """And whether it is new: a button pressed twice finds the one that it added."""
    same = select(Action).filter_by(assessment_id=assessment.id, **columns)
    same = same.where(Action.added_at > utc_now() - PRESSED_TWICE)
    if found := db.session.scalar(same.limit(1)):
        return found, False
    action = Action(assessment_id=assessment.id, **columns)
    db.session.add(action)
    db.session.flush()
    link(action, slugs)
    return action, True


def is_as(action: Action, columns: dict[str, Any], slugs: Iterable[str]) -> bool:
    """Whether nothing differs: a button pressed twice is no conflict."""
    is_same = all(getattr(action, name) == value for name, value in columns.items())
    return is_same and {one.slug for one in linked_to(action)} == set(slugs)


def change(action: Action, columns: dict[str, Any], slugs: Iterable[str], user_id: int) -> None:
    """Another status becomes an update as well, so that its history is whole."""
    was = action.status
    _set(action, columns)
    link(action, slugs)
    if action.status is not was:
        _note(action, user_id, action.stopped_reason)


def tell(action: Action, status: Progress, text: str, user_id: int) -> None:
    """A word on its progress; of a stopped one it is the reason."""
    _set(action, {"status": status, "stopped_reason": text if status is Progress.STOPPED else ""})
    _note(action, user_id, text)


def has_told(action: Action, status: str, text: str, user_id: int) -> bool:
    """Whether the latest update is this very one, sent a moment ago."""
    query = select(ActionUpdate).where(ActionUpdate.action_id == action.id).order_by(ActionUpdate.id.desc()).limit(1)
    last = db.session.scalar(query)
    is_same = last is not None and (last.by_id, last.status, last.text) == (user_id, status, text)
    return last is not None and is_same and last.at > utc_now() - PRESSED_TWICE


def _set(action: Action, columns: dict[str, Any]) -> None:
    for name, value in columns.items():
        setattr(action, name, value)
    action.changed_at, action.row_version = utc_now(), action.row_version + 1


def _note(action: Action, user_id: int, text: str) -> None:
    db.session.add(ActionUpdate(action_id=action.id, by_id=user_id, status=action.status, text=text))


def link(action: Action, slugs: Iterable[str]) -> None:
    """These resources and no others. A withdrawn one stays where it is linked, and is not linked anew."""
    linked = set(db.session.scalars(select(ActionResource.resource_id).filter_by(action_id=action.id)))
    found = db.session.scalars(select(Resource).where(Resource.slug.in_(list(slugs)[:MOST_RESOURCES])))
    wanted = {one.id for one in found if one.status is not Status.WITHDRAWN or one.id in linked}
    gone = ActionResource.resource_id.in_(linked - wanted)
    db.session.execute(delete(ActionResource).where(ActionResource.action_id == action.id, gone))
    db.session.add_all([ActionResource(action_id=action.id, resource_id=number) for number in wanted - linked])


def linked_to(action: Action) -> list[Resource]:
    query = select(Resource).join(ActionResource, ActionResource.resource_id == Resource.id)
    return list(db.session.scalars(query.where(ActionResource.action_id == action.id).order_by(Resource.title)))


def updates_of(action: Action) -> list[tuple[ActionUpdate, str]]:
    """The latest first, each with the name of who wrote it."""
    query = select(ActionUpdate, User.name).join(User, User.id == ActionUpdate.by_id)
    query = query.where(ActionUpdate.action_id == action.id).order_by(ActionUpdate.at.desc(), ActionUpdate.id.desc())
    return [(update, name) for update, name in db.session.execute(query)]


def updates_in(assessment: Assessment) -> dict[int, list[ActionUpdate]]:
    """By the number of its action, the oldest first."""
    query = select(ActionUpdate).join(Action, Action.id == ActionUpdate.action_id)
    query = query.where(Action.assessment_id == assessment.id).order_by(ActionUpdate.at, ActionUpdate.id)
    found: defaultdict[int, list[ActionUpdate]] = defaultdict(list)
    for update in db.session.scalars(query):
        found[update.action_id].append(update)
    return found


def latest_updates(assessment: Assessment) -> dict[int, ActionUpdate]:
    return {action_id: updates[-1] for action_id, updates in updates_in(assessment).items()}


def has_updates(action: Action) -> bool:
    return bool(db.session.scalar(select(func.count()).where(ActionUpdate.action_id == action.id)))


def remove(action: Action) -> None:
    db.session.delete(action)


def went_on_as(action: Action) -> list[Action]:
    """The actions of later assessments that go on with it."""
    return list(db.session.scalars(select(Action).where(Action.carried_from_id == action.id).order_by(Action.id)))
