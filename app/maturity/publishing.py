"""How a file becomes a published version. Until then it is a candidate, and afterwards the version never changes."""

import re
from collections.abc import Mapping
from os.path import realpath
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from app.database import db, writing
from app.maturity.definitions import Model
from app.maturity.faults import ModelFaults
from app.maturity.source import decode, read_file, shown
from app.maturity.tables import ModelVersion
from app.maturity.versions import content_of, digest_of, find_version, version_in_force


class PublishError(Exception):
    """A model that may not be published, and what to do instead."""


class NoModelError(Exception):
    """No file can be published and none ever was: there is nothing to serve. It holds the faults, one a line."""


class Publication(NamedTuple):
    version: ModelVersion
    replaced: ModelVersion | None
    """The version that was in force; none where this one is the first, or was in force already."""


def publish(model: Model, by: str | None, source_digest: str | None = None) -> ModelVersion:
    """Add this version to the session, or find it published. Raises PublishError where it holds something else."""
    version = find_same(model)
    if version is None:
        content = content_of(model)
        digest = digest_of(content)
        version = ModelVersion(
            model_id=model.id, version=model.version, digest=digest, content=content, published_by=by
        )
        db.session.add(version)
    version.source_digest = source_digest or version.source_digest
    return version


def find_same(model: Model) -> ModelVersion | None:
    """This very version, where it is published. Raises PublishError where its number is taken by other content."""
    version = find_version(model.id, model.version)
    if version is not None and version.digest != digest_of(content_of(model)):
        raise PublishError(
            f"Version {model.version} of “{model.title}” is already published with other content, and a published "
            f"version never changes. Give this one another version, such as {_free(model, model.version)}, and publish "
            "again."
        )
    return version


def refuse_replaced(model: Model) -> None:
    """Raises PublishError for a version that is not in force any more, and for one whose number is taken."""
    version, newest = find_same(model), version_in_force(model.id)
    if version is not None and newest is not None and version.id != newest.id:
        raise PublishError(
            f"Version {version.version} was published before, and version {newest.version} has replaced it. To go "
            f"back to it, give it another version, such as {_free(model, newest.version)}, and publish again."
        )


def publish_file(path: Path, by: str | None) -> Publication:
    """Check a file and make it the current version of its model. Raises ModelFaults or PublishError."""
    from app.maturity.candidate import judge, read_candidate

    candidate = read_candidate(path)
    judge(candidate)  # before anybody has to wait for it
    with writing():
        model = judge(candidate)
        refuse_replaced(model)
        before = version_in_force(model.id)
        version = publish(model, by, candidate.digest)
    return Publication(version, None if before is version else before)


def model_files(first: Path, instance: Path) -> list[Path]:
    """The model files of an installation: the one it began with, and those in its own folder by name."""
    found = sorted(path for path in (instance / "models").glob("*.yaml") if not path.name.startswith("."))
    # Not Path.resolve(), which raises at a link that leads back to itself.
    return [first, *(path for path in found if realpath(path) != realpath(first))]


class Known(NamedTuple):
    """What is published before a start."""

    models: set[str]
    by_file: Mapping[str, str]
    """The model by the digest of the file that it was last found to be the same as."""


def ensure_published(*paths: Path) -> list[str]:
    """At start: publish every model that never was, or say how its file differs. Returns the lines to print.

    Raises NoModelError where there is nothing to serve; otherwise what is published serves on.
    """
    rows = db.session.execute(select(ModelVersion.model_id, ModelVersion.source_digest)).all()
    known = Known({model_id for model_id, _ in rows}, {digest: model_id for model_id, digest in rows if digest})
    owners: dict[str, Path] = {}
    lines, at_fault = [], []
    for path in paths:
        try:
            lines += _look_at(path, known, owners)
        except ModelFaults as faults:
            at_fault.append(str(faults))
            stays = " What is published stays in use." if known.models else ""
            lines += [*str(faults).splitlines(), f"{shown(path)} is not used.{stays}"]
    if not known.models and not owners:
        raise NoModelError("\n".join(at_fault))
    return lines


def _look_at(path: Path, known: Known, owners: dict[str, Path]) -> list[str]:
    """One file. `owners` remembers, by model, the file that it is taken from."""
    raw = read_file(path)
    digest = digest_of(raw)
    model = None if digest in known.by_file else _read(raw, path)
    model_id = model.id if model else known.by_file[digest]
    if (owner := owners.setdefault(model_id, path)) != path:
        return [
            f"{shown(path)} is not used: it holds the model “{model_id}”, as {shown(owner)} does. "
            "Take one of the two away, or give this one another id."
        ]
    if model is None:
        return []
    if model_id in known.models:
        return _compare(model, path, digest)
    with writing():
        publish(model, None, digest)
    return [f"Published “{model.title}”, version {model.version}, from {shown(path)}."]


def _compare(model: Model, path: Path, source_digest: str) -> list[str]:
    """How a file that nobody has published differs from what is published."""
    name = shown(path)
    publish_it = f"`python3 run.py flask model publish {name}`"
    try:
        version = find_same(model)
    except PublishError:
        changed = f"{name} has changed but its version is still {model.version}: give it another version, such as "
        return [f"{changed}{_free(model, model.version)}, then run {publish_it}."]
    if version is None:
        return [f"{name} holds version {model.version}, which is not published: run {publish_it}."]
    with writing():
        version.source_digest = source_digest  # only comments or layout have changed
    return []


def _read(raw: bytes, path: Path) -> Model:
    # YAML is imported only here: a start at unchanged files does without it.
    from app.maturity.loading import read_model

    return read_model(decode(raw, shown(path)), shown(path))


def _free(model: Model, version: str) -> str:
    """The next version after it that nothing is published as."""
    free = _next(version)
    while find_version(model.id, free) is not None:
        free = _next(free)
    return free


def _next(version: str) -> str:
    """1.0 → 1.1"""
    last_number = re.search(r"[0-9]{1,9}(?=[^0-9]*$)", version)
    if last_number is None:
        return f"{version}.1"
    start, end = last_number.span()
    return f"{version[:start]}{int(last_number[0]) + 1}{version[end:]}"
