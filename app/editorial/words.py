"""What the kinds and states of a comment are called, and the colours of their tags."""

from app.editorial.tables import CommentKind, CommentStatus

CHOICES = {
    CommentKind.UNCLEAR: "Something is unclear",
    CommentKind.MISSING: "Something is missing",
    CommentKind.WRONG: "Something is wrong",
    CommentKind.GOOD: "It is good",
}
KINDS = {
    CommentKind.UNCLEAR: ("Unclear", "govuk-tag--yellow"),
    CommentKind.MISSING: ("Missing", "govuk-tag--blue"),
    CommentKind.WRONG: ("Wrong", "govuk-tag--orange"),
    CommentKind.GOOD: ("Good", "govuk-tag--green"),
}
STATUSES = {
    CommentStatus.OPEN: "Open",
    CommentStatus.ACCEPTED: "Accepted",
    CommentStatus.DECLINED: "Declined",
}
