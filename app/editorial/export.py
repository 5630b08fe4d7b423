"""The comments as a table for a spreadsheet. It names nobody."""

from collections.abc import Iterable

from app import spreadsheets
from app.editorial.listing import Shown
from app.editorial.tables import CommentStatus

COLUMNS = (
    "model",
    "version",
    "code",
    "characteristic",
    "kind",
    "comment",
    "made on",
    "status",
    "reason",
    "reviewed on",
)


def as_csv(comments: Iterable[Shown]) -> str:
    return spreadsheets.as_csv([COLUMNS, *map(_row, comments)])


def _row(shown: Shown) -> list[str]:
    comment = shown.comment
    is_open = comment.status is CommentStatus.OPEN
    return [
        shown.model.title,
        shown.model.version,
        comment.code,
        shown.title,
        comment.kind,
        comment.text,
        comment.made_on.isoformat(),
        comment.status,
        "" if is_open else comment.reason,
        comment.reviewed_on.isoformat() if comment.reviewed_on else "",
    ]
