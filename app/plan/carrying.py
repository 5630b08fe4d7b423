"""The plan of one assessment for another that goes on from it. What writes is called inside `writing`."""

from collections.abc import Collection, Container, Iterable
from typing import Any, TypeVar

from sqlalchemy import Select, select

from app.assessment.tables import Assessment
from app.database import db
from app.maturity.changes import Changes
from app.maturity.words import Group, named
from app.plan.reading import actions_of, focus_of
from app.plan.tables import Action, ActionResource, ActionUpdate, Focus, Review, ReviewEntry
from app.plan.words import FINISHED
from app.words import count_in_words

Row = TypeVar("Row", Focus, Action, Review)

_OF_ACTION = (
    "code",
    "what",
    "lead_officer",
    "starts_on",
    "due_on",
    "success_measure",
    "cost_note",
    "benefit_note",
    "status",
    "stopped_reason",
)


def going_on_in(assessment_ids: Collection[int]) -> Select[int]:
    """The numbers of the actions that go on in these assessments, also by way of others in between."""
    found = select(Action.carried_from_id.label("id")).where(Action.assessment_id.in_(assessment_ids))
    found_here = found.where(Action.carried_from_id.is_not(None)).cte("going_on", recursive=True)
    before = select(Action.carried_from_id).join(found_here, Action.id == found_here.c.id)
    return select(found_here.union(before.where(Action.carried_from_id.is_not(None))).c.id)


def former_of(assessment: Assessment) -> Assessment | None:
    """The one that it reassesses. What was only moved to another version of the model is the same assessment."""
    at = assessment
    while at.follows_id and (former := db.session.get(Assessment, at.follows_id)):
        if former.moved_to_id != at.id:
            return former
        at = former
    return None


def carry_unfinished(assessment: Assessment) -> None:
    """Its position is agreed: what it reassesses has a plan, of which the unfinished actions go on here, once.

    Their updates stay where they were made.
    """
    former = former_of(assessment)
    if former is None or assessment.correction or actions_of(assessment):
        return
    unfinished = [action for action in actions_of(_kept_in(former)) if action.status not in FINISHED]
    _copy_actions(unfinished, assessment, assessment.model.by_code)


def _kept_in(assessment: Assessment) -> Assessment:
    """The one in which its plan is kept by now: it may have moved to another version of the model."""
    while assessment.moved_to_id and (copy := db.session.get(Assessment, assessment.moved_to_id)):
        assessment = copy
    return assessment


def take_plan_along(former: Assessment, copy: Assessment, changes: Changes) -> None:
    """All of it: the same assessment goes on, on other words."""
    codes = changes.after.by_code
    for code, focus in focus_of(former).items():
        if code in codes:
            _copy(focus, Focus, ("code", "choice", "impact", "effort", "is_priority", "saved_by_id", "saved_at"), copy)
    for before, after in _copy_actions(actions_of(former), copy, codes):
        after.added_at, after.changed_at = before.added_at, before.changed_at
        for update in db.session.scalars(select(ActionUpdate).filter_by(action_id=before.id).order_by(ActionUpdate.id)):
            told = {name: getattr(update, name) for name in ("at", "by_id", "status", "text")}
            db.session.add(ActionUpdate(action_id=after.id, **told))
    for review in db.session.scalars(select(Review).filter_by(assessment_id=former.id).order_by(Review.id)):
        _copy_review(review, copy, codes)


def _copy_actions(actions: Iterable[Action], to: Assessment, codes: Container[str]) -> list[tuple[Action, Action]]:
    pairs = [(one, _copy(one, Action, _OF_ACTION, to)) for one in actions if one.code in codes]
    for before, after in pairs:
        after.carried_from_id = before.id
    db.session.flush()
    for before, after in pairs:
        linked = db.session.scalars(select(ActionResource.resource_id).filter_by(action_id=before.id))
        db.session.add_all([ActionResource(action_id=after.id, resource_id=number) for number in linked])
    return pairs


def _copy_review(review: Review, to: Assessment, codes: Container[str]) -> None:
    after = _copy(review, Review, ("due_on", "held_on", "text"), to)
    db.session.flush()
    for entry in db.session.scalars(select(ReviewEntry).filter_by(review_id=review.id)):
        if entry.code in codes:
            said = {name: getattr(entry, name) for name in ("code", "moved", "why")}
            db.session.add(ReviewEntry(review_id=after.id, **said))


def _copy(row: Row, kind: type[Row], names: Iterable[str], to: Assessment) -> Row:
    values: dict[str, Any] = {name: getattr(row, name) for name in names}
    copy = kind(assessment_id=to.id, **values)
    db.session.add(copy)
    return copy


def outcome_of_plan(former: Assessment, changes: Changes, *, is_move: bool) -> list[Group]:
    """What becomes of the plan, in sentences, for the person who is about to go on; what is left out is named."""
    actions = [action for action in actions_of(former) if is_move or action.status not in FINISHED]
    codes = changes.after.by_code
    along, left = [it for it in actions if it.code in codes], [it for it in actions if it.code not in codes]
    what, when = ("action", "") if is_move else ("unfinished action", " once its position is agreed")
    groups = [Group(f"{count_in_words(len(along), what)} of the plan {_go(along)} along{when}", [])] if along else []
    if left:
        before = changes.before.by_code
        names = [f"{named(before[it.code])}: {it.what}" if it.code in before else it.what for it in left]
        are, they = ("is", "it is") if len(left) == 1 else ("are", "they are")
        why = f"because version {changes.after.version} no longer asks for what {they} about"
        groups.append(Group(f"{count_in_words(len(left), what)} {are} left behind, {why}", names))
    return groups


def _go(actions: list[Action]) -> str:
    return "goes" if len(actions) == 1 else "go"
