"""What is signed off: a snapshot as JSON with its digest. From then on every page and document reads it alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm.attributes import set_committed_value

from app.assessment.saving import Saved
from app.assessment.tables import Assessment
from app.database import db
from app.maturity.definitions import Model
from app.maturity.tables import ModelVersion
from app.maturity.versions import model_of
from app.position.comparing import ComparisonFigures, from_json
from app.position.tables import SignOff
from app.results.figures import Kind

FORMAT = 1
LEFT_OUT = {"row_version", "form_id", "saved_by_id", "is_note_shared"}
"""Of a position: how it came in, which is no part of what is agreed."""


@dataclass(frozen=True)
class Snapshot:
    """The content of a sign-off, read."""

    content: Mapping[str, Any]

    @cached_property
    def positions(self) -> dict[str, Saved]:
        return {code: _saved(code, parts) for code, parts in self.content["positions"].items()}

    @property
    def narratives(self) -> Mapping[str, Mapping[str, Any]]:
        """By the theme’s slug: text, is_own, is_older, saved_at."""
        found: Mapping[str, Mapping[str, Any]] = self.content["narratives"]
        return found

    @property
    def focus(self) -> Mapping[str, Mapping[str, Any]]:
        """By code: choice, impact, effort, is_priority; nothing where none was chosen by then."""
        found: Mapping[str, Mapping[str, Any]] = self.content.get("focus", {})
        return found

    @cached_property
    def comparison(self) -> ComparisonFigures | None:
        """As it was stored, already suppressed; none in an assessment done together."""
        stored = self.content["comparison"]
        return None if stored is None else from_json(json.dumps(stored))

    @property
    def title(self) -> str:
        return str(self.content["assessment"]["title"])

    @property
    def as_at(self) -> date:
        return date.fromisoformat(self.content["assessment"]["as_at"])

    @property
    def target_date(self) -> date:
        return date.fromisoformat(self.content["assessment"]["target_date"])

    @property
    def council(self) -> str:
        return str(self.content["council"])

    @property
    def lead(self) -> str:
        return str(self.content["lead"])

    @property
    def sponsor(self) -> str:
        return str(self.content["sponsor"])


def _saved(code: str, parts: Mapping[str, Any]) -> Saved:
    kind = Kind(parts["kind"]) if parts["kind"] else None
    moment = datetime.fromisoformat(parts["saved_at"])
    origin = {"code": code, "row_version": 0, "form_id": "", "saved_by_id": None, "is_note_shared": False}
    return Saved(**(dict(parts) | origin | {"kind": kind, "saved_at": moment}))


@dataclass(frozen=True)
class Signed:
    """One version that was signed off."""

    version: int
    signed_at: datetime
    digest: str
    correction: str
    unanswered_reason: str
    content: str
    newest: int
    """The version that stands now."""

    @cached_property
    def snapshot(self) -> Snapshot:
        return read_snapshot(self.content)

    @property
    def is_intact(self) -> bool:
        """The content still makes the digest that was noted when it was signed."""
        return digest_of(self.content) == self.digest

    @property
    def is_newest(self) -> bool:
        return self.version == self.newest

    @property
    def short_digest(self) -> str:
        return self.digest[:12]

    @property
    def signed_on(self) -> date:
        return self.signed_at.astimezone().date()


# The content of a version never changes; each is read once.
@lru_cache(32)
def read_snapshot(content: str) -> Snapshot:
    return Snapshot(json.loads(content))


def digest_of(content: str) -> str:
    return sha256(content.encode()).hexdigest()


_columns = [
    getattr(SignOff, name) for name in ("version", "signed_at", "digest", "correction", "unanswered_reason", "content")
]
_all = select(*_columns).where(SignOff.assessment_id == bindparam("assessment_id")).order_by(SignOff.version.desc())
_newest = _all.limit(1)


def find_sign_offs(assessment: Assessment) -> list[Signed]:
    """The newest first."""
    rows = db.session.execute(_all, {"assessment_id": assessment.id}).all()
    return [_read(row, rows[0].version) for row in rows]


def find_sign_off(assessment: Assessment, version: int | None = None) -> Signed | None:
    """The version that was signed off last, or this one."""
    if version is not None:
        return next((signed for signed in find_sign_offs(assessment) if signed.version == version), None)
    row = db.session.execute(_newest, {"assessment_id": assessment.id}).first()
    return _read(row, row.version) if row else None


def _read(row: Any, newest: int) -> Signed:
    return Signed(**row._asdict(), newest=newest)


def content_of(parts: Mapping[str, Any]) -> str:
    """The same text for the same parts."""
    return json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def position_parts(saved: Saved) -> dict[str, Any]:
    parts = {name: value for name, value in saved._asdict().items() if name not in LEFT_OUT | {"code"}}
    return parts | {"saved_at": saved.saved_at.isoformat()}


def frozen_assessment(assessment: Assessment, snapshot: Snapshot) -> Assessment:
    """As it was when it was signed off: a copy that belongs to no session, so that nothing can save it."""
    values = {column.key: getattr(assessment, column.key) for column in Assessment.__table__.columns}
    frozen = Assessment(**(values | {"title": snapshot.title, "as_at": snapshot.as_at}))
    frozen.target_date = snapshot.target_date
    set_committed_value(frozen, "model_version", assessment.model_version)
    return frozen


def frozen_model(assessment: Assessment, snapshot: Snapshot) -> Model:
    digest = snapshot.content["model"]["digest"]
    if assessment.model_version.digest == digest:
        return assessment.model
    return model_of(db.session.scalars(select(ModelVersion).where(ModelVersion.digest == digest).limit(1)).one())
