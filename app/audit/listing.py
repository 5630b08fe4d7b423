"""Read the record, the newest first."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from app.accounts.tables import User
from app.assessment.tables import Assessment
from app.audit.filters import DELETED, KIND_NAMES, PARTICIPANTS, Filters
from app.audit.record import OF_PARTICIPANTS
from app.audit.tables import Event
from app.audit.words import Line, what_was_done, who_did
from app.database import db
from app.participation.tables import Participant

PER_PAGE = 50


def known() -> dict[str, dict[str, str]]:
    """What can be filtered by: values and their words."""
    return {"assessment": _assessments(), "person": _people(), "kind": dict(KIND_NAMES)}


def _assessments() -> dict[str, str]:
    there = select(Assessment.id, Assessment.title).where(Assessment.id.in_(select(Event.assessment_id)))
    gone = select(Event.assessment_title).where(Event.assessment_id.is_(None), Event.assessment_title != "").distinct()
    found = {str(number): title for number, title in db.session.execute(there.order_by(Assessment.id.desc()))}
    titles = db.session.scalars(gone.order_by(Event.assessment_title))
    return found | {f"{DELETED}{title}": f"{title} (deleted)" for title in titles}


def _people() -> dict[str, str]:
    did = select(Event.user_id).where(Event.what.not_in(OF_PARTICIPANTS))
    query = select(User.id, User.name).where(User.id.in_(did)).order_by(func.lower(User.name))
    return {str(number): name for number, name in db.session.execute(query)} | {PARTICIPANTS: "Participants"}


def count(filters: Filters) -> int:
    return db.session.scalars(select(func.count(Event.id)).where(*filters.conditions)).one()


def one_page(filters: Filters) -> list[Line]:
    offset = (filters.page - 1) * PER_PAGE
    return list(_read(_query(filters).limit(PER_PAGE).offset(offset)))


def every_line(filters: Filters) -> Iterator[Line]:
    return _read(_query(filters))


def _query(filters: Filters) -> Select[*tuple[Any, ...]]:
    account = aliased(User)
    about = func.coalesce(account.name, Participant.name)
    columns = (Event.at, Event.what, Event.subject, Event.assessment_title, Assessment.title)
    return (
        select(*columns, User.name.label("user"), about.label("about"))
        .outerjoin(User, User.id == Event.user_id)
        .outerjoin(Participant, Participant.id == Event.about_id)
        .outerjoin(account, account.id == Participant.user_id)
        .outerjoin(Assessment, Assessment.id == Event.assessment_id)
        .where(*filters.conditions)
        .order_by(Event.id.desc())
    )


def _read(query: Select[*tuple[Any, ...]]) -> Iterator[Line]:
    for row in db.session.execute(query):
        what = what_was_done(row.what, row.subject, row.about)
        yield Line(row.at, who_did(row.what, row.user), what, row.title or row.assessment_title)
