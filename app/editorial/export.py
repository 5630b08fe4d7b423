"""The comments as a table for a spreadsheet. It names nobody."""

import csv
from collections.abc import Iterable
from io import StringIO

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
# A spreadsheet takes a cell that begins so for a formula, and runs it.
BEGINNINGS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
# By it Excel knows the text for UTF-8.
BYTE_ORDER_MARK = "\ufeff"


def as_csv(comments: Iterable[Shown]) -> str:
    table = StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    writer.writerows([[_defused(cell) for cell in _row(shown)] for shown in comments])
    return BYTE_ORDER_MARK + table.getvalue()


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


def _defused(cell: str) -> str:
    return f"'{cell}" if cell.startswith(BEGINNINGS_OF_FORMULAS) else cell
