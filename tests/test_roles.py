"""Every route of an assessment, for everybody, at every stage, in both ways: as the table of the rules says.

The routes are asked for over HTTP. Nothing they would write is written: the database is made read-only meanwhile, so
that what is allowed ends in a page, a complaint about an empty form, or the sentence that nothing can be saved now.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text

from app.accounts.tables import Role, User
from app.assessment.roles import ALWAYS, RULES, May, Stages, Who, is_allowed, when_allowed
from app.assessment.roles_routes import in_words
from app.assessment.stages import steps_of
from app.assessment.tables import Assessment, Position, Stage, Way
from app.database import BusyError, db, utc_now, writing
from app.documents.making import Maker, Progress, State
from app.participation import visits
from app.participation.tables import Group, Part, Participant
from app.plan.tables import Review
from app.position.comparing import find_comparison
from app.position.tables import PositionReview, Verdict
from app.results.figures import Kind
from tests import plans, voices
from tests.browsing import Browser
from tests.conftest import begun, open_browser

SEPARATELY, TOGETHER = Way.SEPARATELY, Way.TOGETHER


@dataclass(frozen=True)
class Need:
    """What a route asks for, and where it has nothing to offer to anybody."""

    may: May
    together: May | None = None
    """Where it is another one."""
    only: Way | None = None
    at: Stages = ALWAYS
    once_signed_off: May | None = None
    """Where it then only says that it is done."""

    def allows(self, who: frozenset[Who], way: Way, stage: Stage) -> bool:
        may = self.together if self.together and way is TOGETHER else self.may
        may = self.once_signed_off if self.once_signed_off and stage is Stage.SIGNED_OFF else may
        return self.only in {None, way} and stage in self.at and is_allowed(may, who, way, stage)


SIGNED, IS_OPEN = frozenset({Stage.SIGNED_OFF}), frozenset({Stage.OPEN})
MANAGE = Need(May.MANAGE_PEOPLE)
MANAGE_PRIVATE = Need(May.MANAGE_PEOPLE, only=SEPARATELY)
CHANGE, KEEP = Need(May.CHANGE), Need(May.KEEP)
SEE_RESULT = Need(May.SEE_POSITION)
AGREE = Need(May.AGREE)
SEE_PLAN, PLAN = Need(May.SEE_PLAN), Need(May.PLAN)

# A new route under /assessments/ID is added here. One that answers two methods differently has its method in front.
ROUTES: dict[str, Need] = {
    "assessment.assessment": Need(May.SEE),
    "assessment.archive": CHANGE,
    "assessment.delete": KEEP,
    "GET assessment.edit": CHANGE,
    "POST assessment.edit": Need(May.CHANGE, at=ALWAYS - SIGNED),
    "assessment.hand_over": CHANGE,
    "assessment.restore": KEEP,
    "moving.move": CHANGE,
    "moving.move_now": KEEP,
    "moving.reassess": KEEP,
    "stages.stage": CHANGE,
    "stages.move": CHANGE,
    "stages.window": CHANGE,
    "themes.theme": Need(May.SEE_OWN, May.SEE_POSITION),
    "themes.characteristic": Need(May.SEE_OWN, May.SEE_POSITION),
    "themes.answer": Need(May.RESPOND, May.FILL_IN),
    "GET responding.before": Need(May.SEE_OWN),
    "POST responding.before": Need(May.RESPOND),
    "responding.mine": Need(May.SEE_OWN),
    "responding.download": Need(May.SEE_OWN),
    "responding.finished": Need(May.RESPOND),
    "responding.withdraw": Need(May.SEE_OWN),
    "participation.people": MANAGE,
    "participation.remove": Need(May.MANAGE_PEOPLE, only=TOGETHER),
    "participation.progress": Need(May.SEE_PROGRESS),
    "participation.person.person": MANAGE_PRIVATE,
    "participation.person.take_out": MANAGE_PRIVATE,
    "participation.person.add": MANAGE_PRIVATE,
    "participation.several.several": MANAGE_PRIVATE,
    "participation.several.add": MANAGE_PRIVATE,
    "erasure.person": Need(May.KEEP, only=SEPARATELY),
    "links.make": MANAGE_PRIVATE,
    "links.make_one": MANAGE_PRIVATE,
    "links.renew": MANAGE_PRIVATE,
    "links.withdraw": MANAGE_PRIVATE,
    "position.position": Need(May.SEE_POSITION, only=SEPARATELY),
    "position.one": Need(May.SEE_POSITION, only=SEPARATELY),
    "position.agree": AGREE,
    "position.adopt_medians": AGREE,
    "position.undo_adoption": AGREE,
    "reviews.review": Need(May.REVIEW),
    "reviews.settle_review": AGREE,
    "results.results": SEE_RESULT,
    "results.narrative": Need(May.WRITE_UP),
    "results.use_made_text": Need(May.WRITE_UP),
    "documents.summary": SEE_RESULT,
    "data.excel": SEE_RESULT,
    "data.csv": SEE_RESULT,
    "data.json": SEE_RESULT,
    "workbook.workbook": Need(May.ENTER),
    "workbook.download": Need(May.ENTER),
    "workbook.upload": Need(May.ENTER),
    "workbook.preview": Need(May.ENTER),
    "workbook.apply": Need(May.ENTER),
    "workbook.cancel": Need(May.ENTER),
    "documents.glance": SEE_RESULT,
    "word.summary": SEE_RESULT,
    "word.covering": SEE_RESULT,
    "plan_reviews.reviews": Need(May.SEE_PLAN),
    "plan_reviews.plan": Need(May.PLAN),
    "plan_reviews.add": Need(May.PLAN),
    "plan_reviews.change_day": Need(May.PLAN),
    "plan_reviews.remove": Need(May.PLAN),
    "plan_reviews.review": Need(May.SEE_PLAN),
    "plan_reviews.hold": Need(May.PLAN),
    "plan_reviews.movement.movement": SEE_RESULT,
    "focus.focus": SEE_PLAN,
    "focus.choose_focus": PLAN,
    "plan.plan": SEE_PLAN,
    "plan.calendar": SEE_PLAN,
    "plan.new": PLAN,
    "plan.add": PLAN,
    "plan.action": SEE_PLAN,
    "plan.edit": PLAN,
    "plan.update": PLAN,
    "plan.delete": PLAN,
    "slides.slides": SEE_RESULT,
    "pack.pdf": Need(May.SEE),
    "pack.word": Need(May.SEE),
    "entering.enter": Need(May.ENTER, at=IS_OPEN),
    "entering.person": Need(May.ENTER, only=SEPARATELY, at=IS_OPEN),
    "entering.theme": Need(May.ENTER, only=SEPARATELY, at=IS_OPEN),
    "entering.position": Need(May.ENTER, only=TOGETHER, at=IS_OPEN),
    "sign_off.sign_off": SEE_RESULT,
    "sign_off.sign_now": Need(May.SIGN_OFF, once_signed_off=May.SEE_POSITION),
    "sign_off.version": Need(May.SEE_POSITION, at=SIGNED),
    "sign_off.snapshot": Need(May.KEEP, at=SIGNED),
    "sign_off.correct": Need(May.CHANGE, at=SIGNED),
}

PARTS = {
    "lead": Who.LEAD,
    "officer": Who.SPONSOR,
    "reviewer": Who.REVIEWER,
    "member": Who.PARTICIPANT,
    "viewer": Who.VIEWER,
    "link": Who.INVITED,
    "stranger": None,
    "administrator": None,
}


def routes_of_an_assessment(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Method, endpoint and rule of each."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/assessments/<int:assessment_id>"):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield method, rule.endpoint, rule.rule


def need_of(method: str, endpoint: str) -> Need | None:
    return ROUTES.get(f"{method} {endpoint}") or ROUTES.get(endpoint)


def test_every_route_of_an_assessment_is_in_the_table_and_nothing_else(app: Flask) -> None:
    there = [(method, endpoint) for method, endpoint, _ in routes_of_an_assessment(app)]
    assert not [route for route in there if need_of(*route) is None], "Add it to ROUTES, with what it needs."
    assert {name.split()[-1] for name in ROUTES} == {endpoint for _, endpoint in there}


def test_every_right_of_the_table_is_asked_for_by_some_route() -> None:
    asked = {may for need in ROUTES.values() for may in (need.may, need.together) if may}
    # The comparison is on the pages of the position and of the results, which ask for it within.
    # An action’s page asks within who may tell of it.
    assert set(May) - asked == {May.SEE_COMPARISON, May.SEE_RESTRICTED, May.TELL}


class Cast:
    """One assessment, and a browser for everybody who has some part in it or none."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.number = voices.start(app, sponsor="officer")
        with app.app_context(), writing():
            db.session.add(User(name="Rita Reviewer", email="reviewer@anytown.example", role=Role.USER))
        voices.add_person(app, self.number, None, user="reviewer", role=Part.REVIEWER)
        voices.add_person(app, self.number, None, user="viewer", role=Part.VIEWER)
        voices.add_person(app, self.number, Group.MEMBER, user="member", told_at=utc_now())
        self.invited = voices.add_person(app, self.number, Group.OFFICER, name="By Link", told_at=utc_now())
        self.spare = voices.add_person(app, self.number, Group.OFFICER, name="Spare")
        self.action = plans.add_action(app, self.number, "UP1")
        self.browsers = {handle: self._browser(handle) for handle in PARTS}
        with app.app_context(), writing():
            self.review = self._add_review()
            self.planned_review = self._plan_review()
            self.viewer = voices.find_user("viewer")

    def _browser(self, handle: str) -> Browser:
        if handle == "link":
            return begun(self.app, lambda: visits.begin(db.session.get_one(Participant, self.invited)))
        return open_browser(self.app, handle)

    def _add_review(self) -> int:
        review = PositionReview(
            assessment_id=self.number,
            code="UP1",
            reviewer_id=voices.find_user("reviewer"),
            verdict=Verdict.QUERY,
            text="Why?",
        )
        position = Position(assessment_id=self.number, code="UP1", form_id="cast", saved_by_id=voices.find_user("lead"))
        position.kind, position.current = Kind.LEVEL, 2
        db.session.add_all([review, position])
        db.session.flush()
        return review.id

    def _plan_review(self) -> int:
        review = Review(assessment_id=self.number, due_on=date.today())
        db.session.add(review)
        db.session.flush()
        return review.id

    def move(self, way: Way, stage: Stage) -> None:
        with self.app.app_context():
            with writing():
                assessment = db.session.get_one(Assessment, self.number)
                assessment.way, assessment.stage_set = way, stage
                assessment.sponsor_id = voices.find_user("officer")
                if stage is Stage.SIGNED_OFF:
                    self._sign()
            find_comparison(db.session.get_one(Assessment, self.number))

    def _sign(self) -> None:
        from app.position.signing import draft_of, sign

        assessment = db.session.get_one(Assessment, self.number)
        assessment.stage_set = Stage.AGREED
        db.session.flush()
        sign(assessment, draft_of(assessment), voices.find_user("officer"), "Nobody answered")
        assessment.stage_set = Stage.SIGNED_OFF

    def address(self, rule: str) -> str:
        values = {
            "int:assessment_id": self.number,
            "int:participant_id": self.spare,
            "int:user_id": self.viewer,
            "int:review_id": self.review,
            "int:number": self.planned_review,
            "int:action_id": self.action,
            "int:version": 1,
            "theme": self.theme,
            "code": "up1",
            "token": "0" * 32,
        }
        for name, value in values.items():
            rule = rule.replace(f"<{name}>", str(value))
        assert "<" not in rule, f"{rule}: say here what its parts are"
        return rule

    @property
    def theme(self) -> str:
        with self.app.app_context():
            model = db.session.get_one(Assessment, self.number).model
            return next(t.slug for t in model.themes if any(c.code == "UP1" for c in t.characteristics))


@pytest.fixture
def cast(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Cast:
    app.config["WTF_CSRF_ENABLED"] = False
    monkeypatch.setattr(Maker, "ask", lambda *_: Progress(State.FAILED, "No documents here."))
    return Cast(app)


@pytest.fixture
def freeze(app: Flask) -> Callable[[], None]:
    """From then on nothing can be written."""

    def make_read_only() -> None:
        with app.app_context():
            db.session.remove()

            @event.listens_for(db.engine, "before_cursor_execute")
            def refuse(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
                if statement.lstrip().startswith(("INSERT", "UPDATE", "DELETE")):
                    raise BusyError

    return make_read_only


@pytest.mark.parametrize(("way", "stage"), [(way, stage) for way in Way for stage in steps_of(way)])
def test_every_route_lets_in_exactly_those_of_the_table(
    app: Flask, cast: Cast, freeze: Callable[[], None], way: Way, stage: Stage
) -> None:
    cast.move(way, stage)
    freeze()
    wrong = []
    for method, endpoint, rule in routes_of_an_assessment(app):
        need = need_of(method, endpoint)
        assert need is not None
        address = cast.address(rule)
        for handle, part in PARTS.items():
            if part is Who.INVITED and way is TOGETHER:
                continue
            status = cast.browsers[handle].client.open(address, method=method).status_code
            is_let_in = status not in {401, 403, 404}
            wanted = part is not None and need.allows(frozenset({part}), way, stage)
            if is_let_in != wanted or status == 500 or (part is None and status != 404):
                wrong.append(f"{method} {endpoint} as {handle}: {status}, and the table says {wanted}")
    assert not wrong, "\n".join(wrong)


def test_a_frozen_database_refuses_to_be_written(app: Flask, cast: Cast, freeze: Callable[[], None]) -> None:
    freeze()
    cast.browsers["lead"].client.post(f"/assessments/{cast.number}/archive")
    with app.app_context():
        assert db.session.get_one(Assessment, cast.number).archived_at is None
        with pytest.raises(BusyError), writing():
            db.session.execute(text("DELETE FROM assessment"))


def test_an_archived_assessment_can_be_read_kept_and_not_changed(app: Flask, cast: Cast) -> None:
    with app.app_context(), writing():
        db.session.get_one(Assessment, cast.number).archived_at = utc_now()
    lead = cast.browsers["lead"]
    for method, endpoint, rule in routes_of_an_assessment(app):
        need = need_of(method, endpoint)
        assert need is not None
        if method == "POST" and RULES[need.may].is_change:
            status = lead.client.post(cast.address(rule)).status_code
            assert status in {403, 404}, f"{endpoint} answers {status}"


def test_one_who_has_several_parts_may_do_what_any_of_them_may() -> None:
    both = frozenset({Who.LEAD, Who.PARTICIPANT})
    assert is_allowed(May.RESPOND, both, SEPARATELY, Stage.OPEN)
    assert is_allowed(May.AGREE, both, SEPARATELY, Stage.CLOSED)
    assert not is_allowed(May.RESPOND, frozenset({Who.LEAD}), SEPARATELY, Stage.OPEN)


def test_nobody_but_the_person_sees_answers_while_they_are_given() -> None:
    """What the first page promises, read out of the table."""
    for may in (May.SEE_COMPARISON, May.SEE_POSITION, May.REVIEW, May.AGREE):
        for who in Who:
            assert not when_allowed(may, frozenset({who}), SEPARATELY) & {Stage.PREPARING, Stage.OPEN}


def test_the_table_is_on_a_page_that_anybody_may_read(visitor: Browser, viewer: Browser) -> None:
    page = visitor.get("/roles")
    separately, together = page.find("table")
    rows = ["".join(row.itertext()).split("\n") for row in separately.iter("tr")]
    assert len(rows) == 1 + sum(any(rule.separately.values()) for rule in RULES.values())
    for rule in RULES.values():
        assert rule.words in page.text
    assert "Answer in private No No No While open While open No No" in spaced(separately)
    assert "Agree the position While closed No No No No No No" in spaced(separately)
    see = "See the position, the results and the documents"
    assert f"{see} Once closed Once closed Once closed Once agreed No Once agreed No" in spaced(separately)
    assert f"{see} Always Always Always Always Always No" in spaced(together)
    assert viewer.get("/privacy").links()["Who may see and do what, in a table"] == "/roles"


def spaced(element: Any) -> str:
    return " ".join(part for cell in element.itertext() if (part := cell.strip()))


def test_the_stages_of_each_rule_follow_one_another_so_that_the_page_can_say_them() -> None:
    for way in Way:
        steps = steps_of(way)
        for may, rule in RULES.items():
            for who, stages in rule.stages(way).items():
                numbers = [number for number, stage in enumerate(steps) if stage in stages]
                assert numbers == list(range(numbers[0], numbers[-1] + 1)) if numbers else True, f"{may} {who}"


def test_when_is_said_in_words() -> None:
    assert in_words(ALWAYS, TOGETHER) == "Always"
    assert in_words(frozenset({Stage.OPEN}), TOGETHER) == "While open"
    assert in_words(frozenset({Stage.OPEN, Stage.AGREED}), TOGETHER) == "Until signed off"
    assert in_words(frozenset({Stage.CLOSED, Stage.AGREED}), SEPARATELY) == "Once closed, until signed off"
    assert in_words(frozenset({Stage.AGREED, Stage.SIGNED_OFF}), SEPARATELY) == "Once agreed"
    assert in_words(SIGNED, SEPARATELY) == "Once signed off"
    assert in_words(frozenset(), SEPARATELY) == "No"
