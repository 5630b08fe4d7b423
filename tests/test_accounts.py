"""Signing in and out, passwords, links, and who looks after people."""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts import passwords, sessions
from app.accounts.passwords import fault_of
from app.accounts.tables import SignIn, User
from app.accounts.throttle import Throttle
from app.cli import people_commands
from app.database import db, utc_now, writing
from tests.browsing import Browser
from tests.conftest import PASSWORD, user_id

NEW_PASSWORD = "seven green slow tractors"
OfCast = Callable[[str], Browser]


def sign_in(browser: Browser, handle: str, password: str, status: int = 303) -> object:
    return browser.post("/sign-in", {"email": f"{handle}@anytown.example", "password": password}, status)


def is_signed_in(browser: Browser) -> bool:
    return browser.get("/account").path == "/account"


def test_signing_in_leads_to_where_one_was_going(visitor: Browser) -> None:
    page = visitor.get("/account")
    assert page.path == "/sign-in"
    page = visitor.post_form(page.response.request.full_path, {"email": "LEAD@anytown.example", "password": PASSWORD})
    assert page.path == "/account"
    assert "Lena Lead" in page.text


@pytest.mark.parametrize("next_", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_site(visitor: Browser, next_: str) -> None:
    data = {"email": "lead@anytown.example", "password": PASSWORD, "next": next_}
    assert visitor.post("/sign-in", data, 303).response.location == "/"


@pytest.mark.parametrize("handle", ["lead", "nobody"])
def test_a_wrong_password_and_an_unknown_person_get_the_same_answer(visitor: Browser, handle: str) -> None:
    page = visitor.post_form("/sign-in", {"email": f"{handle}@anytown.example", "password": "wrong"}, 422)
    assert page.errors() == ["Email address or password is not right. Check both and try again"]


def test_the_password_is_never_shown_again(visitor: Browser) -> None:
    page = visitor.post_form("/sign-in", {"email": "lead@anytown.example", "password": "wrong-secret"}, 422)
    assert "wrong-secret" not in page.html


def test_after_signing_out_the_old_cookie_is_worth_nothing(lead: Browser) -> None:
    cookie = lead.client.get_cookie("bearings")
    assert cookie is not None
    lead.post("/sign-out", {}, 303)
    lead.client.set_cookie("bearings", cookie.value)
    assert not is_signed_in(lead)


def test_signing_out_everywhere_ends_the_other_browser_too(browser_of: OfCast) -> None:
    office, home = browser_of("lead"), browser_of("lead")
    office.post("/sign-out-everywhere", {}, 303)
    assert not is_signed_in(home)
    assert not is_signed_in(office)


def test_a_new_password_signs_out_every_other_browser(browser_of: OfCast, visitor: Browser) -> None:
    office, home = browser_of("lead"), browser_of("lead")
    data = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    page = office.post_form("/account", data, action="/account")
    assert "Your password is changed" in page.text
    assert is_signed_in(office)
    assert not is_signed_in(home)
    sign_in(visitor, "lead", PASSWORD, 422)
    sign_in(visitor, "lead", NEW_PASSWORD)


def test_the_password_changes_only_with_the_current_one(lead: Browser) -> None:
    page = lead.post_form("/account", {"current_password": "x", "new_password": NEW_PASSWORD}, 422, action="/account")
    assert page.errors() == ["Current password is not right"]


def test_a_session_ends_when_idle(lead: Browser, app: Flask) -> None:
    with lead.client.session_transaction() as session:
        session["seen"] -= app.config["IDLE_MINUTES"] * 60 + 1
    assert not is_signed_in(lead)


def test_using_a_session_keeps_it_from_being_idle(lead: Browser, app: Flask) -> None:
    with lead.client.session_transaction() as session:
        session["seen"] -= app.config["IDLE_MINUTES"] * 60 - 10
    assert is_signed_in(lead)
    with lead.client.session_transaction() as session:
        session["seen"] -= app.config["IDLE_MINUTES"] * 60 - 10
    assert is_signed_in(lead)


def test_a_session_ends_when_too_old_however_busy(lead: Browser, app: Flask) -> None:
    with app.app_context(), writing():
        old = utc_now() - timedelta(hours=app.config["SESSION_HOURS"], seconds=1)
        db.session.query(SignIn).update({SignIn.created_at: old})
    assert not is_signed_in(lead)


def test_a_changed_role_ends_the_session(administrator: Browser, lead: Browser, app: Flask) -> None:
    administrator.post_form(f"/people/{user_id(app, 'lead')}", {"role": "editor"}, action=person_path(app, "lead"))
    assert not is_signed_in(lead)


def person_path(app: Flask, handle: str) -> str:
    return f"/people/{user_id(app, handle)}"


def test_a_deactivated_person_is_out_at_once_and_stays_out(
    administrator: Browser, lead: Browser, visitor: Browser, app: Flask
) -> None:
    administrator.post(f"{person_path(app, 'lead')}/deactivate", {}, 303)
    assert not is_signed_in(lead)
    sign_in(visitor, "lead", PASSWORD, 422)
    administrator.post(f"{person_path(app, 'lead')}/reactivate", {}, 303)
    sign_in(visitor, "lead", PASSWORD)


def test_there_is_always_one_administrator(administrator: Browser, app: Flask) -> None:
    path = person_path(app, "administrator")
    page = administrator.post_form(path, {"role": "user"}, 422, action=path)
    assert page.errors() == ["There must be one administrator. Make somebody else administrator first"]
    administrator.post(f"{path}/deactivate", {}, 303)
    assert is_signed_in(administrator)


def add_person(administrator: Browser, email: str = "nora@anytown.example") -> str:
    """The path of the one-time link."""
    page = administrator.post_form("/people/new", {"name": "Nora New", "email": email, "role": "editor"})
    return urlsplit(page.text_of("address")).path


def test_a_person_is_added_with_a_link_that_works_once(administrator: Browser, visitor: Browser) -> None:
    link = add_person(administrator)
    visitor.get(link)  # a mail scanner's look uses nothing up
    page = visitor.post_form(link, {"password": NEW_PASSWORD})
    assert page.path == "/"
    assert "you are signed in" in page.text
    assert visitor.get(link, 404).h1 == "This link no longer works"


def test_a_link_ends_after_a_week(administrator: Browser, visitor: Browser, app: Flask) -> None:
    link = add_person(administrator)
    with app.app_context(), writing():
        db.session.query(User).filter_by(email="nora@anytown.example").update({User.link_expires_at: utc_now()})
    assert visitor.get(link, 404).h1 == "This link no longer works"


def test_a_newer_link_ends_the_older(administrator: Browser, visitor: Browser, app: Flask) -> None:
    old = add_person(administrator)
    with app.app_context():
        number = db.session.query(User.id).filter_by(email="nora@anytown.example").scalar()
    administrator.post(f"/people/{number}/link", {})
    visitor.get(old, 404)


def test_the_same_address_is_added_once_whatever_its_case(administrator: Browser) -> None:
    add_person(administrator)
    data = {"name": "Nora Again", "email": "NORA@anytown.example", "role": "user"}
    page = administrator.post_form("/people/new", data, 422)
    assert page.errors() == ["Somebody with this email address is on the list already"]
    assert page.by_id("name").get("value") == "Nora Again"


def test_a_locked_out_administrator_gets_back_in_by_command(app: Flask, visitor: Browser) -> None:
    result = app.test_cli_runner().invoke(people_commands, ["link", "administrator@anytown.example"])
    (path,) = re.findall(r"/set-password/\S+", result.output)
    visitor.post_form(path, {"password": NEW_PASSWORD})
    assert visitor.get("/people").h1 == "People"


def test_the_command_says_when_nobody_has_that_address(app: Flask) -> None:
    result = app.test_cli_runner().invoke(people_commands, ["link", "nobody@anytown.example"])
    assert result.exit_code == 1
    assert "Nobody has the email address" in result.output


@pytest.mark.parametrize("path", ["/people", "/people/new", "/people/1", "/settings"])
def test_only_the_administrator_finds_people_and_settings(lead: Browser, path: str) -> None:
    lead.get(path, 404)


def test_passwords_are_judged_by_length_and_not_by_composition() -> None:
    assert fault_of("all lower case words") is None
    assert fault_of("Sh0rt!Pass") is not None
    assert fault_of("1" * 40) is not None


def test_passwords_are_stored_as_argon2id(app: Flask) -> None:
    with app.app_context():
        hashes = db.session.scalars(select(User.password_hash)).all()
    assert all(str(found).startswith("$argon2id$") for found in hashes)


def test_session_keys_and_links_are_stored_as_hashes(lead: Browser, administrator: Browser, app: Flask) -> None:
    secret = add_person(administrator).rsplit("/", 1)[1]
    with lead.client.session_transaction() as session:
        key = session["key"]
    with app.app_context():
        hashes = {row.key_hash for row in db.session.query(SignIn)}
        assert sessions.digest(key) in hashes
        assert key not in hashes
        assert secret not in {user.link_hash for user in db.session.query(User)}


class Clock:
    """Time that passes only when told."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def wrong_tries(throttle: Throttle, count: int, *, address: str = "203.0.113.9", is_known: bool = False) -> int:
    """Tries that are all wrong; the wait after the last."""
    for _ in range(count):
        assert throttle.wait("lead", address, is_known=is_known) == 0
    return throttle.wait("lead", address, is_known=is_known)


def test_after_a_few_wrong_tries_each_next_one_waits_longer_but_never_for_ever() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    waits = [wrong_tries(throttle, 5)]
    for _ in range(8):
        clock.now += waits[-1]
        waits.append(wrong_tries(throttle, 1))
    assert waits == [1, 2, 4, 8, 16, 30, 30, 30, 30]


def test_a_stranger_who_keeps_trying_does_not_slow_the_owners_own_browser() -> None:
    throttle = Throttle(Clock())
    assert wrong_tries(throttle, 5) > 0
    assert throttle.wait("lead", "198.51.100.7", is_known=True) == 0


def test_the_right_password_clears_the_account() -> None:
    throttle = Throttle(Clock())
    wrong_tries(throttle, 5, is_known=True)
    throttle.forgive("lead", "203.0.113.9", is_known=True)
    assert throttle.wait("lead", "203.0.113.9", is_known=True) == 0


def test_one_address_is_slowed_over_all_accounts_together() -> None:
    throttle = Throttle(Clock())
    waits = [throttle.wait(f"person {number}", "203.0.113.9", is_known=False) for number in range(51)]
    assert waits == [0] * 50 + [1]


def test_strangers_elsewhere_make_a_new_browser_wait_a_second_at_most() -> None:
    throttle = Throttle(Clock())
    for number in range(100):
        throttle.wait("lead", f"198.51.100.{number}", is_known=False)
    assert throttle.wait("lead", "203.0.113.9", is_known=False) == 1


def test_too_many_wrong_passwords_are_told_how_long_to_wait(visitor: Browser) -> None:
    for _ in range(5):
        sign_in(visitor, "lead", "wrong", 422)
    page = visitor.post_form("/sign-in", {"email": "lead@anytown.example", "password": PASSWORD}, 429)
    assert page.errors() == ["Too many tries. Wait 1 second, then enter your password again"]
    assert page.response.headers["Retry-After"] == "1"


def test_checking_a_password_takes_its_time_for_somebody_unknown_too(
    visitor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    def is_right(password: str, user: User | None) -> bool:
        checked.append(password)
        return False

    monkeypatch.setattr(passwords, "is_right", is_right)
    sign_in(visitor, "nobody", "wrong", 422)
    assert checked == ["wrong"]


@pytest.mark.parametrize("path", ["//[", "http://[", "/people%0D%0AX:y", "/people\r\nX:y", "/\x00"])
def test_an_odd_address_to_go_on_to_leads_to_the_first_page(visitor: Browser, path: str) -> None:
    data = {"email": "lead@anytown.example", "password": PASSWORD, "next": path}
    assert visitor.post("/sign-in", data, 303).response.status_code == 303
    visitor.client.get("/sign-in", query_string={"next": path})


def test_ones_own_address_or_present_password_will_not_do_as_a_new_one(lead: Browser) -> None:
    for new in ("lead@anytown.example", PASSWORD):
        data = {"current_password": PASSWORD, "new_password": new}
        page = lead.post_form("/account", data, 422, action="/account")
        assert "too easy to guess" in page.errors()[0]


def test_signing_in_again_in_the_same_browser_ends_the_former_session(visitor: Browser) -> None:
    sign_in(visitor, "lead", PASSWORD)
    former = visitor.client.get_cookie("bearings")
    assert former is not None
    data = {"email": "lead@anytown.example", "password": PASSWORD, "csrf_token": visitor.token_of("/account")}
    visitor.client.post("/sign-in", data=data)
    visitor.client.set_cookie("bearings", former.value)
    assert not is_signed_in(visitor)


@pytest.mark.parametrize("path", [f"/people/{10**20}", f"/people/{10**20}/link", f"/people/{10**20}/reactivate"])
def test_a_person_beyond_counting_does_not_exist(administrator: Browser, path: str) -> None:
    administrator.post(path, {}, 404)


@pytest.mark.parametrize("name", [" \u200b ", "\n", "\u202e"])
def test_a_name_that_cannot_be_seen_is_none(administrator: Browser, name: str) -> None:
    page = administrator.post_form("/people/new", {"name": name, "email": "x@anytown.example", "role": "user"}, 422)
    assert page.errors() == ["Enter a name"]
