"""The demonstration’s round before: signed off a year ago, with few priorities, a plan on its way and a review held.

The first assessment goes on from it, so that it shows what moved.
"""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import update

from app.accounts.tables import User
from app.assessment.dates import add_months
from app.assessment.saving import Origin, Saved, position_sheet, positions_of
from app.assessment.tables import Assessment, Position, Stage
from app.database import db, writing
from app.demo_voices import SPONSOR
from app.plan.actions import link
from app.plan.beginning import resource_choices, start_of
from app.plan.reviews import MONTHS
from app.plan.tables import Action, ActionUpdate, Choice, Focus, Moved, Progress, Review, ReviewEntry
from app.position.signing import draft_of, sign
from app.results.figures import Kind
from app.results.result import Result, result_of

BEGAN = 11
"""Months ago: the first of its reviews is held, the second soon due."""
PRIORITIES = 6
OFFICERS = ("Peter Okafor", "Jo Marlow", "Head of Finance", "Director of Place", "Peter Okafor", "Head of Communities")
IMPACT_AND_EFFORT = ((3, 1), (3, 2), (2, 1), (3, 3), (2, 2), (3, 2))
PROGRESS = (
    (Progress.COMPLETE, "Agreed by the executive in the summer, and in use since."),
    (Progress.ON_TRACK, "Two of three services have moved over. The third follows in the new year."),
    (Progress.AT_RISK, "The post is advertised for the second time. A partner may lend somebody."),
    (Progress.DELAYED, "Waited for the new system, which came in the autumn. Begun now."),
    (Progress.ON_TRACK, "A first draft went to the corporate leadership team."),
    (Progress.NOT_STARTED, ""),
)
ENTRIES = (
    (Moved.FORWARD, "The plan is in place and people work by it."),
    (Moved.FORWARD, "Slower than hoped, but in every service."),
    (Moved.UNCHANGED, "Nobody was there to do it."),
    (Moved.UNCHANGED, "It waits for the system."),
    (Moved.FORWARD, "Members asked for it, and that helped."),
    (Moved.BACK, "Two people who knew how have left."),
)
HELD = "Scrutiny looked at each priority with the officer who leads it. The next review comes before the budget."


def add_round_before(first_id: int) -> None:
    """Once the sponsor is there, who signed it off."""
    first = db.session.get_one(Assessment, first_id)
    sponsor = db.session.query(User).filter_by(email=SPONSOR).one()
    with writing():
        former = _former(first, sponsor)
        _answer(former, positions_of(first))
    result = result_of(former)
    with writing():
        _choose(result)
        db.session.flush()
        sign(former, draft_of(former), sponsor.id, "", _noon(add_months(former.as_at, 1)))
        _plan(result)
        _review(result)
        first.follows_id = former.id


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def _former(first: Assessment, sponsor: User) -> Assessment:
    as_at = add_months(first.as_at, -BEGAN)
    former = Assessment(
        title=f"Earlier self-assessment {as_at.year}",
        as_at=as_at,
        target_date=add_months(as_at, first.model.horizon_months),
        model_version_id=first.model_version_id,
        lead_id=first.lead_id,
        sponsor_id=sponsor.id,
        stage_set=Stage.AGREED,
        created_at=_noon(as_at),
    )
    db.session.add(former)
    db.session.flush()
    return former


def _answer(former: Assessment, today: dict[str, Saved]) -> None:
    """Most was as it is today; some was a level lower, and little a level higher."""
    chance = random.Random(2025)  # noqa: S311 - the same every time
    for code, saved in today.items():
        position_sheet(former).save(code, _content(former, saved, chance), Origin("0" * 16, 0, 0, former.lead_id))
    of_former = update(Position).where(Position.assessment_id == former.id)
    db.session.execute(of_former.values(saved_at=_noon(former.as_at)))


def _content(former: Assessment, saved: Saved, chance: random.Random) -> dict[str, Any]:
    names = ("kind", "current", "target", "reason", "evidence", "note", "is_priority", "criteria")
    content = {name: getattr(saved, name) for name in names}
    if saved.kind is not Kind.LEVEL or saved.current is None:
        return content
    top = former.model.top_level
    current = min(max(0, saved.current + chance.choice((0, 0, 0, 0, -1, -1, -1, 1))), top)
    return content | {
        "current": current,
        "target": max(1, min(current + chance.choice((0, 1, 1)), top)),
        "criteria": "",
    }


def _priorities(result: Result) -> list[str]:
    """The lowest of what has a gap."""
    rows = [row for row in result.figures.rows if (row.gap or 0) > 0]
    return [row.code for row in sorted(rows, key=lambda row: row.current or 0)[:PRIORITIES]]


def _choose(result: Result) -> None:
    priorities = _priorities(result)
    for row in result.figures.rows:
        if row.gap is None:
            continue
        focus = Focus(assessment_id=result.assessment.id, code=row.code, saved_by_id=result.assessment.lead_id)
        focus.choice = Choice.IMPROVE if row.gap > 0 else Choice.HOLD
        if row.code in priorities:
            focus.is_priority = True
            focus.impact, focus.effort = IMPACT_AND_EFFORT[priorities.index(row.code)]
        db.session.add(focus)


def _plan(result: Result) -> None:
    for number, code in enumerate(_priorities(result)):
        if start := start_of(result, code):
            _add_action(result, code, start.texts, number)


def _add_action(result: Result, code: str, texts: tuple[str, ...], number: int) -> None:
    assessment, (status, told) = result.assessment, PROGRESS[number]
    due_on = add_months(assessment.as_at, 6 + 2 * number)
    action = Action(
        assessment_id=assessment.id,
        code=code,
        what=texts[0],
        success_measure=texts[-1],
        lead_officer=OFFICERS[number],
        starts_on=add_months(assessment.as_at, 1 + number),
        due_on=due_on,
        status=status,
        added_at=_noon(add_months(assessment.as_at, 1)),
    )
    db.session.add(action)
    db.session.flush()
    link(action, [slug for slug, _ in resource_choices(result.model, result, code)][:1])
    if told:
        at = _noon(min(due_on, date.today()) - timedelta(weeks=3))
        db.session.add(ActionUpdate(action_id=action.id, by_id=assessment.lead_id, status=status, text=told, at=at))


def _review(result: Result) -> None:
    days = [add_months(result.assessment.as_at, months) for months in MONTHS]
    reviews = [Review(assessment_id=result.assessment.id, due_on=day) for day in days]
    reviews[0].held_on, reviews[0].text = days[0] + timedelta(days=4), HELD
    db.session.add_all(reviews)
    db.session.flush()
    for code, (moved, why) in zip(_priorities(result), ENTRIES, strict=False):
        db.session.add(ReviewEntry(review_id=reviews[0].id, code=code, moved=moved, why=why))
