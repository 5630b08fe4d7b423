"""How far the round has come: how many are invited, and how many of them have opened, started and finished. Counts of
taking part, and never of what was answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import and_, func, not_, select

from app.assessment.tables import Assessment
from app.database import db
from app.participation import privacy
from app.participation.reading import HAS_OPENED, HAS_STARTED, IS_FINISHED, IS_WITHDRAWN
from app.participation.tables import Group, Part, Participant

MINUTES = "20 to 30 minutes"


@dataclass(frozen=True, slots=True)
class Counts:
    """Of some participants. Whoever has finished has also started and opened; whoever withdrew is in none of these."""

    invited: int = 0
    opened: int = 0
    started: int = 0
    finished: int = 0
    withdrawn: int = 0

    def __add__(self, other: Self) -> "Counts":
        pairs = ((getattr(self, name), getattr(other, name)) for name in self.__slots__)
        return Counts(*(one + more for one, more in pairs))

    @property
    def outstanding(self) -> int:
        """Who can still finish."""
        return self.invited - self.finished - self.withdrawn


@dataclass(frozen=True, slots=True)
class Progress:
    groups: dict[Group, Counts]
    directorates: dict[str, Counts]
    """By name, the one without a name last; as they are written, but for capitals."""

    @property
    def everybody(self) -> Counts:
        return _sum(self.groups.values())


def progress_of(assessment: Assessment) -> Progress:
    columns = (Participant.group, Participant.directorate)
    is_in = not_(IS_WITHDRAWN)
    states = (and_(is_in, HAS_OPENED), and_(is_in, HAS_STARTED), and_(is_in, IS_FINISHED), IS_WITHDRAWN)
    query = select(*columns, func.count(), *(func.count().filter(state) for state in states))
    query = query.where(Participant.assessment_id == assessment.id, Participant.role == Part.PARTICIPANT)
    query = query.where(Participant.group.is_not(None))
    groups: dict[Group, Counts] = {}
    directorates: dict[str, tuple[str, Counts]] = {}
    found: list[Any] = list(db.session.execute(query.group_by(*columns)))
    for group, directorate, *numbers in found:
        counts = Counts(*numbers)
        groups[group] = groups.get(group, Counts()) + counts
        shown, before = directorates.get(directorate.casefold(), (directorate, Counts()))
        directorates[directorate.casefold()] = shown, before + counts
    in_order = sorted(directorates, key=lambda key: (not key, key))
    return Progress(
        {group: groups[group] for group in Group if group in groups},
        {directorates[key][0]: directorates[key][1] for key in in_order},
    )


def _sum(counts: Iterable[Counts]) -> Counts:
    return sum(counts, start=Counts())


def reminder(assessment: Assessment, council: str, lead: str) -> str:
    """Plain text to paste into an e-mail. It holds no link: each person has their own."""
    until = privacy.until_when(assessment, lead)
    return "\n\n".join(
        (
            f"Subject: Your views for “{assessment.title}”",
            "Hello,",
            f"{council} is taking an honest look at itself. You are one of the members, officers and partners who are "
            f"asked for their own view, and we do not have all of your answers yet. You can answer {until}.",
            f"It takes {MINUTES}, on a computer or a phone, and in several sittings if you like: what you answer is "
            "saved as you go. “Don’t know” is an answer too.",
            f"Who sees what: {privacy.in_two_sentences(assessment)}",
            "Use the private link that you were given, or sign in if you have an account. If you have lost your link, "
            "ask me for a new one. If you have finished already, thank you: there is nothing more to do.",
            f"{lead}",
        )
    )
