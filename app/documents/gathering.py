"""Put together what a document says: from the position as it stands or was signed off, the focus, plan and reviews."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.accounts.tables import Council, User
from app.database import db
from app.documents.held import counting_of, held_of, texts_of
from app.documents.paper import (
    Paper,
    PaperAction,
    PaperEntry,
    PaperReview,
    PaperRow,
    PaperTheme,
    PaperUpdate,
    Reading,
)
from app.plan.actions import updates_in
from app.plan.picked import NOTHING, Picked
from app.plan.reading import actions_of, focus_in, priorities_of, resources_of
from app.plan.reviews import Content, contents_of, reviews_of
from app.plan.tables import Review
from app.position.comparing import ComparisonFigures
from app.results.edits import narratives_of
from app.results.figures import CharacteristicFigures
from app.results.result import Result, comparison_in, reading_for


def paper_of(
    result: Result, council: Council, *, is_public: bool = False, is_restricted: bool = False, has_plan: bool = True
) -> Paper:
    signed = result.signed
    comparison = _comparison(result, is_public=is_public)
    focus = focus_in(result) if has_plan else {}
    themes = _themes(result, focus, comparison, is_public=is_public, is_restricted=is_restricted)
    first = priorities_of(result, focus)
    reviews = reviews_of(result.assessment) if has_plan else []
    return Paper(
        is_public=is_public,
        has_plan=has_plan,
        council=signed.snapshot.council if signed else council.name,
        title=result.assessment.title,
        as_at=result.assessment.as_at,
        target_date=result.assessment.target_date,
        status=_public_status(result) if is_public else result.status,
        digest=signed.digest if signed else "",
        lead="" if is_public else _lead(result),
        model=result.model,
        model_digest=signed.snapshot.content["model"]["digest"] if signed else result.assessment.model_version.digest,
        covering_text=council.covering_text,
        answered=result.figures.answered,
        total=result.figures.total,
        themes=themes,
        comparison=comparison,
        priorities=tuple(row for theme in themes for row in theme.rows if row.code in first),
        actions=_actions(result, is_public=is_public) if has_plan else (),
        reviews=() if is_public else _reviews(reviews),
        next_review=next((review.due_on for review in reviews if review.held_on is None), None),
        changed_on=_changed_on(result),
        signed_on=signed.signed_on if signed else None,
        correction=signed.correction if signed else "",
        result=result,
    )


def _public_status(result: Result) -> str:
    """Without the sponsor’s name."""
    return f"Signed off, version {result.signed.version}" if result.signed else result.status


def _lead(result: Result) -> str:
    return result.signed.snapshot.lead if result.signed else db.session.get_one(User, result.assessment.lead_id).name


def _comparison(result: Result, *, is_public: bool) -> ComparisonFigures | None:
    """Where people were promised no more than that their council sees their answers, the public sees none of them."""
    found = comparison_in(result)
    return None if found and found.is_named and is_public else found


def _changed_on(result: Result) -> date:
    changes = [position.saved_at for position in result.positions.values()]
    return max(changes, default=result.assessment.created_at).astimezone().date()


def _themes(
    result: Result,
    focus: Mapping[str, Picked],
    comparison: ComparisonFigures | None,
    *,
    is_public: bool,
    is_restricted: bool,
) -> tuple[PaperTheme, ...]:
    reading, characteristics = reading_for(result), result.model.by_code

    def row_of(figures: CharacteristicFigures) -> PaperRow:
        saved, picked = result.positions.get(figures.code), focus.get(figures.code, NOTHING)
        fit, texts = reading.get(figures.code), texts_of(saved, is_public=is_public, is_restricted=is_restricted)
        counting = counting_of(texts, saved, figures)
        return PaperRow(
            theme=figures.theme,
            code=figures.code,
            title=figures.title,
            statement=characteristics[figures.code].statement,
            figures=figures,
            **counting,
            comparison=comparison.characteristics.get(figures.code) if comparison else None,
            choice=picked.choice,
            impact=picked.impact,
            effort=picked.effort,
            is_priority=picked.is_priority,
            reading=tuple(Reading(it.title, it.publisher, it.url, it.slug) for it in fit.resources) if fit else (),
            step=fit.step if fit else "",
            held=held_of(saved, figures, texts, counting, is_public=is_public),
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
            own_text=one.edit.text if one.edit else None,
            outdated_since=one.written_on if one.is_older else None,
        )
        for one in narratives_of(result)
    )


def _actions(result: Result, *, is_public: bool) -> tuple[PaperAction, ...]:
    linked, titles = resources_of(result.assessment), result.model.by_code
    updates = {} if is_public else updates_in(result.assessment)
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
            stopped_reason="" if is_public else action.stopped_reason,
            resources=tuple(Reading(it.title, it.publisher, it.url, it.slug) for it in linked.get(action.id, ())),
            updates=tuple(PaperUpdate(it.at, it.status, it.text) for it in updates.get(action.id, ())),
        )
        for number, action in enumerate(actions_of(result.assessment), start=1)
    )


def _reviews(reviews: Sequence[Review]) -> tuple[PaperReview, ...]:
    contents = contents_of(reviews)
    return tuple(_review(review, contents[review.id]) for review in reviews)


def _review(review: Review, content: Content) -> PaperReview:
    entries = (PaperEntry(code, moved, why) for code, (moved, why) in sorted(content.entries.items()))
    return PaperReview(review.due_on, review.held_on, review.text, tuple(entries))
