"""Put together what a document says: from the position as it stands or was signed off, the focus, plan and reviews."""

from datetime import date

from app.accounts.tables import Council, User
from app.assessment.saving import Saved
from app.database import db
from app.documents.paper import Paper, PaperAction, PaperEntry, PaperReview, PaperRow, PaperTheme, PaperUpdate, Reading
from app.plan.actions import updates_in
from app.plan.picked import NOTHING
from app.plan.reading import actions_of, focus_in, priorities_of, resources_of
from app.plan.reviews import Content, contents_of, next_reviews, reviews_of
from app.plan.tables import Review
from app.position.comparing import ComparisonFigures
from app.results.edits import narratives_of
from app.results.figures import CharacteristicFigures
from app.results.result import Result, comparison_in, reading_for


def paper_of(result: Result, council: Council, *, is_public: bool = False, is_restricted: bool = False) -> Paper:
    signed = result.signed
    comparison = _comparison(result, is_public=is_public)
    themes = _themes(result, comparison, is_public=is_public, is_restricted=is_restricted)
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
        themes=themes,
        comparison=comparison,
        priorities=_priorities(result, themes),
        actions=_actions(result, is_public=is_public),
        reviews=() if is_public else _reviews(result),
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
            own_text=one.edit.text if one.edit else None,
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


def _priorities(result: Result, themes: tuple[PaperTheme, ...]) -> tuple[PaperRow, ...]:
    codes = {row.code for row in priorities_of(result)}
    return tuple(row for theme in themes for row in theme.rows if row.code in codes)


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
            stopped_reason=action.stopped_reason,
            resources=tuple(Reading(it.title, it.publisher, it.url, it.slug) for it in linked.get(action.id, ())),
            updates=tuple(PaperUpdate(it.at, it.status, it.text) for it in updates.get(action.id, ())),
        )
        for number, action in enumerate(actions_of(result.assessment), start=1)
    )


def _reviews(result: Result) -> tuple[PaperReview, ...]:
    reviews = reviews_of(result.assessment)
    contents = contents_of(reviews)
    return tuple(_review(review, contents[review.id]) for review in reviews)


def _review(review: Review, content: Content) -> PaperReview:
    entries = (PaperEntry(code, moved, why) for code, (moved, why) in sorted(content.entries.items()))
    return PaperReview(review.due_on, review.held_on, review.text, tuple(entries))
