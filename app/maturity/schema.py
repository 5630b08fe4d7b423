"""The JSON Schema of a file that people write, generated from the definitions, and what it says of one part."""

import json
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from app.maturity.definitions import Model
from app.maturity.faults import Path

Schema = dict[str, Any]


class FileKind(NamedTuple):
    """A kind of file that people write, and what it is called in the sentences about its faults."""

    name: str
    definition: type[BaseModel]
    most_parts: int
    """What a file of this kind never has."""

    @property
    def first_keys(self) -> str:
        """id:, version: and title:"""
        *before, last = [f"{key}:" for key in self.definition.model_fields][:3]
        return f"{', '.join(before)} and {last}"


MODEL_FILE = FileKind("model", Model, 20_000)
"""The model of 27 characteristics has about 600 parts."""


class Part(NamedTuple):
    """A part of a file: the way to it, and what the whole file is."""

    path: Path
    kind: FileKind

    @property
    def name(self) -> str | int:
        return self.path[-1]

    @property
    def around(self) -> "Part":
        return Part(self.path[:-1], self.kind)

    @property
    def schema(self) -> Schema:
        """What may stand there. Empty where nothing may."""
        whole = part = _schema_of(self.kind.definition)
        for step in self.path:
            part = _resolved(whole, _inside(_resolved(whole, part), step))
        return _resolved(whole, part)


@cache
def model_schema() -> Schema:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_schema_of(Model)}


def schema_text() -> str:
    """What model.schema.json at the top of the repository holds."""
    return json.dumps(model_schema(), indent=2, ensure_ascii=False) + "\n"


@cache
def _schema_of(definition: type[BaseModel]) -> Schema:
    return definition.model_json_schema()


def _inside(part: Schema, step: str | int) -> Schema:
    if step in part.get("properties", {}):
        return dict(part["properties"][step])
    of_any_name: Schema = next(iter(part.get("patternProperties", {}).values()), {})
    return dict(part.get("items") or part.get("additionalProperties") or of_any_name)


def _resolved(whole: Schema, part: Schema) -> Schema:
    """The part itself where it points to a definition, or may also be nothing; what is said beside that wins."""
    if "anyOf" in part:
        something = next(choice for choice in part["anyOf"] if choice != {"type": "null"})
        return _resolved(whole, something) | {key: value for key, value in part.items() if key != "anyOf"}
    if "$ref" not in part:
        return part
    definition: Schema = whole["$defs"][part["$ref"].rpartition("/")[2]]
    return definition | {key: value for key, value in part.items() if key != "$ref"}
