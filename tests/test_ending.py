"""After the sign-off the private answers are ended as people were told, and one person can be erased before."""

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.accounts import erasing
from app.accounts.tables import Retention, User
from app.assessment.tables import Assessment, Stage
from app.audit.tables import Event
from app.daily import Daily, run_once
from app.database import BusyError, db, utc_now, writing
from app.documents.workbook_forms import Filling, drop_fillings
from app.participation.ending import end_due, find_due
from app.participation.tables import Group, Opening, Part, Participant, Response, Visit
from app.pending import held, keep
from app.plan.tables import Action
from app.position.comparing import find_comparison, is_compared
from app.position.tables import SignOff
from tests import voices
from tests.browsing import Browser
from tests.private_links import enter, make_link

# Nothing else in the database is called so.
TELLING = ("Wilhelmina Quibble", "Ministry of Silly Walks", "The ferrets ate it", "quibble@walks.example", "Too Dear")


def signed(app: Flask, retention: Retention = Retention.ANONYMISE, *, days_ago: int = 91, people: int = 5) -> int:
    """An assessment signed off so long ago, in which telling things were answered."""
    number = voices.start(app, retention=retention, retention_days=90, sponsor="officer")
    somebody = voices.add_person(
        app, number, Group.MEMBER, name=TELLING[0], directorate=TELLING[1], email=TELLING[3], themes="people"
    )
    voices.answer(app, somebody, "UP1", 3, target=2, note=TELLING[2], is_note_shared=True, reason=TELLING[4])
    for level, person in enumerate(voices.add_people(app, number, members=people, officers=0)):
        voices.answer(app, person, "UP1", level % 3, evidence=1)
        voices.answer(app, person, "UP2", 1)
    voices.set_stage(app, number, Stage.SIGNED_OFF)
    sign(app, number, days_ago)
    return number


def sign(app: Flask, number: int, days_ago: int, version: int = 1) -> None:
    with app.app_context(), writing():
        moment = utc_now() - timedelta(days=days_ago)
        person = voices.find_user("officer")
        row = SignOff(assessment_id=number, version=version, content="{}", digest="0" * 64, signed_by_id=person)
        row.signed_at = moment
        db.session.add(row)


def raw(instance: Path) -> bytes:
    """The files of the database, as somebody with a hex editor sees them."""
    names = ("bearings.sqlite", "bearings.sqlite-wal")
    return b"".join((instance / name).read_bytes() for name in names if (instance / name).exists())


def traces(instance: Path) -> list[str]:
    content = raw(instance)
    return [text for text in TELLING if text.encode() in content]


def test_they_are_made_anonymous_when_the_days_since_the_first_sign_off_are_over(app: Flask, instance: Path) -> None:
    number = signed(app)
    assert set(traces(instance)) == set(TELLING)
    with app.app_context():
        before = Counter(map(tuple, db.session.execute(select(Response.code, Response.current))))
        assert run_once()
        people = db.session.scalars(select(Participant).filter_by(assessment_id=number)).all()
        answers = db.session.scalars(select(Response)).all()
        assert Counter((answer.code, answer.current) for answer in answers) == before
        assert len(people) == 6
        for person in people:
            blank = (person.name, person.email, person.directorate, person.themes, person.group, person.user_id)
            assert blank == ("", "", "", "", None, None)
            assert (person.added_at, person.told_at, person.finished_at, person.link_hash) == (None,) * 4
        for answer in answers:
            assert (answer.note, answer.reason, answer.late_note, answer.form_id) == ("",) * 4
            assert not answer.is_note_shared
            assert answer.saved_at == datetime.combine(date.today(), datetime.min.time(), UTC)
            assert answer.row_version == 1
        assert db.session.get_one(Assessment, number).responses_ended_at is not None
    assert traces(instance) == []


def test_numbers_and_the_order_of_rows_tell_nothing_and_nobodys_answers_stay_together(app: Flask) -> None:
    number = signed(app, people=30)
    with app.app_context():
        former = db.session.scalars(select(Participant.id)).all()
        in_order = db.session.scalars(select(Response.current).filter_by(code="UP1").order_by(Response.participant_id))
        answers = list(in_order)
        end_due()
        now = db.session.scalars(select(Participant.id).filter_by(assessment_id=number)).all()
        again = select(Response.current).filter_by(code="UP1").order_by(Response.participant_id)
        assert not set(now) & set(former)
        assert list(db.session.scalars(again)) != answers


def test_what_was_not_confirmed_or_left_empty_does_not_survive(app: Flask) -> None:
    number = signed(app)
    person = voices.add_person(app, number, name="Only A Note")
    voices.answer(app, person, "UP3", 2)
    with app.app_context():
        with writing():
            db.session.execute(update(Response).where(Response.code == "UP3").values(is_confirmed=False))
        end_due()
        assert db.session.query(Response).filter_by(code="UP3").count() == 0
        assert db.session.query(Participant).filter_by(assessment_id=number).count() == 6


def test_they_are_deleted_where_people_were_told_so(app: Flask, instance: Path) -> None:
    number = signed(app, Retention.DELETE)
    with app.app_context():
        assert run_once()
        assert db.session.query(Response).count() == 0
        assert db.session.query(Participant).filter_by(assessment_id=number).count() == 0
    assert traces(instance) == []


def test_they_are_kept_where_people_were_told_so(app: Flask) -> None:
    number = signed(app, Retention.KEEP)
    with app.app_context():
        end_due()
        assert db.session.query(Participant).filter_by(assessment_id=number, name=TELLING[0]).count() == 1
        assert db.session.get_one(Assessment, number).responses_ended_at is None


def test_nothing_happens_before_the_days_are_over_and_it_happens_once(app: Flask) -> None:
    signed(app, days_ago=89)
    over = signed(app, days_ago=90)
    with app.app_context():
        assert find_due() == [over]
        (line,) = end_due()
        assert line.endswith("are made anonymous.")
        assert end_due() == []


def test_the_days_count_from_the_first_sign_off_and_not_from_a_correction(app: Flask) -> None:
    number = signed(app, days_ago=91)
    sign(app, number, days_ago=1, version=2)
    with app.app_context():
        assert find_due() == [number]


def test_an_assessment_done_together_is_never_ended(app: Flask, lead: Browser, assessment_url: str) -> None:
    number = int(assessment_url.rsplit("/", 1)[1])
    sign(app, number, days_ago=500)
    with app.app_context():
        assert find_due() == []


def test_links_visits_and_openings_go_and_the_link_is_worth_nothing(app: Flask, lead: Browser) -> None:
    number = voices.start(app, retention=Retention.ANONYMISE, retention_days=90)
    person = voices.add_person(app, number, name=TELLING[0])
    token = make_link(lead, number, person)
    visit = enter(app, token)
    voices.answer(app, person, "UP1", 1)
    voices.set_stage(app, number, Stage.SIGNED_OFF)
    sign(app, number, days_ago=100)
    with app.app_context():
        end_due()
        assert db.session.query(Visit).count() == db.session.query(Opening).count() == 0
    visit.client.get(f"/assessments/{number}/mine", follow_redirects=True)
    assert Browser(app).client.get(f"/r/{token}").status_code == 404


def test_who_reviews_or_views_can_still_read_the_result_and_who_answered_is_nobody(app: Flask) -> None:
    number = signed(app)
    voices.add_person(app, number, None, user="viewer", role=Part.VIEWER, directorate=TELLING[1])
    taking_part = voices.add_person(app, number, Group.OFFICER, user="member")
    voices.answer(app, taking_part, "UP1", 2)
    with app.app_context():
        end_due()
        accounts = db.session.scalars(select(Participant.user_id).where(Participant.user_id.is_not(None))).all()
        assert accounts == [voices.find_user("viewer")]
        assert db.session.query(Participant).filter_by(directorate=TELLING[1]).count() == 0


def test_whoever_answered_and_leads_an_action_goes_on_as_a_viewer(
    app: Flask, browser_of: Callable[[str], Browser]
) -> None:
    number = signed(app)
    for handle in ("member", "stranger"):
        voices.answer(app, voices.add_person(app, number, Group.OFFICER, user=handle, directorate=TELLING[1]), "UP1", 2)
    voices.add_person(app, number, Group.OFFICER, user="viewer", withdrawn_at=utc_now())
    with app.app_context():
        with writing():
            for name in ("mary  member", "Vic Viewer"):
                db.session.add(Action(assessment_id=number, code="UP1", what="Do it", lead_officer=name))
        end_due()
        (left,) = db.session.scalars(select(Participant).where(Participant.user_id.is_not(None)))
        assert (left.user_id, left.role, left.group) == (voices.find_user("member"), Part.VIEWER, None)
        assert (left.directorate, left.added_at, left.told_at) == ("", None, None)
    browser_of("member").get(f"/assessments/{number}")
    for handle in ("stranger", "viewer"):
        browser_of(handle).get(f"/assessments/{number}", 404)


def test_people_are_told_before_what_they_see_after_it(app: Flask, browser_of: Callable[[str], Browser]) -> None:
    for retention, is_told in ((Retention.ANONYMISE, True), (Retention.DELETE, True), (Retention.KEEP, False)):
        number = voices.start(app, retention=retention)
        voices.add_person(app, number, user="member")
        text = browser_of("member").get(f"/assessments/{number}/before").text
        assert ("From then on you no longer see this assessment" in text) == is_told


def test_what_was_uploaded_goes_when_it_is_an_hour_old_and_with_the_answers_it_is_of(
    app: Flask, instance: Path
) -> None:
    number = signed(app)
    folder = instance / "uploads"
    with app.app_context():
        rows: dict[str, Any] = {"key": "1", "seen": {}, "rows": (), "notices": ()}
        for assessment_id in (number, number + 1):
            keep(folder, Filling(user_id=1, file_name=f"{assessment_id}", assessment_id=assessment_id, **rows))
        end_due()
    (kept,) = folder.iterdir()
    assert f'"{number + 1}"' in kept.read_text("utf-8")
    daily = Daily(app)
    daily.done_on = date.today()
    daily.try_once()
    assert kept.exists()
    os.utime(kept, (0, 0))
    daily.try_once()
    assert not kept.exists()
    folder.rmdir()
    daily.try_once()


def test_what_is_dropped_while_it_is_applied_does_not_come_back(app: Flask, instance: Path) -> None:
    folder, rows = instance / "uploads", {"key": "1", "seen": {}, "rows": (), "notices": ()}
    for wrong in (None, BusyError()):
        token = keep(folder, Filling.model_validate({"user_id": 1, "file_name": "x", "assessment_id": 7, **rows}))
        with app.app_context(), suppress(BusyError), held(folder, token):
            drop_fillings(7)
            if wrong:
                raise wrong
        assert not [*folder.iterdir()]


def test_it_is_on_the_record_as_done_by_bearings_and_who_answered_is_no_longer_in_it(
    app: Flask, administrator: Browser
) -> None:
    number = signed(app)
    with app.app_context():
        with writing():
            done = Event(what="responses.finished", user_id=voices.find_user("member"), assessment_id=number)
            db.session.add(done)
        end_due()
        assert db.session.scalars(select(Event.user_id).filter_by(what="responses.finished")).one() is None
    page = administrator.get("/audit")
    assert "Bearings, by itself Answers were dealt with as was promised: made anonymous Many voices 2026" in page.text


def test_the_comparison_the_position_and_the_sign_off_stay(app: Flask) -> None:
    number = signed(app)
    with app.app_context():
        assessment = db.session.get_one(Assessment, number)
        before = find_comparison(assessment)
        end_due()
        assert is_compared(assessment)
        assert find_comparison(assessment) == before
        assert db.session.query(SignOff).count() == 1


def test_a_comparison_that_nobody_has_asked_for_is_made_before_the_answers_end(app: Flask) -> None:
    number = signed(app)
    with app.app_context():
        end_due()
        comparison = find_comparison(db.session.get_one(Assessment, number))
        assert comparison is not None
        assert comparison.answered == 6


def test_it_happens_by_itself_at_the_start_and_when_the_day_has_changed(app: Flask) -> None:
    signed(app)
    daily = Daily(app, look_every=0.02)
    daily.start()
    try:
        wait_for(lambda: daily.done_on == date.today())
        signed(app)
        daily.done_on = date.today() - timedelta(days=1)
        wait_for(lambda: daily.done_on == date.today())
    finally:
        daily.stop()
    assert not daily.is_alive()
    with app.app_context():
        assert find_due() == []


def wait_for(condition: object, seconds: float = 10) -> None:
    from time import monotonic, sleep

    end = monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert monotonic() < end
        sleep(0.02)


def test_what_goes_wrong_in_it_is_logged_and_tried_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    signed(app)
    daily = Daily(app)
    with monkeypatch.context() as patch:
        patch.setattr("app.daily.end_due", lambda: 1 / 0)
        daily.try_once()
    assert "The daily work failed" in caplog.text
    assert daily.done_on is None
    daily.try_once()
    assert daily.done_on == date.today()


def test_a_reader_who_goes_on_reading_keeps_it_from_being_called_done(app: Flask, instance: Path) -> None:
    """Until they are through, the log beside the database holds what was deleted: it is tried again."""
    signed(app)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"]["connect_args"]["timeout"] = 0.1
    reader = sqlite3.connect(instance / "bearings.sqlite")
    reader.execute("BEGIN")
    reader.execute("SELECT name FROM participant").fetchall()
    with app.app_context():
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 50")
        assert not run_once()
        reader.rollback()
        assert run_once()
    assert traces(instance) == []


def test_there_is_a_command_for_it(app: Flask) -> None:
    from app.participation.cli import responses_commands

    signed(app)
    runner = app.test_cli_runner()
    said = runner.invoke(responses_commands, ["end-due"]).output
    assert "The private answers in “Many voices 2026” are made anonymous." in said
    assert "Nothing is due." in runner.invoke(responses_commands, ["end-due"]).output


def test_the_lead_erases_a_person_who_asked_and_nothing_of_them_is_left_in_the_file(
    app: Flask, instance: Path, lead: Browser
) -> None:
    number = signed(app)
    with app.app_context():
        person = db.session.scalars(select(Participant.id).filter_by(name=TELLING[0])).one()
        find_comparison(db.session.get_one(Assessment, number))
    address = f"/assessments/{number}/people/{person}/erase"
    page = lead.get(address)
    assert "the comparison of the groups, which was made once and holds no name" in page.text
    assert lead.press(page, {}, 422).errors() == ["Tick the box if you want to erase it"]
    done = lead.press(page, {"sure": "y"})
    assert f"{TELLING[0]} is erased from this assessment" in done.text
    assert traces(instance) == []
    lead.get(address, 404)
    with app.app_context():
        assert db.session.query(Participant).count() == 5
        assert is_compared(db.session.get_one(Assessment, number))
        assert db.session.scalars(select(Event.subject).filter_by(what="people.erased")).one() == ""


def test_erasing_works_in_an_archived_assessment_too_and_leads_back_to_it(app: Flask, lead: Browser) -> None:
    number = signed(app)
    with app.app_context():
        person = db.session.scalars(select(Participant.id).filter_by(name=TELLING[0])).one()
        with writing():
            db.session.get_one(Assessment, number).archived_at = utc_now()
    page = lead.post_form(f"/assessments/{number}/people/{person}/erase", {"sure": "y"})
    assert page.path == f"/assessments/{number}"


def test_nobody_of_another_assessment_can_be_erased_and_none_of_one_done_together(
    app: Flask, lead: Browser, assessment_url: str
) -> None:
    other = voices.start(app, lead="officer")
    person = voices.add_person(app, other, name="Of Another")
    mine = voices.start(app)
    lead.get(f"/assessments/{other}/people/{person}/erase", 404)
    lead.get(f"/assessments/{mine}/people/{person}/erase", 404)
    lead.get(f"{assessment_url}/people/1/erase", 404)
    lead.get(f"/assessments/{mine}/people/{2**70}/erase", 404)


def test_whoever_runs_the_machine_writes_out_what_is_held_about_one_person(app: Flask) -> None:
    from app.participation.cli import responses_commands

    signed(app)
    runner = app.test_cli_runner()
    with app.app_context():
        person = db.session.scalars(select(Participant.id).filter_by(name=TELLING[0])).one()
    held = json.loads(runner.invoke(responses_commands, ["export", "--participant", str(person)]).output)
    assert (held["name"], held["directorate"], held["email"]) == (TELLING[0], TELLING[1], TELLING[3])
    (answer,) = held["answers"]
    assert (answer["code"], answer["note"], answer["reason"]) == ("UP1", TELLING[2], TELLING[4])
    assert "hash" not in json.dumps(held)
    with app.app_context():
        assert db.session.scalars(select(Event.what)).all()[-1] == "person.exported"
        end_due()
        nobody = db.session.scalars(select(Participant.id).where(Participant.name == "")).first()
    for number in (nobody, 4711):
        result = runner.invoke(responses_commands, ["export", "--participant", str(number)])
        assert f"There is no participant with the number {number}." in result.output


def test_an_account_is_written_out_with_all_that_points_to_it(app: Flask, member_in: int) -> None:
    from app.cli import people_commands

    result = app.test_cli_runner().invoke(people_commands, ["export", "MEMBER@anytown.example"])
    held = json.loads(result.output)
    assert held["account"]["name"] == "Mary Member"
    assert held["private answers"][0]["answers"][0]["note"] == TELLING[2]
    assert "hash" not in result.output
    assert "argon2" not in result.output
    assert "scrypt" not in result.output


@pytest.fixture
def member_in(app: Flask) -> int:
    """An assessment in which the member has answered."""
    number = voices.start(app)
    person = voices.add_person(app, number, Group.MEMBER, user="member")
    voices.answer(app, person, "UP1", 3, note=TELLING[2])
    return number


def test_an_erased_account_is_nobodys_name_any_more_and_what_it_wrote_stays(
    app: Flask, instance: Path, member_in: int
) -> None:
    from app.cli import people_commands

    result = app.test_cli_runner().invoke(people_commands, ["erase", "member@anytown.example", "--yes"])
    assert result.exit_code == 0, result.output
    with app.app_context():
        former = f"Former user {find_former()}"
        user = db.session.scalars(select(User).filter_by(name=former)).one()
        assert (user.email, user.is_active, user.password_hash) == (former, False, None)
        assert db.session.query(Participant).filter_by(user_id=user.id).count() == 1
    content = raw(instance)
    assert b"Mary Member" not in content
    assert b"member@anytown" not in content


def test_a_name_that_two_accounts_share_stays_in_plans_and_in_the_record(app: Flask, member_in: int) -> None:
    with app.app_context(), writing():
        member, viewer = (db.session.get_one(User, voices.find_user(handle)) for handle in ("member", "viewer"))
        db.session.add(Event(what="lead.changed", subject="Mary Member"))
        db.session.add(Action(assessment_id=member_in, code="UP1", what="Do it", lead_officer="Mary Member"))
        assert erasing.name_left(member) == "", "Nobody shares it"
        viewer.name = "mary  member"
        assert erasing.name_left(member) == "Mary Member"
        erasing.erase(member)
        assert db.session.scalars(select(Action.lead_officer)).one() == "Mary Member"
        assert "Mary Member" in db.session.scalars(select(Event.subject).where(Event.what == "lead.changed")).all()


def test_only_what_was_handed_to_an_erased_account_is_renamed_in_the_record(app: Flask, member_in: int) -> None:
    with app.app_context(), writing():
        person = db.session.scalars(select(Participant).where(Participant.user_id.is_not(None))).one()
        person.directorate = TELLING[1]
        for what in ("lead.changed", "settings.changed"):
            db.session.add(Event(what=what, subject="Mary Member"))
        former = erasing.erase(db.session.get_one(User, voices.find_user("member")))
        db.session.flush()
        told = dict(db.session.execute(select(Event.what, Event.subject)).all())
        assert (told["lead.changed"], told["settings.changed"]) == (former, "Mary Member")
        assert person.directorate == ""


def test_an_account_without_another_name_is_in_its_own_export(app: Flask, member_in: int) -> None:
    """As of whoever was let in while the assessment was done together."""
    with app.app_context():
        with writing():
            db.session.execute(update(Participant).values(name="", email=""))
        (held,) = erasing.held_about(db.session.get_one(User, voices.find_user("member")))["private answers"]
    assert (held["name"], held["email"]) == ("Mary Member", "member@anytown.example")


def find_former() -> int:
    return db.session.scalars(select(User.id).where(User.name.like("Former user %"))).one()


def test_an_account_that_leads_or_sponsors_something_is_not_erased(app: Flask) -> None:
    from app.cli import people_commands

    voices.start(app, sponsor="officer")
    for handle, name in (("lead", "Lena Lead"), ("officer", "Omar Officer")):
        result = app.test_cli_runner().invoke(people_commands, ["erase", f"{handle}@anytown.example", "--yes"])
        assert f"{name} leads or sponsors “Many voices 2026”. Hand that to somebody else first" in result.output
    result = app.test_cli_runner().invoke(people_commands, ["erase", "administrator@anytown.example", "--yes"])
    assert "Ada Admin is the only administrator." in result.output
    result = app.test_cli_runner().invoke(people_commands, ["erase", "nobody@anytown.example", "--yes"])
    assert "Nobody has the email address nobody@anytown.example." in result.output
