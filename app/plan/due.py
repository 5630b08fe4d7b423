"""What is overdue or due soon, over all the plans that a person may see."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from sqlalchemy import select

from app.accounts.tables import User
from app.assessment.access import find_standings
from app.assessment.roles import May
from app.assessment.tables import Assessment
from app.database import db
from app.plan.tables import Action
from app.plan.words import FINISHED, due_in_words, is_overdue

SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class Due:
    action: Action
    assessment: Assessment
    characteristic: str
    """Its title."""
    is_mine: bool
    """The lead officer has the person’s name."""
    is_overdue: bool

    @property
    def address(self) -> str:
        return url_for("plan.action", assessment_id=self.assessment.id, action_id=self.action.id)

    @property
    def when(self) -> str:
        """“Overdue since 1 May 2028”"""
        return due_in_words(self.action)


def due_for(user: User, today: date | None = None) -> list[Due]:
    """For the person of this request: their own first, and in that what was due first.

    An action that has been carried into a reassessment whose plan they see is counted there alone; archived
    assessments are passed over.
    """
    today = today or date.today()
    seen = {it.assessment.id: it.assessment for it in find_standings() if it.may(May.SEE_PLAN)}
    plans = {number: it for number, it in seen.items() if not it.archived_at}
    found = [_due(action, plans[action.assessment_id], user, today) for action in _unfinished(plans, today)]
    return sorted(found, key=lambda due: (not due.is_mine, due.action.due_on or today, due.action.id))


def due_soon(user: User, most: int = 5, today: date | None = None) -> tuple[list[Due], int]:
    """The first few of them, and how many more there are."""
    found = due_for(user, today)
    return found[:most], max(len(found) - most, 0)


def _unfinished(plans: dict[int, Assessment], today: date) -> list[Action]:
    carried_on = select(Action.carried_from_id).where(
        Action.assessment_id.in_(plans), Action.carried_from_id.is_not(None)
    )
    query = select(Action).where(
        Action.assessment_id.in_(plans),
        Action.due_on <= today + timedelta(days=SOON_DAYS),
        Action.status.not_in(FINISHED),
        Action.id.not_in(carried_on),
    )
    return list(db.session.scalars(query)) if plans else []


def _due(action: Action, assessment: Assessment, user: User, today: date) -> Due:
    one = assessment.model.by_code.get(action.code)
    is_mine = same_name(action.lead_officer, user.name)
    return Due(action, assessment, one.title if one else action.code, is_mine, is_overdue(action, today))


def same_name(one: str, other: str) -> bool:
    return bool(one) and " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
