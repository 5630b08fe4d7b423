"""The due dates of a plan as a calendar file (RFC 5545) that Outlook, Google and Apple calendars read.

Whole days, as events: Outlook passes over to-dos. An event keeps its UID, so that the file read again moves it.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from app.assessment.tables import Assessment
from app.plan.tables import Action
from app.plan.words import STATUSES

FOLD = 75
"""Bytes in a line, at most."""


def calendar_of(assessment: Assessment, actions: Iterable[Action], address: str) -> bytes:
    """`address`: of the plan. Actions without a due date have no place in it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Bearings//Plan//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape(assessment.title)}",
        *(line for one in actions if one.due_on for line in _event(assessment, one, one.due_on, address)),
        "END:VCALENDAR",
    ]
    return "".join(f"{fold(line)}\r\n" for line in lines).encode()


def _event(assessment: Assessment, action: Action, due: date, address: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uid_of(action)}"
    yield f"DTSTAMP:{_moment(action.changed_at)}"
    yield f"LAST-MODIFIED:{_moment(action.changed_at)}"
    yield f"SEQUENCE:{action.row_version - 1}"
    yield f"DTSTART;VALUE=DATE:{due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escape('Due: ' + _short(action.what))}"
    yield f"DESCRIPTION:{escape(_description(assessment, action))}"
    yield f"URL:{address}/{action.id}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def uid_of(action: Action) -> str:
    """The same however it is changed; in a plan that moves to a newer model, an action is another one. The moment keeps
    the actions of two installations apart."""
    return f"action-{action.id}-{action.added_at:%Y%m%dT%H%M%S%f}@bearings"


def _short(text: str) -> str:
    first = text.strip().split("\n", 1)[0]
    return first if len(first) <= 120 else f"{first[:119].rstrip()}…"


def _description(assessment: Assessment, action: Action) -> str:
    one = assessment.model.by_code.get(action.code)
    parts = [
        action.what,
        f"For: {action.code} {one.title}" if one else f"For: {action.code}",
        f"Lead officer: {action.lead_officer}" if action.lead_officer else "",
        f"Success measure: {action.success_measure}" if action.success_measure else "",
        f"Status: {STATUSES[action.status]}",
        f"In: {assessment.title}",
    ]
    return "\n".join(part for part in parts if part)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escape(text: str) -> str:
    for character in ("\\", ";", ","):
        text = text.replace(character, f"\\{character}")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def fold(line: str) -> str:
    """Broken after at most so many bytes, and never inside a letter; each further line begins with a space."""
    parts, part, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > FOLD:
            parts.append(part)
            part, size = "", 1
        part, size = part + letter, size + width
    return "\r\n ".join([*parts, part])
