"""What groups, roles and the way that somebody has come are called."""

from app.participation.reading import Status
from app.participation.tables import Group, Part

GROUPS = {
    Group.MEMBER: ("Member", "Members"),
    Group.OFFICER: ("Officer", "Officers"),
    Group.PARTNER: ("Partner", "Partners"),
}
"""One of them, and all."""

ROLES = {
    Part.PARTICIPANT: ("Participant", "Answers in private."),
    Part.REVIEWER: ("Reviewer", "Sees how the groups compare and reviews the position. Needs an account."),
    Part.VIEWER: ("Viewer", "Sees the agreed position and the results. Needs an account."),
}

STATUSES = {
    Status.NO_LINK: ("No link yet", "grey"),
    Status.NOT_OPENED: ("Not opened", "grey"),
    Status.OPENED: ("Opened", "yellow"),
    Status.STARTED: ("Started", "light-blue"),
    Status.FINISHED: ("Finished", "green"),
    Status.WITHDRAWN: ("Withdrawn", "red"),
}
"""And the colour of the tag."""
