"""What an entry of the hub is made of, wherever it comes from: a file, a form or a spreadsheet."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from app.accounts.tables import CouncilType
from app.maturity.definitions import Code, Slug
from app.resources.addresses import problem_with
from app.resources.tables import PUBLISHER_LENGTH, SUMMARY_LENGTH, TITLE_LENGTH, Access, Effort, Kind, Status

RESERVED_IDS = {"bulk", "mine", "new", "print", "suggest"}
"""Addresses under /resources/ and /editorial/resources/ that are not resources."""


def _safe_address(url: str) -> str:
    if problem := problem_with(url):
        raise ValueError(problem)
    return url


def _month(value: str) -> str:
    if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", value):
        raise ValueError("Write a year and a month, such as 2027-11")
    return value


def _each_once(types: tuple[CouncilType, ...]) -> tuple[CouncilType, ...]:
    return tuple(dict.fromkeys(types))


def _unused_address(slug: str) -> str:
    if slug in RESERVED_IDS:
        raise ValueError(f"“{slug}” is the address of another page. Write another, such as {slug}-guide")
    return slug


WORDS = {"kind": Kind, "effort": Effort, "access": Access, "status": Status}
"""Keys whose values are among a few."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\n\r\t]*$")]


class Definition(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Serves(Definition):
    """A step that the resource helps with."""

    model: Slug | None = None
    """The model's id; the first model of the installation where none is given."""
    characteristic: Code
    """The code of a characteristic, such as UP1."""
    from_level: Annotated[int, Field(ge=0, le=5, alias="from")]
    """The number of the level that the step begins at, or 0 for not yet in place."""
    to_level: Annotated[int, Field(ge=1, le=6, alias="to")]
    """The number of the level that it leads to."""

    @model_validator(mode="after")
    def check_direction(self) -> Self:
        if self.to_level <= self.from_level:
            raise ValueError("Write a step upwards, such as from: 2 and to: 3")
        return self


class Entry(Definition):
    """A resource, as a file, a form or a row of a spreadsheet gives it."""

    id: Annotated[Slug, AfterValidator(_unused_address)]
    """A short name of small letters, digits and hyphens that never changes: it is part of addresses."""
    title: Annotated[Line, Field(max_length=TITLE_LENGTH)]
    """The title that its publisher gives it, in one line."""
    publisher: Annotated[Line, Field(max_length=PUBLISHER_LENGTH)]
    """The name of whoever publishes it, in one line."""
    url: Annotated[str, AfterValidator(_safe_address)]
    """The address of its page, beginning with https:// or http://."""
    kind: Kind
    """What it is, such as guidance or case-study."""
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    """The year it was published, such as 2026, or leave the key out."""
    summary: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=SUMMARY_LENGTH)]
    """A sentence or two on what is in it and whom it helps with what."""
    serves: Annotated[tuple[Serves, ...], Field(min_length=1, max_length=12)]
    """A list of one to 12 steps that it helps with, each with characteristic:, from: and to:."""
    topics: Annotated[tuple[Slug, ...], Field(max_length=6)] = ()
    """A list of at most six topics, by their slugs."""
    council_types: Annotated[tuple[CouncilType, ...], AfterValidator(_each_once)] = ()
    """A list of the types of council that it matters to, or leave the key out where it matters to all."""
    effort: Effort
    """What using it takes: read, session or project."""
    access: Access
    """Who may open it: open, registration or members."""
    status: Status = Status.CURRENT
    """The state of it: current, archived or withdrawn."""
    review_by: Annotated[str, AfterValidator(_month)]
    """The month by which somebody should look at it again, such as 2027-11."""

    @property
    def review_date(self) -> date:
        """The first day of that month."""
        year, month = self.review_by.split("-")
        return date(int(year), int(month), 1)


def as_stored(content: Mapping[str, Any]) -> Entry:
    """What was let in once, whatever the rules ask for today. The keys are those of a file; none is missing."""
    words = {key: kind(content[key]) for key, kind in WORDS.items()}
    serves = tuple(Serves.model_construct(**step) for step in content["serves"])
    council_types = tuple(map(CouncilType, content["council_types"]))
    parts = {"serves": serves, "topics": tuple(content["topics"]), "council_types": council_types}
    return Entry.model_construct(**{**content, **words, **parts})


class TopicDefinition(Definition):
    slug: Slug
    """A short name of small letters, digits and hyphens, such as social-value."""
    title: Annotated[Line, Field(max_length=TITLE_LENGTH)]
    """The title that people see, in one line."""


class Hub(Definition):
    """A file of entries, such as resources.yaml."""

    topics: tuple[TopicDefinition, ...] = ()
    """A list of topics, each with slug: and title:."""
    resources: tuple[Entry, ...] = ()
    """A list of resources, each beginning with id:."""
