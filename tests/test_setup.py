"""The first run: whoever started Bearings sets it up."""

import pytest
from flask import Flask

from tests.browsing import Browser
from tests.conftest import PASSWORD

COUNCIL = {
    "council_name": "Anytown Borough Council",
    "council_type": "district",
    "gss_code": "E07000123",
    "name": "Ada Admin",
    "email": "ada@anytown.example",
    "password": PASSWORD,
}


@pytest.fixture
def first(fresh_app: Flask) -> Browser:
    return Browser(fresh_app)


@pytest.fixture
def setup_url(fresh_app: Flask) -> str:
    return f"/setup?code={fresh_app.config['SETUP_CODE']}"


def test_before_set_up_the_first_page_says_where_the_address_is(first: Browser) -> None:
    assert "in the window it was started in" in first.get("/").text


@pytest.mark.parametrize("query", ["", "?code=", "?code=wrong", "?code=%C3%A9"])
def test_without_the_code_there_is_no_set_up(first: Browser, query: str) -> None:
    page = first.get(f"/setup{query}", 403)
    assert page.h1 == "This address has no valid code"
    assert not page.find("input", name="council_name")


def test_a_post_without_the_code_sets_nothing_up(first: Browser) -> None:
    first.post("/setup", COUNCIL, 403)
    assert first.get("/").h1 == "Bearings is not set up yet"


def test_setting_up_signs_the_administrator_in(first: Browser, setup_url: str) -> None:
    page = first.post_form(setup_url, COUNCIL)
    assert page.h1 == "What is next for you"
    assert "Anytown Borough Council" in page.text
    assert "People" in page.links()


def test_the_set_up_address_is_spent_afterwards(first: Browser, setup_url: str, fresh_app: Flask) -> None:
    first.post_form(setup_url, COUNCIL)
    another = Browser(fresh_app)
    assert another.get(setup_url).path == "/"
    another.post("/setup", COUNCIL | {"code": fresh_app.config["SETUP_CODE"]}, 302)
    assert "Ada Admin" in first.get("/people").text
    assert first.get("/people").text.count("@anytown.example") == 1


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("council_name", "", "Enter the name of the council"),
        ("council_name", "x" * 121, "The name of the council must be 120 characters or fewer"),
        ("council_type", "kingdom", "Not a valid choice."),
        ("gss_code", "E0700012", "ONS code must be the letter E and eight digits, like E07000123"),
        ("email", "ada", "Enter an email address in the correct format, like name@example.gov.uk"),
        (
            "password",
            "short",
            "Password must be 12 characters or more. Three or four words together are easy to remember",
        ),
        (
            "password",
            "aaaaaaaaaaaaaaaa",
            "Password is too easy to guess. Three or four words that do not belong together",
        ),
        ("password", "ada@anytown.example", "Password is too easy to guess."),
    ],
)
def test_bad_input_is_named_and_nothing_typed_is_lost(
    first: Browser, setup_url: str, field: str, value: str, message: str
) -> None:
    page = first.post_form(setup_url, COUNCIL | {field: value}, 422)
    assert [error for error in page.errors() if error.startswith(message)], page.errors()
    if field != "name":
        assert page.by_id("name").get("value") == "Ada Admin"


def test_the_ons_code_is_optional_and_may_be_typed_loosely(first: Browser, setup_url: str) -> None:
    first.post_form(setup_url, COUNCIL | {"gss_code": " e07 000123 "})
    assert first.get("/settings").by_id("gss_code").get("value") == "E07000123"
