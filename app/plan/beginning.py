"""What a new action may begin from: the next level’s descriptor, the criteria not ticked there, or a resource."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.assessment.criteria import place_of
from app.database import db
from app.maturity.definitions import Characteristic, Level, Model
from app.plan.actions import MOST_RESOURCES
from app.plan.tables import WHAT_LENGTH, ActionResource
from app.resources.fit import resources_for
from app.resources.tables import Resource, Status
from app.results.result import Result

LEVEL, CRITERIA, RESOURCE = "level", "criteria", "resource"


@dataclass(frozen=True, slots=True)
class Start:
    """Of one characteristic with a level above the one it is at."""

    level: Level
    descriptor: str
    criteria: tuple[tuple[str, str], ...]
    """Those of that level that are not ticked: the place, such as 3.2, and the text."""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.criteria)


def start_of(result: Result, code: str) -> Start | None:
    """None where there is no level yet, or none above."""
    saved, model = result.positions.get(code), result.model
    row = next((row for row in result.figures.rows if row.code == code), None)
    if row is None or row.current is None or row.current >= model.top_level:
        return None
    level, one = model.levels[row.current], model.by_code[code]
    ticked = saved.criteria.split() if saved else []
    return Start(level, one.levels[level.number].descriptor, _unticked(one, level, ticked))


def _unticked(one: Characteristic, level: Level, ticked: list[str]) -> tuple[tuple[str, str], ...]:
    found = enumerate(one.levels[level.number].criteria, start=1)
    places = ((place_of(level.number, place), text) for place, text in found)
    return tuple((place, text) for place, text in places if place not in ticked)


def begun_from(result: Result, args: Mapping[str, str]) -> dict[str, Any]:
    """What the form of a new action holds, by what its address says. All of it can be edited."""
    code = args.get("code", "").upper()
    if code not in result.model.by_code:
        return {}
    start = start_of(result, code)
    texts: dict[str, Any] = {}
    match args.get("from", ""):
        case "level" if start:
            texts = {"what": start.descriptor, "success_measure": "\n".join(start.texts)}
        case "criteria" if start:
            texts = {"what": _criteria(start, args.get("criterion", ""))}
        case "resource":
            texts = _from_resource(args.get("resource", ""))
    return {"code": code} | {name: v[:WHAT_LENGTH] if isinstance(v, str) else v for name, v in texts.items()}


def _criteria(start: Start, place: str) -> str:
    return dict(start.criteria).get(place) or "\n".join(start.texts)


def _from_resource(slug: str) -> dict[str, Any]:
    resource = db.session.scalar(select(Resource).where(Resource.slug == slug, Resource.status != Status.WITHDRAWN))
    if resource is None:
        return {}
    return {"what": f"Use “{resource.title}” ({resource.publisher}) to …", "resources": [slug]}


def resource_choices(
    model: Model, result: Result, code: str, action_id: int | None = None, chosen: Iterable[str] = ()
) -> list[tuple[str, str]]:
    """Slug and words: what is linked already, what is chosen, and what fits the gap."""
    row = next((row for row in result.figures.rows if row.code == code), None)
    fit = resources_for(model, code, row.current, row.target) if row else None
    found = {one.slug: (one.title, one.publisher) for one in [*_linked(action_id), *_some(chosen)]}
    found |= {one.slug: (one.title, one.publisher) for one in (fit.resources if fit else ())}
    return [(slug, f"{title} ({publisher})") for slug, (title, publisher) in found.items()]


def _linked(action_id: int | None) -> list[Resource]:
    query = select(Resource).join(ActionResource, ActionResource.resource_id == Resource.id)
    query = query.where(ActionResource.action_id == action_id).order_by(Resource.title)
    return list(db.session.scalars(query)) if action_id else []


def _some(slugs: Iterable[str]) -> list[Resource]:
    wanted = [slug for slug in slugs if slug][:MOST_RESOURCES]
    query = select(Resource).where(Resource.slug.in_(wanted), Resource.status != Status.WITHDRAWN)
    return list(db.session.scalars(query.order_by(Resource.title))) if wanted else []
