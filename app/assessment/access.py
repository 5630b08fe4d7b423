"""Who is asking, and what they may do. What is not yours does not exist: 404; what is not for you: 403, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from flask import abort, g
from sqlalchemy import Table, and_, bindparam, or_, select

from app.assessment.roles import RULES, May, Who, is_allowed, when_allowed
from app.assessment.tables import Assessment, Stage, stage_on
from app.database import db
from app.maturity.definitions import Theme
from app.participation.tables import Participant
from app.words import joined

ARCHIVED = "This assessment is archived, so it can be read and not changed. Its lead can restore it."
MOVED = "This assessment was moved to a newer version of its model. Go on in “{}”, which is under Assessments."
NOT_YOURS = "You can see this assessment, but this is for others. Ask its lead."
STAGE_WORDS = {
    Stage.PREPARING: "being prepared",
    Stage.OPEN: "open for answers",
    Stage.CLOSED: "closed for answers",
    Stage.AGREED: "agreed",
    Stage.SIGNED_OFF: "signed off",
}

_person = (Participant.assessment_id == Assessment.id) & Participant.withdrawn_at.is_(None)
_of_a_person = (
    Participant.id.label("participant_id"),
    Participant.role,
    Participant.themes,
    Participant.told_at,
    Participant.finished_at,
)
_mine = (
    select(Assessment, *_of_a_person)
    .outerjoin(Participant, _person & (Participant.user_id == bindparam("user_id")))
    .where(
        or_(
            Assessment.lead_id == bindparam("user_id"),
            Assessment.sponsor_id == bindparam("user_id"),
            Participant.id.is_not(None),
        )
    )
)
_one_of_mine = _mine.where(Assessment.id == bindparam("id"))
_all_of_mine = _mine.order_by(Assessment.created_at.desc(), Assessment.id.desc())
_by_link = (
    select(Assessment, *_of_a_person)
    .join(Participant, and_(_person, Participant.id == bindparam("participant_id")))
    .where(Assessment.id == bindparam("id"))
)
_table = cast(Table, Assessment.__table__)
_of_now = ("archived_at", "moved_to_id", "way", "stage_set", "opens_on", "closes_on", "correction")
_now = select(*(_table.c[name] for name in _of_now)).where(_table.c.id == bindparam("id"))
OF_THE_PLAN = frozenset({May.SEE_PLAN, May.PLAN, May.TELL})


@dataclass(frozen=True, slots=True)
class Standing:
    """What the person of this request is in an assessment."""

    assessment: Assessment
    who: frozenset[Who]
    participant_id: int | None
    """Their own row, where they take part."""
    themes: tuple[str, ...]
    """The slugs of those assigned to them; empty for all."""
    told_at: datetime | None
    finished_at: datetime | None

    def may(self, may: May) -> bool:
        if RULES[may].is_change and self.assessment.archived_at:
            return False
        stage = stage_for(may, self.assessment.stage, self.assessment.correction)
        return is_allowed(may, self.who, self.assessment.way, stage)

    @property
    def sees_result(self) -> bool:
        """What was signed off stays in view while a correction of it is prepared."""
        stage = Stage.SIGNED_OFF if self.assessment.correction else self.assessment.stage
        return is_allowed(May.SEE_POSITION, self.who, self.assessment.way, stage)

    @property
    def is_lead(self) -> bool:
        return Who.LEAD in self.who

    @property
    def asked_themes(self) -> list[Theme]:
        """Those that this person is asked to answer; in one done together, all."""
        themes = self.assessment.model.themes
        return [theme for theme in themes if not self.themes or theme.slug in self.themes]

    @property
    def is_asked(self) -> bool:
        """Answers in private; at another stage they may look at what they answered."""
        return self.assessment.is_separate and bool(self.who & {Who.PARTICIPANT, Who.INVITED})


def stage_for(may: May, stage: Stage, correction: str) -> Stage:
    """The plan goes on while a correction of what was signed off is prepared."""
    return Stage.SIGNED_OFF if correction and may in OF_THE_PLAN else stage


def get_assessment(assessment_id: int, may: May = May.SEE) -> Assessment:
    """The assessment, where the person may do this. Notes in `g.standing` what they are in it."""
    standing = find_standing(assessment_id)
    if standing is None:
        abort(404)
    g.standing = standing
    require(may)
    return standing.assessment


def require(may: May) -> None:
    """Of the assessment that this request has got."""
    standing: Standing = g.standing
    if RULES[may].is_change:
        refuse_archived(standing.assessment.archived_at, standing.assessment.moved_to_id)
    if not standing.may(may):
        abort(403, _why_not(may, standing))


def _why_not(may: May, standing: Standing) -> str:
    stages = when_allowed(may, standing.who, standing.assessment.way)
    if not stages:
        return NOT_YOURS
    when = joined([STAGE_WORDS[stage] for stage in Stage if stage in stages], last=" or ")
    now = STAGE_WORDS[standing.assessment.stage]
    return f"This assessment is {now}. You can do this while it is {when}."


def may(may: str) -> bool:
    """For templates: whether the person may do this in the assessment of the page."""
    standing: Standing | None = g.get("standing")
    return standing is not None and standing.may(May(may))


def refuse_archived(archived_at: object, moved_to_id: int | None) -> None:
    copy = db.session.get(Assessment, moved_to_id) if archived_at and moved_to_id else None
    if archived_at:
        abort(403, MOVED.format(copy.title) if copy else ARCHIVED)


def refuse_closed(assessment_id: int, may: May = May.SEE) -> None:
    """Inside `writing`: it may have been archived, moved, deleted or taken to another stage since this request
    looked."""
    found = db.session.execute(_now, {"id": assessment_id}).first()
    if found is None:
        abort(404)
    refuse_archived(found.archived_at, found.moved_to_id)
    stage = stage_on(found.stage_set, found.opens_on, found.closes_on)
    if not is_allowed(may, g.standing.who, found.way, stage_for(may, stage, found.correction)):
        now = STAGE_WORDS[stage]
        abort(403, f"Meanwhile this assessment is {now}, so this was not saved.")


def find_assessment(assessment_id: int) -> Assessment | None:
    """One that another page refers to, where the person has a part in it."""
    standing = find_standing(assessment_id)
    return standing.assessment if standing else None


def find_standings() -> Iterator[Standing]:
    """In all assessments that the person has a part in, the newest first."""
    for row in db.session.execute(_all_of_mine, {"user_id": g.user.id}):
        yield _read(row, g.user.id)


def find_standing(assessment_id: int) -> Standing | None:
    """What the person is in an assessment, where they have a part in it."""
    if assessment_id >= 2**63:  # more than SQLite can count
        return None
    if g.user is not None:
        row = db.session.execute(_one_of_mine, {"id": assessment_id, "user_id": g.user.id}).first()
        return _read(row, g.user.id) if row else None
    row = db.session.execute(_by_link, {"id": assessment_id, "participant_id": g.participant.id}).first()
    return _read(row, None) if row else None


def _read(row: Any, user_id: int | None) -> Standing:
    who = set()
    if user_id is not None and row.Assessment.lead_id == user_id:
        who.add(Who.LEAD)
    if user_id is not None and row.Assessment.sponsor_id == user_id:
        who.add(Who.SPONSOR)
    if row.role is not None:
        who.add(Who(row.role.value) if user_id is not None else Who.INVITED)
    themes = tuple((row.themes or "").split())
    return Standing(row.Assessment, frozenset(who), row.participant_id, themes, row.told_at, row.finished_at)
