"""The plan as the pages and documents read it."""

from collections import defaultdict

from sqlalchemy import select

from app.assessment.tables import Assessment
from app.database import db
from app.plan.tables import Action, ActionResource, Focus
from app.resources.tables import Resource


def focus_of(assessment: Assessment) -> dict[str, Focus]:
    """By code; a characteristic that nobody has looked at has none."""
    found = db.session.scalars(select(Focus).where(Focus.assessment_id == assessment.id))
    return {focus.code: focus for focus in found}


def actions_of(assessment: Assessment) -> list[Action]:
    """In the model’s order of their characteristics, what is due first before the rest."""
    order = {one.code: number for number, one in enumerate(assessment.model.characteristics)}
    found = db.session.scalars(select(Action).where(Action.assessment_id == assessment.id))
    return sorted(found, key=lambda it: (order.get(it.code, len(order)), it.due_on is None, str(it.due_on), it.id))


def resources_of(assessment: Assessment) -> dict[int, list[Resource]]:
    """What is linked with each action, by its number."""
    query = (
        select(ActionResource.action_id, Resource)
        .join(Resource, Resource.id == ActionResource.resource_id)
        .join(Action, Action.id == ActionResource.action_id)
        .where(Action.assessment_id == assessment.id)
        .order_by(Resource.title)
    )
    found: defaultdict[int, list[Resource]] = defaultdict(list)
    for action_id, resource in db.session.execute(query):
        found[action_id].append(resource)
    return found
