"""The published versions: the only truth about a model. How one comes to be is in publishing.py."""

import hashlib
import json

from sqlalchemy import func, select

from app.database import db
from app.maturity.definitions import Model
from app.maturity.tables import ModelVersion

# Kept for the life of the process: the content of a digest never changes, in whatever database it lies.
_models: dict[str, Model] = {}

_ends = select(func.max(ModelVersion.id).label("newest"), func.min(ModelVersion.id).label("first"))
_of_each_model = _ends.group_by(ModelVersion.model_id).subquery()
_current = select(ModelVersion).join(_of_each_model, ModelVersion.id == _of_each_model.c.newest)
_current = _current.order_by(_of_each_model.c.first)


def current_versions() -> list[ModelVersion]:
    """The newest version of each model, the model that was published first first."""
    return list(db.session.scalars(_current))


def version_in_force(model_id: str) -> ModelVersion | None:
    """The newest version of one model."""
    return db.session.scalar(_current.where(ModelVersion.model_id == model_id))


def replacements() -> dict[int, int]:
    """By the id of every version, that of the version of its model that is in force now."""
    rows = db.session.execute(select(ModelVersion.id, ModelVersion.model_id).order_by(ModelVersion.id)).all()
    newest = {model_id: number for number, model_id in rows}
    return {number: newest[model_id] for number, model_id in rows}


def model_of(version: ModelVersion) -> Model:
    model = _models.get(version.digest)
    if model is None:
        model = _models[version.digest] = Model.model_validate_json(version.content)
    return model


def models_in_force() -> list[Model]:
    """The models of the current versions, in their order."""
    return [model_of(version) for version in current_versions()]


def find_version(model_id: str, version: str) -> ModelVersion | None:
    return db.session.scalar(select(ModelVersion).filter_by(model_id=model_id, version=version))


def content_of(model: Model) -> str:
    """The same text for the same content, also when the definitions have gained a key with a default since."""
    content = model.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()
