"""Which other resources a reader of one may want: first those for the same step, then those on the same topics."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import select

from app.database import db
from app.resources.tables import Resource, ResourceStep, ResourceTopic, Status

MOST = 5


class Step(NamedTuple):
    model_id: str
    code: str
    from_level: int


@dataclass
class Ties:
    """What a resource may have in common with another."""

    steps: set[Step] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)
    year: int = 0

    @property
    def characteristics(self) -> set[tuple[str, str]]:
        return {(step.model_id, step.code) for step in self.steps}


def nearest(this: Ties, others: Mapping[int, Ties], most: int = MOST) -> list[int]:
    """The ids of those that have most in common with it, the nearest first; none that has nothing."""

    def shared(other: Ties) -> tuple[int, int, int]:
        characteristics = this.characteristics & other.characteristics
        return len(this.steps & other.steps), len(characteristics), len(this.topics & other.topics)

    near = [number for number, other in others.items() if any(shared(other))]
    return sorted(near, key=lambda n: ([-count for count in shared(others[n])], -others[n].year, n))[:most]


def related_to(resource: Resource) -> list[Resource]:
    """Its steps and topics are loaded."""
    others = _others(resource)
    this = Ties(
        {Step(step.model_id, step.code, step.from_level) for step in resource.steps},
        {topic.slug for topic in resource.topics},
    )
    ids = nearest(this, others)
    found = {each.id: each for each in db.session.scalars(select(Resource).where(Resource.id.in_(ids)))}
    return [found[number] for number in ids]


def _others(resource: Resource) -> dict[int, Ties]:
    """Those that help with one of its characteristics or are on one of its topics; what else they do is left out."""
    current = (Resource.id != resource.id, Resource.status == Status.CURRENT)
    codes = {step.code for step in resource.steps}
    steps = select(Resource.id, Resource.year, ResourceStep.model_id, ResourceStep.code, ResourceStep.from_level)
    steps = steps.join(Resource, Resource.id == ResourceStep.resource_id).where(ResourceStep.code.in_(codes), *current)
    topics = select(Resource.id, Resource.year, ResourceTopic.topic_slug)
    topics = topics.join(Resource, Resource.id == ResourceTopic.resource_id)
    topics = topics.where(ResourceTopic.topic_slug.in_([topic.slug for topic in resource.topics]), *current)
    others: dict[int, Ties] = {}
    for number, year, model_id, code, from_level in db.session.execute(steps):
        others.setdefault(number, Ties(year=year or 0)).steps.add(Step(model_id, code, from_level))
    for number, year, topic in db.session.execute(topics):
        others.setdefault(number, Ties(year=year or 0)).topics.add(topic)
    return others
