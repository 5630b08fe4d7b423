"""What is next for the person of this request, over all their assessments: the most urgent first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from flask import g, url_for
from sqlalchemy import select

from app.accounts.tables import User
from app.assessment.access import Standing, find_standings
from app.assessment.next_facts import facts_of
from app.assessment.next_steps import Step, next_steps
from app.assessment.tables import Assessment
from app.database import db
from app.plan.due import Due, due_for
from app.words import count_in_words, date_in_words

LONGEST = 120


class Line(NamedTuple):
    """One link on the home page."""

    step: Step
    assessment: Assessment

    def when(self, today: date) -> str:
        """“By 1 May 2028”"""
        if self.step.by is None:
            return ""
        was = "Was due" if self.step.by < today else "By"
        return f"{was} {date_in_words(self.step.by)}"


def waiting_for_me(today: date) -> list[Line]:
    standings = list(find_standings())
    lines = [*_of_steps(standings), *_of_actions(standings, today)]
    return sorted(lines, key=lambda line: _urgency(line.step, today))


def _urgency(step: Step, today: date) -> date:
    """What others wait for is due today, and what has no day comes last."""
    return step.by or (today if step.is_waited_for else date.max)


def _of_steps(standings: list[Standing]) -> Iterator[Line]:
    facts, sponsors = facts_of(standings), _sponsors(standings)
    for standing in standings:
        for step in next_steps(standing, sponsors, facts[standing.assessment.id]):
            if step.waits:
                yield Line(step, standing.assessment)


def _sponsors(standings: Iterable[Standing]) -> dict[int, User]:
    wanted = {one.assessment.sponsor_id for one in standings if one.assessment.sponsor_id}
    return {user.id: user for user in db.session.scalars(select(User).where(User.id.in_(wanted)))} if wanted else {}


def _of_actions(standings: list[Standing], today: date) -> Iterator[Line]:
    """One’s own each; those of others in one line for the lead of their plan."""
    led = {one.assessment.id for one in standings if one.is_lead}
    of_others: defaultdict[int, list[Due]] = defaultdict(list)
    for due in due_for(g.user, standings, today):
        if due.is_mine:
            yield Line(_action(due), due.assessment)
        elif due.assessment.id in led:
            of_others[due.assessment.id].append(due)
    for number, found in of_others.items():
        text = f"See how {count_in_words(len(found), 'action')} of the plan {'is' if len(found) == 1 else 'are'} going"
        first = min(due.action.due_on or today for due in found)
        address = url_for("plan.plan", assessment_id=number)
        yield Line(Step(text, address, waits=True, detail=_how_many_overdue(found), by=first), found[0].assessment)


def _action(due: Due) -> Step:
    detail = f"An action of yours for “{due.characteristic}”"
    return Step(_cut(due.action.what), due.address, waits=True, detail=detail, by=due.action.due_on)


def _how_many_overdue(found: list[Due]) -> str:
    overdue = sum(due.is_overdue for due in found)
    return f"{overdue} overdue" if overdue and len(found) > 1 else ""


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"
