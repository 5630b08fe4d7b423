"""The demonstration: what a visitor is to see of the second assessment, which people answered separately."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.assessment.tables import Assessment
from app.audit.tables import Event
from app.database import db
from app.demo import EMAIL, fill
from app.demo_plan import add_round_before
from app.demo_voices import REVIEWER, SPONSOR, add_voices
from app.position.listing import listing_of
from tests.conftest import make_app, signed_in

URL = "/assessments/2"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = make_app(tmp_path_factory.mktemp("demo"))
    with app.app_context():
        first = fill(app)
        add_voices(first)
        add_round_before(first)
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("email", [EMAIL, SPONSOR, REVIEWER])
def test_where_views_differ_and_the_half_agreed_position_are_seen(demo: Flask, email: str) -> None:
    visitor = signed_in(demo, email)
    assert "6 members" in visitor.get(f"{URL}/results").text
    page = visitor.get(f"{URL}/position")
    assert "13 of 27" in page.text


def test_every_place_has_something_to_show(demo: Flask) -> None:
    with demo.test_request_context():
        rows = listing_of(db.session.get_one(Assessment, 2)).rows
    assert sum(row.is_agreed for row in rows) == len(rows) // 2
    assert {bool(row.position and row.position.rationale) for row in rows} == {True, False}
    assert sum(row.queries for row in rows) == 1
    assert {len(row.compared.groups) for row in rows if row.compared and row.is_shown} == {1, 2}
    assert [row.code for row in rows if row.is_shown][:2] == ["FV1", "OG1"]


def test_the_record_is_in_the_order_of_time(demo: Flask) -> None:
    with demo.app_context():
        moments = [event.at for event in db.session.query(Event).order_by(Event.id)]
    assert moments == sorted(moments)
    assert "Jo Marlow" in signed_in(demo, EMAIL).get("/audit").text


def test_the_round_before_has_priorities_a_plan_and_a_review_and_something_moved(demo: Flask) -> None:
    visitor = signed_in(demo, EMAIL)
    before = "/assessments/3"
    assert "Signed off by Helen Ashdown" in visitor.get(f"{before}/results").text
    assert "6 priorities, of at most 8." in visitor.get(f"{before}/focus").text
    plan = visitor.get(f"{before}/plan").text
    assert "6 actions: 1 not started, 2 on track, 1 at risk, 1 delayed, 1 complete" in plan
    assert "3 forward, 2 unchanged, 1 back." in visitor.get(f"{before}/reviews").text
    assert "rose" in visitor.get("/assessments/1/movement").text


def test_no_two_assessments_are_called_the_same_whatever_the_month(demo: Flask) -> None:
    with demo.app_context():
        titles = [one.title for one in db.session.query(Assessment).order_by(Assessment.id)]
    assert len(set(titles)) == 3
    assert titles[2].startswith("Earlier self-assessment ")


def test_a_participant_with_an_account_finds_their_own_answers(demo: Flask) -> None:
    assert "Many voices" in signed_in(demo, "member@demo.example").get(f"{URL}/mine").text
