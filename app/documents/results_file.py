"""What the JSON of an assessment holds: written from a Paper, read back into another installation.

results.schema.json is made from these definitions, and served at /results.schema.json. What is marked “made” is for
people and other programs: reading back, Bearings makes it anew from the rest.
"""

import json
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field

from app.assessment.tables import Stage, Way
from app.documents.results_plan import ActionPart, FocusPart, ReviewPart
from app.documents.results_values import (
    FIRST_FAULT,
    Criterion,
    Level,
    Made,
    Note,
    On,
    OwnText,
    Part,
    Reason,
    Short,
    Text,
    Title,
)
from app.maturity.definitions import Code, Slug
from app.participation.tables import Group
from app.results.figures import Kind
from app.results.tables import NARRATIVE_LENGTH

MOST_ACTIONS, MOST_REVIEWS = 1_000, 100


class ModelPart(Part):
    id: Slug
    """The name of the model that never changes."""
    version: Short
    """The version that the answers were given on."""
    title: Short
    """Made: its title."""
    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """SHA-256 of the model’s content: the same digest is the same wording."""


class AssessmentPart(Part):
    title: Title
    """The title of the assessment."""
    as_at: On
    """The day that the levels are of."""
    target_date: On
    """The day by which the targets are to be reached."""
    way: Way
    """Done together at one screen, or separately in private and then agreed."""
    stage: Stage
    """How far it had come; signed off as long as what was signed off stands, also while it is being corrected."""
    status: Short
    """Made: draft, agreed or signed off, in words."""
    digest: Annotated[str, Field(pattern="^([0-9a-f]{64})?$")]
    """SHA-256 of what was signed off; empty for what is not signed off."""
    lead: Short
    """Who leads it; empty in the public version."""
    answered: int
    """Made: how many characteristics are answered."""
    total: int
    """Made: how many there are."""


class LevelsPart(Part):
    """Made: how the characteristics of a theme lie."""

    counts: Annotated[tuple[int, ...], Field(max_length=7), FIRST_FAULT]
    """How many stand at each level, from 0 (not yet in place) up."""
    unknown: int
    """How many are “don’t know”."""
    not_applicable: int
    """How many do not apply."""
    unanswered: int
    """How many have no level."""
    median: Short
    """The median in words: a level, or between two."""
    range: Short
    """From the lowest to the highest, in words."""


class WordsPart(Part):
    """Made: the answer as documents say it."""

    current: Short
    """Where the council is."""
    target: Short
    """Where it wants to be; empty without a target."""
    gap: Short
    """Both, and the steps between; empty without a level."""
    evidence: Short
    """How strong the evidence is; empty where nothing is said of it."""


class SpreadPart(Part):
    """Made: how a group’s answers lie, where it is shown. Nobody’s own is in it, unless answers were given by name."""

    group: Group | None
    """The group; null for everybody."""
    answers: int
    """How many gave a level."""
    lowest: Level
    """The lowest level that was given."""
    highest: Level
    """The highest level that was given."""
    median: Short
    """The median in words."""


class CharacteristicPart(Part):
    code: Code
    """The code that never changes."""
    title: Short
    """Made: its title in the model."""
    kind: Kind | None
    """A level, “don’t know” or “not applicable”; null while nothing is answered."""
    current: Level | None
    """The level now, where the kind is a level; 0 is not yet in place."""
    target: Level | None
    """The level to reach."""
    evidence: Annotated[int, Field(ge=0, le=4)] | None
    """The strength of evidence."""
    is_candidate: bool
    """Whether it was marked as a candidate for a priority."""
    is_confirmed: bool
    """False while an answer carried over from an earlier assessment waits to be confirmed: it counts as none."""
    criteria: Annotated[tuple[Criterion, ...], Field(max_length=24), FIRST_FAULT]
    """Those ticked, by level and by place in the level: 2.1 is the first of level 2."""
    note: Note
    """The evidence note; empty in the public version."""
    reason: Reason
    """Why the target is below the level now."""
    rationale: Text
    """Why this is the position."""
    minority_view: Text
    """What some hold against it."""
    restricted_note: Text
    """For the council alone; empty in the public version."""
    focus: FocusPart | None
    """What the council makes of it; null while nobody has looked at it."""
    words: WordsPart
    """Made: the answer in words."""
    groups: Annotated[tuple[SpreadPart, ...], Field(max_length=8), FIRST_FAULT]
    """Made: how the groups compare, where people answered separately and it may be shown."""


class ThemePart(Part):
    slug: Slug
    """The name of the theme in addresses."""
    title: Short
    """Made: its title."""
    now: LevelsPart
    """Made: the levels now."""
    target: LevelsPart
    """Made: the targets; unanswered means without a target."""
    narrative: Annotated[tuple[Made, ...], Field(max_length=NARRATIVE_LENGTH // 3 + 1), FIRST_FAULT]
    """Made: the paragraphs on the theme, as documents say them."""
    own_text: OwnText | None
    """The lead’s own text in the place of the made one; null where there is none."""
    is_own_text_older: bool
    """Whether figures have changed since it was written."""
    characteristics: Annotated[tuple[CharacteristicPart, ...], Field(max_length=100), FIRST_FAULT]
    """Every characteristic of the theme."""


class ResultsFile(Part):
    """The results, the focus, the plan and the reviews of one assessment in Bearings."""

    format: Literal["bearings-results"]
    """What kind of file this is."""
    format_version: Literal[1]
    """Another number when the keys mean something else."""
    version: Literal["full", "public"]
    """The public version has no names, no notes, no updates, no reasons why an action was stopped and no reviews."""
    made_by: Short
    """Made: the program and its version."""
    council: Short
    """The council."""
    assessment: AssessmentPart
    """What the answers belong to."""
    model: ModelPart
    """The maturity model, by its exact wording."""
    themes: Annotated[tuple[ThemePart, ...], Field(max_length=50), FIRST_FAULT]
    """Every theme, in the model’s order."""
    actions: Annotated[tuple[ActionPart, ...], Field(max_length=MOST_ACTIONS), FIRST_FAULT]
    """The plan."""
    reviews: Annotated[tuple[ReviewPart, ...], Field(max_length=MOST_REVIEWS), FIRST_FAULT]
    """The reviews of the plan, planned and held; none in the public version."""

    @property
    def characteristics(self) -> list[CharacteristicPart]:
        return [one for theme in self.themes for one in theme.characteristics]


@cache
def results_schema() -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **ResultsFile.model_json_schema()}


def schema_text() -> str:
    """What results.schema.json holds."""
    return json.dumps(results_schema(), indent=2, ensure_ascii=False) + "\n"
