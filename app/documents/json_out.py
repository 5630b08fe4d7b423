"""A Paper as JSON; what it holds is defined in results_file.py."""

from dataclasses import fields

from app.assessment.tables import Stage
from app.documents.cell_words import evidence_of, gap_of, target_of
from app.documents.paper import Held, Paper, PaperAction, PaperReview, PaperRow, PaperTheme, PaperUpdate, Reading
from app.documents.results_file import (
    AssessmentPart,
    CharacteristicPart,
    LevelsPart,
    ModelPart,
    ResultsFile,
    SpreadPart,
    ThemePart,
    WordsPart,
)
from app.documents.results_plan import ActionPart, FocusPart, ReadingPart, ReviewEntryPart, ReviewPart, UpdatePart
from app.maturity.definitions import Model
from app.participation.tables import Group
from app.position.comparing import Spread
from app.results.figures import Profile
from app.results.words import answer_in_words, median_in_words, range_in_words
from app.version import VERSION

_OF_ACTION = [name for name in ActionPart.model_fields if name not in {"resources", "updates"}]


def results_json(paper: Paper) -> str:
    return results_file(paper).model_dump_json(indent=2) + "\n"


def results_file(paper: Paper) -> ResultsFile:
    # Built without a second look: what is stored may be older than today's limits, and is given as it is.
    return ResultsFile.model_construct(
        format="bearings-results",
        format_version=1,
        version="public" if paper.is_public else "full",
        made_by=f"Bearings {VERSION}",
        council=paper.council,
        assessment=_assessment(paper),
        model=_model(paper),
        themes=tuple(_theme(paper, theme) for theme in paper.themes),
        actions=tuple(map(_action, paper.actions)),
        reviews=tuple(map(_review, paper.reviews)),
    )


def _assessment(paper: Paper) -> AssessmentPart:
    return AssessmentPart.model_construct(
        title=paper.title,
        as_at=paper.as_at,
        target_date=paper.target_date,
        way=paper.result.assessment.way,
        stage=Stage.SIGNED_OFF if paper.result.signed else paper.result.assessment.stage,
        status=paper.state,
        digest=paper.digest,
        lead=paper.lead,
        answered=paper.answered,
        total=paper.total,
    )


def _model(paper: Paper) -> ModelPart:
    model = paper.model
    return ModelPart.model_construct(id=model.id, version=model.version, title=model.title, digest=paper.model_digest)


def _theme(paper: Paper, theme: PaperTheme) -> ThemePart:
    return ThemePart.model_construct(
        slug=theme.slug,
        title=theme.title,
        now=_levels(theme.current, paper.model),
        target=_levels(theme.target, paper.model),
        narrative=theme.narrative,
        own_text=theme.own_text,
        is_own_text_older=theme.outdated_since is not None,
        characteristics=tuple(_characteristic(row, paper.model) for row in theme.rows),
    )


def _levels(profile: Profile, model: Model) -> LevelsPart:
    return LevelsPart.model_construct(
        counts=profile.counts,
        unknown=profile.unknown,
        not_applicable=profile.not_applicable,
        unanswered=profile.unanswered,
        median=median_in_words(profile.median, model),
        range=range_in_words(profile, model),
    )


def _characteristic(row: PaperRow, model: Model) -> CharacteristicPart:
    return CharacteristicPart.model_construct(
        code=row.code,
        title=row.title,
        **{field.name: getattr(row.held, field.name) for field in fields(Held)},
        focus=_focus(row),
        words=_words(row, model),
        groups=_groups(row, model),
    )


def _focus(row: PaperRow) -> FocusPart | None:
    if row.choice is None and row.impact is None and row.effort is None and not row.is_priority:
        return None
    return FocusPart.model_construct(
        choice=row.choice, impact=row.impact, effort=row.effort, is_priority=row.is_priority
    )


def _words(row: PaperRow, model: Model) -> WordsPart:
    return WordsPart.model_construct(
        current=answer_in_words(row.figures, model),
        target=target_of(row, model),
        gap=gap_of(row),
        evidence=evidence_of(row, model),
    )


def _groups(row: PaperRow, model: Model) -> tuple[SpreadPart, ...]:
    if row.comparison is None:
        return ()
    shown: list[tuple[Group | None, Spread | None]] = [(None, row.comparison.all), *row.comparison.groups.items()]
    return tuple(_spread(group, spread, model) for group, spread in shown if spread is not None and spread.n)


def _spread(group: Group | None, spread: Spread, model: Model) -> SpreadPart:
    return SpreadPart.model_construct(
        group=group,
        answers=spread.n,
        lowest=spread.lowest or 0,
        highest=spread.highest or 0,
        median=median_in_words(spread.median, model),
    )


def _action(action: PaperAction) -> ActionPart:
    return ActionPart.model_construct(
        **{name: getattr(action, name) for name in _OF_ACTION},
        resources=tuple(map(_reading, action.resources)),
        updates=tuple(map(_update, action.updates)),
    )


def _reading(one: Reading) -> ReadingPart:
    return ReadingPart.model_construct(slug=one.slug, title=one.title, publisher=one.publisher, url=one.url)


def _update(update: PaperUpdate) -> UpdatePart:
    return UpdatePart.model_construct(at=update.at, status=update.status, text=update.text)


def _review(review: PaperReview) -> ReviewPart:
    entries = tuple(
        ReviewEntryPart.model_construct(code=one.code, moved=one.moved, why=one.why) for one in review.entries
    )
    return ReviewPart.model_construct(due_on=review.due_on, held_on=review.held_on, text=review.text, entries=entries)
