"""What a maturity model is made of. `model.yaml` and the published versions are read into these, and never changed.

The line under a key says what to write there: it follows "Write" in the faults of a file, and editors show it from the
JSON Schema.
"""

from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

NOT_YET_IN_PLACE = 0
"""The current level of a characteristic whose first level is not met: an answer, not a level of the model."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,4}[0-9]{1,3}$")]
Address = Annotated[str, StringConstraints(pattern=r"^https://[^\s\"<>]+$", max_length=300)]


class Definition(BaseModel):
    """A part of a model: fixed once read, and no keys but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)


class Level(Definition):
    """A step of the scale that every characteristic is described on."""

    number: Annotated[int, Field(ge=1, le=6)]
    """The number of the level, counted from 1 without a gap."""
    name: Name
    """A name of a word or two."""
    meaning: Text
    """A sentence or two on what a council at this level does."""


class EvidenceStrength(Definition):
    """How well an answer is supported."""

    number: Annotated[int, Field(ge=0, le=4)]
    """The number of the strength, counted from 0, which means no evidence, to 4."""
    name: Name
    """A name of a word or two."""
    meaning: Text
    """A sentence on what counts as this strength."""


class LevelDescription(Definition):
    """What one characteristic looks like at one level."""

    descriptor: Text
    """One or two sentences on what is done at this level that can be observed, in at most about 45 words."""
    criteria: Annotated[tuple[Name, ...], Field(max_length=4)] = ()
    """A list of two to four things in the descriptor that can be ticked, in eight words or so each."""


class Prompts(Definition):
    """Open questions that start a conversation about a characteristic."""

    understand: Text
    """A question on what the council knows."""
    plan: Text
    """A question on what it means to do."""
    do: Text
    """A question on what it does."""
    review: Text
    """A question on what it has learnt and changed."""

    @property
    def all(self) -> tuple[str, ...]:
        return (self.understand, self.plan, self.do, self.review)


class Characteristic(Definition):
    """One thing that a council does, answered by itself."""

    code: Code
    """One to four capital letters and a number, such as AB1: stable for ever, because answers are kept under it."""
    slug: Slug
    """A short name of small letters, digits and hyphens, such as local-insight."""
    title: Name
    """A title of a few words."""
    statement: Text
    """A sentence on what is true of a council that has this characteristic."""
    why: Text
    """A sentence or two on why it matters."""
    levels: dict[int, LevelDescription]
    """A descriptor for each level of the model, under 1:, 2: and so on."""
    prompts: Prompts | None = None
    """Four questions, under understand:, plan:, do: and review:."""
    evidence_examples: Annotated[tuple[Name, ...], Field(max_length=5)] = ()
    """A list of three to five things that exist in councils and show it."""
    maps_to: dict[Slug, tuple[Slug, ...]] = {}
    """The parts of other frameworks that it answers to: a framework's id, then a list of ids of its parts."""


class Theme(Definition):
    """Characteristics that belong together."""

    slug: Slug
    """A short name of small letters, digits and hyphens, such as local-priorities: it is part of addresses."""
    title: Name
    """A title of a few words."""
    question: Text
    """The question that the theme asks of a council."""
    narrative: Annotated[tuple[Text, ...], Field(max_length=4)] = ()
    """A list of two to four paragraphs on what such a council looks like."""
    characteristics: Annotated[tuple[Characteristic, ...], Field(min_length=1)]
    """A list of at least one characteristic."""


class FrameworkPart(Definition):
    """One of the parts that another framework is divided into."""

    id: Slug
    """A short name of small letters, digits and hyphens, such as use-of-resources."""
    title: Name
    """The title that the framework gives it."""


class Framework(Definition):
    """Another framework that councils answer to, so that the same answers serve it too."""

    id: Slug
    """A short name of small letters, digits and hyphens, such as best-value: it is part of addresses."""
    title: Name
    """The title that people know it by."""
    publisher: Name
    """The name of whoever publishes it."""
    url: Address
    """The address where it is published, beginning with https://."""
    parts: Annotated[tuple[FrameworkPart, ...], Field(min_length=1)]
    """A list of its parts, in its own order."""


class Term(Definition):
    """A word of the sector that not every reader knows."""

    term: Name
    """The term as it is written in the model."""
    also: tuple[Name, ...] = ()
    """A list of its abbreviations and other names."""
    meaning: Text
    """A sentence or two on what it means, for somebody who has never met it."""


class Retired(Definition):
    """A characteristic that earlier versions had."""

    code: Code
    """The code it had: no other characteristic may ever take it."""
    why: Text
    """A sentence on why it was taken out."""


class Model(Definition):
    """A maturity model: themes of characteristics, each described at every level."""

    id: Slug
    """A short name of small letters, digits and hyphens that never changes: it is part of addresses."""
    version: Name
    """The version in quotes, such as "1.0", another at every change."""
    title: Name
    """The title that people see."""
    summary: Text
    """A few sentences on what the model is and is for."""
    credit: Text
    """A sentence or two on what the model draws on."""
    narrative_title: Name | None = None
    """The title of the narrative, such as What a good council looks like."""
    narrative: Annotated[tuple[Text, ...], Field(max_length=4)] = ()
    """A list of one to four paragraphs that open the narrative, before those of the themes."""
    licence: Name
    """The licence under which others may use the model, such as MIT."""
    horizon_months: Annotated[int, Field(ge=12, le=24)]
    """The number of months from an assessment to its targets, unless its lead chooses another."""
    not_yet_in_place: Text
    """A sentence on what it means that not even the first level is met."""
    levels: Annotated[tuple[Level, ...], Field(min_length=3, max_length=6)]
    """A list of three to six levels, the lowest first."""
    evidence: Annotated[tuple[EvidenceStrength, ...], Field(min_length=5, max_length=5)]
    """A list of the five strengths of evidence, from 0 to 4."""
    frameworks: tuple[Framework, ...] = ()
    """A list of the other frameworks that characteristics are mapped to."""
    themes: Annotated[tuple[Theme, ...], Field(min_length=1)]
    """A list of at least one theme."""
    glossary: tuple[Term, ...] = ()
    """A list of the sector's terms that the model uses."""
    retired: tuple[Retired, ...] = ()
    """A list of the characteristics of earlier versions that this one has no longer."""

    def __hash__(self) -> int:
        """Enough to find it again, and cheap: a model is looked up with every picture drawn from it."""
        return hash((self.id, self.version))

    @cached_property
    def characteristics(self) -> tuple[Characteristic, ...]:
        return tuple(characteristic for theme in self.themes for characteristic in theme.characteristics)

    @cached_property
    def by_code(self) -> dict[str, Characteristic]:
        return {characteristic.code: characteristic for characteristic in self.characteristics}

    @cached_property
    def top_level(self) -> int:
        return len(self.levels)

    def level_name(self, number: int) -> str:
        """The name of a level, or the words for 0."""
        return "Not yet in place" if number == NOT_YET_IN_PLACE else self.levels[number - 1].name

    def find_framework(self, framework_id: str) -> Framework | None:
        return next((framework for framework in self.frameworks if framework.id == framework_id), None)

    def frameworks_of(self, characteristic: Characteristic) -> list[tuple[Framework, list[FrameworkPart]]]:
        """The frameworks that it is mapped to, each with those parts, in the frameworks' own order."""
        mapped = ((framework, characteristic.maps_to.get(framework.id, ())) for framework in self.frameworks)
        return [(framework, [part for part in framework.parts if part.id in ids]) for framework, ids in mapped if ids]

    def find_theme(self, slug: str) -> Theme | None:
        return next((theme for theme in self.themes if theme.slug == slug), None)
