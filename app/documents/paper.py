"""Everything that a document says. PDF, Word, Excel, slides, CSV and JSON are made from it alone, so that they cannot
differ; tests/test_documents_same.py compares them field by field. gathering.py puts it together.

The public version (`is_public`) has no names, no notes, no restricted note and no action's lead officer. The full one
has restricted notes only for those who agree the position, and both have focus, plan and reviews only for those who may
see the plan by then (`has_plan`).
"""

from dataclasses import dataclass
from datetime import date, datetime

from app.maturity.definitions import Model
from app.plan.tables import Choice, Moved, Progress
from app.position.comparing import CharacteristicComparison, ComparisonFigures
from app.results.figures import CharacteristicFigures, Kind, Profile
from app.results.result import Result
from app.words import date_in_words


@dataclass(frozen=True, slots=True)
class Reading:
    title: str
    publisher: str
    url: str
    slug: str


@dataclass(frozen=True, slots=True)
class Held:
    """One answer to be read back: as it is held, also while it waits to be confirmed; in public as it counts."""

    kind: Kind | None
    current: int | None
    target: int | None
    evidence: int | None
    is_candidate: bool
    is_confirmed: bool
    criteria: tuple[str, ...]
    note: str
    reason: str
    rationale: str
    minority_view: str
    restricted_note: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One characteristic, as it counts."""

    theme: str
    code: str
    title: str
    statement: str
    figures: CharacteristicFigures
    note: str
    reason: str
    """Why the target is below the current level."""
    rationale: str
    minority_view: str
    restricted_note: str
    comparison: CharacteristicComparison | None
    choice: Choice | None
    impact: int | None
    effort: int | None
    is_priority: bool
    """Chosen; `figures.is_priority` says that it is a candidate."""
    reading: tuple[Reading, ...]
    step: str
    """From one level to the next, which the reading helps with."""
    held: Held


@dataclass(frozen=True, slots=True)
class PaperTheme:
    slug: str
    title: str
    question: str
    current: Profile
    target: Profile
    narrative: tuple[str, ...]
    rows: tuple[PaperRow, ...]
    own_text: str | None
    """The lead’s own words, where the narrative is not made from the answers."""
    outdated_since: date | None
    """When they were written, where the figures have changed since."""


@dataclass(frozen=True, slots=True)
class PaperUpdate:
    at: datetime
    status: Progress
    text: str


@dataclass(frozen=True, slots=True)
class PaperAction:
    number: int
    code: str
    characteristic: str
    what: str
    lead_officer: str
    starts_on: date | None
    due_on: date | None
    success_measure: str
    cost_note: str
    benefit_note: str
    status: Progress
    stopped_reason: str
    """An update may say it: none in public."""
    resources: tuple[Reading, ...]
    updates: tuple[PaperUpdate, ...]
    """The oldest first; none in public."""


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """What moved on one priority, as a review said."""

    code: str
    moved: Moved | None
    why: str


@dataclass(frozen=True, slots=True)
class PaperReview:
    due_on: date
    held_on: date | None
    text: str
    entries: tuple[PaperEntry, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    is_public: bool
    has_plan: bool
    """Without it there is no focus, no action and no review: whoever asks may not see the plan by then."""
    council: str
    title: str
    as_at: date
    target_date: date
    status: str
    """Draft, agreed, or signed off by whom and when."""
    digest: str
    """Of the sign-off; empty for a draft."""
    lead: str
    model: Model
    model_digest: str
    """Of the version that it was answered, or signed off, on."""
    covering_text: str
    answered: int
    total: int
    themes: tuple[PaperTheme, ...]
    comparison: ComparisonFigures | None
    priorities: tuple[PaperRow, ...]
    """Those chosen; before any is chosen, the candidates."""
    actions: tuple[PaperAction, ...]
    reviews: tuple[PaperReview, ...]
    """None in public."""
    next_review: date | None
    """The day of the first review that is still to be held, where one is planned."""
    changed_on: date
    """The day the answers last changed. The day of printing would make every copy another."""
    signed_on: date | None
    correction: str
    """Why a version was signed off after the first."""
    result: Result

    @property
    def rows(self) -> tuple[PaperRow, ...]:
        return tuple(row for theme in self.themes for row in theme.rows)

    @property
    def has_restricted_notes(self) -> bool:
        return any(row.restricted_note for row in self.rows)

    @property
    def state(self) -> str:
        """What every document is stamped with: draft, agreed, or signed off, when, and under which digest."""
        if self.signed_on is None:
            return self.status
        return f"{self.status} on {date_in_words(self.signed_on)}, digest {self.digest[:12]}"

    @property
    def are_priorities_chosen(self) -> bool:
        return any(row.is_priority for row in self.rows)
