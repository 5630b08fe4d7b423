"""What is overdue or due soon, over all the plans that a person may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from sqlalchemy import select

from app.accounts.sessions import SignedIn
from app.assessment.access import Standing
from app.assessment.roles import May
from app.assessment.tables import Assessment
from app.database import db
from app.plan.carrying import going_on_in
from app.plan.tables import Action
from app.plan.words import FINISHED, is_overdue

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


def due_for(user: SignedIn, standings: Iterable[Standing], today: date) -> list[Due]:
    """For the person, who stands so in their assessments: their own first, and in that what was due first.

    An action that has been carried into a reassessment whose plan they see is counted there alone; archived
    assessments are passed over.
    """
    seen = {it.assessment.id: it.assessment for it in standings if it.may(May.SEE_PLAN)}
    plans = {number: it for number, it in seen.items() if not it.archived_at}
    found = [_due(action, plans[action.assessment_id], user, today) for action in _unfinished(plans, today)]
    return sorted(found, key=lambda due: (not due.is_mine, due.action.due_on or today, due.action.id))


def _unfinished(plans: dict[int, Assessment], today: date) -> list[Action]:
    query = select(Action).where(
        Action.assessment_id.in_(plans),
        Action.due_on <= today + timedelta(days=SOON_DAYS),
        Action.status.not_in(FINISHED),
        Action.id.not_in(going_on_in(plans)),
    )
    return list(db.session.scalars(query)) if plans else []


def _due(action: Action, assessment: Assessment, user: SignedIn, today: date) -> Due:
    one = assessment.model.by_code.get(action.code)
    is_mine = same_name(action.lead_officer, user.name)
    return Due(action, assessment, one.title if one else action.code, is_mine, is_overdue(action, today))


def same_name(one: str, other: str) -> bool:
    return bool(one) and " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
