"""An assessment’s answers copied into another: onto the version in force, or for a reassessment.

What is copied from stays as it is. A reworded characteristic comes along and waits to be confirmed: somebody answered
other words than those that stand there now.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from sqlalchemy import select

from app.assessment.answered import HOLDS_SOMETHING, answers_in
from app.assessment.criteria import place_of, ticked_at
from app.assessment.saving import CONTENT
from app.assessment.tables import Assessment, Position
from app.database import db, utc_now
from app.maturity.changes import Carried, Changes, changes_between, differs, is_reworded
from app.maturity.definitions import Characteristic
from app.maturity.tables import ModelVersion
from app.maturity.versions import model_of, version_in_force
from app.participation.tables import Participant
from app.results.tables import NarrativeEdit

PRESSED_TWICE = timedelta(seconds=30)
"""The same reassessment begun again later is meant."""


class RefusedError(Exception):
    """Answers that cannot be copied: why, and what to do instead."""


@dataclass(frozen=True)
class Crossing:
    """The way of an assessment’s answers from its version to the one in force."""

    version: ModelVersion
    changes: Changes
    answers: dict[str, bool]
    """By code, whether each is confirmed."""

    @cached_property
    def carried(self) -> Carried:
        return self.changes.carry(self.answers)

    @property
    def is_onward(self) -> bool:
        return self.changes.before.version != self.changes.after.version

    @property
    def obstacle(self) -> str:
        """Why nothing can be carried over; empty where it can."""
        if self.changes.has_as_many_levels:
            return ""
        return (
            f"Version {self.changes.after.version} of the model has {self.changes.after.top_level} levels and version "
            f"{self.changes.before.version} has {self.changes.before.top_level}, so the answers would mean something "
            "else there. Start a new assessment instead; this one stays as it is."
        )


def newer_version(assessment: Assessment) -> ModelVersion | None:
    """The version in force, where the assessment is on an older one."""
    version = version_in_force(assessment.model_version.model_id)
    return None if version is None or version.id == assessment.model_version_id else version


def crossing_of(assessment: Assessment) -> Crossing:
    version = newer_version(assessment) or assessment.model_version
    found = answers_in([assessment]).get(assessment.id, {})
    codes = [characteristic.code for characteristic in assessment.model.characteristics]
    answers = {code: found[code] for code in codes if code in found}
    return Crossing(version, changes_between(assessment.model, model_of(version)), answers)


def move(assessment: Assessment, version: str) -> Assessment:
    """In a writing transaction: copy it onto the version in force and archive it. Raises RefusedError.

    `version` is the one that the person has read about.
    """
    crossing = crossing_of(assessment)
    if crossing.obstacle:
        raise RefusedError(crossing.obstacle)
    if not crossing.is_onward:
        raise RefusedError(f"This assessment is on version {crossing.version.version}, which is in force.")
    if crossing.version.version != version:
        raise RefusedError(
            f"Version {crossing.version.version} has come into force since you opened this page, so nothing is moved "
            "yet. Read below what changes, then move it."
        )
    copy = Assessment(title=assessment.title, as_at=assessment.as_at, target_date=assessment.target_date)
    _copy(assessment, copy, crossing)
    _copy_narratives(assessment, copy, crossing.changes)
    assessment.archived_at, assessment.moved_to_id = utc_now(), copy.id
    return copy


def reassess(former: Assessment, new: Assessment, *, is_starting_point: bool) -> Assessment:
    """In a writing transaction: begin `new`, of which title and dates are set, with the answers of `former`.

    `is_starting_point`: every answer waits to be confirmed. Raises RefusedError. A button pressed twice finds the one
    that it began.
    """
    crossing = crossing_of(former)
    if crossing.obstacle:
        raise RefusedError(crossing.obstacle)
    details = {"title": new.title, "as_at": new.as_at, "target_date": new.target_date}
    same = select(Assessment).filter_by(follows_id=former.id, model_version_id=crossing.version.id, **details)
    same = same.where(Assessment.created_at > utc_now() - PRESSED_TWICE, Assessment.archived_at.is_(None))
    if begun := db.session.scalar(same.limit(1)):
        return begun
    _copy(former, new, crossing, all_wait=is_starting_point)
    return new


def _copy(former: Assessment, copy: Assessment, crossing: Crossing, *, all_wait: bool = False) -> None:
    copy.lead_id, copy.follows_id, copy.model_version_id = former.lead_id, former.id, crossing.version.id
    db.session.add(copy)
    db.session.flush()
    people = db.session.scalars(select(Participant).where(Participant.assessment_id == former.id))
    db.session.add_all([Participant(assessment_id=copy.id, user_id=it.user_id, role=it.role) for it in people])
    db.session.add_all(_copied_positions(former, copy, crossing, all_wait))


def _copied_positions(former: Assessment, copy: Assessment, crossing: Crossing, all_wait: bool) -> Iterator[Position]:
    before, after = crossing.changes.before.by_code, crossing.changes.after.by_code
    whole = () if all_wait else crossing.carried.whole
    query = select(Position).where(Position.assessment_id == former.id, HOLDS_SOMETHING)
    for position in db.session.scalars(query):
        code = position.code
        if code in after:
            values = {name: getattr(position, name) for name in (*CONTENT, "saved_by_id", "saved_at")}
            values["criteria"] = carry_ticks(position.criteria, before[code], after[code])
            yield Position(assessment_id=copy.id, code=code, is_confirmed=code in whole, form_id="", **values)


def carry_ticks(ticked: str, before: Characteristic, after: Characteristic) -> str:
    """A tick goes where its text stands now, and is lost where that is gone."""
    places = ticked.split()
    texts = [(level, text) for level in sorted(before.levels) for text in ticked_at(before, level, places)]
    found = {place for level, text in texts if (place := _find_text(text, after, level))}
    return " ".join(place_of(*place) for place in sorted(found))


def _find_text(text: str, characteristic: Characteristic, level: int) -> tuple[int, int] | None:
    """Its level and its place there, first of all in the level where it stood before."""
    for number in sorted(characteristic.levels, key=lambda number: (number != level, number)):
        for place, criterion in enumerate(characteristic.levels[number].criteria, start=1):
            if not differs(text, criterion):
                return number, place
    return None


def _copy_narratives(former: Assessment, copy: Assessment, changes: Changes) -> None:
    """Without the digest of any figures, so that each counts as older than they are."""
    slugs = _slugs_now(changes)
    edits = select(NarrativeEdit).where(NarrativeEdit.assessment_id == former.id, NarrativeEdit.theme.in_(slugs))
    for edit in db.session.scalars(edits):
        same = NarrativeEdit(assessment_id=copy.id, theme=slugs[edit.theme], text=edit.text, saved_at=edit.saved_at)
        same.figures_digest = ""
        db.session.add(same)


def _slugs_now(changes: Changes) -> dict[str, str]:
    """By its slug before, the slug of each theme that goes on."""
    kept = {theme.slug: theme.slug for theme in changes.after.themes}
    return kept | {before.slug: after.slug for before, after in changes.readdressed}


def wording_before(assessment: Assessment, code: str) -> Characteristic | None:
    """The characteristic as it was when somebody last confirmed an answer that waits now, where its words differ.

    It may have waited through more than one copy; where one of them is deleted, the words are not known any more.
    """
    at: Assessment | None = assessment
    while at is not None and not _is_confirmed(at, code):
        at = db.session.scalar(select(Assessment).where(Assessment.id == at.follows_id)) if at.follows_id else None
    before = at.model.by_code.get(code) if at else None
    now = assessment.model.by_code.get(code)
    return before if before and now and is_reworded(before, now) else None


def _is_confirmed(assessment: Assessment, code: str) -> bool:
    query = select(Position.is_confirmed).filter_by(assessment_id=assessment.id, code=code)
    return db.session.scalar(query) is not False
