"""A person's own list of resources."""

from sqlalchemy import delete, select

from app.database import db
from app.resources.storing import WHOLE
from app.resources.tables import Resource, SavedResource, Status


def is_saved(resource_id: int, user_id: int) -> bool:
    return db.session.get(SavedResource, (user_id, resource_id)) is not None


def save(resource_id: int, user_id: int) -> None:
    """Inside `writing`. What is on the list already stays where it is."""
    if not is_saved(resource_id, user_id):
        db.session.add(SavedResource(user_id=user_id, resource_id=resource_id))


def take_off(resource_id: int, user_id: int) -> None:
    """Inside `writing`."""
    mine = (SavedResource.user_id == user_id, SavedResource.resource_id == resource_id)
    db.session.execute(delete(SavedResource).where(*mine))


def list_of(user_id: int) -> list[Resource]:
    """The one saved last first. What has been withdrawn since is not shown."""
    query = select(Resource).join(SavedResource).where(SavedResource.user_id == user_id)
    query = query.where(Resource.status != Status.WITHDRAWN).options(*WHOLE)
    return list(db.session.scalars(query.order_by(SavedResource.saved_at.desc(), Resource.id)))
