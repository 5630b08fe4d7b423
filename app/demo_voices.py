"""The demonstration’s second assessment: sixteen made-up people answered separately; compared, and half agreed."""

import random
import secrets
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from flask import g
from sqlalchemy import insert

from app.accounts.sessions import digest
from app.accounts.tables import Role, User
from app.assessment.dates import add_months
from app.assessment.tables import Assessment, Stage, Way
from app.audit.tables import Event
from app.database import db, utc_now, writing
from app.demo_agreeing import agree_half
from app.maturity.definitions import Characteristic, Model
from app.participation.tables import Group, Happening, Opening, Part, Participant, Response
from app.position.listing import listing_of
from app.results.figures import Kind

SPONSOR = "sponsor@demo.example"
REVIEWER = "reviewer@demo.example"
BEGAN, OPENED, CLOSED = 42, 30, 3
"""Days ago."""
PEOPLE = (
    (Group.MEMBER, "", "Councillor Sana Aziz", "Councillor Tom Hale", "Councillor Ruth Pender"),
    (Group.MEMBER, "", "Councillor Idris Cole", "Councillor Maeve Lyle", "Councillor Bram Thorne"),
    (Group.OFFICER, "Resources", "Peter Okafor", "Dilys Grant", "Aaron Feld"),
    (Group.OFFICER, "Place", "Nina Brook", "Owen Sharpe"),
    (Group.OFFICER, "Communities", "Leila Marsh", "Kit Warren"),
    (Group.PARTNER, "", "Grace Holt, Fenmarsh Volunteers", "Alan Reeve, police", "Mina Castell, health"),
)
LEANS = {3: (Group.MEMBER, 1), 2: (Group.OFFICER, -1)}
"""By the place of a theme in the model: the group that sees it otherwise, and by how many levels."""
OF_PARTNERS = 1
"""The place of the one theme that they were asked."""
SHARED = (
    "The plan is clear. What is missing is somebody who checks in the spring whether it was done.",
    "We hear about it when it goes wrong, and not before.",
    "Good work by a small team. If one of them leaves, it stops.",
    "Residents ask me about this every week; I could not show them a figure.",
)


def add_voices(first_id: int) -> None:
    """Beside the first assessment, with its lead."""
    first, chance = db.session.get_one(Assessment, first_id), random.Random(2026)  # noqa: S311 - the same every time
    with writing():
        assessment = _assessment(first)
        people = _people(assessment)
        db.session.execute(insert(Response), [row for person in people for row in _answers(assessment, person, chance)])
        _record_round(assessment, people)
    g.user = db.session.get_one(User, assessment.lead_id)  # whose name stands in the record from here on
    listing = listing_of(assessment)  # makes the comparison
    with writing():
        agree_half(listing, _user(REVIEWER).id)
    g.pop("user")


def _ago(days: float) -> datetime:
    return utc_now() - timedelta(days=days)


def _assessment(first: Assessment) -> Assessment:
    today, password_hash = date.today(), db.session.get_one(User, first.lead_id).password_hash
    accounts = ((SPONSOR, "Helen Ashdown"), (REVIEWER, "Farah Linton"))
    for email, name in accounts:
        db.session.add(User(name=name, email=email, role=Role.USER, password_hash=password_hash))
    db.session.flush()
    assessment = Assessment(
        title=f"Many voices {today.year}",
        as_at=today - timedelta(days=OPENED),
        target_date=add_months(today, first.model.horizon_months),
        model_version_id=first.model_version_id,
        lead_id=first.lead_id,
        sponsor_id=_user(SPONSOR).id,
        way=Way.SEPARATELY,
        stage_set=Stage.OPEN,
        opens_on=today - timedelta(days=OPENED),
        closes_on=today - timedelta(days=CLOSED + 1),
        created_at=_ago(BEGAN),
    )
    db.session.add(assessment)
    db.session.flush()
    return assessment


def _user(email: str) -> User:
    return db.session.query(User).filter_by(email=email).one()


def _people(assessment: Assessment) -> list[Participant]:
    """Those with an account sign in; the others had a private link. The reviewer answers nothing."""
    accounts = {user.name: user for user in db.session.query(User)}
    asked = assessment.model.themes[OF_PARTNERS].slug
    people: list[Participant] = []
    for group, directorate, *names in PEOPLE:
        for name in names:
            own = {"group": group, "directorate": directorate, "themes": asked if group is Group.PARTNER else ""}
            person = _person(assessment, name, accounts.get(name), role=Part.PARTICIPANT, **own)
            person.told_at = _ago(OPENED - 1 - len(people) % 5)
            person.finished_at = _ago(CLOSED + 2 + len(people) % 9)
            people.append(person)
    reviewer = _user(REVIEWER)
    db.session.add_all([*people, _person(assessment, reviewer.name, reviewer, role=Part.REVIEWER)])
    db.session.flush()
    return people


def _person(assessment: Assessment, name: str, account: User | None, **columns: Any) -> Participant:
    if account is None:
        columns["link_hash"] = digest(secrets.token_urlsafe())
    return Participant(
        assessment_id=assessment.id, name=name, user_id=account and account.id, added_at=_ago(BEGAN), **columns
    )


def _answers(assessment: Assessment, person: Participant, chance: random.Random) -> Iterator[dict[str, Any]]:
    for place, theme in enumerate(assessment.model.themes):
        if person.themes not in ("", theme.slug):
            continue
        for number, one in enumerate(theme.characteristics):
            yield _answer(assessment.model, place, one, number, person, chance) | {
                "participant_id": person.id,
                "code": one.code,
                "form_id": "0" * 16,
                "saved_at": _ago(CLOSED + 12 + chance.random() * 9),
            }


def _answer(
    model: Model, place: int, one: Characteristic, number: int, person: Participant, chance: random.Random
) -> dict[str, Any]:
    """Every third characteristic lies close together; of the others some lie apart by group."""
    common = random.Random(one.code).choice((1, 1, 2, 2, 3))  # noqa: S311 - what all have in common
    group, step = LEANS.get(place, (None, 0))
    apart = (0, 1) if number % 3 == 1 else (-1, 0, 0, 1)
    lean = step if person.group is group and number % 3 != 1 else 0
    current = min(max(common + chance.choice(apart) + lean, 0), model.top_level)
    target = min(max(1, current + chance.choice((0, 1, 1, 1, 2))), model.top_level)
    evidence, says = chance.choice((1, 1, 2, 2, 3)), chance.random() < 0.2
    levels = {"kind": Kind.LEVEL, "current": current, "target": target, "evidence": evidence}
    if chance.random() < 0.03 and number % 3 == 0:
        levels = dict.fromkeys(levels) | {"kind": Kind.UNKNOWN}
    return levels | {"note": chance.choice(SHARED) if says else "", "is_note_shared": says}


def _record_round(assessment: Assessment, people: list[Participant]) -> None:
    """What the record would hold of it, in the order of time; and of each link what its participant is shown."""
    linked = [person for person in people if person.user_id is None]
    lead: dict[str, Any] = {"user_id": assessment.lead_id}
    deeds: list[tuple[datetime | None, str, dict[str, Any]]] = [
        (_ago(BEGAN), "assessment.started", lead),
        (_ago(BEGAN), "people.added", lead | {"subject": f"{len(people)} people"}),
        *((_ago(BEGAN - 1), "link.made", lead | {"about_id": person.id}) for person in linked),
        *((person.told_at, "link.opened", _of(person)) for person in linked),
        *((person.told_at, "responses.begun", _of(person)) for person in people),
        *((person.finished_at, "responses.finished", _of(person)) for person in people),
    ]
    deeds.sort(key=lambda deed: deed[0] or utc_now())
    of_assessment = {"assessment_id": assessment.id, "assessment_title": assessment.title}
    db.session.add_all(Event(at=at, what=what, **columns, **of_assessment) for at, what, columns in deeds)
    for person in linked:
        for at, what in ((_ago(BEGAN - 1), Happening.MADE), (person.told_at, Happening.OPENED)):
            db.session.add(Opening(participant_id=person.id, at=at, what=what))


def _of(person: Participant) -> dict[str, Any]:
    own = {"user_id": person.user_id} if person.user_id else {"participant_id": person.id}
    return own | {"about_id": person.id}
