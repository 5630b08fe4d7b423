"""The focus and the plan in words. A status is a word in a tag: its colour is never the only sign."""

from collections.abc import Mapping
from datetime import date

from app.plan.tables import Action, Choice, Progress
from app.words import date_in_words

STATUSES: Mapping[Progress, str] = {
    Progress.NOT_STARTED: "Not started",
    Progress.ON_TRACK: "On track",
    Progress.AT_RISK: "At risk",
    Progress.DELAYED: "Delayed",
    Progress.COMPLETE: "Complete",
    Progress.STOPPED: "Stopped",
}
TAGS: Mapping[Progress, str] = {
    Progress.NOT_STARTED: "govuk-tag--grey",
    Progress.ON_TRACK: "govuk-tag--blue",
    Progress.AT_RISK: "govuk-tag--yellow",
    Progress.DELAYED: "govuk-tag--orange",
    Progress.COMPLETE: "govuk-tag--green",
    Progress.STOPPED: "govuk-tag--purple",
}
CHOICES: Mapping[Choice, str] = {Choice.HOLD: "Hold", Choice.IMPROVE: "Improve"}
DEGREES: Mapping[int, str] = {1: "Low", 2: "Medium", 3: "High"}
"""Of impact and of effort."""
FINISHED = frozenset({Progress.COMPLETE, Progress.STOPPED})


def is_overdue(action: Action, today: date | None = None) -> bool:
    return action.status not in FINISHED and action.due_on is not None and action.due_on < (today or date.today())


def due_in_words(action: Action, today: date | None = None) -> str:
    """“Due 1 May 2028”, and since when it is not in time."""
    if action.due_on is None:
        return "No due date yet"
    day = date_in_words(action.due_on)
    if action.status in FINISHED:
        return f"Was due {day}"
    return f"Overdue since {day}" if is_overdue(action, today) else f"Due {day}"


def tag_of(status: Progress) -> dict[str, str]:
    """For the Design System’s macro."""
    return {"text": STATUSES[status], "classes": TAGS[status]}
