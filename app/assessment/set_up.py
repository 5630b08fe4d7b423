"""How an assessment is done, as far as it may still be changed. What people were told before they answered stays."""

from collections.abc import Sequence

from sqlalchemy import exists, func, or_, select

from app.accounts.tables import Council, User
from app.assessment.answered import HOLDS_SOMETHING
from app.assessment.forms import SetUpForm
from app.assessment.stages import why_not_on
from app.assessment.tables import Assessment, Position, Privacy, Stage, Way
from app.database import db
from app.participation.tables import Part, Participant, Response
from app.position.comparing import is_compared

WAY_FIXED = "Somebody has answered already, so it goes on {}. Start another assessment to do it the other way"
WAY_TOO_LATE = "It is {} already, so it stays that way. Start another assessment to do it the other way"
NOT_NAMED = "Somebody has begun to answer, and was told that answers are shown by group. This cannot be loosened now"
NOT_SMALLER = "Smallest group cannot be made smaller now: somebody has begun to answer, and was told {}"
COMPARED = "The groups have been compared already, so this cannot change any more"


class FixedError(Exception):
    """What may not be changed any more: the field, and why."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def begin(assessment: Assessment, form: SetUpForm, owner: Council) -> None:
    """A new one, on the council's terms of today."""
    assessment.sponsor_id = form.sponsor.data or None
    assessment.smallest_group, assessment.privacy = owner.smallest_group, Privacy.GROUPED
    assessment.retention, assessment.retention_days = owner.retention, owner.retention_days
    _take_way(assessment, Way(form.way.data))
    if assessment.is_separate:
        _take_privacy(assessment, form)
        assessment.opens_on, assessment.closes_on = form.opens_on.data, form.closes_on.data


def change(assessment: Assessment, form: SetUpForm) -> None:
    """Inside a writing transaction, of an assessment read in it. Raises FixedError."""
    assessment.sponsor_id = form.sponsor.data or None
    way = Way(form.way.data)
    if way is not assessment.way:
        _refuse_other_way(assessment)
        _take_way(assessment, way)
    if assessment.is_separate:
        _refuse_looser(assessment, form)
        _take_privacy(assessment, form)
    if assessment.is_separate and assessment.stage is Stage.PREPARING:
        if obstacle := why_not_on(assessment, form.opens_on.data, form.closes_on.data):
            raise FixedError("opens_on", obstacle.removesuffix("."))
        assessment.opens_on, assessment.closes_on = form.opens_on.data, form.closes_on.data


def _take_way(assessment: Assessment, way: Way) -> None:
    assessment.way, assessment.opens_on, assessment.closes_on = way, None, None
    assessment.stage_set = Stage.PREPARING if way is Way.SEPARATELY else Stage.OPEN


def _take_privacy(assessment: Assessment, form: SetUpForm) -> None:
    assessment.privacy, assessment.smallest_group = Privacy(form.privacy.data), form.smallest_group.number


def _refuse_other_way(assessment: Assessment) -> None:
    if has_answers(assessment):
        raise FixedError("way", WAY_FIXED.format(assessment.way.value))
    if assessment.stage.number > Stage.OPEN.number:
        raise FixedError("way", WAY_TOO_LATE.format(assessment.stage.value))


def _refuse_looser(assessment: Assessment, form: SetUpForm) -> None:
    privacy, smallest = Privacy(form.privacy.data), form.smallest_group.number
    if is_compared(assessment):
        if privacy is not assessment.privacy:
            raise FixedError("privacy", COMPARED)
        if smallest != assessment.smallest_group:
            raise FixedError("smallest_group", COMPARED)
    elif has_begun(assessment):
        if privacy is Privacy.NAMED and not assessment.is_named:
            raise FixedError("privacy", NOT_NAMED)
        if smallest < assessment.smallest_group:
            raise FixedError("smallest_group", NOT_SMALLER.format(assessment.smallest_group))


def has_begun(assessment: Assessment) -> bool:
    """Somebody has read who will see what, or has answered."""
    answered = exists().where(Response.participant_id == Participant.id)
    query = select(Participant.id).where(Participant.assessment_id == assessment.id)
    return _finds(query.where(or_(Participant.told_at.is_not(None), answered)).limit(1))


def has_answers(assessment: Assessment) -> bool:
    """Of whatever kind. What was carried over from another assessment counts once it is confirmed."""
    query = select(Position.code).where(Position.assessment_id == assessment.id, Position.is_confirmed, HOLDS_SOMETHING)
    return has_begun(assessment) or _finds(query.limit(1))


def _finds(query: object) -> bool:
    return db.session.scalar(query) is not None  # type: ignore[call-overload]


def people_to_ask(*also: int | None) -> Sequence[User]:
    """Those with an account that is active, and these."""
    query = select(User).where(or_(User.is_active, User.id.in_([number for number in also if number])))
    return db.session.scalars(query.order_by(func.lower(User.name))).all()


def hand_over(assessment: Assessment, new_lead_id: int) -> None:
    """Inside a writing transaction. The former lead may look on, where they have no other part in it."""
    former_id, assessment.lead_id = assessment.lead_id, new_lead_id
    query = select(Participant.id).where(Participant.assessment_id == assessment.id, Participant.user_id == former_id)
    if assessment.sponsor_id != former_id and not _finds(query):
        former = db.session.get_one(User, former_id)
        db.session.add(
            Participant(
                assessment_id=assessment.id, user_id=former_id, name=former.name, email=former.email, role=Part.VIEWER
            )
        )
