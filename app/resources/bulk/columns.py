"""The columns of the hub’s spreadsheet: how a cell is read, how it is written, and what to write in it."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.accounts.tables import CouncilType
from app.forms import is_number, plain_text
from app.resources.tables import Access, Effort, Kind, Resource, Status

Values = dict[str, Any]
"""By the name of the column, as Entry takes them: lists are sorted, so that their order makes no difference."""

Step = dict[str, Any]

STEP = re.compile(r"(?:([a-z0-9-]+)\s*:\s*)?([A-Z]{1,4}[0-9]{1,3})\s+([0-9])\s*(?:>|→|to)\s*([0-9])")
MONTHS = ("%Y-%m", "%Y-%m-%d", "%b-%y", "%b %Y", "%B %Y", "%d/%m/%Y", "%m/%Y")
"""Excel makes dates of months in a CSV, and writes them back in its own ways."""


@dataclass(frozen=True, slots=True)
class Column:
    advice: str
    """What to write in it, after “Write”."""
    read: Callable[[str], object]
    """A cell’s value. Raises ValueError where it has none, with a sentence if the advice does not say enough."""
    write: Callable[[Any], str] = str
    width: int = 20


def read_cell(name: str, cell: str, first_model: str) -> object:
    """Raises ValueError with a sentence for the person."""
    column = COLUMNS[name]
    try:
        value = column.read(plain_text(cell) or "")
    except ValueError as error:
        raise ValueError(str(error) or f"Write {column.advice}") from None
    return _unnamed(value, first_model) if isinstance(value, list) and name == "serves" else value


def values_of(resource: Resource, first_model: str) -> Values:
    """What the row of a resource reads as. Its steps and topics are loaded."""
    steps = [
        (None if step.model_id == first_model else step.model_id, step.code, step.from_level, step.to_level)
        for step in resource.steps
    ]
    texts = {name: plain_text(getattr(resource, name)) for name in ("title", "publisher", "url", "summary")}
    words = {name: getattr(resource, name) for name in ("kind", "year", "effort", "access", "status")}
    return {
        **texts,
        **words,
        "id": resource.slug,
        "serves": _serves(steps),
        "topics": sorted(topic.slug for topic in resource.topics),
        "council_types": sorted({*resource.council_types.split()}),
        "review_by": f"{resource.review_by:%Y-%m}",
    }


def cells_of(values: Values) -> list[str]:
    return [column.write(values[name]) for name, column in COLUMNS.items()]


def _serves(steps: Iterable[tuple[str | None, str, int, int]]) -> list[Step]:
    found = [{"model": model, "characteristic": code, "from": start, "to": end} for model, code, start, end in steps]
    return sorted(found, key=_order)


def _order(step: Step) -> tuple[Any, ...]:
    return step["model"] or "", step["characteristic"], step["from"], step["to"]


def _read_serves(cell: str) -> list[Step]:
    steps = [_read_step(part.strip()) for part in re.split(r"[;\n]", cell) if part.strip()]
    return _serves(steps)


def _unnamed(serves: list[Step], first_model: str) -> list[Step]:
    """The first model goes without saying, also where a file says it."""
    found = [step | {"model": None} if step["model"] == first_model else step for step in serves]
    return sorted(found, key=_order)


def _read_step(part: str) -> tuple[str | None, str, int, int]:
    found = STEP.fullmatch(part)
    if found is None:
        raise ValueError(f"“{part[:60]}” is not a step. Write steps such as FV3 2>3, with semicolons between them")
    model, code, start, end = found.groups()
    if int(end) <= int(start):
        raise ValueError(f"“{part[:60]}” does not lead upwards. Write a step such as {code} 2>3")
    return model, code, int(start), int(end)


def _write_serves(steps: Iterable[Mapping[str, Any]]) -> str:
    prefixes = [f"{step['model']}:" if step["model"] else "" for step in steps]
    parts = [f"{step['characteristic']} {step['from']}>{step['to']}" for step in steps]
    return "; ".join(prefix + part for prefix, part in zip(prefixes, parts, strict=True))


def _read_words(cell: str) -> list[str]:
    return sorted(dict.fromkeys(re.split(r"[\s,;]+", cell.lower()))) if cell else []


def _choice(kind: type[StrEnum]) -> Callable[[str], str]:
    """One of these words, as they are written or as a page calls them: “Case study” is case-study."""

    def read(cell: str) -> str:
        word = "-".join(cell.lower().split())
        if word not in set(kind):
            raise ValueError
        return kind(word)

    return read


def _read_year(cell: str) -> int | None:
    if cell and not is_number(cell, 4):
        raise ValueError
    return int(cell) if cell else None


def _read_month(cell: str) -> str:
    for pattern in MONTHS:
        try:
            return f"{datetime.strptime(cell, pattern):%Y-%m}"
        except ValueError:
            continue
    raise ValueError


def _or_nothing(value: object) -> str:
    return "" if value is None else str(value)


def _listed(kind: type[StrEnum]) -> str:
    return ", ".join(kind)


COLUMNS = {
    "id": Column("small letters and digits with hyphens between, at most 60. It never changes", str, width=40),
    "title": Column("its title, on one line", str, width=50),
    "publisher": Column("who publishes it, on one line", str, width=30),
    "url": Column("its address, with https://", str, width=40),
    "kind": Column(f"one of {_listed(Kind)}", _choice(Kind), width=14),
    "year": Column("a year from 1900 to 2100, or nothing", _read_year, _or_nothing, width=8),
    "summary": Column("in a few sentences what it is and for whom", str, width=80),
    "serves": Column(
        "one to twelve steps that it helps with, such as FV3 2>3; OG1 1>2. A model other than the first stands "
        "before the step with a colon: other-model:AB1 1>2",
        _read_serves,
        _write_serves,
        width=30,
    ),
    "topics": Column("up to six topics, with spaces between them", _read_words, " ".join, width=30),
    "council_types": Column(
        f"the kinds of council it is for, with spaces between them, or nothing for all: {_listed(CouncilType)}",
        _read_words,
        " ".join,
    ),
    "effort": Column(f"one of {_listed(Effort)}", _choice(Effort), width=10),
    "access": Column(f"one of {_listed(Access)}", _choice(Access), width=14),
    "status": Column(f"one of {_listed(Status)}", _choice(Status), width=12),
    "review_by": Column("the month by which to look at it again, such as 2027-11", _read_month, width=12),
}
"""In the order of a download."""

NEEDED_BY_A_NEW_ENTRY = [name for name in COLUMNS if name not in {"year", "topics", "council_types", "status"}]
