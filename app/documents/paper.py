"""Everything that a document says, put together once. PDF, Word, Excel, slides, CSV and JSON are made from it alone,
so that they cannot differ; tests/test_documents_same.py compares them field by field.

The public version (`is_public`) has no names, no notes, no restricted note and no action's lead officer. The full one
has restricted notes only for those who agree the position (`is_restricted`).
"""

from dataclasses import dataclass
from datetime import date

from app.accounts.tables import Council, User
from app.assessment.saving import Saved
from app.database import db
from app.maturity.definitions import Model
from app.plan.picked import NOTHING
from app.plan.reading import actions_of, focus_in, priorities_of, resources_of
from app.plan.reviews import next_reviews
from app.plan.tables import Choice, Progress
from app.position.comparing import CharacteristicComparison, ComparisonFigures
from app.results.edits import narratives_of
from app.results.figures import CharacteristicFigures, Profile
from app.results.result import Result, comparison_in, reading_for
from app.words import date_in_words


@dataclass(frozen=True, slots=True)
class Reading:
    title: str
    publisher: str
    url: str
    slug: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One characteristic."""

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


@dataclass(frozen=True, slots=True)
class PaperTheme:
    slug: str
    title: str
    question: str
    current: Profile
    target: Profile
    narrative: tuple[str, ...]
    rows: tuple[PaperRow, ...]
    is_own: bool
    """The lead’s own words, and not made from the answers."""
    outdated_since: date | None
    """When they were written, where the figures have changed since."""


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
    resources: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    is_public: bool
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
    covering_text: str
    answered: int
    total: int
    themes: tuple[PaperTheme, ...]
    comparison: ComparisonFigures | None
    actions: tuple[PaperAction, ...]
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

    @property
    def priorities(self) -> tuple[PaperRow, ...]:
        codes = {row.code for row in priorities_of(self.result)}
        return tuple(row for row in self.rows if row.code in codes)


def paper_of(result: Result, council: Council, *, is_public: bool = False, is_restricted: bool = False) -> Paper:
    signed = result.signed
    comparison = _comparison(result, is_public=is_public)
    lead = signed.snapshot.lead if signed else db.session.get_one(User, result.assessment.lead_id).name
    return Paper(
        is_public=is_public,
        council=signed.snapshot.council if signed else council.name,
        title=result.assessment.title,
        as_at=result.assessment.as_at,
        target_date=result.assessment.target_date,
        status=_public_status(result) if is_public else result.status,
        digest=signed.digest if signed else "",
        lead="" if is_public else lead,
        model=result.model,
        covering_text=council.covering_text,
        answered=result.figures.answered,
        total=result.figures.total,
        themes=_themes(result, comparison, is_public=is_public, is_restricted=is_restricted),
        comparison=comparison,
        actions=_actions(result, is_public=is_public),
        next_review=_next_review(result),
        changed_on=_changed_on(result),
        signed_on=signed.signed_on if signed else None,
        correction=signed.correction if signed else "",
        result=result,
    )


def _public_status(result: Result) -> str:
    """Without the sponsor’s name."""
    return f"Signed off, version {result.signed.version}" if result.signed else result.status


def _comparison(result: Result, *, is_public: bool) -> ComparisonFigures | None:
    """Where people were promised no more than that their council sees their answers, the public sees none of them."""
    found = comparison_in(result)
    return None if found and found.is_named and is_public else found


def _next_review(result: Result) -> date | None:
    review = next_reviews([result.assessment.id]).get(result.assessment.id)
    return review.due_on if review else None


def _changed_on(result: Result) -> date:
    changes = [position.saved_at for position in result.positions.values()]
    return max(changes, default=result.assessment.created_at).astimezone().date()


def _themes(
    result: Result, comparison: ComparisonFigures | None, *, is_public: bool, is_restricted: bool
) -> tuple[PaperTheme, ...]:
    focus, reading = focus_in(result), reading_for(result)
    characteristics = result.model.by_code

    def row_of(figures: CharacteristicFigures) -> PaperRow:
        saved, picked = result.positions.get(figures.code), focus.get(figures.code, NOTHING)
        fit = reading.get(figures.code)
        return PaperRow(
            theme=figures.theme,
            code=figures.code,
            title=figures.title,
            statement=characteristics[figures.code].statement,
            figures=figures,
            **_texts(saved, figures, is_public=is_public, is_restricted=is_restricted),
            comparison=comparison.characteristics.get(figures.code) if comparison else None,
            choice=picked.choice,
            impact=picked.impact,
            effort=picked.effort,
            is_priority=picked.is_priority,
            reading=tuple(Reading(it.title, it.publisher, it.url, it.slug) for it in fit.resources) if fit else (),
            step=fit.step if fit else "",
        )

    return tuple(
        PaperTheme(
            one.figures.slug,
            one.figures.title,
            next(theme.question for theme in result.model.themes if theme.slug == one.figures.slug),
            one.figures.current,
            one.figures.target,
            one.paragraphs,
            tuple(map(row_of, one.figures.rows)),
            is_own=one.edit is not None,
            outdated_since=one.written_on if one.is_older else None,
        )
        for one in narratives_of(result)
    )


def _texts(
    saved: Saved | None, figures: CharacteristicFigures, *, is_public: bool, is_restricted: bool
) -> dict[str, str]:
    """What was written; in public only what the council says as one."""
    names = ("note", "reason", "rationale", "minority_view", "restricted_note")
    texts = {name: getattr(saved, name) if saved else "" for name in names}
    if (figures.gap or 0) >= 0:
        texts["reason"] = ""
    if is_public:
        texts["note"] = ""
    if is_public or not is_restricted:
        texts["restricted_note"] = ""
    return texts


def _actions(result: Result, *, is_public: bool) -> tuple[PaperAction, ...]:
    linked, titles = resources_of(result.assessment), result.model.by_code
    return tuple(
        PaperAction(
            number=number,
            code=action.code,
            characteristic=titles[action.code].title if action.code in titles else action.code,
            what=action.what,
            lead_officer="" if is_public else action.lead_officer,
            starts_on=action.starts_on,
            due_on=action.due_on,
            success_measure=action.success_measure,
            cost_note="" if is_public else action.cost_note,
            benefit_note="" if is_public else action.benefit_note,
            status=action.status,
            stopped_reason=action.stopped_reason,
            resources=tuple(Reading(it.title, it.publisher, it.url, it.slug) for it in linked.get(action.id, ())),
        )
        for number, action in enumerate(actions_of(result.assessment), start=1)
    )
