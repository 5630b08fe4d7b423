"""Entries of the hub for tests: each is whole, and a test names only what it is about."""

from typing import Any

from flask import Flask

from app.database import db, writing
from app.resources.definitions import Entry
from app.resources.storing import find_resource, new_resource, put
from app.resources.tables import Resource, ResourceNote
from tests.browsing import Browser
from tests.conftest import user_id


def make_entry(slug: str, **parts: Any) -> Entry:
    content = {
        "id": slug,
        "title": slug.replace("-", " ").capitalize(),
        "publisher": "Fenmarsh Council",
        "url": f"https://fenmarsh.example.org/{slug}",
        "kind": "guidance",
        "year": 2024,
        "summary": "What one council did, and what it would do again.",
        "serves": [{"characteristic": "FV1", "from": 2, "to": 3}],
        "effort": "read",
        "access": "open",
        "review_by": "2027-05",
    }
    return Entry.model_validate(content | parts)


def serves(*steps: str) -> list[dict[str, object]]:
    """From such as “FV1 2>3”."""
    parts = [(step.split()[0], *step.split()[1].split(">")) for step in steps]
    return [{"characteristic": code, "from": int(start), "to": int(end)} for code, start, end in parts]


def add_entry(app: Flask, slug: str, **parts: Any) -> str:
    """Its address."""
    with app.app_context(), writing():
        new_resource(make_entry(slug, **parts))
    return f"/resources/{slug}"


def change_entry(app: Flask, slug: str, **parts: Any) -> None:
    """What a check of links or an editor would write into its row."""
    with app.app_context(), writing():
        row = find_resource(slug)
        assert row
        for name, value in parts.items():
            setattr(row, name, value)


def replace_entry(app: Flask, slug: str, **parts: Any) -> None:
    with app.app_context(), writing():
        row = find_resource(slug)
        assert row
        put(row, make_entry(slug, **parts))


def add_note(app: Flask, slug: str, handle: str, helped: bool, text: str = "") -> None:
    person = user_id(app, handle)
    with app.app_context(), writing():
        number = db.session.query(Resource.id).filter_by(slug=slug).scalar()
        db.session.add(ResourceNote(resource_id=number, user_id=person, helped=helped, text=text))


def open_the_hub(administrator: Browser, **settings: str) -> None:
    administrator.post_form("/settings", {"is_hub_public": "y"} | settings)
