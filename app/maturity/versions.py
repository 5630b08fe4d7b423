"""The published versions: the only truth about a model. A file is a candidate until it is published."""

import hashlib
import json
import re
from pathlib import Path

from sqlalchemy import func, select

from app.database import db, writing
from app.maturity.definitions import Model
from app.maturity.faults import ModelFaults
from app.maturity.source import decode, read_source, shown
from app.maturity.tables import ModelVersion

# Kept for the life of the process: the content of a digest never changes, in whatever database it lies.
_models: dict[str, Model] = {}

_ends = select(func.max(ModelVersion.id).label("newest"), func.min(ModelVersion.id).label("first"))
_of_each_model = _ends.group_by(ModelVersion.model_id).subquery()
_current = select(ModelVersion).join(_of_each_model, ModelVersion.id == _of_each_model.c.newest)
_current = _current.order_by(_of_each_model.c.first)


class PublishError(Exception):
    """A model that may not be published, and what to do instead."""


def current_versions() -> list[ModelVersion]:
    """The newest version of each model, the model that was published first first."""
    return list(db.session.scalars(_current))


def model_of(version: ModelVersion) -> Model:
    model = _models.get(version.digest)
    if model is None:
        model = _models[version.digest] = Model.model_validate_json(version.content)
    return model


def find_version(model_id: str, version: str) -> ModelVersion | None:
    return db.session.scalar(select(ModelVersion).filter_by(model_id=model_id, version=version))


def publish(model: Model, by: str | None, source_digest: str | None = None) -> ModelVersion:
    """Add this version to the session, or find it published. Raises PublishError where it holds something else."""
    content = _canonical(model)
    digest = _digest(content.encode())
    version = find_version(model.id, model.version)
    if version is None:
        version = ModelVersion(
            model_id=model.id, version=model.version, digest=digest, content=content, published_by=by
        )
        db.session.add(version)
    elif version.digest != digest:
        raise PublishError(
            f"Version {model.version} of “{model.title}” is already published with other content, and a published "
            f"version never changes. Give this one another version, such as {_next(model.version)}, and publish again."
        )
    version.source_digest = source_digest or version.source_digest
    return version


def publish_file(path: Path, by: str | None) -> ModelVersion:
    """Check a file and make it the current version of its model. Raises ModelFaults or PublishError."""
    raw = read_source(path)
    model = _read(raw, path)
    with writing():
        version = publish(model, by, _digest(raw))
        if newer := next((other for other in current_versions() if _replaces(other, version)), None):
            raise PublishError(
                f"Version {version.version} was published before, and version {newer.version} has replaced it. To go "
                f"back to it, give it another version, such as {_next(newer.version)}, and publish again."
            )
    return version


def ensure_published(path: Path) -> list[str]:
    """At start: publish the file if nothing is published yet, or say how it differs. Returns the lines to print.

    Raises ModelFaults where there is nothing to serve without the file; else the published version serves on.
    """
    sources = db.session.scalars(select(ModelVersion.source_digest)).all()
    try:
        raw = read_source(path)
        if _digest(raw) in sources:
            return []
        model = _read(raw, path)
    except ModelFaults as faults:
        if not sources:
            raise
        return [*str(faults).splitlines(), f"{shown(path)} is not used: the published model stays in use."]
    if sources:
        return _compare(model, path, _digest(raw))
    with writing():
        publish(model, None, _digest(raw))
    return [f"Published “{model.title}”, version {model.version}, from {shown(path)}."]


def _replaces(other: ModelVersion, version: ModelVersion) -> bool:
    return other.model_id == version.model_id and other.id != version.id


def _compare(model: Model, path: Path, source_digest: str) -> list[str]:
    """How a file that nobody has published differs from what is published."""
    name = shown(path)
    publish_it = f"`python3 run.py flask model publish {name}`"
    version = find_version(model.id, model.version)
    if version is None:
        return [f"{name} holds version {model.version}, which is not published: run {publish_it}."]
    if version.digest != _digest(_canonical(model).encode()):
        changed = f"{name} has changed but its version is still {model.version}: give it another version, such as "
        return [f"{changed}{_next(model.version)}, then run {publish_it}."]
    with writing():
        version.source_digest = source_digest  # only comments or layout have changed
    return []


def _read(raw: bytes, path: Path) -> Model:
    # YAML is imported only here: a start at an unchanged file does without it.
    from app.maturity.loading import read_model

    return read_model(decode(raw, shown(path)), shown(path))


def _canonical(model: Model) -> str:
    """The same text for the same content, also when the definitions have gained a key with a default since."""
    content = model.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _next(version: str) -> str:
    """1.0 → 1.1"""
    last_number = re.search(r"[0-9]{1,9}(?=[^0-9]*$)", version)
    if last_number is None:
        return f"{version}.1"
    start, end = last_number.span()
    return f"{version[:start]}{int(last_number[0]) + 1}{version[end:]}"
