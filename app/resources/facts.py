"""What is known of an entry itself, in words: when it was looked at, and whether its link worked."""

from datetime import date

from app.accounts.forms import COUNCIL_TYPES
from app.accounts.tables import CouncilType
from app.resources.tables import LinkState, Resource, Status
from app.resources.words import ACCESS, EFFORT, KINDS, LINK_STATES, STATUSES
from app.words import date_in_words


def facts_of(resource: Resource, today: date) -> list[tuple[str, str]]:
    """Names and values in the order of the page."""
    year = [("Year", str(resource.year))] if resource.year else []
    status = [("Status", STATUSES[resource.status])] if resource.status is not Status.CURRENT else []
    return [
        ("Publisher", resource.publisher),
        ("Kind", KINDS[resource.kind]),
        *year,
        *status,
        ("Access", ACCESS[resource.access]),
        ("Effort", EFFORT[resource.effort]),
        ("For", council_types_in_words(resource)),
        ("Topics", "; ".join(topic.title for topic in resource.topics) or "None given"),
        ("This entry", check_in_words(resource, today)),
        ("The link", link_in_words(resource)),
    ]


def council_types_in_words(resource: Resource) -> str:
    types = [COUNCIL_TYPES[CouncilType(each)] for each in resource.council_types.split()]
    return "; ".join(types) or "All types of council"


def due_before(today: date) -> date:
    """An entry is to be looked at again where its month is before this day: the month itself is still in time."""
    return today.replace(day=1)


def check_in_words(resource: Resource, today: date) -> str:
    """How old the check of the entry is, and when the next is due."""
    loaded = date_in_words(resource.added_at.astimezone().date())
    checked = (
        f"Checked here on {date_in_words(resource.reviewed_on)}"
        if resource.reviewed_on
        else f"Added on {loaded}, and not checked here since"
    )
    due = f"{resource.review_by:%B %Y}"
    if resource.review_by < due_before(today):
        return f"{checked}; it should have been looked at again by {due}"
    return f"{checked}; to be looked at again by {due}"


def link_in_words(resource: Resource) -> str:
    words = LINK_STATES[resource.link_state]
    if resource.link_state is LinkState.UNCHECKED or resource.link_checked_at is None:
        return words
    return f"{words} on {date_in_words(resource.link_checked_at.astimezone().date())}"
