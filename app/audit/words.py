"""The record in words: who did what, as the administrator may know it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.audit.record import DEEDS, OF_PARTICIPANTS
from app.words import date_in_words

A_PARTICIPANT = "A participant"
SOMEBODY = "Somebody"
THE_SYSTEM = "Bearings, by itself"
WHO_RUNS_IT = "Whoever runs Bearings, by a command"

KINDS = {
    "assessment": ("Assessments and their stages", ("assessment.", "lead.", "stage.", "window.")),
    "people": ("People", ("people.", "person.")),
    "links": ("Private links", ("link.",)),
    "responses": ("Private answers", ("responses.", "workbook.")),
    "position": ("Comparing and agreeing", ("comparison.", "position.", "review.")),
    "sign-off": ("Sign-off and corrections", ("signed-off", "correction.")),
    "plan": ("Priorities and the plan", ("focus.", "action.", "reviews.")),
    "running": ("Bearings itself", ("settings.", "notice.", "account.")),
}
"""Of deeds: what they are called, and how their keys begin."""

BY_COMMAND = frozenset({"person.exported", "account.exported", "account.erased"})
NEEDS_SOMEBODY = ("of", "for", "about", "Added")
"""A deed whose words end so is told of somebody, also when they are gone."""
WITH_A_COUNT = frozenset({"workbook.read"})
"""Told of somebody, and with how many answers."""


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    who: str
    what: str
    assessment: str

    @property
    def day(self) -> str:
        return date_in_words(self.at.astimezone().date())

    @property
    def clock(self) -> str:
        return f"{self.at.astimezone():%H:%M}"


def who_did(what: str, user: str | None) -> str:
    """The name of an account; never which participant opened a link, answered or withdrew."""
    if what == "link.refused":
        return SOMEBODY
    if what in OF_PARTICIPANTS:
        return A_PARTICIPANT
    if user is not None:
        return user
    return WHO_RUNS_IT if what in BY_COMMAND else THE_SYSTEM


def what_was_done(what: str, subject: str, about: str | None) -> str:
    words = DEEDS.get(what, what)
    if what in OF_PARTICIPANTS:
        about, subject = None, ""
    if about is None and (what in WITH_A_COUNT or not subject) and words.endswith(NEEDS_SOMEBODY):
        about = "a participant"
    told = ": ".join(part for part in (about, subject) if part)
    return f"{words} {told}".strip()


def keys_of(kind: str) -> list[str]:
    return [key for key in DEEDS if key.startswith(KINDS[kind][1])]


def kind_names() -> Mapping[str, str]:
    return {kind: name for kind, (name, _) in KINDS.items()}
