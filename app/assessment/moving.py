"""An assessment’s answers copied into another: onto the version in force, or for a reassessment.

What is copied from stays as it is, and private responses are never copied. A reworded characteristic comes along and
waits to be confirmed: somebody answered other words than those that stand there now.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from sqlalchemy import select

from app.accounts.tables import Council
from app.assessment.answered import answers_in
from app.assessment.carrying import copied_positions, copy_narratives
from app.assessment.tables import Assessment, Position, Stage
from app.audit.record import record
from app.database import db, utc_now
from app.maturity.changes import Carried, Changes, changes_between, is_reworded
from app.maturity.definitions import Characteristic
from app.maturity.tables import ModelVersion
from app.maturity.versions import model_of, version_in_force
from app.participation.copying import copy_people, take_people_along
from app.plan.carrying import take_plan_along

PRESSED_TWICE = timedelta(seconds=30)
"""The same reassessment begun again later is meant."""


TERMS = ("sponsor_id", "privacy", "smallest_group", "retention", "retention_days")
"""What people were told before they answered, and who signs it off."""


class RefusedError(Exception):
    """Answers that cannot be copied: why, and what to do instead."""


@dataclass(frozen=True)
class Crossing:
    """The way of an assessment’s answers from its version to the one in force."""

    former: Assessment
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
    def obstacle_to_move(self) -> str:
        """Why it cannot be moved; empty where it can."""
        if self.former.is_separate and self.former.stage in {Stage.OPEN, Stage.CLOSED}:
            return (
                f"People have been asked to answer on version {self.changes.before.version}, and what somebody "
                "answered in private is never moved to other words. Agree the position first: it can be moved to "
                f"version {self.changes.after.version} then."
            )
        return "" if self.is_in_preparation else self._obstacle_of_levels

    @property
    def obstacle_to_reassess(self) -> str:
        return "" if self.former.is_separate else self._obstacle_of_levels

    @property
    def is_in_preparation(self) -> bool:
        """Nobody has been asked yet, so that there is nothing to carry over but the people."""
        return self.former.is_separate and self.former.stage is Stage.PREPARING

    @property
    def _obstacle_of_levels(self) -> str:
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
    return Crossing(assessment, version, changes_between(assessment.model, model_of(version)), answers)


def move(assessment: Assessment, version: str) -> Assessment:
    """In a writing transaction: copy it onto the version in force and archive it. Raises RefusedError.

    `version` is the one that the person has read about.
    """
    crossing = crossing_of(assessment)
    if crossing.obstacle_to_move:
        raise RefusedError(crossing.obstacle_to_move)
    if not crossing.is_onward:
        raise RefusedError(f"This assessment is on version {crossing.version.version}, which is in force.")
    if crossing.version.version != version:
        raise RefusedError(
            f"Version {crossing.version.version} has come into force since you opened this page, so nothing is moved "
            "yet. Read below what changes, then move it."
        )
    copy = Assessment(**{name: getattr(assessment, name) for name in ("title", "as_at", "target_date", *TERMS)})
    if crossing.is_in_preparation:
        copy.way, copy.stage_set = assessment.way, assessment.stage_set
        copy.opens_on, copy.closes_on = assessment.opens_on, assessment.closes_on
        _begin(assessment, copy, crossing)
        take_people_along(assessment, copy, _slugs_now(crossing.changes))
    else:
        _begin(assessment, copy, crossing)
        copy_people(assessment, copy, _slugs_now(crossing.changes))
        whole = crossing.carried.whole
        db.session.add_all(copied_positions(assessment, copy, crossing.changes, whole))
        copy_narratives(assessment, copy, _slugs_now(crossing.changes))
        take_plan_along(assessment, copy, crossing.changes)
    assessment.archived_at, assessment.moved_to_id = utc_now(), copy.id
    record("assessment.moved", copy, subject=f"Version {version}")
    return copy


def reassess(former: Assessment, new: Assessment, *, is_starting_point: bool) -> Assessment:
    """In a writing transaction: begin `new`, of which title and dates are set, with the answers of `former`.

    `is_starting_point`: every answer waits to be confirmed. Raises RefusedError. A button pressed twice finds the one
    that it began.
    """
    crossing = crossing_of(former)
    if crossing.obstacle_to_reassess:
        raise RefusedError(crossing.obstacle_to_reassess)
    details = {"title": new.title, "as_at": new.as_at, "target_date": new.target_date}
    same = select(Assessment).filter_by(follows_id=former.id, model_version_id=crossing.version.id, **details)
    same = same.where(Assessment.created_at > utc_now() - PRESSED_TWICE, Assessment.archived_at.is_(None))
    if begun := db.session.scalar(same.limit(1)):
        return begun
    new.way, new.sponsor_id, new.privacy = former.way, former.sponsor_id, former.privacy
    _take_terms_of_council(new)
    if new.is_separate:
        new.stage_set = Stage.PREPARING
    _begin(former, new, crossing)
    copy_people(former, new, _slugs_now(crossing.changes))
    if not new.is_separate:  # where people answer in private, they begin afresh
        whole = () if is_starting_point else crossing.carried.whole
        db.session.add_all(copied_positions(former, new, crossing.changes, whole))
    record("assessment.reassessed", new)
    return new


def _take_terms_of_council(new: Assessment) -> None:
    """What the council has set by now counts for what is begun now."""
    council = db.session.get(Council, 1)
    if council is not None:
        new.smallest_group, new.retention = council.smallest_group, council.retention
        new.retention_days = council.retention_days


def _begin(former: Assessment, copy: Assessment, crossing: Crossing) -> None:
    copy.lead_id, copy.follows_id, copy.model_version_id = former.lead_id, former.id, crossing.version.id
    db.session.add(copy)
    db.session.flush()


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
