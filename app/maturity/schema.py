"""The JSON Schema of a model file, generated from the definitions, and what it says of one part of a file."""

import json
from functools import cache
from typing import Any

from app.maturity.definitions import Model
from app.maturity.faults import Path

Schema = dict[str, Any]


@cache
def model_schema() -> Schema:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Model.model_json_schema()}


def schema_text() -> str:
    """What model.schema.json at the top of the repository holds."""
    return json.dumps(model_schema(), indent=2, ensure_ascii=False) + "\n"


def schema_of(path: Path) -> Schema:
    """What may stand in one part of a file. Empty where nothing may."""
    part = model_schema()
    for step in path:
        part = _resolved(_inside(_resolved(part), step))
    return _resolved(part)


def _inside(part: Schema, step: str | int) -> Schema:
    if step in part.get("properties", {}):
        return dict(part["properties"][step])
    of_any_name: Schema = next(iter(part.get("patternProperties", {}).values()), {})
    return dict(part.get("items") or part.get("additionalProperties") or of_any_name)


def _resolved(part: Schema) -> Schema:
    """The part itself where it points to a definition, or may also be nothing; what is said beside that wins."""
    if "anyOf" in part:
        something = next(choice for choice in part["anyOf"] if choice != {"type": "null"})
        return _resolved(something) | {key: value for key, value in part.items() if key != "anyOf"}
    if "$ref" not in part:
        return part
    definition: Schema = model_schema()["$defs"][part["$ref"].rpartition("/")[2]]
    return definition | {key: value for key, value in part.items() if key != "$ref"}
