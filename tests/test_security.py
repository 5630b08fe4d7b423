"""Closed by default, and what every answer carries."""

import re

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app.accounts.colour import checked
from app.security import is_public
from tests.browsing import HTMX, Browser

PUBLIC = {
    "home.home",
    "home.favicon",
    "home.health",
    "council.setup",
    "council.stylesheet",
    "council.logo_picture",
    "accounts.sign_in",
    "accounts.set_password",
    "maturity.models",
    "maturity.model",
    "maturity.glossary",
    "maturity.theme",
    "links.opening.private_link",
    "notices.privacy",
    "data.schema",
    "notices.accessibility",
    "roles.roles",
    "static",
}
OF_A_PUBLIC_HUB = {
    "resources.resources",
    "resources.resource",
    "feeds.feed",
    "feeds.table",
    "feeds.entries",
    "feeds.reading_list",
}
VALUES = {"int": "1", "default": "x", "path": "x", "string": "x", "any": "privacy"}


def address(rule: Rule) -> str:
    return re.sub(r"<(?:(\w+)(?:\([^)]*\))?:)?\w+>", lambda found: VALUES[found[1] or "default"], rule.rule)


def test_exactly_these_pages_are_public(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules() if is_public(app, rule.endpoint)} == PUBLIC


def test_the_settings_open_exactly_these_pages(app: Flask, administrator: Browser) -> None:
    def opened() -> set[str]:
        with app.test_request_context():
            return {rule.endpoint for rule in app.url_map.iter_rules() if is_public(app, rule.endpoint)} - PUBLIC

    assert not opened()
    administrator.post_form("/settings", {"is_hub_public": "y"})
    assert opened() == OF_A_PUBLIC_HUB
    administrator.post_form("/settings", {"may_visitors_suggest": "y"})
    assert opened() == OF_A_PUBLIC_HUB | {"suggesting.suggest"}


def test_a_page_that_a_setting_opens_needs_a_request_to_be_open(app: Flask, administrator: Browser) -> None:
    administrator.post_form("/settings", {"is_hub_public": "y"})
    assert not is_public(app, "resources.resource")


def test_before_set_up_no_setting_opens_anything(fresh_app: Flask) -> None:
    assert Browser(fresh_app).client.get("/resources").status_code == 303


def test_no_page_that_is_not_public_answers_a_visitor(app: Flask, visitor: Browser) -> None:
    closed = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in PUBLIC]
    assert len(closed) > 15
    for rule in closed:
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            answer = visitor.client.open(address(rule), method=method, data={"title": "typed"})
            wanted = 303 if method == "GET" else 401
            assert answer.status_code == wanted, f"{method} {rule.rule} answers {answer.status_code}"
            fragment = visitor.client.open(address(rule), method=method, headers=HTMX)
            assert fragment.status_code == 401, f"htmx {method} {rule.rule} answers {fragment.status_code}"


def test_every_page_that_writes_needs_a_token(app: Flask, administrator: Browser) -> None:
    writing = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or set())]
    assert len(writing) > 15
    for rule in writing:
        answer = administrator.client.post(address(rule), data={"title": "x"})
        assert answer.status_code in {400, 404} or answer.location == "/sign-in", (
            f"POST {rule.rule} answers {answer.status_code} without a token"
        )


def test_nothing_but_reading_is_done_on_get(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        for verb in ("delete", "archive", "restore", "remove", "deactivate", "reactivate", "link", "sign-out"):
            if rule.rule.endswith(f"/{verb}") and verb != "delete":
                assert "GET" not in (rule.methods or set()), rule.rule


def test_a_form_sent_from_another_site_is_refused_even_with_a_token(lead: Browser) -> None:
    token = lead.token()
    answer = lead.client.post("/sign-out", data={"csrf_token": token}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert lead.get("/account").path == "/account"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:8080"},
    ],
)
def test_what_another_site_sends_is_never_offered_to_be_sent_again(
    administrator: Browser, headers: dict[str, str]
) -> None:
    data = {"name": "Mallory", "email": "mallory@evil.example", "role": "administrator"}
    answer = administrator.client.post("/people/new", data=data, headers=headers)
    assert answer.status_code == 403
    assert "another site" in answer.text


def test_ones_own_origin_is_let_in(administrator: Browser) -> None:
    headers = {"Origin": "http://localhost"}
    assert administrator.client.post("/sign-out", data={"csrf_token": administrator.token()}, headers=headers).location


def test_what_everybody_may_keep_sets_no_cookie(administrator: Browser) -> None:
    administrator.post_form("/settings", {"colour": "#00573d"})
    with administrator.client.session_transaction() as session:
        session["seen"] -= 120
    answer = administrator.client.get("/council.css")
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_a_flood_of_fields_is_not_echoed(visitor: Browser) -> None:
    answer = visitor.client.post("/assessments/new", data={f"f{number}": "x" for number in range(9000)})
    assert answer.status_code == 401
    assert len(answer.text) < 20_000


def test_an_answer_at_its_longest_is_taken(lead: Browser, assessment_url: str) -> None:
    page = lead.get(f"{assessment_url}/themes/finance/fv1")
    lead.autosave(page, {"note": "🙂" * 10_000})


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(visitor: Browser) -> None:
    data = {"email": "lead@anytown.example", "password": "four quiet blue herons"}
    cookies = visitor.post("/sign-in", data, 303).response.headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


def test_pages_are_not_kept_by_the_browser(lead: Browser) -> None:
    assert lead.get("/assessments").response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("host", ["evil.example", "anytown.gov.uk.evil.example", ""])
def test_only_its_own_names_are_answered(visitor: Browser, host: str) -> None:
    answer = visitor.client.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "BEARINGS_HOSTS" in answer.text


def test_a_request_that_is_too_large_is_refused_with_a_sentence(lead: Browser, assessment_url: str) -> None:
    page = lead.get(f"{assessment_url}/themes/finance/fv1")
    answer = lead.client.post(page.path, data={"note": "x" * 4_000_000, "csrf_token": "x"})
    assert answer.status_code == 413
    assert "That is too much at once" in answer.text


def test_static_files_are_kept_for_ever_since_their_address_changes(visitor: Browser) -> None:
    page = visitor.get("/")
    for link in page.find("link", rel="stylesheet"):
        with visitor.client.get(link.get("href", ""), headers={"Accept-Encoding": "gzip"}) as answer:
            assert answer.status_code == 200
            assert "immutable" in answer.headers["Cache-Control"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/static/../app/config.py", "/static/%2e%2e/instance/secret.key", "/static/nothing"])
def test_static_serves_nothing_else(visitor: Browser, path: str) -> None:
    assert visitor.client.get(path).status_code == 404


def test_a_colour_on_which_white_is_not_readable_is_refused(administrator: Browser) -> None:
    page = administrator.post_form("/settings", {"colour": "#77aa77"}, 422)
    assert page.errors() == [
        "Choose a darker colour: white text on #77aa77 has a contrast of 2.69 to 1, and needs 4.5 to 1 to be readable"
    ]
    assert page.by_id("colour").get("value") == "#77aa77"


@pytest.mark.parametrize(("typed", "colour"), [("00573D", "#00573d"), ("#036", "#003366"), (" #000000 ", "#000000")])
def test_a_colour_may_be_typed_loosely(typed: str, colour: str) -> None:
    assert checked(typed) == colour


@pytest.mark.parametrize("typed", ["green", "#12345", "#00573d}body{display:none", "url(x)", "#ééé"])
def test_nothing_but_a_colour_gets_into_the_stylesheet(administrator: Browser, typed: str) -> None:
    page = administrator.post_form("/settings", {"colour": typed}, 422)
    assert page.errors() == ["Colour must be six hexadecimal digits, like #00573d"]


def test_the_councils_colour_is_one_property(administrator: Browser) -> None:
    administrator.post_form("/settings", {"colour": "#00573d"})
    page = administrator.get("/")
    (sheet,) = [link.get("href", "") for link in page.find("link") if "council.css" in link.get("href", "")]
    assert "--app-colour: #00573d" in administrator.client.get(sheet).text
