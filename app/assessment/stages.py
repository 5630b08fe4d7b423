"""Where an assessment stands, and where it may go from there: on, and back while nothing is lost by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.assessment.tables import Assessment, Stage, Way, stage_on
from app.database import db
from app.participation.tables import Part, Participant
from app.position.comparing import is_compared
from app.position.tables import SignOff

NAMES = {
    Stage.PREPARING: "Preparing",
    Stage.OPEN: "Open",
    Stage.CLOSED: "Closed",
    Stage.AGREED: "Agreed",
    Stage.SIGNED_OFF: "Signed off",
}
NO_PARTICIPANTS = "Add at least one participant first. Nobody could answer yet."
WITHOUT_GROUP = "Say first of every participant whether they answer as a member, an officer or a partner."
STAYS_CLOSED = (
    "The groups have been compared already, so the window stays closed: what was shown then could tell answers."
)


@dataclass(frozen=True, slots=True)
class Move:
    to: Stage
    button: str
    what: str
    """What becomes possible by it, and what ends."""
    obstacle: str = ""
    """Why not now, and what to do first."""

    @property
    def is_back(self) -> bool:
        return self.button.startswith("Back")


OPEN_IT = "Participants can answer from then on, until you close it or its last day is over."
CLOSE_IT = "Nobody can answer any more. Then the groups are compared, and you agree the position."
REOPEN_IT = "Participants can answer again. Nobody has seen a comparison yet, so nothing is given away."
AGREE_IT = "The position stays as it is, everybody in the assessment can see it, and the sponsor can sign it off."
AGREE_TOGETHER = "The answers stay as they are, and the sponsor can sign them off."
BACK_TO_AGREEING = "The position can be changed again, and is not to be signed off until you have moved it on."
BACK_TO_OPEN = "The answers can be changed again, and are not to be signed off until you have moved it on."


def steps_of(way: Way) -> Sequence[Stage]:
    return (Stage.OPEN, Stage.AGREED, Stage.SIGNED_OFF) if way is Way.TOGETHER else tuple(Stage)


def moves_of(assessment: Assessment) -> list[Move]:
    """The one on first. Signing off and correcting are apart, since they are more than a move."""
    if not assessment.is_separate:
        return _together(assessment.stage)
    match assessment.stage:
        case Stage.PREPARING:
            return [Move(Stage.OPEN, "Open it for answers", OPEN_IT, _why_not_open(assessment))]
        case Stage.OPEN:
            return [Move(Stage.CLOSED, "Close it for answers", CLOSE_IT)]
        case Stage.CLOSED:
            obstacle = STAYS_CLOSED if is_final(assessment) else ""
            back = Move(Stage.OPEN, "Back: open it again", REOPEN_IT, obstacle)
            return [Move(Stage.AGREED, "The position is agreed", AGREE_IT), back]
        case Stage.AGREED:
            return [Move(Stage.CLOSED, "Back to agreeing the position", BACK_TO_AGREEING)]
    return []


def _together(stage: Stage) -> list[Move]:
    if stage is Stage.OPEN:
        return [Move(Stage.AGREED, "The position is agreed", AGREE_TOGETHER)]
    return [Move(Stage.OPEN, "Back to answering", BACK_TO_OPEN)] if stage is Stage.AGREED else []


def _why_not_open(assessment: Assessment) -> str:
    without = func.count().filter(Participant.group.is_(None))
    query = select(func.count(), without).where(
        Participant.assessment_id == assessment.id,
        Participant.role == Part.PARTICIPANT,
        Participant.withdrawn_at.is_(None),
    )
    everybody, groupless = db.session.execute(query).one()
    return WITHOUT_GROUP if groupless else "" if everybody else NO_PARTICIPANTS


def is_final(assessment: Assessment) -> bool:
    """What people answered has been shown to others in some way, so nobody answers any more."""
    signed = select(SignOff.id).where(SignOff.assessment_id == assessment.id).limit(1)
    return is_compared(assessment) or db.session.scalar(signed) is not None


def move_on(assessment: Assessment, to: Stage) -> None:
    """Inside a writing transaction. A date that says otherwise is taken away: it is moved by hand now."""
    today = date.today()
    assessment.stage_set = to
    if to is Stage.OPEN and assessment.closes_on and assessment.closes_on < today:
        assessment.closes_on = None
    if to is Stage.OPEN and assessment.opens_on and assessment.opens_on > today:
        assessment.opens_on = today
    if to is Stage.CLOSED and assessment.closes_on and assessment.closes_on > today:
        assessment.closes_on = today


def set_window(assessment: Assessment, opens_on: date | None, closes_on: date | None) -> str:
    """Inside a writing transaction, while it is being prepared or open: why it is refused, or nothing."""
    first = opens_on if assessment.stage is Stage.PREPARING else assessment.opens_on
    if assessment.stage is Stage.PREPARING and (obstacle := why_not_on(assessment, opens_on, closes_on)):
        return obstacle
    assessment.opens_on, assessment.closes_on = first, closes_on
    return ""


def why_not_on(assessment: Assessment, opens_on: date | None, closes_on: date | None) -> str:
    """Of one in preparation: why it may not open by itself on this day. Without a group an answer would not count."""
    if opens_on is None:
        return ""
    obstacle = _why_not_open(assessment)
    opens_now = stage_on(assessment.stage_set, opens_on, closes_on) is Stage.OPEN
    return obstacle if opens_now or obstacle == WITHOUT_GROUP else ""
