"""“Add to plan” on an entry of the hub: the plans that the person keeps, and what of them the entry helps with."""

from dataclasses import dataclass

from app.assessment.access import find_standings
from app.assessment.roles import May
from app.assessment.tables import Assessment
from app.maturity.definitions import Characteristic
from app.resources.tables import Resource, Status


@dataclass(frozen=True, slots=True)
class Offer:
    assessment: Assessment
    characteristics: tuple[Characteristic, ...]


def plans_for(resource: Resource) -> list[Offer]:
    """The newest first; nothing for a withdrawn entry."""
    if resource.status is Status.WITHDRAWN:
        return []
    served = {(step.model_id, step.code) for step in resource.steps}
    plans = [it.assessment for it in find_standings() if it.may(May.PLAN)] if served else []
    offers = (Offer(plan, _served_in(plan, served)) for plan in plans)
    return [offer for offer in offers if offer.characteristics]


def _served_in(plan: Assessment, served: set[tuple[str, str]]) -> tuple[Characteristic, ...]:
    return tuple(one for one in plan.model.characteristics if (plan.model.id, one.code) in served)
