"""The plan as the pages and documents read it."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select

from app.assessment.tables import Assessment
from app.database import db
from app.plan.picked import Picked, picked_from, picked_in
from app.plan.tables import Action, ActionResource, Focus
from app.resources.tables import Resource
from app.results.result import Result


def focus_of(assessment: Assessment) -> dict[str, Focus]:
    """As it stands, by code; a characteristic that nobody has looked at has none."""
    found = db.session.scalars(select(Focus).where(Focus.assessment_id == assessment.id))
    return {focus.code: focus for focus in found}


def focus_in(result: Result) -> dict[str, Picked]:
    """By code: as it was signed off, or as it stands where nothing was chosen by then."""
    if result.signed and is_frozen(result):
        return {code: picked_from(parts) for code, parts in result.signed.snapshot.focus.items()}
    return {code: picked_in(focus) for code, focus in focus_of(result.assessment).items()}


def is_frozen(result: Result) -> bool:
    """What was chosen when it was signed off stays; where none was, it can be afterwards in the version that stands."""
    return result.signed is not None and (bool(result.signed.snapshot.focus) or not result.signed.is_newest)


def chosen_in(focus: Mapping[str, Picked]) -> frozenset[str]:
    """The priorities by code; candidates are none yet."""
    return frozenset(code for code, picked in focus.items() if picked.is_priority)


def priorities_of(result: Result, focus: Mapping[str, Picked]) -> frozenset[str]:
    """Those chosen, by code; before any is chosen, and as long as it can be, the candidates."""
    chosen = chosen_in(focus)
    return chosen if chosen or is_frozen(result) else frozenset(row.code for row in result.figures.priorities)


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
