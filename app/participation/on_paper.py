"""Answers given on paper, which the lead types in: only for people who have not begun to answer here themselves.

The lead is never shown another answer than one that was typed in so, and none at all once its person has begun.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, not_, select
from sqlalchemy.orm import aliased

from app.assessment.answer import CONTENT
from app.assessment.saving import Origin, Saved, Sheet, response_sheet
from app.assessment.tables import Assessment
from app.database import db
from app.participation.reading import HOLDS_SOMETHING, Person, Status, people_in
from app.participation.tables import Participant, Response

_answer = aliased(Response)
_own = exists().where(_answer.participant_id == Participant.id, not_(_answer.is_entered_by_lead)).correlate(Participant)
HAS_BEGUN: ColumnElement[bool] = Participant.told_at.is_not(None) | _own
"""Has read who will see what, or has an answer that nobody typed in for them."""


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A participant, as far as their answers may be typed in."""

    person: Person
    has_begun: bool
    entered: int
    """How many answers were typed in; none is told of once they have begun."""

    @property
    def is_finished(self) -> bool:
        return self.person.status is Status.FINISHED


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form says of one characteristic."""

    code: str
    columns: dict[str, Any]
    seen: int
    """The row version that the form was drawn from; 0 for none."""


class NewerError(Exception):
    """Another form has saved meanwhile: these are its answers, by code."""

    def __init__(self, newer: dict[str, Saved]) -> None:
        super().__init__()
        self.newer = newer


def entered_codes(participant_id: int) -> frozenset[str]:
    """Of what was typed in, and not emptied again."""
    return frozenset(db.session.scalars(_entered(participant_id).where(HOLDS_SOMETHING)))


def _entered(participant_id: int) -> Select[str]:
    return select(Response.code).where(Response.participant_id == participant_id, Response.is_entered_by_lead)


def has_begun(participant_id: int) -> bool:
    return bool(db.session.scalar(select(HAS_BEGUN).where(Participant.id == participant_id)))


def entered_answers(participant_id: int) -> dict[str, Saved]:
    """Nothing where the person has begun: what is there then is theirs."""
    if has_begun(participant_id):
        return {}
    entered = frozenset(db.session.scalars(_entered(participant_id)))
    return {code: saved for code, saved in response_sheet(participant_id).read().items() if code in entered}


def people_to_enter(assessment: Assessment, own_id: int | None) -> list[OnPaper]:
    """Without the lead’s own row: they answer here like anybody else."""
    entered = func.count().filter(Response.is_entered_by_lead, HOLDS_SOMETHING)
    query = select(Participant.id, HAS_BEGUN, entered).outerjoin(Response, Response.participant_id == Participant.id)
    query = query.where(Participant.assessment_id == assessment.id).group_by(Participant.id)
    known = {number: (begun, count) for number, begun, count in db.session.execute(query)}
    return [_on_paper(one, *known[one.id]) for one in people_in(assessment) if may_be_entered(one, own_id)]


def _on_paper(person: Person, begun: bool, count: int) -> OnPaper:
    return OnPaper(person, bool(begun), 0 if begun else count)


def may_be_entered(person: Person, own_id: int | None) -> bool:
    return person.is_participant and person.status is not Status.WITHDRAWN and person.id != own_id


def changed(typed: Iterable[Typed], before: dict[str, Saved]) -> list[Typed]:
    """What says something else than is saved; an empty part of the form adds nothing."""
    return [one for one in typed if not _is_same(one.columns, before.get(one.code))]


def _is_same(columns: dict[str, Any], saved: Saved | None) -> bool:
    if saved is None:
        return all(value is None or value == "" or value is False for value in columns.values())
    return all(getattr(saved, name) == value for name, value in columns.items())


def save_typed(sheet: Sheet, typed: list[Typed], form_id: str, extra: dict[str, Any], user_id: int | None) -> int:
    """All or nothing, inside `writing`; how many were saved. Raises NewerError."""
    before = sheet.read()
    wanted = changed(typed, before)
    if newer := {it.code: before[it.code] for it in wanted if it.code in before and _is_newer(before[it.code], it)}:
        raise NewerError(newer)
    for one in wanted:
        kept = _content(before.get(one.code))
        sheet.save(one.code, kept | one.columns | extra, Origin(form_id, 0, one.seen, user_id))
    return len(wanted)


def _is_newer(saved: Saved, typed: Typed) -> bool:
    return saved.row_version != typed.seen


def _content(saved: Saved | None) -> dict[str, Any]:
    """What the compact form does not ask for stays as it is."""
    empty: dict[str, Any] = {"kind": None, "current": None, "target": None, "evidence": None}
    empty |= {"reason": "", "note": "", "criteria": "", "is_priority": False}
    return {name: getattr(saved, name) if saved else empty[name] for name in CONTENT}
