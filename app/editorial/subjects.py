"""What a comment is about: the words of one characteristic in one published version."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import abort, url_for
from sqlalchemy import select

from app.database import db
from app.forms import is_number
from app.maturity.definitions import Characteristic, Model, Theme
from app.maturity.tables import ModelVersion
from app.maturity.versions import model_of, version_in_force


@dataclass(frozen=True, slots=True)
class Subject:
    version: ModelVersion
    theme: Theme
    characteristic: Characteristic

    @property
    def model(self) -> Model:
        return model_of(self.version)


def get_subject(model_id: str, slug: str, code: str, version_read: str) -> Subject:
    """In the version that was read; where that does not hold it, in the one in force."""
    found = (_find(version, slug, code) for version in _candidates(model_id, version_read))
    return next(filter(None, found), None) or abort(404)


def _candidates(model_id: str, version_read: str) -> Iterator[ModelVersion]:
    if is_number(version_read, 9):
        yield from db.session.scalars(select(ModelVersion).filter_by(id=int(version_read), model_id=model_id))
    if version := version_in_force(model_id):
        yield version


def _find(version: ModelVersion, slug: str, code: str) -> Subject | None:
    theme = model_of(version).find_theme(slug)
    found = [c for c in theme.characteristics if c.code.lower() == code] if theme else []
    return Subject(version, theme, found[0]) if theme and found else None


def address_of(model: Model, code: str) -> str | None:
    """Where the characteristic is read; none where this version has it no longer."""
    theme = next((theme for theme in model.themes if code in {found.code for found in theme.characteristics}), None)
    return url_for("maturity.theme", model=model.id, theme=theme.slug, _anchor=code.lower()) if theme else None


def address_now(subject: Subject) -> str | None:
    version = version_in_force(subject.version.model_id)
    return address_of(model_of(version), subject.characteristic.code) if version else None
