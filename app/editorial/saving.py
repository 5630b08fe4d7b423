"""Storing a comment, and what its author sees of it again."""

from datetime import timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager

from app.database import db, utc_now
from app.editorial.subjects import Subject
from app.editorial.tables import Comment, CommentKind, CommentStatus
from app.maturity.tables import ModelVersion

MOST_ON_ONE = 5
"""Comments of one person on one characteristic in one version."""
MOST_A_DAY = 100

TOO_MANY_HERE = (
    f"You have made {MOST_ON_ONE} comments on this characteristic, which is the most it takes from one person. "
    "Copy this one if you want to keep it"
)
TOO_MANY_TODAY = (
    f"You have made {MOST_A_DAY} comments in the last 24 hours, which is the most it takes from one person. "
    "Copy this one and send it tomorrow"
)


def save_comment(subject: Subject, kind: CommentKind, text: str, author_id: int) -> str | None:
    """Store it, inside `writing`, or say why not. The same text sent twice is one comment, of the kind sent last."""
    here = _here(subject, author_id)
    same = db.session.scalar(select(Comment).where(*here, Comment.text == text))
    if same is not None:
        same.kind = kind if same.status is CommentStatus.OPEN else same.kind
        return None
    if _count(*here) >= MOST_ON_ONE:
        return TOO_MANY_HERE
    if _count(Comment.author_id == author_id, Comment.created_at > utc_now() - timedelta(days=1)) >= MOST_A_DAY:
        return TOO_MANY_TODAY
    code, version_id = subject.characteristic.code, subject.version.id
    db.session.add(Comment(model_version_id=version_id, code=code, kind=kind, text=text, author_id=author_id))
    return None


def _here(subject: Subject, author_id: int) -> list[ColumnElement[bool]]:
    return [
        Comment.author_id == author_id,
        Comment.model_version_id == subject.version.id,
        Comment.code == subject.characteristic.code,
    ]


def _count(*conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(Comment).where(*conditions)) or 0


def own_comments(subject: Subject, author_id: int) -> list[Comment]:
    """What the person has said of this characteristic, in whatever version, the newest first."""
    query = (
        select(Comment)
        .join(Comment.model_version)
        .where(ModelVersion.model_id == subject.version.model_id)
        .where(Comment.code == subject.characteristic.code, Comment.author_id == author_id)
        .options(contains_eager(Comment.model_version))
        .order_by(Comment.id.desc())
    )
    return list(db.session.scalars(query))
