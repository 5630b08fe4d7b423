"""What must hold between the entries of a file, and between them and the models and topics that there are."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from app.maturity.definitions import Model
from app.maturity.document import Document
from app.maturity.faults import Path
from app.maturity.rules import Item, check_unique, items
from app.resources.addresses import normal, problem_with
from app.resources.storing import Around


def check_rules(document: Document, among: Around) -> None:
    """Read from the file’s data, so that it is checked beside other faults."""
    if not isinstance(document.data, dict):
        return
    topics, resources = items(document.data, ("topics",)), items(document.data, ("resources",))
    check_unique(document, topics, "slug")
    check_unique(document, resources, "id")
    _check_addresses(document, resources)
    known = {*among.topics, *(slug for _, topic in topics if isinstance(slug := topic.get("slug"), str))}
    for path, entry in resources:
        _check_topics(document, path, entry, known)
        _check_twice(document, path, entry, "council_types")
        _check_steps(document, items(entry, ("serves",), path), among)


def _check_addresses(document: Document, resources: list[Item]) -> None:
    seen: dict[str, Path] = {}
    for path, entry in resources:
        if not isinstance(url := entry.get("url"), str) or problem_with(url):
            continue
        first = seen.setdefault(normal(url), path)
        if first != path:
            line = document.value_place((*first, "url")).line
            message = f"The resource of line {line} has this address already. Write another, or take one of them out."
            document.refuse((*path, "url"), message)


def _check_topics(document: Document, path: Path, entry: dict[Any, Any], known: set[str]) -> None:
    _check_twice(document, path, entry, "topics")
    for number, topic in _texts(entry, "topics"):
        if topic not in known:
            guess = next(iter(get_close_matches(topic, known, n=1)), None)
            instead = f"Did you mean “{guess}”?" if guess else "Add it under topics:, or take it out."
            document.refuse((*path, "topics", number), f"There is no topic “{topic}”. {instead}")


def _check_twice(document: Document, path: Path, entry: dict[Any, Any], key: str) -> None:
    seen: set[str] = set()
    for number, value in _texts(entry, key):
        if value in seen:
            document.refuse((*path, key, number), f"“{value}” is named twice. Take this one out.")
        seen.add(value)


def _texts(entry: dict[Any, Any], key: str) -> Iterator[tuple[int, str]]:
    listed = entry.get(key)
    if isinstance(listed, tuple):
        yield from ((number, value) for number, value in enumerate(listed) if isinstance(value, str))


def _check_steps(document: Document, steps: list[Item], among: Around) -> None:
    seen: set[tuple[object, ...]] = set()
    for path, step in steps:
        model_id, code = step.get("model", among.first_model), step.get("characteristic")
        if not isinstance(model_id, str) or not isinstance(code, str):
            continue
        start = (model_id, code, step.get("from"))
        if start in seen:
            message = f"A step of {code} from level {start[-1]} is here already. Keep one of the two."
            document.refuse((*path, "from"), message)
        seen.add(start)
        if model := among.models.get(model_id):
            _check_step(document, path, step, model)
        else:
            known = ", ".join(among.models)
            document.refuse((*path, "model"), f"There is no model “{model_id}”. Write one of these: {known}.")


def _check_step(document: Document, path: Path, step: dict[Any, Any], model: Model) -> None:
    code, level = step["characteristic"], step.get("to")
    # What a version has retired since is no fault of a file that served the one before.
    if code not in {one.code for one in model.characteristics} | {one.code for one in model.retired}:
        message = f"“{model.title}” has no characteristic {code}. Write the code of one that it has."
        document.refuse((*path, "characteristic"), message)
    if isinstance(level, int) and level > model.top_level:
        message = f"“{model.title}” has no level {level}. Write a level up to {model.top_level}."
        document.refuse((*path, "to"), message)
