"""Rounds of private answers, laid into the database at every stage: what the pages of an assessment done separately
are looked at with."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from flask import Flask

from app.accounts import passwords
from app.assessment.saving import Origin, agreement_sheet
from app.assessment.tables import Assessment, Privacy, Stage
from app.database import db, utc_now, writing
from app.maturity.definitions import Model
from app.maturity.versions import current_versions, model_of
from app.participation import links
from app.participation.tables import Group, Happening, Part, Participant, Response
from app.plan.tables import Action, Progress, Review
from app.position.comparing import find_comparison
from app.position.signing import begin_correction, draft_of, sign
from app.position.tables import PositionReview, Verdict
from app.results.figures import Kind
from tests import plans, voices

Places = dict[str, int | str]
LevelOf = Callable[[int, int], int | None]
"""Of a characteristic and a person, by their places; none for “don’t know”."""

NARROW = (2, 2, 3, 3, 3, 2, 2, 2, 3, 2, 2, 3)
"""One level apart."""
WIDE = (3, 4, 3, 4, 4, 0, 1, 1, 2, 1, 2, 0)
"""Four, and members above officers."""
CODE = "heron lamp"
NOTE = "Shown to cabinet.\n\nReported in March."


def mixed(characteristic: int, person: int) -> int | None:
    """Wide where it is the first, narrow otherwise; somebody does not know of every fifth, which hides the groups."""
    if characteristic == 0:
        return WIDE[person % len(WIDE)]
    if characteristic % 5 == 4 and person == 0:
        return None
    return NARROW[(characteristic + person) % len(NARROW)]


def the_model() -> Model:
    """Inside an application context."""
    return model_of(current_versions()[0])


def respond(app: Flask, people: Iterable[int], level_of: LevelOf = mixed, share: float = 1) -> None:
    """They answer this share of the characteristics, with targets, evidence and notes."""
    with app.app_context(), writing():
        codes = [one.code for one in the_model().characteristics]
        for place, number in enumerate(people):
            person = db.session.get_one(Participant, number)
            person.told_at = person.told_at or utc_now()
            for at, code in enumerate(codes[: round(share * len(codes))]):
                db.session.merge(_response(number, code, level_of(at, place), at + place))


def _response(participant_id: int, code: str, level: int | None, turn: int) -> Response:
    has_level = level is not None
    return Response(
        participant_id=participant_id,
        code=code,
        form_id="rounds",
        kind=Kind.LEVEL if has_level else Kind.UNKNOWN,
        current=level,
        target=min((level or 0) + 1, 4) if has_level else None,
        evidence=1 + turn % 3 if has_level else None,
        note=NOTE if turn % 4 == 0 else "",
        is_note_shared=turn % 8 == 0,
        saved_at=utc_now(),
    )


def compare(app: Flask, number: int) -> None:
    with app.test_request_context():
        find_comparison(db.session.get_one(Assessment, number))


def agree(app: Flask, number: int, leaving: int = 0) -> None:
    """The position on every characteristic but the last few."""
    with app.app_context(), writing():
        sheet = agreement_sheet(db.session.get_one(Assessment, number))
        codes = [one.code for one in the_model().characteristics]
        for at, code in enumerate(codes[: len(codes) - leaving]):
            sheet.save(code, _position(at), Origin("0" * 16, 0, 0, voices.find_user("lead")))


def _position(at: int) -> dict[str, object]:
    answer = {"kind": Kind.LEVEL, "current": 2, "target": 3, "reason": "", "evidence": at % 4, "note": NOTE}
    words = {"rationale": NOTE, "minority_view": "Some see less.", "restricted_note": "For us." if at == 0 else ""}
    return answer | words | {"is_priority": at % 6 == 1}


def sign_off(app: Flask, number: int, sponsor: str = "member") -> None:
    with app.test_request_context():
        assessment = db.session.get_one(Assessment, number)
        draft = draft_of(assessment)
        with writing():
            sign(assessment, draft, voices.find_user(sponsor), NOTE if draft.unanswered else "")


def correct(app: Flask, number: int, reason: str) -> None:
    with app.app_context(), writing():
        begin_correction(db.session.get_one(Assessment, number), reason)


def review(app: Flask, number: int, code: str, verdict: Verdict = Verdict.QUERY, settlement: str = "") -> None:
    """What the officer says to a position as its reviewer."""
    with app.app_context(), writing():
        said = PositionReview(assessment_id=number, code=code, reviewer_id=voices.find_user("officer"))
        said.verdict, said.text, said.settlement = verdict, NOTE, settlement
        said.level = 3 if verdict is Verdict.CHANGE else None
        said.settled_at = utc_now() if settlement else None
        db.session.add(said)


def link_of(app: Flask, participant_id: int, *, is_opened: bool = False, is_renewed: bool = False) -> str:
    """The secret of a new private link."""
    with app.app_context(), writing():
        person = db.session.get_one(Participant, participant_id)
        secret = links.make(person)
        if is_opened or is_renewed:
            person.code_hash = _code_hash()
            links.note(person, Happening.OPENED)
        return links.make(person, Happening.RENEWED) if is_renewed else secret


@lru_cache(maxsize=1)
def _code_hash() -> str:
    """Hashing takes its time on purpose, so it is done once."""
    return passwords.hash_password(CODE)


def begin(app: Flask, members: int = 5, officers: int = 5, partners: int = 0, **columns: Any) -> list[int]:
    """The number of a new round, with the cast’s member as its sponsor, and those of its people."""
    number = voices.start(app, sponsor="member", **columns)
    people = voices.add_people(app, number, members, officers, partners)
    voices.add_person(app, number, None, user="officer", role=Part.REVIEWER)
    voices.add_person(app, number, None, user="viewer", role=Part.VIEWER)
    return [number, *people]


def shut(app: Flask, level_of: LevelOf = mixed, **kwargs: Any) -> list[int]:
    """The window is closed and the groups are compared."""
    number, *people = begin(app, **kwargs)
    respond(app, people, level_of)
    voices.close(app, number)
    compare(app, number)
    return [number, *people]


def signed(app: Flask, leaving: int = 0, **kwargs: Any) -> list[int]:
    number, *people = shut(app, **kwargs)
    agree(app, number, leaving)
    voices.set_stage(app, number, Stage.AGREED)
    sign_off(app, number)
    return [number, *people]


def lay_rounds(app: Flask) -> dict[str, str]:
    """One at each stage, and what is telling of it: the places in the addresses of their pages."""
    places: Places = {"alone": voices.start(app, stage=Stage.PREPARING)}
    places |= _lay_open(app) | _lay_closed(app) | _lay_signed(app) | _lay_plan(app)
    return {name: str(place) for name, place in places.items()}


def _lay_open(app: Flask) -> Places:
    number, *people = begin(app, members=5, officers=5, partners=2)
    names = ("nolink", "unopened", "opened", "started", "finished", "withdrew")
    places: Places = {"asked": number, **dict(zip(names, people, strict=False))}
    places["account"] = voices.add_person(app, number, Group.OFFICER, user="stranger", directorate="Housing")
    respond(app, [people[3]], share=0.4)
    respond(app, [people[4]])
    with app.app_context(), writing():
        db.session.get_one(Participant, people[4]).finished_at = utc_now()
        db.session.get_one(Participant, people[5]).withdrawn_at = utc_now()
        db.session.get_one(Participant, people[6]).email = "officer.one@anytown.example"
    places |= {"new_link": link_of(app, people[1]), "used_link": link_of(app, people[2], is_opened=True)}
    link_of(app, people[3], is_opened=True)
    places["renewed_link"] = link_of(app, people[4], is_renewed=True)
    late, *others = begin(app, members=1, officers=0)
    respond(app, others, share=0.1)
    return places | {"late": late, "typist": others[0]}


def _lay_closed(app: Flask) -> Places:
    number, *people = shut(app, partners=2)
    with app.app_context():
        codes = [one.code for one in the_model().characteristics]
    agree(app, number, leaving=20)
    review(app, number, codes[0])
    review(app, number, codes[0], Verdict.CHANGE, settlement=NOTE)
    with app.app_context(), writing():
        db.session.get_one(Response, (people[0], codes[0])).late_note = NOTE
    few, *_ = shut(app, members=2, officers=2)
    hid, *_ = shut(app, members=5, officers=3, partners=2)
    alike, *_ = shut(app, lambda at, _person: at % 5)
    named, *_ = shut(app, members=2, officers=2, privacy=Privacy.NAMED)
    return {"shut": number, "reader": people[0], "few": few, "hid": hid, "alike": alike, "named": named}


def _lay_signed(app: Flask) -> Places:
    settled, *_ = shut(app)
    agree(app, settled, leaving=3)
    voices.set_stage(app, settled, Stage.AGREED)
    number, *people = signed(app)
    amended, *_ = signed(app, leaving=2)
    correct(app, amended, NOTE)
    over, *_ = signed(app, responses_ended_at=utc_now())
    return {"settled": settled, "signed": number, "past": people[0], "amended": amended, "over": over}


def _lay_plan(app: Flask) -> Places:
    number = plans.agreed(app)
    with app.app_context():
        codes = [one.code for one in the_model().characteristics]
    for place, code in enumerate(codes[:9]):
        plans.focus(app, number, code, impact=1 + place % 3, effort=1 + place // 3, is_priority=True)
    today = date.today()
    days = {"due_on": today - timedelta(days=3), "starts_on": today - timedelta(days=90)}
    action = plans.add_action(app, number, codes[0], lead_officer="Omar Officer", success_measure=NOTE, **days)
    plans.add_action(app, number, codes[1], status=Progress.STOPPED, stopped_reason=NOTE)
    with app.app_context(), writing():
        review = Review(assessment_id=number, due_on=today)
        db.session.add(review)
        db.session.flush()
        review_id = review.id
    empty = plans.agreed(app)
    again = plans.agreed(app, follows_id=number)
    return {"planned": number, "action": action, "plan_review": review_id, "unplanned": empty, "again": again}


def lengthen(long: str) -> None:
    """Everybody’s name and what they say, inside a writing transaction; what is signed keeps its names."""
    for person in db.session.query(Participant):
        person.name, person.directorate, person.email = long, long, f"{'l' * 60}@{'o' * 60}.{'n' * 60}.example"
    for action in db.session.query(Action):
        action.what = action.success_measure = long
        action.lead_officer = long[:100]
    for said in db.session.query(PositionReview):
        said.text = said.settlement = long
