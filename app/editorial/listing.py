"""The comments that an editor sees, each with what has become of the words it is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from app.database import db
from app.editorial.filters import ALL, Filters
from app.editorial.subjects import address_of
from app.editorial.tables import Comment, CommentStatus
from app.maturity.changes import is_reworded
from app.maturity.definitions import Model
from app.maturity.versions import model_of, models_in_force

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Shown:
    comment: Comment
    model: Model
    """As the person read it."""
    title: str
    address: str | None
    """Of the characteristic in the version in force, if that still has it."""
    wording: str


def shown(comments: Sequence[Comment]) -> list[Shown]:
    in_force = {model.id: model for model in models_in_force()}
    return [_show(comment, in_force[comment.model_version.model_id]) for comment in comments]


def _show(comment: Comment, now: Model) -> Shown:
    model = model_of(comment.model_version)
    read = model.by_code.get(comment.code)
    title = read.title if read else comment.code
    return Shown(comment, model, title, address_of(now, comment.code), _wording(model, now, comment.code))


def _wording(model: Model, now: Model, code: str) -> str:
    """Whether the words that the comment is about still stand."""
    before, after = model.by_code.get(code), now.by_code.get(code)
    made_on = f"Made on version {model.version}"
    if model.version == now.version:
        return f"{made_on}, which is in force."
    if after is None or before is None:
        return f"{made_on}. Version {now.version} no longer has this characteristic."
    if is_reworded(before, after):
        return f"{made_on}. Its statement or descriptors have changed since: version {now.version} is in force."
    return f"{made_on}. Its statement and descriptors are the same in version {now.version}, which is in force."


def _matching(filters: Filters) -> Select[Comment]:
    query = select(Comment).join(Comment.model_version).where(*filters.all_conditions)
    return query.options(contains_eager(Comment.model_version)).order_by(Comment.id.desc())


def every_comment(filters: Filters) -> list[Comment]:
    return list(db.session.scalars(_matching(filters)))


def one_page(filters: Filters) -> list[Comment]:
    people = (joinedload(Comment.author), joinedload(Comment.reviewed_by))
    query = _matching(filters).options(*people).limit(PER_PAGE).offset((filters.page - 1) * PER_PAGE)
    return list(db.session.scalars(query))


def find_comment(comment_id: int) -> Comment | None:
    everything = (joinedload(Comment.model_version), joinedload(Comment.author), joinedload(Comment.reviewed_by))
    return db.session.scalar(select(Comment).where(Comment.id == comment_id).options(*everything))


def counts(filters: Filters) -> dict[str, int]:
    """How many there are of each status, and in all."""
    query = select(Comment.status, func.count()).join(Comment.model_version).where(*filters.conditions)
    found = {status: number for status, number in db.session.execute(query.group_by(Comment.status))}
    return {status: found.get(status, 0) for status in CommentStatus} | {ALL: sum(found.values())}
