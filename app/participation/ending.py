"""What becomes of the private responses after the sign-off: made anonymous or deleted, by itself, as people were told.

Nothing is left that says whose an answer was: no name, group, directorate, note or time; and since a whole set of
answers could still be known by somebody who knows a few of them, each characteristic is dealt out afresh.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from random import SystemRandom
from typing import Any, cast

from sqlalchemy import Table, delete, func, insert, select, update

from app.accounts.tables import Retention, User
from app.assessment.tables import Assessment, Way
from app.audit.record import OF_PARTICIPANTS, record
from app.audit.tables import Event
from app.database import db, utc_now, writing
from app.documents.workbook_forms import drop_fillings
from app.participation.tables import Part, Participant, Response
from app.plan.due import same_name
from app.plan.tables import Action
from app.position.comparing import find_comparison
from app.position.tables import SignOff

DONE = {Retention.ANONYMISE: "made anonymous", Retention.DELETE: "deleted"}
KEPT = ("code", "kind", "current", "target", "evidence", "is_priority", "criteria")
"""Of an answer; the other columns say who gave it, when and how."""

_response = cast(Table, Response.__table__)
_by_chance = SystemRandom()


def find_due() -> list[int]:
    """The assessments whose responses are to be ended by now, by the moment of their first sign-off."""
    query = (
        select(Assessment.id, Assessment.retention_days, func.min(SignOff.signed_at))
        .join(SignOff, SignOff.assessment_id == Assessment.id)
        .where(
            Assessment.way == Way.SEPARATELY,
            Assessment.retention != Retention.KEEP,
            Assessment.responses_ended_at.is_(None),
        )
        .group_by(Assessment.id)
    )
    return [number for number, days, signed_at in db.session.execute(query) if _is_over(signed_at, days)]


def _is_over(signed_at: datetime, days: int) -> bool:
    return signed_at + timedelta(days=days) <= utc_now()


def end_due() -> list[str]:
    """A line for each assessment whose responses are ended now. `scrub` the files after it."""
    return [line for number in find_due() if (line := _end_one(number))]


def _end_one(assessment_id: int) -> str:
    """Empty where another process was quicker."""
    find_comparison(db.session.get_one(Assessment, assessment_id))  # where nobody has asked for it yet
    with writing():
        is_due = assessment_id in find_due()
        line = _end(db.session.get_one(Assessment, assessment_id)) if is_due else ""
    drop_fillings(assessment_id)
    return line


def _end(assessment: Assessment) -> str:
    answers = _answers_of(assessment.id) if assessment.retention is Retention.ANONYMISE else []
    forget_deeds(assessment.id)
    mine = Participant.assessment_id == assessment.id
    staying = _lead_officers(assessment.id)
    db.session.execute(delete(Participant).where(mine, Participant.role == Part.PARTICIPANT))
    db.session.add_all(Participant(assessment_id=assessment.id, user_id=it, role=Part.VIEWER) for it in staying)
    db.session.execute(delete(Response).where(Response.participant_id.in_(select(Participant.id).where(mine))))
    _clear_those_who_stay(assessment.id)
    _put_back(assessment, answers)
    assessment.responses_ended_at = utc_now()
    done = DONE[assessment.retention]
    record("responses.ended", assessment, done)
    return f"The private answers in “{assessment.title}” are {done}."


def _lead_officers(assessment_id: int) -> list[int]:
    """Accounts that answered and go on as viewers, since the plan names them: that tells no more than the plan does."""
    query = select(User.id, User.name).join(Participant, Participant.user_id == User.id)
    answered = (Participant.role == Part.PARTICIPANT, Participant.withdrawn_at.is_(None))
    accounts = db.session.execute(query.where(Participant.assessment_id == assessment_id, *answered)).all()
    named = db.session.scalars(select(Action.lead_officer).where(Action.assessment_id == assessment_id)).all()
    return [number for number, name in accounts if any(same_name(one, name) for one in named)]


def forget_deeds(assessment_id: int, user_id: int | None = None) -> None:
    """The record keeps that a participant did it, and no longer which account it was."""
    theirs = (Event.assessment_id == assessment_id, Event.what.in_(OF_PARTICIPANTS))
    person = (Event.user_id == user_id,) if user_id is not None else ()
    db.session.execute(update(Event).where(*theirs, *person).values(user_id=None))


def _answers_of(assessment_id: int) -> list[dict[str, Any]]:
    """What was answered, with the number of the participant it came from, and in no order."""
    query = (
        select(_response.c.participant_id, *(_response.c[name] for name in KEPT))
        .join(Participant, Participant.id == _response.c.participant_id)
        .where(
            Participant.assessment_id == assessment_id,
            Participant.role == Part.PARTICIPANT,
            Participant.withdrawn_at.is_(None),
            _response.c.kind.is_not(None),
            _response.c.is_confirmed,
        )
    )
    answers = [dict(row) for row in db.session.execute(query).mappings()]
    _by_chance.shuffle(answers)
    return answers


def _clear_those_who_stay(assessment_id: int) -> None:
    """Reviewers and viewers, who have no answers here and still read the result."""
    values = {"group": None, "directorate": "", "email": "", "added_at": None, "told_at": None, "finished_at": None}
    db.session.execute(update(Participant).where(Participant.assessment_id == assessment_id).values(values))


def _put_back(assessment: Assessment, answers: list[dict[str, Any]]) -> None:
    """Under new participants who are nobody. Each characteristic is dealt out by itself."""
    if not answers:
        return
    nobodies = _add_nobodies(assessment.id, len({answer.pop("participant_id") for answer in answers}))
    moment = datetime.combine(assessment.as_at, time(), UTC)
    blank = {"reason": "", "note": "", "late_note": "", "form_id": "", "is_note_shared": False, "saved_at": moment}
    rows = [answer | blank | {"participant_id": number} for number, answer in _dealt(answers, nobodies)]
    db.session.execute(insert(Response), sorted(rows, key=lambda row: (row["participant_id"], row["code"])))


def _add_nobodies(assessment_id: int, count: int) -> list[int]:
    nobody = {"assessment_id": assessment_id, "role": Part.PARTICIPANT, "added_at": None}
    adding = insert(Participant).values(nobody).returning(Participant.id)
    return [db.session.scalars(adding).one() for _ in range(count)]


def _dealt(answers: list[dict[str, Any]], nobodies: list[int]) -> Iterable[tuple[int, dict[str, Any]]]:
    by_code: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for answer in answers:
        by_code[answer["code"]].append(answer)
    for same in by_code.values():
        yield from zip(_by_chance.sample(nobodies, len(same)), same, strict=True)
