"""A file of resources put into the database: what is new is added, what was edited here is kept."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from app.database import db, writing
from app.maturity.faults import ModelFaults
from app.maturity.source import decode, read_source, shown
from app.resources.addresses import normal
from app.resources.definitions import Entry, Hub, TopicDefinition
from app.resources.search import index
from app.resources.storing import WHOLE, Around, around, content_of, digest_of, entry_of, new_resource, put, put_words
from app.resources.tables import Resource, Topic
from app.words import count_in_words

MOST_NAMED = 12
MOST_FAULTS = 5
"""As many as a start prints."""


@dataclass
class Outcome:
    """What became of each entry, by id."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    here: dict[str, str] = field(default_factory=dict)
    """Not added: by its id, that of the entry which has its address already."""

    def __str__(self) -> str:
        return (
            f"{len(self.added)} added, {len(self.updated)} updated, {len(self.unchanged)} unchanged, "
            f"{len(self.kept)} kept as edited here{_named(self.kept)}, "
            f"{len(self.gone)} no longer in the file{_named(self.gone)}.{self._not_added()}"
        )

    def _not_added(self) -> str:
        if not self.here:
            return ""
        why = "its address is" if len(self.here) == 1 else "their addresses are"
        named = _listed([f"{slug} (as {other})" for slug, other in self.here.items()])
        return f"\n{len(self.here)} not added, because {why} here already: {named}."


def _named(ids: list[str]) -> str:
    return f" ({_listed(ids)})" if ids else ""


def _listed(names: list[str]) -> str:
    more = [f"and {len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else []
    return ", ".join([*names[:MOST_NAMED], *more])


def ensure_loaded(path: str) -> list[str]:
    """At start: load the file where there are no resources yet. Returns the lines to print."""
    if not path or db.session.scalar(select(Resource.id).limit(1)) is not None:
        return []
    try:
        outcome = load_file(Path(path))
    except ModelFaults as faults:
        return _passed_over(faults, shown(Path(path)))
    return [f"Loaded {count_in_words(len(outcome.added), 'resource')} from {shown(Path(path))}."]


def _passed_over(faults: ModelFaults, name: str) -> list[str]:
    lines = str(faults).splitlines()
    more = len(lines) - MOST_FAULTS
    return [
        *lines[:MOST_FAULTS],
        *([f"{count_in_words(more, 'fault')} more. `python3 run.py flask resources load` names all."] * (more > 0)),
        f"{name} is not used: there are no resources. Put it right, or set BEARINGS_RESOURCES to another file.",
    ]


def load_file(path: Path) -> Outcome:
    """Raises ModelFaults with every fault of the file, and then nothing was changed."""
    # YAML is imported only here: a start that has resources does without it.
    from app.resources.reading import read_hub

    return load(read_hub(decode(read_source(path), shown(path)), shown(path), around()))


def load(hub: Hub) -> Outcome:
    outcome = Outcome()
    with writing(), db.session.no_autoflush:
        among = _put_topics(hub.topics, around())
        stored = {resource.slug: resource for resource in db.session.scalars(select(Resource).options(*WHOLE))}
        for entry in hub.resources:
            if resource := stored.get(entry.id):
                _load_one(entry, resource, outcome, among)
        _add([entry for entry in hub.resources if entry.id not in stored], stored.values(), outcome, among)
        ids = {entry.id for entry in hub.resources}
        outcome.gone = [slug for slug, resource in stored.items() if resource.loaded_digest and slug not in ids]
        _refresh_words(stored.values(), among)
        db.session.flush()
        index.tidy()
    return outcome


def _put_topics(topics: Iterable[TopicDefinition], among: Around) -> Around:
    known = dict(among.topics)
    for topic in topics:
        if topic.slug in known:
            known[topic.slug].title = topic.title
        else:
            known[topic.slug] = Topic(slug=topic.slug, title=topic.title)
            db.session.add(known[topic.slug])
    db.session.flush()  # the next query brings what is in memory up to date
    return Around(among.models, known)


def _add(entries: Iterable[Entry], stored: Iterable[Resource], outcome: Outcome, among: Around) -> None:
    """After the others: an entry of the same file may have given its address up."""
    places = {resource.normal_url: resource.slug for resource in stored}
    for entry in entries:
        if other := places.get(normal(entry.url)):
            outcome.here[entry.id] = other
            continue
        new_resource(entry, among=among).loaded_digest = digest_of(entry)
        outcome.added.append(entry.id)


def _load_one(entry: Entry, resource: Resource, outcome: Outcome, among: Around) -> None:
    digest = digest_of(entry)
    here = digest_of(entry_of(resource, among))
    if here not in {digest, resource.loaded_digest}:
        _keep(resource, entry, digest, outcome)
        return
    if here != digest:
        put(resource, entry, among=among)
    (outcome.unchanged if here == digest else outcome.updated).append(entry.id)
    resource.loaded_digest, resource.offered = digest, None


def _keep(resource: Resource, entry: Entry, digest: str, outcome: Outcome) -> None:
    """It was edited here: whoever edits it next sees what the file holds, unless that was known when it was edited."""
    is_news = digest != resource.loaded_digest
    resource.offered = json.dumps(content_of(entry), ensure_ascii=False) if is_news else None
    (outcome.kept if is_news else outcome.unchanged).append(entry.id)


def _refresh_words(resources: Iterable[Resource], among: Around) -> None:
    """Titles of topics, and of characteristics in a version published since, may have changed."""
    for resource in resources:
        put_words(resource, among)
