"""Councils to look round in: an ordinary one, one before its set-up, one with two models, one of long names."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from flask import Flask
from PIL import Image
from sqlalchemy import select, update

from app.accounts import logo, passwords
from app.accounts.tables import Council, Role, User
from app.assessment.tables import TITLE_LENGTH, Assessment
from app.database import db, utc_now, writing
from app.editorial.tables import Comment, CommentKind, CommentStatus
from app.maturity.definitions import Retired
from app.maturity.publishing import publish, publish_file
from app.maturity.versions import current_versions, model_of
from app.resources.tables import PUBLISHER_LENGTH, Resource, SavedResource, Suggestion, SuggestionStatus
from tests.browser import rounds
from tests.browser.council import add_assessment
from tests.browser.serving import Server
from tests.conftest import OTHER_MODEL, close_database, make_app, user_id
from tests.entries import add_entry, add_note, serves

LONG = ("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 3)[:TITLE_LENGTH]
COLOUR = "#00573d"


@dataclass
class Town:
    app: Flask
    server: Server
    places: dict[str, str] = field(default_factory=dict)
    """The words that stand in braces in the address of a page."""

    def address(self, path: str) -> str:
        if "{fresh}" in path:
            self.places["fresh"] = add_assessment(self.app, "A fresh start").split("/")[-1]
        if "{fresh_round}" in path:
            number, person, *_ = rounds.begin(self.app)
            self.places |= {"fresh_round": str(number), "newcomer": str(person)}
        if "{fresh_shut}" in path:
            self.places["fresh_shut"] = str(rounds.shut(self.app)[0])
        return path.format_map(self.places)

    def find(self, who: str | None) -> str | int | None:
        """One of the cast by their handle, or a participant by the name of their place after “link:”."""
        return int(self.places[who[5:]]) if who and who.startswith("link:") else who

    def leave(self) -> None:
        self.server.stop()
        close_database(self.app)


def ordinary(template: Path, folder: Path) -> Town:
    app = make_app(Path(shutil.copytree(template, folder)))
    return Town(app, Server(app), furnish(app))


def before_set_up(_template: Path, folder: Path) -> Town:
    app = make_app(folder)
    return Town(app, Server(app), {"code": app.config["SETUP_CODE"]})


def with_two_models(template: Path, folder: Path) -> Town:
    town = ordinary(template, folder)
    with town.app.app_context():
        publish_file(OTHER_MODEL, None)
    return town


def with_a_newer_version(template: Path, folder: Path) -> Town:
    """Every assessment began on the version before: since then a theme’s first was reworded and its last retired."""
    town = ordinary(template, folder)
    with town.app.app_context():
        model = model_of(current_versions()[0])
        theme = model.themes[0]
        first, *others, last = theme.characteristics
        reworded = first.model_copy(update={"statement": "The council says in other words what this means."})
        changed = theme.model_copy(update={"characteristics": (reworded, *others)})
        retired = (*model.retired, Retired(code=last.code, why="It is now a part of another."))
        themes = (changed, *model.themes[1:])
        with writing():
            publish(model.model_copy(update={"version": "1.1", "themes": themes, "retired": retired}), None)
    return town


def without_room_for_documents(template: Path, folder: Path) -> Town:
    """A file stands where the folder for made documents should be."""
    town = ordinary(template, folder)
    (folder / "documents").touch()
    return town


def of_long_names(template: Path, folder: Path) -> Town:
    """Whatever people may name has a name as long as it may be, without a space in it."""
    town = ordinary(template, folder)
    with town.app.app_context(), writing():
        picture = _logo()
        owner = {"name": LONG, "colour": COLOUR, "logo": picture, "logo_digest": logo.digest_of(picture)}
        db.session.execute(update(Council).values(owner))
        for user in db.session.scalars(select(User)):
            user.name = LONG
        db.session.execute(update(Assessment).values(title=LONG))
        rounds.lengthen(LONG)
        named = {"title": LONG, "publisher": LONG[:PUBLISHER_LENGTH], "url": f"https://{'u' * 50}.example/{LONG}"}
        db.session.execute(update(Resource).where(Resource.slug == "a-guide").values(named))
        db.session.add(User(name=LONG, email=f"{'l' * 60}@{'o' * 60}.{'n' * 60}.example", role=Role.USER))
    town.places["signed"] = str(rounds.signed(town.app, title=LONG)[0])
    return town


TOWNS: dict[str, Callable[[Path, Path], Town]] = {
    make.__name__: make
    for make in (
        ordinary,
        before_set_up,
        with_two_models,
        with_a_newer_version,
        without_room_for_documents,
        of_long_names,
    )
}


def furnish(app: Flask) -> dict[str, str]:
    assessments = {
        "empty": add_assessment(app, "Self-assessment 2024"),
        "part": add_assessment(app, "Self-assessment 2025", share=0.4, note=LONG),
        "done": add_assessment(app, "Self-assessment 2026", share=1, note="Shown to cabinet.\n\nReported in March."),
        "archived": add_assessment(app, "Self-assessment 2018", share=1, is_archived=True),
    }
    places = {name: url.split("/")[-1] for name, url in assessments.items()}
    lead_id = user_id(app, "lead")
    with app.app_context():
        model = model_of(current_versions()[0])
        with writing():
            gone = User(name="Gwen Gone", email="gone@anytown.example", role=Role.EDITOR, is_active=False)
            invited = User(name="Ines Invited", email="invited@anytown.example", role=Role.USER)
            token = passwords.make_link(invited)
            db.session.add_all([gone, invited])
            db.session.flush()
            add_comments(model.characteristics[0].code, lead_id, gone.id)
            add_suggestions(model.characteristics[0].code, lead_id, gone.id)
        entry = db.session.scalars(select(Resource).order_by(Resource.id.desc()).limit(1)).one()
    add_resources(app, lead_id)
    theme, last = model.themes[0], model.themes[-1]
    return places | {
        "model": model.id,
        "theme": theme.slug,
        "code": theme.characteristics[0].code.lower(),
        "last_theme": last.slug,
        "last_code": last.characteristics[-1].code.lower(),
        "officer": str(user_id(app, "officer")),
        "gone": str(user_id(app, "gone")),
        "token": token,
        "comment": "1",
        "suggestion": "1",
        "entry": entry.slug,
        "entry_title": entry.title,
        "resource": "a-guide",
        "withdrawn": "an-old-guide",
        **rounds.lay_rounds(app),
    }


def add_resources(app: Flask, reader_id: int) -> None:
    """One that its reader saved and noted something on, and one that is withdrawn."""
    add_entry(app, "a-guide", serves=serves("UP1 1>2", "UP1 2>3", "FV1 2>3"), status="archived")
    add_entry(app, "an-old-guide", status="withdrawn")
    add_note(app, "a-guide", "lead", helped=True, text=LONG)
    with app.app_context(), writing():
        number = db.session.query(Resource.id).filter_by(slug="a-guide").scalar()
        db.session.add(SavedResource(user_id=reader_id, resource_id=number))


def add_comments(code: str, author_id: int, editor_id: int) -> None:
    """One that is open and one of each decision; the first has a text as long as names are."""
    version_id = current_versions()[0].id
    for status, kind in zip(CommentStatus, CommentKind, strict=False):
        comment = Comment(model_version_id=version_id, code=code, kind=kind, author_id=author_id, status=status)
        comment.text = LONG if status is CommentStatus.OPEN else "Who decides what a measure is?"
        if status is not CommentStatus.OPEN:
            comment.reason, comment.reviewed_by_id, comment.reviewed_at = "The glossary says it.", editor_id, utc_now()
        db.session.add(comment)


def add_suggestions(code: str, suggester_id: int, editor_id: int) -> None:
    """One that is open, and like an entry, and one of each decision; the first has texts as long as may be."""
    there = db.session.scalars(select(Resource).limit(1)).one()
    for status in SuggestionStatus:
        url = f"https://example.org/{status}"
        suggestion = Suggestion(title=there.title, url=url, normal_url=url, publisher=LONG[:120], why=LONG, code=code)
        suggestion.suggested_by_id, suggestion.status = suggester_id, status
        if status is not SuggestionStatus.OPEN:
            suggestion.decided_by_id, suggestion.decided_at = editor_id, utc_now()
            suggestion.title, suggestion.why = "Rotas for gritting", "Six rotas."
        if status is SuggestionStatus.PUBLISHED:
            suggestion.resource_id = there.id
        if status is SuggestionStatus.DECLINED:
            suggestion.reason = "It is on gritting alone."
        db.session.add(suggestion)


def _logo() -> bytes:
    picture = BytesIO()
    Image.new("RGB", (600, 200), "#ffffff").save(picture, "PNG")
    picture.seek(0)
    return logo.read_logo(picture)
