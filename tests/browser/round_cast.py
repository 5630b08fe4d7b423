"""One round with its people at their browsers: who they are, what they answer and when."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from app.assessment.dates import add_months
from app.database import db
from app.maturity.definitions import Characteristic, Model
from app.participation.tables import Participant
from tests.browser import round_plan, rounds
from tests.browser.answers import id_of, model_of_assessment
from tests.browser.people import People
from tests.browser.serving import Server

TITLE = "From gap to action"
AGAIN = f"Reassessment {date.today().year} of {TITLE}"
AS_AT = date.today() - timedelta(days=170)
"""So that the review after six months is a few days ahead."""
TARGET_DATE, REVIEW = add_months(AS_AT, 18), add_months(AS_AT, 6)
DUE, LATER = date.today() + timedelta(days=9), date.today() + timedelta(days=200)
BY_LINK = [("Councillor Adeyemi", "member"), ("Councillor Brook", "member"), ("Farah Officer", "officer")]
WITH_ACCOUNT = ("Omar Officer", "officer", "", "", "officer@anytown.example")
RATIONALE = "Half of the services do it; the others begin in spring."
NEWS = "Two of five services have begun."
OPEN, SEE_WHO, BEGIN = "Open it for answers", "See who has answered", "Read who will see what, and begin to answer"
ASK, SIGN = "Ask Mary Member to sign it off", "Read it and sign it off"
CHOOSE, SEE_HOW = "Choose what to hold and what to improve", "See how 1 action of the plan is going"
WIDE = (1, 3, 4, 1)


def before(characteristic: int, person: int) -> int:
    """Wide apart on the first; on the third higher than on all others."""
    return WIDE[person] if characteristic == 0 else 3 if characteristic == 2 else 2


def after(characteristic: int, _person: int) -> int:
    """The second is at its target, and the third has fallen."""
    return 3 if characteristic == 1 else 2


@dataclass
class Round:
    """With everybody at a browser of their own."""

    app: Flask
    server: Server
    people: People
    lead: Page
    officer: Page
    sponsor: Page
    url: str = ""
    title: str = TITLE

    @property
    def model(self) -> Model:
        return model_of_assessment(self.app, self.url)

    @property
    def first(self) -> Characteristic:
        return self.model.characteristics[0]

    @property
    def second(self) -> Characteristic:
        return self.model.characteristics[1]

    @property
    def third(self) -> Characteristic:
        return self.model.characteristics[2]

    @property
    def fourth(self) -> Characteristic:
        return self.model.characteristics[3]

    @property
    def plan_url(self) -> str:
        return f"{self.url}/plan"

    def expect_next(self, lead: list[str], officer: list[str], sponsor: list[str]) -> None:
        for page, wanted in ((self.lead, lead), (self.officer, officer), (self.sponsor, sponsor)):
            round_plan.expect_next(page, self.title, wanted)


def everybody_answers(the_round: Round, level_of: rounds.LevelOf) -> None:
    """In the database, since the pages have been seen."""
    with the_round.app.app_context():
        mine = Participant.assessment_id == id_of(the_round.url)
        numbers = list(db.session.scalars(select(Participant.id).where(mine).order_by(Participant.id)))
    rounds.respond(the_round.app, numbers, level_of)
