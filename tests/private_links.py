"""A participant’s private link as they have it, and their browser."""

import re
from html import unescape

from flask import Flask

from app.database import db
from app.participation.tables import Happening, Opening
from tests.browsing import Browser, Page

CODE = "heron lamp"


def tokens(page: Page) -> list[str]:
    """Of the links on a page that has just made them, in its order."""
    found = re.findall(r'govuk-body app-address">http://localhost/r/([\w-]+)<', unescape(page.html))
    assert found, page.text
    return [str(token) for token in found]


def make_links(lead: Browser, assessment_id: int) -> list[str]:
    return tokens(lead.post(f"/assessments/{assessment_id}/people/links", {}))


def make_link(lead: Browser, assessment_id: int, participant_id: int) -> str:
    return tokens(lead.post(f"/assessments/{assessment_id}/people/{participant_id}/link", {}))[0]


def renew(lead: Browser, assessment_id: int, participant_id: int) -> str:
    return tokens(lead.post(f"/assessments/{assessment_id}/people/{participant_id}/link/renew", {}))[0]


def knock(browser: Browser, token: str) -> Page:
    """Press the button of the neutral page."""
    return browser.press(browser.get(f"/r/{token}"), action=f"/r/{token}")


def give_code(browser: Browser, page: Page, code: str = CODE, status: int = 200) -> Page:
    """In the form that asks for one; the page may have another form beside it."""
    form = next(form for form in page.find("form") if any(i.get("name") == "return_code" for i in form.iter("input")))
    token = next(i.get("value", "") for i in form.iter("input") if i.get("name") == "csrf_token")
    data = {"return_code": code, "csrf_token": token}
    return browser.read(browser.client.post(form.get("action", ""), data=data, follow_redirects=True), status)


def enter(app: Flask, token: str, code: str = CODE) -> Browser:
    """A browser of its own in which the link has been opened."""
    browser = Browser(app)
    give_code(browser, knock(browser, token), code)
    return browser


def start(app: Flask, token: str, assessment_id: int) -> Browser:
    """The same, and who will see what has been read."""
    browser = enter(app, token)
    address = f"/assessments/{assessment_id}/before"
    browser.press(browser.get(address), action=address)
    return browser


def happenings(app: Flask, participant_id: int) -> list[Happening]:
    with app.app_context():
        found = db.session.query(Opening).filter_by(participant_id=participant_id).order_by(Opening.id)
        return [opening.what for opening in found]
