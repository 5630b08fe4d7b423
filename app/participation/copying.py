"""The people of an assessment in one that goes on from it. No answer, no code and no finished mark goes with them."""

from collections.abc import Mapping

from sqlalchemy import select

from app.assessment.tables import Assessment
from app.database import db
from app.participation.tables import Part, Participant

_DETAILS = ("user_id", "name", "email", "group", "directorate", "role")


def copy_people(former: Assessment, copy: Assessment, slugs: Mapping[str, str]) -> None:
    """Without their links. Who withdrew is left out, and so is who has been made anonymous.

    In one done together everybody sees every answer and a participant may change it: out of one done separately,
    people come into it to view, and only with an account.
    """
    is_to_view = former.is_separate and not copy.is_separate
    for person in _people_of(former):
        if person.user_id is None and (is_to_view or not person.name):
            continue
        values = {name: getattr(person, name) for name in _DETAILS}
        if is_to_view:
            values["role"] = Part.VIEWER
        db.session.add(Participant(assessment_id=copy.id, themes=themes_now(person.themes, slugs), **values))


def take_people_along(former: Assessment, copy: Assessment, slugs: Mapping[str, str]) -> None:
    """The rows themselves, so that links which have been handed out go on working."""
    for person in db.session.scalars(select(Participant).where(Participant.assessment_id == former.id)):
        person.assessment_id, person.themes = copy.id, themes_now(person.themes, slugs)


def _people_of(assessment: Assessment) -> list[Participant]:
    query = select(Participant).where(Participant.assessment_id == assessment.id, Participant.withdrawn_at.is_(None))
    return list(db.session.scalars(query.order_by(Participant.id)))


def themes_now(themes: str, slugs: Mapping[str, str]) -> str:
    """Those assigned, as they are called now. Whoever was assigned only what is gone is asked all."""
    return " ".join(slugs[slug] for slug in themes.split() if slug in slugs)
