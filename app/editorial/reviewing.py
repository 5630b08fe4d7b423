"""What the editors decide about a comment."""

from app.database import utc_now
from app.editorial.tables import Comment, CommentStatus


def stamp(comment: Comment) -> str:
    """Of the decision as it stands: an editor's form carries the one that was read."""
    return comment.reviewed_at.isoformat() if comment.reviewed_at else ""


def decide(comment: Comment, decision: CommentStatus, reason: str, seen: str, editor_id: int) -> bool:
    """Note the decision, inside `writing`. False where somebody has decided otherwise since the form was drawn."""
    if _is_so_already(comment, decision, reason, editor_id):
        return True
    if stamp(comment) != seen:
        return False
    comment.status = decision
    if decision is CommentStatus.OPEN:
        comment.reviewed_by_id, comment.reviewed_at = None, None
    else:
        comment.reason, comment.reviewed_by_id, comment.reviewed_at = reason, editor_id, utc_now()
    return True


def _is_so_already(comment: Comment, decision: CommentStatus, reason: str, editor_id: int) -> bool:
    """The same form was sent twice."""
    if decision is CommentStatus.OPEN:
        return comment.status is CommentStatus.OPEN
    return (comment.status, comment.reason, comment.reviewed_by_id) == (decision, reason, editor_id)
