"""An entry put into its row, and read out of it again. The only place that writes a resource's content."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.database import db, utc_now
from app.maturity.definitions import Model
from app.maturity.versions import models_in_force
from app.resources.addresses import normal
from app.resources.definitions import Entry, Serves, as_stored
from app.resources.tables import LinkState, Resource, ResourceStep, Topic

WHOLE = (selectinload(Resource.steps), selectinload(Resource.topics))
"""Options of a query whose resources are read out again as entries."""


@dataclass(frozen=True)
class Around:
    """What entries refer to: asked for once where many are put or read out."""

    models: Mapping[str, Model]
    """Those in force by id, the first model of the installation first."""
    topics: Mapping[str, Topic]

    @property
    def first_model(self) -> str:
        """The model of entries that name none."""
        return next(iter(self.models), "")


def around() -> Around:
    models = models_in_force()
    topics = db.session.scalars(select(Topic).order_by(Topic.title))
    return Around({model.id: model for model in models}, {topic.slug: topic for topic in topics})


def find_resource(slug: str) -> Resource | None:
    return db.session.scalar(select(Resource).where(Resource.slug == slug).options(*WHOLE))


def new_resource(entry: Entry, by_id: int | None = None, among: Around | None = None) -> Resource:
    """Added to the session, inside `writing`."""
    resource = Resource(slug=entry.id, steps=[], topics=[])
    put(resource, entry, by_id, among)
    db.session.add(resource)
    return resource


def put(resource: Resource, entry: Entry, by_id: int | None = None, among: Around | None = None) -> None:
    """Make the row hold the entry, inside `writing`; its steps and topics are loaded. The id stays."""
    among = among or around()
    resource.title, resource.publisher, resource.summary = entry.title, entry.publisher, entry.summary
    if resource.url != entry.url:
        _forget_the_check(resource)
    resource.url, resource.normal_url = entry.url, normal(entry.url)
    resource.kind, resource.year, resource.effort, resource.access = entry.kind, entry.year, entry.effort, entry.access
    resource.council_types = " ".join(entry.council_types)
    resource.status, resource.review_by = entry.status, entry.review_date
    resource.changed_at, resource.changed_by_id = utc_now(), by_id
    resource.row_version = (resource.row_version or 0) + 1
    _put_steps(resource, entry.serves, among.first_model)
    resource.topics = [topic for slug, topic in among.topics.items() if slug in entry.topics]
    put_words(resource, among)


def put_words(resource: Resource, among: Around) -> None:
    """The words that it is found by beside its own: they change with the titles in the model."""
    resource.topics_text = " ".join(sorted(topic.title for topic in resource.topics))
    resource.serves_text = " ".join(titles_of(resource.steps, among))


def _forget_the_check(resource: Resource) -> None:
    """It was of another address."""
    resource.link_state, resource.link_checked_at = LinkState.UNCHECKED, None
    resource.link_note, resource.moved_to = "", None


def _put_steps(resource: Resource, serves: Iterable[Serves], first: str) -> None:
    wanted = {(each.model or first, each.characteristic, each.from_level): each.to_level for each in serves}
    kept = {(step.model_id, step.code, step.from_level): step for step in resource.steps}
    for key, step in kept.items():
        if key in wanted:
            step.to_level = wanted[key]
    new = [
        ResourceStep(model_id=model, code=code, from_level=start, to_level=wanted[model, code, start])
        for model, code, start in wanted
        if (model, code, start) not in kept
    ]
    resource.steps = [step for key, step in kept.items() if key in wanted] + new


def first_model() -> str:
    """The model of entries that name none."""
    return around().first_model


def titles_of(steps: Iterable[ResourceStep], among: Around) -> list[str]:
    """Of the characteristics that they belong to, each once."""
    wanted = {(step.model_id, step.code) for step in steps}
    return [
        one.title for name, model in among.models.items() for one in model.characteristics if (name, one.code) in wanted
    ]


def entry_of(resource: Resource, among: Around | None = None) -> Entry:
    """The row as an entry: what a file would hold, also one that no file may hold any more.

    Its steps and topics are loaded.
    """
    first = among.first_model if among else first_model()
    serves = [
        {"characteristic": step.code, "from": step.from_level, "to": step.to_level}
        | ({"model": step.model_id} if step.model_id != first else {})
        for step in sorted(resource.steps, key=lambda step: (step.model_id, step.code, step.from_level))
    ]
    return as_stored(
        {
            "id": resource.slug,
            "title": resource.title,
            "publisher": resource.publisher,
            "url": resource.url,
            "kind": resource.kind,
            "year": resource.year,
            "summary": resource.summary,
            "serves": serves,
            "topics": sorted(topic.slug for topic in resource.topics),
            "council_types": resource.council_types.split(),
            "effort": resource.effort,
            "access": resource.access,
            "status": resource.status,
            "review_by": f"{resource.review_by:%Y-%m}",
        }
    )


def digest_of(entry: Entry) -> str:
    """The same for the same content, in whatever order its parts stand, also when entries have gained a key since."""
    content = content_of(entry, exclude_defaults=True)
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def content_of(entry: Entry, exclude_defaults: bool = False) -> dict[str, object]:
    content = entry.model_dump(mode="json", by_alias=True, exclude_defaults=exclude_defaults)
    for key in ("topics", "council_types", "serves"):
        if key in content:
            content[key] = sorted(content[key], key=lambda part: json.dumps(part, sort_keys=True))
    return content
