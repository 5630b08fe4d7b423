"""The form of one characteristic as a person meets it, and what is stored of it."""

import re
from dataclasses import dataclass

from flask import Flask
from playwright.sync_api import Locator, Page

from app.assessment.tables import Assessment, Position
from app.database import db
from app.maturity.definitions import Characteristic, Model, Theme


@dataclass(frozen=True)
class Answer:
    """One characteristic of an assessment."""

    app: Flask
    assessment_url: str
    theme: Theme
    characteristic: Characteristic

    @property
    def theme_url(self) -> str:
        return f"{self.assessment_url}/themes/{self.theme.slug}"

    @property
    def url(self) -> str:
        return f"{self.theme_url}/{self.characteristic.code.lower()}"

    def stored(self) -> Position | None:
        with self.app.app_context():
            return db.session.get(Position, (id_of(self.assessment_url), self.characteristic.code))

    @property
    def note(self) -> str:
        position = self.stored()
        return position.note if position else ""

    @property
    def current(self) -> int | None:
        position = self.stored()
        return position.current if position else None


def answer_of(app: Flask, assessment_url: str, number: int = 0) -> Answer:
    """The characteristic at this place of the first theme, counted from 0."""
    theme = model_of_assessment(app, assessment_url).themes[0]
    return Answer(app, assessment_url, theme, theme.characteristics[number])


def model_of_assessment(app: Flask, assessment_url: str) -> Model:
    with app.app_context():
        assessment = db.session.get(Assessment, id_of(assessment_url))
        assert assessment is not None
        return assessment.model


def id_of(assessment_url: str) -> int:
    found = re.search(r"/assessments/(\d+)", assessment_url)
    assert found is not None
    return int(found[1])


def choose(page: Page, field: str, value: int | str) -> None:
    page.locator(f'input[name="{field}"][value="{value}"]').check()


def note_box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Evidence note")


def status_line(page: Page) -> Locator:
    return page.get_by_role("status")


def continue_button(page: Page) -> Locator:
    return page.get_by_role("button", name="Save and continue")
