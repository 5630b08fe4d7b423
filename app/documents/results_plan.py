"""The focus, the plan and its reviews in the JSON of an assessment; results_file.py says the rest."""

from typing import Annotated

from pydantic import Field

from app.documents.results_values import (
    FIRST_FAULT,
    Made,
    Moment,
    On,
    OneToThree,
    Part,
    Person,
    Reason,
    Short,
    SomeWhat,
    Text,
    What,
)
from app.maturity.definitions import Code
from app.plan.tables import Choice, Moved, Progress

MOST_UPDATES = 500


class FocusPart(Part):
    choice: Choice | None
    """Good enough for us (hold), or improve; null while nobody has chosen."""
    impact: OneToThree | None
    """Of reaching the target: 1 low, 2 medium, 3 high."""
    effort: OneToThree | None
    """To reach the target: 1 low, 2 medium, 3 high."""
    is_priority: bool
    """Whether it is one of the council’s priorities."""


class ReadingPart(Part):
    slug: Annotated[str, Field(max_length=100)]
    """The name of the resource in the hub that never changes."""
    title: Made
    """Its title."""
    publisher: Made
    """Who publishes it."""
    url: Made
    """Where it is."""


class UpdatePart(Part):
    at: Moment
    """When it was written."""
    status: Progress
    """How the action stood."""
    text: Text
    """What was written."""


class ActionPart(Part):
    number: int
    """Made: its number in documents."""
    code: Code
    """The characteristic that it is for."""
    characteristic: Short
    """Made: the title of that characteristic."""
    what: SomeWhat
    """What is to be done."""
    lead_officer: Person
    """Who leads on it; empty in the public version."""
    starts_on: On | None
    """The first day."""
    due_on: On | None
    """The day by which it is done."""
    success_measure: What
    """How the council will know."""
    cost_note: Text
    """What it costs; empty in the public version."""
    benefit_note: Text
    """What it brings; empty in the public version."""
    status: Progress
    """How it stands."""
    stopped_reason: Reason
    """Why it was stopped; empty in the public version."""
    resources: Annotated[tuple[ReadingPart, ...], Field(max_length=100), FIRST_FAULT]
    """The resources of the hub that help with it."""
    updates: Annotated[tuple[UpdatePart, ...], Field(max_length=MOST_UPDATES), FIRST_FAULT]
    """Words on its progress, the oldest first, without who wrote them; none in the public version."""


class ReviewEntryPart(Part):
    code: Code
    """The priority."""
    moved: Moved | None
    """Whether it moved since the last review."""
    why: Text
    """Why."""


class ReviewPart(Part):
    due_on: On
    """The day that it is planned for."""
    held_on: On | None
    """The day that it was held on."""
    text: Text
    """What was found."""
    entries: Annotated[tuple[ReviewEntryPart, ...], Field(max_length=100), FIRST_FAULT]
    """Each priority."""
