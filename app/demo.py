"""A made-up council with a finished assessment, in a folder that is thrown away: `python3 run.py demo`."""

import os
import random
import tempfile
from datetime import date
from typing import Any

from flask import Flask

from app import create_app
from app.accounts import passwords
from app.accounts.tables import Council, CouncilType, Role, User
from app.assessment.choices import criteria_choices
from app.assessment.dates import add_months
from app.assessment.saving import Origin, position_sheet
from app.assessment.tables import Assessment
from app.database import db, writing
from app.demo_plan import add_round_before
from app.demo_voices import SPONSOR, add_voices
from app.maturity.definitions import Characteristic, Model
from app.maturity.versions import current_versions, model_of
from app.results.figures import Kind
from app.serving import prepare, run

EMAIL = "lead@demo.example"
PASSWORD = "a quiet demonstration"  # noqa: S105 - of a council that does not exist, on loopback alone
NOTES = (
    "Reported to the corporate leadership team in March; the paper and the figures are in the committee system.",
    "Agreed by members in the budget round. The policy team holds the record and reviews it each quarter.",
    "",
    "Internal audit looked at this last year; two of three recommendations are done.",
    "Shown in the performance report that scrutiny receives every quarter.",
)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bearings-demo-") as folder:
        port = os.environ.get("BEARINGS_PORT", "5000")
        settings = {"INSTANCE": folder, "HOST": "127.0.0.1", "PORT": port, "SECURE": False, "TRUSTED_PROXIES": 0}
        app = create_app(settings)
        with app.app_context():
            prepare(app)
            first = fill(app)
            add_voices(first)
            add_round_before(first)
            print(f"A made-up council, thrown away when you stop it. Sign in as {EMAIL} with: {PASSWORD}")
            print(f"The sponsor of its second assessment signs in as {SPONSOR} with the same.")
            run()


def fill(app: Flask) -> int:
    """The council, three people and a finished assessment. Returns the assessment’s id."""
    password_hash = passwords.hash_password(PASSWORD)
    version = current_versions()[0]
    model = model_of(version)
    today = date.today()
    with writing():
        db.session.add(Council(id=1, name="Fenmarsh District Council", type=CouncilType.DISTRICT, colour="#00573d"))
        people = [
            User(name="Jo Marlow", email=EMAIL, role=Role.ADMINISTRATOR, password_hash=password_hash),
            User(name="Councillor Sana Aziz", email="member@demo.example", role=Role.USER, password_hash=password_hash),
            User(name="Peter Okafor", email="officer@demo.example", role=Role.USER, password_hash=password_hash),
        ]
        db.session.add_all(people)
        db.session.flush()
        assessment = Assessment(
            title=f"Self-assessment {today.year}",
            as_at=today,
            target_date=add_months(today, model.horizon_months),
            model_version_id=version.id,
            lead_id=people[0].id,
        )
        db.session.add(assessment)
        db.session.flush()
        chance = random.Random(2018)  # noqa: S311 - the same made-up answers every time
        for characteristic in model.characteristics:
            content = _answer(model, characteristic, chance)
            position_sheet(assessment).save(characteristic.code, content, Origin("0" * 16, 0, 0, people[0].id))
    return assessment.id


def _answer(model: Model, characteristic: Characteristic, chance: random.Random) -> dict[str, Any]:
    draw = chance.random()
    kind = Kind.UNKNOWN if draw < 0.05 else Kind.LEVEL
    has_level = kind is Kind.LEVEL
    current = min(chance.choice((0, 1, 1, 2, 2, 2, 3, 3, 3, 4)), model.top_level)
    step = chance.choice((0, 1, 1, 1, 2))
    return {
        "kind": kind,
        "current": current if has_level else None,
        "target": max(1, min(current + step, model.top_level)) if has_level else None,
        "reason": "",
        "evidence": chance.choice((1, 1, 2, 2, 3, 4)) if has_level else None,
        "note": chance.choice(NOTES),
        "is_priority": has_level and step > 0 and chance.random() < 0.25,
        "criteria": _ticks(model, characteristic, current, chance) if has_level else "",
    }


def _ticks(model: Model, characteristic: Characteristic, current: int, chance: random.Random) -> str:
    """For half of the answers: everything up to the level, and one thing of the next."""
    if chance.random() < 0.5:
        return ""
    held = [choice.value for choice in criteria_choices(model, characteristic.code) if int(choice.value[0]) <= current]
    above = [
        choice.value for choice in criteria_choices(model, characteristic.code) if int(choice.value[0]) == current + 1
    ]
    return " ".join(held + above[:1])


if __name__ == "__main__":
    main()
