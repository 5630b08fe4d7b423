"""Sign off: what stands is frozen, once. A correction makes the next version."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.accounts.council import council
from app.accounts.tables import User
from app.assessment.saving import positions_of
from app.assessment.tables import Assessment, Stage
from app.database import db, utc_now
from app.plan.reading import focus_in
from app.position.snapshot import FORMAT, content_of, digest_of, find_sign_off, position_parts
from app.position.tables import Comparison, SignOff
from app.results.edits import Narrative, narratives_of
from app.results.figures import CharacteristicFigures
from app.results.result import Result, result_of


@dataclass(frozen=True)
class Draft:
    """What would be frozen now."""

    result: Result
    parts: dict[str, Any]

    @property
    def digest(self) -> str:
        """Another one means that something has changed since the sponsor read it."""
        return digest_of(content_of(self.parts))

    @property
    def priorities(self) -> int | None:
        """How many; None where nothing is chosen yet, neither to hold nor to improve."""
        chosen = self.parts["focus"].values()
        return sum(one["is_priority"] for one in chosen) if chosen else None

    @property
    def unanswered(self) -> list[CharacteristicFigures]:
        return [row for row in self.result.figures.rows if row.kind is None]


def draft_of(assessment: Assessment) -> Draft:
    result = result_of(assessment, is_draft=True)
    return Draft(result, _parts(result))


def _parts(result: Result) -> dict[str, Any]:
    assessment, version, owner = result.assessment, result.assessment.model_version, council()
    people = [assessment.lead_id, assessment.sponsor_id]
    names = {person.id: person.name for person in db.session.scalars(select(User).where(User.id.in_(people)))}
    return {
        "format": FORMAT,
        "council": owner.name if owner else "",
        "lead": names[assessment.lead_id],
        "sponsor": names.get(assessment.sponsor_id or 0, ""),
        "assessment": {
            "id": assessment.id,
            "title": assessment.title,
            "as_at": assessment.as_at.isoformat(),
            "target_date": assessment.target_date.isoformat(),
            "way": assessment.way.value,
            "privacy": assessment.privacy.value,
            "smallest_group": assessment.smallest_group,
        },
        "model": {"id": version.model_id, "version": version.version, "digest": version.digest},
        "positions": {code: position_parts(saved) for code, saved in positions_of(assessment).items()},
        "narratives": {one.figures.slug: _narrative_parts(one) for one in narratives_of(result)},
        "focus": {code: picked.parts for code, picked in focus_in(result).items() if not picked.is_empty},
        "comparison": _comparison(assessment),
    }


def _narrative_parts(one: Narrative) -> dict[str, Any]:
    saved_at = one.edit.saved_at.isoformat() if one.edit else None
    return {
        "text": "\n\n".join(one.paragraphs),
        "is_own": one.edit is not None,
        "is_older": one.is_older,
        "saved_at": saved_at,
    }


def _comparison(assessment: Assessment) -> Any:
    stored = db.session.scalar(select(Comparison.content).where(Comparison.assessment_id == assessment.id))
    return None if stored is None else json.loads(stored)


def sign(
    assessment: Assessment, draft: Draft, signed_by: int, unanswered_reason: str, at: datetime | None = None
) -> int:
    """Inside a writing transaction: freeze it, and say which version that is."""
    former = find_sign_off(assessment)
    version, now = (former.version + 1 if former else 1), at or utc_now()
    content = content_of(draft.parts | {"signed": _signature(assessment, version, now, unanswered_reason)})
    db.session.add(
        SignOff(
            assessment_id=assessment.id,
            version=version,
            content=content,
            digest=digest_of(content),
            signed_by_id=signed_by,
            signed_at=now,
            unanswered_reason=unanswered_reason,
            correction=assessment.correction,
        )
    )
    assessment.stage_set, assessment.correction = Stage.SIGNED_OFF, ""
    return version


def _signature(assessment: Assessment, version: int, now: datetime, unanswered_reason: str) -> dict[str, Any]:
    return {
        "version": version,
        "at": now.isoformat(),
        "unanswered_reason": unanswered_reason,
        "correction": assessment.correction,
    }


def begin_correction(assessment: Assessment, reason: str) -> None:
    """Inside a writing transaction: the position can be changed again; what was signed stays in view."""
    assessment.stage_set = Stage.CLOSED if assessment.is_separate else Stage.OPEN
    assessment.opens_on = assessment.closes_on = None
    assessment.correction = reason
